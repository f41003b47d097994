"""Kills machines, broker and database of a cluster, or measures it: `python -m tests.benchmarks.cluster`.

A real RabbitMQ and PostgreSQL and a double of S3 on this machine; each "machine" is a group of processes that loses its
power at a random moment. In the end the ZIP must be, byte for byte, that of one machine that nobody disturbed.
With `--measure` nothing is killed: rows a second for one, two and more machines of one process each.
"""

import argparse
import hashlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from formgen.bulk import archive
from formgen.bulk.bench import Bench
from formgen.bulk.job import Order, Upload, Wish, forget, take_in
from formgen.lint import ANY_DAY
from formgen.store.jobs import Job
from tests.bulkrows import PLAN, csv_of, people
from tests.machines import Cluster, cluster

MACHINES = 2


def main() -> None:
    """Prints a line for each seed or number of machines; ends with 1 when one ZIP differs."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rows", type=int, default=10_000)
    asked.add_argument("--kills", type=int, default=20)
    asked.add_argument("--seeds", type=int, default=3)
    asked.add_argument("--pace", type=float, nargs=2, default=(0.5, 4.0))
    asked.add_argument("--measure", type=int, nargs="*")
    said = asked.parse_args()
    data = csv_of(people(PLAN, "zo-kort-mogelijk", said.rows))
    with cluster() as many:
        os.environ.update(many.storage)
        bench = many.bench()
        if said.measure is not None:
            measure(many, bench, data, said.measure or [1, 2])
            return
        wanted = undisturbed(data)
        failed = 0
        for seed in range(1, said.seeds + 1):
            failed += killed(many, bench, taken(bench, data, f"seed {seed}"), random.Random(seed), said) != wanted
        bench.close()
    sys.exit(1 if failed else 0)


def undisturbed(data: bytes) -> str:
    """The hash of the ZIP that one machine makes."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "rows.csv").write_bytes(data)
        command = [sys.executable, "-m", "formgen", "bulk", PLAN, str(Path(folder) / "rows.csv"), "--only", "plan"]
        subprocess.run([*command, "--today", str(ANY_DAY)], check=True, capture_output=True)
        return hashlib.sha256((Path(folder) / "rows.zip").read_bytes()).hexdigest()


def taken(bench: Bench, data: bytes, job_id: str) -> Job:
    """A job of these rows."""
    order = Order(Upload("rows.csv", data), Wish(only=("plan",)), ANY_DAY, "make")
    return take_in(bench, job_id, bench.library.load(PLAN), order)


def zipped(bench: Bench, job: Job) -> str:
    """The hash of the job's ZIP."""
    digest = hashlib.sha256()
    for piece in archive.pieces(bench, job):
        digest.update(piece)
    return digest.hexdigest()


def killed(many: Cluster, bench: Bench, job: Job, chance: random.Random, said: argparse.Namespace) -> str:
    """The hash of the ZIP after so many kills; what stands still in between is told."""
    kills: dict[str, int] = {}
    started, longest = time.monotonic(), 0.0
    bench.wake()
    while not _done(bench, job):
        while len(many.machines) < MACHINES:
            many.machine()
        if sum(kills.values()) < said.kills:
            time.sleep(chance.uniform(*said.pace))
            if not _done(bench, job):
                what = chance.choice(["machine", "machine", "machine", "broker", "database", "everything"])
                _kill(many, what, chance)
                kills[what] = kills.get(what, 0) + 1
                last = time.monotonic()
        else:
            time.sleep(0.2)
            longest = time.monotonic() - last
    found = zipped(bench, job)
    rows = bench.jobs.progress(job.key)
    print(
        f"{sum(kills.values())} kills {kills}: {rows.done} of {rows.rows} rows, done {longest:.0f} s after the last,"
        f" {time.monotonic() - started:.0f} s in all, {found[:12]}",
        flush=True,
    )
    forget(bench, job.key)
    return found


def _done(bench: Bench, job: Job) -> bool:
    return bench.jobs.progress(job.key).done >= job.rows


def _kill(many: Cluster, what: str, chance: random.Random) -> None:
    if what in ("machine", "everything"):
        for machine in [chance.choice(many.machines)] if what == "machine" else list(many.machines):
            many.cut(machine)
    restarts: dict[str, Callable[[], None]] = {
        "broker": lambda: (many.rabbit.kill(), many.rabbit.start()),  # type: ignore[dict-item,return-value]
        "database": lambda: (many.postgres.kill(signal.SIGQUIT), many.postgres.start()),  # type: ignore[dict-item,return-value]
    }
    for server in ("broker", "database"):
        if what in (server, "everything"):
            restarts[server]()


def measure(many: Cluster, bench: Bench, data: bytes, counts: list[int]) -> None:
    """Rows a second from the first claim to the last row, and the ZIP after it."""
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors\n{'machines':>9}{'rows/s':>9}{'ZIP s':>8}")
    for count in counts:
        for _ in range(count):
            many.machine()
        warm = taken(bench, data[: data.index(b"\n", 20_000) + 1], f"warm {count}")
        _wait(bench, warm)
        before = time.monotonic()
        job = taken(bench, data, f"measured {count}")
        read = time.monotonic()
        _wait(bench, job)
        done = time.monotonic()
        zipped(bench, job)
        print(
            f"{count:9}{job.rows / (done - read):9.0f}{time.monotonic() - done:8.1f}  (taken in {read - before:.1f} s)",
            flush=True,
        )
        forget(bench, job.key)
        for machine in list(many.machines):
            many.cut(machine)
    bench.close()


def _wait(bench: Bench, job: Job) -> None:
    bench.wake()
    while not _done(bench, job):
        time.sleep(0.05)


if __name__ == "__main__":
    main()
