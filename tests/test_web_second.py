"""More than one draft of a form: a second question about one case, or somebody else, each at its own address."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from formgen.library import SHIPPED
from formgen.loader.answersfile import read_answers
from formgen.store.drafts import Content
from formgen.store.settings import Settings
from formgen.web import create_app, drafts_of
from formgen.web.faults import Site
from tests.pages import Page
from tests.smallform import SECRET, Clock, Visitor

NAME = "deskundigenoordeel-werknemer"
HOME = f"/{NAME}"
CASE = SHIPPED / "samples" / NAME / "case-1.yml"
SECOND = re.compile(rf"{HOME}~[0-9a-f]{{16}}")


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Site]:
    site = create_app(Settings(data=tmp_path, secret=SECRET), folders=[SHIPPED], clock=Clock(), log=io.StringIO())
    yield site
    drafts_of(site).close()


@pytest.fixture
def visitor(app: Site) -> Visitor:
    return Visitor(app.test_client())


def type_in(visitor: Visitor, section: str, home: str = HOME, act: str = "on", **given: str) -> None:
    page = Page(visitor.page(f"{home}/{section}"))
    assert visitor.client.post(page.form.action, data=page.form.sent(given, act)).status_code == 303


def begin(visitor: Visitor) -> None:
    """A first application: who, which question, and one answer that belongs to that question."""
    type_in(visitor, "employee", surname="Şahin", bsn="111222333", initials="A.")
    type_in(visitor, "the_question", question_type="own_work", assessment_date="16-11-2026")
    type_in(visitor, "own_work", own_tasks="Tillen lukt niet.")
    type_in(visitor, "job", job_title="orderpicker")


def ask_again(visitor: Visitor, home: str = HOME) -> TestResponse:
    token = Page(visitor.page(f"{home}/the_question")).form.values["csrf_token"]
    return visitor.client.post(f"{home}/second-question", data={"csrf_token": token})


def value(visitor: Visitor, path: str, name: str) -> str:
    return Page(visitor.page(path)).form.values[name]


# ---- a second question ----------------------------------------------------------------------------------------------


def test_it_has_the_case_and_not_the_question(visitor: Visitor) -> None:
    begin(visitor)
    home = ask_again(visitor).location

    assert SECOND.fullmatch(home)
    assert value(visitor, f"{home}/employee", "surname") == "Şahin"
    assert value(visitor, f"{home}/job", "job_title") == "orderpicker"
    assert "checked" not in visitor.page(f"{home}/the_question")
    assert visitor.get(f"{home}/own_work").status_code == 302  # no question, so no section of one


def test_the_first_one_stays_and_both_open_from_the_start_page(visitor: Visitor) -> None:
    begin(visitor)
    home = ask_again(visitor).location
    type_in(visitor, "the_question", home, question_type="suitable_work")
    type_in(visitor, "employee", home, surname="Anders")

    assert value(visitor, f"{HOME}/employee", "surname") == "Şahin"
    assert value(visitor, f"{HOME}/own_work", "own_tasks") == "Tillen lukt niet."
    start = visitor.page("/")
    assert f'href="{HOME}"' in start
    assert f'href="{home}"' in start
    assert "A. Şahin" in start
    assert "A. Anders" in start
    assert "Kan ik op een bepaalde datum mijn eigen werk volledig doen?" in start
    assert "Is aangepast of ander werk passend voor mij?" in start


def test_it_says_that_each_question_costs_and_is_judged_once(visitor: Visitor) -> None:
    begin(visitor)
    home = ask_again(visitor).location

    page = visitor.page(home)
    assert "Elke vraag is een eigen aanvraag, met eigen kosten. UWV oordeelt één keer over elke vraag." in page
    assert f'href="{HOME}"' in page


def test_pressing_twice_makes_one_draft(app: Site, visitor: Visitor) -> None:
    begin(visitor)

    assert ask_again(visitor).location == ask_again(visitor).location
    assert drafts_of(app).count() == 2


def test_the_same_question_twice_is_a_warning(visitor: Visitor) -> None:
    begin(visitor)
    home = ask_again(visitor).location
    type_in(visitor, "the_question", home, question_type="own_work")

    assert "U hebt al een aanvraag met deze vraag." in visitor.page(f"{home}/check-answers")
    assert "U hebt al een aanvraag met deze vraag." in visitor.page(f"{home}/the_question")
    type_in(visitor, "the_question", home, question_type="suitable_work")
    assert "U hebt al een aanvraag met deze vraag." not in visitor.page(f"{home}/check-answers")


def test_without_a_first_application_there_is_no_second(app: Site, visitor: Visitor) -> None:
    assert ask_again(visitor).status_code == 404
    assert drafts_of(app).count() == 0


def test_a_document_for_the_file_has_no_second_question(visitor: Visitor) -> None:
    plan = "/plan-van-aanpak-spoor-2"
    type_in(visitor, "parties", plan, surname="Mensah")
    token = Page(visitor.page(f"{plan}/parties")).form.values["csrf_token"]

    assert visitor.client.post(f"{plan}/second-question", data={"csrf_token": token}).status_code == 404


def test_the_finished_application_offers_it(app: Site, visitor: Visitor) -> None:
    begin(visitor)
    offered = 'action="/deskundigenoordeel-werknemer/second-question"'
    assert offered not in visitor.page(f"{HOME}/your-documents")  # a draft of which much is still missing

    whole = drafts_of(app).start(NAME, Content(dict(read_answers(CASE.read_bytes(), CASE.name).answers)))
    visitor.know(whole.id, NAME)
    page = visitor.page(f"{HOME}/your-documents")
    assert offered in page
    assert "Elke vraag is een eigen aanvraag, met eigen kosten." in page


def test_the_adviser_makes_a_second_one_when_the_first_asks_something_else(visitor: Visitor) -> None:
    begin(visitor)
    clear = ("agree_not_unfit", "zw_benefit", "employment_ended", "earlier_opinion", "cao_body")
    given = {"role": "employee", "motive": "recovered", "talked": "yes"} | dict.fromkeys(clear, "no")
    page = Page(visitor.page("/advice"))
    advised = visitor.client.post("/advice", data=page.form.sent(given, "next"))
    assert "U hebt al een aanvraag" not in advised.get_data(as_text=True)  # the very same question
    same = visitor.client.post("/advice", data=page.form.sent(given, "take:own_work"))
    other = visitor.client.post("/advice", data=page.form.sent(given, "take:suitable_work"))

    assert same.location == HOME
    assert SECOND.fullmatch(other.location)
    assert value(visitor, f"{other.location}/employee", "surname") == "Şahin"
    assert "U hebt al een aanvraag met deze vraag." not in visitor.page(f"{other.location}/check-answers")


# ---- addresses ------------------------------------------------------------------------------------------------------


def test_an_empty_one_beside_it_keeps_nothing_until_something_is_typed(app: Site, visitor: Visitor) -> None:
    begin(visitor)
    found = SECOND.search(visitor.page(HOME))
    assert found
    home = found.group()

    assert value(visitor, f"{home}/employee", "surname") == ""
    assert drafts_of(app).count() == 1
    type_in(visitor, "employee", home, surname="De Vries", bsn="123456782")
    assert drafts_of(app).count() == 2
    assert value(visitor, f"{HOME}/employee", "surname") == "Şahin"
    assert "Elke vraag is een eigen aanvraag" not in visitor.page(home)  # somebody else


def test_deleting_one_leaves_the_other(app: Site, visitor: Visitor) -> None:
    begin(visitor)
    home = ask_again(visitor).location
    visitor.fill(f"{HOME}/delete-answers")

    assert drafts_of(app).count() == 1
    assert value(visitor, f"{home}/employee", "surname") == "Şahin"
    assert value(visitor, f"{HOME}/employee", "surname") == ""


def test_a_stale_page_of_a_deleted_draft_never_writes_into_a_newer_one(visitor: Visitor) -> None:
    begin(visitor)
    home = ask_again(visitor).location
    stale = Page(visitor.page(f"{home}/job"))
    visitor.fill(f"{home}/delete-answers")
    newer = ask_again(visitor).location
    late = visitor.client.post(stale.form.action, data=stale.form.sent({"job_title": "van gisteren"}, "on"))

    assert newer != home
    assert value(visitor, f"{newer}/job", "job_title") == "orderpicker"
    assert late.status_code == 303
    assert "Wat op deze bladzijde stond, is opnieuw bewaard." in visitor.page(late.location)
    assert value(visitor, late.location, "job_title") == "van gisteren"  # kept by itself, not lost


@pytest.mark.parametrize("key", ["", "2", "0123456789ABCDEF", "0123456789abcde", "0123456789abcdef0", "../../etc/pass"])
def test_an_address_that_is_not_ours_is_no_page(visitor: Visitor, key: str) -> None:
    assert visitor.get(f"{HOME}~{key}").status_code == 404


def test_nobody_opens_anothers_second_draft(app: Site, visitor: Visitor) -> None:
    begin(visitor)
    home = ask_again(visitor).location
    stranger = Visitor(app.test_client())

    assert value(stranger, f"{home}/employee", "surname") == ""
    assert "Şahin" not in stranger.page("/")


def test_no_address_holds_a_name_or_a_number_of_a_person(visitor: Visitor) -> None:
    begin(visitor)
    home = ask_again(visitor).location

    for path in re.findall(r'(?:href|action)="([^"]+)"', visitor.page(home) + visitor.page("/")):
        assert "ahin" not in path
        assert "111222333" not in path


# ---- one case, or two people ----------------------------------------------------------------------------------------


def test_two_people_do_not_contradict_each_other(visitor: Visitor) -> None:
    plan = "/plan-van-aanpak-spoor-2"
    type_in(visitor, "employee", "/deskundigenoordeel-werkgever", surname="Mensah", initials="K.", bsn="111222333")
    type_in(visitor, "sick", "/deskundigenoordeel-werkgever", first_sick_day="7-4-2025")
    type_in(visitor, "parties", plan, surname="Mensah")
    type_in(visitor, "reason", plan, first_sick_day="8-4-2025")
    assert "Maak ze gelijk, of leg het verschil uit." in visitor.page(f"{plan}/check-answers")

    type_in(visitor, "parties", plan, surname="De Vries")
    assert "Maak ze gelijk, of leg het verschil uit." not in visitor.page(f"{plan}/check-answers")


def test_a_save_writes_no_cookie_but_that_of_its_own_draft(visitor: Visitor) -> None:
    """So two tabs that save at the same moment never write over what the other one's browser is to know."""
    begin(visitor)
    page = Page(visitor.page(f"{HOME}/job"))
    answer = visitor.client.post(page.form.action, data=page.form.sent({"job_title": "heftruckchauffeur"}, "on"))

    (cookie,) = answer.headers.getlist("Set-Cookie")
    assert cookie.startswith(f"formgen-draft-{NAME}=kept.{visitor.draft_id(NAME)};")
