"""What is left out of a table or a cell is found between the pieces of a document as it is in the document whole."""

import datetime
from itertools import product

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from formgen import answers, documents
from formgen.documents.word import open_template
from formgen.documents.word.characters import encoded, written
from formgen.documents.word.mending import Mending
from formgen.documents.word.shape import Shape
from formgen.guidance import checks
from formgen.lint import ANY_DAY
from formgen.loader.answersfile import read_answers
from tests.golden import CASES, LIBRARY
from tests.worddocs import docx, members, saved, table, text_of

DAY = datetime.date(2026, 3, 9)
NAMES = ("a", "b", "c")
CELLS = (
    ("{%p if a %}", "een", "{%p endif %}"),
    ("{%p if a %}", "een", "{%p endif %}", "{%p if b %}", "twee", "{%p endif %}"),
    ("{%p for one in rows %}", "{{ one }}", "{%p endfor %}"),
    ("{%p if b %}", "een", "{%p else %}", "twee", "{%p endif %}"),
    ("{%p if c %}", "{{p a }}", "{%p endif %}"),
)


def cells() -> bytes:
    """A table of cells that conditions may leave empty, and one with a table in it that they may."""
    document = Document()
    made = document.add_table(2, len(CELLS))
    for cell, texts in zip(made.rows[0].cells, CELLS, strict=True):
        cell.text = texts[0]
        for text in texts[1:]:
            cell.add_paragraph(text)
    inner = made.cell(1, 0).add_table(3, 1)
    for row, text in zip(inner.rows, ("{%tr for one in rows %}", "{{ one }}", "{%tr endfor %}"), strict=True):
        row.cells[0].text = text
    made.cell(1, 0).paragraphs[0].text = "{%p if c %}"
    made.cell(1, 0).add_paragraph("{%p endif %}")
    return saved(document)


@pytest.fixture
def whole(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """From here on each part is made both ways; whether the pieces were looked at instead of the whole comes back."""
    quick: list[bool] = []
    joined = Mending.joined

    def both(self: Mending, chunks: list[bytes]) -> bytes:
        expected = self.mended(b"".join(chunks))
        made = joined(self, chunks)
        assert made == expected
        quick.append(not self._always)
        return made

    monkeypatch.setattr(Mending, "joined", both)
    return quick


@pytest.mark.parametrize("wanted", list(product((False, True), repeat=len(NAMES))), ids=str)
@pytest.mark.parametrize("rows", [[], ["een"]], ids=["no rows", "a row"])
def test_what_conditions_leave_out(whole: list[bool], wanted: tuple[bool, ...], rows: list[str]) -> None:
    made = open_template(cells(), "t.docx").render({**dict(zip(NAMES, wanted, strict=True)), "rows": rows}, DAY)

    assert all(whole)
    assert b"<w:tc></w:tc>" not in members(made)["word/document.xml"]
    assert b"</w:tcPr></w:tc>" not in members(made)["word/document.xml"]
    assert text_of(made).count("een") == wanted[0] * 2 + wanted[1] + len(rows) * (1 + wanted[2])


def test_a_table_without_rows_is_left_out(whole: list[bool]) -> None:
    template = table(("{%tr for row in rows %}",), ("{{ row }}",), ("{%tr endfor %}",))
    made = open_template(template, "t.docx").render({"rows": []}, DAY)

    assert b"<w:tbl>" not in members(made)["word/document.xml"]
    assert all(whole)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0]}-{case[1].stem}")
def test_our_own_documents_are_the_same_both_ways(whole: list[bool], case: tuple[str, object]) -> None:
    form, path = LIBRARY.load(case[0]), case[1]
    file = read_answers(path.read_bytes(), path.name)  # type: ignore[attr-defined]
    found = answers.read(form, file.answers, file.today or ANY_DAY)
    for document in form.documents:
        if document.template.endswith(".docx"):
            written = document.language or "nl"
            template = documents._template(form, document, written)
            template.render(documents._words(form, found, written, checks.judge(found)), DAY)  # type: ignore[union-attr]
    assert all(whole)


def test_a_cell_that_is_empty_in_the_template_itself() -> None:
    mending = Mending(Shape(cells_may_empty=True), [b"<w:tr><w:tc></w:tc></w:tr>"], str, True)

    assert mending.joined([b"<w:tr><w:tc></w:tc></w:tr>"]) == b"<w:tr><w:tc><w:p/></w:tc></w:tr>"


def test_nothing_between_is_looked_past() -> None:
    mending = Mending(Shape(cells_may_empty=True), [b"<w:tc>", b"</w:tc>"], str, True)

    assert mending.joined([b"<w:tc>", b"", b"", b"", b"</w:tc>", b""]) == b"<w:tc><w:p/></w:tc>"
    assert mending.joined([b"<w:tc>", b"<w:p>x</w:p>", b"</w:tc>"]) == b"<w:tc><w:p>x</w:p></w:tc>"
    assert mending.joined([b"</w:tc>", b"", b"<w:tc>", b""]) == b"</w:tc><w:tc>"


# ---- many texts at one go -------------------------------------------------------------------------------------------


@given(st.lists(st.text() | st.text(st.sampled_from("ab&<\"'\n\t\0\x1f\ufffe\ud800é"), max_size=4), max_size=6))
def test_many_texts_are_escaped_as_one_is(texts: list[str]) -> None:
    words, unusual = encoded(texts)

    assert len(words) == len(texts)
    for number, text in enumerate(texts):
        if number not in unusual:
            assert words[number] == escape(text).encode() == written(escape(text), [b"<w:t>"]).encode()
            assert not any(letter < " " or letter in "\ufffe\uffff" for letter in text)


def test_a_line_end_costs_its_own_text_only() -> None:
    assert encoded(["een & twee", "drie\nvier", "vijf"])[1] == [1]
    assert text_of(open_template(docx("{{ a }} {{ b }}"), "t.docx").render({"a": "1\n2", "b": "<"}, DAY)) == "1\n2 <"
