"""The bytes of a file of rows, wherever they are: read from the start as often as needed, and never all at once."""

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

PIECE = 1_048_576
_BUFFER = 65_536


class Source(Protocol):
    """A file that can be read again and again."""

    def pieces(self) -> Iterator[bytes]:
        """All of its bytes in portions, from the start. Raises OSError when they cannot be read."""

    def over(self, most: int) -> bool:
        """Whether it holds more bytes than this."""


@dataclass(frozen=True, slots=True)
class InMemory:
    """A file that has come whole."""

    data: bytes

    def pieces(self) -> Iterator[bytes]:
        """Its bytes in portions."""
        yield from (self.data[start : start + PIECE] for start in range(0, len(self.data), PIECE))

    def over(self, most: int) -> bool:
        """Whether it holds more bytes than this."""
        return len(self.data) > most


@dataclass(frozen=True, slots=True)
class OnDisk:
    """A file of this machine."""

    path: Path

    def pieces(self) -> Iterator[bytes]:
        """Its bytes in portions, as it is now."""
        with self.path.open("rb") as opened:
            while piece := opened.read(PIECE):
                yield piece

    def over(self, most: int) -> bool:
        """Whether it holds more bytes than this."""
        return self.path.stat().st_size > most


def source(data: bytes | Source) -> Source:
    """The same file as one that is read in portions."""
    return InMemory(data) if isinstance(data, bytes) else data


def whole(file: Source) -> bytes:
    """All of it at once, for whoever needs that."""
    return file.data if isinstance(file, InMemory) else b"".join(file.pieces())


def digest(file: Source) -> bytes:
    """SHA-256: two files with the same number are the same."""
    found = hashlib.sha256()
    for piece in file.pieces():
        found.update(piece)
    return found.digest()


def stream(pieces: Iterator[bytes]) -> IO[bytes]:
    """The portions as a stream."""
    return io.BufferedReader(_Raw(pieces), _BUFFER)


class _Raw(io.RawIOBase):
    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._left = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, target: memoryview) -> int:  # type: ignore[override]
        while not self._left:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._left = memoryview(piece)
        count = min(len(target), len(self._left))
        target[:count] = self._left[:count]
        self._left = self._left[count:]
        return count
