"""Whether an answer fits its box: widths of text, lines, and where a long answer goes on elsewhere."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Literal

from formgen.documents.pdf.fonts import Face

LEADING = 1.28  # from line to line, in sizes of the letter
SMALLEST_LINE, SMALLEST_BOX = 8.0, 9.0  # points; below these an answer goes on elsewhere instead
_STEP = 0.5

_NEW_LINE = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
_SPACES = " \t"
_SENTENCE_END = re.compile("[.!?\u2026][)\\]\"'\u2019\u201d]*(?=\\s)|(?=[\n\r\v\f\x85\u2028\u2029])")
_KEEP = 0.4  # a box that would be emptier than this goes on in mid-sentence

Kind = Literal["line", "box", "comb", "list"]


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
    the whole of it, because half an e-mail address helps nobody. An answer that fits has no `rest`. `lines` are those
    found for a box on the way, as (start, end) in `shown` without the spaces at its end: what draws it need not break
    it again. Two fits are equal whichever way they were found.
    """

    size: float
    shown: str
    rest: str = ""
    lines: tuple[tuple[int, int], ...] = field(default=(), compare=False, repr=False)


def fit(room: Room, text: str, read_on: str, see: str) -> Fit:
    """Fits, shrinks to the stated smallest size, or goes on elsewhere; nothing is ever cut.

    `read_on` is the cross-reference that ends a box of several lines, `see` the one that ends a line.
    """
    allowed = room.longest is None or len(text) <= room.longest
    if room.kind == "box":
        return _fit_box(room, text, read_on, allowed) or _fit_line(room, text, see)
    if room.kind == "list":
        return Fit(room.size, text)
    if allowed and room.kind == "comb" and len(text) <= room.cells:
        return Fit(room.size, text)
    if allowed and room.kind == "line":
        width = room.face.measure(text)
        for size in room.sizes():
            if width * size <= room.width * 1000:
                return Fit(size, text)
    return _fit_line(room, text, see)


def _fit_box(room: Room, text: str, read_on: str, allowed: bool) -> Fit | None:
    """Measures every letter once, whatever the number of sizes; None for a box too small to say where it goes on."""
    ends = room.face.ends(text)
    found: list[tuple[int, int]] = []
    size = room.size
    for size in room.sizes():
        most = room.lines(size)
        found = list(islice(_broken(text, ends, room.width * 1000 / size), most + 1))
        if allowed and len(found) <= most:
            return Fit(size, text, lines=tuple(found))
    most = room.lines(size) - len(list(lines(read_on, room.width, size, room.face)))
    return _continued(room, text, size, found[:most]) if most > 0 else None


def _continued(room: Room, text: str, size: float, found: Sequence[tuple[int, int]]) -> Fit:
    """As many whole sentences as these lines hold, or all that they hold where that would leave the box too empty."""
    last = min(found[-1][1], room.longest or found[-1][1])
    ends = [match.end() for match in _SENTENCE_END.finditer(text, 0, last + 1) if match.end() <= last]
    cut = ends[-1] if ends and ends[-1] > last * _KEEP else last
    stop = len(text[:cut].rstrip())
    return Fit(size, text[:cut], text[cut:], tuple((left, min(right, stop)) for left, right in found if left < stop))


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
    cut = start + max(0, bisect_right(room.face.ends(last), space) - 1)
    return Fit(size, beginning[:cut].rstrip(), text)


def lines(text: str, width: float, size: float, face: Face) -> Iterator[tuple[int, int]]:
    """The lines of a text no wider than `width` points, each as (start, end) in the text.

    A word wider than a line is broken between letters. Spaces at a break belong to no line; an empty line counts.
    """
    return _broken(text, face.ends(text), width * 1000 / size)


def _broken(text: str, ends: Sequence[int], room: float) -> Iterator[tuple[int, int]]:
    """The lines of a measured text; `ends` tells how far the pen is before each letter, and after the last."""
    start = 0
    for match in _NEW_LINE.finditer(text):
        yield from _paragraph(text, (start, match.start()), ends, room)
        start = match.end()
    yield from _paragraph(text, (start, len(text)), ends, room)


def _paragraph(text: str, span: tuple[int, int], ends: Sequence[int], room: float) -> Iterator[tuple[int, int]]:
    """Each line ends at the last space before the letter that is too much."""
    left, end = span[0], span[0] + len(text[slice(*span)].rstrip(_SPACES))
    empty = left == end
    while ends[end] - ends[left] > room:
        fitting = bisect_right(ends, ends[left] + room, left, end + 1) - 1
        space = max(text.rfind(" ", left, fitting + 1), text.rfind("\t", left, fitting + 1))
        right = _between_letters(text[:end], left, fitting) if space < 0 else _before_spaces(text, left, space)
        if right > left:
            yield left, right
        left = max(right, space)
        while left < end and text[left] in _SPACES:
            left += 1
    if left < end or empty:
        yield left, end


def _before_spaces(text: str, left: int, space: int) -> int:
    """Where the line ends that is broken at this space: spaces before it belong to no line either."""
    while space > left and text[space - 1] in _SPACES:
        space -= 1
    return space


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
