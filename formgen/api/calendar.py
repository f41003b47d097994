"""The dates of the Wet verbetering poortwachter for a program: as JSON, or as a file for an agenda."""

from typing import Any

from flask import Blueprint, Response

from formgen import guidance
from formgen.api.access import refuse_strangers
from formgen.api.answered import strange
from formgen.api.body import read_body
from formgen.api.counter import counter, language
from formgen.api.problem import ProblemError
from formgen.api.reply import as_file, as_json
from formgen.errors import AnswersError, did_you_mean
from formgen.guidance import agenda, dates, timetable
from formgen.guidance.poortwachter import Absence
from formgen.guidance.timetable import Row
from formgen.text import Text

routes = Blueprint("api_calendar", __name__, url_prefix="/api/calendar")

FORMATS = ("json", "ics")


@routes.post("")
def calculate() -> Response:
    """Every date from the first sick day on. The dates stand in the body: an address ends up in logs."""
    refuse_strangers()
    body = read_body("format", "case")
    said = body.word("format")
    if said not in ("", *FORMATS):
        raise ProblemError("body", _FORMAT.fill(said=said, hint=did_you_mean(said, FORMATS)))
    milestones = guidance.with_milestones(counter().library.folders).milestones
    today = counter().today()
    found, absence = dates.read(body.answers, milestones, today)
    wrong = (*strange(found.form, body.answers), *found.mistakes)
    if wrong or absence is None:
        raise AnswersError(wrong)
    rows = timetable.rows(absence, milestones, today)
    if said == "ics":
        case = body.word("case") or absence.start.isoformat()
        return as_file(_FILE[language()], agenda.agenda(rows, case, language(), today))
    return as_json(_told(absence) | {"moments": [_moment(row) for row in rows]})


def _told(absence: Absence) -> dict[str, Any]:
    today = counter().today()
    return {
        "today": today.isoformat(),
        "first_sick_day": absence.start.isoformat(),
        "week": absence.week(today),
        "interruption_days": sum(gap.days for gap in absence.gaps),
        "end": absence.end.isoformat(),
    }


def _moment(row: Row) -> dict[str, Any]:
    return {
        "name": row.milestone.name,
        "number": row.due.number,
        "what": row.what[language()],
        "who": row.milestone.who,
        "week": row.week,
        "first": row.due.first.isoformat() if row.due.first else None,
        "last": row.due.last.isoformat(),
        "advised": row.due.advised.isoformat(),
        "state": row.state,
        "done": row.done.isoformat() if row.done else None,
        "remark": row.remark[language()] if row.remark else "",
        "source": row.milestone.source,
        "unconfirmed": row.milestone.unconfirmed,
    }


_FILE = Text("termijnen.ics", "terms.ics")
_FORMAT = Text('Het formaat "{said}" is er niet: {hint}.', 'There is no format "{said}": {hint}.')
