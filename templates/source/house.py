"""One Word template in the house style: a method for every kind of block, and none is left empty."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.table import _Row as TableRow
from docx.text.paragraph import Paragraph

from formgen.text import Language, Text
from templates.source.measures import INK, PAIR, RAIL, WIDTH
from templates.source.sentences import Sentence, any_of, said, typeset
from templates.source.wordframe import frame
from templates.source.wordpackage import name_properties, packed
from templates.source.wordstyles import dress, fragment
from templates.source.wordtable import Kind, Shape, add_row, breakable, grid, together, write

_PEN_LINE = f'<w:tcBorders><w:top w:val="single" w:sz="6" w:space="0" w:color="{INK}"/></w:tcBorders>'
LONG = 600  # characters: an answer of so many may break over two pages
_LOOSE = 7  # rows: a table of so many may break
_FEW = 5  # rows: a table of label and value may break from here on
_UNKNOWN = "–"  # what stands in the facts table where a draft has no answer yet


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, its width in mm, what stands in each row, in which style."""

    head: Text
    width: float
    cell: Text | str = ""
    style: str = "Table Text"


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table written out row by row: there while `when` holds, or once for every turn of `each`."""

    cells: tuple[Text | str, ...]
    when: str = ""
    each: str = ""

    @property
    def tags(self) -> tuple[str, str]:
        """What opens and what closes the row in jinja; nothing for a row that is always there."""
        if self.each:
            return f"for {self.each}", "endfor"
        return (f"if {self.when}", "endif") if self.when else ("", "")


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and its value; the lines of a value stand under each other, each only while its answers are known."""

    label: Text
    lines: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Signer:
    """Someone who signs: the role, the lines under it (each begins with a new line), labels with an answer's name."""

    role: Text
    name: str
    blanks: tuple[tuple[Text, str], ...]  # an answer that is never known is "": always a dotted line


@dataclass(slots=True)
class _Stretch:
    """A stretch of the document that appears while `when` holds and one of the blocks in it does."""

    when: str = ""
    guards: list[str] = field(default_factory=list)

    @property
    def guard(self) -> str:
        """The condition of the whole stretch; empty when it always appears."""
        inside = any_of(self.guards)
        return f"{self.when} and ({inside})" if self.when and inside else self.when or inside


