"""A word on every page that says the document is not finished: framed at the top, and large and grey underneath."""

import math

from formgen.documents.pdf.appearance import Content, shown
from formgen.documents.pdf.fonts import bold
from formgen.documents.pdf.syntax import numbers

_MM = 72 / 25.4
_EDGE, _DROP = 15 * _MM, 14 * _MM  # the framed word ends on the margin, between running title and first rule
_SIZE, _AIR = 8.5, 3.0
_ANGLE, _SPAN = math.radians(52), 0.58  # the large word takes this part of the diagonal

Box = tuple[float, float, float, float]


class Mark:
    """The words of the mark; the large word is what stands before a dash: CONCEPT of "CONCEPT – niet ondertekenen".

    Both are artifacts in a tagged file: a page says what it says with or without them.
    """

    def __init__(self, words: str) -> None:
        self._words = words
        self._large = words.split(" \u2013 ")[0]

    def under(self, page: Box, turn: int) -> Content:
        """The large word across the middle of the page as it is shown, light enough to read over."""
        width, height = _shown_size(page, turn)
        size = math.hypot(width, height) * _SPAN * 1000 / max(1, bold().measure(self._large))
        half = bold().measure(self._large) * size / 2000
        cos, sin = math.cos(_ANGLE), math.sin(_ANGLE)
        start = width / 2 - cos * half + sin * size * 0.36, height / 2 - sin * half - cos * size * 0.36
        text, fonts = shown(self._large, size, bold())
        matrix = b"%.4f %.4f %.4f %.4f %b" % (cos, sin, -sin, cos, numbers(*start))
        return b"q %b 0.925 g BT %b Tm %b ET Q" % (_turned(page, turn), matrix, text), fonts

    def over(self, page: Box, turn: int) -> Content:
        """The whole words in a frame at the top right."""
        width, height = _shown_size(page, turn)
        long = bold().measure(self._words) * _SIZE / 1000
        left, foot = width - _EDGE - long - _AIR, height - _DROP
        text, fonts = shown(self._words, _SIZE, bold())
        frame = numbers(left - _AIR, foot - _AIR, long + 2 * _AIR, _SIZE + _AIR)
        words = b"BT 1 0 0 1 %b Tm %b ET" % (numbers(left, foot), text)
        return b"q %b 0.1 g 0.1 G 0.8 w %b re S %b Q" % (_turned(page, turn), frame, words), fonts

    def around(self, content: bytes, size: tuple[float, float]) -> Content:
        """A page of our own with the mark beneath and above its content."""
        page = (0.0, 0.0, *size)
        (under, one), (over, two) = self.under(page, 0), self.over(page, 0)
        return b"/Artifact BMC %b EMC\n%b\n/Artifact BMC %b EMC" % (under, content, over), one + two


def _shown_size(page: Box, turn: int) -> tuple[float, float]:
    width, height = page[2] - page[0], page[3] - page[1]
    return (height, width) if turn in (90, 270) else (width, height)


def _turned(page: Box, turn: int) -> bytes:
    """From the page as it is shown to the page as it is kept: `/Rotate` turns with the clock."""
    left, bottom, right, top = page
    matrix = {
        90: (0, 1, -1, 0, right, bottom),
        180: (-1, 0, 0, -1, right, top),
        270: (0, -1, 1, 0, left, top),
    }.get(turn, (1, 0, 0, 1, left, bottom))
    return numbers(*matrix) + b" cm"
