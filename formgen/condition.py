"""The one language of conditions: read it, test it, say it in words."""

import calendar
import datetime
import operator
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import reduce
from typing import Any

from formgen.form import Condition, Form, Line, Moment, Question, Shift, Test
from formgen.text import LANGUAGES, Language, Text, in_unit, listed, long_date, number, same
from formgen.unchanged import by_identity

TODAY = "today"

# ---- read -----------------------------------------------------------------------------------------------------------

_NAME = r"[A-Za-z][\w-]*"
_SUBJECT = re.compile(rf"(?:(?P<sum>sum of) +(?P<column>{_NAME}\.{_NAME})|(?P<number>number of) +(?P<group>{_NAME}))")
_SHIFT = r" *(?P<sign>[+-]) *(?P<number>\d{1,5}) *(?P<unit>day|week|month|year)s?"
_DATED = re.compile(rf"(?P<base>\S+)(?P<shifts>(?:{re.sub(r'[?]P<[a-z]+>', '?:', _SHIFT)})*)")
_WRITTEN_NUMBER = re.compile(r"-?[0-9]{1,15}(?:[.,](?:[0-9]{1,2}|[0-9]{4,9}))?|-?0[.,][0-9]{3}")
_WRITTEN_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DATES = ("before", "not before", "after", "not after")
_NUMBERS = ("at least", "at most", "less than", "more than")
VERBS = (*_NUMBERS, *_DATES)


def read_subject(text: str) -> tuple[str, str]:
    """The measure and the name in the left half of a line: `("sum", "tasks.share")` for `sum of tasks.share`."""
    match = _SUBJECT.fullmatch(text.strip())
    if match is None:
        return "answer", text.strip()
    return ("sum", match["column"]) if match["sum"] else ("number", match["group"])


def read_test(text: str) -> Test:
    """What an answer must be, from the right half of a line. Raises ValueError for `before` or `after` without a date.

    What is no known comparison is the name of an option. Whether names exist is for the loader to say.
    """
    words = " ".join(text.split())
    if words in ("answered", "not answered"):
        return Test("answered" if words == "answered" else "not answered")
    for verb in VERBS:
        if words.startswith(verb + " "):
            rest = words.removeprefix(verb + " ")
            return Test(verb, read_moment(rest) if verb in _DATES else _number_or_name(rest))  # type: ignore[arg-type]
    return Test("not", words.removeprefix("not ")) if words.startswith("not ") else Test("is", words)


def read_moment(text: str) -> Moment:
    """A date (2026-01-31), `today` or the name of a question, with `+ 14 days` or `- 6 months`. Raises ValueError."""
    match = _DATED.fullmatch(text)
    if match is None:
        raise ValueError(text)
    base = match["base"]
    found = re.finditer(_SHIFT, match["shifts"])
    shifts = (Shift(int(one["sign"] + one["number"]), one["unit"] + "s") for one in found)  # type: ignore[arg-type]
    return Moment(read_date(base) if base[0].isdigit() else base, tuple(shifts))


def read_number(text: str) -> Decimal:
    """A number as a form file writes it: 16, 16.5 or 16,5. Raises ValueError, also for 1.000: is that a thousand?"""
    if not _WRITTEN_NUMBER.fullmatch(text.strip()):
        raise ValueError(text)
    return Decimal(text.strip().replace(",", "."))


def read_date(text: str) -> datetime.date:
    """A date as a form file writes it: 2026-01-31. Raises ValueError."""
    if not _WRITTEN_DATE.fullmatch(text.strip()):
        raise ValueError(text)
    return datetime.date.fromisoformat(text.strip())


def _number_or_name(text: str) -> Decimal | str:
    return read_number(text) if text[0].isdigit() or text[0] in "-+." else text


# ---- test -----------------------------------------------------------------------------------------------------------

Answered = Mapping[str, object]
Judge = Callable[[Answered, datetime.date], bool]  # the answers, and the day on which they are judged


def holds(condition: Condition, values: Answered, today: datetime.date) -> bool:
    """Whether every line holds for these answers; a name that is not there is not answered.

    Nothing but `not answered` holds for a question without an answer, not even `not X`. The number of rows of a group
    without rows is 0. For a question inside a repeated group pass its row together with the answers around it.
    """
    return not condition or compiled(condition)(values, today)


@by_identity
def compiled(condition: Condition) -> Judge:
    """The condition as a function that says whether it holds, for whoever asks it of very many answers."""
    return reduce(_both, map(_line, condition)) if condition else lambda *_: True


def moved(date: datetime.date, shift: Shift) -> datetime.date:
    """The date so many days, weeks, months or years on. Raises OverflowError beyond the years 1 to 9999.

    Months and years keep the day of the month, or take that month's last day when it has no such day.
    """
    if shift.unit in ("days", "weeks"):
        return date + datetime.timedelta(days=shift.number * (7 if shift.unit == "weeks" else 1))
    months = date.year * 12 + date.month - 1 + shift.number * (12 if shift.unit == "years" else 1)
    year, month = months // 12, months % 12 + 1
    if not datetime.MINYEAR <= year <= datetime.MAXYEAR:
        raise OverflowError(year)
    return datetime.date(year, month, min(date.day, calendar.monthrange(year, month)[1]))


