"""What a filled field looks like: the content streams of text, cells, lists and ticks."""

from collections.abc import Sequence
from dataclasses import dataclass

from formgen.documents.pdf import typesetting
from formgen.documents.pdf.fonts import Face
from formgen.documents.pdf.syntax import number, numbers

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
    """How a field writes: its letter, the operator of its colour, left 0, centred 1 or right 2."""

    face: Face
    colour: bytes
    align: int
    pad: float


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


def line(shape: Frame, style: Style, text: str, size: float) -> Content:
    """One line, in the middle of the height of the field."""
    foot = shape.height / 2 - size * _CENTRE
    return _marked(shape, style, [(_left(shape, style, text, size), foot, text)], size)


def box(shape: Frame, style: Style, text: str, size: float, reference: str = "") -> Content:
    """Lines from the top down; `reference` begins a line of its own after them."""
    width = shape.width - 2 * style.pad
    parts = [text.rstrip(), reference] if reference else [text]
    said = [part[start:end] for part in parts for start, end in typesetting.lines(part, width, size, style.face)]
    top = shape.height - style.pad - size * _TOP
    places = [
        (_left(shape, style, words, size), top - row * size * typesetting.LEADING, words)
        for row, words in enumerate(said)
        if words
    ]
    return _marked(shape, style, places, size)


def comb(shape: Frame, style: Style, text: str, size: float, cells: int) -> Content:
    """Each letter in the middle of its own cell."""
    cell = shape.width / cells
    first = (0, (cells - len(text)) // 2, cells - len(text))[style.align]
    foot = shape.height / 2 - size * _CENTRE
    places = [
        ((first + index + 0.5) * cell - style.face.measure(letter) * size / 2000, foot, letter)
        for index, letter in enumerate(text)
    ]
    return _marked(shape, style, places, size)


def choices(shape: Frame, style: Style, labels: Sequence[str], chosen: str, size: float) -> Content:
    """The options of a list under each other, the chosen one marked and always in view."""
    step = size * typesetting.LEADING
    rows = max(1, int((shape.height - 2 * shape.inset) / step))
    first = max(0, labels.index(chosen) - rows + 1)
    top = shape.height - shape.inset
    shown = labels[first : first + rows]
    behind = numbers(shape.inset, top - (shown.index(chosen) + 1) * step, shape.width - 2 * shape.inset, step)
    places = [(style.pad, top - row * step - size * _TOP, label) for row, label in enumerate(shown)]
    return _marked(shape, style, places, size, b"%b %b re f\n" % (_CHOSEN, behind))


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


def _left(shape: Frame, style: Style, text: str, size: float) -> float:
    if style.align == 0:
        return style.pad
    spare = shape.width - style.face.measure(text) * size / 1000
    return spare / 2 if style.align == 1 else spare - style.pad


def _marked(
    shape: Frame, style: Style, places: Sequence[tuple[float, float, str]], size: float, behind: bytes = b""
) -> Content:
    """The text between the marks by which a reader knows what it may draw anew while someone types."""
    fonts: tuple[str, ...] = ()
    drawn = []
    for x, y, text in places:
        operators, named = shown(text, size, style.face)
        drawn.append(b"1 0 0 1 %b Tm %b" % (numbers(x, y), operators))
        fonts += named
    content = b"%b/Tx BMC\nq %b\n%bBT %b\n%b\nET Q\nEMC" % (
        shape.under,
        shape.clip,
        behind,
        style.colour,
        b"\n".join(drawn),
    )
    return content, fonts
