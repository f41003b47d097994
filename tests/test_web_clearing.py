"""What is left of a visitor: listed where something is deleted, a press away on every page, deleted as a whole."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.exc import SQLAlchemyError

from formgen.web import drafts_of
from formgen.web.bulk import bench_of
from tests.bulkbench import RIGHT, rows_csv
from tests.pages import Page
from tests.smallform import ABOUT_YOU, FORM, House, Visitor, house

EVERYTHING = "/delete-everything"
PERSON, LATER = f"{FORM}/person", f"{FORM}/continue-later"
ANOTHER = f"{FORM}~0123456789abcdef"
HERE = f"{FORM}~fedcba9876543210"


@pytest.fixture
def service(tmp_path: Path) -> Iterator[House]:
    with house(tmp_path) as running:
        yield running


@pytest.fixture
def visitor(service: House) -> Visitor:
    """Someone with two drafts with us, one in the browser only, and a file of many people."""
    found = service.visitor()
    found.fill(PERSON, ABOUT_YOU)
    found.fill(f"{ANOTHER}/person", ABOUT_YOU | {"surname": "De Vries"})
    token = found.fields(found.page(HERE))["csrf_token"]
    found.client.post(f"{HERE}/keep-nothing", data={"csrf_token": token, "keep": "no"})
    found.fill(f"{HERE}/person", ABOUT_YOU | {"surname": "Jansen"})
    file = io.BytesIO(rows_csv([RIGHT])), "staff.csv"
    found.client.post("/bulk", data={"csrf_token": token, "form": "small", "file": file})
    return found


def words(visitor: Visitor, path: str) -> str:
    return Page(visitor.page(path)).words


def test_who_deletes_one_draft_is_told_what_is_left(visitor: Visitor) -> None:
    answer = visitor.fill(f"{FORM}/delete-answers")

    told = words(visitor, answer.location)
    assert "Uw antwoorden bij “Kleine aanvraag” staan niet meer bij ons" in told
    assert "Alles is gewist" not in told
    assert "De Vries" in told
    assert "Dit staat alleen in deze browser" in told
    assert "staff.csv" in told
    links = Page(visitor.page(answer.location)).links
    assert f"{ANOTHER}/delete-answers" in links
    assert f"{HERE}/delete-answers" in links
    assert any(link.startswith("/bulk/") for link in links)
    assert EVERYTHING in links


def test_every_link_of_the_list_leads_to_a_page(visitor: Visitor) -> None:
    for link in Page(visitor.page(EVERYTHING)).links:
        assert link.startswith("#") or visitor.get(link).status_code == 200, link


def test_with_nothing_left_it_says_so_and_no_more_than_that(service: House) -> None:
    visitor = service.visitor()
    visitor.fill(PERSON, ABOUT_YOU)

    told = words(visitor, visitor.fill(f"{FORM}/delete-answers").location)

    assert "Voor zover deze browser weet, bewaren we verder niets van u" in told
    assert "Dit staat hier nog van u" not in told


def test_all_of_it_is_deleted_at_once(service: House, visitor: Visitor) -> None:
    assert drafts_of(service.app).count() == 2
    jobs = bench_of(service.app).jobs
    assert len(list(jobs.ended())) == 1

    answer = visitor.fill(EVERYTHING)

    assert (answer.status_code, answer.location) == (303, EVERYTHING)
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert "Er staat hier niets van u" in words(visitor, EVERYTHING)
    assert drafts_of(service.app).count() == 0
    assert list(jobs.ended()) == []
    for path in (PERSON, f"{ANOTHER}/person", f"{HERE}/person"):
        assert visitor.fields(visitor.page(path))["surname"] == "", path
    assert not [name for name in (c.key for c in visitor.client._cookies.values()) if "here" in name]


def test_deleting_everything_twice_is_no_error(visitor: Visitor) -> None:
    page = visitor.page(EVERYTHING)
    values = visitor.fields(page)

    assert [visitor.post(EVERYTHING, values).status_code for _ in range(2)] == [303, 303]


def test_nobody_deletes_what_is_anothers(service: House, visitor: Visitor) -> None:
    stranger = service.visitor()
    token = stranger.fields(stranger.page("/"))["csrf_token"]

    stranger.client.post(EVERYTHING, data={"csrf_token": token})

    assert drafts_of(service.app).count() == 2
    assert visitor.fields(visitor.page(PERSON))["surname"] == "Şahin"


def test_the_privacy_page_lists_jobs_too(visitor: Visitor) -> None:
    told = words(visitor, "/privacy")

    assert "staff.csv" in told
    assert "De Vries" in told


# ---- on every page -------------------------------------------------------------------------------------------------

AROUND = ("/", "/timeline", "/sources", "/accessibility", "/resume", "/working-copy", "/bulk", f"{PERSON}/preview")


@pytest.mark.parametrize("path", AROUND)
def test_every_page_says_how_long_and_leads_to_delete(service: House, path: str) -> None:
    visitor = service.visitor()
    assert EVERYTHING not in Page(visitor.page(path)).links, "nothing is kept yet"
    visitor.fill(PERSON, ABOUT_YOU)

    assert EVERYTHING in Page(visitor.page(path)).links
    assert "tot 23 december 2026" in words(visitor, path)


@pytest.mark.parametrize("path", [FORM, PERSON, f"{FORM}/check-answers", LATER])
def test_a_page_of_a_draft_says_it_once(service: House, path: str) -> None:
    visitor = service.visitor()
    visitor.fill(PERSON, ABOUT_YOU)

    links = Page(visitor.page(path)).links

    assert f"{FORM}/delete-answers" in links
    assert EVERYTHING not in links
    assert words(visitor, path).count("We bewaren uw antwoorden tot") == 1


def test_the_first_page_says_it_before_anything_is_kept(service: House) -> None:
    visitor = service.visitor()

    assert "We bewaren uw antwoorden vanaf het eerste, tot 30 dagen na uw laatste wijziging." in words(visitor, PERSON)
    assert f"{FORM}/delete-answers" in Page(visitor.page(PERSON)).links


def test_only_in_the_browser_is_said_as_such(service: House) -> None:
    visitor = service.visitor()
    token = visitor.fields(visitor.page(FORM))["csrf_token"]
    visitor.client.post(f"{FORM}/keep-nothing", data={"csrf_token": token, "keep": "no"})

    assert "Uw antwoorden staan alleen in deze browser." in words(visitor, "/sources")


@pytest.mark.parametrize("path", ["/sources", "/resume", "/nowhere/at/all"])
def test_a_page_that_needs_no_database_is_there_without(
    service: House, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    visitor = service.visitor()
    visitor.fill(PERSON, ABOUT_YOU)
    before = visitor.get(path).status_code

    def broken(*_: object) -> None:
        raise SQLAlchemyError

    monkeypatch.setattr(drafts_of(service.app), "find", broken)

    assert visitor.get(path).status_code == before


def test_a_draft_that_was_deleted_elsewhere_is_not_said_to_be_kept(service: House) -> None:
    visitor = service.visitor()
    visitor.fill(PERSON, ABOUT_YOU)
    service.clock.move(days=31)

    assert "We bewaren uw antwoorden en bestanden" not in words(visitor, "/sources")