def judged(condition: Condition, values: Answered) -> bool:
    """Whether there are enough answers to say if the condition holds: each question it names has one.

    A sum is known once every row has its number. A test on `answered` itself can always be judged.
    """
    return judging(condition)(values)


@by_identity
def judging(condition: Condition) -> Callable[[Answered], bool]:
    """`judged` for this condition, for whoever asks it of very many answers."""
    lines = [line for line in condition if not all(test.verb in ("answered", "not answered") for test in line.tests)]
    subjects = [line.subject for line in lines if line.measure == "answer" and line.subject != TODAY]
    needed = [*subjects, *(name for line in lines for test in line.tests if (name := _operand_name(test)))]
    counted = [line for line in lines if line.measure != "answer"]

    def known(values: Answered) -> bool:
        for name in needed:
            if values.get(name) is None:
                return False
        return all(_counted(line, values) for line in counted) if counted else True

    return known


def names(condition: Condition) -> Iterator[str]:
    """The questions a condition speaks of, in its order: of a sum and a number of rows the repeated group."""
    for line in condition:
        if line.subject != TODAY:
            yield line.subject.split(".")[0]
        for test in line.tests:
            if operand := _operand_name(test):
                yield operand


def _operand_name(test: Test) -> str:
    """The question whose answer the test compares with, if there is one."""
    if isinstance(test.operand, Moment):
        return test.operand.base if isinstance(test.operand.base, str) and test.operand.base != TODAY else ""
    return test.operand if test.verb in _NUMBERS and isinstance(test.operand, str) else ""


def _counted(line: Line, values: Answered) -> bool:
    """Whether the sum or number of a line is known."""
    return (line.measure == "sum" or line.subject in values) and _measured(line, values) is not None


def _measured(line: Line, values: Answered) -> object:
    """The sum or number the line speaks of; None while it is not known."""
    group, _, column = line.subject.partition(".")
    rows = values.get(group, ())
    if not isinstance(rows, tuple):
        return None
    if line.measure == "number":
        return len(rows)
    shares = [row.get(column) for row in rows]
    return sum(shares) if shares and None not in shares else None


# ---- compiled -------------------------------------------------------------------------------------------------------

_Passes = Callable[[object, Answered, datetime.date], bool]  # what the line speaks of (None: not known), and the rest
_COMPARED: Mapping[str, Callable[[Any, Any], bool]] = {
    "at least": operator.ge,
    "at most": operator.le,
    "less than": operator.lt,
    "more than": operator.gt,
    "before": operator.lt,
    "not before": operator.ge,
    "after": operator.gt,
    "not after": operator.le,
}


def _both(one: Judge, other: Judge) -> Judge:
    return lambda values, today: one(values, today) and other(values, today)


def _line(line: Line) -> Judge:
    """Whether any one of its tests passes."""
    subject = line.subject
    if not line.tests:
        return lambda *_: False
    if line.measure == "answer" and subject != TODAY and all(test.verb == "is" for test in line.tests):
        return _chosen(subject, [test.operand for test in line.tests])
    passes = reduce(_either, map(_test, line.tests))
    if subject == TODAY:
        return lambda values, today: passes(today, values, today)
    if line.measure == "answer":
        return lambda values, today: passes(values.get(subject), values, today)
    return lambda values, today: passes(_measured(line, values), values, today)


def _either(one: _Passes, other: _Passes) -> _Passes:
    return lambda value, values, today: one(value, values, today) or other(value, values, today)


def _chosen(subject: str, options: Sequence[object]) -> Judge:
    """Nearly every line of every form: whether the answer is one of these options, or has one of them among several."""

    def chosen(values: Answered, _: datetime.date) -> bool:
        value = values.get(subject)
        if isinstance(value, tuple):
            return any(option in value for option in options)
        return value in options and value is not None

    return chosen


def _test(test: Test) -> _Passes:
    operand = test.operand
    match test.verb:
        case "answered":
            return lambda value, *_: value is not None and value != ()
        case "not answered":
            return lambda value, *_: value is None or value == ()
        case "is":
            return lambda value, *_: value is not None and _is(value, operand)
        case "not":
            return lambda value, *_: value is not None and not _is(value, operand)
        case "at least" | "at most" | "less than" | "more than":
            return _bounded(_COMPARED[test.verb], operand)
        case _:
            return _dated(_COMPARED[test.verb], operand) if isinstance(operand, Moment) else lambda *_: False


def _is(value: object, operand: object) -> bool:
    return operand in value if isinstance(value, tuple) else value == operand


