"""The plan for Track 2: each risk rule fires at its threshold, not a step before, and no question is medical."""

import datetime
from collections.abc import Mapping
from functools import cache

import pytest

from formgen.answers import read, unknown
from formgen.guidance.checks import judge
from formgen.lint import sample_paths
from formgen.loader.answersfile import read_answers
from tests.golden import LIBRARY

NAME = "plan-van-aanpak-spoor-2"
FORM = LIBRARY.load(NAME)
PATHS = {path.stem: path for path in sample_paths(FORM)}
TODAY = datetime.date(2026, 11, 19)
FIRST = datetime.date(2025, 12, 1)  # of the complete sample, in which nothing fires
EVALUATED = datetime.date(2026, 11, 5)
START = datetime.date(2026, 11, 24)

Changes = Mapping[str, str]


def on(day: datetime.date, number: int) -> str:
    """So many days after this day."""
    return (day + datetime.timedelta(days=number)).isoformat()


def ill(days: int) -> dict[str, str]:
    """The first sick day was so many days before today."""
    return {"first_sick_day": on(TODAY, -days)}


@cache
def sample(name: str = "volledig") -> Changes:
    """The raw answers of a sample."""
    return read_answers(PATHS[name].read_bytes(), name).answers


def without(group: str, after: int = 0) -> dict[str, str]:
    """The rows of a group behind this number, left empty."""
    return {name: "" for name in sample() if name.startswith(f"{group}.") and int(name.split(".")[1]) > after}


def fired(changes: Changes) -> set[str]:
    """The name of every rule that fires when these answers of the complete sample are changed."""
    return {found.name for found in judge(read(FORM, {**sample(), **changes}, TODAY))}


def evaluations(number: int, days: int) -> dict[str, str]:
    """So many evaluations in a trajectory of so many days."""
    dates = {f"plan_evaluations.{n}.evaluation_date": on(START, n) for n in range(1, number + 1)}
    people = {f"plan_evaluations.{n}.evaluation_who": "coach" for n in range(1, number + 1)}
    return {**without("plan_evaluations"), **dates, **people, "track2_end": on(START, days)}


PLANNED = {"first_year_evaluation": "planned", "first_year_evaluation_planned": on(TODAY, 1)}
NONE_YET = {"track2_started": "no", "track2_exception": "none"}
SOON = {"track2_exception": "return_soon"}
ONE = without("directions", after=1)
NO_TRAINING_DATE = {"trainings.1.course_start": ""}
STEP = {"late_steps.1.late_step": "evaluations", "late_steps.1.late_status": "late"}
EMPLOYER = {"guided_by": "employer", "guide_name": "M. Deskundige"}
DOUBT = {"physician_doubted": "employee", "doubt_follow_up": "none"}
CRITERIA = ("knows_rules", "results", "open_reports", "file_for_wia")
DUTIES = ("pays", "time", "file", "wages", "transition")


def but(options: tuple[str, ...], one: str) -> str:
    return ", ".join(option for option in options if option != one)


