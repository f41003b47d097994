"""A download's name: one header, the same name in every browser, nothing that breaks out of it."""

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.http import parse_options_header

from formgen.documents.download import ascii_name, disposition, media_type
from formgen.web.downloads import download


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Şahin - aanvraag deskundigenoordeel.pdf", "Sahin - aanvraag deskundigenoordeel.pdf"),
        ("'t Hooft.docx", "'t Hooft.docx"),
        ("Łukasz Søren Weiß.pdf", "Lukasz Soren Weiss.pdf"),
        ("van der Meer-de Wit (2).pdf", "van der Meer-de Wit (2).pdf"),
        ("Ивана.pdf", "_____.pdf"),
        ('a"b;c.pdf', "a_b_c.pdf"),
    ],
)
def test_old_programs_get_a_plain_name(name: str, plain: str):
    assert ascii_name(name) == plain


def test_the_header_holds_both_names():
    assert disposition("Şahin - brief.pdf") == (
        "attachment; filename=\"Sahin - brief.pdf\"; filename*=UTF-8''%C5%9Eahin%20-%20brief.pdf"
    )


@pytest.mark.parametrize("name", ["", "   ", "\r\n", "\x00"])
def test_a_name_of_nothing_becomes_document(name: str):
    assert 'filename="document"' in disposition(name)


@given(st.text(max_size=80))
def test_any_name_gives_one_harmless_header(name: str):
    header = disposition(name)

    assert header.isascii()
    assert header.isprintable()
    assert header.count('"') == 2
    kind, words = parse_options_header(header)
    assert kind == "attachment"
    told = unquote(header.split("filename*=UTF-8''")[1])
    assert not set(told) & set('/\\"\r\n\x00')
    assert words["filename"] == told


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.pdf", "application/pdf"),
        ("a.DOCX", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("a.zip", "application/zip"),
        ("a", "application/octet-stream"),
        ("a.html", "application/octet-stream"),
    ],
)
def test_the_kind_follows_the_ending_and_is_never_a_page(name: str, kind: str):
    assert media_type(name) == kind
    assert download(name, b"x").mimetype == kind
