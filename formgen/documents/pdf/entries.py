"""What filling a PDF form needs to know of it: its fields and pages, cut where an answer goes, the rest as bytes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from formgen.documents.pdf.appearance import Frame, Style
from formgen.documents.pdf.structure import Tags
from formgen.documents.pdf.syntax import Update
from formgen.documents.pdf.typesetting import Room

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
class Node:
    """An object of the template that an answer changes: its number and, as bytes, everything but what changes."""

    number: int
    generation: int
    before: bytes

    def finished(self, more: bytes) -> tuple[int, int, bytes]:
        """The object with these entries added, as (number, generation, body)."""
        return self.number, self.generation, b"%b%b>>" % (self.before, more)

    def write(self, update: Update, more: bytes) -> None:
        """Put the object, with these entries added, into a document."""
        update.put(self.number, b"%b%b>>" % (self.before, more), self.generation)


@dataclass(frozen=True, slots=True)
class Widget:
    """One place where a text or choice is shown; a field with one place mostly `is_field` itself."""

    node: Node
    is_field: bool
    frame: Frame
    style: Style
    room: Room


@dataclass(frozen=True, slots=True)
class TextEntry:
    """How a text or a choice is filled; `kept` is what a choice keeps for each label.

    `owners` hold its value, beside the places that are fields themselves.
    With `kept` a text must be one of its labels, unless the choice is `open`. A `listed` choice shows all its labels.
    """

    field: Field
    owners: tuple[Node, ...]
    widgets: tuple[Widget, ...]
    kept: Mapping[str, str]
    open: bool = True
    listed: bool = False


@dataclass(frozen=True, slots=True)
class TickEntry:
    """How a tick or radio group is filled: for each state the finished objects, as (number, generation, body)."""

    field: Field
    states: Mapping[str, tuple[tuple[int, int, bytes], ...]]
    meant: Mapping[str, str]  # every word for a state -> its name in the file


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the template: its object, cut where its contents and its pictures are named."""

    number: int
    generation: int
    before: bytes
    contents: bytes
    resources: bytes
    pictures: bytes
    box: tuple[float, float, float, float]
    turn: int


@dataclass(frozen=True, slots=True)
class Source:
    """The template's file: its bytes and what a section of changes must say of them."""

    name: str
    data: bytes
    size: int
    previous: int
    identity: bytes
    compressed: bool
    trailer: bytes
    info: Node | None
    metadata: tuple[Node, tuple[bytes, ...]] | None
    pages_root: Node
    pages_kids: bytes
    pages: tuple[Page, ...]
    tags: Tags | None
    always: tuple[tuple[int, int, bytes], ...]


def is_own(name: str) -> bool:
    """Whether a field of this name fills itself and is not asked of anyone."""
    return last_part(name) in (TOTAL_PAGES, FOOTER)


def last_part(name: str) -> str:
    """What stands behind the last full stop of a name."""
    return name.rpartition(".")[2]
