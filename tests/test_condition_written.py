"""Conditions there and back: what is written is read as meant, and what is said in words tells two meanings apart."""

import datetime
from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from formgen.condition import holds, judged, moved, names, read_moment, read_subject, read_test, said
from formgen.form import Condition, Form, Line, Moment, Option, Question, Section, Shift
from formgen.form import Test as Must
from formgen.text import LANGUAGES, Text, same

TODAY = datetime.date(2026, 11, 23)
OPTIONS = tuple(Option(name, Text(f"Keuze {name}", f"Choice {name}")) for name in ("fit", "partly", "unfit"))
FORM = Form(
    "f",
    same("F"),
    sections=(
        Section(
            "all",
            same("All"),
            (
                Question("claim", Text("Wat vindt u?", "What do you find?"), "choose one", options=OPTIONS),
                Question("sick", Text("Ziek sinds", "Ill since"), "date"),
                Question("offered", Text("Aangeboden op", "Offered on"), "date"),
                Question("hours", Text("Uren", "Hours"), "hours"),
                Question("contract", Text("Contract", "Contract hours"), "hours"),
                Question(
                    "tasks",
                    Text("Taken", "Tasks"),
                    "repeat",
                    questions=(Question("share", Text("Deel", "Share"), "percentage"),),
                ),
            ),
        ),
    ),
    documents=(),
)
DAYS = st.dates(datetime.date(1950, 1, 1), datetime.date(2090, 12, 31))
SHIFTS = st.builds(Shift, st.integers(-300, 300).filter(bool), st.sampled_from(["days", "weeks", "months", "years"]))
MOMENTS = st.builds(
    Moment, st.one_of(DAYS, st.sampled_from(["today", "sick"])), st.lists(SHIFTS, max_size=3).map(tuple)
)
NUMBERS = st.decimals(0, 1000, places=2).map(lambda number: number + 0)
CHOICES = st.builds(Must, st.sampled_from(["is", "not"]), st.sampled_from(["fit", "partly", "unfit"]))
COUNTS = st.builds(
    Must, st.sampled_from(["at least", "at most", "less than", "more than"]), st.one_of(NUMBERS, st.just("contract"))
)
DATED = st.builds(Must, st.sampled_from(["before", "not before", "after", "not after"]), MOMENTS)
ANSWERED = st.builds(Must, st.sampled_from(["answered", "not answered"]))
TESTS = {"claim": CHOICES | ANSWERED, "hours": COUNTS | ANSWERED, "offered": DATED | ANSWERED, "today": DATED}


def written(test: Must) -> str:
    """The test as a form file writes it."""
    if isinstance(test.operand, Moment):
        shifts = [f" {'-+'[one.number > 0]} {abs(one.number)} {one.unit}" for one in test.operand.shifts]
        return f"{test.verb} {test.operand.base}{''.join(shifts)}"
    if test.verb == "is":
        return str(test.operand)
    return f"{test.verb} {'' if test.operand is None else test.operand}".strip()


def lines() -> st.SearchStrategy[Line]:
    """One line about one question, with the tests that suit it."""
    return st.sampled_from(sorted(TESTS)).flatmap(
        lambda name: st.builds(Line, st.just(name), st.lists(TESTS[name], min_size=1, max_size=3).map(tuple))
    )


VALUES = st.fixed_dictionaries(
    {},
    optional={
        "claim": st.sampled_from(["fit", "partly", "unfit"]),
        "sick": DAYS,
        "offered": DAYS,
        "hours": NUMBERS,
        "contract": NUMBERS,
    },
)


# ---- written and read -----------------------------------------------------------------------------------------------


@given(st.one_of(*TESTS.values()))
def test_what_is_written_is_read_as_meant(test: Must) -> None:
    assert read_test(written(test)) == test


@given(st.one_of(*TESTS.values()), st.sampled_from(["  ", "\t", "\n"]))
def test_spaces_make_no_difference(test: Must, space: str) -> None:
    assert read_test(written(test).replace(" ", space)) == test


@given(MOMENTS)
def test_a_moment_is_read_as_written(moment: Moment) -> None:
    assert read_moment(written(Must("before", moment)).removeprefix("before ")) == moment


