"""Working copies in the pages: taken along, brought back, compared, and never in place of anything by surprise."""

import io
import json
import re
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from formgen.documents import workingcopy
from formgen.documents.workingcopy import Carried
from formgen.web import copies, drafts_of, nothingkept
from tests.smallform import ABOUT_YOU, FORM, TALKS, House, Visitor, house

PERSON, DETAILS = f"{FORM}/person", f"{FORM}/details"
LETTER = f"{FORM}/your-documents/letter"
ANSWERS = ABOUT_YOU | {"nickname": "Ay", "why_none": "geparkeerd"}


@pytest.fixture
def service(tmp_path: Path) -> Iterator[House]:
    with house(tmp_path) as running:
        yield running


@pytest.fixture
def visitor(service: House) -> Visitor:
    found = service.visitor()
    found.fill(PERSON, ANSWERS)
    found.fill(DETAILS, TALKS)
    return found


def bring(visitor: Visitor, data: bytes, name: str = "kopie.docx", at: str = "") -> TestResponse:
    """Bring this file to the page for working copies."""
    return visitor.bring(f"{at}/working-copy", data, name)


def use(visitor: Visitor, page: str, do: str, at: str = "") -> TestResponse:
    """Press a button on the page that compares."""
    fields = {name: unescape(value) for name, value in visitor.fields(page).items()}
    return visitor.client.post(f"{at}/working-copy/use", data=fields | {"do": do})


def copy_of(**answers: str) -> bytes:
    return workingcopy.as_file(Carried("small", answers))


# ---- taken along -----------------------------------------------------------------------------------------------------


def test_a_clean_copy_carries_nothing_and_is_what_one_gets(visitor: Visitor) -> None:
    page = visitor.page(f"{FORM}/your-documents")
    clean = visitor.get(LETTER).data

    assert page.index(f'href="{LETTER}"') < page.index(f'href="{LETTER}/working-copy"')
    with zipfile.ZipFile(io.BytesIO(clean)) as archive:
        assert not any(b"urn:formgen" in archive.read(name) for name in archive.namelist())
    with pytest.raises(Exception, match="carries no answers"):
        workingcopy.unpack(clean)


def test_a_working_copy_carries_everything_also_what_is_parked(visitor: Visitor) -> None:
    answer = visitor.get(f"{LETTER}/working-copy")

    carried = workingcopy.unpack(answer.data)
    assert "werkkopie" in answer.headers["Content-Disposition"]
    assert carried.form == "small"
    assert carried.answers == {**ANSWERS, **TALKS}


def test_the_json_beside_it_says_the_same(visitor: Visitor) -> None:
    answer = visitor.get(f"{FORM}/working-copy.json")

    assert answer.mimetype == "application/json"
    assert answer.get_json() == {"form": "small", "answers": {**ANSWERS, **TALKS}}


def test_what_only_the_physician_reads_is_offered_clean_alone(visitor: Visitor) -> None:
    visitor.fill(f"{FORM}/health", {"sick": "iets"})
    page = visitor.page(f"{FORM}/your-documents")

    assert f'href="{FORM}/your-documents/sheet"' in page
    assert f"{FORM}/your-documents/sheet/working-copy" not in page


# ---- brought back ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [f"{LETTER}/working-copy", f"{FORM}/working-copy.json"])
def test_it_goes_on_in_another_browser(service: House, visitor: Visitor, path: str) -> None:
    data, other = visitor.get(path).data, service.visitor()
    before = drafts_of(service.app).count()

    shown = bring(other, data)
    page = shown.get_data(as_text=True)

    assert shown.status_code == 200
    assert "Er is nog niets veranderd" in page
    assert "Şahin" in page
    assert drafts_of(service.app).count() == before

    went_on = use(other, page, "beside")
    assert (went_on.status_code, went_on.location) == (303, FORM)
    assert other.client.get(f"{FORM}/working-copy.json").get_json()["answers"] == {**ANSWERS, **TALKS}


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", unescape(page)).split())


def test_it_shows_what_would_change_in_words_before_anything_does(service: House, visitor: Visitor) -> None:
    data = copy_of(
        **{**ANSWERS, **TALKS, "surname": "Anders", "works": "full", "talks.1.talk_with": "", "wish": "Rust"}
    )

    page = bring(visitor, data).get_data(as_text=True)
    told = words(page)

    assert "Achternaam Nu: Şahin In de kopie: Anders" in told
    assert "Werkt u? Nu: Voor een deel In de kopie: Ja, alle uren" in told
    assert "Met wie? (1) Nu: De baas In de kopie: niets" in told
    assert "Wat wilt u? Nu: niets In de kopie: Rust" in told
    assert "Geboortedatum" not in told  # the same in both
    assert told.index("Achternaam") < told.index("Werkt u?") < told.index("Met wie?")
    assert visitor.fields(visitor.page(PERSON))["surname"] == "Şahin"


def test_replacing_is_done_only_by_its_own_button(service: House, visitor: Visitor) -> None:
    page = bring(visitor, copy_of(surname="Anders")).get_data(as_text=True)

    assert use(visitor, page, "replace").location == FORM
    assert visitor.client.get(f"{FORM}/working-copy.json").get_json()["answers"] == {"surname": "Anders"}


def test_beside_it_keeps_both_and_twice_is_once(service: House, visitor: Visitor) -> None:
    page = bring(visitor, copy_of(surname="Anders")).get_data(as_text=True)

    first, again = (use(visitor, page, "beside").location or "" for _ in range(2))

    assert re.fullmatch(r"/small~[0-9a-f]{16}", first)
    assert again == first
    assert visitor.fields(visitor.page(f"{first}/person"))["surname"] == "Anders"
    assert visitor.fields(visitor.page(PERSON))["surname"] == "Şahin"


