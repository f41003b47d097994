"""Worker processes beside this one: started, started again when they die, and gone when this one is."""

import contextlib
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from formgen.bulk.bench import Bench
from formgen.bulk.sweep import sweep

# How a worker ends by itself.
STOPPED, FULL, FAILING = 0, 3, 4
_AGAIN = 1.0  # seconds before a worker that ended is started again, and each time longer
_LONGEST = 15.0
_LOOK, _SWEEP = 0.5, 60.0
BEHIND_PEOPLE = 10  # who fills in a page goes before any bulk job


class Crew:
    """A number of workers for the jobs in one data folder. `tend` is to be called now and then."""

    def __init__(self, data: Path, count: int, settings: Mapping[str, str], nice: int = 0) -> None:
        self._nice = nice  # how far everyone else goes first
        self._settings = {**settings, "FORMGEN_DATA": str(data)}
        self._workers: list[subprocess.Popen[bytes] | None] = [None] * count
        self._again = [0.0] * count  # when each may be started again
        self._waits = [_AGAIN] * count

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
                self._workers[place] = self._started()
        return ended

    @property
    def processes(self) -> tuple[int, ...]:
        """The numbers of the processes that are there."""
        return tuple(worker.pid for worker in self._workers if worker is not None)

    def stop(self) -> None:
        """Let every worker finish what it has in hand, and wait for it; one that takes too long is ended."""
        for worker in self._workers:
            if worker is not None and worker.stdin is not None:
                worker.stdin.close()  # a worker lives as long as this is open, so it also goes when we are killed
        for worker in self._workers:
            if worker is not None:
                try:
                    worker.wait(_LONGEST)
                except subprocess.TimeoutExpired:
                    worker.kill()
                    worker.wait()
        self._workers = [None] * len(self._workers)

    def _started(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603 - our own program, with no word of anyone else
            [sys.executable, "-m", "formgen.bulk", str(self._nice)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=None if os.environ.get("FORMGEN_DEBUG") else subprocess.DEVNULL,
            env=self._settings,
        )


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
