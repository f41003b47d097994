"""What each field of a PDF form needs to be filled: its places, its look and its states, from its dictionaries."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from formgen.documents.pdf import appearance, fonts
from formgen.documents.pdf.appearance import Border, Frame, Style
from formgen.documents.pdf.entries import Field, Node, TextEntry, TickEntry, Widget, is_own
from formgen.documents.pdf.reader import Dictionary, NotPlainError, decoded_name, written_name
from formgen.documents.pdf.syntax import stream
from formgen.documents.pdf.typesetting import Room

_READ_ONLY, _MULTI, _RADIO, _PUSH, _COMBO, _EDIT, _COMB = 1, 1 << 12, 1 << 15, 1 << 16, 1 << 17, 1 << 18, 1 << 24
_LINE, _BOX, _CELLS = 11.0, 9.5, 11.0  # points, for a field that leaves the size of its letter open
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


@dataclass(slots=True)
class Places:
    """Where fields stand: page and order of every place; `fresh` collects pictures that the template lacks."""

    form: Dictionary
    order: Mapping[int, tuple[int, int]]
    size: int
    fresh: list[tuple[int, int, bytes]] = field(default_factory=list)

    def draw(self, body: bytes) -> int:
        """Keep a new object for every document; what comes back is its number."""
        self.fresh.append((self.size + len(self.fresh), 0, body))
        return self.fresh[-1][0]


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
    first, flags = found[0], found[0].flags
    kept: dict[str, str] = {}
    for value, label in first.node.holder("/Opt").pairs("/Opt") if first.kind == "Ch" else ():
        kept.setdefault(label, value)
    shown = [(part, one) for part in found for one in part.widgets if one.identity in places.order and _rect(one)]
    widgets = tuple(_widget(one, places, part) for part, one in shown)
    return TextEntry(
        field=_field(first, places, "text" if first.kind == "Tx" else "choice", widgets, options=tuple(kept)),
        owners=_owners(found, [one for _, one in shown]),
        widgets=widgets,
        kept=kept,
        open=first.kind == "Tx" or bool(flags & _COMBO and flags & _EDIT),
        listed=first.kind == "Ch" and not flags & _COMBO,
    )


def _field(
    found: Found,
    places: Places,
    kind: Literal["text", "tick", "radio", "choice"],
    widgets: Sequence[Widget] = (),
    states: tuple[str, ...] = (),
    options: tuple[str, ...] = (),
) -> Field:
    shown = min(found.widgets, key=lambda one: places.order.get(one.identity, (1 << 30, 0)))
    room = widgets[0].room if widgets else None
    longest = found.node.holder("/MaxLen")
    tooltip = found.node.text("/TU") or shown.text("/TU")
    return Field(
        name=found.name,
        kind=kind,
        states=states,
        options=options,
        tooltip=tooltip,
        page=places.order.get(shown.identity, (0, 0))[0] + 1,
        rect=_rect(shown) or (0, 0, 0, 0),
        max_length=int(longest.number_of("/MaxLen")) if longest else None,
        lines=room.lines(room.size) if room else 1,
        comb=bool(room and room.kind == "comb"),
        read_only=bool(found.flags & _READ_ONLY),
    )


def _widget(one: Dictionary, places: Places, found: Found) -> Widget:
    rect = _rect(one) or (0, 0, 0, 0)
    frame = _frame(one, rect)
    words = (one.holder("/DA") or places.form).text("/DA")
    asked = _FONT.search(words)
    name, size = (asked[1], abs(float(asked[2]))) if asked else ("", 0.0)
    face = fonts.bold() if _is_bold(name, places.form) else fonts.regular()
    align = int((one.holder("/Q") or places.form).number_of("/Q"))
    pad = 0.0 if is_own(found.name) else frame.inset + (4 if frame.height >= _TALL else 2)
    style = Style(face, _colour(words), align if align in (1, 2) else 0, pad)
    return Widget(
        _node(one, found), one.identity == found.node.identity, frame, style, _room(frame, style, size, found)
    )


def _room(frame: Frame, style: Style, size: float, found: Found) -> Room:
    """A field that leaves the size open gets the largest that its height allows, up to that of the house."""
    longest = int(found.node.holder("/MaxLen").number_of("/MaxLen"))
    comb = found.flags & _COMB and longest and found.kind == "Tx" and not found.flags & _MULTI
    several = found.flags & _MULTI and found.kind == "Tx"
    kind: Literal["line", "box", "comb"] = "comb" if comb else "box" if several else "line"
    tallest = max(2.0, (frame.height - 2 * frame.inset) * 0.8)
    largest = size or {"line": _LINE, "box": _BOX, "comb": _CELLS}[kind]
    return Room(
        kind=kind,
        width=max(1.0, frame.width - 2 * style.pad),
        height=frame.height - 2 * style.pad,
        size=min(largest, tallest),
        face=style.face,
        cells=longest if comb else 0,
        longest=longest or None,
    )


@dataclass(frozen=True, slots=True)
class _Button:
    """One place of a tick box or radio group: the name of its "on", and its pictures as the file writes them."""

    node: Node
    is_field: bool
    on: str
    pictures: bytes


def _tick_entry(found: Sequence[Found], places: Places) -> TickEntry:
    """A tick box or a radio group: the states are those of which the file has a picture."""
    options = [label for _, label in found[0].node.holder("/Opt").pairs("/Opt")]
    pairs = [(part, one) for part in found for one in part.widgets if one.number]
    buttons = [_button(part, one, index, options, places) for index, (part, one) in enumerate(pairs)]
    names = list(dict.fromkeys(button.on for button in buttons))
    labels = options if len(options) == len(buttons) else [decoded_name(button.on) for button in buttons]
    meant = {"Off": "Off"} | ({"true": names[0]} if len(names) == 1 else {})
    meant |= {decoded_name(name): name for name in names}
    meant |= {label: button.on for label, button in zip(labels, buttons, strict=True)}
    kind: Literal["radio", "tick"] = "radio" if found[0].flags & _RADIO else "tick"
    shown = _field(found[0], places, kind, states=tuple(dict.fromkeys(labels)))
    owners = _owners(found, [one for _, one in pairs])
    return TickEntry(shown, {state: _finished(owners, buttons, state) for state in (*names, "Off")}, meant)


def _finished(owners: Sequence[Node], buttons: Sequence[_Button], state: str) -> tuple[tuple[int, int, bytes], ...]:
    """The finished objects of one state: picture and value change together, or readers disagree."""
    held = b"/V" + written_name(state)
    ready = [
        button.node.finished(
            b"/AP %b/AS%b%b"
            % (button.pictures, written_name(state if button.on == state else "Off"), held if button.is_field else b"")
        )
        for button in buttons
    ]
    return tuple(ready + [owner.finished(held) for owner in owners])


def _button(found: Found, one: Dictionary, index: int, options: Sequence[str], places: Places) -> _Button:
    """A place without pictures gets a square with a cross, and the usual name for "on"."""
    shown = one.inner("/AP").inner("/N")
    names = [] if shown.is_stream else [name for name in shown.names() if name != "Off"]
    name = names[0] if names else str(index) if len(options) > 1 else "Yes"
    pictures = one.written("/AP")
    if not names:
        frame = _frame(one, _rect(one) or (0, 0, 10, 10))
        on = places.draw(stream(frame.entries, appearance.cross(frame)))
        off = places.draw(stream(frame.entries, frame.under))
        pictures = b"<</N<<%b %d 0 R/Off %d 0 R>>>>" % (written_name(name), on, off)
    return _Button(_node(one, found), one.identity == found.node.identity, name, pictures)


def _owners(found: Sequence[Found], places: Sequence[Dictionary]) -> tuple[Node, ...]:
    """The fields that hold a value beside these places; a field with one place mostly is that place itself."""
    held = {one.identity for one in places}
    return tuple(_node(part.node, part) for part in found if part.node.identity not in held)


def _node(one: Dictionary, found: Found) -> Node:
    """Everything of a field or place that no answer changes; a field says its own type, as pdfium looks one step up."""
    own = b"" if "/FT" in one or one.identity != found.node.identity else b"/FT" + written_name(found.kind)
    return Node(one.number, one.generation, b"<<%b%b" % (one.entries(*_CHANGING), own))


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
