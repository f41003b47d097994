"""How long a save of a page takes while a bulk job runs beside it in the same service, against one that idles."""

import tempfile
import threading
import time
from pathlib import Path

from formgen.bulk.bench import Bench, open_bench
from formgen.bulk.job import Order, Upload, Wish, take_in
from formgen.lint import ANY_DAY
from formgen.store.settings import Settings
from tests.benchmarks.load import Seen, service, visit
from tests.bulkrows import PLAN, csv_of, people
from tests.golden import LIBRARY

VISITORS, THINK = 8, 0.3
TURN, SETTLED = 3.0, 1.0  # seconds: of a turn, and for what was in hand to be finished
MOST_TURNS = 60


def compared(rows: int, workers: int) -> str:
    """The line of the table. The job waits and runs by turns: what else the machine does counts for both."""
    idle: list[float] = []
    busy: list[float] = []
    with tempfile.TemporaryDirectory() as folder, service(Path(folder), workers) as port:
        _saves(port)  # warm
        bench = open_bench(Settings(data=Path(folder)))
        key = _begun(bench, rows)
        for _ in range(MOST_TURNS):
            bench.jobs.turn(key, "paused")
            time.sleep(SETTLED)
            idle += _saves(port)
            bench.jobs.turn(key, "running")
            found = _saves(port)
            if bench.jobs.done(key) >= rows:
                break  # it ended within this turn
            busy += found
        done = bench.jobs.done(key)
        bench.close()
    one, other = _p99(idle), _p99(busy)
    return (
        f"p99 of a page save: {one:.0f} ms idle ({len(idle)} saves), {other:.0f} ms while a job runs"
        f" ({len(busy)} saves, {done} of {rows} rows): {other / one:.1f}x (goal 2x)"
    )


def _begun(bench: Bench, rows: int) -> str:
    """The key of a job that the workers of the service find."""
    data = csv_of(people(PLAN, "zo-kort-mogelijk", rows))
    order = Order(Upload("rows.csv", data), Wish(formats=("word",), only=("plan",)), ANY_DAY, "make")
    return take_in(bench, "a job", LIBRARY.load(PLAN), order).key


def _saves(port: int) -> list[float]:
    """Milliseconds of every save of some visitors in one turn."""
    seen, until = Seen(), time.monotonic() + TURN
    people_there = [
        threading.Thread(target=visit, args=(number, port, seen, THINK, until)) for number in range(VISITORS)
    ]
    for person in people_there:
        person.start()
    for person in people_there:
        person.join()
    return seen.times["save"]


def _p99(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.99)] if times else float("nan")
