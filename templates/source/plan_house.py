"""The blocks only the plan has: rows that come and go, a total, a planning of weeks, three signatures side by side."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm
from docx.table import Table
from docx.table import _Row as TableRow

from formgen.documents.gantt import COLUMNS
from formgen.text import Language, Text
from templates.source.house import _PEN_LINE, Column, House, Line, Signer, _Stretch
from templates.source.measures import ACCENT, TICK_BOX, WIDTH
from templates.source.sentences import any_of, said, say, typeset
from templates.source.wordstyles import Style, add_style, fragment
from templates.source.wordtable import add_row, breakable, together, write

_SMALL = Style("Gantt", size=7.5, before=2.5, after=2.5, lead=1.05, align=WD_ALIGN_PARAGRAPH.CENTER)
_DATES = Style("Calendar", "Table Text", size=9, before=1.5, after=1.5, lead=1.08)
_LISTED = Style("Cell List", "Table Text", size=9.5, before=2, after=2, lead=1.12, left=3.5, hanging=3.5)
_NAME = 52  # mm: what a row of the planning is called
_GAP = 8  # mm between two signatures
_WIDE = 600  # characters: so much text is too long for a column among others
_KEPT = 900  # characters: a table with so much text may break over two pages


_TO_COME = ("Dit deel is nog in te vullen.", "This part is still to be filled in.")
_NOTHING = ("Hierover is in dit plan niets vastgelegd.", "This plan records nothing about this.")


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
        for style in (_SMALL, _DATES, _LISTED):
            add_style(self.document, style)

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

    def always(self) -> None:
        """Says that the stretch this stands in holds something, whatever was answered: a loop, or a choice of two."""
        self._open[-1].guards.append("")

    def long_table(self, about: Text, loop: str, columns: Sequence[Column], longest: str) -> None:
        """A table whose rows hold much text: it may break after any row but the first.

        Where what `longest` names is too long for a narrow column, the row is written out over the whole width.
        """
        group = loop.split(" in ")[1]
        cells = [column.cell for column in columns]
        with self.when(group):
            table = self._grid(1, [column.width for column in columns], "House Table", 0, about)
            self._head(table.rows[0], columns)
            self._row_tag(table, f"for {loop}")
            self._row_tag(table, f"if {longest}|length >= {_WIDE}")
            self._written_out(table, columns)
            self._row_tag(table, "elif loop.first and not loop.last")
            self._fill(table, columns, cells, kept=True)
            self._row_tag(table, "else")
            self._fill(table, columns, cells, kept=False)
            for words in ("endif", "endfor"):
                self._row_tag(table, words)
            self.document.add_paragraph(style="Table End")
            self.always()

    def _written_out(self, table: Table, columns: Sequence[Column]) -> None:
        """One row over the whole width: the heading of each column, and what stands in it."""
        row = add_row(table)
        breakable(row)
        cell = row.cells[0].merge(row.cells[-1])
        for n, column in enumerate(columns):
            paragraph = cell.add_paragraph(style="Table Text") if n else cell.paragraphs[0]
            paragraph.style = "Table Text"
            head = column.head[self.language].replace("\n", ", ")
            write(paragraph, typeset(f"**{head}.** {said(column.cell, self.language)}"))

    def rows(
        self, about: Text, columns: Sequence[Column], lines: Sequence[Line], long: str = "", kept: bool = True
    ) -> None:
        """A table of rows that each come and go; without heads it is a table of labels and values.

        A `kept` one stays on one page, and of another the first two rows do; where the answers that `long` joins
        (`a ~ b`) are long, a page may end inside a row.
        """
        guard = any_of(line.when for line in lines)
        with self.when(guard):
            if long:
                with self.when(f"({long})|length < {_KEPT}"):
                    self._lines(about, columns, lines, kept=kept)
                    self.otherwise()
                    self._lines(about, columns, lines, kept=False, breaks=True)
                self.always()
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
            row = self._fill(table, columns, line.cells, line is lines[0] or (kept and line is not lines[-1]))
            if breaks:
                breakable(row)
            if line.when:
                self._row_tag(table, "endif")
        self.document.add_paragraph(style="Table End")
        self.always()

    def _fill(self, table: Table, columns: Sequence[Column], cells: Sequence[Text | str], kept: bool) -> TableRow:
        row = add_row(table)
        for cell, column, words in zip(row.cells, columns, cells, strict=True):
            self._cell(cell, words, column.style)
        if kept:
            together(row)
        return row

    def listed(self, about: Text, columns: Sequence[Column]) -> None:
        """A table of one row in which each cell is a list: what a column's `cell` names, one thing a line."""
        with self.when(any_of(str(column.cell) for column in columns)):
            table = self._grid(1, [column.width for column in columns], "House Table", 0, about)
            self._head(table.rows[0], columns)
            for cell, column in zip(add_row(table).cells, columns, strict=True):
                words = f"{{%p if {column.cell} %}}", f"{{%p for one in {column.cell} %}}", "–\t{{ one }}"
                for line in (*words, "{%p endfor %}", "{%p else %}", "–", "{%p endif %}"):
                    cell.add_paragraph(line, "Tag" if line.startswith("{%p") else "Cell List")
                cell._tc.remove(cell.paragraphs[0]._p)  # the empty one every new cell has
            self.document.add_paragraph(style="Table End")
            self.always()

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
            self.always()

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
                together(row)
            self._weeks(table, made, name)
            self._dots(table, made, heads[2])
            self.document.add_paragraph(style="Table End")
            self.always()

    def _weeks(self, table: Table, made: str, name: str) -> None:
        self._row_tag(table, f"for row in {made}.rows")
        row = add_row(table)
        self._cell(row.cells[0], name, "Table Text")
        for n, cell in enumerate(row.cells[1:]):
            cell.paragraphs[0].style = "Gantt"
            shade = f"{{{{ '{ACCENT}' if row.cells[{n}] else 'auto' }}}}"
            cell._tc.get_or_add_tcPr().append(fragment(f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>'))
        together(row)
        self._row_tag(table, "endfor")

    def _dots(self, table: Table, made: str, head: Text) -> None:
        row = add_row(table)
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
            boxes = "\n".join(f"{TICK_BOX} {choice[self.language]}" for choice in party.choices)
            self._cell(choices.cells[2 * n], boxes, "Sign")  # empty: nobody ticks for somebody else
            known = blanks if n == 0 else [(label, "") for label, _ in blanks]
            self._blanks(when.cells[2 * n], Signer(party.role, "", tuple(known)), width)
            self._cell(line.cells[2 * n], signature, "Label")
            line.cells[2 * n]._tc.get_or_add_tcPr().append(fragment(_PEN_LINE))
        when.height = Mm(34)  # 20 for the pen
        for row in (who, choices, when):
            together(row)
        self.always()
