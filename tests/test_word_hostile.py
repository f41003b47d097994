"""Every string that breaks document makers, printed as it was typed: text, table, header, footer, notes and title."""

import datetime

import pytest
from docx import Document
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from formgen.documents.word import WordTemplate, fill_any, open_template
from formgen.errors import CharacterError
from tests import hostile
from tests.worddocs import add_table, docx, members, notes, saved, text_in, with_part

DAY = datetime.date(2026, 3, 9)
IMPOSSIBLE = "".join(map(chr, (*range(9), 11, *range(14, 32), 0xFFFE, 0xFFFF)))


def everywhere() -> WordTemplate:
    """One placeholder in body, table cell, nested list, header, footer, footnote, endnote and title."""
    document = Document()
    document.add_paragraph("voor{{ a }}na")
    document.add_paragraph("{{ rows[0].a }}")
    add_table(
        document, ("cel", "{{ a }}"), ("{%tr for row in rows %}", ""), ("{{ row.a }}", ""), ("{%tr endfor %}", "")
    )
    document.sections[0].header.paragraphs[0].text = "{{ a }}"
    document.sections[0].footer.paragraphs[0].text = "{{ a }}"
    document.core_properties.title = "{{ a if title }}"
    data = with_part(saved(document), "footnotes", notes("footnotes", "{{ a }}"))
    return open_template(with_part(data, "endnotes", notes("endnotes", "{{ a }}")), "overal.docx")


EVERYWHERE = everywhere()
PARTS = ("word/header1.xml", "word/footer1.xml", "word/footnotes.xml", "word/endnotes.xml")


def assert_literal(typed: str) -> None:
    title = "\f" not in typed
    made = members(EVERYWHERE.render({"a": typed, "rows": [{"a": typed}], "title": title}, DAY))
    shown = typed.replace("\r\n", "\n").replace("\r", "\n")
    assert text_in(made["word/document.xml"]) == "\n".join([f"voor{shown}na", shown, "cel", shown, shown, ""])
    for part in PARTS:
        assert text_in(made[part]) == shown.replace("\f", "\n"), part  # no page ends in a header
    if title:
        properties = etree.fromstring(made["docProps/core.xml"])
        assert (properties.findtext("{http://purl.org/dc/elements/1.1/}title") or "") == typed


def test_the_list_is_long() -> None:
    assert len(set(hostile.LITERAL)) >= 600
    assert not set(hostile.LITERAL) & set(hostile.REFUSED)


FAMILIES = {
    "literal": hostile.LITERAL,
    "long": hostile.LONG,
    "line ends": hostile.LINE_ENDS,
    "pages": hostile.PAGES,
}


@pytest.mark.parametrize("family", FAMILIES)
def test_each_is_printed_literally(family: str) -> None:
    for typed in FAMILIES[family]:
        assert_literal(typed)


def test_all_of_them_in_one_document() -> None:
    """Each in a row of its own: none changes what becomes of the next."""
    document = Document()
    add_table(document, ("{%tr for typed in all %}",), ("{{ typed }}",), ("{%tr endfor %}",))
    made = open_template(saved(document), "x.docx").render({"all": hostile.LITERAL}, DAY)

    assert text_in(members(made)["word/document.xml"]).split("\n") == "\n".join(hostile.LITERAL).split("\n")


def test_a_value_is_never_the_template() -> None:
    """Not even when it is, letter for letter, a piece of the template's own XML."""
    data = docx("voor {{ a }} na {{ b }}")
    xml = members(data)["word/document.xml"].decode()
    piece = xml[xml.index("<w:body>") : xml.index("{{ a }}")]
    made = members(open_template(data, "x.docx").render({"a": piece, "b": xml}, DAY))

    assert text_in(made["word/document.xml"]).startswith(f"voor {piece} na {xml[:40]}")


@settings(max_examples=100)
@given(st.text(st.characters(exclude_categories=("Cs",), exclude_characters=IMPOSSIBLE + "\f\t\n\r")))
@example("{{")
def test_any_text_is_printed_literally(typed: str) -> None:
    assert_literal(typed)


@settings(max_examples=100)
@given(st.text(st.sampled_from("ab \t\n\r\f<>&\"'{}%#_é😀")))
def test_any_mixture_of_marks_is_printed_literally(typed: str) -> None:
    assert_literal(typed)


@pytest.mark.parametrize("typed", hostile.REFUSED, ids=ascii)
def test_what_xml_cannot_hold_is_refused_by_name(typed: str) -> None:
    with pytest.raises(CharacterError) as refused:
        fill_any(docx("Geachte {{ a }}, {{ b }}"), {"a": "x", "b": typed}, DAY, "brief.docx")
    found = next(c for c in typed if c in IMPOSSIBLE or "\ud800" <= c <= "\udfff")
    assert f"U+{ord(found):04X}" in refused.value.sentence.en
    assert "{{ b }}" in refused.value.sentence.en
    assert refused.value.sentence.nl.startswith('brief.docx, alinea "Geachte {{ a }}, {{ b }}": de waarde voor {{ b }}')


@pytest.mark.parametrize("place", ["body", "table", "header", "footer", "footnotes"])
def test_what_is_refused_is_refused_wherever_it_stands(place: str) -> None:
    document = Document()
    section = document.sections[0]
    if place == "table":
        add_table(document, ("{{ a }}",))
    elif place != "footnotes":
        {"body": document.add_paragraph(), "header": section.header.paragraphs[0],
         "footer": section.footer.paragraphs[0]}[place].text = "{{ a }}"  # fmt: skip
    data = saved(document)
    if place == "footnotes":
        data = with_part(data, "footnotes", notes("footnotes", "{{ a }}"))
    template = open_template(data, "brief.docx")
    for typed in hostile.REFUSED:
        with pytest.raises(CharacterError):
            template.render({"a": typed}, DAY)
    template.render({"a": "goed"}, DAY)


def test_a_form_feed_ends_a_page_in_the_text_and_a_line_where_there_are_no_pages() -> None:
    made = members(EVERYWHERE.render({"a": "een\ftwee", "rows": [{"a": ""}], "title": False}, DAY))

    assert b'<w:br w:type="page"/>' in made["word/document.xml"]
    for part in PARTS:
        assert b'<w:br w:type="page"/>' not in made[part], part
        assert text_in(made[part]) == "een\ntwee", part
