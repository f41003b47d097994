"""Conditions: read, tested, said in words."""

import datetime
from collections import ChainMap
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formgen import condition
from formgen.form import ALWAYS, Condition, Form, Limits, Line, Moment, Option, Question, Section, Shift
from formgen.form import Test as Must
from formgen.questions import YES_NO
from formgen.text import Text, same

TODAY = datetime.date(2026, 11, 23)
JANUARY = datetime.date(2026, 1, 31)


def line(subject: str, *tests: str) -> Line:
    measure, name = condition.read_subject(subject)
    return Line(name, tuple(condition.read_test(test) for test in tests), measure)  # type: ignore[arg-type]


def rule(**lines: str | list[str]) -> Condition:
    return tuple(line(name, *([tests] if isinstance(tests, str) else tests)) for name, tests in lines.items())


# ---- read ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "test"),
    [
        ("own_work", Must("is", "own_work")),
        ("not own_work", Must("not", "own_work")),
        ("not  own_work", Must("not", "own_work")),
        ("at least 26", Must("at least", Decimal(26))),
        ("at least 0,5", Must("at least", Decimal("0.5"))),
        ("at most -3", Must("at most", Decimal(-3))),
        ("at most contract_hours", Must("at most", "contract_hours")),
        ("before 2026-01-31", Must("before", Moment(JANUARY))),
        ("after sick_first_day", Must("after", Moment("sick_first_day"))),
        ("after today", Must("after", Moment("today"))),
        ("before today - 90 days", Must("before", Moment("today", (Shift(-90),)))),
        ("after sick_first_day + 14 days", Must("after", Moment("sick_first_day", (Shift(14),)))),
        ("after sick_first_day +1 day", Must("after", Moment("sick_first_day", (Shift(1),)))),
        ("before 2026-01-31 + 7 days", Must("before", Moment(JANUARY, (Shift(7),)))),
        ("answered", Must("answered")),
        ("not answered", Must("not answered")),
        ("yes", Must("is", "yes")),
        ("at least", Must("is", "at least")),
    ],
)
def test_reads_what_an_answer_must_be(text: str, test: Must) -> None:
    assert condition.read_test(text) == test


@pytest.mark.parametrize(
    "text",
    [
        "before 2026-13-01",
        "before 20260131",
        "after 31-1-2026",
        "after today + 14",
        "after today + weeks",
        "before a b",
        "at least 26 weeks",
        "at least 1.000",
        "at most 1e5",
    ],
)
def test_refuses_half_a_comparison(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        condition.read_test(text)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("question_type", ("answer", "question_type")),
        ("sum of tasks.share", ("sum", "tasks.share")),
        ("number of talks", ("number", "talks")),
        (" number of  talks", ("number", "talks")),
        ("sum of tasks", ("answer", "sum of tasks")),
    ],
)
def test_reads_what_a_line_speaks_of(text: str, read: tuple[str, str]) -> None:
    assert condition.read_subject(text) == read


@given(st.text(max_size=30))
def test_any_text_is_a_test_or_refused(text: str) -> None:
    try:
        test = condition.read_test(text)
    except ValueError:
        return
    assert test.verb in ("is", "not", "answered", "not answered", *condition.VERBS)


@pytest.mark.parametrize(
    ("text", "value"),
    [("16", "16"), (" 16.5 ", "16.5"), ("16,5", "16.5"), ("0.125", "0.125"), ("1.2345", "1.2345"), ("-3", "-3")],
)
def test_reads_numbers_of_a_form_file(text: str, value: str) -> None:
    assert condition.read_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["1.000", "12,500", "1e3", "NaN", "", "٣", "1_000", "twee", "1.2.3"])
def test_refuses_numbers_that_could_be_something_else(text: str) -> None:
    with pytest.raises(ValueError, match=r"^$|.+"):
        condition.read_number(text)


# ---- test ---------------------------------------------------------------------------------------------------------

