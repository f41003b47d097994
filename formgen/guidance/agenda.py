"""The calendar as a file for somebody's agenda (iCalendar, RFC 5545): no names and no words about health."""

import datetime
import hashlib
from collections.abc import Iterable

import icalendar

from formgen.guidance.timetable import Row, weekday
from formgen.text import Language, Text

_DAY = datetime.timedelta(days=1)

# Whoever shares an agenda shows these lines to others: who acts is said without the physician and without UWV.
_WHO = {
    "employee": Text("werknemer", "employee"),
    "employer": Text("werkgever", "employer"),
    "both": Text("werkgever en werknemer", "employer and employee"),
    "physician": Text("adviseur", "adviser"),
}


def agenda(rows: Iterable[Row], case: str, language: Language, today: datetime.date) -> bytes:
    """The moments as an ICS file of all-day events; the same moments on the same day give the same bytes.

    `case` tells this absence from every other, such as the id of its draft; only a fingerprint of it gets into the
    file. An event keeps its identity when its date moves, so that an agenda changes it instead of showing it twice.
    What was done is left out: there is nothing left to do.
    """
    made = icalendar.Calendar()
    made.add("prodid", "-//formgen//calendar//EN")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", _NAME[language])
    stamp = datetime.datetime.combine(today, datetime.time(), datetime.UTC)
    for row in rows:
        if row.done is None:
            made.add_component(_event(row, case, language, stamp))
    return bytes(made.to_ical())


def _event(row: Row, case: str, language: Language, stamp: datetime.datetime) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", _uid(row, case))
    event.add("dtstamp", stamp)
    event.add("dtstart", row.due.first or row.due.last)
    event.add("dtend", row.due.last + _DAY)  # the first day that is no longer part of it
    event.add("summary", _summary(row)[language])
    event.add("description", " ".join(sentence[language] for sentence in _sentences(row)))
    event.add("transp", "TRANSPARENT")  # a day to reckon with is not a day that is taken
    return event


def _uid(row: Row, case: str) -> str:
    """The same for the same moment of the same case, and it tells nothing."""
    said = f"{row.milestone.name} {row.due.number} {case}"
    return f"{hashlib.sha256(said.encode()).hexdigest()[:40]}@formgen"


def _summary(row: Row) -> Text:
    if not row.milestone.every:
        return row.milestone.agenda
    return Text("{what} {n}", "{what} {n}").fill(what=row.milestone.agenda, n=row.due.number)


def _sentences(row: Row) -> Iterable[Text]:
    if row.acts:
        yield _BY.fill(who=_WHO[row.milestone.who])
    yield _LAST.fill(date=weekday(row.due.last))
    if row.has_advised:
        yield _ADVISED.fill(date=weekday(row.due.advised))
    if row.remark:
        yield row.remark
    if row.milestone.unconfirmed:
        yield _UNCONFIRMED


_NAME = Text("Dossier: termijnen", "Case file: terms")
_BY = Text("Wie: {who}.", "Who: {who}.")
_LAST = Text("Laatste dag: {date}.", "Last day: {date}.")
_ADVISED = Text(
    "Doe het uiterlijk op {date}, de laatste werkdag ervoor.", "Do it by {date}, the last working day before it."
)
_UNCONFIRMED = Text("Deze termijn is niet bevestigd.", "This term is not confirmed.")
