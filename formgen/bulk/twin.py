"""A worker that is this process once more: it has loaded what this one has, and starts at once."""

import os
import signal
import subprocess
import time
from collections.abc import Callable

from formgen.bulk.worker import FAILING

_LOOK = 0.01


class Twin:
    """A process that split off from this one (POSIX only), asked after as those of `subprocess` are."""

    def __init__(self, live: Callable[[], int]) -> None:
        """Splits off a process that does nothing but `live` and ends with its code; this one must have no threads."""
        self._code: int | None = None
        self.pid = os.fork()
        if not self.pid:
            _lived(live)

    def poll(self) -> int | None:
        """How it ended: a code, or below zero the signal that ended it; None while it is there."""
        if self._code is None:
            ended, status = os.waitpid(self.pid, os.WNOHANG)
            if ended:
                self._code = os.waitstatus_to_exitcode(status)
        return self._code

    def wait(self, timeout: float | None = None) -> int:
        """How it ended, once it has. Raises TimeoutExpired when that takes longer."""
        until = time.monotonic() + timeout if timeout is not None else None
        while (code := self.poll()) is None:
            if until is not None and time.monotonic() > until:
                raise subprocess.TimeoutExpired("worker", timeout or 0)
            time.sleep(_LOOK)
        return code

    def kill(self) -> None:
        """End it at once."""
        if self.poll() is None:
            os.kill(self.pid, signal.SIGKILL)


def _lived(live: Callable[[], int]) -> None:
    """Never comes back: what this process was doing when it split is not for its twin to go on with."""
    code = FAILING
    try:
        if not os.environ.get("FORMGEN_DEBUG"):
            silence = os.open(os.devnull, os.O_RDWR)
            for said in (0, 1, 2):
                os.dup2(silence, said)
        code = live()
    finally:
        os._exit(code)
