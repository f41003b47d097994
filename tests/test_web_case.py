"""One case, several forms in the browser: what is known is offered, and what contradicts is named."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from formgen.store.settings import Settings
from formgen.web import create_app

EMPLOYER, PLAN = "deskundigenoordeel-werkgever", "plan-van-aanpak-spoor-2"
HEADERS = {"Origin": "http://localhost"}


@pytest.fixture
def client(tmp_path: Path) -> FlaskClient:
    return create_app(Settings(data=tmp_path)).test_client()


def token(page: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def type_in(client: FlaskClient, form: str, section: str, **given: str) -> None:
    page = client.get(f"/{form}/{section}").text
    seen = re.search(r'name="_seen" value="([^"]*)"', page)
    assert seen is not None
    data = {"csrf_token": token(page), "_seen": seen[1], "_do": "on"} | given
    assert client.post(f"/{form}/{section}", data=data, headers=HEADERS).status_code == 303


def test_nothing_is_offered_to_who_begins(client: FlaskClient) -> None:
    assert "take-over" not in client.get(f"/{PLAN}").text


def test_answers_of_another_form_are_offered_and_taken_over(client: FlaskClient) -> None:
    type_in(client, EMPLOYER, "employee", surname="Mensah", initials="K.")
    page = client.get(f"/{PLAN}").text
    assert "gaf u 2 antwoorden" in page
    answer = client.post(f"/{PLAN}/take-over", data={"csrf_token": token(page), "other": EMPLOYER}, headers=HEADERS)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/{PLAN}")
    assert 'value="Mensah"' in client.get(f"/{PLAN}/parties").text
    assert "take-over" not in client.get(f"/{PLAN}").text


def test_taking_over_from_a_form_not_begun_changes_nothing(client: FlaskClient) -> None:
    page = client.get(f"/{PLAN}/parties").text
    answer = client.post(f"/{PLAN}/take-over", data={"csrf_token": token(page), "other": EMPLOYER}, headers=HEADERS)
    assert answer.status_code == 303
    assert 'value="Mensah"' not in client.get(f"/{PLAN}/parties").text


def test_a_contradiction_is_named_on_the_check_page(client: FlaskClient) -> None:
    type_in(client, EMPLOYER, "sick", first_sick_day="7-4-2025")
    type_in(client, PLAN, "reason", first_sick_day="8-4-2025")
    page = client.get(f"/{PLAN}/check-answers").text
    assert "7\u00a0april\u00a02025" in page
    assert "Maak ze gelijk, of leg het verschil uit." in page
