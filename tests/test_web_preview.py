"""The document that grows beside the questions: of what is typed, kept or not, and never broken by a wrong answer."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

from formgen.documents.marks import BEGIN, pieces
from formgen.documents.reading import of_word
from formgen.web.preview import is_at
from tests.pages import Page
from tests.smallform import ABOUT_YOU, FORM, TALKS, House, Visitor, house

PERSON, DETAILS, HEALTH = f"{FORM}/person", f"{FORM}/details", f"{FORM}/health"
MARKS = re.compile("[\ufdd0-\ufdef]")


@pytest.fixture
def service(tmp_path: Path) -> Iterator[House]:
    with house(tmp_path) as running:
        yield running


@pytest.fixture
def visitor(service: House) -> Visitor:
    return service.visitor()


def looked_at(visitor: Visitor, path: str = PERSON, document: str = "", **typed: str):  # type: ignore[no-untyped-def]
    """The document as a script gets it for the page with these answers typed in it."""
    page = Page(visitor.page(path))
    sent = page.form.sent(typed, "next") | {"_document": document}
    return visitor.client.post(f"{path}/preview", data=sent)


def text(data: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs)


def words(data: bytes) -> str:
    """The text without marks, with plain spaces."""
    return MARKS.sub("", text(data)).replace("\u00a0", " ")


# ---- for the script -------------------------------------------------------------------------------------------------


def test_it_is_made_of_what_is_typed_and_keeps_nothing(service: House, visitor: Visitor) -> None:
    answer = looked_at(visitor, surname="Şahin", born="14-5-1988")

    assert answer.status_code == 200
    assert "Şahin is 14 mei 1988." in words(answer.data)
    with visitor.client.session_transaction() as session:
        assert "drafts" not in session


def test_it_knows_the_rest_from_the_draft(visitor: Visitor) -> None:
    visitor.fill(PERSON, ABOUT_YOU)

    assert "Şahin is 14 mei 1988. Rust" in words(looked_at(visitor, DETAILS, wish="Rust").data)


def test_each_answer_is_marked_with_its_question(visitor: Visitor) -> None:
    found = [piece for piece in pieces(text(looked_at(visitor, surname="Jansen", born="14-5-1988").data)) if piece[1]]

    assert ("Jansen", "surname") in found
    assert ("14\u00a0mei\u00a01988", "born") in found


def test_it_says_what_the_download_says_and_the_download_has_no_marks(visitor: Visitor) -> None:
    visitor.fill(PERSON, ABOUT_YOU)
    visitor.fill(DETAILS, TALKS | {"wish": "Weer werken.\nMet rust."})
    made = visitor.get(f"{FORM}/your-documents/letter").data

    shown = looked_at(visitor, DETAILS, "letter").data

    assert BEGIN in text(shown)
    assert words(shown) == words(made)
    assert not MARKS.search(text(made))
    assert [block.text for block in of_word(shown)] == [block.text for block in of_word(made)]


@pytest.mark.parametrize("wrong", ["gisteren", "14-5-2099", "<b>", "31-02-1990"])
def test_a_wrong_answer_counts_as_not_given(visitor: Visitor, wrong: str) -> None:
    answer = looked_at(visitor, surname="Jansen", born=wrong)

    assert answer.status_code == 200
    assert "Jansen is ." in words(answer.data)
    assert "CONCEPT" in answer.headers["Content-Disposition"]


def test_the_document_that_tells_most_comes_first_and_one_may_choose(visitor: Visitor) -> None:
    visitor.fill(PERSON, ABOUT_YOU)
    visitor.fill(HEALTH, {"sick": "Iets"})

    first, chosen = looked_at(visitor, HEALTH), looked_at(visitor, HEALTH, "sheet")

    assert first.headers["Formgen-Document"] == "letter"
    assert first.headers["Formgen-Documents"].split() == ["letter", "copy", "sheet"]
    assert chosen.headers["Formgen-Document"] == "sheet"
    assert "Şahin: Iets" in words(chosen.data)


def test_a_document_that_these_answers_do_not_call_for_gives_way(visitor: Visitor) -> None:
    answer = looked_at(visitor, agrees="yes", document="letter")

    assert answer.headers["Formgen-Document"] == "copy"  # the only one while a stop holds


def test_no_document_is_no_fault(visitor: Visitor, service: House) -> None:
    form = service.folder / "forms" / "small.yml"
    form.write_text(form.read_text("utf-8").replace("    even if stopped: yes\n", ""), "utf-8")

    answer = looked_at(visitor, agrees="yes")

    assert (answer.status_code, answer.data) == (204, b"")
    assert "nog geen document" in visitor.fill(PERSON, {"agrees": "yes"}, act="preview", follow=True).text


def test_nothing_of_it_may_be_stored_or_guessed(visitor: Visitor) -> None:
    answer = looked_at(visitor, surname="Jansen")

    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_without_a_token_there_is_none(service: House) -> None:
    assert service.visitor().client.post(f"{PERSON}/preview", data={"surname": "Jansen"}).status_code in (400, 403)


@pytest.mark.parametrize("path", ["/nowhere/person/preview", f"{FORM}/nowhere/preview"])
def test_what_is_not_there_has_no_preview(visitor: Visitor, path: str) -> None:
    assert visitor.get(path).status_code == 404


# ---- the page of its own --------------------------------------------------------------------------------------------


def test_a_button_keeps_the_page_and_leads_to_it(visitor: Visitor) -> None:
    answer = visitor.fill(PERSON, ABOUT_YOU | {"born": "gisteren"}, act="preview")

    assert answer.location == f"{PERSON}/preview"
    assert "Şahin" in visitor.page(PERSON)


def test_it_reads_the_document_with_each_answer_as_the_way_to_its_question(visitor: Visitor) -> None:
    visitor.fill(PERSON, ABOUT_YOU)
    page = visitor.page(f"{DETAILS}/preview?document=copy")

    assert "Şahin is 14 mei 1988." in Page(page).words
    assert f"{PERSON}#surname" in Page(page).links
    assert '<option value="copy" selected>' in page
    assert not MARKS.search(page)


@pytest.mark.parametrize(
    ("at", "marked", "says"),
    [
        ("surname", ["Şahin"], "Uw antwoord bij “Achternaam” is gemarkeerd."),
        ("born", ["14\u00a0mei\u00a01988"], "Uw antwoord bij “Geboortedatum” is gemarkeerd."),
        ("nickname", [], "Uw antwoord bij “Roepnaam” staat niet in dit document."),
        ("nonsense", [], ""),
        ("", [], ""),
    ],
)
def test_the_text_marks_the_answer_one_comes_from(visitor: Visitor, at: str, marked: list[str], says: str) -> None:
    visitor.fill(PERSON, ABOUT_YOU)

    page = visitor.page(f"{PERSON}/preview?at={at}")

    assert re.findall(r'class="answer here"[^>]*>([^<]+)<', page) == marked
    assert re.findall(r"Uw antwoord bij “[^”]+” [^.]+\.", page) == ([says] if says else [])


@pytest.mark.parametrize(
    ("question", "at", "is_there"),
    [
        ("talks.1.talk_with", "talks", True),
        ("talks.1.talk_with", "talks.1", True),
        ("talks_more", "talks", False),
        ("born", "born", True),
        ("born", "bor", False),
        ("born", "", False),
        ("", "", False),
    ],
)
def test_a_group_holds_its_answers(question: str, at: str, is_there: bool) -> None:
    assert is_at(question, at) is is_there


def test_it_speaks_english_too(visitor: Visitor) -> None:
    visitor.fill(PERSON, ABOUT_YOU)
    page = visitor.get(f"{PERSON}/preview", headers={"Accept-Language": "en"}).text

    assert "Preview of your document" in page
    assert "14 May 1988" in page.replace("\u00a0", " ")


def test_an_impossible_character_does_not_take_the_page_away(visitor: Visitor) -> None:
    visitor.fill(DETAILS, {"wish": "Bel\x07"})

    assert visitor.get(f"{DETAILS}/preview").status_code == 200


@pytest.mark.parametrize(
    ("name", "leads_to"),
    [
        ("surname", f"{PERSON}#surname"),
        ("talks.2.talk_with", f"{DETAILS}#talks-2-talk_with"),
        ("nothing", f"{DETAILS}#talks"),
        ("talks.2.nothing", f"{DETAILS}#talks"),
    ],
)
def test_a_place_in_the_document_leads_to_its_question(visitor: Visitor, name: str, leads_to: str) -> None:
    assert visitor.get(f"{DETAILS}/preview/to/{name}").location == leads_to


def test_the_viewer_comes_only_when_it_is_needed(visitor: Visitor) -> None:
    page = visitor.page(PERSON)

    assert "docx-preview.min.js" in page
    assert not re.search(r"<script[^>]*vendor", page)
    assert page.count('id="preview"') == 1
