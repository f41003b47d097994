"""Looks at a file of unknown origin in a process of its own, with limits of time, memory and size of the answer."""

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Thread, Timer
from typing import IO, Any

_CONFINED = Path(__file__).with_name("confined.py")
SECONDS = 8.0  # on the clock; confined.py allows a second less of the processor
LARGEST = 65 << 20  # bytes of answer: what a bomb unpacks to


class LimitError(Exception):
    """There is no answer: a limit ended the process, or the file brought it down."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the process said, as JSON holds it, and the bytes that go with it."""

    said: Mapping[str, Any]
    data: bytes


def ask(script: Path, question: Mapping[str, object], data: bytes) -> Answer:
    """What `answer(question, data)` of this script returns, worked out in a process of its own.

    Raises LimitError, at most SECONDS later, for whatever hangs, bursts or crashes there. Nothing is written to disk.
    """
    line = json.dumps(question).encode("ascii") + b"\n"
    command = [sys.executable, "-I", "-B", str(_CONFINED), str(script)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, **pipes) as process:  # type: ignore[call-overload]  # noqa: S603 - ours, no shell
        late = Timer(SECONDS, process.kill)
        late.start()
        writer = Thread(target=_send, args=(process.stdin, line + data))
        writer.start()
        told: bytes = process.stdout.read(LARGEST + 1)
        process.kill()
        late.cancel()
        writer.join()
    head, _, body = told.partition(b"\n")
    if len(told) > LARGEST or not head:
        raise LimitError
    try:
        return Answer(json.loads(head), body)
    except ValueError as error:  # it was ended in the middle of a word
        raise LimitError from error


def _send(pipe: IO[bytes], data: bytes) -> None:
    try:
        with pipe:
            pipe.write(data)
    except OSError:  # the process ended before it read everything
        pass
