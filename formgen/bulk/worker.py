"""What a worker process does: works until a file closes, and ends with a code that says why."""

import contextlib
import errno
import os
import signal
import threading
from collections.abc import Callable

from sqlalchemy.exc import OperationalError

from formgen.bulk.bench import Bench
from formgen.bulk.work import owner, work

# How a worker ends by itself.
STOPPED, FULL, FAILING = 0, 3, 4


def serve(opened: Callable[[], Bench], line: int) -> int:
    """Do what waits on this bench until the file with this number closes: that of whoever started the process.

    Ends as asked, because the disk is full, or because disk or database fail; the code says which. Ctrl+C is for who
    started it, so that what is in hand is finished.
    """
    with contextlib.suppress(ValueError):  # in a thread, where no signal arrives
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    closed = threading.Event()
    threading.Thread(target=_watch, args=(line, closed), daemon=True).start()
    try:
        bench = opened()
        try:
            work(bench, closed.is_set, owner(), closed.wait)
            return STOPPED
        finally:
            bench.close()
    except (OSError, OperationalError) as fault:
        return ending(fault)


def ending(fault: OSError | OperationalError) -> int:
    """FULL for a disk, or what of it one may use, that is full; FAILING for any other fault of disk or database."""
    if isinstance(fault, OSError):
        return FULL if fault.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG) else FAILING
    return FULL if "full" in str(fault.orig) else FAILING


def _watch(line: int, closed: threading.Event) -> None:
    """Nothing is ever said on the line: it closes when the process that started this one ends, however it ends."""
    while os.read(line, 1024):
        pass
    closed.set()
