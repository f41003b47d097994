"""Proves, once per template, what holds for every document made of it: its XML closes, its tables need no mending."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from jinja2 import nodes

_MARKUP = re.compile(r"<(?P<end>/?)(?P<name>[\w:.-]+)(?P<rest>[^<>]*?)(?P<empty>/?)>|<[?!].*?>", re.DOTALL)
_SPAN = re.compile(r'w:val="(\d+)"')
_BLOCKS = frozenset(("w:body", "w:hdr", "w:ftr", "w:footnote", "w:endnote", "w:tbl", "w:tr", "w:tc", "w:txbxContent"))
_HOLD_PARAGRAPHS = _BLOCKS - {"w:tbl", "w:tr"}
_INLINE = frozenset(("w:p", "w:hyperlink", "w:ins", "w:smartTag", "w:fldSimple", "w:customXml"))


@dataclass
class Shape:
    """What is known of every document made of one part, whatever the answers are. Line 0 means: none."""

    unclosed: int = 0
    """The line of a block that begins in one element and ends in another."""
    misplaced: int = 0
    """The line of a placeholder where neither words nor paragraphs can stand: between rows, between cells."""
    between: list[nodes.Expr] = field(default_factory=list)
    """The placeholders that stand between two runs, as `{{r name }}` does."""
    blocks: list[nodes.Expr] = field(default_factory=list)
    """The placeholders that stand between two paragraphs, as `{{p name }}` does."""
    tables_vary: bool = False
    """A table may get more or fewer columns than its grid has."""
    tables_may_empty: bool = False
    """All rows of a table may be left out; what is left is no table."""
    cells_may_empty: bool = False
    """All paragraphs of a table cell may be left out; Word does not open a cell without one."""
    drawings_vary: bool = False
    """A drawing may come out twice or not at all, so its number is not known."""

    @property
    def settled(self) -> bool:
        """No document needs to be read again to repair it; what may be empty is found by a plain search."""
        return not (self.tables_vary or self.drawings_vary)


def shape(template: nodes.Template) -> Shape:
    """What holds for every document made of this parsed part.

    The values printed hold no markup (they are escaped) or whole runs, so only the text of the template opens and
    closes elements. A loop must end with the elements open that were open where it began, and the branches of an
    `if` must end alike: then every document is well-formed XML.
    """
    reading = _Reading()
    try:
        end = reading.walk(template.body, _Spot())
    except _UnclosedError as error:
        return Shape(unclosed=error.line)
    return Shape(unclosed=1) if end.open or end.partial else reading.shape


class _UnclosedError(Exception):
    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where the reading is: the elements that are open, and the start of a tag that a placeholder stands inside of."""

    open: tuple[str, ...] = ()
    partial: str = ""

    def matches(self, other: "_Spot") -> bool:
        return self.open == other.open and self.partial.split(" ")[0] == other.partial.split(" ")[0]


