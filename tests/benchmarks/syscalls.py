"""Lets one system call after another fail in a bulk job: `python -m tests.benchmarks.syscalls` (needs strace).

For every N the Nth write, fsync or rename fails with "disk full" or "input/output error". Whatever happens, there is
no ZIP or the right one, and the next `--resume` makes it: byte for byte that of a run in which nothing failed. A short
form that needs no right to trace runs with the tests: `tests/test_bulk_targets.py`.
"""

import argparse
import hashlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.kills import command
from tests.bulkrows import PLAN, csv_of, people

CALLS = ("write", "pwrite64", "fsync", "fdatasync", "rename", "unlink", "ftruncate")
ERRORS = ("ENOSPC", "EIO")


def failing(rows: Path, target: Path, call: str, error: str, when: int) -> tuple[int, bool]:
    """The exit code of a run in which this call fails, and whether strace let it fail at all."""
    log = target.with_suffix(".strace")
    trace = [
        "strace",
        "-f",
        "-qq",
        "-o",
        str(log),
        "-e",
        f"trace={call}",
        "-e",
        f"inject={call}:error={error}:when={when}",
    ]
    done = subprocess.run([*trace, *command(rows, target, 1)], capture_output=True, timeout=300)
    return done.returncode, "(INJECTED)" in log.read_text(errors="replace")


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main() -> None:
    """Prints a line per kind of call and error; ends with 1 when anything was lost, half made or left behind."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rows", type=int, default=20)
    asked.add_argument("--step", type=int, default=1, help="only every so manieth call")
    asked.add_argument("--most", type=int, default=400)
    said = asked.parse_args()
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        rows = place / "rows.csv"
        rows.write_bytes(csv_of(people(PLAN, "zo-kort-mogelijk", said.rows)))
        subprocess.run(command(rows, place / "whole.zip", 1), check=True, capture_output=True)
        wanted = _hash(place / "whole.zip")
        for call in CALLS:
            for error in ERRORS:
                faults, tried = _tried(place, rows, wanted, (call, error), range(1, said.most + 1, said.step))
                failed += len(faults)
                print(f"{call:10} {error:7} {tried:4} failures, {len(faults)} of them not whole: {faults}", flush=True)
    sys.exit(1 if failed else 0)


def _tried(place: Path, rows: Path, wanted: str, what: tuple[str, str], times: range) -> tuple[list[str], int]:
    faults: list[str] = []
    for tried, when in enumerate(times):
        target = place / "out.zip"
        code, injected = failing(rows, target, *what, when)
        if target.exists() and _hash(target) != wanted:
            faults.append(f"{when}: half a ZIP")
        elif code == 0 and not target.exists():
            faults.append(f"{when}: said to be done, and is not")
        again = subprocess.run(command(rows, target, 1), capture_output=True)
        if again.returncode or _hash(target) != wanted:
            faults.append(f"{when}: not the same after going on (exit {again.returncode})")
        for left in place.glob("out.zip*"):
            shutil.rmtree(left) if left.is_dir() else left.unlink()
        if not injected:
            return faults, tried
    return faults, len(times)


if __name__ == "__main__":
    main()
