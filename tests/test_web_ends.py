"""The rare ends of the pages: a body that is not UWV, a machine without time zones, a group left empty, a sweep."""

import datetime
import threading
import zoneinfo
from collections.abc import Iterator
from pathlib import Path

import pytest

from formgen import guidance
from formgen.answers import read
from formgen.library import Library
from formgen.web import _sweep, amounts, desk, drafts_of
from formgen.web.finish import told
from formgen.web.progress import progress
from tests.pages import Page
from tests.smallform import ABOUT_YOU, FORM, NOON, SMALL, TALKS, House, Visitor, house, write_folder

PERSON, DETAILS, CHECK, DOCUMENTS = (
    f"{FORM}/{part}" for part in ("person", "details", "check-answers", "your-documents")
)
TODAY = NOON.date()


@pytest.fixture
def service(tmp_path: Path) -> Iterator[House]:
    with house(tmp_path) as running:
        yield running


# ---- what it costs, and when an answer comes -----------------------------------------------------------------------

NAMED = """
facts:
  - {fact: cost_employee, when: {cao_body: [no, not answered]}}
  - {fact: turnaround_shortest, when: {cao_body: [no, not answered]}}
  - {fact: turnaround_planning, when: {cao_body: [no, not answered]}}
"""
COSTLY = SMALL.replace("form: small", "form: deskundigenoordeel-werknemer").replace(
    "  details:\n", "  other:\n    title: Cao | Agreement\n    questions:\n"
    "      cao_body: {ask: Andere instantie? | Another body?, type: yes or no}\n  details:\n"
)  # fmt: skip
COSTLY += NAMED
TERMS = """
  turnaround_shortest: {value: 14, unit: days, text: Kortst. | Shortest., source: uwv}
  turnaround_planning: {value: 56, unit: days, text: Langst. | Longest., source: uwv}
"""


@pytest.fixture
def costly(tmp_path: Path) -> Iterator[Visitor]:
    """A visitor of the small form under the name of an application that UWV is paid for."""
    with house(tmp_path) as running:
        forms = running.folder / "forms"
        (forms / "small.yml").unlink()
        (forms / "deskundigenoordeel-werknemer.yml").write_text(COSTLY, "utf-8")
        (forms / "facts.yml").write_text((forms / "facts.yml").read_text() + TERMS, "utf-8")
        yield running.visitor()


def test_uwvs_costs_and_terms_are_named_when_uwv_answers(costly: Visitor) -> None:
    home = "/deskundigenoordeel-werknemer"
    costly.fill(f"{home}/person", ABOUT_YOU)

    said = Page(costly.page(f"{home}/your-documents")).words

    assert "100" in said
    assert "7 december 2026" in said, "fourteen days from now"
    assert "18 januari 2027" in said, "fifty-six days from now"


def test_uwvs_costs_and_terms_are_left_out_when_another_body_answers(costly: Visitor) -> None:
    home = "/deskundigenoordeel-werknemer"
    costly.fill(f"{home}/person", ABOUT_YOU)
    costly.fill(f"{home}/other", {"cao_body": "yes"})

    said = Page(costly.page(f"{home}/your-documents")).words

    assert "7 december 2026" not in said
    assert "18 januari 2027" not in said


def test_an_answer_is_expected_only_of_uwv_and_only_with_both_terms(tmp_path: Path) -> None:
    form = Library([write_folder(tmp_path)]).load("small")
    guide = guidance.load(form.folder)

    assert amounts.answer_between((), TODAY) == ()
    assert amounts.costs(form, guide, "nl") == ()
    assert amounts.terms(form, guide, "en") == ()


# ---- time ----------------------------------------------------------------------------------------------------------


