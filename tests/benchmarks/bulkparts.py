"""Where the time of a bulk job goes: reading, checking, making, and the ZIP with the report."""

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from formgen.bulk.job import Order, Upload, Wish, make
from formgen.bulk.local import Local, begin
from formgen.bulk.outcome import Targets
from formgen.bulk.plan import Format
from formgen.lint import ANY_DAY
from tests.bulkrows import csv_of, people
from tests.golden import LIBRARY


def parts(form: str, count: int, formats: Sequence[Format], only: Sequence[str] = ()) -> dict[str, float]:
    """Seconds of the processor for each part, in one process: what it loads is loaded before."""
    data = csv_of(people(form, "zo-kort-mogelijk", count))
    wish = Wish(formats=tuple(formats), only=tuple(only))
    _each(form, csv_of(people(form, "zo-kort-mogelijk", 10)), wish)
    return _each(form, data, wish)


def share(found: dict[str, float]) -> float:
    """What part of it all is not the making of documents."""
    return 1 - found["making"] / sum(found.values())


def _each(form: str, data: bytes, wish: Wish) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        begun: list[Local] = []
        order = Order(Upload("rows.csv", data), wish, ANY_DAY, "check")
        reading = _seconds(lambda: begun.append(begin(place / "job", None, LIBRARY.load(form), order)))
        (local,) = begun
        checking = _seconds(lambda: _run(local, Targets()))
        make(local.bench, local.job(), wish)
        both = _seconds(lambda: _run(local, Targets()))
        packing = _seconds(lambda: _run(local, Targets(place / "rows.zip", place / "report.csv")))
        local.clear()
    return {"reading": reading, "checking": checking, "making": both - checking, "ZIP and report": packing}


def _run(local: Local, targets: Targets) -> None:
    local.run(1, lambda done: None, targets)


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def lines(form: str, found: dict[str, float], count: int) -> Iterator[str]:
    """The lines of the table."""
    told = ", ".join(f"{name} {seconds / count * 1000:.2f}" for name, seconds in found.items())
    yield f"{form[:24]}: ms of processor a row: {told}; all but the making: {share(found):.0%} (goal 40%)"
