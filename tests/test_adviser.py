"""The adviser: each motive leads to its question, each exclusion says not now, and answers go along."""

import datetime
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from formgen import answers
from formgen.guidance.adviser import ADVISER, APPLICATIONS, Advised, advise, handed_on
from formgen.library import Library
from formgen.store.settings import Settings
from formgen.web import create_app, drafts_of

ROOT = Path(__file__).parents[1]
LIBRARY = Library((ROOT,))
TODAY = datetime.date(2026, 11, 23)
CLEAR = {
    "agree_not_unfit": "no",
    "zw_benefit": "no",
    "employment_ended": "no",
    "earlier_opinion": "no",
    "talked": "yes",
    "cao_body": "no",
}
EMPLOYEE = {"role": "employee", "motive": "recovered"} | CLEAR
EMPLOYER = {"role": "employer", "employer_motive": "enough"} | CLEAR
HEADERS = {"Origin": "http://localhost"}


def advised(**given: str) -> Advised:
    read = answers.read(LIBRARY.load(ADVISER), given, TODAY)
    assert read.mistakes == ()
    return advise(read)


@pytest.mark.parametrize(
    ("motive", "question"),
    [
        ("recovered", "own_work"),
        ("offered", "suitable_work"),
        ("found", "suitable_work"),
        ("pay", "employee_effort"),
        ("no_chance", "employer_effort"),
        ("track2", "employer_effort"),
        ("frequent", "frequent_absence"),
    ],
)
def test_what_an_employee_wants_leads_to_a_question(motive: str, question: str) -> None:
    found = advised(**EMPLOYEE | {"motive": motive})
    assert (found.application, found.question, found.stops) == (APPLICATIONS["employee"], question, ())


@pytest.mark.parametrize(
    ("motive", "question"),
    [
        ("recovered", "own_work"),
        ("refused", "suitable_work"),
        ("found", "suitable_work"),
        ("not_cooperating", "employee_effort"),
        ("dismissal", "employee_effort"),
        ("enough", "employer_effort"),
        ("track2", "employer_effort"),
        ("frequent", "frequent_absence"),
    ],
)
def test_what_an_employer_wants_leads_to_a_question(motive: str, question: str) -> None:
    found = advised(**EMPLOYER | {"employer_motive": motive})
    assert (found.application, found.question, found.stops) == (APPLICATIONS["employer"], question, ())


def test_each_motive_leads_to_a_question_or_to_a_stop() -> None:
    adviser = LIBRARY.load(ADVISER)
    for start, name in ((EMPLOYEE, "motive"), (EMPLOYER, "employer_motive")):
        options = adviser.by_name[name].options
        assert len(options) > 8
        for option in options:
            found = advised(**start | {name: option.name})
            assert bool(found.question) != bool(found.stops), option.name


@pytest.mark.parametrize("role", ["employee", "employer"])
def test_each_question_suggested_is_one_the_application_asks(role: str) -> None:
    application = LIBRARY.load(APPLICATIONS[role])
    asked = {option.name for option in application.by_name["question_type"].options}
    asked |= {option.name for option in application.by_name["other_question"].options} if role == "employee" else set()
    suggested = {
        check.name.removeprefix("ask_") for check in LIBRARY.load(ADVISER).checks if check.name.startswith("ask_")
    }
    assert len(suggested) == 5
    assert suggested <= asked


@pytest.mark.parametrize(
    "changes",
    [
        {"motive": "what_next"},
        {"motive": "something_else"},
        {"agree_not_unfit": "yes"},
        {"employment_ended": "yes", "after_employment": "yes", "self_insured": "none"},
        {"zw_benefit": "yes"},
        {"earlier_opinion": "yes", "earlier_same": "yes", "anything_new": "no"},
    ],
)
def test_not_now_and_why(changes: dict[str, str]) -> None:
    (stop,) = advised(**EMPLOYEE | changes).stops
    assert stop.source


@pytest.mark.parametrize(
    "changes",
    [
        {"employment_ended": "yes", "after_employment": "no"},
        {"employment_ended": "yes", "after_employment": "yes", "self_insured": "zw"},
        {"zw_benefit": "yes", "motive": "no_chance"},
        {"earlier_opinion": "yes", "earlier_same": "no"},
        {"earlier_opinion": "yes", "earlier_same": "yes", "anything_new": "yes"},
    ],
)
def test_just_outside_an_exclusion_the_question_can_be_asked(changes: dict[str, str]) -> None:
    found = advised(**EMPLOYEE | changes)
    assert found.stops == ()
    assert found.question


def test_six_months_before_the_end_is_a_remark_that_is_unconfirmed() -> None:
    late, in_time = datetime.date(2025, 5, 24), datetime.date(2025, 5, 25)  # 728 days before 22 and 23 May 2027
    (remark,) = advised(**EMPLOYER | {"first_sick_day": str(late)}).remarks
    assert (remark.name, remark.unconfirmed) == ("X5", True)
    assert advised(**EMPLOYER | {"first_sick_day": str(in_time)}).remarks == ()


def test_another_body_and_not_having_talked_are_remarks() -> None:
    found = advised(**EMPLOYEE | {"cao_body": "yes", "talked": "no"})
    assert {remark.name for remark in found.remarks} == {"other_body", "talk_first"}


