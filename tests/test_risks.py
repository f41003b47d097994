"""The rules no condition can say: percentages, all rows together, and the calendar with its interruptions."""

import datetime
from collections.abc import Mapping

import pytest

from formgen.answers import read
from formgen.guidance import load
from formgen.guidance.finding import Finding
from formgen.guidance.risks import findings
from tests.golden import LIBRARY

TODAY = datetime.date(2026, 11, 23)
PLAN, EMPLOYEE, EMPLOYER, RATIONALE = (
    LIBRARY.load(name)
    for name in (
        "plan-van-aanpak-spoor-2",
        "deskundigenoordeel-werknemer",
        "deskundigenoordeel-werkgever",
        "onderbouwing-afwijking-deskundigenoordeel",
    )
)


def plan(**typed: str) -> list[Finding]:
    return list(findings(read(PLAN, {name.replace("__", "."): text for name, text in typed.items()}, TODAY)))


def found(typed: Mapping[str, str], form=PLAN) -> list[tuple[str, str]]:  # type: ignore[no-untyped-def]
    return [(one.name, one.at) for one in findings(read(form, typed, TODAY))]


@pytest.mark.parametrize(
    ("hours", "rule"),
    [("19,75", ""), ("20", ""), ("20,25", "R15"), ("22", "R15"), ("22,25", "R15-red"), ("60", "R15-red")],
)
def test_hours_of_a_direction_beside_what_someone_can_do(hours: str, rule: str) -> None:
    typed = {"max_hours_week": "20", "directions.1.direction_hours": "8", "directions.2.direction_hours": hours}

    assert found(typed) == ([(rule, "directions.2.direction_hours")] if rule else [])


def test_hours_are_named_in_both_languages() -> None:
    (one,) = plan(max_hours_week="20", directions__1__direction_hours="21,5")

    assert one.sentence.nl.startswith("Deze richting vraagt 21,5 uur, en de werknemer kan ten hoogste 20 uur.")
    assert one.sentence.en.startswith("This direction takes 21.5 hours, and the employee can work at most 20 hours.")


def test_nothing_is_said_of_hours_that_are_not_known() -> None:
    assert found({"directions.1.direction_hours": "40"}) == []
    assert found({"max_hours_week": "20", "directions.1.direction": "Planner"}) == []


@pytest.mark.parametrize(
    ("fits", "fires"),
    [(["no", "no"], True), (["no", "adapted"], False), (["no", ""], False), (["no"], False), (["yes", "yes"], False)],
)
def test_none_of_several_directions_fits(fits: list[str], fires: bool) -> None:
    typed = {f"directions.{n}.direction_fits": one for n, one in enumerate(fits, 1)}
    typed |= {f"directions.{n}.direction": "Planner" for n in range(1, len(fits) + 1)}

    assert found(typed) == ([("R13-red", "directions")] if fires else [])


@pytest.mark.parametrize(
    ("kinds", "fires"),
    [
        (["disagree", "other"], True),
        (["disagree", "disagree"], True),
        (["disagree", "new_facts"], False),
        (["other"], False),
    ],
)
def test_no_reason_names_a_fact(kinds: list[str], fires: bool) -> None:
    typed = {f"reasons.{n}.reason_kind": one for n, one in enumerate(kinds, 1)}

    assert found(typed, RATIONALE) == ([("RF1", "reasons")] if fires else [])


GAP = {"interruptions.1.recovered_from": "2026-02-01", "interruptions.1.sick_again": "2026-02-11"}  # ten days
FIRST = {"first_sick_day": "2025-09-01"}  # day 363 is 30 August 2026
DONE = {"first_year_evaluation": "yes"}


@pytest.mark.parametrize(
    ("gap", "done", "fires"),
    [
        ({}, "2026-08-30", False),
        ({}, "2026-08-31", True),
        (GAP, "2026-09-09", False),
        (GAP, "2026-09-10", True),
    ],
)
def test_a_step_after_its_last_day_that_is_not_said_to_be_late(gap: dict[str, str], done: str, fires: bool) -> None:
    typed = {**FIRST, **gap, **DONE, "first_year_evaluation_date": done}
    late = {"late_steps.1.late_step": "first_year_evaluation"}

    assert found(typed) == ([("R24", "first_year_evaluation_date")] if fires else [])
    assert found({**typed, **late}) == []


def test_another_form_is_only_told_when_there_were_interruptions() -> None:
    """Its own rules count from the first sick day, and are silent as soon as there was an interruption."""
    typed = {"question_type": "employer_effort", "milestones": "first_year_evaluation", **FIRST}
    late, in_time = "2026-09-10", "2026-09-09"

    assert found({**typed, "first_year_evaluation_date": late}, EMPLOYER) == []
    assert found({**typed, **GAP, "first_year_evaluation_date": in_time}, EMPLOYER) == []
    assert found({**typed, **GAP, "first_year_evaluation_date": late}, EMPLOYER) == [
        ("R24", "first_year_evaluation_date")
    ]


@pytest.mark.parametrize(
    ("again", "fires"), [({"recovered_from": "2026-02-11", "sick_again": "2026-02-20"}, True), ({}, False)]
)
def test_interruptions_that_meet_make_no_calendar_and_that_is_said(again: dict[str, str], fires: bool) -> None:
    """The form looks at one row at a time; a step that would be late is not judged without a calendar."""
    typed = {**FIRST, **GAP, **DONE, "first_year_evaluation_date": "2026-09-09"}
    typed |= {f"interruptions.2.{name}": text for name, text in again.items()}

    assert found(typed) == ([("dates", "interruptions")] if fires else [])


def test_a_contract_that_ended_before_the_absence_makes_no_calendar_and_that_is_said() -> None:
    typed = {"question_type": "own_work", "contract_type": "fixed_term", **FIRST, "contract_end": "2025-08-31"}
    (one,) = findings(read(EMPLOYEE, typed, TODAY))

    assert (one.name, one.at, one.level) == ("dates", "contract_end", "warn")
    assert one.sentence.en.startswith("The contract ended on 31")
    assert found(typed | {"contract_end": "2025-09-01"}, EMPLOYEE) == []


def test_dates_that_a_rule_of_the_form_stops_are_not_said_twice() -> None:
    before = {"interruptions.1.recovered_from": "2025-08-01", "interruptions.1.sick_again": "2025-08-05"}

    assert found({**FIRST, **before, **DONE, "first_year_evaluation_date": "2026-11-20"}) == []


def test_every_source_is_known() -> None:
    known = load(PLAN.folder).sources
    every = plan(
        max_hours_week="20",
        directions__1__direction_hours="21",
        directions__2__direction_hours="40",
        directions__1__direction_fits="no",
        directions__2__direction_fits="no",
        first_sick_day="2025-09-01",
        first_year_evaluation="yes",
        first_year_evaluation_date="2026-09-30",
    )

    assert [one.name for one in every] == ["R15", "R15-red", "R13-red", "R24"]
    assert {one.source for one in every} <= set(known)
    assert "opinion_in_court_article" in known


@pytest.mark.parametrize(
    ("level", "name", "colour"),
    [
        ("stop", "X1", "stop"),
        ("warn", "R01", "amber"),
        ("warn", "R01-red", "red"),
        ("warn", "RF1", "red"),
        ("warn", "over_104_weeks", "amber"),
        ("info", "R01-red", "info"),
    ],
)
def test_colour(level, name: str, colour: str) -> None:  # type: ignore[no-untyped-def]
    assert Finding(level, PLAN.title, "surname", name).colour == colour
