"""The calendar as people read it: when, what, who, and how each moment stands today."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from formgen.form import Milestone
from formgen.guidance.poortwachter import WAITING_DAYS, Absence, Due, calendar, gap_date
from formgen.text import Language, Text, long_date, same, short_date

State = Literal["done", "due", "past", "now", "later"]

WHO: Mapping[str, Text] = {
    "employee": Text("werknemer", "employee"),
    "employer": Text("werkgever", "employer"),
    "both": Text("werkgever en werknemer", "employer and employee"),
    "physician": Text("bedrijfsarts", "occupational physician"),
    "uwv": same("UWV"),
    "nobody": same(""),
}
STATES: Mapping[State, Text] = {
    "done": Text("gedaan", "done"),
    "due": Text("hoort klaar te zijn", "should be done"),
    "past": Text("voorbij", "past"),
    "now": Text("nu", "now"),
    "later": Text("later", "later"),
}


class Row(NamedTuple):
    """One moment of a calendar on a day: the week its last day lies in, and how it stands.

    `done`: on the day `done`. `due`: its last day is over and nothing says that it was done. `past`: it is over and
    nothing had to be done. `now`: its time has begun and is not over. `later`: its time is still to come.
    """

    due: Due
    week: int
    state: State
    done: datetime.date | None = None

    @property
    def milestone(self) -> Milestone:
        """The rule that this moment follows."""
        return self.due.milestone

    @property
    def key(self) -> str:
        """A name that no other moment of the calendar bears."""
        return f"{self.milestone.name}-{self.due.number}"

    @property
    def what(self) -> Text:
        """What it is; a repeated moment says which one: Periodieke evaluatie, nummer 3."""
        return Text(self.said("nl"), self.said("en"))

    def said(self, language: Language) -> str:
        """`what`, in one language."""
        what = self.milestone.what[language]
        return f"{what}, {_NUMBER[language]} {self.due.number}" if self.milestone.every else what

    @property
    def who(self) -> Text:
        """Who acts; empty when nobody has to."""
        return WHO[self.milestone.who]

    @property
    def has_advised(self) -> bool:
        """Whether the last day is no working day, so that another day is advised.

        Nobody has to act on the end of a term, on a day UWV decides, or once it is done: then none is advised.
        """
        return self.due.advised != self.due.last and self.acts and self.state != "done"

    @property
    def acts(self) -> bool:
        """Whether somebody other than UWV does something here."""
        return _acts(self.milestone)

    @property
    def remark(self) -> Text | None:
        """What the end of the contract means for this moment, if it means anything."""
        return {"": None, "part": _PARTLY_BEYOND, "whole": _BEYOND}[self.due.beyond]


def rows(absence: Absence, milestones: Sequence[Milestone], today: datetime.date) -> tuple[Row, ...]:
    """Every moment of the calendar as it stands today, in the order of the last days."""
    return tuple(_row(absence, due, today) for due in calendar(absence, milestones))


def _row(absence: Absence, due: Due, today: datetime.date) -> Row:
    done = _done(absence, due)
    return Row(due, absence.week(due.last), "done" if done else _state(due, today), done)


def _done(absence: Absence, due: Due) -> datetime.date | None:
    """When it was done. Of a repeated moment the latest time is known, and the ones before it count as done too."""
    done = absence.done.get(due.milestone.name)
    every = due.milestone.every
    if done is not None and every and absence.count(done) <= absence.count(due.last) - every:
        return None  # done for a time before this one
    return done


def _state(due: Due, today: datetime.date) -> State:
    if due.last < today:
        return "due" if _acts(due.milestone) and not due.milestone.optional else "past"
    return "now" if (due.first or due.last) <= today else "later"


def _acts(milestone: Milestone) -> bool:
    return milestone.who not in ("uwv", "nobody")


def by_now(found: Sequence[Row]) -> tuple[Row, ...]:
    """What should have been done by today, whether or not it is known to be done."""
    return tuple(row for row in found if row.acts and row.state in ("done", "due"))


def next_up(found: Sequence[Row]) -> Row | None:
    """The first moment still to come or going on at which somebody has to act; None after the last one."""
    acting = (row for row in found if row.acts and not row.milestone.optional)
    return next((row for row in acting if row.state in ("now", "later")), None)


def when(row: Row) -> Text:
    """16 november 2026 tot en met 3 januari 2027, or the last day alone."""
    if row.due.first is None:
        return gap_date(row.due.last)
    return _WINDOW.fill(first=gap_date(row.due.first), last=gap_date(row.due.last))


def short_when(row: Row, language: Language) -> str:
    """16-11-2026 t/m 03-01-2027, or the last day alone, for a table."""
    if row.due.first is None:
        return short_date(row.due.last)
    return f"{short_date(row.due.first)} {_UNTIL[language]} {short_date(row.due.last)}"


def stand(row: Row, today: datetime.date) -> Text:
    """How it stands, in a few words: gedaan op 14 april 2026; nu; over 5 weken; later."""
    if row.done is not None:
        return _DONE_ON.fill(date=gap_date(row.done))
    days = ((row.due.first or row.due.last) - today).days
    if row.state != "later" or days > _SOON:
        return STATES[row.state]
    if days < _FORTNIGHT:
        return _TOMORROW if days == 1 else _IN_DAYS.fill(n=days)
    return _IN_WEEKS.fill(n=days // 7)


def week_now(absence: Absence, today: datetime.date) -> Text:
    """Which week of the absence it is today, as a sentence."""
    week, date = absence.week(today), weekday(today)
    if week == 0:
        return _NOT_BEGUN.fill(date=date)
    if today > absence.end:
        return _OVER.fill(end=gap_date(absence.end), date=date, weeks=WAITING_DAYS // 7)
    gap = any(gap.first <= today <= gap.last for gap in absence.gaps)
    return (_IN_GAP if gap else _WEEK).fill(week=week, date=date)


def table(found: Sequence[Row], language: Language) -> list[dict[str, str]]:
    """The calendar for a table in a document: `{when, advised, what, who, week}` with short dates.

    `advised` is the working day to keep to, empty when that is the last day itself.
    """
    return [
        {
            "when": short_when(row, language),
            "advised": short_date(row.due.advised) if row.has_advised else "",
            "what": row.said(language),
            "who": row.who[language],
            "week": str(row.week),
        }
        for row in found
    ]


def weekday(date: datetime.date) -> Text:
    """zondag 15 februari 2026; Sunday 15 February 2026."""
    return Text(
        f"{_DAYS[date.weekday()].nl} {long_date(date, 'nl')}", f"{_DAYS[date.weekday()].en} {long_date(date, 'en')}"
    )


_SOON, _FORTNIGHT = 84, 14
_DAYS = tuple(
    Text(nl, en)
    for nl, en in (
        ("maandag", "Monday"),
        ("dinsdag", "Tuesday"),
        ("woensdag", "Wednesday"),
        ("donderdag", "Thursday"),
        ("vrijdag", "Friday"),
        ("zaterdag", "Saturday"),
        ("zondag", "Sunday"),
    )
)
_NUMBER = Text("nummer", "number")
_WINDOW = Text("{first} tot en met {last}", "{first} to {last}")
_UNTIL = Text("t/m", "to")
_DONE_ON = Text("gedaan op {date}", "done on {date}")
_TOMORROW = Text("morgen", "tomorrow")
_IN_DAYS = Text("over {n} dagen", "in {n} days")
_IN_WEEKS = Text("over {n} weken", "in {n} weeks")
_WEEK = Text("Vandaag, {date}, is week {week}.", "Today, {date}, is week {week}.")
_IN_GAP = Text(
    "Vandaag, {date}, valt in een onderbreking. De telling staat stil bij week {week}.",
    "Today, {date}, lies in an interruption. The count stands still at week {week}.",
)
_NOT_BEGUN = Text(
    "De eerste ziektedag ligt na vandaag, {date}.",
    "The first sick day is after today, {date}.",
)
_OVER = Text(
    "Vandaag is {date}. De {weeks} weken zijn voorbij: de laatste dag was {end}.",
    "Today is {date}. The {weeks} weeks are over: the last day was {end}.",
)
_BEYOND = Text("Dit valt na het einde van het dienstverband.", "This falls after the end of the employment.")
_PARTLY_BEYOND = Text(
    "Het dienstverband eindigt voor de laatste dag hiervan.", "The employment ends before the last day of this."
)
