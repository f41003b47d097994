"""The employer's application: its samples are whole, and nothing in it is medical."""

from collections.abc import Mapping
from datetime import date
from functools import cache

import pytest

from formgen.answers import read, unknown
from formgen.guidance.checks import judge
from formgen.lint import sample_paths
from formgen.loader.answersfile import read_answers
from tests.golden import LIBRARY

NAME = "deskundigenoordeel-werkgever"
TODAY = date(2026, 11, 23)
FORM = LIBRARY.load(NAME)
PATHS = {path.stem: path for path in sample_paths(FORM)}

Changes = Mapping[str, str]


@cache
def sample(name: str) -> Changes:
    """The raw answers of a sample."""
    return read_answers(PATHS[name].read_bytes(), name).answers


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
    assert [one.name for one in judge(read(FORM, sample(name), TODAY)) if one.level == "stop"] == []


def test_every_question_type_has_a_sample() -> None:
    kinds = {option.name for option in FORM.by_name["question_type"].options}

    assert {sample(name)["question_type"] for name in PATHS} == kinds


def test_nothing_goes_to_the_physician() -> None:
    assert [q.name for q in FORM.questions() if q.notice == "physician"] == []
    assert [document.name for document in FORM.documents if document.audience == "physician"] == []


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
