"""Dates in the spellings people use, in Dutch and English; always the day before the month."""

import datetime
import re

from babel.dates import get_day_names, get_month_names

from formgen.form import Question
from formgen.questions.kind import AnswerType, Control, Unreadable, plain_digits
from formgen.text import LANGUAGES, Language, Text, long_date, short_date

FIRST_YEAR, LAST_YEAR = 1900, 2100
# Two digits: 00-39 is 2000-2039, 40-99 is 1940-1999. Whoever works today was born after 1939, and every sick day,
# talk or letter of this century so far lies before 2040.
PIVOT = 40


def _names() -> tuple[dict[str, int], dict[str, int]]:
    """The names of months (1-12) and of days of the week (0 is Monday), long and short, in both languages."""
    months = {"mrt": 3, "maa": 3, "sept": 9, "juni": 6, "juli": 7}
    days: dict[str, int] = {}
    for language in LANGUAGES:
        for width in ("wide", "abbreviated"):
            for index, name in get_month_names(width, "format", language).items():
                months[name.lower().rstrip(".")] = index
            for index, name in get_day_names(width, "format", language).items():
                days[name.lower().rstrip(".")] = index
    return months, days


MONTHS, DAYS = _names()

_DAY = "|".join(sorted(DAYS, key=len, reverse=True))
_WEEKDAY = re.compile(rf"(?:(?P<weekday>{_DAY})\b\.?,? +)?(?P<rest>.+)")
_TIME = re.compile(r"(?:t| +)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?z?$")
_SPELLINGS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<y>\d{4}) ?[-/. ] ?(?P<m>\d{1,2}) ?[-/. ] ?(?P<d>\d{1,2})",
        r"(?P<d>\d{1,2}) ?[-/. ] ?(?P<m>\d{1,2}) ?[-/. ] ?'?(?P<y>\d{4}|\d{2})",
        r"(?P<d>\d{1,2})(?:e|de|ste|st|nd|rd|th)?[-/. ]*(?:of )?(?P<name>[a-z]+)[-/., ]*'?(?P<y>\d{4}|\d{2})",
        r"(?P<name>[a-z]+)\.? ?(?P<d>\d{1,2})(?:st|nd|rd|th)?(?:, ?| )(?P<y>\d{4})",
        r"(?P<y>(?:19|20|21)\d{2})(?P<m>0[1-9]|1[0-2])(?P<d>\d{2})",
        r"(?P<d>\d{2})(?P<m>0[1-9]|1[0-2])(?P<y>\d{4})",
    )
)

_EXAMPLE = Text("9-3-2026", "9-3-2026")
_ADVICE = Text(
    "Schrijf een datum als dag, maand en jaar, bijvoorbeeld 9-3-2026 of 9 maart 2026.",
    "Write a date as day, month and year, for example 9-3-2026 or 9 March 2026.",
)
_NO_SUCH_DAY = Text(
    "Deze dag bestaat niet. Schrijf eerst de dag, dan de maand en het jaar, bijvoorbeeld 9-3-2026.",
    "This day does not exist. Write the day first, then the month and the year, for example 9-3-2026.",
)
_YEARS = Text(
    f"Schrijf een jaar van {FIRST_YEAR} tot en met {LAST_YEAR}, bijvoorbeeld 9-3-2026.",
    f"Write a year from {FIRST_YEAR} to {LAST_YEAR}, for example 9-3-2026.",
)
_WRONG_DAY = Text(
    "{date} is een {day}. Verander de datum, of laat de naam van de dag weg.",
    "{date} is a {day}. Change the date, or leave out the name of the day.",
)


class Date(AnswerType[datetime.date]):
    """A day of the calendar."""

    name = "date"
    order = "date"
    control = Control("line", _EXAMPLE, width=16)

    def read(self, text: str, question: Question) -> datetime.date:
        """The date; never guessed: month before day is refused, and so is a weekday that is not that date's."""
        words = _TIME.sub("", plain_digits(text).lower().replace("’", "'"))
        parts = _WEEKDAY.fullmatch(words)
        if parts is None:
            raise Unreadable(_ADVICE)
        date = _date(parts["rest"])
        weekday = parts["weekday"]
        if weekday is not None and DAYS[weekday] != date.weekday():
            raise Unreadable(_WRONG_DAY.fill(date=_both(date), day=_day_name(date)))
        return date

    def show(self, value: datetime.date, question: Question, language: Language) -> str:
        """9 maart 2026; 9 March 2026."""
        return long_date(value, language)

    def cell(self, value: datetime.date, question: Question, language: Language) -> str:
        """09-03-2026."""
        return short_date(value)

    def plain(self, value: datetime.date) -> str:
        """2026-03-09."""
        return value.isoformat()


def _date(words: str) -> datetime.date:
    found = next((match for spelling in _SPELLINGS if (match := spelling.fullmatch(words))), None)
    if found is None:
        raise Unreadable(_ADVICE)
    parts = found.groupdict()
    month = MONTHS.get(parts["name"], 0) if parts.get("name") else int(parts["m"])
    if not month and parts.get("name"):
        raise Unreadable(_ADVICE)
    year = int(parts["y"])
    if len(parts["y"]) == 2:
        year += 2000 if year < PIVOT else 1900
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Unreadable(_YEARS)
    try:
        return datetime.date(year, month, int(parts["d"]))
    except ValueError as error:
        raise Unreadable(_NO_SUCH_DAY) from error


def _both(date: datetime.date) -> Text:
    return Text(long_date(date, "nl"), long_date(date, "en"))


def _day_name(date: datetime.date) -> Text:
    return Text(*(get_day_names("wide", "format", language)[date.weekday()] for language in LANGUAGES))
