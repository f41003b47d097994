"""Two processes beside one: how much more they make, against how much more two bare loops do on the same machine."""

import multiprocessing
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import count
from multiprocessing.connection import Connection
from statistics import median

from tests.benchmarks import memory
from tests.benchmarks.table import Figure, Goal, Row

_MOST = 1000  # numbers that a turn of the bare loop adds up: about as long as a document takes
_KINDS = ("documents", "loops")


def rows(seconds: float, rounds: int) -> Iterator[Row]:
    """The line of the table: one and two processes at each work, by turns, so many seconds a turn."""
    done: dict[tuple[str, int], list[float]] = {(kind, many): [] for kind in _KINDS for many in (1, 2)}
    with ExitStack() as stack:
        workers = [_Worker() for _ in range(2)]
        for worker in workers:
            stack.callback(worker.stop)
        for turn in range(rounds + 1):
            for (kind, many), counts in done.items():
                made = _together(workers[:many], kind, seconds)
                counts += [made] * bool(turn)  # the first turn warms up
    gained = {kind: median(done[kind, 2]) / median(done[kind, 1]) for kind in _KINDS}
    figure = Figure(gained["documents"] / gained["loops"], Goal(least=0.9))
    told = f"documents {gained['documents']:.2f}x, loop {gained['loops']:.2f}x"
    yield Row("Two processes: what documents gain, of what a bare loop gains", [figure], told)


def _together(workers: list["_Worker"], kind: str, seconds: float) -> float:
    for worker in workers:
        worker.begin(kind, seconds)
    return sum(worker.done() for worker in workers)


class _Worker:
    """A process that works when it is told to and says how much it did in a second."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._line, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs,), daemon=True)
        self._process.start()

    def begin(self, kind: str, seconds: float) -> None:
        self._line.send((kind, seconds))

    def done(self) -> float:
        return float(self._line.recv())

    def stop(self) -> None:
        self._line.send(None)
        self._process.join()
        self._line.close()


def _work(line: Connection) -> None:
    made = memory.making()
    ways: dict[str, Callable[[], object]] = {"documents": lambda: next(made), "loops": _loop}
    while order := line.recv():
        kind, seconds = order
        line.send(_pace(ways[kind], seconds))


def _pace(way: Callable[[], object], seconds: float) -> float:
    """How often in a second, by the clock."""
    start = time.perf_counter()
    for turns in count(1):
        way()
        passed = time.perf_counter() - start
        if passed >= seconds:
            return turns / passed
    raise AssertionError


def _loop() -> int:
    total = 0
    for number in range(_MOST):
        total += number * number
    return total