VALUES: dict[str, object] = {
    "question_type": "own_work",
    "consent": "yes",
    "demands": ("lifting", "standing"),
    "contract_hours": Decimal("32.5"),
    "hours_now": 16,
    "sick_first_day": datetime.date(2026, 3, 9),
    "recovered_on": datetime.date(2026, 11, 2),
    "remark": "iets",
    "tasks": ({"task": "a", "share": Decimal(60)}, {"task": "b", "share": Decimal(40)}),
    "half": ({"share": Decimal(60)}, {}),
    "talks": (),
}


@pytest.mark.parametrize(
    ("subject", "tests", "outcome"),
    [
        ("question_type", ["own_work"], True),
        ("question_type", ["suitable_work"], False),
        ("question_type", ["suitable_work", "own_work"], True),
        ("question_type", ["not own_work"], False),
        ("question_type", ["not suitable_work"], True),
        ("question_type", ["answered"], True),
        ("question_type", ["not answered"], False),
        ("demands", ["lifting"], True),
        ("demands", ["nights"], False),
        ("demands", ["nights", "standing"], True),
        ("demands", ["not nights"], True),
        ("demands", ["not lifting"], False),
        ("contract_hours", ["at least 32.5"], True),
        ("contract_hours", ["at least 33"], False),
        ("contract_hours", ["at most 32,5"], True),
        ("contract_hours", ["at most 32"], False),
        ("contract_hours", ["at most hours_now"], False),
        ("hours_now", ["at most contract_hours"], True),
        ("hours_now", ["at most unanswered"], False),
        ("hours_now", ["at least unanswered"], False),
        ("sick_first_day", ["before recovered_on"], True),
        ("sick_first_day", ["after recovered_on"], False),
        ("sick_first_day", ["before sick_first_day"], False),
        ("sick_first_day", ["after sick_first_day - 1 day"], True),
        ("sick_first_day", ["before today"], True),
        ("sick_first_day", ["after today"], False),
        ("recovered_on", ["after today - 21 days"], False),
        ("recovered_on", ["after today - 22 days"], True),
        ("sick_first_day", ["before 2026-03-10"], True),
        ("sick_first_day", ["before unanswered"], False),
        ("sick_first_day", ["after unanswered"], False),
        ("remark", ["before today"], False),
        ("remark", ["at least 3"], False),
        ("sum of tasks.share", ["at least 100"], True),
        ("sum of tasks.share", ["at most 99"], False),
        ("sum of half.share", ["at most 100"], False),
        ("sum of talks.share", ["at most 100"], False),
        ("sum of remark.share", ["at most 100"], False),
        ("number of tasks", ["at least 2"], True),
        ("number of talks", ["at most 0"], True),
        ("number of nothing", ["at most 0"], True),
        ("number of tasks", ["at least 3"], False),
        ("tasks", ["answered"], True),
        ("talks", ["not answered"], True),
        ("talks", ["answered"], False),
    ],
)
def test_tests_an_answer(subject: str, tests: list[str], outcome: bool) -> None:
    assert condition.holds((line(subject, *tests),), VALUES, TODAY) is outcome


@pytest.mark.parametrize(
    ("test", "outcome"),
    [
        ("x", False),
        ("not x", False),
        ("at least 0", False),
        ("before today", False),
        ("answered", False),
        ("not answered", True),
    ],
)
def test_nothing_but_not_answered_holds_without_an_answer(test: str, outcome: bool) -> None:
    assert condition.holds((line("unanswered", test),), VALUES, TODAY) is outcome


def test_all_lines_hold_or_the_condition_does_not() -> None:
    assert condition.holds(rule(question_type="own_work", consent="yes"), VALUES, TODAY)
    assert not condition.holds(rule(question_type="own_work", consent="no"), VALUES, TODAY)
    assert condition.holds(ALWAYS, {}, TODAY)


