"""Measures bulk jobs: rows a second from file to ZIP beside a plain docxtpl loop, checking, memory: `make bench-bulk`.

Options: the number of rows (10,000), and `--check N` for the dry run (100,000).
"""

import argparse
import datetime
import io
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from docxtpl import DocxTemplate
from jinja2 import Environment

from formgen import answers, documents
from formgen.documents.word.sandbox import FILTERS, Sandbox
from formgen.guidance import checks
from formgen.lint import ANY_DAY
from tests.bulkrows import EMPLOYEE, PLAN, csv_of, people
from tests.golden import LIBRARY

NARROW = 30
LOOP = 60  # documents of the plain loop: enough to know its pace


def main() -> None:
    """Prints the table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("rows", nargs="?", type=int, default=10_000)
    asked.add_argument("--check", type=int, default=100_000)
    asked.add_argument("--workers", type=int, default=2)
    said = asked.parse_args()
    print(f"load of this machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors\n")
    print(f"{'':44}{'rows/s':>9}{'s':>8}{'CPU s':>8}{'MB':>7}")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        word = _run(place, PLAN, "zo-kort-mogelijk", said.rows, said.workers, "--formats", "word", "--only", "plan")
        _run(place, EMPLOYEE, "zo-kort-mogelijk", said.rows, said.workers, "--formats", "pdf")
        loop = _loop()
        print(f"{'plain docxtpl loop, one core':44}{loop:9.0f}")
        print(f"{'Word, against that loop':44}{word / loop:8.1f}x")
        _run(place, PLAN, "zo-kort-mogelijk", said.check, said.workers, "--dry-run")


def _run(place: Path, form: str, case: str, count: int, workers: int, *more: str) -> float:
    """Rows a second of `formgen bulk` as a person runs it: start to end, ZIP on the disk."""
    rows = place / f"{form}-{count}{'-narrow' if '--dry-run' in more else ''}.csv"
    if not rows.exists():
        every = people(form, case, count)
        rows.write_bytes(csv_of(map(_narrow, every) if "--dry-run" in more else every))
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "formgen", "bulk", form, str(rows), "-o", str(place / "out.zip")]
    started = time.monotonic()
    subprocess.run(
        [*command, "--today", str(ANY_DAY), "--workers", str(workers), *more], capture_output=True, check=True
    )
    seconds = time.monotonic() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    title = f"{form[:24]} {count} {' '.join(more[:2])}"
    print(f"{title:44}{count / seconds:9.0f}{seconds:8.1f}{used:8.1f}{after.ru_maxrss / 1024:7.0f}", flush=True)
    return count / seconds


def _narrow(person: dict[str, str]) -> dict[str, str]:
    """The columns of an export of an HR system: so many rows of all answers would be more than 50 MB."""
    return dict(list(person.items())[:NARROW])


def _loop() -> float:
    """Documents a second of the loop that docxtpl's own documentation shows, over the same people."""
    form = LIBRARY.load(PLAN)
    template = (form.folder / "templates" / f"{PLAN}.nl.docx").read_bytes()
    sandbox = Sandbox()
    environment = Environment(autoescape=True, finalize=sandbox.finalize)
    environment.filters.update({name: sandbox.filters[name] for name in FILTERS})
    started = time.monotonic()
    for person in people(PLAN, "zo-kort-mogelijk", LOOP):
        _usual(template, dict(_words(person, ANY_DAY)), environment)
    return LOOP / (time.monotonic() - started)


def _usual(template: bytes, words: dict[str, object], environment: Environment) -> bytes:
    opened = DocxTemplate(io.BytesIO(template))
    opened.render(words, environment, autoescape=True)
    written = io.BytesIO()
    opened.save(written)
    return written.getvalue()


def _words(person: dict[str, str], today: datetime.date) -> dict[str, object]:
    form = LIBRARY.load(PLAN)
    found = answers.read(form, person, today)
    say: Callable[..., dict[str, object]] = documents._words
    return say(form, found, "nl", checks.judge(found))


if __name__ == "__main__":
    main()