# rule, the answers that make it fire, the nearest answers that do not
CASES: list[tuple[str, Changes, Changes]] = [
    ("R01", {"track2_date": on(FIRST, 364)}, {"track2_date": on(FIRST, 363)}),
    ("R01", {"track2_date": on(EVALUATED, 42)}, {"track2_date": on(EVALUATED, 43)}),
    ("R01", {**PLANNED, "track2_date": on(FIRST, 364)}, {**PLANNED, "track2_date": on(FIRST, 363)}),
    ("R01-red", {"track2_date": on(EVALUATED, 43)}, {"track2_date": on(EVALUATED, 42)}),
    ("R01-red", {**PLANNED, "track2_date": on(FIRST, 406)}, {**PLANNED, "track2_date": on(FIRST, 405)}),
    ("R02", {**ill(315), "track2_date": ""}, {**ill(314), "track2_date": ""}),
    ("R02", {**ill(363), "track2_date": ""}, {**ill(364), "track2_date": ""}),
    ("R02-red", {**NONE_YET, **ill(364)}, {**NONE_YET, **ill(363)}),
    ("R03", {"capacity_date": on(START, -91)}, {"capacity_date": on(START, -90)}),
    ("R03-red", without("track1_jobs"), without("track1_jobs", after=1)),
    ("R04", {"capacity_date": on(TODAY, -91)}, {"capacity_date": on(TODAY, -90)}),
    ("R04", {"capacity_date": on(TODAY, -180)}, {"capacity_date": on(TODAY, -181)}),
    ("R04-red", {"capacity_date": on(TODAY, -181)}, {"capacity_date": on(TODAY, -180)}),
    ("R04-red", {"capacity_source": "none"}, {"capacity_source": "letter"}),
    ("R05", SOON, {**SOON, "return_expected_date": on(TODAY, 30)}),
    (
        "R05",
        {**SOON, "return_expected_date": on(EVALUATED, 93)},
        {**SOON, "return_expected_date": on(EVALUATED, 92)},
    ),
    ("R05-red", {**SOON, "return_expected_date": on(TODAY, -1)}, {**SOON, "return_expected_date": on(TODAY, 0)}),
    ("R06", {"labour_report": "planned", **ill(364)}, {"labour_report": "planned", **ill(363)}),
    (
        "R06",
        {"labour_report": "planned", "labour_report_planned": on(FIRST, 364)},
        {"labour_report": "planned", "labour_report_planned": on(FIRST, 363)},
    ),
    ("R06-red", {"labour_report": "no"}, {"labour_report": "planned"}),
    ("R07", {"first_year_evaluation_date": on(FIRST, 364)}, {"first_year_evaluation_date": on(FIRST, 363)}),
    ("R07", {"first_year_evaluation_date": on(FIRST, 314)}, {"first_year_evaluation_date": on(FIRST, 315)}),
    (
        "R07",
        {**PLANNED, "first_year_evaluation_planned": on(FIRST, 364)},
        {**PLANNED, "first_year_evaluation_planned": on(FIRST, 363)},
    ),
    ("R07-red", {**PLANNED, **ill(372)}, {**PLANNED, **ill(371)}),
    ("R08", {"report_every": "six_weeks"}, {"report_every": "month"}),
    ("R08-red", {"report_every": "less"}, {"report_every": "two_months"}),
    *(("R09", evaluations(n, 56 * n + 1), evaluations(n, 56 * n)) for n in range(1, 7)),
    ("R09-red", evaluations(0, 30), evaluations(1, 30)),
    ("R10", {"contact_every": "month"}, {"contact_every": "three_weeks"}),
    ("R10-red", {"contact_every": "less"}, {"contact_every": "six_weeks"}),
    ("R11", EMPLOYER, {**EMPLOYER, "guided_by": "agency"}),
    ("R11-red", {**EMPLOYER, "guide_name": ""}, EMPLOYER),
    ("R12", {"distances.1.gap_activity": ""}, {"distances.1.gap_activity": "A1"}),
    ("R12-red", without("distances"), without("distances", after=1)),
    ("R13", ONE, without("directions", after=2)),
    ("R13-red", without("directions"), ONE),
    ("R13-red", {"directions.1.direction_fits": "no"}, {"directions.1.direction_fits": "adapted"}),
    ("R14", {**ONE, "directions.1.direction_chance": "low"}, {**ONE, "directions.1.direction_chance": "medium"}),
    ("R14-red", {**ONE, "directions.1.direction_fits": "no"}, {**ONE, "directions.1.direction_fits": "adapted"}),
    ("R15", {"directions.2.direction_hours": "24,25"}, {"directions.2.direction_hours": "24"}),
    ("R15", {"directions.2.direction_hours": "26,4"}, {"directions.2.direction_hours": "26,5"}),
    ("R15-red", {"directions.2.direction_hours": "26,5"}, {"directions.2.direction_hours": "26,4"}),
    ("R16", {"relationship": "strained"}, {"relationship": "good"}),
    (
        "R16-red",
        {"relationship": "disturbed", "relationship_help": "none"},
        {"relationship": "disturbed", "relationship_help": "mediation"},
    ),
    ("R17", {**DOUBT, "doubt_date": on(TODAY, -29)}, {**DOUBT, "doubt_date": on(TODAY, -28)}),
    (
        "R17",
        {
            **DOUBT,
            "doubt_follow_up": "new_consultation",
            "doubt_date": "2026-10-01",
            "doubt_follow_up_date": "2026-10-30",
        },
        {
            **DOUBT,
            "doubt_follow_up": "new_consultation",
            "doubt_date": "2026-10-01",
            "doubt_follow_up_date": "2026-10-29",
        },
    ),
    ("R17-red", {**DOUBT, "physician_doubted": "both"}, DOUBT),
    ("R18", {"missed_appointments": "1"}, {"missed_appointments": "0"}),
    (
        "R18-red",
        {"missed_appointments": "2", "missed_action": "talked"},
        {"missed_appointments": "1", "missed_action": "talked"},
    ),
    *(("R19", {"employer_duties": but(DUTIES, one)}, {}) for one in ("file", "wages", "transition")),
    *(("R19-red", {"employer_duties": but(DUTIES, one)}, {}) for one in ("pays", "time")),
    ("R19-red", {"employer_duties": ""}, {"employer_duties": "", "employee_agrees": ""}),
    ("R20", {"employee_agrees": "seen"}, {"employee_agrees": "agrees"}),
    (
        "R20-red",
        {"employee_agrees": "not_signing"},
        {"employee_agrees": "not_signing", "employee_remarks": "Ik wil eerst overleg."},
    ),
    ("R21", {"employer_vision": ""}, {}),
    ("R21", {"employee_vision": ""}, {}),
    ("R21-red", {"employer_vision": "", "employee_vision": ""}, {"employee_vision": ""}),
    ("R22", NO_TRAINING_DATE, {}),
    (
        "R22-red",
        {"training_decision": "refused_cost", "training_reason": ""},
        {"training_decision": "refused_other", "training_reason": ""},
    ),
    ("R23", {"markets.1.market_date": on(TODAY, -183)}, {"markets.1.market_date": on(TODAY, -182)}),
    ("R23-red", without("markets"), without("markets", after=1)),
    ("R24", {**STEP, "late_steps.1.late_step_reason": "Ziekte."}, STEP),
    ("R24-red", STEP, {**STEP, "late_steps.1.late_step_reason": "Ziekte."}),
    ("R24", {"first_year_evaluation_date": on(FIRST, 364)}, {"first_year_evaluation_date": on(FIRST, 363)}),
    ("R25-red", {**NONE_YET, **ill(547)}, {**NONE_YET, **ill(546)}),
    ("R27", ill(485), ill(484)),
    ("R27", ill(544), ill(545)),
    ("R27-red", ill(545), ill(544)),
    *(("R28", {"agency_criteria": but(CRITERIA, one)}, {}) for one in CRITERIA),
    ("R28-red", {"agency_criteria": ""}, {"agency_criteria": "results"}),
    ("R28-red", {"agency_criteria": "none"}, {"agency_criteria": "results"}),
]


