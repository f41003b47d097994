"""What the checks say while one answers: beside the question, with who says so, and never in the way of going on."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from formgen.library import SHIPPED
from formgen.store.drafts import Content, Drafts
from formgen.store.settings import Settings
from formgen.web import create_app, drafts_of
from formgen.web.faults import Site
from formgen.web.visit import forget, keep, works
from tests.pages import Page
from tests.smallform import ABOUT_YOU, FORM, SECRET, Clock, House, Visitor, house

PERSON, DETAILS = f"{FORM}/person", f"{FORM}/details"
RATIONALE = "/onderbouwing-afwijking-deskundigenoordeel"


@pytest.fixture
def service(tmp_path: Path) -> Iterator[House]:
    with house(tmp_path) as running:
        yield running


@pytest.fixture
def visitor(service: House) -> Visitor:
    return service.visitor()


@pytest.fixture
def shipped(tmp_path: Path) -> Iterator[Site]:
    site = create_app(Settings(data=tmp_path, secret=SECRET), folders=[SHIPPED], clock=Clock(), log=io.StringIO())
    yield site
    drafts_of(site).close()


def told(page: str, name: str) -> str:
    """What stands beside this question, without its tags; the tips come after it."""
    found = re.search(rf'data-told="{name}">(.*?)</div>\s*(?:<details|</div>\s*</div>)', page, re.S)
    assert found, name
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found.group(1))).strip()


def asked(visitor: Visitor, path: str, **given: str) -> dict[str, object]:
    answer = visitor.client.post(f"{path}/asked", data=Page(visitor.page(path)).form.sent(given, "keep"))
    assert answer.status_code == 200
    return dict(answer.json or {})


# ---- findings -------------------------------------------------------------------------------------------------------


def test_a_fresh_page_says_nothing(visitor: Visitor) -> None:
    page = visitor.page(PERSON)

    assert "Stopt de aanvraag" not in page
    assert told(page, "agrees") == told(page, "works") == ""


def test_a_finding_stands_beside_its_question_with_its_source(visitor: Visitor) -> None:
    visitor.fill(PERSON, ABOUT_YOU | {"agrees": "yes", "works": "full"})
    page = visitor.page(PERSON)

    assert told(page, "agrees").startswith("Stopt de aanvraag U bent het eens. Dan is er niets te vragen. Bron: UWV")
    assert told(page, "works").startswith("Let op U werkt alle uren.")
    assert told(page, "surname") == ""


def test_it_never_blocks_going_on(visitor: Visitor) -> None:
    assert visitor.fill(PERSON, ABOUT_YOU | {"agrees": "yes"}).location == DETAILS


def test_the_script_gets_the_same_without_anything_being_kept(service: House, visitor: Visitor) -> None:
    verdict = asked(visitor, PERSON, agrees="yes", works="full")

    beside = verdict["beside"]
    assert isinstance(beside, dict)
    assert "U bent het eens." in beside["agrees"]
    assert "U werkt alle uren." in beside["works"]
    assert beside["surname"] == ""
    assert verdict["score"] == ""
    assert drafts_of(service.app).count() == 0
    visitor.fill(PERSON, ABOUT_YOU | {"agrees": "yes", "works": "full"})
    shown = re.search(r'data-told="agrees">(.*?)</div>\s*</div>', visitor.page(PERSON), re.S)
    assert shown
    assert beside["agrees"].strip().startswith(shown.group(1).strip()[:200])


def test_a_finding_speaks_the_visitors_language(visitor: Visitor) -> None:
    visitor.post("/language", visitor.fields(visitor.page("/privacy")) | {"language": "en"})
    beside = asked(visitor, PERSON, agrees="yes")["beside"]

    assert isinstance(beside, dict)
    assert "Stops the application" in beside["agrees"]
    assert "You agree." in beside["agrees"]


def test_what_is_still_lacking_is_not_said_before_one_came_to_it(visitor: Visitor) -> None:
    visitor.fill(PERSON, ABOUT_YOU)
    assert told(visitor.page(DETAILS), "papers") == ""  # the letter is needed, and nobody was asked for it yet

    visitor.fill(DETAILS, {"papers": "report"})
    assert "U noemt nog niet: Brief." in told(visitor.page(DETAILS), "papers")


@pytest.mark.parametrize("typed", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>'])
def test_no_answer_becomes_part_of_what_the_script_puts_in_the_page(visitor: Visitor, typed: str) -> None:
    verdict = asked(visitor, PERSON, nickname=typed, surname=typed, agrees="yes", works="full")

    assert typed not in str(verdict["beside"])


def test_one_line_says_aloud_what_is_new(visitor: Visitor) -> None:
    page = visitor.page(PERSON)

    assert page.count('id="spoken"') == 1
    assert re.search(r'<p class="sr" role="status" id="spoken"></p>', page)


# ---- the words suit the form ----------------------------------------------------------------------------------------


def test_a_document_for_the_file_speaks_of_no_application(shipped: Site) -> None:
    visitor = Visitor(shipped.test_client())
    plan = "/plan-van-aanpak-spoor-2"
    shown = Page(visitor.page(f"{plan}/parties"))
    visitor.client.post(shown.form.action, data=shown.form.sent({"surname": "Mensah"}, "on"))
    words = Page(visitor.page(f"{plan}/check-answers")).words

    assert "Stopt de aanvraag" not in words
    assert "uw aanvraag" not in words
    assert "neemt de vraag niet in behandeling" not in words
    assert "Nog te doen: u kunt wel al een concept downloaden." in words


# ---- the score ------------------------------------------------------------------------------------------------------


def type_in(visitor: Visitor, section: str, **given: str) -> None:
    page = Page(visitor.page(f"{RATIONALE}/{section}"))
    assert visitor.client.post(page.form.action, data=page.form.sent(given, "on")).status_code == 303


def test_the_score_of_a_rationale_grows_while_one_answers(shipped: Site) -> None:
    visitor = Visitor(shipped.test_client())
    page = visitor.page(f"{RATIONALE}/deviation")
    assert re.search(r"<b>0</b> van de 20 punten", page)

    type_in(
        visitor, "the_opinion", opinion_date="2-11-2026", question_text="Is het passend?", opinion_outcome="own_fit"
    )
    verdict = asked(visitor, f"{RATIONALE}/deviation", deviation_scope="part", followed_rest="yes")

    before = re.search(r"<b>(\d+)</b> van de 20", visitor.page(f"{RATIONALE}/deviation"))
    after = re.search(r"<b>(\d+)</b> van de 20", str(verdict["score"]))
    assert before
    assert after
    assert int(after.group(1)) == int(before.group(1)) + 2


def test_red_flags_stand_with_the_score(shipped: Site) -> None:
    visitor = Visitor(shipped.test_client())
    assert "groot risico" not in visitor.page(f"{RATIONALE}/reasons")
    body = {"reasons.1.reason_kind": "disagree", "reasons.1.reason": "Wij zijn het er niet mee eens."}
    page = Page(visitor.page(f"{RATIONALE}/reasons"))
    visitor.client.post(page.form.action, data=page.form.sent(body, "on"))

    said = Page(visitor.page(f"{RATIONALE}/deviation")).words
    assert "1 groot risico" in said


def test_only_a_rationale_has_a_score(visitor: Visitor, shipped: Site) -> None:
    assert "data-score" not in visitor.page(PERSON)
    assert "data-score" not in Visitor(shipped.test_client()).page("/plan-van-aanpak-spoor-2/parties")


# ---- what stands on an earlier page ---------------------------------------------------------------------------------

LATER = """
  - warn: {works: full, needs: lifting}
    because: Alle uren en niet tillen. | All hours and no lifting.
    at: works
