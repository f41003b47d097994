"""How a field shows a text: all that can be said before the text is known, as bytes, and the rest when it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from formgen.documents.pdf import appearance
from formgen.documents.pdf.appearance import Build, Content
from formgen.documents.pdf.fonts import Fonts, plain
from formgen.documents.pdf.syntax import literal, stream, written

_DIGIT = "0"
_NEXT = b") Tj\nT* ("  # from one line to the next
_NO_LIMIT = 1 << 30


@dataclass(frozen=True, slots=True)
class _Cut:
    """The picture of one line in one font, finished but for its length and, where it was cut, for the line itself."""

    before: bytes
    length: int
    middle: bytes
    after: bytes

    def around(self, operand: bytes) -> bytes:
        return b"%b%d%b%b%b" % (self.before, self.length + len(operand), self.middle, operand, self.after)


class Look:
    """The picture of a text in all places of one build; `drawing` is its number, the same in every document.

    One line that fits at full size, as most answers do, needs only be put where another was cut out.
    """

    def __init__(self, build: Build, drawing: int, fonts: Fonts) -> None:
        room = build.room
        self.build = build
        self.drawing = drawing
        self._fonts = fonts
        self._face = room.face
        self._cuts: dict[str, _Cut] = {}  # by font
        self._blocks: dict[tuple[float, bool], _Cut] = {}  # by size, and whether it has more than one line
        self._digits = room.kind == "comb"  # all as wide: one distance sets each in its own cell
        self._widest = _NO_LIMIT if self._digits else room.width * 1000 / room.size
        self._longest = min(room.longest or _NO_LIMIT, room.cells or _NO_LIMIT)
        if build.style.align or room.kind == "list":
            self._longest = -1  # where the line begins depends on the line
            return
        self._cut(self._face.own)  # now, so that the first document is as quick as any other
        if room.kind == "box":
            self._cut_block(room.size, True)

    def line(self, text: str) -> tuple[bytes, str, bytes] | None:
        """One printable line as (finished object, its font, operand of Tj); None for a text that takes more work."""
        if len(text) > self._longest or (self._digits and not (text.isdecimal() and text.isascii())):
            return None
        line = self._face.line(text, self._widest)
        if not line:
            return None
        font, operand = line
        cut = self._cuts.get(font) or self._cut(font)
        return cut.around(operand), font, operand

    def block(self, said: Sequence[str], size: float) -> tuple[bytes, str] | None:
        """Lines of a box as (finished object, its font); None for letters or a place that take more work."""
        if self._longest < 0 or plain("".join(said)) is None:
            return None
        cut = self._blocks.get((size, len(said) > 1)) or self._cut_block(size, len(said) > 1)
        operand = literal("\n".join(said).encode("cp1252")).replace(b"\n", _NEXT)
        return cut.around(operand), self._face.own

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
        self._cuts[font] = self._cut_out(b"(%b)" % _DIGIT.encode("ascii"), content, font)
        return self._cuts[font]

    def _cut_block(self, size: float, many: bool) -> _Cut:
        """Draw a digit on one or on two lines, and cut where they stand."""
        content, _ = appearance.box(self.build, [_DIGIT] * (2 if many else 1), size)
        drawn = _NEXT.join([_DIGIT.encode("ascii")] * (2 if many else 1))
        self._blocks[size, many] = self._cut_out(b"(%b)" % drawn, content, self._face.own)
        return self._blocks[size, many]

    def _cut_out(self, drawn: bytes, content: bytes, font: str) -> _Cut:
        middle, _, after = content.rpartition(drawn)
        middle = middle.replace(b"/%b " % self._face.own.encode("ascii"), b"/%b " % font.encode("ascii"))
        before = b"%d 0 obj\n<<%b/Length " % (self.drawing, self._entries((font,)))
        ends = b">>\nstream\n" + middle, after + b"\nendstream\nendobj\n"
        return _Cut(before, len(middle) + len(after), *ends)

    def _entries(self, named: tuple[str, ...]) -> bytes:
        return b"%b/Resources<<%b>>" % (self.build.frame.entries, self._fonts.resource(named))
