"""What filling a PDF form needs to know of it: its fields and pages, cut where an answer goes, the rest as bytes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from formgen.documents.pdf.fonts import Fonts
from formgen.documents.pdf.look import Look
from formgen.documents.pdf.structure import Tags
from formgen.documents.pdf.syntax import Ending, Node

TOTAL_PAGES, FOOTER = "_total_pages", "_footer"  # the last part of a field's name: fields that fill themselves


@dataclass(frozen=True, slots=True)
class Field:
    """One field as its template has it, with its fully qualified name.

    `states` are the names a tick or radio group may take; `options` the texts of a choice, in their order. `rect` is
    (left, bottom, right, top) of its first place, in points, on `page` (from 1). `lines` is how many lines of the
    field's own size fit; `comb` whether each letter has a cell of its own.
    """

    name: str
    kind: Literal["text", "tick", "radio", "choice"]
    states: tuple[str, ...]
    options: tuple[str, ...]
    tooltip: str
    page: int
    rect: tuple[float, float, float, float]
    max_length: int | None
    lines: int
    comb: bool
    read_only: bool


@dataclass(frozen=True, slots=True)
class TextEntry:
    """How a text or a choice is filled; `kept` is what a choice keeps for each label.

    `holders` are the objects that say the value, `looks` the pictures of it, `places` the finished objects that show
    a picture and say nothing else. With `kept` a text must be one of its labels, unless the choice is `open`.
    """

    field: Field
    holders: tuple[Node, ...]
    looks: tuple[Look, ...]
    places: Mapping[int, bytes]
    pictures: Mapping[int, int]  # the picture in each place, by number
    kept: Mapping[str, str]
    open: bool = True


@dataclass(frozen=True, slots=True)
class Button:
    """One place of a tick box or radio group: the name of its "on", and its picture for each state, by number.

    It `is_field` when it holds the value itself.
    """

    node: Node
    is_field: bool
    on: str
    pictures: Mapping[str, int]

    def shown(self, state: str) -> str:
        """The state this place is in while the field is in a state."""
        return state if state == self.on else "Off"


@dataclass(frozen=True, slots=True)
class TickEntry:
    """How a tick or radio group is filled: for each state its finished objects, by number."""

    field: Field
    states: Mapping[str, Mapping[int, bytes]]
    meant: Mapping[str, str]  # every word for a state -> its name in the file
    buttons: tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the template: its object, cut where its contents and its pictures are named."""

    node: Node
    contents: bytes
    resources: bytes
    pictures: bytes
    box: tuple[float, float, float, float]
    turn: int

    def finished(self, before: bytes, after: bytes, pictures: bytes) -> bytes:
        """The whole object with these streams (as references) before and after its own, and these pictures added."""
        contents = b"/Contents[%b %b %b]" % (before, self.contents, after)
        more = b"%b/Resources<<%b/XObject<<%b%b>>>>" % (contents, self.resources, self.pictures, pictures)
        return self.node.finished(more)


@dataclass(frozen=True, slots=True)
class Metadata:
    """The XMP of the file: its number and entries, and its text cut where it says when the file was changed."""

    number: int
    entries: bytes
    parts: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """The template's file: its bytes, and what a document changes in every copy of it.

    `fresh` are pictures that the template lacks, `always` the catalogue and form, where they must change.
    """

    name: str
    data: bytes
    size: int
    ending: Ending
    info: Node | None
    metadata: Metadata | None
    pages_root: Node
    pages_kids: bytes
    pages: tuple[Page, ...]
    fonts: Fonts
    tags: Tags | None
    fresh: Mapping[int, bytes]
    always: Mapping[int, bytes]


def is_own(name: str) -> bool:
    """Whether a field of this name fills itself and is not asked of anyone."""
    return last_part(name) in (TOTAL_PAGES, FOOTER)


def last_part(name: str) -> str:
    """What stands behind the last full stop of a name."""
    return name.rpartition(".")[2]
