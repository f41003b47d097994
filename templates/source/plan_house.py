"""The blocks only the plan has: rows that come and go, a total, a planning of weeks, three signatures side by side."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.table import _Row as TableRow

from formgen.documents.gantt import COLUMNS
from formgen.text import Language, Text
from templates.source.house import Column, House, _add_row, _Row, _Stretch, _together
from templates.source.measures import ACCENT, INK, WIDTH
from templates.source.sentences import any_of, say
from templates.source.wordstyles import Style, add_style, fragment

_SMALL = Style("Gantt", size=7.5, before=2.5, after=2.5, lead=1.05, align=WD_ALIGN_PARAGRAPH.CENTER)
_NAME = 52  # mm: what a row of the planning is called
_GAP = 8  # mm between two signatures
_BOX = "\u2610"
_SYMBOLS = "Segoe UI Symbol"  # Windows has it; Mac and Linux take their own
_KEPT = 900  # characters: a table with so much text may break over two pages
_PEN_LINE = f'<w:tcBorders><w:top w:val="single" w:sz="6" w:space="0" w:color="{INK}"/></w:tcBorders>'


_TO_COME = ("Dit deel is nog in te vullen.", "This part is still to be filled in.")
_NOTHING = ("Hierover is in dit plan niets vastgelegd.", "This plan records nothing about this.")


@dataclass(frozen=True, slots=True)
class Line:
    """A row that appears while `when` holds (always when it is empty), with what stands in its cells."""

    when: str
    cells: tuple[Text | str, ...]


@dataclass(frozen=True, slots=True)
class Party:
    """Who signs: the role, the name (a placeholder), and what can be ticked by pen."""

    role: Text
    name: str
    choices: tuple[Text, ...]


class PlanHouse(House):
    """A template of the house with the blocks of the plan."""

    def __init__(self, language: Language, title: Text, running: Text) -> None:
        super().__init__(language, title, running)
        add_style(self.document, _SMALL)

    @contextmanager
    def chapter(self, nl: str, en: str) -> Iterator[None]:
        """A numbered heading that is always there: the plan has sixteen, so that each keeps its number.

        When nothing inside appears, a sentence says so.
        """
        self.heading(nl, en)
        inside = _Stretch()
        self._open.append(inside)
        yield
        self._open.pop()
        if inside.guard:
            self.p(say(*_TO_COME, when=f"concept and not ({inside.guard})"))
            self.p(say(*_NOTHING, when=f"not concept and not ({inside.guard})"))

    def long_table(self, about: Text, loop: str, columns: Sequence[Column], longest: str) -> None:
        """A table whose rows hold much text: it may break after any row but the first."""
        group = loop.split(" in ")[1]
        with self.when(group):
            table = self._grid(1, [column.width for column in columns], "House Table", 0, about)
            self._head(table.rows[0], columns)
            long = _Row(f"{longest}|length >= {_KEPT}", breaks=True)
            self._rows(table, loop, (long, _Row("loop.first and not loop.last", keeps=True), _Row()), columns)
            self.document.add_paragraph(style="Table End")
            self._open[-1].guards.append("")

    def rows(
        self, about: Text, columns: Sequence[Column], lines: Sequence[Line], long: str = "", kept: bool = True
    ) -> None:
        """A table of rows that each come and go; without heads it is a table of labels and values.

        A `kept` one stays on one page, unless the answers that `long` joins (`a ~ b`) are long.
        """
        guard = any_of(line.when for line in lines)
        with self.when(guard):
            if long:
                with self.when(f"({long})|length < {_KEPT}"):
                    self._lines(about, columns, lines, kept=True)
                    self.otherwise()
                    self._lines(about, columns, lines, kept=False, breaks=True)
                self._open[-1].guards.append("")
            else:
                self._lines(about, columns, lines, kept=kept)

    def _lines(
        self, about: Text, columns: Sequence[Column], lines: Sequence[Line], kept: bool, breaks: bool = False
    ) -> None:
        headed = any(column.head[self.language] for column in columns)
        widths = [column.width for column in columns]
        table = self._grid(int(headed), widths, "House Table" if headed else "House Facts", 0, about)
        if headed:
            self._head(table.rows[0], columns)
        for line in lines:
            if line.when:
                self._row_tag(table, f"if {line.when}")
            row = self._fill(table, columns, line.cells, kept and line is not lines[-1])
            if breaks:
                properties: Any = row._tr.trPr
                properties.remove(properties.find(qn("w:cantSplit")))
            if line.when:
                self._row_tag(table, "endif")
        self.document.add_paragraph(style="Table End")
        self._open[-1].guards.append("")

    def _fill(self, table: Table, columns: Sequence[Column], cells: Sequence[Text | str], kept: bool) -> TableRow:
        row = _add_row(table)
        for cell, column, words in zip(row.cells, columns, cells, strict=True):
            self._cell(cell, words, column.style)
        if kept:
            _together(row)
        return row

    def summed(self, about: Text, loop: str, columns: Sequence[Column], total: Sequence[Text | str]) -> None:
        """A table with a row for every turn of the loop and, under it, one row of totals; it stays on one page."""
        group = loop.split(" in ")[1]
        with self.when(group):
            table = self._grid(1, [column.width for column in columns], "House Table", 0, about)
            self._head(table.rows[0], columns)
            self._row_tag(table, f"for {loop}")
            self._fill(table, columns, [column.cell for column in columns], kept=True)
            self._row_tag(table, "endfor")
            self._fill(table, columns, total, kept=False)
            self.document.add_paragraph(style="Table End")
            self._open[-1].guards.append("")

    # ---- the planning -----------------------------------------------------------------------------------------------

    def planning(self, about: Text, caption: Text, group: str, name: str, heads: tuple[Text, Text, Text]) -> None:
        """A planning of the rows of a group: a dark cell is a time in which the row runs, a dot an evaluation.

        `heads` are the words before the months, before the days and before the dots; `name` is what a row is called.
        """
        made = f"gantt.{group}"
        with self.when(made):
            caption_line = self._paragraph(caption[self.language], "Table Label")
            caption_line.paragraph_format.keep_with_next = True
            table = self._grid(2, [_NAME] + [(WIDTH - _NAME) / COLUMNS] * COLUMNS, "House Table", 0, about)
            table._tbl.tblPr.insert_element_before(  # type: ignore[attr-defined]
                fragment('<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'),
                *("w:tblLook", "w:tblCaption"),
            )
            for row, head, cells in zip(table.rows, heads, ("months", "days"), strict=False):
                row._tr.get_or_add_trPr().append(fragment("<w:tblHeader/>"))
                self._cell(row.cells[0], head, "Table Head" if cells == "months" else "Label")
                for n, cell in enumerate(row.cells[1:]):
                    self._cell(cell, f"{{{{ {made}.{cells}[{n}] }}}}", "Gantt")
                _together(row)
            self._weeks(table, made, name)
            self._dots(table, made, heads[2])
            self.document.add_paragraph(style="Table End")
            self._open[-1].guards.append("")

    def _weeks(self, table: Table, made: str, name: str) -> None:
        self._row_tag(table, f"for row in {made}.rows")
        row = _add_row(table)
        self._cell(row.cells[0], name, "Table Text")
        for n, cell in enumerate(row.cells[1:]):
            cell.paragraphs[0].style = "Gantt"
            shade = f"{{{{ '{ACCENT}' if row.cells[{n}] else 'auto' }}}}"
            cell._tc.get_or_add_tcPr().append(fragment(f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>'))
        _together(row)
        self._row_tag(table, "endfor")

    def _dots(self, table: Table, made: str, head: Text) -> None:
        row = _add_row(table)
        self._cell(row.cells[0], head, "Table Text")
        for n, cell in enumerate(row.cells[1:]):
            self._cell(cell, f"{{% if {made}.marks and {made}.marks[{n}] %}}\u25cf{{% endif %}}", "Gantt")
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER

    # ---- signatures -------------------------------------------------------------------------------------------------

    def sign_together(self, signature: Text, parties: Sequence[Party], blanks: Sequence[tuple[Text, str]]) -> None:
        """Signatures side by side, with boxes to tick by pen: a table that cannot break. A paragraph must follow."""
        width = (WIDTH - _GAP * (len(parties) - 1)) / len(parties)
        widths = [one for _ in parties for one in (width, _GAP)][:-1]
        table = self._grid(4, widths, "House Sign", 0, signature)
        who, choices, when, line = table.rows
        for n, party in enumerate(parties):
            self._cell(who.cells[2 * n], f"**{party.role[self.language]}**\n{party.name}", "Sign")
            _boxes(choices.cells[2 * n], [choice[self.language] for choice in party.choices])
            self._blank_lines(when.cells[2 * n], blanks if n == 0 else [(label, "") for label, _ in blanks], width)
            self._cell(line.cells[2 * n], signature, "Label")
            line.cells[2 * n]._tc.get_or_add_tcPr().append(fragment(_PEN_LINE))
        when.height = Mm(34)  # 20 for the pen
        for row in (who, choices, when):
            _together(row)
        self._open[-1].guards.append("")

    def _blank_lines(self, cell: _Cell, blanks: Sequence[tuple[Text, str]], width: float) -> None:
        """Place and date: the answer, or a dotted line for the pen where there is none."""
        for label, answer in blanks:
            words = label[self.language]
            if answer:
                for line in (f"{{%p if {answer} %}}", f"{words}: {{{{ {answer} }}}}", "{%p else %}"):
                    cell.add_paragraph(line, "Tag" if line.startswith("{%p") else "Sign")
            dotted = cell.add_paragraph(f"{words}\t", "Sign")
            dotted.paragraph_format.space_before = Pt(8)
            dotted.paragraph_format.tab_stops.add_tab_stop(Mm(width), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
            if answer:
                cell.add_paragraph("{%p endif %}", "Tag")
        first = cell.paragraphs[0]._p  # the empty one every new cell has
        first.getparent().remove(first)


def _boxes(cell: _Cell, choices: Sequence[str]) -> None:
    """An empty box before each choice: nobody ticks for somebody else."""
    paragraph = cell.paragraphs[0]
    paragraph.style = "Sign"
    for n, choice in enumerate(choices):
        if n:
            paragraph.add_run().add_break()
        fonts = paragraph.add_run(_BOX)._r.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(qn(f"w:{kind}"), _SYMBOLS)
        paragraph.add_run(f" {choice}")