def test_a_machine_without_time_zones_uses_its_own_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_name: str) -> None:
        raise zoneinfo.ZoneInfoNotFoundError

    monkeypatch.setattr(desk.zoneinfo, "ZoneInfo", missing)

    assert desk.local(NOON) == NOON
    assert desk.local(NOON).tzinfo is not None


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-06-30T21:59:59", "2026-06-30"),
        ("2026-06-30T22:00:00", "2026-07-01"),
        ("2026-12-31T22:59:59", "2026-12-31"),
        ("2026-12-31T23:00:00", "2027-01-01"),
    ],
)
def test_the_day_begins_at_midnight_in_the_netherlands(service: House, moment: str, day: str) -> None:
    service.clock.moment = datetime.datetime.fromisoformat(moment).replace(tzinfo=datetime.UTC)

    with service.app.test_request_context():
        assert desk.desk().today().isoformat() == day


def test_the_sweep_goes_on_until_it_is_stopped(service: House, monkeypatch: pytest.MonkeyPatch) -> None:
    purged: list[int] = []
    stopped = threading.Event()

    def purge() -> int:
        purged.append(1)
        if len(purged) == 3:
            stopped.set()
        return 0

    monkeypatch.setattr("formgen.web._SWEEP_SECONDS", 0)
    monkeypatch.setattr(drafts_of(service.app), "purge", purge)

    _sweep(drafts_of(service.app), stopped)

    assert len(purged) == 3


# ---- what the check page tells -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("optional", "state"), [("", "missing"), ("        optional: yes\n", "blank")])
def test_a_group_left_empty_is_told_as_one_question(tmp_path: Path, optional: str, state: str) -> None:
    changed = SMALL.replace(
        "        repeat: {at least: 1, at most: 3}\n", f"        repeat: {{at most: 3}}\n{optional}"
    )
    form = Library([write_folder(tmp_path, changed)]).load("small")

    (talks, *_) = told(read(form, {}, TODAY), form.sections[1], "nl")

    assert (talks.name, talks.state, talks.inner) == ("talks", state, ())


def test_rows_are_told_with_what_is_wrong_and_missing_in_them(tmp_path: Path) -> None:
    form = Library([write_folder(tmp_path)]).load("small")
    raw = {"talks.1.talk_date": "ooit", "talks.3.talk_with": "De baas"}

    rows = [one for one in told(read(form, raw, TODAY), form.sections[1], "en") if one.number]

    assert [(row.name, [(one.name, one.state) for one in row.inner]) for row in rows] == [
        ("talks.1", [("talks.1.talk_date", "wrong"), ("talks.1.talk_with", "missing")]),
        ("talks.3", [("talks.3.talk_date", "missing"), ("talks.3.talk_with", "right")]),
    ]


def test_nothing_may_travel_together_when_only_the_physician_may_read_it(tmp_path: Path) -> None:
    """Where a form makes that one sheet only, there is no ZIP to download."""
    with house(tmp_path) as running:
        alone = SMALL[: SMALL.index("  letter:\n    title: Brief")] + SMALL[SMALL.index("  sheet:\n") :]
        (running.folder / "forms" / "small.yml").write_text(alone, "utf-8")
        visitor = running.visitor()
        visitor.fill(PERSON, ABOUT_YOU)
        visitor.fill(f"{FORM}/health", {"sick": "Rug."})

        assert visitor.get(f"{DOCUMENTS}/sheet").status_code == 200
        assert visitor.get(f"{DOCUMENTS}/all.zip").status_code == 404


def test_what_is_done_stays_done_when_another_part_is_not(service: House) -> None:
    visitor = service.visitor()
    visitor.fill(PERSON, ABOUT_YOU)
    visitor.fill(DETAILS, TALKS | {"talks.1.talk_date": "ooit"}, act="on")

    words = Page(visitor.page(FORM)).words

    assert "1 antwoord verbeteren" in words
    assert "2 van de 3 onderdelen zijn klaar" in words
    assert progress(read(Library([service.folder]).load("small"), {}, TODAY)).done == 0
    assert "Verbeter eerst 1 antwoord." in Page(visitor.page(CHECK)).words
