"""Measures bulk jobs: rows a second from file to ZIP beside a plain docxtpl loop, checking, memory: `make bench-bulk`.

Options: the number of rows (10,000), `--check N` for the dry run (100,000); `--during`: page saves while a job runs.
"""

import argparse
import datetime
import io
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter
from docxtpl import DocxTemplate
from jinja2 import Environment

from formgen import answers, documents
from formgen.documents.word.sandbox import FILTERS, Sandbox
from formgen.guidance import checks
from formgen.lint import ANY_DAY
from formgen.store.settings import Settings
from tests.benchmarks import bulkparts, meanwhile
from tests.bulkrows import EMPLOYEE, PLAN, csv_of, people
from tests.golden import LIBRARY

NARROW = 30
FEW = 1_000  # rows of the run that memory is compared with
PARTED = 500  # rows over which the parts of a job are measured
MILLION = 1_000_000
WORKERS = 2
LOOP = 60  # documents of the plain loop: enough to know its pace


def main() -> None:
    """Prints the table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("rows", nargs="?", type=int, default=10_000)
    asked.add_argument("--check", type=int, default=100_000)
    asked.add_argument("--workers", type=int, help="default: 2, and with --during as many as the service has")
    asked.add_argument("--during", action="store_true", help="only the page saves while a job runs")
    said = asked.parse_args()
    print(f"load of this machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors\n")
    if said.during:
        print(meanwhile.compared(said.rows, said.workers or Settings().workers))
        return
    print(f"{'':44}{'rows/s':>9}{'s':>8}{'CPU s':>8}{'MB':>7}")
    with tempfile.TemporaryDirectory() as folder:
        _making(Path(folder), said.rows, said.workers or WORKERS)
        _checking(Path(folder), said.check, said.workers or WORKERS)
        _refusing(Path(folder))


def _making(place: Path, rows: int, workers: int) -> None:
    """Word and PDF, against the plain loop; and what part of it is not the making."""
    word = _run(place, PLAN, rows, workers, "--formats", "word", "--only", "plan")
    _run(place, EMPLOYEE, rows, workers, "--formats", "pdf")
    loop = _loop()
    print(f"{'plain docxtpl loop, one core':44}{loop:9.0f}")
    print(f"{'Word, against that loop':44}{word.rows / loop:8.1f}x")
    for line in bulkparts.lines(PLAN, bulkparts.parts(PLAN, PARTED, ["word"], ["plan"]), PARTED):
        print(line)
    for line in bulkparts.lines(EMPLOYEE, bulkparts.parts(EMPLOYEE, PARTED, ["pdf"]), PARTED):
        print(line)


def _checking(place: Path, rows: int, workers: int) -> None:
    """A dry run of few rows and of many: time, and how much more memory the many take."""
    few = _run(place, PLAN, FEW, workers, "--dry-run")
    many = _run(place, PLAN, rows, workers, "--dry-run")
    print(f"memory from {FEW} to {rows} rows: {many.megabytes - few.megabytes:+.0f} MB (goal +30 MB)")


def _refusing(place: Path) -> None:
    """A million rows, as CSV and as a workbook."""
    text, book = place / "million.csv", place / "million.xlsx"
    text.write_text("surname;birth_date\n" + "Jansen;1-1-1980\n" * MILLION, "utf-8")
    workbook = xlsxwriter.Workbook(str(book), {"constant_memory": True})
    sheet = workbook.add_worksheet()
    for number in range(MILLION):
        sheet.write_row(number, 0, ("Jansen", "1-1-1980") if number else ("surname", "birth_date"))
    workbook.close()
    for path in (text, book):
        before = time.monotonic()
        done = subprocess.run(_command(PLAN, path, place / "none.zip", "--dry-run"), capture_output=True, text=True)
        told = done.stderr.strip() or "not refused"
        print(f"{path.name}: {time.monotonic() - before:.1f} s (goal 5 s), exit {done.returncode}: {told}")


@dataclass(frozen=True, slots=True)
class Measured:
    """What one run took: rows a second, and megabytes of the largest of its processes."""

    rows: float
    megabytes: float


def _command(form: str, rows: Path, target: Path, *more: str) -> list[str]:
    where = () if "--dry-run" in more else ("-o", str(target), "--overwrite")
    return [sys.executable, "-m", "formgen", "bulk", form, str(rows), *where, "--today", str(ANY_DAY), *more]


def _run(place: Path, form: str, count: int, workers: int, *more: str) -> Measured:
    """`formgen bulk` as a person runs it, measured: start to end, ZIP on the disk."""
    rows = place / f"{form}-{count}{'-narrow' if '--dry-run' in more else ''}.csv"
    if not rows.exists():
        every = people(form, "zo-kort-mogelijk", count)
        rows.write_bytes(csv_of(map(_narrow, every) if "--dry-run" in more else every))
    command = _command(form, rows, place / "out.zip", "--workers", str(workers), *more)
    command = [sys.executable, "-m", "tests.benchmarks.spent", *command]
    spent = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    code, seconds, processor, megabytes = map(float, spent.split())
    if code:
        raise SystemExit(f"{' '.join(command)} ended with {code:.0f}")
    title = f"{form[:24]} {count} {' '.join(more[:2])}"
    print(f"{title:44}{count / seconds:9.0f}{seconds:8.1f}{processor:8.1f}{megabytes:7.0f}", flush=True)
    return Measured(count / seconds, megabytes)


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