def test_answers_go_along_to_the_application() -> None:
    given = answers.read(LIBRARY.load(ADVISER), EMPLOYEE | {"first_sick_day": "9-3-2026"}, TODAY)
    raw = handed_on(given, "own_work", LIBRARY.load(APPLICATIONS["employee"]))
    assert raw["question_type"] == "own_work"
    assert raw["first_sick_day"] == "2026-03-09"
    assert raw["agree_not_unfit"] == "no"
    assert "motive" not in raw


def test_a_rare_question_is_chosen_behind_another_question() -> None:
    given = answers.read(LIBRARY.load(ADVISER), EMPLOYEE | {"motive": "frequent"}, TODAY)
    raw = handed_on(given, "frequent_absence", LIBRARY.load(APPLICATIONS["employee"]))
    assert (raw["question_type"], raw["other_question"]) == ("other", "frequent_absence")
    employer = answers.read(LIBRARY.load(ADVISER), EMPLOYER, TODAY)
    assert handed_on(employer, "frequent_absence", LIBRARY.load(APPLICATIONS["employer"]))["question_type"] == (
        "frequent_absence"
    )


def test_the_adviser_is_no_form() -> None:
    assert ADVISER not in LIBRARY.names()
    assert ADVISER in LIBRARY


# ---- the pages ----------------------------------------------------------------------------------------------------


@pytest.fixture
def client(tmp_path: Path) -> FlaskClient:
    return create_app(Settings(data=tmp_path)).test_client()


def posted(client: FlaskClient, act: str, **given: str) -> dict[str, str]:
    page = client.get("/advice").text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    seen = re.search(r'name="_seen" value="([^"]*)"', page)
    assert token is not None
    assert seen is not None
    return {"csrf_token": token[1], "_seen": seen[1], "_do": act} | given


def test_the_start_page_leads_to_the_adviser(client: FlaskClient) -> None:
    page = client.get("/").text
    assert 'value="adviser"' in page
    answer = client.post("/", data=posted(client, "next", form="adviser"), headers=HEADERS)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/advice")


def test_missing_answers_are_named_and_what_was_chosen_stays(client: FlaskClient) -> None:
    page = client.post("/advice", data=posted(client, "next", role="employee", motive="track2"), headers=HEADERS)
    assert page.status_code == 422
    assert "Vul nog" in page.text
    assert re.search(r'value="track2"[^>]*checked', page.text)
    named = re.findall(r'<li><a href="#(\w+)">Beantwoord', page.text)
    assert "agree_not_unfit" in named
    assert "role" not in named
    for name in named:  # and at its question, where its words are in sight already
        assert re.search(rf'class="question wrong" data-question="{name}"', page.text)
        assert re.search(rf'id="{name}-error">(<span[^>]*>Fout: </span>)?Kies een antwoord\.', page.text)


def test_the_page_names_the_question_and_its_reason(client: FlaskClient) -> None:
    page = client.post("/advice", data=posted(client, "next", **EMPLOYEE), headers=HEADERS)
    assert page.status_code == 200
    assert "<h1>Kan ik op een bepaalde datum mijn eigen werk volledig doen?</h1>" in page.text
    assert "Dat is een medische vraag." in page.text
    assert "€\u00a0100" in page.text


def test_a_stop_is_said_first(client: FlaskClient) -> None:
    given = EMPLOYEE | {"agree_not_unfit": "yes"}
    page = client.post("/advice", data=posted(client, "next", **given), headers=HEADERS)
    assert "<h1>Vraag nu liever geen oordeel</h1>" in page.text
    assert "Bemiddeling helpt u beter" in page.text


def test_taking_the_question_begins_the_application(client: FlaskClient) -> None:
    answer = client.post("/advice", data=posted(client, "take:own_work", **EMPLOYEE), headers=HEADERS)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/deskundigenoordeel-werknemer")
    page = client.get("/deskundigenoordeel-werknemer/the_question").text
    assert re.search(r'value="own_work"[^>]*checked', page)


def test_nothing_is_kept_before_a_question_is_taken(client: FlaskClient) -> None:
    client.post("/advice", data=posted(client, "next", **EMPLOYEE), headers=HEADERS)
    assert drafts_of(client.application).count() == 0  # type: ignore[arg-type]


def test_a_question_the_application_does_not_have_is_refused(client: FlaskClient) -> None:
    answer = client.post("/advice", data=posted(client, "take:nonsense", **EMPLOYEE), headers=HEADERS)
    assert answer.status_code == 400


def test_the_language_changes_and_the_answers_stay(client: FlaskClient) -> None:
    page = client.post("/advice", data=posted(client, "language:en", **EMPLOYEE), headers=HEADERS).text
    assert "Which question suits you?" in page
    assert re.search(r'value="recovered"[^>]*checked', page)


def test_a_page_asks_which_questions_apply_without_keeping_them(client: FlaskClient) -> None:
    found = client.post("/advice/asked", data=posted(client, "next", role="employer"), headers=HEADERS).get_json()
    assert "employer_motive" in found["asked"]
    assert "motive" not in found["asked"]