@pytest.mark.parametrize(("rule", "inside", "outside"), CASES)
def test_a_rule_fires_at_its_threshold_and_not_a_step_before(rule: str, inside: Changes, outside: Changes) -> None:
    assert rule in fired(inside)
    assert rule not in fired(outside)


def test_every_rule_of_the_form_has_a_case() -> None:
    assert {rule.name for rule in FORM.checks if rule.name.startswith("R")} <= {rule for rule, _, _ in CASES}


def test_nothing_fires_in_the_complete_sample() -> None:
    assert fired({}) == set()


def test_every_risk_says_who_says_so_or_that_it_is_ours() -> None:
    risks = [rule for rule in FORM.checks if rule.name.startswith("R")]

    assert [rule.name for rule in risks if not rule.source and not rule.unconfirmed] == []


@pytest.mark.parametrize("name", PATHS)
def test_the_samples_know_only_questions_of_the_form(name: str) -> None:
    file = read_answers(PATHS[name].read_bytes(), name)

    assert unknown(FORM, file.answers) == ()
    assert read(FORM, file.answers, file.today or TODAY).wrong == ()


def test_nothing_goes_to_a_physician_and_no_bsn_is_asked() -> None:
    assert [question.name for question in FORM.questions() if question.notice == "physician"] == []
    assert "bsn" not in FORM.by_name
