"""Holds a folder for one process, so that two runs never write the same files; the system lets go when it ends."""

import errno
import os
import sys
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_FILE = "held"
_OTHERS = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)  # what a system says of what another process holds


class Held:
    """A folder that this process holds until `close`, or until it ends in whatever way.

    A process that splits off does not hold it: a run that was killed can be gone on with at once, while its workers
    still finish what they had in hand.
    """

    def __init__(self, folder: Path) -> None:
        """Raises BlockingIOError when another process holds the folder, and OSError when it cannot be held at all."""
        path = folder / _FILE
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        try:
            _lock(self._file)
            if os.fstat(self._file).st_ino != path.stat().st_ino:  # whoever held it has just deleted the folder
                raise BlockingIOError
        except OSError as fault:
            os.close(self._file)
            if fault.errno in _OTHERS or isinstance(fault, BlockingIOError | FileNotFoundError):
                raise BlockingIOError from fault
            raise

    def close(self) -> None:
        """Let go; a second time is no error."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1


def _lock(file: int) -> None:
    if sys.platform == "win32":
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
