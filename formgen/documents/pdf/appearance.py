"""What a filled field looks like: the content streams of text, cells, lists and ticks."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from formgen.documents.pdf import typesetting
from formgen.documents.pdf.fonts import Face, plain
from formgen.documents.pdf.syntax import literal, number, numbers
from formgen.documents.pdf.typesetting import Room

_CENTRE = 0.36  # from the middle of a line down to its foot, in sizes of the letter
_TOP = 0.95  # from the top of a box down to the foot of its first line
_CHOSEN = b"0.6 0.75 0.85 rg"  # behind the chosen lines of a list

Content = tuple[bytes, tuple[str, ...]]  # a content stream, and the fonts it names


@dataclass(frozen=True, slots=True)
class Frame:
    """The part of a field's look that no answer changes: its size as the text stands, and its own box and colours.

    `entries` are those of the appearance's dictionary; `under` is drawn before the text, and `clip` then keeps what
    is drawn inside the border.
    """

    width: float
    height: float
    inset: float
    entries: bytes
    under: bytes
    clip: bytes


@dataclass(frozen=True, slots=True)
class Style:
    """How a field writes: the operator of its colour, left 0, centred 1 or right 2, and the air beside its text."""

    colour: bytes
    align: int
    pad: float


@dataclass(frozen=True, slots=True)
class Build:
    """How a field was built: its box, its way of writing and the room inside. Fields of one build look the same."""

    frame: Frame
    style: Style
    room: Room


@dataclass(frozen=True, slots=True)
class Border:
    """What a field says of its own box: colours as operators, width in points, `S`olid, `D`ashed or `U`nderlined."""

    fill: bytes = b""
    edge: bytes = b""
    width: float = 0
    style: str = "S"
    dash: bytes = b"[3]"


def frame(width: float, height: float, turn: int, border: Border) -> Frame:
    """The frame of a field of this size on the page, turned by a multiple of 90 degrees against the clock."""
    across, up = (height, width) if turn in (90, 270) else (width, height)
    matrix = {
        90: (0, 1, -1, 0, width, 0),
        180: (-1, 0, 0, -1, width, height),
        270: (0, -1, 1, 0, 0, height),
    }.get(turn)
    entries = b"/Type/XObject/Subtype/Form/BBox[0 0 %b]" % numbers(across, up)
    if matrix:
        entries += b"/Matrix[%b]" % numbers(*matrix)
    inset = border.width if border.edge else 0.0
    clip = numbers(inset, inset, across - 2 * inset, up - 2 * inset) + b" re W n"
    return Frame(across, up, inset, entries, _box(across, up, border), clip)


def _box(width: float, height: float, border: Border) -> bytes:
    drawn = b""
    if border.fill:
        drawn += b"%b 0 0 %b re f\n" % (border.fill, numbers(width, height))
    if border.edge and border.width:
        half = border.width / 2
        shape = numbers(half, half, width - border.width, height - border.width) + b" re S"
        if border.style == "U":
            shape = b"0 %b m %b l S" % (number(half), numbers(width, half))
        dash = border.dash + b" 0 d " if border.style == "D" else b""
        drawn += b"%b %b w %b%b\n" % (border.edge, number(border.width), dash, shape)
    return b"q %bQ\n" % drawn if drawn else b""


def line(build: Build, text: str, size: float) -> Content:
    """One line, in the middle of the height of the field."""
    place = _left(build, text, size), build.frame.height / 2 - size * _CENTRE
    return _marked(build, _set([(place, text)], size, build.room.face))


def box(build: Build, said: Sequence[str], size: float) -> Content:
    """Lines from the top down."""
    top, pad = build.frame.height - build.style.pad - size * _TOP, build.style.pad
    if build.style.align == 0:
        return _marked(build, _block((pad, top), said, size, build.room.face))
    step = size * typesetting.LEADING
    placed = [((_left(build, words, size), top - row * step), words) for row, words in enumerate(said) if words]
    return _marked(build, _set(placed, size, build.room.face))


def comb(build: Build, text: str) -> Content:
    """Each letter in the middle of its own cell."""
    room, face = build.room, build.room.face
    cell, foot = build.frame.width / room.cells, build.frame.height / 2 - room.size * _CENTRE
    first = (0, (room.cells - len(text)) // 2, room.cells - len(text))[build.style.align]
    widths = [face.advances[letter] for letter in text]
    starts = [(first + index + 0.5) * cell - width * room.size / 2000 for index, width in enumerate(widths)]
    raw = plain(text)
    if not raw:
        places = [((start, foot), letter) for start, letter in zip(starts, text, strict=True)]
        return _marked(build, _set(places, room.size, face))
    named = b"/%b %b Tf" % (face.own.encode("ascii"), number(room.size))
    cells, between = _cells(raw, widths, cell * 1000 / room.size)
    spaced = b"%.3f Tc " % (between * room.size / 1000) if between else b""
    drawn = b"%b1 0 0 1 %b Tm %b %b" % (spaced, numbers(starts[0], foot), named, cells)
    return _marked(build, (drawn, (face.own,)))


def _cells(raw: bytes, widths: Sequence[int], cell: float) -> tuple[bytes, float]:
    """The operator that draws letters in cells of this width, and what to add between all of them.

    Digits are all as wide, which makes it one distance; other letters have one each. In thousandths of the size.
    """
    if len(set(widths)) == 1:
        return b"%b Tj" % literal(raw), cell - widths[0]
    moves = [(one + two) / 2 - cell for one, two in pairwise(widths)]
    letters = [literal(raw[index : index + 1]) for index in range(len(raw))]
    moved = b"".join(b"%b%d" % pair for pair in zip(letters, moves, strict=False))
    return b"[%b%b] TJ" % (moved, letters[-1]), 0.0


def choices(build: Build, labels: Sequence[str], chosen: str) -> Content:
    """The options of a list under each other, the chosen one marked and always in view."""
    shape, size = build.frame, build.room.size
    step = size * typesetting.LEADING
    rows = max(1, int((shape.height - 2 * shape.inset) / step))
    first = max(0, labels.index(chosen) - rows + 1)
    top = shape.height - shape.inset
    shown = labels[first : first + rows]
    behind = numbers(shape.inset, top - (shown.index(chosen) + 1) * step, shape.width - 2 * shape.inset, step)
    content = _block((build.style.pad, top - size * _TOP), shown, size, build.room.face)
    return _marked(build, content, b"%b %b re f\n" % (_CHOSEN, behind))


def cross(shape: Frame) -> bytes:
    """A tick box with a cross of strokes, for a field that brings no picture of its own."""
    near, wide, high = 0.2, shape.width, shape.height
    strokes = b"%b m %b l %b m %b l S" % (
        numbers(wide * near, high * near),
        numbers(wide * (1 - near), high * (1 - near)),
        numbers(wide * near, high * (1 - near)),
        numbers(wide * (1 - near), high * near),
    )
    return b"%bq 0 G 1.5 w 1 J %b Q" % (shape.under, strokes)


def shown(text: str, size: float, face: Face) -> Content:
    """The operators that draw one line of text from where the pen stands."""
    runs = face.runs(text)
    drawn = [b"/%b %b Tf %b Tj" % (font.encode("ascii"), number(size), operand) for font, operand in runs]
    return b" ".join(drawn), tuple(font for font, _ in runs)


def _left(build: Build, text: str, size: float) -> float:
    style = build.style
    if style.align == 0:
        return style.pad
    spare = build.frame.width - build.room.face.measure(text) * size / 1000
    return spare / 2 if style.align == 1 else spare - style.pad


def _set(lines: Sequence[tuple[tuple[float, float], str]], size: float, face: Face) -> Content:
    """Lines each at a place of its own."""
    drawn = [(place, shown(text, size, face)) for place, text in lines]
    operators = [b"1 0 0 1 %b Tm %b" % (numbers(*place), content) for place, (content, _) in drawn]
    return b"\n".join(operators), tuple(font for _, (_, named) in drawn for font in named)


def _block(place: tuple[float, float], lines: Sequence[str], size: float, face: Face) -> Content:
    """Lines under each other from this place down, all from the same edge."""
    leading = b"%b TL " % number(size * typesetting.LEADING) if len(lines) > 1 else b""
    begin = b"%b1 0 0 1 %b Tm " % (leading, numbers(*place))
    raw = plain("".join(lines))
    if raw is not None:  # nearly all: written as one, and then cut into lines
        said = literal("\n".join(lines).encode("cp1252")).replace(b"\n", b") Tj\nT* (")
        return b"%b/%b %b Tf %b Tj" % (begin, face.own.encode("ascii"), number(size), said), (face.own,)
    rows = [shown(words, size, face) if words else (b"", ()) for words in lines]
    return begin + b"\nT* ".join(row for row, _ in rows), tuple(font for _, named in rows for font in named)


def _marked(build: Build, content: Content, behind: bytes = b"") -> Content:
    """The text between the marks by which a reader knows what it may draw anew while someone types."""
    drawn, fonts = content
    parts = build.frame.under, build.frame.clip, behind, build.style.colour, drawn
    return b"%b/Tx BMC\nq %b\n%bBT %b\n%b\nET Q\nEMC" % parts, fonts
