"""A flat copy: what every field shows becomes part of its page, with its place in the structure; no field remains."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from formgen.documents.pdf import reader
from formgen.documents.pdf.entries import Source
from formgen.documents.pdf.fields import fields as all_fields
from formgen.documents.pdf.reader import Dictionary
from formgen.documents.pdf.syntax import Node, Update, numbers, text_string
from formgen.text import LANGUAGES, Language, Text

_HIDDEN = 2 | 32  # flags: not shown at all, not shown on a screen
_RADIO = 1 << 15
_PUSH = 1 << 16
_NO_FORM = ("/AcroForm", "/Perms", "/NeedsRendering")
_ON, _OFF = Text("aangekruist", "ticked"), Text("niet aangekruist", "not ticked")


State = bool | None  # whether a tick is on; None for what is no tick


@dataclass(frozen=True, slots=True)
class Place:
    """What a screen reader knows of a field: its element, finished for each state and language, and its mark."""

    number: int
    elements: Mapping[tuple[State, Language], bytes]
    mark: int


@dataclass(frozen=True, slots=True)
class Spot:
    """One place of a field on its page.

    `picture` is the number of what it shows while nothing is filled in, 0 for nothing; `turned` the matrices of the
    template's own pictures, `corner` that of pictures of ours, which are as large as the place is. A tick box says
    whether the template has it `ticked`. In a file without structure it has no `place`.
    """

    number: int
    hidden: bool
    picture: int
    corner: bytes
    turned: Mapping[int, bytes]
    ticked: State
    place: Place | None

    def drawn(self, picture: int) -> bytes:
        """The operators that draw a picture here."""
        said = b"q %b cm /Formgen%d Do Q" % (self.turned.get(picture, self.corner), picture) if picture else b""
        return b"/Form <</MCID %d>> BDC %b EMC" % (self.place.mark, said) if self.place else said


@dataclass(frozen=True, slots=True)
class Shown:
    """What one document shows: the picture in each place, and of a tick whether it is on, by number of the place."""

    pictures: Mapping[int, int]
    ticked: Mapping[int, bool]


@dataclass(frozen=True, slots=True)
class Flat:
    """A template whose pages have no fields: `source` is its file without them, `spots` their places, by page.

    `fields` are the numbers of all that is a field, and therefore in no flat copy.
    """

    source: Source
    spots: tuple[tuple[Spot, ...], ...]
    fields: frozenset[int]

    def stamps(self, update: Update, shown: Shown, language: Language) -> list[tuple[bytes, bytes]]:
        """For each page the operators that draw its fields, and the pictures they name.

        The fields themselves leave the document, and the structure is told what stands in their place.
        """
        for number in self.fields & update.objects.keys():
            del update.objects[number]
        stamps = []
        for spots in self.spots:
            chosen = [(spot, 0 if spot.hidden else shown.pictures.get(spot.number, spot.picture)) for spot in spots]
            drawn = b"\n".join(spot.drawn(picture) for spot, picture in chosen)
            named = sorted({picture for _, picture in chosen if picture})
            stamps.append((drawn, b"".join(b"/Formgen%d %d 0 R" % (picture, picture) for picture in named)))
            for spot in spots:
                if spot.place:
                    state = shown.ticked.get(spot.number, spot.ticked)
                    update.objects[spot.place.number] = spot.place.elements[state, language]
        return stamps


def flatten(source: Source) -> Flat:
    """Read the template once more, now for what its fields show and for where they are in the structure."""
    parsed = reader.parse(source.data)
    tree = _Tree(parsed.root.inner("/StructTreeRoot"))
    spots, pages = [], []
    for page, known in zip(parsed.pages, source.pages, strict=True):
        annotations = page.kids("/Annots")
        places = [one for one, _ in annotations if one.name("/Subtype") == "Widget"]
        kept = b" ".join(written for one, written in annotations if one.name("/Subtype") != "Widget")
        spots.append(tuple(_spot(one, page, tree) for one in places))
        entries = page.entries("/Contents", "/Resources", "/Annots") + (b"/Annots[%b]" % kept if kept else b"")
        pages.append(replace(known, node=Node(page.number, b"%d 0 obj\n<<%b" % (page.number, entries))))
    root = parsed.root
    catalogue = Node(root.number, b"%d 0 obj\n<<%b" % (root.number, root.entries(*_NO_FORM))).finished(b"")
    tags = replace(source.tags, tree=tree.written()) if source.tags else None
    flat = replace(source, pages=tuple(pages), tags=tags, always={root.number: catalogue})
    fields = {one.node.number for one in all_fields(root.inner("/AcroForm"))}
    return Flat(flat, tuple(spots), frozenset(fields | {spot.number for page in spots for spot in page}))


def _spot(one: Dictionary, page: Dictionary, tree: "_Tree") -> Spot:
    shown = dict(_pictures(one))
    state = one.name("/AS") or "Off"
    current = shown.get("", shown.get(state))
    rect = one.numbers("/Rect") if len(one.numbers("/Rect")) == 4 else [0.0] * 4
    return Spot(
        number=one.number,
        hidden=bool(int(one.number_of("/F")) & _HIDDEN),
        picture=current.number if current else 0,
        corner=b"1 0 0 1 " + numbers(min(rect[::2]), min(rect[1::2])),
        turned={picture.number: _matrix(picture, rect) for picture in shown.values()},
        ticked=state != "Off" if _is_tick(one) else None,
        place=tree.enter(one, page),
    )


def _pictures(one: Dictionary) -> Iterator[tuple[str, Dictionary]]:
    """The pictures of a place by state; one that has no states has the empty name."""
    normal = one.inner("/AP").inner("/N")
    if normal.is_stream:
        yield "", normal
        return
    for name in normal.names():
        if normal.inner("/" + name).is_stream:
            yield name, normal.inner("/" + name)


def _matrix(picture: Dictionary, rect: list[float]) -> bytes:
    """How a picture is put into its place: its box, as its own matrix turns it, fills the place (12.5.5)."""
    box = picture.numbers("/BBox")
    a, b, c, d, e, f = picture.numbers("/Matrix") or (1, 0, 0, 1, 0, 0)
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in box[::2] for y in box[1::2]]
    left, bottom = (min(corner[axis] for corner in corners) for axis in (0, 1))
    right, top = (max(corner[axis] for corner in corners) for axis in (0, 1))
    wide = (max(rect[::2]) - min(rect[::2])) / ((right - left) or 1)
    high = (max(rect[1::2]) - min(rect[1::2])) / ((top - bottom) or 1)
    moved = numbers(min(rect[::2]) - left * wide, min(rect[1::2]) - bottom * high)
    return b"%.5g 0 0 %.5g %b" % (wide, high, moved)


def _is_tick(one: Dictionary) -> bool:
    return one.holder("/FT").name("/FT") == "Btn" and not int(one.holder("/Ff").number_of("/Ff")) & _PUSH


def _told(one: Dictionary, state: State, language: Language) -> bytes:
    """What the element says: a field that can only be printed (ISO 32000-2, 14.8.5.6); of a tick also in words."""
    tooltip = one.holder("/TU").text("/TU")
    if state is None:
        return b"/A<</O/PrintField/Role/tv/Desc%b>>" % text_string(tooltip)
    role = b"rb" if int(one.holder("/Ff").number_of("/Ff")) & _RADIO else b"cb"
    said = ": ".join(filter(None, (tooltip, (_ON if state else _OFF)[language])))
    on = b"on" if state else b"off"
    about = b"/A<</O/PrintField/Role/%b/Checked/%b/checked/%b/Desc%b>>" % (role, on, on, text_string(tooltip))
    return about + b"/Alt" + text_string(said)


class _Tree:
    """The parent tree of a tagged file: which element each mark on a page, and each field, belongs to."""

    def __init__(self, root: Dictionary) -> None:
        self._elements: dict[int, Dictionary] = {}
        self._written: dict[int, bytes] = {}
        self._marks: dict[int, list[bytes]] = {}
        self._taken: set[int] = set()
        waiting = [root.inner("/ParentTree")]
        while waiting:
            node = waiting.pop()
            waiting += reversed(node.items("/Kids"))
            pairs = node.kids("/Nums")
            for (_, key), (value, written) in zip(pairs[::2], pairs[1::2], strict=False):
                self._elements[int(key)] = value
                self._written[int(key)] = written
            self._marks.update(node.lists("/Nums"))

    def enter(self, one: Dictionary, page: Dictionary) -> Place | None:
        """Give a field a mark on its page; None for one that the structure does not know, as in a file without one."""
        key = int(one.number_of("/StructParent", -1))
        element = self._elements.get(key)
        if not element or not element.number or element.number in self._taken or "/StructParents" not in page:
            return None
        self._taken.add(element.number)
        self._written.pop(key)
        marks = self._marks.setdefault(int(page.number_of("/StructParents")), [])
        marks.append(b"%d 0 R" % element.number)
        mark = len(marks) - 1
        marked = b"<</Type/MCR/Pg %d 0 R/MCID %d>>" % (page.number, mark)
        kids = [marked if kid.name("/Type") == "OBJR" else written for kid, written in element.kids("/K")]
        entries = element.entries("/K", "/A", "/Alt", "/ActualText")
        node = Node(element.number, b"%d 0 obj\n<<%b/K[%b]" % (element.number, entries, b" ".join(kids)))
        states: tuple[State, ...] = (True, False) if _is_tick(one) else (None,)
        told = {(state, said): node.finished(_told(one, state, said)) for state in states for said in LANGUAGES}
        return Place(element.number, told, mark)

    def written(self) -> bytes:
        """The entries of the tree, not yet closed."""
        lists = {key: b"[%b]" % b" ".join(marks) for key, marks in self._marks.items()}
        return b"/Nums[" + b"".join(b" %d %b" % pair for pair in sorted((self._written | lists).items()))
