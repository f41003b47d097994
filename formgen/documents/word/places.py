"""Where each tag of a Word template stands, in the words of someone who has the document open in Word."""

import html
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from formgen.errors import TemplateError
from formgen.text import Text

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_OPENING = re.compile(r"\{\{|\{%")
_PREFIX = re.compile(r"^-?\s*(?:p|tr|tc|r)\s+(?=\S)|^-")
_CURLY = str.maketrans("“”‘’", "\"\"''")
_WORDS = 4
_WORD = re.compile(r"(?:\{\{.*?\}\}|\{%.*?%\}|\S)+")  # a tag is one word, however many spaces it holds


@dataclass(frozen=True, slots=True)
class Tag:
    """One `{{ }}` or `{% %}` of a template as it stands in Word, and where."""

    text: str
    place: Text

    @property
    def key(self) -> str:
        """What stays of the tag when docxtpl has made it jinja: no spaces, no row or paragraph letter."""
        return tag_key(self.text)


def tag_key(text: str) -> str:
    """The tag without what docxtpl changes in it, so that both spellings can be compared."""
    inside = html.unescape(text[2:-2]).translate(_CURLY).rstrip("-")
    return text[1] + "".join(_PREFIX.sub("", inside).split())


def fault(file: str, place: Text, what: Text) -> TemplateError:
    """`letter.docx, table 2, row 3: what is wrong and what to do`, in both languages."""
    return TemplateError(
        Text("{file}, {place}: {what}", "{file}, {place}: {what}").fill(file=file, place=place, what=what)
    )


def tags(root: etree._Element, part: Text, file: str) -> tuple[Tag, ...]:
    """The tags of one part, in the order of the document.

    A comment may run over several paragraphs. Any other tag that is not closed in its own paragraph is a
    TemplateError: docxtpl would swallow the text up to the next closing braces.
    """
    found: list[Tag] = []
    comment = ""
    rows = _rows(root)
    for paragraph, text in _paragraphs(root):
        text = comment + text
        place = _place(paragraph, rows, part)
        found.extend(Tag(tag, place) for tag in TAG.findall(text) if not tag.startswith("{#"))
        rest = TAG.sub("", text)
        comment = rest[rest.index("{#") :] if "{#" in rest else ""
        unclosed = _OPENING.search(rest.removesuffix(comment))
        if unclosed:
            raise fault(file, place, _NOT_CLOSED.fill(start=_shortened(rest[unclosed.start() :])))
    if comment:
        raise fault(file, part, _NOT_CLOSED.fill(start=_shortened(comment)))
    return tuple(found)


def _paragraphs(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Each paragraph with its own text: that of a text box belongs to the paragraphs inside the box."""
    own: dict[etree._Element, list[str]] = {}
    for text in root.iter(W + "t"):
        paragraph = next(text.iterancestors(W + "p"), None)
        if paragraph is not None:
            own.setdefault(paragraph, []).append(text.text or "")
    for paragraph, texts in own.items():
        yield paragraph, "".join(texts)


def _rows(root: etree._Element) -> dict[etree._Element, tuple[int, int]]:
    """For each table row the number of its table and of the row in it, as a reader counts."""
    tables = {table: number for number, table in enumerate(root.iter(W + "tbl"), 1)}
    seen: Counter[etree._Element] = Counter()
    rows: dict[etree._Element, tuple[int, int]] = {}
    for row in root.iter(W + "tr"):
        table = next(row.iterancestors(W + "tbl"), root)
        seen[table] += 1
        rows[row] = (tables.get(table, 0), seen[table])
    return rows


def _place(paragraph: etree._Element, rows: Mapping[etree._Element, tuple[int, int]], part: Text) -> Text:
    row = next(paragraph.iterancestors(W + "tr"), None)
    if row is None:
        words = _shortened("".join(text.text or "" for text in paragraph.iter(W + "t")))
        here = Text('alinea "{words}"', 'paragraph "{words}"').fill(words=words)
    else:
        table, number = rows[row]
        here = Text("tabel {table}, rij {row}", "table {table}, row {row}").fill(table=table, row=number)
    return here if part == BODY else Text("{part}, {here}", "{part}, {here}").fill(part=part, here=here)


def _shortened(text: str) -> str:
    words = _WORD.findall(text)
    return " ".join(words[:_WORDS])[:60] + (" ..." if len(words) > _WORDS else "")


BODY = Text("de tekst", "the text")
HEADER = Text("koptekst", "page header")
FOOTER = Text("voettekst", "page footer")
FOOTNOTES = Text("voetnoten", "footnotes")
ENDNOTES = Text("eindnoten", "endnotes")
PROPERTIES = Text("documenteigenschappen", "document properties")

_NOT_CLOSED = Text(
    '"{start}" wordt in deze alinea niet afgesloten. Zet aan het eind van het invulveld }}}} of %}}.',
    '"{start}" is not closed in this paragraph. Put }}}} or %}} at the end of the placeholder.',
)
