"""The tables of a Word document of the house: the grid, rows that no page breaks, words in a cell or paragraph."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table
from docx.table import _Row as TableRow
from docx.text.paragraph import Paragraph

from templates.source.measures import SYMBOLS, TICK_BOX
from templates.source.wordstyles import fonts, fragment


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of row: when it is used ("": else), whether it stays with the next row, whether a page may end in it."""

    when: str = ""
    keeps: bool = False
    breaks: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """How a table is laid out: the widths of its columns and its indent in mm, and its table style."""

    widths: Sequence[float]
    style: str
    indent: float = 0


def grid(document: Document, rows: int, shape: Shape, about: str) -> Table:
    """An empty table of fixed column widths: with a fixed layout Word and LibreOffice agree.

    `about` is its alternative text.
    """
    table: Table = document.add_table(rows=rows, cols=len(shape.widths))
    table.style, table.autofit, table.alignment = shape.style, False, WD_TABLE_ALIGNMENT.LEFT
    properties: Any = table._tbl.tblPr
    for tag in ("w:tblW", "w:tblInd", "w:jc"):
        for old in properties.findall(qn(tag)):
            properties.remove(old)
    for tag, size in (("tblW", sum(shape.widths)), ("tblInd", shape.indent)):
        element = fragment(f'<w:{tag} w:w="{Mm(size).twips}" w:type="dxa"/>')
        properties.insert_element_before(element, *("w:tblInd", "w:tblLayout", "w:tblLook")[tag == "tblInd" :])
    caption = fragment("<w:tblCaption/>")
    caption.set(qn("w:val"), about)
    properties.append(caption)
    for column, width in zip(table._tbl.tblGrid.findall(qn("w:gridCol")), shape.widths, strict=True):
        column.set(qn("w:w"), str(Mm(width).twips))
    for row in table.rows:
        _whole(row)
    return table


def add_row(table: Table) -> TableRow:
    """A new last row that no page breaks."""
    table.add_row()  # type: ignore[no-untyped-call]
    row: TableRow = table.rows[-1]
    _whole(row)
    return row


def _whole(row: TableRow) -> None:
    """No page ends inside the row; its cells are as wide as their columns."""
    row._tr.get_or_add_trPr().append(fragment("<w:cantSplit/>"))
    columns: Any = row.table._tbl.tblGrid
    for cell, column in zip(row.cells, columns.gridCol_lst, strict=True):
        cell.width = column.w


def breakable(row: TableRow) -> None:
    """A page may end inside the row: it holds an answer that is longer than what is left of a page."""
    properties: Any = row._tr.trPr
    properties.remove(properties.find(qn("w:cantSplit")))


def together(row: TableRow) -> None:
    """The row stays on the page of what follows it."""
    for cell in row.cells:
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_with_next = True


def write(paragraph: Paragraph, words: str) -> None:
    """Writes the words; `**two stars**` make bold, a new line is a line break, a tick box has a font of its own."""
    for n, part in enumerate(re.split(r"\*\*", words)):
        for m, line in enumerate(part.split("\n")):
            if m:
                paragraph.add_run().add_break()
            for piece in re.split(f"({TICK_BOX})", line):
                if piece:
                    run = paragraph.add_run(piece)
                    run.bold = True if n % 2 else None
                    if piece == TICK_BOX:
                        run._r.get_or_add_rPr().insert(0, fonts(SYMBOLS))
