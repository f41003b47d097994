"""The calendar of the Wet verbetering poortwachter, counted from the first sick day."""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, NamedTuple

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


class Due(NamedTuple):
    """A moment of this calendar: when it may begin (None: no window), its legal last day, and the advised last day.

    `advised` is the last working day on or before `last`: a legal term does not move for a weekend or a public holiday.
    `beyond` says how much of it lies after the last day of the contract.
    """

    milestone: Milestone
    first: datetime.date | None
    last: datetime.date
    advised: datetime.date
    number: int = 1
    beyond: Literal["", "part", "whole"] = ""


@dataclass(frozen=True, slots=True)
class Absence:
    """An absence: `start` is the first sick day of the spells that count together, `gaps` those between them.

    `done` holds what has really happened, by milestone name: terms that follow a milestone run from that day.
    `contract_end` is the last day of the employment, if that is known.
    """

    start: datetime.date
    gaps: tuple[Gap, ...] = ()
    done: Mapping[str, datetime.date] = field(default_factory=dict)
    contract_end: datetime.date | None = None

    def day(self, number: int) -> datetime.date:
        """The date of a day of the absence, day 0 being the first sick day; gaps before it are not counted."""
        date = self.start + number * _DAY
        for gap in self.gaps:
            if gap.first > date:
                break
            date += gap.days * _DAY
        return date

    def count(self, date: datetime.date) -> int:
        """The number of this day of the absence; in a gap that of the last sick day; below 0 before the first one."""
        days = (date - self.start).days
        for gap in self.gaps:
            if gap.first <= date:
                days -= (min(gap.last, date) - gap.first).days + 1
        return days

    def week(self, today: datetime.date) -> int:
        """The week of absence on this date, from 1; 0 before the first sick day."""
        return 0 if today < self.start else max(0, self.count(today)) // 7 + 1

    @property
    def end(self) -> datetime.date:
        """The last day of the 104 weeks, with the gaps added."""
        return self.day(WAITING_DAYS - 1)