def test_a_row_sees_its_own_answers_and_those_around_it() -> None:
    row = ChainMap({"talk_date": datetime.date(2026, 4, 1)}, VALUES)
    assert condition.holds(rule(talk_date="after sick_first_day"), row, TODAY)
    assert not condition.holds(rule(talk_date="after recovered_on"), row, TODAY)


def test_a_moment_beyond_the_calendar_is_no_moment() -> None:
    assert not condition.holds(rule(day="before day + 99999 days"), {"day": datetime.date(9999, 1, 1)}, TODAY)


def test_a_number_equals_a_number() -> None:
    same_number = (Line("hours_now", (Must("is", Decimal("16.0")),)),)
    assert condition.holds(same_number, VALUES, TODAY)


@pytest.mark.parametrize(
    ("subject", "test", "outcome"),
    [
        ("question_type", "own_work", True),
        ("unanswered", "own_work", False),
        ("unanswered", "answered", True),
        ("unanswered", "not answered", True),
        ("sick_first_day", "before recovered_on", True),
        ("sick_first_day", "before unanswered", False),
        ("sick_first_day", "before today", True),
        ("hours_now", "at most contract_hours", True),
        ("hours_now", "at most unanswered", False),
        ("sum of tasks.share", "at least 95", True),
        ("sum of half.share", "at least 95", False),
        ("number of tasks", "at least 1", True),
        ("number of nothing", "at least 1", False),
    ],
)
def test_knows_when_it_can_judge(subject: str, test: str, outcome: bool) -> None:
    assert condition.judged((line(subject, test),), VALUES) is outcome


def test_names_the_questions_it_speaks_of() -> None:
    lines = (
        line("a", "x"),
        line("b", "after c + 1 day", "before today"),
        line("sum of d.e", "at most f"),
        line("g", "not h"),
    )
    assert list(condition.names(lines)) == ["a", "b", "c", "d", "f", "g"]


value = st.one_of(
    st.text(max_size=3),
    st.integers(),
    st.dates(),
    st.tuples(st.text(max_size=2)),
    st.decimals(allow_nan=False, allow_infinity=False),
)
rows = st.lists(st.dictionaries(st.just("b"), st.integers() | st.decimals(-9, 9)), max_size=3).map(tuple)
answers = st.dictionaries(st.sampled_from(["a", "b", "c"]), value).flatmap(
    lambda values: rows.map(lambda group: {**values, "g": group})
)
tests = st.sampled_from(
    [
        "x",
        "not x",
        "at least 3",
        "at most b",
        "before c",
        "after today - 3 days",
        "answered",
        "not answered",
        "after 2026-01-01",
    ]
)


@given(answers, st.lists(st.tuples(st.sampled_from(["a", "b", "sum of g.b", "number of g"]), tests), max_size=3))
def test_never_raises_whatever_the_answers(values: dict[str, object], lines: list[tuple[str, str]]) -> None:
    lines_read = tuple(line(subject, test) for subject, test in lines)
    assert condition.holds(lines_read, values, TODAY) in (True, False)
    assert condition.judged(lines_read, values) in (True, False)


@given(answers, tests)
def test_a_list_holds_when_one_of_it_does(values: dict[str, object], test: str) -> None:
    alone = condition.holds((line("a", test),), values, TODAY)
    assert condition.holds((line("a", test, "never_an_option"),), values, TODAY) == alone


# ---- say ----------------------------------------------------------------------------------------------------------

OPTIONS = (
    Option("own_work", Text("Eigen werk", "Own work")),
    Option("suitable_work", Text("Passend werk", "Suitable work")),
    Option("other", Text("Anders", "Other")),
)
SHARE = Question("share", Text("Aandeel", "Share"), "percentage")
FORM = Form(
    "f",
    same("F"),
    (
        Section(
            "s",
            same("S"),
            (
                Question("question_type", Text("Waarover?", "About what?"), "choose one", options=OPTIONS),
                Question("consent", Text("Akkoord?", "Agreed?"), "yes or no", options=YES_NO),
                Question("sick_first_day", Text("Eerste ziektedag", "First sick day"), "date"),
                Question("recovered_on", Text("Hersteld op", "Recovered on"), "date"),
                Question("hours", Text("Uren", "Hours"), "hours"),
                Question("tasks", Text("Taken", "Tasks"), "repeat", limits=Limits(), questions=(SHARE,)),
            ),
        ),
    ),
    (),
)


