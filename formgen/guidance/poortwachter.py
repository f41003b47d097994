"""The calendar of the Wet verbetering poortwachter, counted from the first sick day."""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import holidays

from formgen.errors import FormgenError
from formgen.form import Milestone
from formgen.text import Text, long_date

_DAY = datetime.timedelta(days=1)
WAITING_DAYS = 728  # 104 weeks: Wet WIA art. 23 and BW 7:629; day 728 is the first day of a WIA benefit
GAP_DAYS = 28  # BW 7:629(10): spells of illness with less than four weeks in between count as one
_EVALUATIONS = 20  # more than fit in 104 weeks


@dataclass(frozen=True, slots=True)
class Gap:
    """A time of recovery between two spells of illness: its first and its last recovered day."""

    first: datetime.date
    last: datetime.date

    @property
    def days(self) -> int:
        """How many days it lasts, both ends counted."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Due:
    """A moment of this calendar: when it may begin (None: no window), its legal last day, and the advised last day.

    `advised` is the last working day on or before `last`: a legal term does not move for a weekend or a public holiday.
    """

    milestone: Milestone
    first: datetime.date | None
    last: datetime.date
    advised: datetime.date
    number: int = 1


@dataclass(frozen=True, slots=True)
class Absence:
    """An absence: `start` is the first sick day of the spells that count together, `gaps` those between them.

    `done` holds what has really happened, by milestone name: terms that follow a milestone run from that day.
    """

    start: datetime.date
    gaps: tuple[Gap, ...] = ()
    done: Mapping[str, datetime.date] = field(default_factory=dict)

    def day(self, number: int) -> datetime.date:
        """The date of a day of the absence, day 0 being the first sick day; gaps before it are not counted."""
        date = self.start + number * _DAY
        for gap in self.gaps:
            if gap.first > date:
                break
            date += gap.days * _DAY
        return date

    def week(self, today: datetime.date) -> int:
        """The week of absence on this date, from 1; 0 before the first sick day."""
        if today < self.start:
            return 0
        recovered = sum((min(gap.last, today) - gap.first).days + 1 for gap in self.gaps if gap.first <= today)
        return max(0, (today - self.start).days - recovered) // 7 + 1

    @property
    def end(self) -> datetime.date:
        """The last day of the 104 weeks, with the gaps added."""
        return self.day(WAITING_DAYS - 1)


def absence(
    first_sick_day: datetime.date,
    gaps: Iterable[Gap] = (),
    done: Mapping[str, datetime.date] | None = None,
) -> Absence:
    """The absence these dates make: a gap of 28 days or more starts it anew, shorter ones are added to every term.

    Raises FormgenError for a gap that ends before it begins, begins on or before the first sick day, or meets another.
    """
    start = first_sick_day
    counted: list[Gap] = []
    before = first_sick_day
    for gap in sorted(gaps, key=lambda gap: gap.first):
        if gap.last < gap.first:
            raise FormgenError(_BACKWARDS.fill(first=gap_date(gap.first), last=gap_date(gap.last)))
        if gap.first <= before:
            raise FormgenError(_TOO_EARLY.fill(first=gap_date(gap.first), before=gap_date(before)))
        before = gap.last + _DAY
        if gap.days >= GAP_DAYS:
            start, counted = before, []
        else:
            counted.append(gap)
    return Absence(start, tuple(counted), done or {})


def week_of_absence(first_sick_day: datetime.date, today: datetime.date) -> int:
    """The week of an absence without interruptions: 1 on the first sick day and the six days after it; 0 before it."""
    return Absence(first_sick_day).week(today)


def calendar(absence: Absence, milestones: Sequence[Milestone]) -> tuple[Due, ...]:
    """Every moment of the calendar, in the order of the last days. A repeated one comes once for each time."""
    last_days: dict[str, datetime.date] = {}
    found = []
    for milestone in milestones:
        for due in _dues(absence, milestone, last_days, milestones):
            last_days.setdefault(milestone.name, due.last)
            found.append(due)
    return tuple(sorted(found, key=lambda due: due.last))


def _dues(
    absence: Absence, milestone: Milestone, last_days: Mapping[str, datetime.date], milestones: Sequence[Milestone]
) -> Iterator[Due]:
    if milestone.every:
        yield from _repeated(absence, milestone, last_days, milestones)
        return
    last = _last(absence, milestone, last_days)
    first = absence.day(milestone.first) if milestone.first is not None else None
    yield _due(milestone, first, last)


def _last(absence: Absence, milestone: Milestone, last_days: Mapping[str, datetime.date]) -> datetime.date:
    if milestone.months_before_end:
        return months_before(absence.day(WAITING_DAYS), milestone.months_before_end)
    fixed = absence.day(milestone.day) if milestone.day is not None else None
    if milestone.after:
        follows = _base(absence, milestone.after, last_days) + milestone.days * _DAY
        return min(follows, fixed) if fixed else follows
    day = fixed or absence.end  # the loader asks for a day when nothing else says when
    return working_day_from(day) if milestone.working_day else day


def _repeated(
    absence: Absence, milestone: Milestone, last_days: Mapping[str, datetime.date], milestones: Sequence[Milestone]
) -> Iterator[Due]:
    final = next(other for other in milestones if other.name == milestone.until)
    stop = absence.day(final.first if final.first is not None else final.day or WAITING_DAYS)
    last = _base(absence, milestone.after, last_days)
    for number in range(1, _EVALUATIONS + 1):
        last += milestone.every * _DAY
        if last >= stop:
            return
        yield _due(milestone, None, last, number)


def _base(absence: Absence, name: str, last_days: Mapping[str, datetime.date]) -> datetime.date:
    """When the milestone was done, or else its last day."""
    return absence.done.get(name, last_days[name])


def _due(milestone: Milestone, first: datetime.date | None, last: datetime.date, number: int = 1) -> Due:
    return Due(milestone, first, last, working_day_until(last), number)


# ---- days ----------------------------------------------------------------------------------------------------------


def working_day_from(date: datetime.date) -> datetime.date:
    """The first working day on or after this date."""
    while not is_working_day(date):
        date += _DAY
    return date


def working_day_until(date: datetime.date) -> datetime.date:
    """The last working day on or before this date."""
    while not is_working_day(date):
        date -= _DAY
    return date


def is_working_day(date: datetime.date) -> bool:
    """Whether it is no Saturday, Sunday or Dutch public holiday.

    5 May is a public holiday once in five years. Good Friday is none by law (Algemene termijnenwet art. 3).
    """
    return date.weekday() < 5 and date not in _holidays(date.year)


@lru_cache(maxsize=32)
def _holidays(year: int) -> frozenset[datetime.date]:
    named = holidays.country_holidays("NL", years=year, language="en_US")
    return frozenset(date for date, name in named.items() if name != "Good Friday")


def months_before(date: datetime.date, months: int) -> datetime.date:
    """The same day of the month so many months earlier, or that month's last day when it has no such day."""
    index = date.year * 12 + date.month - 1 - months
    year, month = index // 12, index % 12 + 1
    for day in range(date.day, 27, -1):
        try:
            return datetime.date(year, month, day)
        except ValueError:
            continue
    return datetime.date(year, month, date.day)


def gap_date(date: datetime.date) -> Text:
    """A date as both languages write it."""
    return Text(long_date(date, "nl"), long_date(date, "en"))


_BACKWARDS = Text(
    "De onderbreking van {first} tot en met {last} eindigt voordat zij begint. Draai de datums om.",
    "The interruption from {first} to {last} ends before it begins. Swap the dates.",
)
_TOO_EARLY = Text(
    "De onderbreking die begint op {first} moet na {before} beginnen. Verander een van deze datums.",
    "The interruption that begins on {first} must begin after {before}. Change one of these dates.",
)
