"""The file that a job was begun with, kept locked in portions, so that it can be gone through without being held."""

from collections.abc import Iterator
from dataclasses import dataclass

from formgen.bulk.bench import Bench
from formgen.bulk.source import PIECE, Source
from formgen.store.seals import ADDED


@dataclass(frozen=True, slots=True)
class Kept:
    """A file under this name in the store of files."""

    bench: Bench
    name: str

    def pieces(self) -> Iterator[bytes]:
        """Its bytes in portions. Raises OSError when one is not there or was changed."""
        start, piece = 0, b""
        while not start or len(piece) == PIECE:
            piece = self.bench.read(self.name, start, PIECE + ADDED)
            start += PIECE + ADDED
            yield piece

    def over(self, most: int) -> bool:
        """Whether it holds more bytes than this."""
        return sum(map(len, self.pieces())) > most


def keep(bench: Bench, name: str, file: Source) -> None:
    """Keep the file. The last portion is always a short one: where the others are cut off is seen."""
    bench.files.put(name, _locked(bench, name, file))


def _locked(bench: Bench, name: str, file: Source) -> Iterator[bytes]:
    start, waiting = 0, bytearray()
    for piece in file.pieces():
        waiting += piece
        while len(waiting) >= PIECE:
            yield bench.lock(bytes(waiting[:PIECE]), name, start)
            del waiting[:PIECE]
            start += PIECE + ADDED
    yield bench.lock(bytes(waiting), name, start)
