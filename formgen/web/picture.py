"""The timeline as a drawing: where every pin, band and line of the two years stands."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from formgen.guidance.poortwachter import Absence
from formgen.guidance.timetable import Row
from formgen.text import Language, Text, long_date

YEAR_DAYS = 364  # 52 weeks
# The drawing shrinks with the screen, its pins do not: at 320 px wide a pin takes this part of a year.
_PIN = 9.4
_EDGE = 13  # px: half a pin, by which a pin near an end moves inwards
_INWARDS = 4.52  # that many pixels in percents, at 320 px wide
_NEAR, _FAR = 4.6, 95.4
_LANE, _STEM, _BAR = 30, 34, 28
_TODAY_ROOM = 24

Kind = Literal["done", "due", "next"]


@dataclass(frozen=True, slots=True)
class Pin:
    """One numbered pin: `x` in percents, `shift` in pixels; its middle, and where its stem begins and ends."""

    number: int
    row: Row
    kind: Kind
    x: str
    shift: int
    middle: int
    stem: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Year:
    """One year of the timeline. Widths and places along it are percents, heights are pixels.

    `today` is empty when today lies in another year; `anchor` is the end of the word that is kept inside the drawing.
    `weeks` are the week numbers on the bar, with whether the bar is dark there.
    """

    number: int
    pins: tuple[Pin, ...]
    bands: tuple[tuple[str, str], ...]
    gaps: tuple[str, ...]
    weeks: tuple[tuple[str, int, bool], ...]
    past: str
    today: str
    anchor: str
    bar: int
    height: int

    @property
    def first_week(self) -> int:
        """1 or 53."""
        return 52 * (self.number - 1) + 1

    @property
    def last_week(self) -> int:
        """52 or 104."""
        return 52 * self.number


def numbers(rows: Iterable[Row]) -> dict[str, int]:
    """The number of each moment that the drawing shows, by the key of its row."""
    shown = [row for row in rows if row.milestone.picture]
    return {row.key: number for number, row in enumerate(shown, 1)}


def draw(absence: Absence, rows: Sequence[Row], today: datetime.date) -> tuple[Year, Year]:
    """The two years of 52 weeks. Days of an interruption take no room; each is a line across the bar."""
    numbered = numbers(rows)
    shown = [row for row in rows if row.key in numbered]
    first, second = (_year(number, absence, shown, numbered, today) for number in (1, 2))
    return first, second


def _year(number: int, absence: Absence, shown: Sequence[Row], numbered: dict[str, int], today: datetime.date) -> Year:
    begin = (number - 1) * YEAR_DAYS
    here = [row for row in shown if begin <= absence.count(row.due.last) < begin + YEAR_DAYS]
    places = [_place(absence.count(row.due.last), begin) for row in here]
    lanes = _lanes(places)
    deepest_above, deepest_below = max(0, *(-lane for lane in lanes), 1), max(0, *lanes, 1)
    bar = _STEM + _EDGE + 3 + _LANE * (deepest_above - 1)
    now = absence.count(today) - begin
    past = min(100.0, max(0.0, now / YEAR_DAYS * 100)) if today >= absence.start else 0.0
    is_here = today >= absence.start and 0 <= now < YEAR_DAYS
    floor = bar + _BAR + _STEM + _EDGE + 3 + _LANE * (deepest_below - 1)
    return Year(
        number,
        tuple(
            _pin(numbered[row.key], row, place, lane, bar) for row, place, lane in zip(here, places, lanes, strict=True)
        ),
        tuple(_bands(absence, shown, begin)),
        tuple(_percent(_place(day, begin)) for day in _gap_days(absence) if begin < day < begin + YEAR_DAYS),
        tuple(_weeks(number, past, is_here)),
        _percent(past),
        _percent(past) if is_here else "",
        "start" if past < 12 else "end" if past > 88 else "middle",
        bar,
        floor + (_TODAY_ROOM if is_here else 0),
    )


def _pin(number: int, row: Row, place: float, lane: int, bar: int) -> Pin:
    shift = _EDGE * _side(place)
    if lane < 0:
        middle = bar - _STEM - _LANE * (-lane - 1)
        stem = middle + _EDGE, bar
    else:
        middle = bar + _BAR + _STEM + _LANE * (lane - 1)
        stem = bar + _BAR, middle - _EDGE
    return Pin(number, row, _kind(row), _percent(place), shift, middle, stem)


def _side(place: float) -> int:
    """Which way a pin moves to stay inside the drawing: 1 to the right, -1 to the left, 0 not at all."""
    return 1 if place < _NEAR else -1 if place > _FAR else 0


def _kind(row: Row) -> Kind:
    if row.state in ("done", "past"):
        return "done"
    return "due" if row.state == "due" else "next"


def _lanes(places: Sequence[float]) -> list[int]:
    """A lane for each pin, so that none covers another on a small screen: -1 and 1 next to the bar, -2 and 2 beyond.

    Pins alternate above and below; when four lanes are full the one with the most room is taken.
    """
    taken: dict[int, float] = {-1: -100.0, 1: -100.0, -2: -100.0, 2: -100.0}
    found: list[int] = []
    for place in places:
        middle = place + _INWARDS * _side(place)
        order = sorted(taken, key=lambda lane: (abs(lane), taken[lane]))
        free = [lane for lane in order if middle - taken[lane] >= _PIN]
        lane = free[0] if free else min(taken, key=lambda lane: taken[lane])
        taken[lane] = middle
        found.append(lane)
    return found


def _bands(absence: Absence, shown: Sequence[Row], begin: int) -> Iterable[tuple[str, str]]:
    """Where a moment is a time, as far as it lies in this year: its beginning and its width."""
    for row in shown:
        if row.due.first is not None:
            start = max(0, absence.count(row.due.first) - begin)
            end = min(YEAR_DAYS, absence.count(row.due.last) + 1 - begin)
            if start < end:
                yield _percent(start / YEAR_DAYS * 100), _percent((end - start) / YEAR_DAYS * 100)


def _weeks(number: int, past: float, is_here: bool) -> Iterable[tuple[str, int, bool]]:
    """Three week numbers on the bar; one that today's line would cross is left out."""
    for quarter in (1, 2, 3):
        if not (is_here and abs(quarter * 25 - past) < 4):
            yield f"{quarter * 25}%", 52 * (number - 1) + 13 * quarter, quarter * 25 < past


