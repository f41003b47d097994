"""The PDF of a Word document as an extra of the pages: made when asked for, and never in the way of the Word file."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from formgen.documents import conversion
from tests.smallform import ABOUT_YOU, FORM, TALKS, House, Visitor, house

LETTER = f"{FORM}/your-documents/letter"


@pytest.fixture
def service(tmp_path: Path) -> Iterator[House]:
    with house(tmp_path) as running:
        yield running


@pytest.fixture
def visitor(service: House) -> Visitor:
    found = service.visitor()
    found.fill(f"{FORM}/person", ABOUT_YOU)
    found.fill(f"{FORM}/details", TALKS)
    return found


def test_a_letter_comes_as_pdf_under_its_own_name(visitor: Visitor) -> None:
    answer = visitor.get(f"{LETTER}/pdf")

    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.data.startswith(b"%PDF-")
    assert 'filename="Sahin - aanvraag klein.pdf"' in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_without_libreoffice_the_page_says_how_to_get_it_and_word_is_there(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conversion, "program", lambda: "")

    answer = visitor.get(f"{LETTER}/pdf")

    assert answer.status_code == 503
    page = answer.get_data(as_text=True)
    assert "apt install libreoffice-writer" in page
    assert f'href="{FORM}/your-documents"' in page
    assert visitor.get(LETTER).status_code == 200


def test_what_these_answers_do_not_call_for_is_not_there(service: House, visitor: Visitor) -> None:
    assert visitor.get(f"{FORM}/your-documents/sheet/pdf").status_code == 404
    assert visitor.get(f"{FORM}/your-documents/nothing/pdf").status_code == 404
    assert service.visitor().get(f"{LETTER}/pdf").status_code == 404
