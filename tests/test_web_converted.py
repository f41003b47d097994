"""A document in another shape: the PDF of a Word file and a PDF without fields, extras beside the download."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest

from formgen.documents import conversion
from formgen.library import SHIPPED
from formgen.store.settings import Settings
from formgen.web import create_app, drafts_of
from tests.pages import Page
from tests.smallform import ABOUT_YOU, FORM, SECRET, TALKS, Clock, House, Visitor, house

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


# ---- a PDF without fields -------------------------------------------------------------------------------------------

EMPLOYEE = "/deskundigenoordeel-werknemer"


@pytest.fixture
def asker(tmp_path: Path) -> Iterator[Visitor]:
    """Someone who asks UWV about their own work, with a name that a PDF must draw."""
    site = create_app(Settings(data=tmp_path / "data", secret=SECRET), [SHIPPED], Clock(), io.StringIO())
    visitor = Visitor(site.test_client())
    for part, given in (("the_question", {"question_type": "own_work"}), ("employee", {"surname": "Şahin"})):
        shown = Page(visitor.page(f"{EMPLOYEE}/{part}"))
        visitor.client.post(shown.form.action, data=shown.form.sent(given, "on"))
    yield visitor
    drafts_of(site).close()


def test_a_pdf_comes_without_its_fields_and_shows_the_same(asker: Visitor) -> None:
    found = re.search(rf'href="({EMPLOYEE}/your-documents/[a-z_]+/flat)"', asker.page(f"{EMPLOYEE}/your-documents"))
    assert found
    answer = asker.get(found.group(1))

    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert "zonder velden.pdf" in answer.headers["Content-Disposition"]
    flat = pypdf.PdfReader(io.BytesIO(answer.data))
    assert not flat.get_fields()
    assert "Şahin" in "".join(page.extract_text() for page in flat.pages)


def test_a_word_document_has_no_fields_to_leave_out(visitor: Visitor) -> None:
    assert visitor.get(f"{LETTER}/flat").status_code == 404
    assert visitor.get(f"{FORM}/your-documents/nothing/flat").status_code == 404


# ---- the links to them ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("program", "offered"), [("/usr/bin/soffice", True), ("", False)])
def test_the_pdf_is_offered_only_where_it_can_be_made(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch, program: str, offered: bool
) -> None:
    monkeypatch.setattr(conversion, "program", lambda: program)

    page = visitor.page(f"{FORM}/your-documents")

    assert (f'href="{LETTER}/pdf"' in page) is offered
    assert ("Ook als PDF, of als werkkopie" in page) is offered
    assert f'href="{LETTER}/working-copy"' in page


def test_costs_and_papers_stand_with_the_document_they_belong_to(asker: Visitor) -> None:
    page = asker.page(f"{EMPLOYEE}/your-documents")
    listed = page[page.index('<ol class="cards">') : page.index("<h2>Wat doet u nu?")]
    _, *cards = listed.split('<li><div class="card">')

    assert len(cards) >= 3
    for word in ("Beschrijving van het eigen werk", "<b>€\u00a0100</b>", "Reken op een antwoord tussen"):
        assert [word in card for card in cards] == [True] + [False] * (len(cards) - 1), word
    for card, sends, encloses in (
        (cards[0], "Naar UWV. Hoe, leest u bij “Wat doet u nu?”.", "Onderbouwing (brief) en deze papieren:"),
        (cards[1], "Naar UWV, samen met: Aanvraag deskundigenoordeel.", "De papieren gaan mee met: Aanvraag"),
        (cards[-1], "Niet. Dit blijft bij u.", ""),
    ):
        assert f"<dt>Versturen</dt><dd>{sends}</dd>" in card
        assert encloses in card
        assert ("<dt>Erbij doen</dt>" in card) is bool(encloses)
