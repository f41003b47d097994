"""A worker process, `python -m formgen.bulk`: works until its standard input closes; see `crew`."""

import contextlib
import os
import sys

from formgen.bulk.bench import open_bench
from formgen.bulk.worker import serve
from formgen.store.settings import Settings


def main() -> int:
    """How the worker ended; see `serve`."""
    with contextlib.suppress(OSError, AttributeError):
        os.nice(int(*sys.argv[1:2]))
    return serve(lambda: open_bench(Settings.read(os.environ)), 0)


if __name__ == "__main__":
    sys.exit(main())
