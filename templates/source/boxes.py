"""What a question takes on paper: a box, a comb or tick boxes, with the words that belong to it."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.units import mm

from templates.source.paper import (
    COLUMN,
    GUTTER,
    HINT,
    LABEL,
    LABEL_NUMBER,
    OPTION,
    OPTION_HINT,
    Kind,
    Paper,
    Run,
    Spot,
    wrapped,
)

BOX = 7 * mm  # room for a pen
ABOVE = 1.3 * mm  # from a label's baseline to its box
GAP = 2.4 * mm  # below a block
TICK = 3.7 * mm
BESIDE = 1.8 * mm  # from a tick box to its words
STEP = 5.6 * mm  # from one tick box to the next below it
BELOW_LABEL = 0.5 * mm  # tick boxes stand a little lower than a box would, level with a box beside them
LOOSE = 5 * mm  # least distance between choices side by side
LINE_CHOICE = 1.5  # page columns for one choice at the right of its question
PAD = 4  # points inside a box
LINE_OF_AREA = 9.5 * 1.28


def across(columns: float) -> float:
    """How wide a box of this many of the page's twelve columns is."""
    return columns * COLUMN + (columns - 1) * GUTTER


@dataclass(frozen=True)
class Choice:
    """An option on paper: its name, its words, and what more there is to say about it."""

    name: str
    words: str
    hint: str = ""


@dataclass(frozen=True)
class Ask:
    """One question on paper: the field's name, its number in the section, words and hint, and what it takes.

    `words` may be shorter than the question in the form, which the screen reader says in full: `spoken`.
    `lines` above one makes a box of several lines, `cells` a comb, `choices` tick boxes: one of them, or `many`.
    `told` is what the screen reader is told beyond the words: the whole hint.
    """

    name: str
    number: str
    words: str
    hint: str = ""
    told: str = ""
    spoken: str = ""
    lines: int = 1
    cells: int = 0
    choices: tuple[Choice, ...] = ()
    many: bool = False

    @property
    def about(self) -> str:
        """What a screen reader says at the field; behind the first full stop stands the hint, also after a `?`.

        By that full stop a continuation sheet knows where the question ends.
        """
        words = f"{self.number} {self.spoken or self.words}"
        told = self.told or self.hint
        return f"{words}. {told}" if told else words

    def label(self, width: float) -> list[list[Run]]:
        """Number, words and hint as lines above a box of this width."""
        runs: list[Run] = [(f"{self.number}\u00a0", LABEL_NUMBER), (self.words, LABEL)]
        return wrapped([*runs, (f"\u00a0{self.hint}", HINT)] if self.hint else runs, width)


@dataclass(frozen=True)
class Ticks:
    """Tick boxes under a label: in columns of the page, or side by side when only that keeps them on one line."""

    ask: Ask
    span: int

    def rows(self) -> list[list[tuple[float, Choice, list[list[Run]]]]]:
        """The choices row by row, each with its distance from the left and the lines of its words."""
        choices = self.ask.choices
        step = self._step()
        widths = [TICK + BESIDE + OPTION.width(choice.words) for choice in choices]
        loose = across(self.span) - sum(widths)
        columns = max(1, int(self.span // step))
        if len(choices) > columns and loose > (len(choices) - 1) * LOOSE and not any(one.hint for one in choices):
            gap = min(loose / (len(choices) - 1), 2 * LOOSE)
            starts = [sum(widths[:at]) + at * gap for at in range(len(choices))]
            return [[(start, one, [[(one.words, OPTION)]]) for start, one in zip(starts, choices, strict=True)]]
        pitch = step * (COLUMN + GUTTER)
        drawn = [(at % columns * pitch, one, option(one, pitch)) for at, one in enumerate(choices)]
        return [drawn[at : at + columns] for at in range(0, len(drawn), columns)]

    def _step(self) -> float:
        """How many page columns one choice takes: the fewest in which at most a third of them needs a second line."""
        choices = self.ask.choices
        for step in (2, 3, 4, 6, 12):
            lines = [len(option(one, step * (COLUMN + GUTTER))) - bool(one.hint) for one in choices]
            if step <= self.span and max(lines) <= 2 and lines.count(2) <= len(choices) / 3 * (step >= 6):
                columns = -(-len(choices) // -(-len(choices) // (self.span // step)))
                return step if columns == len(choices) else self.span / columns
        return self.span

    @property
    def height(self) -> float:
        """How high all rows are together."""
        return sum(row_height(row) for row in self.rows())

    def draw(self, paper: Paper, x: float, y: float) -> None:
        """Draw them down from y."""
        for row in self.rows():
            for start, choice, lines in row:
                paper.place(button(self.ask, choice, paper.page, x + start, y - STEP + 1.0 * mm))
                paper.say(x + start + TICK + BESIDE, y - STEP + 1.8 * mm, lines, pitch=OPTION.pitch)
            y -= row_height(row)


def option(choice: Choice, pitch: float) -> list[list[Run]]:
    """The words of a choice as lines in a column of this pitch, its hint below them."""
    width = pitch - GUTTER - TICK - BESIDE
    hint = wrapped([(choice.hint, OPTION_HINT)], width) if choice.hint else []
    return wrapped([(choice.words, OPTION)], width) + hint


def row_height(row: Sequence[tuple[float, Choice, list[list[Run]]]]) -> float:
    """How high one row of tick boxes is: as its longest choice."""
    return STEP + (max(len(lines) for _, _, lines in row) - 1) * OPTION.pitch


def button(ask: Ask, choice: Choice, page: int, x: float, y: float) -> Spot:
    """The tick box of one choice: part of a radio group, or a field of its own when many may be ticked."""
    about = f"{ask.number} {ask.spoken or ask.words} {choice.words}"
    if ask.many:
        return Spot(f"{ask.name}.{choice.name}", "tick", page, x, y, TICK, TICK, about, state="yes")
    return Spot(ask.name, "radio", page, x, y, TICK, TICK, about, state=choice.name, group=ask.about)


def body(span: int, ask: Ask) -> float:
    """How high the boxes or ticks of a question are."""
    if ask.choices:
        return Ticks(ask, span).height + BELOW_LABEL
    return BOX if ask.lines == 1 else ask.lines * LINE_OF_AREA + 2 * PAD + 2


def write_in(paper: Paper, ask: Ask, x: float, y: float, w: float, h: float) -> None:
    """A box and the field in it."""
    paper.box(x, y, w, h, ask.cells)
    kind: Kind = "comb" if ask.cells else "lines" if ask.lines > 1 else "text"
    paper.place(Spot(ask.name, kind, paper.page, x, y, w, h, ask.about, cells=ask.cells))