"""


def with_later_rule(service: House) -> Visitor:
    form = service.folder / "forms" / "small.yml"
    form.write_text(form.read_text("utf-8").replace("documents:\n", LATER.lstrip("\n") + "documents:\n", 1), "utf-8")
    return service.visitor()


def test_what_an_answer_here_calls_for_at_an_earlier_question_is_said_here_with_the_way_there(service: House) -> None:
    visitor = with_later_rule(service)
    visitor.fill(PERSON, ABOUT_YOU | {"works": "full"})
    visitor.fill(DETAILS, {"needs": "lifting"})
    page = visitor.page(DETAILS)

    assert "Alle uren en niet tillen. " in told(page, "needs")
    assert told(page, "needs").endswith("Dit gaat over uw antwoord bij: Over u")
    assert 'name="_do" value="part:person"' in page
    assert told(page, "wish") == told(page, "talks") == ""
    assert "Dit gaat over uw antwoord" not in visitor.page(PERSON)
    assert told(visitor.page(PERSON), "works").count("Alle uren en niet tillen.") == 1
    beside = asked(visitor, DETAILS, needs="lifting")["beside"]
    assert isinstance(beside, dict)
    assert "Dit gaat over uw antwoord" in beside["needs"]


def test_what_the_earlier_page_called_for_by_itself_is_not_said_again(service: House) -> None:
    visitor = with_later_rule(service)
    visitor.fill(PERSON, ABOUT_YOU | {"works": "full"})
    visitor.fill(DETAILS, {"needs": "standing"})

    assert told(visitor.page(DETAILS), "needs") == ""
    assert "U werkt alle uren." not in visitor.page(DETAILS)


# ---- read once a request --------------------------------------------------------------------------------------------


def test_every_draft_is_opened_once_a_request_however_many_parts_ask(
    service: House, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor.fill(PERSON, ABOUT_YOU)
    opened: list[str] = []
    find = Drafts.find
    monkeypatch.setattr(Drafts, "find", lambda *given: opened.append(given[1]) or find(*given))  # type: ignore[func-returns-value]

    visitor.page(PERSON)

    assert len(opened) <= 2  # the page's own draft, and once more among all of the visitor's


def test_what_a_request_keeps_is_seen_by_what_it_looks_up_after(service: House) -> None:
    with service.app.test_request_context("/"):
        assert works() == ()
        keep("small", lambda content: Content(raw={"surname": "Bos"}))
        assert [dict(one.content.raw) for one in works()] == [{"surname": "Bos"}]
        assert works() is works()
        keep("small", lambda content: Content(raw={"surname": "Vos"}))
        assert [one.content.raw["surname"] for one in works()] == ["Vos"]
        forget("small")
        assert works() == ()
