"""What a file check says beside the findings: how complete the answers are, and how the calendar stands today."""

import datetime
from collections.abc import Sequence

from formgen import condition
from formgen.answers import Answers
from formgen.form import Milestone
from formgen.guidance import timetable
from formgen.guidance.poortwachter import Absence
from formgen.guidance.timetable import Row
from formgen.text import Language, Text

_MOMENT = Text("{what} ({when})", "{what} ({when})")


def completeness(answers: Answers, language: Language) -> dict[str, object]:
    """How complete the answers are, section by section: `{parts, complete, open: [{title, questions}]}`.

    `parts` counts the sections that apply and `complete` those that lack nothing. `questions` are the questions of an
    open section that still need an answer, each once, although a repeated group may lack it in several rows.
    """
    parts = [part for part in answers.form.sections if condition.holds(part.when, answers.values, answers.today)]
    lacking = dict.fromkeys(mistake.question.split(".")[-1] for mistake in answers.missing)
    found = []
    for part in parts:
        asks = [answers.form.by_name[name].ask[language] for name in lacking if answers.form.section_of(name) is part]
        if asks:
            found.append({"title": part.title[language], "questions": asks})
    return {"parts": str(len(parts)), "complete": str(len(parts) - len(found)), "open": found}


def standing(
    absence: Absence, milestones: Sequence[Milestone], today: datetime.date, language: Language
) -> dict[str, object]:
    """How the calendar stands today: `{week, done, due, next}`.

    `week` is a sentence. `done` are the moments by today that the answers call done, `due` the others that should be
    done, `next` the first one at which somebody has to act (empty after the last). Of a moment that repeats only the
    latest counts: who held the thirteenth evaluation need not read of the first twelve.
    """
    found = timetable.rows(absence, milestones, today)
    latest = {row.milestone.name: row for row in timetable.by_now(found)}.values()
    follows = timetable.next_up(found)
    return {
        "week": timetable.week_now(absence, today)[language],
        "done": [_said(row, timetable.stand(row, today), language) for row in latest if row.done is not None],
        "due": [_said(row, timetable.when(row), language) for row in latest if row.done is None],
        "next": _said(follows, timetable.when(follows), language) if follows else "",
    }


def _said(row: Row, when: Text, language: Language) -> str:
    return _MOMENT.fill(what=row.what, when=when)[language]
