"""A worker process, `python -m formgen.bulk`: works until its standard input closes; see `crew`."""

import contextlib
import errno
import os
import sys
import threading

from sqlalchemy.exc import OperationalError

from formgen.bulk.bench import Bench, open_bench
from formgen.bulk.crew import FAILING, FULL, STOPPED
from formgen.bulk.work import owner, work
from formgen.store.settings import Settings


def main() -> int:
    """How the worker ended: as asked, because the disk is full, or because disk or database fail."""
    with contextlib.suppress(OSError, AttributeError):
        os.nice(int(*sys.argv[1:2]))
    closed = threading.Event()
    threading.Thread(target=_watch, args=(closed,), daemon=True).start()
    try:
        bench = open_bench(Settings.read(os.environ))
        try:
            return _worked(bench, closed)
        finally:
            bench.close()
    except OSError as fault:
        return FULL if fault.errno in (errno.ENOSPC, errno.EDQUOT) else FAILING
    except OperationalError as fault:
        return FULL if "full" in str(fault.orig) else FAILING


def _worked(bench: Bench, closed: threading.Event) -> int:
    work(bench, closed.is_set, owner(), closed.wait)
    return STOPPED


def _watch(closed: threading.Event) -> None:
    """Standard input closes when the process that started this one ends, however it ends."""
    while os.read(0, 1024):
        pass
    closed.set()


if __name__ == "__main__":
    sys.exit(main())
