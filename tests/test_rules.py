"""Every rule over several answers fires at its threshold and keeps silent just outside it; none is without a case."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest

from formgen import guidance
from formgen.answers import Answers, read
from formgen.form import Check
from formgen.guidance.checks import judge
from formgen.guidance.finding import Finding
from tests import test_form_werknemer as employee
from tests.golden import LIBRARY
from tests.rulecases import CASES, EFFORT, FIRST, GAP, PLAN, RATIONALE, Basis, Case, Changes, on

FORMS = sorted({case.basis.form for case in CASES})
EVERY_CASE = pytest.mark.parametrize("case", CASES, ids=str)

# The rules that both applications, the plan and the rationale are to have between them. Where a risk has two
# thresholds, it is amber at the one and red at the other; a risk that is always grave, or never, has one.
EXCLUSIONS = {f"X{number}" for number in range(1, 9)} | {"X1b", "X2b"}
BOTH = {f"R{number:02}" for number in range(1, 29)} - {"R25", "R26"}
RISKS = BOTH | {f"{name}-red" for name in BOTH} | {"R25-red"}
BY_CODE = {"R09", "R13-red", "R15", "R15-red", "R24", "RF1"}  # what no condition of a form can say


@cache
def answers(case: Case, inside: bool) -> Answers:
    """The sample with the answers that set the rule off, or with those that do not."""
    basis = case.basis
    return read(basis.loaded, {**basis.answers, **(case.fires if inside else case.silent)}, basis.today)


@cache
def found(case: Case, inside: bool) -> tuple[Finding, ...]:
    """What this case's rule finds in those answers."""
    return tuple(one for one in judge(answers(case, inside)) if (one.level, one.name) == (case.level, case.rule))


def fires_alone(check: Check, case: Case, inside: bool) -> bool:
    """Whether this one check of the form, by itself, finds something in the answers of the case."""
    given = answers(case, inside)
    alone = replace(given, form=replace(given.form, checks=(check,)))
    begin = check.sentence.nl.partition("{")[0]
    return any(one.name == check.name and one.sentence.nl.startswith(begin) for one in judge(alone))


def rules(form: str) -> Iterator[Check]:
    return (check for check in LIBRARY.load(form).checks if check.level != "must")


@EVERY_CASE
def test_a_rule_fires_at_its_threshold(case: Case) -> None:
    assert found(case, True)


@EVERY_CASE
def test_a_rule_is_silent_just_outside_its_threshold(case: Case) -> None:
    inside, outside = found(case, True), found(case, False)

    assert len(outside) < len(inside)
    assert not {one.sentence.nl for one in inside} <= {one.sentence.nl for one in outside}


@EVERY_CASE
def test_a_sentence_that_fires_has_no_blank_left(case: Case) -> None:
    for finding in found(case, True):
        assert "{" not in finding.sentence.nl + finding.sentence.en


@pytest.mark.parametrize(
    ("form", "check"), [(form, check) for form in FORMS for check in rules(form)], ids=lambda given: str(given)[:40]
)
def test_each_check_of_a_form_has_a_case_of_its_own(form: str, check: Check) -> None:
    own = [case for case in CASES if case.basis.form == form and (case.level, case.rule) == (check.level, check.name)]

    assert any(fires_alone(check, case, True) > fires_alone(check, case, False) for case in own), check.line


def test_no_case_is_about_a_rule_that_is_not_there() -> None:
    known = {(form, check.level, check.name) for form in FORMS for check in rules(form)}
    told = {(case.basis.form, case.level, case.rule) for case in CASES}

    assert {name for _, _, name in told - known} <= BY_CODE


def test_every_exclusion_and_every_risk_has_a_case() -> None:
    names = {case.rule for case in CASES} | {case.rule for case in employee.CASES}

    assert EXCLUSIONS - names == set()
    assert RISKS - names == set()
    assert {name for name in names if re.match(r"[XR]\d", name)} == EXCLUSIONS | RISKS


def test_a_word_about_health_is_the_risk_of_its_gravity() -> None:
    """R26: any word is worth a look, and a diagnosis is grave."""
    findings = {
        text: [one.level for one in judged(PLAN, {"start_reason": text}) if one.name == "privacy"]
        for text in ("De werknemer kan minder uren werken.", "De werknemer is moe.", "De werknemer heeft een burn-out.")
    }

    assert list(findings.values()) == [[], ["info"], ["warn"]]


@pytest.mark.parametrize("form", [*FORMS, employee.FORM.name])
def test_every_rule_says_who_says_so_or_that_it_is_ours(form: str) -> None:
    known = guidance.load(LIBRARY.load(form).folder).sources
    named = [check for check in rules(form) if re.match(r"[XR]", check.name)]

    assert [check.name for check in named if not check.source and not check.unconfirmed] == []
    assert {check.source for check in rules(form) if check.source} <= set(known)


def judged(basis: Basis, changes: Changes) -> tuple[Finding, ...]:
    return judge(read(basis.loaded, {**basis.answers, **changes}, basis.today))


def test_nothing_fires_in_the_complete_plan() -> None:
    assert judged(PLAN, {}) == ()


def test_only_the_closed_term_is_told_in_the_rationale_of_the_sample() -> None:
    assert [one.name for one in judged(RATIONALE, {})] == ["R27-red"]


@pytest.mark.parametrize("gap", [{}, GAP])
@pytest.mark.parametrize("day", [57, 80, 200])
def test_a_late_action_plan_is_told_once(gap: Changes, day: int) -> None:
    """Late by week 8 and late after the problem analysis, with interruptions or without: it is one late step."""
    found = judged(EFFORT, {**gap, "problem_analysis_date": on(FIRST, 5), "action_plan_date": on(FIRST, day)})

    assert [one.at for one in found if one.name == "R24"] == ["action_plan_date"]


def test_an_action_plan_long_after_an_early_analysis_is_late_too() -> None:
    early = {"problem_analysis_date": on(FIRST, 5), "action_plan_date": on(FIRST, 20)}
    sentences = [one.sentence.nl for one in judged(EFFORT, early) if one.name == "R24"]

    assert len(sentences) == 1
    assert "uiterlijk 2\u00a0weken na de probleemanalyse" in sentences[0]
