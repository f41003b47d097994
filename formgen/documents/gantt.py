"""A planning as a table: which weeks of a period each row of a repeated group fills, and the days to look back."""

import datetime
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from babel.dates import format_date

from formgen.answers import Answers
from formgen.form import Form, Question
from formgen.text import Language, long_date

COLUMNS = 13  # half a year in steps of two weeks; a longer planning gets longer steps, so that it fits on a page
_WEEK = datetime.timedelta(days=7)
_MARK = "evaluation_date"  # the question, in any repeated group, whose dates are marked below the rows

Span = tuple[datetime.date, datetime.date] | None


@dataclass(frozen=True, slots=True)
class Grid:
    """The columns of a planning: the first day of the first one, and how many weeks each of the COLUMNS lasts."""

    start: datetime.date
    weeks: int

    @property
    def first_days(self) -> tuple[datetime.date, ...]:
        """The first day of every column."""
        return tuple(self.start + column * self.weeks * _WEEK for column in range(COLUMNS))

    def fills(self, span: Span) -> tuple[bool, ...]:
        """For each column whether the span touches it, its last day included."""
        if span is None:
            return (False,) * COLUMNS
        first, last = ((day - self.start).days // (7 * self.weeks) for day in span)
        return tuple(first <= column <= last for column in range(COLUMNS))


def grid(spans: Sequence[Span], marks: Sequence[datetime.date] = ()) -> Grid | None:
    """The fewest weeks a column that hold every span and mark; None while there is no span.

    It begins on the first day of the earliest span. A mark before that day falls outside.
    """
    known = [span for span in spans if span is not None]
    if not known:
        return None
    start = min(span[0] for span in known)
    last = max([span[1] for span in known] + list(marks))
    return Grid(start, math.ceil(((last - start).days + 1) / (7 * COLUMNS)))


def gantts(answers: Answers, language: Language) -> dict[str, dict[str, object]]:
    """For each repeated group that asks a `..._start` and an `..._end` date: the planning of its rows, by its name.

    `{first, last, weeks, months, days, rows: [{number, cells}], marks}`: `months` and `days` are the heads of the
    COLUMNS columns, `cells` and `marks` say "yes" or nothing for each. Empty while no row has both dates.
    """
    return {ends[0]: _gantt(answers, ends, language) for ends in answers.form.once(_planned)}


def _planned(form: Form) -> list[tuple[str, str, str]]:
    return [ends for one in form.questions() if (ends := _ends(one)) is not None]


def _ends(group: Question) -> tuple[str, str, str] | None:
    """The group's name and the names of the two dates between which its rows last, if it asks for them."""
    dates = [question.name for question in group.questions if question.kind == "date"]
    start = next((name for name in dates if name.endswith("_start")), None)
    end = next((name for name in dates if name.endswith("_end")), None)
    return (group.name, start, end) if start and end else None


def _gantt(answers: Answers, names: tuple[str, str, str], language: Language) -> dict[str, object]:
    group, start, end = names
    spans = [_span(row, start, end) for row in answers.rows(group)]
    marks = _marks(answers)
    made = grid(spans, marks)
    if made is None:
        return {}
    last = max(span[1] for span in spans if span is not None)
    return {
        "first": long_date(made.start, language),
        "last": long_date(last, language),
        "weeks": str(made.weeks),
        "months": _months(made, language),
        "days": [str(day.day) for day in made.first_days],
        "rows": [{"number": str(n), "cells": _said(made.fills(span))} for n, span in enumerate(spans, 1)],
        "marks": _said([any(column) for column in zip(*(made.fills((day, day)) for day in marks), strict=True)]),
    }


def _span(row: Mapping[str, object], start: str, end: str) -> Span:
    first, last = row.get(start), row.get(end)
    return (first, last) if isinstance(first, datetime.date) and isinstance(last, datetime.date) else None


def _marks(answers: Answers) -> list[datetime.date]:
    group = answers.form.group_of(_MARK)
    found = [row.get(_MARK) for row in answers.rows(group.name)] if group else []
    return [date for date in found if isinstance(date, datetime.date)]


def _months(made: Grid, language: Language) -> list[str]:
    """The month above the first column in which it begins, with the year at the start and after New Year."""
    days = made.first_days
    return [_month(day, before, language) for day, before in zip(days, (None, *days), strict=False)]


def _month(day: datetime.date, before: datetime.date | None, language: Language) -> str:
    if before is not None and (before.year, before.month) == (day.year, day.month):
        return ""
    return _name_of(day.year, day.month, before is None or before.year != day.year, language)


@lru_cache(maxsize=1024)
def _name_of(year: int, month: int, with_year: bool, language: Language) -> str:
    form = "LLL y" if with_year else "LLL"
    return format_date(datetime.date(year, month, 1), form, locale=language).replace(".", "")


def _said(cells: Sequence[bool]) -> list[str]:
    return ["yes" if cell else "" for cell in cells]
