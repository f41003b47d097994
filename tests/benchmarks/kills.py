"""Kills a bulk job again and again, and proves that nothing is lost or doubled: `python -m tests.benchmarks.kills`.

A worker, the whole command, or everything at once gets `kill -9` at a random moment; the command is started again with
`--resume`. In the end the ZIP must be, byte for byte, that of a run that nobody disturbed.
"""

import argparse
import contextlib
import hashlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from formgen.lint import ANY_DAY
from tests.bulkrows import PLAN, csv_of, people


@dataclass
class Verdict:
    """What became of a job that was killed so many times, how long it stood still at most, and how it ended."""

    kills: int = 0
    stood: float = 0.0
    same: bool = False
    codes: list[int] = field(default_factory=list)


def command(rows: Path, target: Path, workers: int = 2) -> list[str]:
    """The command that makes the ZIP, gone on with if it was broken off."""
    wanted = ["bulk", PLAN, str(rows), "-o", str(target), "--only", "plan", "--today", str(ANY_DAY)]
    return [sys.executable, "-m", "formgen", *wanted, "--resume", "--overwrite", "--workers", str(workers)]


def undisturbed(rows: Path, target: Path) -> str:
    """The hash of the ZIP when nothing happens."""
    subprocess.run(command(rows, target), check=True, capture_output=True)
    return hashlib.sha256(target.read_bytes()).hexdigest()


def disturbed(rows: Path, target: Path, kills: int, chance: random.Random, pace: tuple[float, float]) -> Verdict:
    """The same with so many kills, each after a random number of seconds; the job is whole in the end or it is told."""
    verdict = Verdict()
    while True:
        started = subprocess.Popen(
            command(rows, target), start_new_session=True, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL
        )
        since = time.monotonic()
        while verdict.kills < kills and started.poll() is None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                started.wait(chance.uniform(*pace))
            if started.poll() is None:
                _kill(started.pid, chance)
                verdict.kills += 1
        code = started.wait()
        verdict.codes.append(code)
        if code == 0:
            verdict.stood = max(verdict.stood, time.monotonic() - since)
            return verdict


def _kill(parent: int, chance: random.Random) -> None:
    """One process of the job, or all of them."""
    with contextlib.suppress(OSError):
        workers = [int(pid) for pid in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]
        which = chance.choice(["worker", "worker", "command", "all"])
        if which == "worker" and workers:
            os.kill(chance.choice(workers), signal.SIGKILL)
        elif which == "all":
            os.killpg(parent, signal.SIGKILL)
        else:
            os.kill(parent, signal.SIGKILL)


def main() -> None:
    """Prints a line for each seed; ends with 1 when one ZIP differs."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rows", type=int, default=10_000)
    asked.add_argument("--kills", type=int, default=20)
    asked.add_argument("--seeds", type=int, default=3)
    asked.add_argument("--pace", type=float, nargs=2, default=(0.5, 4.0))
    said = asked.parse_args()
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        rows = place / "rows.csv"
        rows.write_bytes(csv_of(people(PLAN, "zo-kort-mogelijk", said.rows)))
        wanted = undisturbed(rows, place / "undisturbed.zip")
        for seed in range(1, said.seeds + 1):
            target = place / f"{seed}.zip"
            verdict = disturbed(rows, target, said.kills, random.Random(seed), tuple(said.pace))
            same = hashlib.sha256(target.read_bytes()).hexdigest() == wanted
            left = list(place.glob(f"{seed}.zip.*"))
            failed += not same or bool(left)
            print(
                f"seed {seed}: {verdict.kills} kills, {len(verdict.codes)} starts, same ZIP: {same}, left: {left}",
                flush=True,
            )
            target.unlink()
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
