"""The blocks a form is built of, each drawn from its top: headings, rows of boxes and ticks, grids, the signature."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from reportlab.lib.units import mm

from templates.source.boxes import (
    ABOVE,
    BELOW_LABEL,
    BESIDE,
    BOX,
    GAP,
    LINE_CHOICE,
    LINE_OF_AREA,
    PAD,
    STEP,
    TICK,
    Ask,
    Ticks,
    across,
    body,
    button,
    write_in,
)
from templates.source.measures import ACCENT
from templates.source.paper import (
    COLUMN,
    GRID_HEAD,
    GUTTER,
    HINT,
    INTRO,
    KICKER,
    LABEL,
    LABEL_NUMBER,
    LEFT,
    NOTE,
    OPTION,
    RAIL,
    RIGHT,
    SECTION,
    SECTION_NUMBER,
    SMALL_OPTION,
    SUBTITLE,
    TITLE,
    WIDTH,
    Paper,
    wrapped,
)

BEFORE = 2.5 * mm  # above a section; at the top of a page `flow` takes it back
PEN = 20 * mm  # high enough to sign in


class Block(Protocol):
    """A piece of the form. `grows` is how many points it may become higher; `opens`: a section begins here."""

    height: float
    grows: float
    opens: bool

    def draw(self, paper: Paper, top: float, extra: float) -> None:
        """Draw it down from `top`, `extra` points higher than its height."""


# ---- headings --------------------------------------------------------------------------------------------------------


@dataclass
class Head:
    """The top of the first page: what kind of paper, its title, and what to know before writing."""

    kicker: str
    title: str
    subtitle: str
    notes: Sequence[str]
    grows: float = 0.0
    opens: bool = False

    def __post_init__(self) -> None:
        self._notes = [wrapped([(note, NOTE)], RIGHT - RAIL - 12 * mm) for note in self.notes]
        self._panel = sum(map(len, self._notes)) * NOTE.pitch + 4.6 * mm
        self.height = 23 * mm + self._panel

    def draw(self, paper: Paper, top: float, extra: float) -> None:
        """Kicker, title, subtitle, and the notes in a tinted panel."""
        top -= 2 * mm
        paper.say(RAIL, top, [[(self.kicker, KICKER)]])
        paper.say(RAIL, top - 8.5 * mm, [[(self.title, TITLE)]], role="H1")
        paper.say(RAIL, top - 15 * mm, [[(self.subtitle, SUBTITLE)]])
        y = top - 20 * mm
        paper.panel(RAIL, y - self._panel, RIGHT - RAIL, self._panel)
        y -= 5.4 * mm
        for note in self._notes:
            with paper.artifact():
                paper.ink(RAIL + 4.5 * mm, y, ("–", NOTE))
            paper.say(RAIL + 8 * mm, y, note, pitch=NOTE.pitch)
            y -= len(note) * NOTE.pitch


@dataclass
class Heading:
    """The rule, number, title and introduction that open a section."""

    number: int
    title: str
    intro: str = ""
    grows: float = 0.0
    opens: bool = True

    def __post_init__(self) -> None:
        self._intro = wrapped([(self.intro, INTRO)], WIDTH - 8 * mm) if self.intro else []
        self.height = BEFORE + 11.4 * mm + len(self._intro) * INTRO.pitch + (0.6 * mm if self._intro else 0)

    def draw(self, paper: Paper, top: float, extra: float) -> None:
        """The number hangs in the rail, the title stands on the text edge."""
        top -= BEFORE
        paper.rule(RAIL, RIGHT, top - 2.2 * mm, 1.2, ACCENT)
        y = top - 8 * mm
        paper.bookmark(f"{self.number} {self.title}", top)
        paper.heading(y, (str(self.number), SECTION_NUMBER), (self.title, SECTION))
        if self._intro:
            paper.say(LEFT, y - 5 * mm, self._intro, pitch=INTRO.pitch)


# ---- one question ----------------------------------------------------------------------------------------------------


@dataclass
class Row:
    """Questions side by side: (columns, question); the columns add up to at most twelve.

    Labels stand on the boxes: when one needs two lines, the others hang a line lower.
    """

    asks: Sequence[tuple[int, Ask]]
    opens: bool = False

    def __post_init__(self) -> None:
        if sum(span for span, _ in self.asks) > 12:
            raise ValueError(f"more than twelve columns in the row of {self.asks[0][1].name}")
        self._labels = [ask.label(across(span)) for span, ask in self.asks]
        for (span, ask), lines in zip(self.asks, self._labels, strict=True):
            if any(sum(style.width(text) for text, style in line) > across(span) + 1 for line in lines):
                raise ValueError(f"a word of the label of {ask.name} is wider than its box: widen the box")
        self._label = 3.4 * mm + (max(map(len, self._labels)) - 1) * LABEL.pitch + ABOVE
        self._body = max(body(span, ask) for span, ask in self.asks)
        self.height = self._label + self._body + GAP
        most = max(ask.lines for _, ask in self.asks)
        self.grows = 1.2 * most * LINE_OF_AREA if most >= 2 else 0.0

    def draw(self, paper: Paper, top: float, extra: float) -> None:
        """Each label, then its boxes, from left to right."""
        x, line = LEFT, top - self._label
        for (span, ask), label in zip(self.asks, self._labels, strict=True):
            paper.say(x, line + ABOVE + (len(label) - 1) * LABEL.pitch, label, pitch=LABEL.pitch)
            width = across(span)
            if ask.choices:
                Ticks(ask, span).draw(paper, x, line - BELOW_LABEL)
            else:
                height = (body(span, ask) if ask.lines == 1 else self._body) + (extra if ask.lines > 1 else 0)
                write_in(paper, ask, x, line - height, width, height)
            x += width + GUTTER


@dataclass
class Line:
    """A question answered by a tick, on one line: its words at the left, its choices in columns at the right.

    `explained` stands in grey below the words.
    """

    ask: Ask
    explained: str = ""
    grows: float = 0.0
    opens: bool = False

    def __post_init__(self) -> None:
        self._left = 12 - LINE_CHOICE * len(self.ask.choices)
        width = across(self._left)
        hint = [(f"\u00a0{self.ask.hint}", HINT)] if self.ask.hint else []
        self._lines = wrapped([(f"{self.ask.number}\u00a0", LABEL_NUMBER), (self.ask.words, LABEL), *hint], width)
        self._below = wrapped([(self.explained, HINT)], width) if self.explained else []
        self.height = 4.6 * mm + (len(self._lines) + len(self._below) - 1) * LABEL.pitch + 2.6 * mm

    def draw(self, paper: Paper, top: float, extra: float) -> None:
        """The words from the left edge, the boxes level with their first line."""
        y = top - 4 * mm
        paper.say(LEFT, y, self._lines + self._below, pitch=LABEL.pitch)
        x = LEFT + self._left * (COLUMN + GUTTER)
        for choice in self.ask.choices:
            paper.place(button(self.ask, choice, paper.page, x, y - 0.7 * mm))
            paper.say(x + TICK + BESIDE, y, [[(choice.words, OPTION)]])
            x += LINE_CHOICE * (COLUMN + GUTTER)


@dataclass
class Steps:
    """Tick boxes one below the other, some with a box at the right for what belongs to it, such as a date."""

    ask: Ask
    beside: Mapping[str, Ask]
    head: str
    span: int = 3
    grows: float = 0.0
    opens: bool = False

    def __post_init__(self) -> None:
        self._label = self.ask.label(across(12 - self.span))
        self._top = 3.4 * mm + (len(self._label) - 1) * LABEL.pitch + ABOVE
        self._pitch = [BOX + 1 * mm if choice.name in self.beside else STEP for choice in self.ask.choices]
        self.height = self._top + sum(self._pitch) + GAP

    def draw(self, paper: Paper, top: float, extra: float) -> None:
        """Each choice, and level with it the box that belongs to it."""
        y = top - self._top
        width, at = across(self.span), LEFT + (12 - self.span) * (COLUMN + GUTTER)
        paper.say(LEFT, y + ABOVE + (len(self._label) - 1) * LABEL.pitch, self._label, pitch=LABEL.pitch)
        paper.say(at, y + ABOVE, [[(self.head, HINT)]])
        for choice, pitch in zip(self.ask.choices, self._pitch, strict=True):
            middle = y - pitch / 2
            paper.place(button(self.ask, choice, paper.page, LEFT, middle - TICK / 2))
            paper.say(LEFT + TICK + BESIDE, middle - 3.2, [[(choice.words, OPTION)]])
            if choice.name in self.beside:
                write_in(paper, self.beside[choice.name], at, middle - BOX / 2, width, BOX)
            y -= pitch


FIRST_LINE = PAD + 0.95 * 9.5  # from the top of a box of several lines to the foot of its first
CLOSE, LEAST = 1.2 * mm, 3  # within a cell: from a tick box to its words, and the least room after them


# ---- repeating answers -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Column:
    """A column of a grid: how many of the page's columns, its head, and the question in it (its name without rows)."""

    span: float
    ask: Ask