class _Reading:
    """Walks the parsed template as every document would, each branch of it once."""

    def __init__(self) -> None:
        self.shape = Shape()
        self._depth = 0  # of loops and conditions: what stands at the depth of its parent is there whenever that is
        self._tables = _Tables(self.shape)

    def walk(self, body: Sequence[nodes.Node], spot: _Spot) -> _Spot:
        for node in body:
            if isinstance(node, nodes.Output):
                for child in node.nodes:
                    spot = self._output(child, spot)
            elif isinstance(node, nodes.If):
                spot = self._if(node, spot)
            elif isinstance(node, nodes.For):
                spot = self._for(node, spot)
        return spot

    def _if(self, node: nodes.If, spot: _Spot) -> _Spot:
        branches = [node.body, *(branch.body for branch in node.elif_), node.else_]
        before, after, ends = self._tables.cell_filled, [], []
        for branch in branches:
            self._tables.cell_filled = before
            ends.append(self._branch(branch, spot))
            after.append(self._tables.cell_filled)
        self._tables.cell_filled = all(after)
        if not all(end.matches(ends[0]) for end in ends):
            raise _UnclosedError(node.lineno)
        return ends[0]

    def _for(self, node: nodes.For, spot: _Spot) -> _Spot:
        before = self._tables.cell_filled
        if not all(self._branch(branch, spot).matches(spot) for branch in (node.body, node.else_)):
            raise _UnclosedError(node.lineno)
        self._tables.cell_filled = before  # the list may be empty
        return spot

    def _branch(self, body: Sequence[nodes.Node], spot: _Spot) -> _Spot:
        self._depth += 1
        end = self.walk(body, spot)
        self._depth -= 1
        return end

    def _output(self, child: nodes.Expr, spot: _Spot) -> _Spot:
        if isinstance(child, nodes.TemplateData):
            return self._text(child, spot)
        if spot.partial:
            self._value_in_tag(spot.partial)
        elif spot.open and spot.open[-1] in _BLOCKS | _INLINE | {"w:sdtContent"}:
            around = next((name for name in reversed(spot.open) if name in _BLOCKS or name == "w:p"), "")
            if around == "w:p":
                self.shape.between.append(child)
            elif around in _HOLD_PARAGRAPHS:
                self.shape.blocks.append(child)
            else:
                self.shape.misplaced = self.shape.misplaced or child.lineno
        return spot

    def _value_in_tag(self, tag: str) -> None:
        """What the value says is not known, so nothing is proved of what the tag counts for."""
        self.shape.tables_vary |= tag.startswith("<w:gridSpan")
        self.shape.drawings_vary |= tag.startswith("<wp:docPr")

    def _text(self, data: nodes.TemplateData, spot: _Spot) -> _Spot:
        text = spot.partial + data.data
        opened, end = list(spot.open), 0
        for found in _MARKUP.finditer(text):
            end = found.end()
            name = found["name"]
            if name and not found["end"]:
                self._begin(name, found["rest"], opened[-1] if opened else "")
                opened.append(name)
            if name and (found["end"] or found["empty"]):
                if not opened or opened.pop() != name:
                    raise _UnclosedError(data.lineno)
                self._tables.end(name, self._depth)
        partial = text.find("<", end)
        return _Spot(tuple(opened), text[partial:] if partial >= 0 else "")

    def _begin(self, name: str, rest: str, parent: str) -> None:
        self.shape.drawings_vary |= name == "wp:docPr" and self._depth > 0
        self._tables.begin(name, rest, parent, self._depth)


@dataclass
class _Table:
    """A table under way: its columns, whether its rows fill them, and the row and cell being read."""

    depth: int
    columns: int = 0
    always_full: bool = False  # a row that is always there fills all columns
    all_full: bool = True  # every row does
    cells: int = 0
    width: int = 0
    row_depth: int = 0
    paragraph: bool = False  # the cell has a paragraph, whichever way the answers fall


class _Tables:
    """The tables open at some place, and what they tell about the shape."""

    def __init__(self, shape: Shape) -> None:
        self._shape = shape
        self._open: list[_Table] = []

    @property
    def cell_filled(self) -> bool:
        """Has the cell being read a paragraph?"""
        return bool(self._open) and self._open[-1].paragraph

    @cell_filled.setter
    def cell_filled(self, filled: bool) -> None:
        if self._open:
            self._open[-1].paragraph = filled

    def begin(self, name: str, rest: str, parent: str, depth: int) -> None:
        """An element begins."""
        if name == "w:tbl":
            self._open.append(_Table(depth))
            return
        if not self._open:
            return
        table = self._open[-1]
        if name == "w:gridCol":
            table.columns += 1
        elif name == "w:tr":
            table.cells, table.width, table.row_depth = 0, 0, depth
        elif name == "w:tc":
            table.cells, table.width = table.cells + 1, table.width + 1
            table.paragraph = False
            self._shape.tables_vary |= depth != table.row_depth
        elif name == "w:gridSpan":
            span = _SPAN.search(rest)
            table.width += int(span[1]) - 1 if span else 0
            self._shape.tables_vary |= depth != table.row_depth or not span
        elif name == "w:p" and parent == "w:tc":
            table.paragraph = True

    def end(self, name: str, depth: int) -> None:
        """An element ends."""
        if not self._open:
            return
        table = self._open[-1]
        if name == "w:tc":
            self._shape.cells_may_empty |= not table.paragraph
        elif name == "w:tr":
            # docxtpl counts the rows of an inner table for the outer one too
            self._shape.tables_vary |= any(table.cells > outer.columns for outer in self._open)
            full = table.width >= table.columns
            table.all_full &= full
            table.always_full |= full and table.row_depth == table.depth
        elif name == "w:tbl":
            self._open.pop()
            self._shape.tables_vary |= depth != table.depth or not (table.always_full or table.all_full)
            self._shape.tables_may_empty |= not table.always_full
