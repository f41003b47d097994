"""What each field of a PDF form needs to be filled: its places, its look and its states, from its dictionaries."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from formgen.documents.pdf import appearance, fonts
from formgen.documents.pdf.appearance import Border, Build, Frame, Style
from formgen.documents.pdf.entries import Button, Field, TextEntry, TickEntry, is_own
from formgen.documents.pdf.fonts import Fonts
from formgen.documents.pdf.look import Look
from formgen.documents.pdf.reader import Dictionary, NotPlainError, decoded_name, written_name
from formgen.documents.pdf.syntax import Node, stream, written
from formgen.documents.pdf.typesetting import Kind, Room

_READ_ONLY, _MULTI, _RADIO, _PUSH, _COMBO, _EDIT, _COMB = 1, 1 << 12, 1 << 15, 1 << 16, 1 << 17, 1 << 18, 1 << 24
_SIZES = {"line": 11.0, "box": 9.5, "comb": 11.0, "list": 11.0}  # for a field that leaves the size of its letter open
_TALL = 18.0  # a field this high has 4 points of air beside its text, a lower one 2
_CHANGING = ("/V", "/AS", "/AP", "/I", "/RV")

_COLOUR = re.compile(r"((?:[-+.\d]+\s+){1,4})(g|rg|k)(?=\s|$)")
_FONT = re.compile(r"/(\S+)\s+([-+.\d]+)\s+Tf")
_OPERATOR = {1: b"g", 3: b"rg", 4: b"k"}

Rect = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Found:
    """A field as the tree of the form has it: its name, its own dictionary and those of its places."""

    name: str
    node: Dictionary
    widgets: tuple[Dictionary, ...]

    @property
    def kind(self) -> str:
        """`Tx`, `Btn`, `Ch` or `Sig`; empty for a field that does not say."""
        return self.node.holder("/FT").name("/FT")

    @property
    def flags(self) -> int:
        """The bits that say what kind of text, button or choice it is."""
        return int(self.node.holder("/Ff").number_of("/Ff"))


class Places:
    """Where fields stand, page and order of every place; and the numbers of the objects that documents add.

    `fresh` collects finished pictures that the template lacks, `next` is the first number that is still free.
    """

    def __init__(self, form: Dictionary, order: Mapping[int, tuple[int, int]], size: int) -> None:
        self.form = form
        self.order = order
        self.fonts = Fonts(size)
        self.fresh: dict[int, bytes] = {}
        self.next = size + fonts.ROOM

    def reserve(self) -> int:
        """A number for an object that every document has of its own."""
        self.next += 1
        return self.next - 1

    def draw(self, body: bytes) -> int:
        """Keep a new object for every document; what comes back is its number."""
        number = self.reserve()
        self.fresh[number] = written(number, body)
        return number


def places(pages: Sequence[Dictionary], form: Dictionary, size: int) -> Places:
    """Every field on the pages with its page (from 0) and its order there.

    Raises NotPlainError for one that is no object of its own: it could not be changed by itself.
    """
    order: dict[int, tuple[int, int]] = {}
    for number, page in enumerate(pages):
        for index, one in enumerate(page.items("/Annots")):
            if one.name("/Subtype") == "Widget":
                order[one.identity] = (number, index)
                if not one.number:
                    raise NotPlainError
    return Places(form, order, size)


def fields(form: Dictionary) -> Iterator[Found]:
    """The fields at the ends of the tree, each once; a field without a name cannot be filled and is left out.

    Raises NotPlainError for one that is no object of its own.
    """
    seen: set[int] = set()
    waiting = [(node, "") for node in reversed(form.items("/Fields"))]
    while waiting:
        node, above = waiting.pop()
        if node.identity in seen or not node:
            continue
        if not node.number:
            raise NotPlainError
        seen.add(node.identity)
        own = node.text("/T") if "/T" in node else ""
        name = f"{above}.{own}" if above and own else above or own
        kids = node.items("/Kids")
        waiting += [(kid, name) for kid in reversed(kids) if "/T" in kid]
        widgets = [kid for kid in kids if kid and "/T" not in kid] if kids else [node]
        if name and widgets:
            yield Found(name, node, tuple(widgets))


def entry_of(found: Sequence[Found], places: Places) -> TextEntry | TickEntry | None:
    """How the field is filled, of which `found` are all the parts of one name; None for buttons and signatures."""
    first = found[0]
    if first.kind == "Tx" or first.kind == "Ch":
        return _text_entry(found, places)
    if first.kind == "Btn" and not first.flags & _PUSH:
        return _tick_entry(found, places)
    return None


def _text_entry(found: Sequence[Found], places: Places) -> TextEntry:
    """Places of one build share one picture: it is drawn once, however often it is shown."""
    first, flags = found[0], found[0].flags
    kept: dict[str, str] = {}
    for value, label in first.node.holder("/Opt").pairs("/Opt") if first.kind == "Ch" else ():
        kept.setdefault(label, value)
    shown = [(part, one) for part in found for one in part.widgets if one.identity in places.order and _rect(one)]
    looks: dict[Build, Look] = {}
    holders, showing = _owners(found, [one for _, one in shown]), dict[int, bytes]()
    pictures: dict[int, int] = {}
    for part, one in shown:
        build = _build(one, places, part)
        if build not in looks:
            looks[build] = Look(build, places.reserve(), places.fonts)
        pictures[one.number] = looks[build].drawing
        node = _node(one, part, b"/AP<</N %d 0 R>>" % looks[build].drawing)
        if one.identity == part.node.identity:
            holders.append(node)
        else:
            showing[node.number] = node.finished(b"")
    room = next(iter(looks)).room if looks else None
    about = _field(first, places, "text" if first.kind == "Tx" else "choice", room)
    return TextEntry(
        field=replace(about, options=tuple(kept)),
        holders=tuple(holders),
        looks=tuple(looks.values()),
        places=showing,
        pictures=pictures,
        kept=kept,
        open=first.kind == "Tx" or bool(flags & _COMBO and flags & _EDIT),
    )


def _field(
    found: Found, places: Places, kind: Literal["text", "tick", "radio", "choice"], room: Room | None = None
) -> Field:
    """A field without its states and options."""
    shown = min(found.widgets, key=lambda one: places.order.get(one.identity, (1 << 30, 0)))
    longest = found.node.holder("/MaxLen")
    return Field(
        name=found.name,
        kind=kind,
        states=(),
        options=(),
        tooltip=found.node.text("/TU") or shown.text("/TU"),
        page=places.order.get(shown.identity, (0, 0))[0] + 1,
        rect=_rect(shown) or (0, 0, 0, 0),
        max_length=int(longest.number_of("/MaxLen")) if longest else None,
        lines=room.lines(room.size) if room else 1,
        comb=bool(room and room.kind == "comb"),
        read_only=bool(found.flags & _READ_ONLY),
    )


def _build(one: Dictionary, places: Places, found: Found) -> Build:
    """A field that leaves its size open gets the largest that its height allows, up to that of the house."""
    rect = _rect(one) or (0, 0, 0, 0)
    frame = _frame(one, rect)
    words = (one.holder("/DA") or places.form).text("/DA")
    asked = _FONT.search(words)
    name, size = (asked[1], abs(float(asked[2]))) if asked else ("", 0.0)
    face = fonts.bold() if _is_bold(name, places.form) else fonts.regular()
    align = int((one.holder("/Q") or places.form).number_of("/Q"))
    pad = 0.0 if is_own(found.name) else frame.inset + (4 if frame.height >= _TALL else 2)
    style = Style(_colour(words), align if align in (1, 2) else 0, pad)
    longest = int(found.node.holder("/MaxLen").number_of("/MaxLen"))
    kind = _kind(found, bool(longest))
    tallest = max(2.0, (frame.height - 2 * frame.inset) * 0.8)
    room = Room(
        kind=kind,
        width=max(1.0, frame.width - 2 * pad),
        height=frame.height - 2 * pad,
        size=min(size or _SIZES[kind], tallest),
        face=face,
        cells=longest if kind == "comb" else 0,
        longest=longest or None,
    )
    return Build(frame, style, room)


def _kind(found: Found, limited: bool) -> Kind:
    if found.kind == "Ch":
        return "line" if found.flags & _COMBO else "list"
    if found.flags & _MULTI:
        return "box"
    return "comb" if found.flags & _COMB and limited else "line"


def _tick_entry(found: Sequence[Found], places: Places) -> TickEntry:
    """A tick box or a radio group: the states are those of which the file has a picture."""
    options = [label for _, label in found[0].node.holder("/Opt").pairs("/Opt")]
    pairs = [(part, one) for part in found for one in part.widgets if one.number]
    numbered = enumerate(pairs) if len(options) > 1 else ((None, pair) for pair in pairs)
    buttons = [_button(part, one, option, places) for option, (part, one) in numbered]
    names = list(dict.fromkeys(button.on for button in buttons))
    labels = options if len(options) == len(buttons) else [decoded_name(button.on) for button in buttons]
    meant = {"Off": "Off"} | ({"true": names[0]} if len(names) == 1 else {})
    meant |= {decoded_name(name): name for name in names}
    meant |= {label: button.on for label, button in zip(labels, buttons, strict=True)}
    kind: Literal["radio", "tick"] = "radio" if found[0].flags & _RADIO else "tick"
    shown = replace(_field(found[0], places, kind), states=tuple(dict.fromkeys(labels)))
    owners = _owners(found, [one for _, one in pairs])
    states = {state: _finished(owners, buttons, state) for state in (*names, "Off")}
    return TickEntry(shown, states, meant, tuple(buttons))


def _finished(owners: Sequence[Node], buttons: Sequence[Button], state: str) -> Mapping[int, bytes]:
    """The finished objects of one state: picture and value change together, or readers disagree."""
    held = b"/V" + written_name(state)
    ready = {owner.number: owner.finished(held) for owner in owners}
    for button in buttons:
        shown = b"/AS" + written_name(button.shown(state))
        ready[button.node.number] = button.node.finished(shown + held if button.is_field else shown)
    return ready


def _button(found: Found, one: Dictionary, option: int | None, places: Places) -> Button:
    """A place without pictures gets a square with a cross, and the usual name for "on": its option's number, or Yes."""
    shown = one.inner("/AP").inner("/N")
    names = [] if shown.is_stream else [name for name in shown.names() if name != "Off"]
    name = names[0] if names else "Yes" if option is None else str(option)
    pictures = {state: shown.inner("/" + state).number for state in (*names, "Off")}
    written = one.written("/AP")
    if not names:
        frame = _frame(one, _rect(one) or (0, 0, 10, 10))
        on = places.draw(stream(frame.entries, appearance.cross(frame)))
        off = places.draw(stream(frame.entries, frame.under))
        pictures = {name: on, "Off": off}
        written = b"<</N<<%b %d 0 R/Off %d 0 R>>>>" % (written_name(name), on, off)
    return Button(_node(one, found, b"/AP " + written), one.identity == found.node.identity, name, pictures)


