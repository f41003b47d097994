"""What a document says as text: for a reader who hears it, or who has no room for a page."""

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from formgen.documents.marks import pieces
from formgen.documents.pdf import Field
from formgen.documents.pdf.template import question_of
from formgen.form import Form, Question
from formgen.questions import TYPES
from formgen.text import Language, Text

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SAID = {f"{_W}br": "\n", f"{_W}tab": "\t"}
_PAGE = Text("Bladzijde {page}", "Page {page}")
_SHEET = Text("Vervolgblad", "Continuation sheet")
_TITLE = "Title"
Words = tuple[tuple[str, str], ...]  # pieces of text, each with the question it answers or ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: its paragraphs, and whether it is a heading."""

    lines: tuple[Words, ...]
    heads: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A heading of a level from 1, an item of a list or a paragraph (`kind` `heading`, `item`, `text`): its `words`.

    Or a `table`: its `rows`, none of them without cells.
    """

    kind: str
    words: Words = ()
    level: int = 0
    rows: tuple[tuple[Cell, ...], ...] = ()

    @property
    def text(self) -> str:
        """All that it says, a line for each paragraph."""
        lines = [line for row in self.rows for cell in row for line in cell.lines] or [self.words]
        return "\n".join("".join(said for said, _ in line) for line in lines)


# ---- Word ----------------------------------------------------------------------------------------------------------


def of_word(data: bytes) -> tuple[Block, ...]:
    """What the body of one of our Word documents says, without empty paragraphs."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))[0]
    return tuple(block for block in map(_block, body) if block is not None)


def _block(element: etree._Element) -> Block | None:
    if element.tag == f"{_W}tbl":
        rows = tuple(_row(row) for row in element.iter(f"{_W}tr"))
        return Block("table", rows=tuple(row for row in rows if row))
    words = _words(element)
    if element.tag != f"{_W}p" or not words:
        return None
    style = element.find(f"{_W}pPr/{_W}pStyle")
    name = "" if style is None else style.get(f"{_W}val", "")
    if name == _TITLE or name.startswith("Heading"):
        return Block("heading", words, 1 if name == _TITLE else 1 + int(name[len("Heading") :]))
    return Block("item" if name.endswith(("Bullet", "List")) else "text", words)


def _row(row: etree._Element) -> tuple[Cell, ...]:
    heads = row.find(f"{_W}trPr/{_W}tblHeader") is not None
    cells = (tuple(filter(None, map(_words, cell.iter(f"{_W}p")))) for cell in row.iterchildren(f"{_W}tc"))
    return tuple(Cell(lines, heads) for lines in cells)


def _words(paragraph: etree._Element) -> Words:
    said = (_SAID.get(part.tag) or part.text or "" for run in paragraph.iter(f"{_W}r") for part in _parts(run))
    text = "".join(said)
    return tuple(pieces(text)) if text.strip() else ()


def _parts(run: etree._Element) -> Iterator[etree._Element]:
    return run.iterchildren(f"{_W}t", *_SAID)


# ---- PDF -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Filled:
    """What was written in a PDF form: the values by field name, and the rows its tables have no line for."""

    values: Mapping[str, str | bool]
    more: Sequence[tuple[str, str]]


def of_pdf(fields: Sequence[Field], filled: Filled, form: Form, language: Language) -> tuple[Block, ...]:
    """What is filled in, page by page: each question with its answer, several ticks of one question together."""
    found: dict[int, dict[str, tuple[Question | None, str, list[str]]]] = {}
    for field in fields:
        value = filled.values.get(field.name, "")
        if value in ("", False, "Off"):
            continue
        name, question = _question(form, field.name)
        ask, said = _told(field, question, value, language)
        found.setdefault(field.page, {}).setdefault(name, (question, ask, []))[2].append(said)
    blocks: list[Block] = []
    for page, told in sorted(found.items()):
        rows = tuple(
            (_plain(ask, heads=True), _answer(name if question else "", said))
            for name, (question, ask, said) in told.items()
        )
        blocks += [_heading(_PAGE.fill(page=page)[language]), Block("table", rows=rows)]
    if filled.more:
        rows = tuple((_plain(ask, heads=True), _plain(said)) for ask, said in filled.more)
        blocks += [_heading(_SHEET[language]), Block("table", rows=rows)]
    return tuple(blocks)


def _question(form: Form, field: str) -> tuple[str, Question | None]:
    """The dotted name of the question whose answer stands in a field, and that question where it is one of ours."""
    parts = field.split(".")
    if parts[-1] in form.by_name:
        return field, form.by_name[parts[-1]]
    if len(parts) > 1 and parts[-2] in form.by_name:  # a tick: the question with an option
        return ".".join(parts[:-1]), form.by_name[parts[-2]]
    return field, None


def _told(field: Field, question: Question | None, value: str | bool, language: Language) -> tuple[str, str]:
    """What is asked and what is said there, in words."""
    ask = question_of(field)
    options = {option.name: option.label[language] for option in question.options} if question else {}
    if value is True:
        label = options.get(field.name.rpartition(".")[2], "")
        return (ask.removesuffix(label).rstrip() or ask), label or Text("Ja", "Yes")[language]
    said = str(value)
    if field.kind == "radio" and question is not None:
        said = options.get(said) or TYPES[question.kind].show(said == "yes", question, language)
    return ask, said


def _heading(words: str) -> Block:
    return Block("heading", ((words, ""),), 1)


def _plain(words: str, heads: bool = False) -> Cell:
    return Cell(tuple(((line, ""),) for line in words.splitlines() if line.strip()), heads)


def _answer(name: str, said: Sequence[str]) -> Cell:
    lines = (line for one in said for line in one.splitlines() if line.strip())
    return Cell(tuple(((line, name),) for line in lines))
