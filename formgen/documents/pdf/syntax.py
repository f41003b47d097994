"""How a PDF is written: text, numbers, dates, streams, and a section of changes at the end of a file."""

import datetime
import hashlib
import struct
from binascii import hexlify
from bisect import bisect_left
from codecs import utf_16_be_encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from operator import itemgetter

_MEANT = b"\\()"
_MARKS = (b"\xfe\xff", b"\xef\xbb\xbf")  # a text that begins so is in UTF-16, or in UTF-8


@dataclass(frozen=True, slots=True)
class Ending:
    """What a section of changes must say of the file before it: trailer, `/Size`, `/ID`, and where its section is."""

    trailer: bytes
    size: int
    previous: int
    identity: bytes
    compressed: bool


def text_string(text: str) -> bytes:
    """A text as a PDF keeps it: plain letters as they are, anything else as UTF-16 with its mark; always exact.

    Plain are the letters that Latin-1 and PDFDocEncoding (ISO 32000-2, annex D) have at the same place.
    """
    if text.isprintable() or text.replace("\n", "").isprintable():
        data = latin(text)
        if data is not None:
            return literal(data)
    return utf_16(text)


def utf_16(text: str) -> bytes:
    """Any text, with its mark; half of a letter too, where only that was typed."""
    return b"<FEFF%b>" % hexlify(utf_16_be_encode(text, "surrogatepass")[0])


def latin(text: str) -> bytes | None:
    """A printable text in Latin-1, if it can be kept so; None for one of other letters, or that begins like a mark."""
    data = text.encode("latin-1", "ignore")
    return data if len(data) == len(text) and not data.startswith(_MARKS) else None


def literal(data: bytes) -> bytes:
    """Bytes between parentheses, with the three letters escaped that mean something there."""
    if len(data.translate(None, _MEANT)) < len(data):
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
    every object by its number, as `written` gives it; most are put there finished, or all but for one value. Those
    numbered `alike` are the same in every document that has them.
    """

    def __init__(self, size: int, alike: range = range(0)) -> None:
        self.objects: dict[int, bytes] = {}
        self._next = size
        self._alike = alike

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
        order = _order(tuple(self.objects))
        objects = order.sorted(self.objects)
        places = list(accumulate(map(len, objects), initial=len(template)))
        start, end = (bisect_left(order.numbers, number) for number in (self._alike.start, self._alike.stop))
        halves = hexlify(ending.identity), _identity(objects[:start] + objects[end:])
        trailer = b"%b/ID[<%b><%b>]/Prev %d" % (ending.trailer, *halves, ending.previous)
        at = places[-1]
        size = max(ending.size, order.numbers[-1] + 1 if order.numbers else 0)  # one more than the largest, no less
        if ending.compressed:
            section = order.stream(size, places, trailer)
        else:
            section = order.table % tuple(places[:-1]) + b"trailer\n<</Size %d%b>>\n" % (size, trailer)
        return b"".join((template, *objects, section, b"startxref\n%d\n%%%%EOF\n" % at))


def _identity(objects: Sequence[bytes]) -> bytes:
    """By all that was written but what is alike in every document: fonts, which the texts drawn in them name."""
    return hashlib.sha256(b"".join(objects)).hexdigest()[:32].encode("ascii")


class _Order:
    """Some objects in the order of the cross-reference section, and all of it but where they are in the file."""

    def __init__(self, numbers: Sequence[int]) -> None:
        self.numbers = sorted(numbers)
        pick = itemgetter(*self.numbers) if len(self.numbers) > 1 else lambda held: tuple(held.values())
        self.sorted: Callable[[Mapping[int, bytes]], tuple[bytes, ...]] = pick
        runs = [(self.numbers[a], b - a) for a, b in _runs(self.numbers)]
        lines = [b"%d %d\n" % run + b"%010d 00000 n \n" * run[1] for run in runs]
        self.table = b"xref\n" + (b"".join(lines) or b"0 0\n")  # with a blank for each place
        self._index = b" ".join(b"%d %d" % run for run in runs)

    def stream(self, size: int, places: Sequence[int], trailer: bytes) -> bytes:
        """As a stream, which is an object itself: the last one, at the last of these places."""
        count = len(places)
        data = bytearray(b"\1\0\0\0\0\0" * count)  # an entry: in use, where (four bytes), generation
        packed = struct.pack(b">%dI" % count, *places)
        for byte in range(4):
            data[byte + 1 :: 6] = packed[byte::4]
        entries = b"/Type/XRef/W[1 4 1]/Index[%b %d 1]/Size %d%b" % (self._index, size, size + 1, trailer)
        return written(size, stream(entries, bytes(data)))


@lru_cache(maxsize=64)
def _order(numbers: tuple[int, ...]) -> _Order:
    """Kept, for documents of one template mostly change the same objects."""
    return _Order(numbers)


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Where each run of consecutive numbers begins and ends in the list; they are in order."""
    begins = [0, *(i for i, (one, two) in enumerate(pairwise(numbers), 1) if two != one + 1)]
    return pairwise([*begins, len(numbers)]) if numbers else iter(())
