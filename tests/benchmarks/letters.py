"""One long letter as an office makes it, for docxtpl and for Word's own mail merge: the same text and fields in both.

Six pages: 65 fields, four tables of which one is repeated, a header, a footer and a logo; the text is of our own tips.
"""

import io
from collections.abc import Callable, Iterator
from functools import cache

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from PIL import Image, ImageDraw

from formgen import guidance
from formgen.library import SHIPPED
from tests.worddocs import saved

FIELDS = 65
_HEAD, _PROSE = 5, 30  # the fields before the paragraphs, and how many paragraphs have one
_ROWS = 10  # of each table
_TIPS = 4  # that make one paragraph
_COLUMNS = ("day", "who", "what")

Mark = Callable[[Paragraph, str], None]


def values(seed: int = 0) -> dict[str, object]:
    """The answers of one person, with letters of more than English; each seed has others of the same length."""
    talks = [{"day": f"{n + 1} maart 2026", "who": "mw. Ö. Şahin", "what": f"Gesprek {n} & <plan>"} for n in range(12)]
    return {f"f{n}": f"antwoord {n} van {seed:05} – één & “twee”" for n in range(FIELDS)} | {"talks": talks}


@cache
def for_docxtpl() -> bytes:
    """The letter with jinja's placeholders."""
    return _letter(_placeholder, "{{{{ talk.{name} }}}}", ("{%tr for talk in talks %}", "{%tr endfor %}"))


@cache
def for_mail_merge() -> bytes:
    """The letter with merge fields; the repeated row is found by the name of a field in it."""
    return _letter(_merge_field, "", ())


def _letter(mark: Mark, column: str, loop: tuple[str, ...]) -> bytes:
    document = Document()
    section = document.sections[0]
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2.5)
    header, footer = section.header.paragraphs[0], section.footer.paragraphs[0]
    header.add_run().add_picture(_logo(), width=Cm(3))
    for paragraph, names in ((header, ("f0", "f1")), (footer, ("f2", "f3"))):
        for name in names:
            _run(paragraph, " Kenmerk ")
            mark(paragraph, name)
    heading = document.add_heading("Aanvraag van ")
    mark(heading, "f4")
    prose = _prose()
    for n in range(_HEAD, _HEAD + _PROSE):
        paragraph = document.add_paragraph()
        _run(paragraph, next(prose) + " Het gaat om ")
        mark(paragraph, f"f{n}")
        _run(paragraph, " en dat is van belang.").bold = True
    for first in range(_HEAD + _PROSE, FIELDS, _ROWS):
        table = document.add_table(_ROWS + 1, 2, "Table Grid")
        _say(table, 0, ("Vraag", "Antwoord"))
        for row, n in enumerate(range(first, first + _ROWS), 1):
            _run(table.cell(row, 0).paragraphs[0], f"{n}. {next(prose)[:40]}")
            mark(table.cell(row, 1).paragraphs[0], f"f{n}")
    _repeated(document.add_table(2 + len(loop), len(_COLUMNS), "Table Grid"), mark, column, loop)
    return saved(document)


def _repeated(table: Table, mark: Mark, column: str, loop: tuple[str, ...]) -> None:
    """The table of talks: its row says what is repeated, or the rows around it do."""
    _say(table, 0, ("Datum", "Wie", "Wat"))
    for cell, name in zip(table.rows[2 if loop else 1].cells, _COLUMNS, strict=True):
        if column:
            _run(cell.paragraphs[0], column.format(name=name))
        else:
            mark(cell.paragraphs[0], name)
    for row, word in zip((1, 3), loop, strict=False):
        _say(table, row, (word,))


def _say(table: Table, row: int, texts: tuple[str, ...]) -> None:
    for cell, text in zip(table.rows[row].cells, texts, strict=False):
        _run(cell.paragraphs[0], text)


def _run(paragraph: Paragraph, text: str) -> Run:
    """A run with its letter and size, as Word writes each one."""
    run = paragraph.add_run(text)
    run.font.name, run.font.size = "Calibri", Pt(10)
    return run


def _placeholder(paragraph: Paragraph, name: str) -> None:
    _run(paragraph, f"{{{{ {name} }}}}")


def _merge_field(paragraph: Paragraph, name: str) -> None:
    simple = OxmlElement("w:fldSimple")
    simple.set(qn("w:instr"), f" MERGEFIELD {name} ")
    simple.append(_run(paragraph, f"«{name}»")._r)
    paragraph._p.append(simple)


def _prose() -> Iterator[str]:
    """Paragraphs of Dutch as people read it: our own tips, again from the first when they have all been used."""
    tips = [" ".join(tip.text.nl.split()) for tip in guidance.load(SHIPPED).tips.values()]
    while True:
        for start in range(0, len(tips), _TIPS):
            yield " ".join(tips[start : start + _TIPS])


def _logo() -> io.BytesIO:
    """A logo of a few kilobytes."""
    picture = Image.new("RGB", (300, 120), "white")
    pen = ImageDraw.Draw(picture)
    for step in range(60):
        pen.ellipse((step, step, 300 - 2 * step, 120 - step), outline=(step * 4, 90, 200 - step * 3))
    data = io.BytesIO()
    picture.save(data, "png")
    data.seek(0)
    return data