def _gap_days(absence: Absence) -> Iterable[int]:
    return (absence.count(gap.first) + 1 for gap in absence.gaps)


def _place(day: int, begin: int) -> float:
    return (day - begin) / YEAR_DAYS * 100


def _percent(value: float) -> str:
    return f"{value:.2f}%"


# ---- in words -------------------------------------------------------------------------------------------------------


def told(year: Year, language: Language) -> str:
    """What the drawing of a year shows, for who does not see it."""
    groups: tuple[tuple[Kind, Text], ...] = (("done", _DONE), ("due", _DUE), ("next", _NEXT))
    parts = [_TODAY[language]] if year.today else []
    for kind, heading in groups:
        pins = [_named(pin, language) for pin in year.pins if pin.kind == kind]
        parts += [heading.fill(pins="; ".join(pins))[language]] if pins else []
    parts += [_GAPS[language]] if year.gaps else []
    return " ".join(parts)


def _named(pin: Pin, language: Language) -> str:
    date = long_date(pin.row.due.last, language)
    return _PIN_WORDS.fill(n=pin.number, what=pin.row.what, week=pin.row.week, date=date)[language]


_TODAY = Text("Vandaag valt in dit jaar.", "Today lies in this year.")
_DONE = Text("Gedaan of voorbij: {pins}.", "Done or past: {pins}.")
_DUE = Text("Hoort klaar te zijn: {pins}.", "Should be done: {pins}.")
_NEXT = Text("Komt nog: {pins}.", "Still to come: {pins}.")
_GAPS = Text(
    "Een streep over de balk is een onderbreking, die niet meetelt.",
    "A line across the bar is an interruption, which does not count.",
)
_PIN_WORDS = Text("{n} {what}, week {week}, {date}", "{n} {what}, week {week}, {date}")
