"""How a PDF is written: text, numbers, dates, streams, and a section of changes at the end of a file."""

import datetime
import hashlib
import re
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

_MEANT = re.compile(rb"[\\()]")
_PLACE = struct.Struct(">BIB").pack  # an entry of a cross-reference stream: in use, where, generation


@dataclass(frozen=True, slots=True)
class Ending:
    """What a section of changes must say of the file before it: trailer, `/Size`, `/ID`, and where its section is."""

    trailer: bytes
    size: int
    previous: int
    identity: bytes
    compressed: bool


def text_string(text: str) -> bytes:
    """A text as a PDF keeps it: plain letters as they are, anything else as UTF-16 with its mark; always exact."""
    if text.isascii() and text.replace("\n", "").isprintable():
        return literal(text.encode("ascii"))
    return b"<FEFF%b>" % text.encode("utf-16-be", "surrogatepass").hex().upper().encode("ascii")


def literal(data: bytes) -> bytes:
    """Bytes between parentheses, with the three letters escaped that mean something there."""
    if _MEANT.search(data):
        data = data.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"(%b)" % data


def number(value: float) -> bytes:
    """At most two decimals: a hundredth of a point is less than any printer shows."""
    return b"%.2f" % value if value % 1 else b"%d" % value


def numbers(*values: float) -> bytes:
    """Numbers with a space between them."""
    return b" ".join(map(number, values))


def date_string(date: datetime.date) -> bytes:
    """Midnight of that day, as `/ModDate` wants it."""
    return b"(D:%04d%02d%02d000000Z)" % (date.year, date.month, date.day)


def stream(entries: bytes, data: bytes) -> bytes:
    """The body of a stream object; `entries` are those of its dictionary beside the length."""
    return b"<<%b/Length %d>>\nstream\n%b\nendstream" % (entries, len(data), data)


def written(number: int, body: bytes) -> bytes:
    """An object as the file holds it."""
    return b"%d 0 obj\n%b\nendobj\n" % (number, body)


@dataclass(frozen=True, slots=True)
class Node:
    """An object of the template that an answer changes: its number and, as the file has it, all that does not."""

    number: int
    before: bytes

    def finished(self, more: bytes) -> bytes:
        """The whole object with these entries added."""
        return b"%b%b>>\nendobj\n" % (self.before, more)


class Update:
    """What one document adds to the bytes of its template: changed and new objects, then where they are.

    An incremental update, by ISO 32000-2 section 7.5.6: the template's own bytes stay as they are. `objects` holds
    every object by its number, as `written` gives it; most are put there finished, or all but for one value.
    """

    def __init__(self, size: int) -> None:
        self.objects: dict[int, bytes] = {}
        self._next = size

    def put(self, number: int, body: bytes) -> None:
        """Write an object under a number that the template or `reserve` gave."""
        self.objects[number] = written(number, body)

    def reserve(self, count: int = 1) -> int:
        """The first of `count` new numbers, to refer to before the objects are written."""
        first = self._next
        self._next += count
        return first

    def add(self, body: bytes) -> int:
        """Write a new object; what comes back is its number."""
        number = self.reserve()
        self.put(number, body)
        return number

    def finish(self, template: bytes, ending: Ending) -> bytes:
        """The whole file, with a cross-reference section of the template's own kind.

        The second half of the file's `/ID` follows from what was written, so the same document has the same one.
        """
        numbers = sorted(self.objects)
        objects = [self.objects[number] for number in numbers]
        *places, at = accumulate(map(len, objects), initial=len(template))
        changed = b"".join(objects)
        halves = ending.identity.hex().encode(), hashlib.sha256(changed).hexdigest()[:32].encode()
        trailer = b"%b/ID[<%b><%b>]/Prev %d" % (ending.trailer, *halves, ending.previous)
        size = max(ending.size, numbers[-1] + 1 if numbers else 0)  # one more than the largest number, no less
        if ending.compressed:
            section = _stream([*numbers, size], [*places, at], trailer)  # itself an object, the last one
        else:
            section = _table(numbers, places, b"/Size %d%b" % (size, trailer))
        return b"".join((template, changed, section, b"startxref\n%d\n%%%%EOF\n" % at))


def _table(numbers: list[int], places: list[int], trailer: bytes) -> bytes:
    lines = [b"%010d 00000 n \n" % place for place in places]
    runs = b"".join(b"%d %d\n%b" % (numbers[a], b - a, b"".join(lines[a:b])) for a, b in _runs(numbers))
    return b"xref\n%btrailer\n<<%b>>\n" % (runs or b"0 0\n", trailer)


def _stream(numbers: list[int], places: list[int], trailer: bytes) -> bytes:
    index = b" ".join(b"%d %d" % (numbers[a], b - a) for a, b in _runs(numbers))
    data = b"".join([_PLACE(1, place, 0) for place in places])
    entries = b"/Type/XRef/W[1 4 1]/Index[%b]/Size %d%b" % (index, numbers[-1] + 1, trailer)
    return written(numbers[-1], stream(entries, data))


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Where each run of consecutive numbers begins and ends in the list; they are in order."""
    begins = [0, *(i for i, (one, two) in enumerate(pairwise(numbers), 1) if two != one + 1)]
    return pairwise([*begins, len(numbers)]) if numbers else iter(())
