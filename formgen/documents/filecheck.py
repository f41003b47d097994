"""What a file check says, and how much of it fits on one page: findings, what is missing, the calendar today."""

import datetime
import math
from collections.abc import Mapping, Sequence

from formgen import condition
from formgen.answers import Answers
from formgen.form import Milestone
from formgen.guidance import timetable
from formgen.guidance.poortwachter import Absence
from formgen.guidance.timetable import Row
from formgen.text import Language, Text

SERIOUS, BRIEF, PARTS = 6, 10, 3  # at most so many are told: the others are counted
LATE = 4  # steps that were late

_MOMENT = Text("{what} ({when})", "{what} ({when})")
_ROOM = 186.0  # mm of the page for all parts but the head and the closing line
_LINE, _PADDING, _HEADING, _HEAD = 3.85, 2.2, 12.8, 6.5  # mm of a line, a row, a heading with what is around it, a head
_ASKS, _WIDE, _CELL, _NOTE, _BRIEF = 54, 76, 47, 41, 90  # characters on a line of a column, on the safe side
_ITEM = 30  # characters of the row that a finding is about
_GRAVE = ("stop", "red")
_OWN = {
    "relationship": 1,
    "physician_doubted": 2,
    "missed_appointments": 1,
}  # lines: a plan's answers for this sheet only


def completeness(answers: Answers, language: Language) -> dict[str, object]:
    """How complete the answers are: `{parts, complete, open: [{title, questions, count, more}], more}`.

    `parts` counts the sections that apply and `complete` those that lack nothing. `questions` are the first questions
    of an open section that still need an answer, each once, although a repeated group may lack it in several rows;
    `count` is how many there are. `more` is how many questions, or open sections, are not told; empty for none.
    """
    parts = [part for part in answers.form.sections if condition.holds(part.when, answers.values, answers.today)]
    lacking = dict.fromkeys(mistake.question.split(".")[-1] for mistake in answers.missing)
    found = []
    for part in parts:
        asks = [answers.form.by_name[name].ask[language] for name in lacking if answers.form.section_of(name) is part]
        if asks:
            told = [ask for n, ask in enumerate(asks) if not n or len(" · ".join(asks[: n + 1])) <= _ASKS]
            more = _counted(len(asks) - len(told))
            found.append({"title": part.title[language], "questions": told, "count": str(len(asks)), "more": more})
    complete = str(len(parts) - len(found))
    return {"parts": str(len(parts)), "complete": complete, "open": found[:PARTS], "more": _counted(len(found) - PARTS)}


def standing(
    absence: Absence, milestones: Sequence[Milestone], today: datetime.date, language: Language
) -> dict[str, object]:
    """How the calendar stands today: `{week, done, due, next}`.

    `week` is a sentence. `done` are the moments by today that the answers call done, `due` the others that should be
    done, both in the order of their dates; `next` is the first one at which somebody has to act (empty after the last).
    Of a moment that repeats only the latest counts: who held the thirteenth evaluation need not read of the first
    twelve.
    """
    found = timetable.rows(absence, milestones, today)
    last_of_each = {row.milestone.name: row for row in timetable.by_now(found)}.values()
    latest = sorted(last_of_each, key=lambda row: row.done or row.due.last)
    follows = timetable.next_up(found)
    return {
        "week": timetable.week_now(absence, today)[language],
        "done": [_said(row, timetable.stand(row, today), language) for row in latest if row.done is not None],
        "due": [_said(row, timetable.when(row), language) for row in latest if row.done is None],
        "next": _said(follows, timetable.when(follows), language) if follows else "",
    }