@given(st.from_regex(r"[a-z][a-z_0-9]{0,12}", fullmatch=True), st.from_regex(r"[a-z][a-z_]{0,9}", fullmatch=True))
def test_the_left_half_of_a_line_is_read_as_meant(group: str, column: str) -> None:
    assert read_subject(f"sum of {group}.{column}") == ("sum", f"{group}.{column}")
    assert read_subject(f"number of  {group}") == ("number", group)
    assert read_subject(f" {group} ") == ("answer", group)


# ---- said in words --------------------------------------------------------------------------------------------------


@settings(max_examples=50)
@given(lines())
def test_a_line_in_words_names_every_question_it_speaks_of(line: Line) -> None:
    for language in LANGUAGES:
        words = said((line,), FORM)[language]
        assert all(FORM.by_name[name].ask[language] in words for name in names((line,)))


@settings(max_examples=50)
@given(lines(), lines())
def test_two_lines_that_differ_are_said_differently(first: Line, second: Line) -> None:
    assume(first != second)

    for language in LANGUAGES:
        assert said((first,), FORM)[language] != said((second,), FORM)[language]


@settings(max_examples=50)
@given(st.lists(lines(), min_size=2, max_size=4))
def test_several_lines_are_said_one_after_the_other(condition: list[Line]) -> None:
    words = said(tuple(condition), FORM)

    for language in LANGUAGES:
        assert words[language].startswith(said((condition[0],), FORM)[language])
        assert words[language].endswith(said((condition[-1],), FORM)[language])


@pytest.mark.parametrize(
    ("line", "nl", "en"),
    [
        (
            Line("offered", (Must("before", Moment(datetime.date(2026, 3, 9))),)),
            '"Aangeboden op" ligt vóór 9\u00a0maart\u00a02026',
            '"Offered on" is before 9\u00a0March\u00a02026',
        ),
        (
            Line("hours", (Must("at least", Decimal("16.5")), Must("not answered"))),
            '"Uren" is ten minste 16,5 of is niet ingevuld',
            '"Hours" is at least 16.5 or is not answered',
        ),
        (
            Line("claim", (Must("is", "fit"), Must("is", "partly"), Must("is", "unfit"))),
            '"Wat vindt u?" is "Keuze fit", "Keuze partly" of "Keuze unfit"',
            '"What do you find?" is "Choice fit", "Choice partly" or "Choice unfit"',
        ),
        (
            Line("tasks", (Must("at most", Decimal(2)),), "number"),
            'het aantal bij "Taken" is ten hoogste 2',
            'the number of entries at "Tasks" is at most 2',
        ),
    ],
)
def test_how_a_line_is_said(line: Line, nl: str, en: str) -> None:
    assert said((line,), FORM) == Text(nl, en)


# ---- what holds -----------------------------------------------------------------------------------------------------


def turned(test: Must) -> Must:
    """The test that holds exactly when this one does not, for an answer that is there."""
    other = {"is": "not", "not": "is", "answered": "not answered", "not answered": "answered"}
    return Must(other[test.verb], test.operand)  # type: ignore[arg-type]


@given(st.one_of(CHOICES, ANSWERED), VALUES)
def test_a_test_and_its_opposite_part_all_answers_between_them(test: Must, values: Mapping[str, object]) -> None:
    both = [holds((Line("claim", (one,)),), values, TODAY) for one in (test, turned(test))]

    if "claim" in values or test.operand is None:
        assert both.count(True) == 1
    else:
        assert both == [False, False], "nothing but `not answered` holds without an answer"


@given(NUMBERS, NUMBERS)
def test_a_number_is_at_least_or_less_than_and_at_most_or_more_than(number: Decimal, limit: Decimal) -> None:
    found = [
        holds((Line("hours", (Must(verb, limit),)),), {"hours": number}, TODAY)  # type: ignore[arg-type]
        for verb in ("at least", "at most", "less than", "more than")
    ]

    assert found == [number >= limit, number <= limit, number < limit, number > limit]


