"""Run as a script of its own by limited.py: has one of our scripts look at a file, within limits of the system.

Standard input: one line of JSON (the question), then the file. Standard output: one line of JSON (what the script
said), then the bytes that go with it. The limits are set before anything of the file is read and cannot be raised
again. A file that takes the process over finds no answers of anyone, no other process and no way to write a file.
"""

import importlib.util
import json
import resource
import sys
from pathlib import Path
from types import ModuleType

_MEMORY = 1 << 30
_SECONDS = 7


def main() -> None:
    """Set the limits, ask the script named on the command line, and pass on its answer."""
    for limit, most in (
        (resource.RLIMIT_AS, _MEMORY),
        (resource.RLIMIT_CPU, _SECONDS),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        resource.setrlimit(limit, (most, most))
    sys.path.append(str(Path(__file__).parents[2]))
    line, _, data = sys.stdin.buffer.read().partition(b"\n")
    said, body = _loaded(Path(sys.argv[1])).answer(json.loads(line), data)
    sys.stdout.buffer.write(json.dumps(said).encode("ascii") + b"\n" + body)


def _loaded(path: Path) -> ModuleType:
    """The script as a module, without the package around it: only what it imports itself is started."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise ImportError(str(path))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main()
