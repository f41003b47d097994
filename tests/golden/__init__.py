"""Golden documents: what each sample's documents say, as text that a person can review as a diff."""

import io
from collections.abc import Iterator
from pathlib import Path

import docx
import pikepdf
import pypdf
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.section import _Footer, _Header
from docx.table import Table
from docx.text.paragraph import Paragraph

import formgen
from formgen.answers import Answers, read
from formgen.documents import Made
from formgen.errors import PrivacyError
from formgen.form import Form
from formgen.guidance import privacy
from formgen.library import SHIPPED, Library
from formgen.lint import ANY_DAY, sample_paths
from formgen.loader.answersfile import read_answers
from formgen.text import LANGUAGES, Language

GOLDEN = Path(__file__).parent
LIBRARY = Library([SHIPPED])
CASES = [(name, path) for name in LIBRARY.names() for path in sample_paths(LIBRARY.load(name))]


def wanted(name: str, path: Path) -> dict[Path, str]:
    """The golden texts of one sample, in both languages, by the file each belongs in.

    A sample with words about health that nobody confirmed has one text a language: what its writer is told instead.
    """
    form = LIBRARY.load(name)
    texts = {}
    for language in LANGUAGES:
        folder = GOLDEN / name / path.stem / language
        texts |= {folder / f"{made.document.name}.txt": said(made) for made in made_of(form, path, language)}
        if told := refused(form, path, language):
            texts[folder / "no_documents.txt"] = told
    return texts


def made_of(form: Form, path: Path, language: Language) -> tuple[Made, ...]:
    """The documents of one sample for someone who reads the questionnaire in this language; none if it is refused."""
    return () if refused(form, path, language) else formgen.fill(form, answers_of(form, path), language)


def refused(form: Form, path: Path, language: Language) -> str:
    """What the privacy guard says of a sample, and the words it found with what to write; empty if it says nothing."""
    try:
        privacy.refuse_unconfirmed(answers_of(form, path))
    except PrivacyError as error:
        told = [f"{one.question}: {one.word} - {one.instead[language]}" for one in error.disclosures]
        return "\n".join([error.sentence[language], *told]) + "\n"
    return ""


def answers_of(form: Form, path: Path) -> Answers:
    """The answers of one sample, on its own day."""
    file = read_answers(path.read_bytes(), path.name)
    return read(form, file.answers, file.today or ANY_DAY)


def said(made: Made) -> str:
    """What a document says: its file name, then its fields or its paragraphs and tables."""
    lines = word_lines(made.data) if made.name.endswith(".docx") else pdf_lines(made.data)
    return "\n".join([f"== {made.name}", *lines]) + "\n"


def word_lines(data: bytes) -> Iterator[str]:
    """The text of a Word file in the order of the page; a row of a table is `| cell | cell |`."""
    document: WordDocument = docx.Document(io.BytesIO(data))
    for section in document.sections:
        for part in (section.first_page_header, section.header):
            yield from _part("header", part)
    yield from _blocks(document)
    for section in document.sections:
        for part in (section.first_page_footer, section.footer):
            yield from _part("footer", part)


def _part(name: str, part: _Header | _Footer) -> Iterator[str]:
    if not part.is_linked_to_previous:
        yield from (f"[{name}] {line}" for line in _blocks(part))


def _blocks(within: WordDocument | _Header | _Footer) -> Iterator[str]:
    for block in within.iter_inner_content():
        if isinstance(block, Paragraph):
            yield from _paragraph(block)
        else:
            yield from _table(block)


def _paragraph(paragraph: Paragraph) -> Iterator[str]:
    if paragraph.text.strip():
        heading = paragraph.style.name if paragraph.style is not None else ""
        marks = "#" * int(heading[-1]) + " " if heading and heading.startswith("Heading") else ""
        yield marks + paragraph.text
    for box in paragraph._p.iter(qn("w:txbxContent")):
        yield "[box] " + " / ".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in box.iter(qn("w:p")))


def _table(table: Table) -> Iterator[str]:
    for row in table.rows:
        seen: list[object] = []
        texts = []
        for cell in row.cells:  # a merged cell comes once for each column it covers
            if cell._tc not in seen:
                seen.append(cell._tc)
                texts.append(" / ".join(cell.text.split("\n")))
        yield f"| {' | '.join(texts)} |"


def pdf_lines(data: bytes) -> Iterator[str]:
    """The filled fields of a PDF form as `name: value`, then the text of the pages that have no fields."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for name, value in sorted(set(_values(pdf))):
            yield f"{name}: {' / '.join(value.splitlines())}"
        plain = [number for number, page in enumerate(pdf.pages) if "/Annots" not in page]
        yield f"pages: {len(pdf.pages)}"
    for number in plain:
        yield f"[page {number + 1}]"
        yield from pypdf.PdfReader(io.BytesIO(data)).pages[number].extract_text().splitlines()


def _values(pdf: pikepdf.Pdf) -> Iterator[tuple[str, str]]:
    """Every field that holds something, by its full name; read by another library than the one that filled it."""
    for field in pdf.acroform.fields:
        value = field.obj.get("/V", field.obj.get("/Parent", pikepdf.Dictionary()).get("/V"))
        if value is not None and str(value) not in ("", "/Off"):
            yield field.fully_qualified_name, str(value)


FILLED = [case for case in CASES if not refused(LIBRARY.load(case[0]), case[1], "nl")]
