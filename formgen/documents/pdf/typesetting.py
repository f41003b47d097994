"""Whether an answer fits its box: widths of text, lines, and where a long answer goes on elsewhere."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, islice
from typing import Literal

from formgen.documents.pdf.fonts import Face

LEADING = 1.28  # from line to line, in sizes of the letter
SMALLEST_LINE, SMALLEST_BOX = 8.0, 9.0  # points; below these an answer goes on elsewhere instead
_STEP = 0.5

_NEW_LINE = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
_SPACES = " \t"
_SENTENCE_END = re.compile("[.!?\u2026][)\\]\"'\u2019\u201d]*(?=\\s)|(?=[\n\r\v\f\x85\u2028\u2029])")
_KEEP = 0.4  # a box that would be emptier than this goes on in mid-sentence

Kind = Literal["line", "box", "comb"]


@dataclass(frozen=True, slots=True)
class Room:
    """The inside of a field: what fits there, in points. `size` is the largest letter it may have."""

    kind: Kind
    width: float
    height: float
    size: float
    face: Face
    cells: int = 0
    longest: int | None = None

    def sizes(self) -> Iterator[float]:
        """The sizes to try, from large to the stated smallest."""
        size, smallest = self.size, min(self.size, SMALLEST_BOX if self.kind == "box" else SMALLEST_LINE)
        while size > smallest:
            yield size
            size -= _STEP
        yield smallest

    def lines(self, size: float) -> int:
        """How many lines of this size fit; never none."""
        return max(1, int((self.height + 0.01) / (size * LEADING))) if self.kind == "box" else 1


@dataclass(frozen=True, slots=True)
class Fit:
    """An answer in its box: `shown` there, at `size` points; `rest` goes on the continuation sheet.

    In a box of several lines `shown + rest` is the answer. One line shows how the answer begins and `rest` is then
    the whole of it, because half an e-mail address helps nobody. An answer that fits has no `rest`.
    """

    size: float
    shown: str
    rest: str = ""


def fit(room: Room, text: str, read_on: str, see: str) -> Fit:
    """Fits, shrinks to the stated smallest size, or goes on elsewhere; nothing is ever cut.

    `read_on` is the cross-reference that ends a box of several lines, `see` the one that ends a line.
    """
    if room.longest is None or len(text) <= room.longest:
        for size in room.sizes():
            if _fits(room, text, size):
                return Fit(size, text)
    return (_fit_box(room, text, read_on) if room.kind == "box" else None) or _fit_line(room, text, see)


def _fits(room: Room, text: str, size: float) -> bool:
    if room.kind == "comb":
        return len(text) <= room.cells
    if room.kind == "line":
        return room.face.measure(text) * size <= room.width * 1000
    most = room.lines(size)
    return len(list(islice(lines(text, room.width, size, room.face), most + 1))) <= most


def _fit_box(room: Room, text: str, read_on: str) -> Fit | None:
    """As many whole sentences as leave room for the cross-reference; None for a box too small for both."""
    *_, size = room.sizes()
    most = room.lines(size) - len(list(lines(read_on, room.width, size, room.face)))
    if most < 1:
        return None
    last = list(islice(lines(text, room.width, size, room.face), most))[-1][1]
    last = min(last, room.longest or last)
    ends = [match.end() for match in _SENTENCE_END.finditer(text, 0, last + 1) if match.end() <= last]
    cut = ends[-1] if ends and ends[-1] > last * _KEEP else last
    return Fit(size, text[:cut], text[cut:])


def _fit_line(room: Room, text: str, see: str) -> Fit:
    """How the answer begins, with the cross-reference behind it on the last line that there is."""
    size = min(room.size, SMALLEST_BOX)
    most = room.lines(size)
    beginning = text if most > 1 else _NEW_LINE.split(text, maxsplit=1)[0]
    beginning = beginning if room.kind == "comb" else beginning[: room.longest]
    start = 0
    if most > 1:
        start = list(islice(lines(beginning, room.width, size, room.face), most))[-1][0]
    last = _NEW_LINE.split(beginning[start:], maxsplit=1)[0]
    space = room.width * 1000 / size - room.face.measure(see)
    widths = list(accumulate(map(room.face.advances.__getitem__, last)))
    cut = start + bisect_right(widths, space)
    return Fit(size, beginning[:cut].rstrip(), text)


def lines(text: str, width: float, size: float, face: Face) -> Iterator[tuple[int, int]]:
    """The lines of a text no wider than `width` points, each as (start, end) in the text.

    A word wider than a line is broken between letters. Spaces at a break belong to no line; an empty line counts.
    """
    room = width * 1000 / size
    start = 0
    for match in _NEW_LINE.finditer(text):
        yield from _paragraph(text, start, match.start(), room, face)
        start = match.end()
    yield from _paragraph(text, start, len(text), room, face)


def _paragraph(text: str, start: int, end: int, room: float, face: Face) -> Iterator[tuple[int, int]]:
    """Measures every letter once; each line then ends at the last space before the letter that is too much."""
    words = text[start:end].rstrip(_SPACES)
    ends = [0, *accumulate(map(face.advances.__getitem__, words))]
    left = 0
    while ends[-1] - ends[left] > room:
        fitting = bisect_right(ends, ends[left] + room) - 1
        space = max(words.rfind(" ", left, fitting + 1), words.rfind("\t", left, fitting + 1))
        right = _between_letters(words, left, fitting) if space < 0 else left + len(words[left:space].rstrip(_SPACES))
        if right > left:
            yield start + left, start + right
        left = max(right, space)
        while words[left : left + 1] in (" ", "\t"):
            left += 1
    if left < len(words) or not words:
        yield start + left, start + len(words)


def _between_letters(text: str, start: int, end: int) -> int:
    """Where a word wider than the line is broken: after at least one letter, and never before its accent."""
    cut = end
    while start < cut < len(text) and unicodedata.combining(text[cut]):
        cut -= 1
    if cut > start:
        return cut
    cut = start + 1
    while cut < len(text) and unicodedata.combining(text[cut]):
        cut += 1
    return cut
