"""What a command spends: `python -m tests.benchmarks.spent COMMAND...` prints its exit code, seconds, seconds of the
processor and megabytes at most, with the processes it waited for.

A program of its own, because what a process once held counts for every program it starts: this one holds little.
"""

import os
import subprocess
import sys
import time


def main(command: list[str]) -> None:
    """Runs the command and prints the four numbers."""
    started = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        _, status, used = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.monotonic() - started
    print(running.returncode, seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


if __name__ == "__main__":
    main(sys.argv[1:])