def _bounded(compared: Callable[[Any, Any], bool], operand: object) -> _Passes:
    def bounded(value: object, values: Answered, _: datetime.date) -> bool:
        bound = values.get(operand) if isinstance(operand, str) else operand
        return isinstance(value, int | Decimal) and isinstance(bound, int | Decimal) and compared(value, bound)

    return bounded


def _dated(compared: Callable[[Any, Any], bool], moment: Moment) -> _Passes:
    base, shifts = moment.base, moment.shifts

    def dated(value: object, values: Answered, today: datetime.date) -> bool:
        date = today if base == TODAY else values.get(base) if isinstance(base, str) else base
        if not isinstance(value, datetime.date) or not isinstance(date, datetime.date):
            return False
        try:
            for shift in shifts:
                date = moved(date, shift)
        except OverflowError:
            return False
        return compared(value, date)

    return dated


# ---- say ------------------------------------------------------------------------------------------------------------

_ALWAYS = Text("altijd", "always")
_IS = Text("is {what}", "is {what}")
_VERB_WORDS = {
    "is": _IS,
    "not": Text("is niet {what}", "is not {what}"),
    "at least": Text("is ten minste {what}", "is at least {what}"),
    "at most": Text("is ten hoogste {what}", "is at most {what}"),
    "less than": Text("is minder dan {what}", "is less than {what}"),
    "more than": Text("is meer dan {what}", "is more than {what}"),
    "before": Text("ligt vóór {what}", "is before {what}"),
    "not before": Text("ligt niet vóór {what}", "is not before {what}"),
    "after": Text("ligt na {what}", "is after {what}"),
    "not after": Text("ligt niet na {what}", "is not after {what}"),
    "answered": Text("is ingevuld", "is answered"),
    "not answered": Text("is niet ingevuld", "is not answered"),
}
_SUM = Text('de som van "{ask}"', 'the sum of "{ask}"')
_NUMBER = Text('het aantal bij "{ask}"', 'the number of entries at "{ask}"')
_TODAY_WORDS = Text("vandaag", "today")
_LATER = Text("{date} plus {time}", "{date} plus {time}")
_EARLIER = Text("{date} min {time}", "{date} minus {time}")


def said(condition: Condition, form: Form) -> Text:
    """The condition in words: `"Waarover wilt u een oordeel?" is "Kan ik mijn eigen werk volledig doen?"`."""
    lines = [_line_said(line, form) for line in condition]
    return _joined(lines) if lines else _ALWAYS


def _line_said(line: Line, form: Form) -> Text:
    subject = _subject_said(line, form)
    question = form.by_name.get(line.subject)
    if len(line.tests) > 1 and all(test.verb == "is" for test in line.tests):
        what = _joined([_operand_said(test, question, form) for test in line.tests], either=True)
        return _said_of(subject, _IS.fill(what=what))
    words = [_VERB_WORDS[test.verb].fill(what=_operand_said(test, question, form)) for test in line.tests]
    return _said_of(subject, _joined(words, either=True))


def _said_of(subject: Text, words: Text) -> Text:
    return same("{subject} {words}").fill(subject=subject, words=words)


def _joined(parts: list[Text], either: bool = False) -> Text:
    return Text(*(listed([part[language] for part in parts], language, either) for language in LANGUAGES))


def _subject_said(line: Line, form: Form) -> Text:
    if line.subject == TODAY:
        return _TODAY_WORDS
    name = line.subject.rpartition(".")[2]
    ask = form.by_name[name].ask
    if line.measure == "answer":
        return same('"{ask}"').fill(ask=ask)
    return (_SUM if line.measure == "sum" else _NUMBER).fill(ask=ask)


def _operand_said(test: Test, question: Question | None, form: Form) -> Text:
    operand = test.operand
    if isinstance(operand, Moment):
        return _moment_said(operand, form)
    if isinstance(operand, Decimal):
        return Text(number(operand, "nl"), number(operand, "en"))
    if operand is None:
        return same("")
    if test.verb in _NUMBERS:
        return same('"{ask}"').fill(ask=form.by_name[operand].ask)
    labels = [option.label for option in question.options if option.name == operand] if question else []
    return same('"{label}"').fill(label=labels[0] if labels else operand)


def _moment_said(moment: Moment, form: Form) -> Text:
    date = _base_said(moment.base, form)
    for shift in moment.shifts:
        time = Text(*(in_unit(Decimal(abs(shift.number)), shift.unit, language) for language in LANGUAGES))
        date = (_LATER if shift.number > 0 else _EARLIER).fill(date=date, time=time)
    return date


def _base_said(base: datetime.date | str, form: Form) -> Text:
    if base == TODAY:
        return _TODAY_WORDS
    if isinstance(base, str):
        return same('"{ask}"').fill(ask=form.by_name[base].ask)

    def written(language: Language) -> str:
        return long_date(base, language)

    return Text(written("nl"), written("en"))
