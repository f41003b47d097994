"""A compiled condition means what its lines say: held against a reading of them that goes line by line."""

import datetime
import operator
from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formgen.condition import compiled, holds, judged, judging, moved
from formgen.form import ALWAYS, Condition, Line, Moment, Shift
from formgen.form import Test as Must

TODAY = datetime.date(2026, 11, 23)
COMPARED = {
    "at least": operator.ge,
    "at most": operator.le,
    "less than": operator.lt,
    "more than": operator.gt,
    "before": operator.lt,
    "not before": operator.ge,
    "after": operator.gt,
    "not after": operator.le,
}
NUMBERS, DATES = list(COMPARED)[:4], list(COMPARED)[4:]


def plainly(condition: Condition, values: Mapping[str, object]) -> bool:
    """Whether it holds: every line, and of a line any test."""
    return all(any(passes(test, subject(line, values), values) for test in line.tests) for line in condition)


def subject(line: Line, values: Mapping[str, object]) -> object:
    if line.subject == "today":
        return TODAY
    if line.measure == "answer":
        return values.get(line.subject)
    rows = values.get(line.subject.split(".")[0], ())
    if not isinstance(rows, tuple):
        return None
    if line.measure == "number":
        return len(rows)
    column = [row.get(line.subject.split(".")[1]) for row in rows]
    return None if not column or None in column else sum(column)


def passes(test: Must, value: object, values: Mapping[str, object]) -> bool:
    if test.verb in ("answered", "not answered"):
        return (value in (None, ())) == (test.verb == "not answered")
    if value is None:
        return False
    if test.verb in ("is", "not"):
        found = test.operand in value if isinstance(value, tuple) else value == test.operand
        return found == (test.verb == "is")
    bound = limit(test.operand, values)
    kinds = (int, Decimal) if test.verb in NUMBERS else datetime.date
    return isinstance(value, kinds) and isinstance(bound, kinds) and COMPARED[test.verb](value, bound)


def limit(operand: object, values: Mapping[str, object]) -> object:
    if not isinstance(operand, Moment):
        return values.get(operand) if isinstance(operand, str) else operand
    day = {**values, "today": TODAY}.get(operand.base) if isinstance(operand.base, str) else operand.base
    try:
        for shift in operand.shifts if isinstance(day, datetime.date) else ():
            day = moved(day, shift)  # type: ignore[arg-type]
    except OverflowError:
        return None
    return day


NAMES = st.sampled_from("abcd")
DAYS = st.dates(datetime.date(2024, 1, 1), datetime.date(2028, 12, 31))
SHIFTS = st.builds(Shift, st.integers(-400, 400), st.sampled_from(["days", "weeks", "months", "years"]))
MOMENTS = st.builds(Moment, DAYS | NAMES | st.just("today"), st.lists(SHIFTS, max_size=2).map(tuple))
AMOUNTS = st.integers(-3, 3) | st.decimals(-3, 3, places=1)
CHOICES = st.sampled_from(["x", "y", "z"])
TESTS = st.one_of(
    st.builds(Must, st.sampled_from(["is", "not"]), CHOICES | AMOUNTS.map(Decimal)),
    st.builds(Must, st.sampled_from(["answered", "not answered"])),
    st.builds(Must, st.sampled_from(NUMBERS), AMOUNTS.map(Decimal) | NAMES),
    st.builds(Must, st.sampled_from(DATES), MOMENTS),
)
SUBJECTS = st.sampled_from(
    [*((name, "answer") for name in ("a", "b", "c", "g", "today")), ("g.share", "sum"), ("g", "number")]
)
LINES = st.builds(
    lambda about, tests: Line(about[0], tuple(tests), about[1]), SUBJECTS, st.lists(TESTS, min_size=1, max_size=3)
)
CONDITIONS = st.lists(LINES, max_size=3).map(tuple)
ANSWERS = st.dictionaries(NAMES, CHOICES | AMOUNTS | DAYS | st.lists(CHOICES, max_size=2).map(tuple))
ROWS = st.lists(st.dictionaries(st.just("share"), AMOUNTS), max_size=3).map(tuple)
VALUES = st.builds(lambda answers, rows: {**answers, **({"g": rows} if rows else {})}, ANSWERS, ROWS)


@settings(max_examples=400)
@given(CONDITIONS, VALUES)
def test_compiled_it_means_what_it_says(condition: Condition, values: dict[str, object]) -> None:
    assert compiled(condition)(values, TODAY) is plainly(condition, values)
    assert holds(condition, values, TODAY) is plainly(condition, values)


@given(CONDITIONS, VALUES)
def test_it_can_be_judged_when_everything_it_names_is_known(condition: Condition, values: dict[str, object]) -> None:
    asked = [line for line in condition if any("answered" not in test.verb for test in line.tests)]
    bounds = [test.operand for line in asked for test in line.tests if test.verb in (*NUMBERS, *DATES)]
    names = [bound.base if isinstance(bound, Moment) else bound for bound in bounds]
    known = all(name in values for name in names if isinstance(name, str) and name != "today")
    counted = all(line.measure != "number" or line.subject in values for line in asked)

    enough = known and counted and all(subject(line, values) is not None for line in asked)
    assert judged(condition, values) is judging(condition)(values) is enough


@pytest.mark.parametrize("verb", ["is", "not", "at least", "before"])
def test_nothing_is_no_option(verb: str) -> None:
    condition = (Line("a", (Must(verb),)),)  # type: ignore[arg-type]

    assert not holds(condition, {}, TODAY)
    assert not holds(condition, {"a": None}, TODAY)


def test_a_line_without_tests_never_holds_and_no_lines_always_do() -> None:
    assert not compiled((Line("a", ()),))({"a": "x"}, TODAY)
    assert compiled(ALWAYS)({}, TODAY)
    assert judging(ALWAYS)({})


def test_a_condition_is_compiled_once() -> None:
    condition = (Line("a", (Must("is", "x"),)),)
    same = (Line("a", (Must("is", "x"),)),)

    assert compiled(condition) is compiled(condition)
    assert compiled(same)({"a": "x"}, TODAY) is compiled(condition)({"a": "x"}, TODAY) is True