class House:
    """One template of one language; every method adds a block to the end of the body.

    A block appears while one of its sentences does; a section, with its heading, while one of its blocks does.
    """

    def __init__(self, language: Language, title: Text, running: Text) -> None:
        self.language = language
        self.document = docx.Document()
        dress(self.document, language)
        self.around(running)
        name_properties(self.document, title[language], language)
        self._open: list[_Stretch] = [_Stretch()]

    def bytes(self) -> bytes:
        """The finished template; the same source gives the same bytes."""
        return packed(self.document)

    def around(self, running: Text) -> None:
        """Writes header and footer; a sheet that has others of its own says so here."""
        frame(self.document, self.language, running)

    # ---- stretches --------------------------------------------------------------------------------------------------

    @contextmanager
    def when(self, condition: str = "") -> Iterator[None]:
        """The blocks inside appear only while the condition holds, and while at least one of them does."""
        opening = self._tag("")
        stretch = _Stretch(condition)
        self._open.append(stretch)
        yield
        self._open.pop()
        self._open[-1].guards.append(stretch.guard)
        if stretch.guard:
            opening.text = f"{{%p if {stretch.guard} %}}"
            self._tag("{%p endif %}")
        else:
            self.document.element.body.remove(opening._p)

    @contextmanager
    def section(self, nl: str, en: str, when: str = "", level: int = 1) -> Iterator[None]:
        """A numbered heading and the blocks under it; the heading goes when they all go."""
        with self.when(when):
            self._paragraph(Text(nl, en)[self.language], f"Heading {level}")
            yield

    @contextmanager
    def each(self, loop: str) -> Iterator[None]:
        """The blocks inside once for every row: `part in overview`."""
        self._tag(f"{{%p for {loop} %}}")
        yield
        self._tag("{%p endfor %}")

    def otherwise(self) -> None:
        """Inside `when`: the blocks that follow appear while its condition fails."""
        self._tag("{%p else %}")

    def _tag(self, words: str) -> Paragraph:
        return self.document.add_paragraph(words, "Tag")

    # ---- text -------------------------------------------------------------------------------------------------------

    def p(self, *sentences: Sentence, style: str = "Body Text") -> None:
        """A paragraph of sentences, each of which may fall away.

        An answer by itself, or at the end, keeps its own paragraphs.
        """
        guard = any_of(sentence.guard for sentence in sentences)
        self._open[-1].guards.append(guard)
        if len(sentences) == 1 and sentences[0].answer:
            with self.each(f"line in {sentences[0].answer}|lines"):
                self._paragraph("{{ line }}", style)
            return
        ending = sentences[-1].ending
        begun = (*sentences[:-1], sentences[-1].begun()) if ending else sentences
        if guard:
            self._tag(f"{{%p if {guard} %}}")
        self._sentences(begun, style)
        if ending:
            self._further(sentences[-1].guard, ending, style)
        if guard:
            self._tag("{%p endif %}")

    def _sentences(self, sentences: Sequence[Sentence], style: str) -> None:
        """One paragraph; a sentence by itself needs no condition, for the paragraph has it.

        The blank stands before a sentence that follows another: none is left at the end when the last falls away.
        """
        if len(sentences) == 1:
            self._paragraph(typeset(sentences[0].words[self.language]), style)
            return
        words, guards = "", list[str]()
        for sentence in sentences:
            above = any_of(guards)
            blank = f"{{% if {above} %}} {{% endif %}}" if above else " "
            words += sentence.tagged(self.language, before=blank if guards else "")
            guards.append(sentence.guard)
        self._paragraph(words, style)

    def _further(self, guard: str, answer: str, style: str) -> None:
        """The second and later paragraphs of the answer that ends a sentence."""
        for words in (f"if {guard}", f"for line in {answer}|lines", "if not loop.first"):
            self._tag(f"{{%p {words} %}}")
        self._paragraph("{{ line }}", style)
        for words in ("endif", "endfor", "endif"):
            self._tag(f"{{%p {words} %}}")

    def told(self, lead: str, answer: str, when: str) -> None:
        """Inside `each`: an answer that keeps its own paragraphs, the first of them behind the lead."""
        for words in (f"if {when}", f"for line in {answer}|lines"):
            self._tag(f"{{%p {words} %}}")
        self._paragraph(f"{{% if loop.first %}}{lead} {{% endif %}}{{{{ line }}}}", "Body Text")
        for words in ("endfor", "endif"):
            self._tag(f"{{%p {words} %}}")

    def bullets(self, loop: str, item: Text | str, when: str = "") -> None:
        """A list with an item for every turn of the loop, `step in steps`; it falls away when there is none."""
        with self.when(when or loop.split(" in ")[1]), self.each(loop):
            self._paragraph(typeset(said(item, self.language)), "List Bullet")

    def title_of_part(self, words: str) -> None:
        """A heading of the second level made of an answer, such as the title of a section of the form."""
        self._paragraph(words, "Heading 2")

    def heading(self, nl: str, en: str, level: int = 1, fresh_page: bool = False) -> None:
        """A heading that is always there; `fresh_page` starts it on a new page."""
        heading = self._paragraph(Text(nl, en)[self.language], f"Heading {level}")
        if fresh_page:  # Word and LibreOffice keep the space above a heading there, and the page would begin lower
            heading.paragraph_format.page_break_before = True
            heading.paragraph_format.space_before = Pt(0)
        self._open[-1].guards.append("")

    def _paragraph(self, words: str, style: str) -> Paragraph:
        paragraph = self.document.add_paragraph(style=style)
        write(paragraph, words)
        return paragraph

    # ---- tables -----------------------------------------------------------------------------------------------------

    def table(self, about: Text, loop: str, columns: Sequence[Column], joined: str = "", longest: str = "") -> None:
        """A table with a row for every turn of the loop, `task in tasks`; it falls away when there is none.

        Its head row repeats on every page and no row is broken, but for one whose `longest` answer is long. Up to six
        rows stay on one page; of more rows the last two do. The last row stays with what follows while the condition
        `joined` holds. A first row that stays with the second makes LibreOffice lose the rows after a page's end.
        """
        group = loop.split(" in ")[1]
        self._open[-1].guards.append(group)
        self._tag(f"{{%p if {group} %}}")
        few = f"{group}|length < {_LOOSE}"
        ends = f"loop.revindex == 2 or {few}"
        kept = f"(loop.last and {joined}) or (not loop.last and ({ends}))" if joined else f"not loop.last and ({ends})"
        kinds = (Kind(f"{longest}|length >= {LONG}", breaks=True),) if longest else ()
        table = self._grid(1, [column.width for column in columns], "House Table", 0, about)
        self._head(table.rows[0], columns)
        self._rows(table, loop, (*kinds, Kind(kept, keeps=True), Kind()), columns)
        self.document.add_paragraph(style="Table End").paragraph_format.keep_with_next = bool(joined) or None
        self._tag("{%p endif %}")

    def pairs(self, about: Text, loop: str, label: str, value: str) -> None:
        """A table of label and value for every turn of the loop, without a head; only a long value is broken.

        Up to four rows stay on one page; of more rows the first two do, and the last two. A paragraph must follow:
        Word has no table at the end of a document or right before another one.
        """
        few = f"{loop.split(' in ')[1]}|length < {_FEW}"
        kept = f"not loop.last and (loop.first or loop.revindex == 2 or {few})"
        columns = (
            Column(about, PAIR, f"{{{{ {label} }}}}", "Table Label"),
            Column(about, WIDTH - PAIR, f"{{{{ {value} }}}}"),
        )
        table = self._grid(0, [column.width for column in columns], "House Facts", 0, about)
        kinds = (Kind(f"{value}|length >= {LONG}", breaks=True), Kind(kept, keeps=True), Kind())
        self._rows(table, loop, kinds, columns)

    def _rows(self, table: Table, loop: str, kinds: Sequence[Kind], columns: Sequence[Column]) -> None:
        """For every turn of the loop the first kind of row whose condition holds."""
        self._row_tag(table, f"for {loop}")
        for n, kind in enumerate(kinds):
            self._row_tag(table, f"{'elif' if n else 'if'} {kind.when}" if kind.when else "else")
            row = add_row(table)
            for cell, column in zip(row.cells, columns, strict=True):
                self._cell(cell, column.cell, column.style)
            if kind.keeps:
                together(row)
            if kind.breaks:
                breakable(row)
        for words in ("endif", "endfor"):
            self._row_tag(table, words)

    def _row_tag(self, table: Table, words: str) -> None:
        self._cell(add_row(table).cells[0], f"{{%tr {words} %}}", "Tag")

    def end(self) -> None:
        """The paragraph Word wants after the last table: one point high, or an empty page follows a full one."""
        self.document.add_paragraph(style="Last Line")

    def lines(self, about: Text, columns: Sequence[Column], rows: Sequence[Line]) -> None:
        """A table written out row by row, held on one page as far as its rows are not in a loop."""
        table = self._grid(1, [column.width for column in columns], "House Table", 0, about)
        self._head(table.rows[0], columns)
        for n, line in enumerate(rows, 1):
            before, after = line.tags
            if before:
                self._row_tag(table, before)
            row = add_row(table)
            for cell, column, words in zip(row.cells, columns, line.cells, strict=True):
                self._cell(cell, words, column.style)
            if n < len(rows) and not line.each:
                together(row)
            if after:
                self._row_tag(table, after)
        self.document.add_paragraph(style="Table End")
        self._open[-1].guards.append("")

    def _head(self, row: TableRow, columns: Sequence[Column]) -> None:
        row._tr.get_or_add_trPr().append(fragment("<w:tblHeader/>"))
        for cell, column in zip(row.cells, columns, strict=True):
            self._cell(cell, column.head, "Table Head", column.style == "Table Number")

    def facts(
        self, about: Text, pairs: Sequence[tuple[Fact, Fact]], label: float = 23, first: float = WIDTH / 2
    ) -> None:
        """Label and value, two pairs a row, read row by row; in mm the width of a label and that of the first pair."""
        widths = [label, first - label, label, WIDTH - first - label]
        table = self._grid(len(pairs), widths, "House Facts", 0, about)
        for row, two in zip(table.rows, pairs, strict=True):
            for n, fact in enumerate(two):
                self._cell(row.cells[2 * n], fact.label, "Label")
                self._cell(row.cells[2 * n + 1], _stacked(fact, self.language), "Value")
        for row in table.rows[:-1]:
            together(row)
        self.document.add_paragraph(style="Table End")
        self._open[-1].guards.append("")

    def sign(self, signature: Text, *signers: Signer) -> None:
        """Who signs, where and when, with a line for the pen: a table that cannot break.

        One signer stands at the left and the line at the right; two stand beside each other. A paragraph must follow.
        """
        half = (WIDTH - RAIL - 8) / 2
        table = self._grid(3, [half, 8, half], "House Sign", RAIL, signature)
        who, when, line = table.rows
        for n, signer in enumerate(signers):
            self._cell(who.cells[2 * n], f"**{signer.role[self.language]}**{signer.name}", "Sign")
            self._blanks(when.cells[2 * n], signer, half)
        for place in (0, 2) if len(signers) > 1 else (2,):
            self._cell(line.cells[place], signature, "Label")
            line.cells[place]._tc.get_or_add_tcPr().append(fragment(_PEN_LINE))
        when.height = Mm(34 if len(signers) > 1 else 22)  # 20 for the pen
        for row in (who, when):
            together(row)
        self._open[-1].guards.append("")

    def _blanks(self, cell: _Cell, signer: Signer, width: float) -> None:
        """Place and date: the answer, or a dotted line for the pen where there is none."""
        for label, answer in signer.blanks:
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

    def _grid(self, rows: int, widths: Sequence[float], style: str, indent: float, about: Text) -> Table:
        return grid(self.document, rows, Shape(widths, style, indent), about[self.language])

    def _cell(self, cell: _Cell, words: Text | str, style: str, right: bool = False) -> None:
        """Fills a cell; a new line is a line break, so stacked lines keep the pitch of wrapped ones."""
        paragraph = cell.paragraphs[0]
        paragraph.style = style
        if right:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        write(paragraph, typeset(said(words, self.language)))


def _stacked(fact: Fact, language: Language) -> str:
    """The lines of a fact under each other; a line goes with the answers it names, and a dash stands for none."""
    words, guards = "", list[str]()
    for line in fact.lines:
        above = any_of(guards)
        break_ = f"{{% if {above} %}}\n{{% endif %}}" if above else "\n"
        words += line.tagged(language, before=break_ if guards else "")
        guards.append(line.guard)
    known = any_of(guards)
    return words + (f"{{% if not ({known}) %}}{_UNKNOWN}{{% endif %}}" if known else "")
