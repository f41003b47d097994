"""The calendar over the API: the same dates as everywhere, as JSON and as a file for an agenda."""

import datetime
from collections.abc import Iterator

import icalendar
import pytest
from flask.testing import FlaskClient

from formgen import guidance
from formgen.guidance import dates, timetable
from formgen.guidance.poortwachter import Gap, absence
from formgen.library import SHIPPED
from tests.smallform import NOON, House, house

MILESTONES = guidance.with_milestones([SHIPPED]).milestones
START = datetime.date(2026, 3, 9)
GAP = {"recovered_from": "1-5-2026", "sick_again": "21-5-2026"}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with house(tmp_path_factory.mktemp("calendar")) as running:
        yield running


@pytest.fixture
def client(service: House) -> FlaskClient:
    return service.app.test_client()


def test_every_moment_is_that_of_the_calendar(client: FlaskClient) -> None:
    typed = {"first_sick_day": "9 maart 2026", "interruptions": [GAP], "problem_analysis_date": "14-4-2026"}
    said = client.post("/api/calendar", json={"answers": typed}).get_json()

    gap = Gap(datetime.date(2026, 5, 1), datetime.date(2026, 5, 20))
    counted = absence(START, [gap], {"problem_analysis": datetime.date(2026, 4, 14)})
    rows = timetable.rows(counted, MILESTONES, NOON.date())
    assert [(one["name"], one["number"], one["last"], one["advised"], one["state"]) for one in said["moments"]] == [
        (row.milestone.name, row.due.number, f"{row.due.last}", f"{row.due.advised}", row.state) for row in rows
    ]
    assert (said["first_sick_day"], said["end"], said["interruption_days"]) == ("2026-03-09", f"{counted.end}", 20)
    assert said["week"] == counted.week(NOON.date())
    assert {one["done"] for one in said["moments"]} == {None, "2026-04-14"}


def test_it_speaks_the_language_that_is_asked_for(client: FlaskClient) -> None:
    said = client.post("/api/calendar", json={"answers": {"first_sick_day": "9-3-2026"}, "language": "en"}).get_json()

    assert said["moments"][1]["what"] == "Problem analysis"


def test_as_a_file_for_an_agenda(client: FlaskClient) -> None:
    body = {"answers": {"first_sick_day": "9-3-2026"}, "format": "ics", "language": "en"}
    answer = client.post("/api/calendar", json=body)

    assert answer.mimetype == "text/calendar"
    assert 'filename="terms.ics"' in answer.headers["Content-Disposition"]
    assert len(icalendar.Calendar.from_ical(answer.data).walk("VEVENT")) > 5


def test_a_case_of_ones_own_keeps_its_terms_apart_and_is_not_in_the_file(client: FlaskClient) -> None:
    def identities(**words: str) -> set[str]:
        body = {"answers": {"first_sick_day": "9-3-2026"}, "format": "ics", **words}
        data = client.post("/api/calendar", json=body).data
        assert b"dossier" not in data
        return {str(event["UID"]) for event in icalendar.Calendar.from_ical(data).walk("VEVENT")}

    assert identities(case="dossier-7") == identities(case="dossier-7")
    assert not identities(case="dossier-7") & identities(case="dossier-8")
    assert identities() == identities()


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ({}, "first_sick_day"),
        ({"first_sick_day": "gisteren"}, "first_sick_day"),
        (
            {"first_sick_day": "9-3-2026", "interruptions": [{"recovered_from": "1-5-2026"}]},
            "interruptions.1.sick_again",
        ),
        (
            {"first_sick_day": "9-3-2026", "interruptions": [{"recovered_from": "1-3-2026", "sick_again": "5-3-2026"}]},
            "interruptions.1.recovered_from",
        ),
        ({"first_sick_day": "9-3-2026", "contract_end": "1-1-2026"}, "contract_end"),
        ({"first_sick_day": "9-3-2026", "problem_analysis_date": "1-1-2030"}, "problem_analysis_date"),
        ({"first_sick_day": "9-3-2026", "sick_day": "x"}, "sick_day"),
        ({"first_sick_day": "9-3-2026", "interruptions": [GAP, GAP]}, "interruptions"),
    ],
)
def test_a_wrong_date_gives_its_sentence(client: FlaskClient, typed: dict[str, object], at: str) -> None:
    answer = client.post("/api/calendar", json={"answers": typed})

    assert answer.status_code == 422
    said = answer.get_json()
    assert said["type"].endswith("/answers")
    assert at in [one["question"] for one in said["mistakes"]]
    assert all(one["sentence"] for one in said["mistakes"])


def test_a_format_that_is_not_there(client: FlaskClient) -> None:
    answer = client.post("/api/calendar", json={"answers": {}, "format": "pdf"})

    assert answer.status_code == 400
    assert '"pdf"' in answer.get_json()["detail"]


def test_the_dates_are_in_no_log(service: House, client: FlaskClient) -> None:
    client.post("/api/calendar", json={"answers": {"first_sick_day": "17-4-2019"}})

    assert '"route": "/api/calendar"' in service.log.getvalue()
    assert "2019" not in service.log.getvalue()


def test_the_questions_are_named_as_in_the_forms() -> None:
    names = {question.name for question in dates.questions(MILESTONES).questions()}

    assert {"first_sick_day", "interruptions", "recovered_from", "sick_again", "contract_end"} <= names
    assert "problem_analysis_date" in names