def test_answers_that_changed_meanwhile_are_compared_once_more(visitor: Visitor) -> None:
    page = bring(visitor, copy_of(surname="Anders")).get_data(as_text=True)
    visitor.fill(PERSON, {"nickname": "Later"})

    again = use(visitor, page, "replace")

    assert again.status_code == 200
    assert "Later" in again.get_data(as_text=True)
    assert visitor.fields(visitor.page(PERSON))["surname"] == "Şahin"
    assert use(visitor, again.get_data(as_text=True), "replace").status_code == 303
    assert visitor.fields(visitor.page(PERSON))["surname"] == "Anders"


def test_a_copy_that_says_the_same_asks_nothing(visitor: Visitor) -> None:
    page = bring(visitor, visitor.get(f"{LETTER}/working-copy").data).get_data(as_text=True)

    assert "Alles is gelijk" in page
    assert "Vervang mijn antwoorden" not in page


def test_it_is_compared_with_the_draft_on_whose_page_it_was_brought(visitor: Visitor) -> None:
    second = use(visitor, bring(visitor, copy_of(surname="Tweede")).get_data(as_text=True), "beside").location or ""
    visitor.fill(PERSON, {"nickname": "laatst gewijzigd"})

    told = words(bring(visitor, copy_of(surname="Derde"), at=second).get_data(as_text=True))

    assert "Nu: Tweede In de kopie: Derde" in told


def test_questions_that_are_no_more_are_left_out(service: House) -> None:
    visitor = service.visitor()
    data = copy_of(surname="Anders", gone="oud", **{"talks.9.talk_with": "x", "talks.1.gone": "x", "surname.1.x": "y"})

    page = bring(visitor, data).get_data(as_text=True)
    use(visitor, page, "beside")

    assert "1 antwoord." in page
    assert visitor.client.get(f"{FORM}/working-copy.json").get_json()["answers"] == {"surname": "Anders"}


def test_with_nothing_kept_the_copy_stays_in_the_browser(service: House) -> None:
    visitor = service.visitor()
    values = visitor.fields(visitor.page(FORM))
    visitor.client.post(f"{FORM}/keep-nothing", data=values | {"keep": "no"})

    use(visitor, bring(visitor, copy_of(surname="Eerst"), at=FORM).get_data(as_text=True), "beside", at=FORM)
    assert visitor.fields(visitor.page(PERSON))["surname"] == "Eerst"

    compared = bring(visitor, copy_of(surname="Dan"), at=FORM).get_data(as_text=True)
    assert "Nu: Eerst In de kopie: Dan" in words(compared)
    beside = use(visitor, compared, "beside", at=FORM).location or ""
    assert visitor.fields(visitor.page(f"{beside}/person"))["surname"] == "Dan"
    assert drafts_of(service.app).count() == 0
    assert visitor.client.get_cookie(f"{nothingkept.COOKIE}-0", path=beside)


# ---- files that are something else -----------------------------------------------------------------------------------

BAD: list[tuple[bytes, str]] = [
    (b"", "geen antwoorden"),
    (b"hallo", "geen antwoorden"),
    (b"PK\x03\x04 half", "beschadigd"),
    (b"%PDF-1.7 half", "kapot"),
    (b"\x00" * 5000, "geen antwoorden"),
    (b'{"form": "small"', "JSON"),
    (json.dumps({"form": "other", "answers": {"a": "b"}}).encode(), "hier niet is"),
    (copy_of(wish="x" * 700_000), "meer antwoorden dan"),
]


@pytest.mark.parametrize(("data", "says"), BAD, ids=range(len(BAD)))
def test_another_file_is_refused_with_a_sentence_and_changes_nothing(
    service: House, visitor: Visitor, data: bytes, says: str
) -> None:
    before = visitor.client.get(f"{FORM}/working-copy.json").data

    answer = bring(visitor, data, "Merkwaardigsma.pdf")

    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert says in page
    assert "Merkwaardigsma" not in page  # nor in any log: the name is not used at all
    assert "Merkwaardigsma" not in service.log.getvalue()
    assert visitor.client.get(f"{FORM}/working-copy.json").data == before


def test_no_file_asks_for_one(visitor: Visitor) -> None:
    answer = bring(visitor, b"", "")

    assert answer.status_code == 422
    assert "Kies een bestand" in answer.get_data(as_text=True)


def test_what_comes_back_with_the_button_is_judged_anew(visitor: Visitor) -> None:
    values = visitor.fields(visitor.page("/working-copy"))
    for sent in ({}, {"answers": "x"}, {"answers": '{"form": "nope", "answers": {}}'}):
        answer = visitor.client.post("/working-copy/use", data=values | sent | {"do": "replace"})
        assert answer.status_code == 422, sent


def test_a_file_over_the_limit_is_told_how_large_it_may_be(visitor: Visitor) -> None:
    answer = bring(visitor, b"x" * (copies.MOST_BYTES + 200_000))

    assert answer.status_code == 413
    assert "10 MB" in answer.get_data(as_text=True)


@pytest.mark.parametrize("at", ["/nothing", "/small~x"])
def test_there_is_no_page_for_a_form_that_is_not_there(visitor: Visitor, at: str) -> None:
    assert visitor.get(f"{at}/working-copy").status_code == 404


def test_scripts_in_a_copy_are_words(visitor: Visitor) -> None:
    page = bring(visitor, copy_of(surname="<script>alert(1)</script>", nickname='"><img src=x>')).get_data(as_text=True)

    assert "<script>alert" not in page
    assert "<img" not in page
    assert "&lt;script&gt;alert(1)" in page
