"""The ten points of a rationale: each is earned by its own answer and lost without it."""

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from formgen import answers
from formgen.guidance.score import RATIONALE, Score, score
from formgen.library import Library
from formgen.loader.answersfile import read_answers

ROOT = Path(__file__).parents[1]
LIBRARY = Library((ROOT,))
TODAY = datetime.date(2026, 11, 23)


def raw(case: str) -> dict[str, str]:
    path = ROOT / "samples" / RATIONALE / f"{case}.yml"
    return dict(read_answers(path.read_bytes(), path.name).answers)


def scored(given: dict[str, str], today: datetime.date = TODAY) -> Score:
    found = score(answers.read(LIBRARY.load(RATIONALE), given, today))
    assert found is not None
    return found


def earned(given: dict[str, str], today: datetime.date = TODAY) -> dict[str, bool]:
    return {point.at: point.earned for point in scored(given, today).points}


def test_a_good_rationale_earns_all() -> None:
    found = scored(raw("case-8"))
    assert (found.total, found.most, found.colour) == (20, 20, "green")


def test_a_bare_disagreement_is_red() -> None:
    found = scored(raw("case-8b"))
    assert found.total < 12
    assert found.colour == "red"


def test_an_empty_form_earns_nothing() -> None:
    assert scored({}).total == 0


def test_other_forms_have_no_score() -> None:
    assert score(answers.read(LIBRARY.load("plan-van-aanpak-spoor-2"), {}, TODAY)) is None


@pytest.mark.parametrize(
    ("at", "changes"),
    [
        ("opinion_date", {"opinion_outcome": ""}),
        ("deviation_scope", {"deviation_scope": "whole"}),
        ("physician_consulted", {"physician_date": "2026-09-14"}),
        ("physician_consulted", {"physician_consulted": "no"}),
        ("employee_heard", {"employee_heard": "no"}),
        ("alternative_new_opinion", {"alternative_new_opinion": "not_considered"}),
        ("review_date", {"review_date": "2027-01-05"}),
        ("plan_adjusted", {"plan_adjusted": "no"}),
        ("signed_at_once", {"signed_at_once": "no", "signing_date": ""}),
    ],
)
def test_a_point_is_lost_without_its_answer(at: str, changes: dict[str, str]) -> None:
    assert earned(raw("case-8"))[at]
    assert not earned(raw("case-8") | changes)[at]


@pytest.mark.parametrize(("group", "inner"), [("reasons", "reason_evidence"), ("measures", "measure_start")])
def test_a_row_without_its_proof_earns_nothing(group: str, inner: str) -> None:
    given = {name: text for name, text in raw("case-8").items() if not name.endswith(f".{inner}")}
    assert earned(raw("case-8"))[group]
    assert not earned(given)[group]


def test_the_physicians_word_one_day_after_the_opinion_counts() -> None:
    given = raw("case-8") | {"opinion_date": "2026-09-14", "physician_date": "2026-09-15"}
    assert earned(given)["physician_consulted"]


@pytest.mark.parametrize(("days", "earns"), [(-1, False), (0, True), (42, True), (43, False)])
def test_the_review_is_within_six_weeks(days: int, earns: bool) -> None:
    review = TODAY + datetime.timedelta(days=days)
    assert earned(raw("case-8") | {"review_date": review.isoformat()})["review_date"] is earns


@pytest.mark.parametrize(("lost", "colour"), [(0, "green"), (2, "green"), (3, "amber"), (4, "amber"), (5, "red")])
def test_the_colour_follows_the_total(lost: int, colour: str) -> None:
    full = scored(raw("case-8"))
    lowered = tuple(replace(point, earned=n >= lost) for n, point in enumerate(full.points))
    assert replace(full, points=lowered).colour == colour


def test_each_point_is_at_a_question_of_the_form() -> None:
    form = LIBRARY.load(RATIONALE)
    assert all(point.at in form.by_name for point in scored({}).points)
    assert len(scored({}).points) == 10
