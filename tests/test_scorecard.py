"""The findings as rows of a table, and the sums of columns."""

import datetime

from formgen.answers import Answers, read
from formgen.documents import scorecard
from formgen.form import Source
from formgen.guidance import load
from formgen.guidance.checks import judge
from formgen.guidance.finding import Finding
from formgen.text import Text, same
from tests.golden import LIBRARY

FORM = LIBRARY.load("plan-van-aanpak-spoor-2")
TODAY = datetime.date(2026, 11, 19)
SOURCE = Source("a", same("UWV"), Text("pagina", "page"), Text("1 mei 2026", "1 May 2026"), "", TODAY)


def answers(**typed: str) -> Answers:
    return read(FORM, {name.replace("__", "."): text for name, text in typed.items()}, TODAY)


def warning(name: str, at: str, source: str = "", unconfirmed: bool = False) -> Finding:
    return Finding("warn", Text("Doe iets.", "Do something."), at, name, source, unconfirmed)


def test_a_finding_says_what_where_and_who_says_so() -> None:
    given = answers(directions__1__direction="Kok", directions__4__direction="Planner")
    at = "directions.4.direction_hours"
    (row,) = scorecard.findings(given, [warning("R15-red", at, "a", True)], {"a": SOURCE}, "nl")

    assert row == {
        "level": "red",
        "name": "R15",
        "sentence": "Doe iets.",
        "source": "UWV, pagina, 1 mei 2026",
        "unconfirmed": "yes",
        "section": "Zoekprofiel",
        "ask": "Ten hoogste hoeveel uur per week?",
        "item": "2. Planner",
    }


def test_a_finding_in_english_without_a_source() -> None:
    (row,) = scorecard.findings(answers(), [warning("R01", "track2_date")], {}, "en")

    assert (row["sentence"], row["source"], row["unconfirmed"], row["item"]) == ("Do something.", "", "", "")
    assert row["section"] == "Reason and substantiation"


def test_the_gravest_come_first() -> None:
    found = [warning("R01", "track2_date"), warning("R02-red", "track2_date"), Finding("stop", same("x"), "surname")]

    assert [row["level"] for row in scorecard.findings(answers(), found, {}, "nl")] == ["stop", "red", "amber"]


def test_findings_are_counted_by_level() -> None:
    found = [warning("R01", "track2_date"), warning("RF2", "track2_date"), Finding("stop", same("x"), "surname")]

    assert scorecard.tally(found) == {"stop": 1, "red": 1, "amber": 1, "info": 0}
    assert sum(scorecard.tally(()).values()) == 0


def test_the_points_of_a_rationale_are_earned_or_lacking() -> None:
    form = LIBRARY.load("onderbouwing-afwijking-deskundigenoordeel")
    found = scorecard.points(read(form, {"signed_at_once": "yes"}, TODAY), "en")

    assert found["earned"] == ["The document is signed at once"]
    assert len(found["lacking"]) == 9  # type: ignore[arg-type]
    assert (found["total"], found["most"], found["colour"]) == ("2", "20", "red")
    assert scorecard.points(answers(), "nl") == {}, "no other form has a score"


def test_every_finding_of_a_real_form_can_be_told() -> None:
    given = answers(first_sick_day="2025-01-01", directions__1__direction_fits="no", late_steps__2__late_step="other")
    found = judge(given)
    rows = scorecard.findings(given, found, load(FORM.folder).sources, "nl")

    assert len(rows) == len(found) > 4
    assert all(row["source"] or row["unconfirmed"] or row["name"] for row in rows)
    assert "1. Een andere stap" in {row["item"] for row in rows}


def test_a_source_without_a_date() -> None:
    assert scorecard.source_said(Source("a", same("UWV"), same("pagina"), None, "", TODAY), "nl") == "UWV, pagina"


def test_totals_are_written_as_their_question_writes_an_answer() -> None:
    given = answers(
        costs__1__cost_amount="1.150,50",
        costs__2__cost_item="Reizen",
        costs__3__cost_amount="2750",
        plan_activities__1__activity_hours="6,5",
        plan_activities__2__activity_hours="16",
    )
    nl, en = scorecard.totals(given, "nl"), scorecard.totals(given, "en")

    assert nl["costs"]["cost_amount"] == "€\u00a03.900,50"
    assert en["costs"]["cost_amount"] == "€\u00a03,900.50"
    assert nl["plan_activities"]["activity_hours"] == "22,5"
    assert nl["plan_activities"]["activity_hours"].key == "22.5"


def test_a_total_of_nothing_is_empty() -> None:
    found = scorecard.totals(answers(), "nl")

    assert found["costs"]["cost_amount"] == ""
    assert "cost_item" not in found["costs"]
    assert "surname" not in found