def absence(
    first_sick_day: datetime.date,
    gaps: Iterable[Gap] = (),
    done: Mapping[str, datetime.date] | None = None,
    contract_end: datetime.date | None = None,
) -> Absence:
    """The absence these dates make: a gap of 28 days or more starts it anew, shorter ones are added to every term.

    What was done before that new start belongs to the absence before it. Raises FormgenError for a gap that ends before
    it begins, begins on or before the first sick day, or meets another, and for a contract that ended before this
    absence began: then there is no employer to whom the calendar applies.
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
    if contract_end is not None and contract_end < start:
        raise FormgenError(_ENDED.fill(end=gap_date(contract_end), start=gap_date(start)))
    since = {name: date for name, date in (done or {}).items() if date >= start}
    return Absence(start, tuple(counted), since, contract_end)


def absence_of(values: Mapping[str, object], milestones: Iterable[Milestone], today: datetime.date) -> Absence | None:
    """The absence that the answers of a form make, or None while they do not say when it began.

    Read are `first_sick_day`, the rows of `interruptions` that are complete (`recovered_from`, `sick_again`),
    `contract_end`, and for each milestone the date of its name with `_date` behind it, unless that is after today.
    Raises FormgenError as `absence` does.
    """
    first = values.get("first_sick_day")
    if not isinstance(first, datetime.date):
        return None
    done = {milestone.name: values.get(f"{milestone.name}_date") for milestone in milestones}
    past = {name: date for name, date in done.items() if isinstance(date, datetime.date) and date <= today}
    end = values.get("contract_end")
    return absence(first, _gaps_of(values), past, end if isinstance(end, datetime.date) else None)


def _gaps_of(values: Mapping[str, object]) -> Iterator[Gap]:
    rows = values.get("interruptions")
    for row in rows if isinstance(rows, tuple) else ():
        recovered, ill = row.get("recovered_from"), row.get("sick_again")
        if isinstance(recovered, datetime.date) and isinstance(ill, datetime.date):
            yield Gap(recovered, ill - _DAY)


def calendar(absence: Absence, milestones: Sequence[Milestone]) -> tuple[Due, ...]:
    """Every moment of the calendar, in the order of the last days. A repeated one comes once for each time.

    What follows another moment follows the day on which it was done, or else its last day. Every term is counted in
    days of absence, so that a gap moves each last day in it or after it by its length, and no other. Only UWV's own
    terms after another moment are counted by the calendar.
    """
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
    if milestone.contract_end:
        if absence.contract_end is not None:
            yield _due(absence, milestone, None, absence.contract_end)
        return
    last = _last(absence, milestone, last_days)
    first = absence.day(milestone.first) if milestone.first is not None else None
    yield _due(absence, milestone, first, last)


def _last(absence: Absence, milestone: Milestone, last_days: Mapping[str, datetime.date]) -> datetime.date:
    if milestone.months_before_end:
        return _before_end(absence, milestone.months_before_end)
    fixed = absence.day(milestone.day) if milestone.day is not None else None
    if milestone.after:
        follows = _following(absence, milestone, _base(absence, milestone.after, last_days))
        return min(follows, fixed) if fixed else follows
    day = fixed or absence.end  # the loader asks for a day when nothing else says when
    return _working_sick_day_from(absence, day) if milestone.working_day else day


def _following(absence: Absence, milestone: Milestone, base: datetime.date) -> datetime.date:
    """So many days after `base`: days of absence, also after what was done, so that a gap in between is not counted.

    The terms of UWV itself run on by the calendar, whoever recovers meanwhile.
    """
    if milestone.who == "uwv":
        return base + milestone.days * _DAY
    return absence.day(absence.count(base) + milestone.days)


def _before_end(absence: Absence, months: int) -> datetime.date:
    """So many months before the first day after the waiting period.

    A gap that begins later leaves it where it was, and none that begins before leaves it on a recovered day.
    """
    end = absence.start + WAITING_DAYS * _DAY
    last = months_before(end, months)
    for gap in absence.gaps:
        if gap.first > last:
            break
        end += gap.days * _DAY
        last = max(months_before(end, months), gap.last + _DAY)
    return last


def _working_sick_day_from(absence: Absence, day: datetime.date) -> datetime.date:
    """The first working day on or after this day of absence that lies in no gap."""
    while not is_working_day(day):
        day = absence.day(absence.count(day) + 1)
    return day


def _repeated(
    absence: Absence, milestone: Milestone, last_days: Mapping[str, datetime.date], milestones: Sequence[Milestone]
) -> Iterator[Due]:
    final = next(other for other in milestones if other.name == milestone.until)
    stop = absence.day(final.first if final.first is not None else final.day or WAITING_DAYS)
    begin = absence.count(_base(absence, milestone.after, last_days))
    for number in range(1, _EVALUATIONS + 1):
        last = absence.day(begin + number * milestone.every)
        if last >= stop:
            return
        yield _due(absence, milestone, None, last, number)


def _base(absence: Absence, name: str, last_days: Mapping[str, datetime.date]) -> datetime.date:
    """When the milestone was done, or else its last day."""
    return absence.done.get(name, last_days[name])


def _due(
    absence: Absence, milestone: Milestone, first: datetime.date | None, last: datetime.date, number: int = 1
) -> Due:
    return Due(milestone, first, last, working_day_until(last), number, _beyond(absence, first or last, last))


def _beyond(absence: Absence, first: datetime.date, last: datetime.date) -> Literal["", "part", "whole"]:
    """How much of the time from `first` to `last` lies after the last day of the contract."""
    if absence.contract_end is None or last <= absence.contract_end:
        return ""
    return "whole" if first > absence.contract_end else "part"


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
_ENDED = Text(
    "Het contract eindigde op {end}, voor de eerste ziektedag op {start}. Deze kalender geldt dan niet."
    " Controleer de datums.",
    "The contract ended on {end}, before the first sick day on {start}. Then this calendar does not apply."
    " Check the dates.",
)
_TOO_EARLY = Text(
    "De onderbreking die begint op {first} moet na {before} beginnen. Verander een van deze datums.",
    "The interruption that begins on {first} must begin after {before}. Change one of these dates.",
)