def shortlist(findings: Sequence[Mapping[str, str]], room: float) -> dict[str, object]:
    """The findings that fit in so many mm: `{full, brief, more}`, each sentence once.

    `full` are told in full, the gravest first: all of them where they fit, else as many of the first SERIOUS stops and
    reds as leave the other ones a line. `brief` are the next BRIEF, each with its first sentence only. `more` is how
    many are not told; empty for none.
    """
    rows = list({(one["level"], one["sentence"]): one for one in reversed(findings)}.values())[::-1]
    rows = [
        {**one, "item": _cut(one["item"]), "brief": one["sentence"].split(". ")[0].rstrip(".") + "."} for one in rows
    ]
    if sum(map(_full_height, rows)) + _HEADING + _HEAD <= room:
        return {"full": rows, "brief": [], "more": ""}
    left = room - _HEADING - 2 * _HEAD - _LINE - 4
    grave = sum(one["level"] in _GRAVE for one in rows)
    told = min(grave, SERIOUS)
    while told > 1 and sum(map(_full_height, rows[:told])) + sum(map(_brief_height, rows[told:grave])) > left:
        told -= 1
    left -= sum(map(_full_height, rows[:told]))
    heights = [_brief_height(one) for one in rows[told : told + BRIEF]]
    brief = [one for n, one in enumerate(rows[told : told + BRIEF], 1) if sum(heights[:n]) <= left]
    return {"full": rows[:told], "brief": brief, "more": _counted(len(rows) - told - len(brief))}


def room(
    answers: Answers, parts: Mapping[str, object], today: Mapping[str, object], points: Mapping[str, object]
) -> float:
    """How many mm the other parts of the sheet leave to the findings, by what `completeness`, `standing` and the score
    say; a little less than there is, for the letters of another typeface may be wider."""
    return _ROOM - _open_height(parts) - _calendar_height(today) - _points_height(points) - _own_height(answers)


def _open_height(parts: Mapping[str, object]) -> float:
    told: Sequence[Mapping[str, Sequence[str]]] = parts["open"]  # type: ignore[assignment]
    if not told:
        return 0
    asked = [_height(_lines(" · ".join(part["questions"]), _ASKS + 4)) for part in told]
    return _HEADING + _HEAD + sum(asked) + (7 if parts["more"] else 0)


def _calendar_height(today: Mapping[str, object]) -> float:
    if not today:
        return 0
    said = ["; ".join(today["due"]), "; ".join(today["done"]), str(today["next"])]  # type: ignore[arg-type]
    return _HEADING + 6 + sum(_height(_lines(one, _WIDE)) for one in said if one)


def _points_height(points: Mapping[str, object]) -> float:
    lacking: Sequence[str] = points.get("lacking", ())  # type: ignore[assignment]
    return _HEADING + _height(_lines("; ".join(lacking), _WIDE)) if lacking else 0


def _own_height(answers: Answers) -> float:
    rows = [lines for name, lines in _OWN.items() if name in answers.values]
    late = len(answers.rows("late_steps")) if "late_steps" in answers.form.by_name else 0
    if late:
        rows.append(min(late, LATE) + (late > LATE))
    return _HEADING + 6 + sum(map(_height, rows)) if rows else 0


def _full_height(row: Mapping[str, str]) -> float:
    place = _lines(f"{row['section']}: {row['item']}", _NOTE) + _lines(row["source"] + 18 * " ", _NOTE)
    said = row["ask"] + 90 * " " if row["name"] == "privacy" else row["sentence"]
    return _height(max(2, _lines(said, _CELL), place))


def _brief_height(row: Mapping[str, str]) -> float:
    return _height(_lines(row["ask"] + 40 * " " if row["name"] == "privacy" else row["brief"], _BRIEF))


def _height(lines: int) -> float:
    return lines * _LINE + _PADDING


def _lines(words: str, width: int) -> int:
    return max(1, math.ceil(len(words) / width))


def _cut(words: str) -> str:
    return words if len(words) <= _ITEM else words[: _ITEM - 1].rstrip() + "…"


def _counted(more: int) -> str:
    return str(more) if more > 0 else ""


def _said(row: Row, when: Text, language: Language) -> str:
    return _MOMENT.fill(what=row.what, when=when)[language]
