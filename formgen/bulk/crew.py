"""Worker processes beside this one: started, started again when they die, and gone when this one is."""

import contextlib
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from sqlalchemy.exc import SQLAlchemyError

from formgen.bulk.bench import Bench
from formgen.bulk.sweep import sweep
from formgen.bulk.worker import FAILING, FULL

_AGAIN = 1.0  # seconds before a worker that ended is started again, and each time longer
_LONGEST = 15.0
_LOOK, _SWEEP = 0.5, 60.0
BEHIND_PEOPLE = 10  # who fills in a page goes before any bulk job


class Worker(Protocol):
    """A process that was started here, as the standard library has it."""

    pid: int

    def poll(self) -> int | None:
        """How it ended; None while it is there."""

    def wait(self, timeout: float | None = None) -> int:
        """How it ended, once it has. Raises TimeoutExpired when that takes longer."""

    def kill(self) -> None:
        """End it at once."""


@dataclass(frozen=True, slots=True)
class Line:
    """The numbers of two ends: what a worker watches, and what is held open as long as it should work."""

    watched: int
    held: int


Start = Callable[[Line], Worker]


class Crew:
    """A number of workers, each started in the same way. `tend` is to be called now and then."""

    def __init__(self, count: int, start: Start) -> None:
        self._start = start
        self._workers: list[Worker | None] = [None] * count
        self._again = [0.0] * count  # when each may be started again
        self._waits = [_AGAIN] * count
        self._line = Line(*os.pipe())  # it also closes when we are killed

    def tend(self) -> list[int]:
        """Start every worker that is not there; how those ended that did since the last time."""
        ended: list[int] = []
        for place, worker in enumerate(self._workers):
            code = worker.poll() if worker is not None else None
            if worker is not None and code is None:
                continue
            if code is not None:
                ended.append(code)
                self._workers[place] = None
                self._again[place] = time.monotonic() + (self._waits[place] if code in (FULL, FAILING) else 0)
                self._waits[place] = min(self._waits[place] * 2, _LONGEST)
            if time.monotonic() >= self._again[place]:
                self._workers[place] = self._start(self._line)
        return ended

    @property
    def processes(self) -> tuple[int, ...]:
        """The numbers of the processes that are there."""
        return tuple(worker.pid for worker in self._workers if worker is not None)

    def stop(self) -> None:
        """Let every worker finish what it has in hand, and wait for it; one that takes too long is ended."""
        os.close(self._line.held)
        for worker in self._workers:
            if worker is not None:
                try:
                    worker.wait(_LONGEST)
                except subprocess.TimeoutExpired:
                    worker.kill()
                    worker.wait()
        os.close(self._line.watched)
        self._workers = [None] * len(self._workers)


def apart(data: Path, settings: Mapping[str, str], nice: int = 0) -> Start:
    """Starts workers for all jobs in this data folder as programs of their own; `nice`: how far everyone goes first."""

    def start(line: Line) -> Worker:
        return subprocess.Popen(  # noqa: S603 - our own program, with no word of anyone else
            [sys.executable, "-m", "formgen.bulk", str(nice)],
            stdin=line.watched,
            stdout=subprocess.DEVNULL,
            stderr=None if os.environ.get("FORMGEN_DEBUG") else subprocess.DEVNULL,
            env={**settings, "FORMGEN_DATA": str(data)},
        )

    return start


@contextlib.contextmanager
def employed(bench: Bench, crew: Crew) -> Iterator[None]:
    """Workers for as long as this lasts, and every minute a sweep of what is no longer wanted."""
    stopped = threading.Event()
    thread = threading.Thread(target=_tended, args=(bench, crew, stopped), name="bulk", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopped.set()
        thread.join()
        crew.stop()


def _tended(bench: Bench, crew: Crew, stopped: threading.Event) -> None:
    swept = 0.0
    while not stopped.wait(_LOOK):
        crew.tend()
        if time.monotonic() - swept > _SWEEP:
            swept = time.monotonic()
            with contextlib.suppress(OSError, SQLAlchemyError):  # a full disk: the next sweep may do better
                sweep(bench)