@dataclass
class Grid:
    """A table of fields for answers that repeat; the head stands in the tooltip of every field below it.

    Narrow tables stand `abreast`: the first half of the rows at the left, the second half beside it.
    """

    ask: Ask
    columns: Sequence[Column]
    count: int
    lines: int = 1
    abreast: int = 1
    grows: float = 0.0
    opens: bool = False

    def __post_init__(self) -> None:
        if sum(column.span for column in self.columns) * self.abreast != 12:
            raise ValueError(f"the columns of {self.ask.name} do not add up to twelve")
        self._heads = [wrapped([(one.ask.words, GRID_HEAD)], across(one.span) - PAD) for one in self.columns]
        for column, head in zip(self.columns, self._heads, strict=True):
            if any(sum(style.width(text) for text, style in line) > across(column.span) for line in head):
                raise ValueError(f"a word of the head of {column.ask.name} is wider than its column")
        self._label = self.ask.label(WIDTH)
        self._row = BOX if self.lines == 1 else self.lines * LINE_OF_AREA + 2 * PAD
        self._top = 3.4 * mm + (len(self._label) - 1) * LABEL.pitch + ABOVE
        self._head = 3.6 * mm + (max(map(len, self._heads)) - 1) * GRID_HEAD.pitch + 0.6 * mm
        self._high = -(-self.count // self.abreast)
        self.height = self._top + self._head + self._high * self._row + GAP

    def draw(self, paper: Paper, top: float, extra: float) -> None:
        """The label, the heads, and row by row the fields."""
        paper.say(LEFT, top - 3.4 * mm, self._label, pitch=LABEL.pitch)
        y = top - self._top - self._head
        for part in range(self.abreast):
            edges = self._edges(part)
            rows = range(part * self._high + 1, min(self.count, (part + 1) * self._high) + 1)
            with paper.inside("Table"):
                with paper.inside("TR"):
                    for x, head in zip(edges, self._heads, strict=False):
                        high = y + 1.2 * mm + (len(head) - 1) * GRID_HEAD.pitch
                        paper.say(x + PAD, high, head, role="TH", pitch=GRID_HEAD.pitch)
                for at, row in enumerate(rows, 1):
                    with paper.inside("TR"):
                        self._cells(paper, row, edges, y - at * self._row)

    def _edges(self, part: int) -> list[float]:
        """Where the columns of this part begin, and where the last one ends."""
        width = 12 // self.abreast
        spans = [sum(column.span for column in self.columns[:at]) for at in range(len(self.columns) + 1)]
        edges = [LEFT + (part * width + before) * (COLUMN + GUTTER) for before in spans]
        return [*edges[:-1], edges[-1] - GUTTER]

    def _cells(self, paper: Paper, row: int, edges: Sequence[float], y: float) -> None:
        for column, x, right in zip(self.columns, edges, edges[1:], strict=False):
            with paper.inside("TD"):
                spoken = f"{self.ask.spoken.rstrip('?')}, regel {row}: {column.ask.spoken}"
                ask = replace(column.ask, name=f"{self.ask.name}.{row}.{column.ask.name}", spoken=spoken, hint="")
                if self._loose(ask, right - x) >= LEAST:
                    self._ticks(paper, ask, x, y, right - x)
                else:
                    write_in(paper, ask, x, y, right - x, self._row)

    @staticmethod
    def _loose(ask: Ask, width: float) -> float:
        """How much room is left beside each tick box; less than nothing when there are none: then people write."""
        used = sum(TICK + CLOSE + SMALL_OPTION.width(choice.words) for choice in ask.choices)
        return (width - 2 * PAD - used) / len(ask.choices) if ask.choices else -1.0

    def _ticks(self, paper: Paper, ask: Ask, x: float, y: float, width: float) -> None:
        """Tick boxes side by side within one cell."""
        paper.box(x, y, width, self._row)
        loose = self._loose(ask, width)
        x += PAD
        foot = y + self._row - (self._row / 2 + 3 if self.lines == 1 else FIRST_LINE)
        for choice in ask.choices:
            paper.place(button(ask, choice, paper.page, x, foot - 2.2))
            paper.say(x + TICK + CLOSE, foot, [[(choice.words, SMALL_OPTION)]])
            x += TICK + CLOSE + SMALL_OPTION.width(choice.words) + loose


# ---- the end ---------------------------------------------------------------------------------------------------------


@dataclass
class Signature:
    """Questions one below the other at the left, and beside them a white box for the pen."""

    asks: Sequence[Ask]
    pen: Ask
    grows: float = 0.0
    opens: bool = False

    def __post_init__(self) -> None:
        self._step = 3.4 * mm + ABOVE + BOX + GAP
        self.height = len(self.asks) * self._step

    def draw(self, paper: Paper, top: float, extra: float) -> None:
        """Place and date; then the box, as high as both."""
        for at, ask in enumerate(self.asks):
            Row([(5, ask)]).draw(paper, top - at * self._step, 0)
        x = LEFT + across(5) + GUTTER
        paper.say(x, top - 3.4 * mm, self.pen.label(across(7)))
        bottom = top - self.height + GAP
        paper.frame(x, bottom, RIGHT - x, top - 3.4 * mm - ABOVE - bottom)


@dataclass
class Pens:
    """White boxes for the pen side by side, as wide as each other."""

    pens: Sequence[Ask]
    grows: float = 0.0
    opens: bool = False

    def __post_init__(self) -> None:
        self._span = 12 / len(self.pens)
        self._labels = [pen.label(across(self._span)) for pen in self.pens]
        self._label = 3.4 * mm + (max(map(len, self._labels)) - 1) * LABEL.pitch + ABOVE
        self.height = self._label + PEN + GAP

    def draw(self, paper: Paper, top: float, extra: float) -> None:
        """Whose signature, and its box."""
        line = top - self._label
        for at, label in enumerate(self._labels):
            x = LEFT + at * self._span * (COLUMN + GUTTER)
            paper.say(x, line + ABOVE + (len(label) - 1) * LABEL.pitch, label, pitch=LABEL.pitch)
            paper.frame(x, line - PEN, across(self._span), PEN)


@dataclass
class Together:
    """Blocks that no page break may part."""

    blocks: Sequence[Block]
    grows: float = 0.0
    opens: bool = False

    def __post_init__(self) -> None:
        self.height = sum(block.height for block in self.blocks)

    def draw(self, paper: Paper, top: float, extra: float) -> None:
        """One below the other."""
        for block in self.blocks:
            block.draw(paper, top, 0)
            top -= block.height
