"""A form being composed: it numbers sections and questions, and turns each into the block it is drawn as."""

from collections.abc import Mapping, Sequence

from templates.source.asked import Asked
from templates.source.blocks import Block, Column, Grid, Head, Heading, Line, Pens, Row, Signature, Steps, Together
from templates.source.boxes import Ask

MOST_ROWS = 6  # a longer answer goes on on the continuation sheet


class Sheet:
    """The blocks of a form in order. A question that cannot apply to this application is left out of its row."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.blocks: list[Block] = []
        self.section_number = self.line = 0

    def head(self, kicker: str, title: str, subtitle: str, *notes: str) -> None:
        """The top of the first page."""
        self.blocks.append(Head(kicker, title, subtitle, notes))

    def section(self, title: str, intro: str = "") -> None:
        """Open the next section."""
        self.section_number += 1
        self.line = 0
        self.blocks.append(Heading(self.section_number, title, intro))

    def row(self, **columns: int) -> None:
        """Questions side by side, each in so many of the twelve columns."""
        here = [(span, name) for name, span in columns.items() if name in self.asked]
        if here:
            self.blocks.append(Row([(span, self._ask(name, full=span == 12)) for span, name in here]))

    def lines(self, *names: str) -> None:
        """Questions answered with yes or no, one under the other; the choices stand at the right.

        A question with more choices than that has them below it.
        """
        for name in names:
            if name in self.asked and self.asked.form.by_name[name].kind != "yes or no":
                self.row(**{name: 12})
            elif name in self.asked:
                hint = self.asked.form.by_name[name].hint
                self.blocks.append(Line(self._ask(name), hint.nl if hint else ""))

    def steps(self, name: str, head: str) -> None:
        """A list of ticks; the date that an option reveals stands beside it."""
        if name not in self.asked:
            return
        ask = self._ask(name)
        inside = [q for q in self.asked.form.questions() if q.under and q.under[0] == name and q.kind == "date"]
        beside = {q.under[1]: self.asked.take(q.name, ask.number) for q in inside if q.under}
        self.blocks.append(Steps(ask, beside, head))

    def area(self, name: str, lines: int) -> None:
        """One question with a box of several lines."""
        if name in self.asked:
            self.blocks.append(Row([(12, self._ask(name, lines, full=True))]))

    def grid(self, name: str, rows: int = MOST_ROWS, lines: int = 1, abreast: int = 1, **columns: float) -> None:
        """A repeated group as a table: its questions with so many columns each, and at most so many rows.

        The last column takes what the others leave.
        """
        if name not in self.asked:
            return
        ask = self._ask(name)
        most = self.asked.form.by_name[name].limits.most
        here = {inner: span for inner, span in columns.items() if inner in self.asked}
        here[list(here)[-1]] += 12 // abreast - sum(here.values())
        heads = [Column(span, self.asked.take(inner, ask.number, lines)) for inner, span in here.items()]
        self.blocks.append(Grid(ask, heads, rows if most is None else min(int(most), rows), lines, abreast))

    def signature(self, *names: str, words: str = "Handtekening", hint: str = "met pen, binnen het vak") -> None:
        """Two questions at the left, such as place and date, and a box for the pen."""
        asks = [self._ask(name) for name in names if name in self.asked]
        if asks:
            self.line += 1
            self.blocks.append(Signature(asks, Ask("", f"{self.section_number}.{self.line}", words, hint)))

    def signatures(self, rows: Sequence[Mapping[str, int]], *pens: tuple[str, str]) -> None:
        """Rows of questions such as place and date, and below them boxes for the pen side by side; they stay together.

        A pen is its words and its hint.
        """
        first = len(self.blocks)
        for columns in rows:
            self.row(**columns)
        boxes = []
        for words, hint in pens:
            self.line += 1
            boxes.append(Ask("", f"{self.section_number}.{self.line}", words, hint))
        self.blocks[first:] = [Together([*self.blocks[first:], Pens(boxes)])]

    def known(self, *columns: tuple[int, str, str, str]) -> None:
        """A row of what is no question but known: columns, the field's name, its words and its hint."""
        asks = []
        for span, name, words, hint in columns:
            self.line += 1
            asks.append((span, Ask(name, f"{self.section_number}.{self.line}", words, hint)))
        self.blocks.append(Row(asks))

    def _ask(self, name: str, lines: int = 1, full: bool = False) -> Ask:
        self.line += 1
        return self.asked.take(name, f"{self.section_number}.{self.line}", lines, full)
