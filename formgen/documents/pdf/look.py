"""How a field shows a text: all that can be said before the text is known, as bytes, and the rest when it is."""

from dataclasses import dataclass

from formgen.documents.pdf import appearance
from formgen.documents.pdf.appearance import Build, Content
from formgen.documents.pdf.fonts import Fonts
from formgen.documents.pdf.syntax import stream, written

_DIGIT = "0"
_NO_LIMIT = 1 << 30


@dataclass(frozen=True, slots=True)
class _Cut:
    """The picture of one line in one font, finished but for its length and, where it was cut, for the line itself."""

    before: bytes
    length: int
    middle: bytes
    after: bytes


class Look:
    """The picture of a text in all places of one build; `drawing` is its number, the same in every document.

    One line that fits at full size, as most answers do, needs only be put where another was cut out.
    """

    def __init__(self, build: Build, drawing: int, fonts: Fonts) -> None:
        room = build.room
        self.build = build
        self.drawing = drawing
        self._fonts = fonts
        self._cuts: dict[str, _Cut] = {}  # by font
        self._digits = room.kind == "comb"  # all as wide: one distance sets each in its own cell
        self._widest = _NO_LIMIT if self._digits else room.width * 1000 / room.size
        self._longest = min(room.longest or _NO_LIMIT, room.cells or _NO_LIMIT)
        if build.style.align or room.kind == "list":
            self._longest = -1  # where the line begins depends on the line

    def line(self, text: str) -> tuple[bytes, str, bytes] | None:
        """One printable line as (finished object, its font, operand of Tj); None for a text that takes more work."""
        if len(text) > self._longest or (self._digits and not (text.isdecimal() and text.isascii())):
            return None
        line = self.build.room.face.line(text)
        if not line or line[2] > self._widest:
            return None
        font, operand, _ = line
        cut = self._cuts.get(font) or self._cut(font)
        length = cut.length + len(operand)
        parts = cut.before, length, cut.middle, operand, cut.after
        return b"%b%d>>\nstream\n%b%b%b\nendstream\nendobj\n" % parts, font, operand

    def drawn(self, content: Content) -> bytes:
        """The finished object of any text."""
        operators, named = content
        return written(self.drawing, stream(self._entries(named), operators))

    def _cut(self, font: str) -> _Cut:
        """Draw a single digit, and cut where it stands."""
        build, kind = self.build, self.build.room.kind
        if kind == "comb":
            content, _ = appearance.comb(build, _DIGIT)
        elif kind == "box":
            content, _ = appearance.box(build, [_DIGIT], build.room.size)
        else:
            content, _ = appearance.line(build, _DIGIT, build.room.size)
        middle, _, after = content.rpartition(b"(%b)" % _DIGIT.encode("ascii"))
        middle = middle.replace(b"/%b " % build.room.face.own.encode("ascii"), b"/%b " % font.encode("ascii"))
        before = b"%d 0 obj\n<<%b/Length " % (self.drawing, self._entries((font,)))
        self._cuts[font] = _Cut(before, len(middle) + len(after), middle, after)
        return self._cuts[font]

    def _entries(self, named: tuple[str, ...]) -> bytes:
        return b"%b/Resources<<%b>>" % (self.build.frame.entries, self._fonts.resource(named))
