"""The employer's application: each rule fires at its threshold and not a step before, and every text is guarded."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache

import pytest

from formgen.answers import read, unknown
from formgen.form import Form, Question
from formgen.guidance.checks import judge
from formgen.lint import sample_paths
from formgen.loader.answersfile import read_answers
from tests.golden import LIBRARY

NAME = "deskundigenoordeel-werkgever"
TODAY = date(2026, 11, 23)
FORM = LIBRARY.load(NAME)
PATHS = {path.stem: path for path in sample_paths(FORM)}

Changes = Mapping[str, str]
ENDED = {"employment_ended": "yes", "employment_end": "2025-12-31", "after_employment": "yes"}
# What someone is called, or where they are: no room for more than a name.
NAMES = {
    *("cao_body_name", "affiliation_number", "absence_agency", "case_manager", "first_name", "interpreter_language"),
    *("job_title", "work_employer", "track2_agency", "country_name", "foreign_postcode"),
    *("employer_name", "contact_name", "contact_role", "ohs_name", "physician_name", "signer_name", "signer_role"),
    *("employer_street", "employer_house_addition", "employer_city", "employer_postal_address", "ohs_address"),
    *("street", "house_addition", "city", "signing_place"),
}


@cache
def sample(name: str) -> Changes:
    """The raw answers of a sample."""
    return read_answers(PATHS[name].read_bytes(), name).answers


def fired(name: str, changes: Changes) -> set[tuple[str, str]]:
    """The level and name of every rule that fires when these answers of the sample are changed."""
    return {(found.level, found.name) for found in judge(read(FORM, {**sample(name), **changes}, TODAY))}


# rule, sample, the answers that make it fire, the nearest answers that do not
CASES: list[tuple[str, str, str, Changes, Changes]] = [
    ("stop", "X1", "eigen-werk", {"agree_not_unfit": "yes"}, {"agree_not_unfit": "no"}),
    ("stop", "X1b", "passend-werk", {"agree_suitable": "yes"}, {"agree_suitable": "no"}),
    ("stop", "X2", "eigen-werk", {**ENDED, "self_insured": "none"}, {**ENDED, "after_employment": "no"}),
    ("warn", "X2", "eigen-werk", {**ENDED, "self_insured": "unknown"}, {**ENDED, "self_insured": "zw"}),
    ("warn", "X2", "eigen-werk", {**ENDED, "self_insured": "wga"}, {**ENDED, "self_insured": "both"}),
    ("stop", "X2b", "eigen-werk", {**ENDED, "self_insured": "zw"}, {**ENDED, "self_insured": "wga"}),
    ("warn", "X2b", "case-3", {**ENDED, "self_insured": "both"}, {**ENDED, "self_insured": "wga"}),
    ("stop", "X3", "eigen-werk", {"cooperate": "no"}, {"cooperate": "unknown"}),
    ("warn", "X3", "case-3", {"cooperate": "no"}, {"cooperate": "unknown"}),
    ("stop", "X4", "eigen-werk", {"zw_benefit": "yes"}, {"zw_benefit": "no"}),
    ("warn", "X5", "eigen-inspanning", {"first_sick_day": "2025-05-27"}, {"first_sick_day": "2025-05-28"}),
    ("warn", "R27", "eigen-inspanning", {"first_sick_day": "2025-07-26"}, {"first_sick_day": "2025-07-27"}),
    ("warn", "R27", "eigen-inspanning", {"first_sick_day": "2025-05-28"}, {"first_sick_day": "2025-05-27"}),
    ("stop", "X6", "passend-werk", {"earlier_same": "yes", "anything_new": "no"}, {"earlier_same": "no"}),
    ("warn", "X7", "eigen-werk", {"pay_dispute": "no"}, {"pay_dispute": "yes"}),
    ("warn", "X8", "eigen-werk", {"physician_seen": "no"}, {"physician_seen": "yes"}),
    ("warn", "R02", "eigen-inspanning", {"track2_started": "no"}, {"track2_started": "yes"}),
    ("warn", "R04", "eigen-werk", {"physician_date": "2026-08-24"}, {"physician_date": "2026-08-25"}),
    ("warn", "R05", "eigen-inspanning", {"track2_started": "no", "track2_grounds": "return_expected"}, {}),
    ("warn", "R06", "eigen-inspanning", {"labour_report": "no"}, {"labour_report": "yes"}),
    ("warn", "R07", "eigen-inspanning", {"milestones": "none"}, {"milestones": "first_year_evaluation"}),
    ("warn", "R16", "eigen-werk", {"relationship": "strained"}, {"relationship": "good"}),
    ("warn", "R16", "passend-werk", {"relationship_steps": "none"}, {"relationship_steps": "mediation"}),
    ("warn", "R17", "case-3", {"physician_doubt": "yes", "doubt_steps": "none"}, {"physician_doubt": "no"}),
    ("warn", "R18", "case-3", {"missed_appointments": "1"}, {"missed_appointments": "0"}),
    ("warn", "R18", "case-3", {"warned_in_writing": "no"}, {"warned_in_writing": "no", "missed_appointments": "0"}),
    ("warn", "R21", "eigen-inspanning", {"visions": "employer"}, {"visions": "both"}),
    (
        "warn",
        "R24",
        "eigen-inspanning",
        {"problem_analysis_date": "2025-07-15"},
        {"problem_analysis_date": "2025-07-14"},
    ),
    ("warn", "R24", "eigen-inspanning", {"action_plan_date": "2025-07-25"}, {"action_plan_date": "2025-07-24"}),
    ("warn", "R24", "eigen-inspanning", {"first_year_evaluation_date": "2026-06-01"}, {}),
    (
        *("warn", "R25", "eigen-inspanning"),
        {"first_sick_day": "2025-05-25", "track2_started": "no"},
        {"first_sick_day": "2025-05-26", "track2_started": "no"},
    ),
    (
        "warn",
        "health_reason",
        "case-3",
        {"reasons_given": "health", "physician_asked": "no"},
        {"physician_asked": "no"},
    ),
]


@pytest.mark.parametrize(("level", "rule", "name", "outside"), [(c[0], c[1], c[2], c[4]) for c in CASES])
def test_a_rule_keeps_silent_just_outside_its_threshold(level: str, rule: str, name: str, outside: Changes) -> None:
    assert (level, rule) not in fired(name, outside)


@pytest.mark.parametrize(("level", "rule", "name", "at"), [(c[0], c[1], c[2], c[3]) for c in CASES])
def test_a_rule_fires_at_its_threshold(level: str, rule: str, name: str, at: Changes) -> None:
    assert (level, rule) in fired(name, at)


@pytest.mark.parametrize("name", sorted(PATHS))
def test_every_sample_is_complete_and_right(name: str) -> None:
    raw = sample(name)
    answers = read(FORM, raw, TODAY)

    assert answers.wrong == ()
    assert answers.missing == ()
    assert unknown(FORM, raw) == ()
    assert [left for left in raw if left not in answers.raw] == [], "an answer to a question that does not apply"


@pytest.mark.parametrize("name", sorted(PATHS))
def test_no_sample_is_stopped(name: str) -> None:
    assert [rule for level, rule in fired(name, {}) if level == "stop"] == []


def test_every_question_type_has_a_sample() -> None:
    kinds = {option.name for option in FORM.by_name["question_type"].options}

    assert {sample(name)["question_type"] for name in PATHS} == kinds


def test_every_text_of_the_employer_is_guarded() -> None:
    """An employer may not record an illness: what is more than a name or an address bears the notice."""
    unguarded = {q.name for q in texts(FORM) if q.notice != "functional"}

    assert unguarded <= NAMES


def test_nothing_goes_to_the_physician() -> None:
    assert [q.name for q in FORM.questions() if q.notice == "physician"] == []
    assert [document.name for document in FORM.documents if document.audience == "physician"] == []


def texts(form: Form) -> Iterator[Question]:
    """Every question that is answered in own words."""
    return (q for q in form.questions() if q.kind in ("short text", "long text"))


@pytest.mark.parametrize(("name", "free"), [("case-3", True), ("veelvuldig-verzuim", True), ("eigen-werk", False)])
def test_costs_are_asked_about_only_when_there_are_any(name: str, free: bool) -> None:
    assert ("costs_known" not in read(FORM, sample(name), TODAY).asked) is free


@pytest.mark.parametrize(
    ("name", "dismissal"), [("case-3", "frequent_absence"), ("veelvuldig-verzuim", "non_cooperation")]
)
def test_a_dismissal_that_does_not_fit_the_question_is_wrong(name: str, dismissal: str) -> None:
    answers = read(FORM, {**sample(name), "dismissal": dismissal}, TODAY)

    assert [mistake.question for mistake in answers.wrong] == ["dismissal"]


def test_the_two_versions_of_the_case_differ_only_in_words() -> None:
    clean, telling = sample("case-3"), sample("case-3-medische-woorden")

    assert {name for name in clean if clean[name] != telling[name]} == {"own_view", "other_view"}
    assert "burn-out" in telling["own_view"]
    assert "burn-out" not in "".join(clean.values())