def _owners(found: Sequence[Found], places: Sequence[Dictionary]) -> list[Node]:
    """The fields that hold a value beside these places; a field with one place mostly is that place itself."""
    held = {one.identity for one in places}
    return [_node(part.node, part) for part in found if part.node.identity not in held]


def _node(one: Dictionary, found: Found, more: bytes = b"") -> Node:
    """All of a field or place that no answer changes; a field says its own type, as pdfium looks one step up."""
    own = b"" if "/FT" in one or one.identity != found.node.identity else b"/FT" + written_name(found.kind)
    return Node(one.number, b"%d 0 obj\n<<%b%b%b" % (one.number, one.entries(*_CHANGING), own, more))


def _rect(one: Dictionary) -> Rect | None:
    """(left, bottom, right, top) whichever corners the file names; None for a place of no size."""
    corners = one.numbers("/Rect")
    if len(corners) != 4:
        return None
    left, right = sorted(corners[::2])
    bottom, top = sorted(corners[1::2])
    return (left, bottom, right, top) if right > left and top > bottom else None


def _frame(one: Dictionary, rect: Rect) -> Frame:
    look, line = one.inner("/MK"), one.inner("/BS")
    old = one.numbers("/Border")
    edge = _operator(look.numbers("/BC"), upper=True)
    width = line.number_of("/W", 1) if line else old[2] if len(old) > 2 else 1.0
    border = Border(
        fill=_operator(look.numbers("/BG")),
        edge=edge,
        width=width if edge else 0.0,
        style=line.name("/S") or "S",
        dash=line.written("/D") or b"[3]",
    )
    turn = int(look.number_of("/R")) % 360
    return appearance.frame(rect[2] - rect[0], rect[3] - rect[1], turn, border)


def _operator(colour: Sequence[float], upper: bool = False) -> bytes:
    """One number is grey, three are red, green and blue, four are inks; none is no colour."""
    operator = _OPERATOR.get(len(colour), b"")
    values = b" ".join(b"%.3f" % value for value in colour)
    return values + b" " + (operator.upper() if upper else operator) if operator else b""


def _colour(words: str) -> bytes:
    colours = _COLOUR.findall(words)
    return " ".join((*colours[-1][0].split(), colours[-1][1])).encode("ascii") if colours else b"0 g"


def _is_bold(name: str, form: Dictionary) -> bool:
    named = form.inner("/DR").inner("/Font").inner("/" + name).name("/BaseFont")
    return "Bold" in (named or name)