@pytest.mark.parametrize(
    ("subject", "tests", "dutch", "english"),
    [
        ("question_type", ["own_work"], '"Waarover?" is "Eigen werk"', '"About what?" is "Own work"'),
        ("question_type", ["not own_work"], '"Waarover?" is niet "Eigen werk"', '"About what?" is not "Own work"'),
        (
            "question_type",
            ["own_work", "suitable_work", "other"],
            '"Waarover?" is "Eigen werk", "Passend werk" of "Anders"',
            '"About what?" is "Own work", "Suitable work" or "Other"',
        ),
        ("consent", ["yes"], '"Akkoord?" is "Ja"', '"Agreed?" is "Yes"'),
        ("hours", ["at least 26"], '"Uren" is ten minste 26', '"Hours" is at least 26'),
        ("hours", ["at most 1234.5"], '"Uren" is ten hoogste 1.234,5', '"Hours" is at most 1,234.5'),
        ("hours", ["answered"], '"Uren" is ingevuld', '"Hours" is answered'),
        (
            "hours",
            ["not answered", "at most 3"],
            '"Uren" is niet ingevuld of is ten hoogste 3',
            '"Hours" is not answered or is at most 3',
        ),
        (
            "sick_first_day",
            ["before 2026-01-31"],
            '"Eerste ziektedag" ligt vóór 31\u00a0januari\u00a02026',
            '"First sick day" is before 31\u00a0January\u00a02026',
        ),
        (
            "sick_first_day",
            ["before today"],
            '"Eerste ziektedag" ligt vóór vandaag',
            '"First sick day" is before today',
        ),
        (
            "recovered_on",
            ["after sick_first_day"],
            '"Hersteld op" ligt na "Eerste ziektedag"',
            '"Recovered on" is after "First sick day"',
        ),
        (
            "recovered_on",
            ["after sick_first_day + 14 days"],
            '"Hersteld op" ligt na "Eerste ziektedag" plus 14\u00a0dagen',
            '"Recovered on" is after "First sick day" plus 14\u00a0days',
        ),
        (
            "recovered_on",
            ["before today - 90 days"],
            '"Hersteld op" ligt vóór vandaag min 90\u00a0dagen',
            '"Recovered on" is before today minus 90\u00a0days',
        ),
        ("hours", ["at most share"], '"Uren" is ten hoogste "Aandeel"', '"Hours" is at most "Share"'),
        (
            "sum of tasks.share",
            ["at least 100"],
            'de som van "Aandeel" is ten minste 100',
            'the sum of "Share" is at least 100',
        ),
        (
            "number of tasks",
            ["at most 12"],
            'het aantal bij "Taken" is ten hoogste 12',
            'the number of entries at "Tasks" is at most 12',
        ),
    ],
)
def test_says_a_line_in_words(subject: str, tests: list[str], dutch: str, english: str) -> None:
    assert condition.said((line(subject, *tests),), FORM) == Text(dutch, english)


def test_says_several_lines_as_one_sentence() -> None:
    said = condition.said(rule(question_type="own_work", consent="yes", hours="answered"), FORM)
    assert said.nl == '"Waarover?" is "Eigen werk", "Akkoord?" is "Ja" en "Uren" is ingevuld'
    assert said.en == '"About what?" is "Own work", "Agreed?" is "Yes" and "Hours" is answered'
    assert condition.said(ALWAYS, FORM) == Text("altijd", "always")