@given(DAYS, MOMENTS, DAYS)
def test_a_day_is_before_or_not_before_and_after_or_not_after(
    day: datetime.date, moment: Moment, sick: datetime.date
) -> None:
    values = {"offered": day, "sick": sick}
    limit = {"today": TODAY, "sick": sick}.get(str(moment.base), moment.base)
    assert isinstance(limit, datetime.date)
    for shift in moment.shifts:
        limit = moved(limit, shift)
    found = [
        holds((Line("offered", (Must(verb, moment),)),), values, TODAY)  # type: ignore[arg-type]
        for verb in ("before", "not before", "after", "not after")
    ]

    assert found == [day < limit, day >= limit, day > limit, day <= limit]


@given(DAYS, MOMENTS)
def test_today_is_compared_as_a_date_is(day: datetime.date, moment: Moment) -> None:
    values = {"offered": TODAY, "sick": day}
    lines = [(Line(subject, (Must("after", moment),)),) for subject in ("today", "offered")]

    assert len({holds(line, values, TODAY) for line in lines}) == 1
    assert judged(lines[0], {}) is (moment.base != "sick")


@given(DAYS, st.integers(-900, 900))
def test_a_date_moved_by_months_keeps_its_day_or_takes_the_last(day: datetime.date, months: int) -> None:
    there = moved(day, Shift(months, "months"))

    assert (there.year * 12 + there.month) - (day.year * 12 + day.month) == months
    assert there.day == day.day or (there.day < day.day and (there + datetime.timedelta(days=1)).day == 1)


@pytest.mark.parametrize(
    ("day", "shift", "there"),
    [
        ("2026-11-23", Shift(2, "weeks"), "2026-12-07"),
        ("2028-01-03", Shift(-6, "months"), "2027-07-03"),
        ("2026-08-31", Shift(-6, "months"), "2026-02-28"),
        ("2028-02-29", Shift(-13, "years"), "2015-02-28"),
        ("2028-02-29", Shift(4, "years"), "2032-02-29"),
    ],
)
def test_where_a_date_comes(day: str, shift: Shift, there: str) -> None:
    assert moved(datetime.date.fromisoformat(day), shift) == datetime.date.fromisoformat(there)


@pytest.mark.parametrize(
    "shift", [Shift(9_999_999), Shift(-999_999, "weeks"), Shift(99_999, "months"), Shift(-2026, "years")]
)
def test_beyond_the_calendar_nothing_holds(shift: Shift) -> None:
    moment = Moment("today", (shift,))

    with pytest.raises(OverflowError):
        moved(TODAY, shift)
    assert not holds((Line("today", (Must("before", moment), Must("not before", moment))),), {}, TODAY)


@settings(max_examples=60)
@given(st.lists(lines(), max_size=3).map(tuple), VALUES)
def test_what_holds_could_be_judged_unless_a_list_left_it_open(
    condition: Condition, values: Mapping[str, object]
) -> None:
    """A condition that holds is known to hold; one test of a list may hold while another lacks its answer."""
    single = tuple(Line(line.subject, line.tests[:1]) for line in condition)

    if holds(single, values, TODAY):
        assert judged(single, values)


@given(st.lists(lines(), max_size=4).map(tuple), VALUES)
def test_the_order_of_the_lines_makes_no_difference(condition: Condition, values: Mapping[str, object]) -> None:
    assert holds(condition, values, TODAY) == holds(condition[::-1], values, TODAY)


@given(lines(), lines(), VALUES)
def test_one_more_line_never_makes_a_condition_hold(first: Line, second: Line, values: Mapping[str, object]) -> None:
    assert not holds((first, second), values, TODAY) or holds((first,), values, TODAY)


def test_a_comparison_with_something_that_is_no_date_or_number_does_not_hold() -> None:
    """The loader refuses such a form; a condition made in code is simply false."""
    assert not holds((Line("offered", (Must("before", "gisteren"),)),), {"offered": TODAY}, TODAY)
    assert not holds((Line("hours", (Must("at least", "claim"),)),), {"hours": Decimal(3), "claim": "fit"}, TODAY)
    assert not holds((Line("claim", (Must("at most", Decimal(3)),)),), {"claim": "fit"}, TODAY)
