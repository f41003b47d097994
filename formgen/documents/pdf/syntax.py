"""How a PDF is written: text, numbers, dates, streams, and a section of changes at the end of a file."""

import datetime
import hashlib
import struct
from itertools import groupby


def text_string(text: str) -> bytes:
    """A text as a PDF keeps it: plain letters as they are, anything else as UTF-16 with its mark; always exact."""
    if text.isascii() and text.isprintable():
        return literal(text.encode("ascii"))
    return b"<FEFF%b>" % text.encode("utf-16-be", "surrogatepass").hex().upper().encode("ascii")


def literal(data: bytes) -> bytes:
    """Bytes between parentheses, with the three letters escaped that mean something there."""
    if b"\\" in data or b"(" in data or b")" in data:
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


class Update:
    """What one document adds to the bytes of its template: changed and new objects, then where they are.

    An incremental update, by ISO 32000-2 section 7.5.6: the template's own bytes stay as they are.
    """

    def __init__(self, template: bytes, size: int) -> None:
        self._parts = [template]
        self._at = len(template)
        self._offsets: dict[int, tuple[int, int]] = {}
        self._next = size

    def put(self, number: int, body: bytes, generation: int = 0) -> None:
        """Write an object under a number that the template or `reserve` gave."""
        self._offsets[number] = (self._at, generation)
        written = b"%d %d obj\n%b\nendobj\n" % (number, generation, body)
        self._parts.append(written)
        self._at += len(written)

    def reserve(self, count: int = 1) -> int:
        """The first of `count` new numbers, to refer to before the objects are written."""
        first = self._next
        self._next += count
        return first

    def add(self, body: bytes) -> int:
        """Write a new object; what comes back is its number."""
        number = self._next
        self._next += 1
        self.put(number, body)
        return number

    def finish(self, trailer: bytes, previous: int, identity: bytes, compressed: bool) -> bytes:
        """The whole file, with a cross-reference section of the template's own kind.

        `identity` is the first half of the file's `/ID`; the second half follows from what was written, so the
        same document has the same one.
        """
        changed = hashlib.sha256(b"".join(self._parts[1:])).digest()[:16]
        trailer += b"/ID[<%b><%b>]/Prev %d" % (identity.hex().encode(), changed.hex().encode(), previous)
        self._parts.append(self._stream(trailer) if compressed else self._table(trailer))
        self._parts.append(b"startxref\n%d\n%%%%EOF\n" % self._at)
        return b"".join(self._parts)

    def _sections(self) -> list[list[tuple[int, tuple[int, int]]]]:
        """The written objects by number, each run of consecutive numbers apart."""
        ordered = list(enumerate(sorted(self._offsets.items())))
        runs = groupby(ordered, lambda place: place[1][0] - place[0])
        return [[entry for _, entry in run] for _, run in runs]

    def _table(self, trailer: bytes) -> bytes:
        written = [
            b"%d %d\n%b" % (run[0][0], len(run), b"".join(b"%010d %05d n \n" % place for _, place in run))
            for run in self._sections()
        ]
        return b"xref\n%btrailer\n<</Size %d%b>>\n" % (b"".join(written) or b"0 0\n", self._next, trailer)

    def _stream(self, trailer: bytes) -> bytes:
        """The section is itself an object, and tells of itself too."""
        number = self.reserve()
        self._offsets[number] = (self._at, 0)
        runs = self._sections()
        index = b" ".join(b"%d %d" % (run[0][0], len(run)) for run in runs)
        data = b"".join(struct.pack(">BIH", 1, *place) for run in runs for _, place in run)
        entries = b"/Type/XRef/W[1 4 2]/Index[%b]/Size %d%b" % (index, self._next, trailer)
        return b"%d 0 obj\n%b\nendobj\n" % (number, stream(entries, data))
