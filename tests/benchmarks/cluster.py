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
            same = killed(many, bench, taken(bench, data, f"seed {seed}"), random.Random(seed), said) == wanted
            print(f"  seed {seed}: same ZIP: {same}", flush=True)
            failed += not same
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
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors; CPU in seconds for 1,000 rows")
    print(
        "".join(f"{title:>10}" for title in ("machines", "rows/s", "workers", "database", "broker", "ZIP s", "ZIP CPU"))
    )
    servers = (many.postgres, many.rabbit)
    for count in counts:
        for _ in range(count):
            many.machine()
        warm = taken(bench, data[: data.index(b"\n", 20_000) + 1], f"warm {count}")
        _wait(bench, warm)
        groups = [[machine.pid for machine in many.machines], *([one.running.pid] for one in servers)]  # type: ignore[union-attr]
        job = taken(bench, data, f"measured {count}")
        before, start = [sum(map(cpu, group)) for group in groups], time.monotonic()
        _wait(bench, job)
        used = [sum(map(cpu, group)) - first for group, first in zip(groups, before, strict=True)]
        done, ours = time.monotonic(), time.process_time()
        zipped(bench, job)
        numbers = [job.rows / (done - start), *(one * 1000 / job.rows for one in used)]
        numbers += [time.monotonic() - done, time.process_time() - ours]
        print(f"{count:10}{numbers[0]:10.0f}" + "".join(f"{number:10.2f}" for number in numbers[1:]), flush=True)
        forget(bench, job.key)
        for machine in list(many.machines):
            many.cut(machine)
    bench.close()


def cpu(process: int) -> float:
    """The processor seconds of a process and of everything under it, those that ended too."""
    try:
        told = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        under = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except OSError:
        return 0.0
    return sum(map(int, told[11:15])) / os.sysconf("SC_CLK_TCK") + sum(map(cpu, map(int, under)))


def _wait(bench: Bench, job: Job) -> None:
    bench.wake()
    while not _done(bench, job):
        time.sleep(0.05)


if __name__ == "__main__":
    main()
