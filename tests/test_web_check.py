"""The check page shows each part as a line that says how it stands, and opens what needs a look."""

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from formgen.library import SHIPPED
from formgen.store.settings import Settings
from formgen.web import create_app, drafts_of
from tests.pages import Page
from tests.smallform import ABOUT_YOU, FORM, SECRET, TALKS, House, Visitor, house

PERSON, DETAILS, HEALTH, CHECK = (f"{FORM}/{path}" for path in ("person", "details", "health", "check-answers"))
RATIONALE = "/onderbouwing-afwijking-deskundigenoordeel"
_PART = re.compile(r'<details class="part" id="part-(\w+)"( open)?><summary>(.*?)</summary>', re.S)


@pytest.fixture
def service(tmp_path: Path) -> Iterator[House]:
    with house(tmp_path) as running:
        yield running


@pytest.fixture
def visitor(service: House) -> Visitor:
    return service.visitor()


@pytest.fixture
def ready(visitor: Visitor) -> Visitor:
    visitor.fill(PERSON, ABOUT_YOU)
    visitor.fill(DETAILS, TALKS)
    visitor.fill(HEALTH, {"sick": "Rug."})
    return visitor


def is_open(page: str) -> dict[str, bool]:
    return {name: bool(opened) for name, opened, _ in _PART.findall(page)}


def stands(page: str) -> dict[str, str]:
    """What the line of each part says, without its number and title."""
    lines = {name: line.partition("</h2>")[2] for name, _, line in _PART.findall(page)}
    return {name: html.unescape(re.sub(r"<[^>]+>", "", line)).strip() for name, line in lines.items()}


# ---- what is open ----------------------------------------------------------------------------------------------------


def test_what_is_in_order_is_a_line_with_the_answers_behind_it(ready: Visitor) -> None:
    page = ready.page(CHECK)

    assert is_open(page) == {"person": False, "details": False, "health": False}
    assert stands(page) == {"person": "Klaar", "details": "Klaar", "health": "Klaar"}
    assert "14 mei 1988" in page.replace("\u00a0", " ")


def test_a_part_that_lacks_something_is_open_and_one_not_begun_is_not(visitor: Visitor) -> None:
    visitor.fill(PERSON, {"surname": "Şahin"})

    page = visitor.page(CHECK)

    assert is_open(page) == {"person": True, "details": False}
    assert stands(page) == {"person": "Nog 3 vragen", "details": "Nog niet begonnen"}


def test_an_answer_that_cannot_be_used_opens_its_part(ready: Visitor) -> None:
    ready.fill(PERSON, {"born": "gisteren"}, act="on")

    page = ready.page(CHECK)

    assert is_open(page) == {"person": True, "details": False, "health": False}
    assert stands(page)["person"] == "1 antwoord verbeteren"


@pytest.mark.parametrize("answers", [{"agrees": "yes"}, {"works": "full"}])
def test_an_answer_that_a_finding_is_about_is_in_sight(ready: Visitor, answers: dict[str, str]) -> None:
    ready.fill(PERSON, answers)

    assert is_open(ready.page(CHECK))["person"] is True


@pytest.mark.parametrize(
    ("wanted", "opened"),
    [("all", {"person", "details", "health"}), ("details", {"details"}), ("nonsense", set()), ("", set())],
)
def test_the_visitor_opens_one_part_or_all_without_scripts(ready: Visitor, wanted: str, opened: set[str]) -> None:
    page = ready.page(f"{CHECK}?open={wanted}")

    assert {name for name, seen in is_open(page).items() if seen} == opened
    assert ("Toon alleen wat aandacht vraagt" in page) is (wanted == "all")
    assert (f'href="{CHECK}?open=all#parts"' in page) is (wanted != "all")


def test_who_changed_an_answer_comes_back_to_it_in_sight(ready: Visitor) -> None:
    location = ready.fill(f"{PERSON}?from=check", {"surname": "De Vries"}).location

    assert location == f"{CHECK}?open=person#part-person"
    assert is_open(ready.page(location)) == {"person": True, "details": False, "health": False}


# ---- stopping --------------------------------------------------------------------------------------------------------


def test_stopping_leads_to_the_ways_to_go_on_and_from_there_back(visitor: Visitor) -> None:
    location = visitor.fill(DETAILS, {"wish": "Werken."}, act="stop").location
    page = visitor.page(location)

    assert location == f"{FORM}/continue-later?part=details"
    assert f'<a class="back" href="{DETAILS}">' in page
    assert "Terug naar: Gesprekken" in page
    assert "Uw antwoorden zijn bewaard, voor het laatst op 23\u00a0november\u00a02026 om 12.00." in page


@pytest.mark.parametrize("part", ["", "?part=nowhere", "?part=../x"])
def test_the_way_back_is_to_the_parts_when_one_comes_from_no_part(visitor: Visitor, part: str) -> None:
    visitor.fill(PERSON, ABOUT_YOU)

    assert f'<a class="back" href="{FORM}">' in visitor.page(f"{FORM}/continue-later{part}")


def test_who_wants_nothing_kept_is_not_told_that_it_is(visitor: Visitor) -> None:
    values = visitor.fields(visitor.page(FORM))
    visitor.client.post(f"{FORM}/keep-nothing", data=values | {"keep": "no"})
    visitor.fill(PERSON, ABOUT_YOU)

    page = visitor.page(visitor.fill(PERSON, act="stop").location)

    assert "Wij bewaren niets. Neem uw antwoorden dus zelf mee." in page
    assert "zijn bewaard" not in page


# ---- what our own forms do not offer ---------------------------------------------------------------------------------


def test_only_an_application_offers_a_second_question(tmp_path: Path) -> None:
    site = create_app(Settings(data=tmp_path, secret=SECRET), folders=[SHIPPED])
    visitor = Visitor(site.test_client())
    for home, part in ((RATIONALE, "file"), ("/deskundigenoordeel-werknemer", "employee")):
        page = Page(visitor.page(f"{home}/{part}"))
        visitor.client.post(page.form.action, data=page.form.sent({"surname": "Şahin"}, "on"))

    assert "/second-question" not in visitor.page(f"{RATIONALE}/your-documents")
    token = Page(visitor.page(f"{RATIONALE}/file")).form.values["csrf_token"]
    assert visitor.client.post(f"{RATIONALE}/second-question", data={"csrf_token": token}).status_code == 404
    assert visitor.client.get("/adviser").status_code == 404
    drafts_of(site).close()
