"""The answers as a document says them: words for a Word template, cells and ticks for a PDF form."""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise

from formgen import condition
from formgen.answers import Answers, Row
from formgen.documents import filecheck, gantt, scorecard
from formgen.documents.pdf import Field
from formgen.documents.shown import Chosen, Shown
from formgen.errors import FormgenError
from formgen.form import Condition, Document, Fact, Milestone, Question, Source
from formgen.guidance import timetable
from formgen.guidance.finding import Finding
from formgen.guidance.poortwachter import Absence, absence_of
from formgen.questions import TYPES, Value
from formgen.text import Language, Text, in_unit, listed, long_date, short_date
from formgen.unchanged import once

NOTHING = Shown("")
_ITEM = 100  # characters: a line that is longer is a paragraph, not an item of a list

# ---- words ---------------------------------------------------------------------------------------------------------


class Words(Mapping[str, object]):
    """What a template may ask for by name, each worked out when it is asked for: most templates ask for a few."""

    def __init__(self, says: Mapping[str, Callable[[], object]]) -> None:
        self._says = says

    def __getitem__(self, name: str) -> object:
        return self._says[name]()

    def __contains__(self, name: object) -> bool:
        return name in self._says

    def __iter__(self) -> Iterator[str]:
        return iter(self._says)

    def __len__(self) -> int:
        return len(self._says)

    def __or__(self, others: Mapping[str, object]) -> "Words":
        """The same with these instead of, or beside, its own."""
        return Words({**self._says, **{name: partial(others.__getitem__, name) for name in others}})


def words(
    answers: Answers,
    language: Language,
    facts: Mapping[str, Fact],
    stopped: Iterable[Text],
    milestones: Sequence[Milestone] = (),
    found: Sequence[Finding] = (),
    sources: Mapping[str, Source] | None = None,
) -> Words:
    """What a Word template may ask for: every question by its name, and the few names below.

    An answered question is its text in the document's language; one not answered, or one that does not apply, is
    empty. A repeated group is a list of rows.
    """

    asked = {question.name: partial(_word, answers, question, language) for question in answers.form.questions()}
    return Words(
        asked
        | {
            "today": lambda: _day(answers.today, language),
            "full_name": lambda: full_name(answers),
            "week_now": lambda: week_now(answers),
            "calendar": lambda: calendar(answers, milestones, language),
            "tally": lambda: scorecard.tally(found),
            "standing": lambda: _standing(answers, milestones, language),
            "completeness": lambda: filecheck.completeness(answers, language),
            "concept": lambda: bool(answers.missing),
            "missing": lambda: _missing(answers, language),
            "findings": lambda: scorecard.findings(answers, found, sources or {}, language),
            "shortlist": lambda: _shortlist(
                answers, milestones, scorecard.findings(answers, found, sources or {}, language), language
            ),
            "score": lambda: scorecard.points(answers, language),
            "totals": lambda: scorecard.totals(answers, language),
            "gantt": lambda: gantt.gantts(answers, language),
            "stopped": lambda: [sentence[language] for sentence in stopped],
            "facts": lambda: {name: in_unit(fact.value, fact.unit, language) for name, fact in facts.items()},
            "overview": lambda: overview(answers, language),
        }
    )


def _day(day: datetime.date, language: Language) -> Shown:
    return Shown(long_date(day, language), key=day.isoformat(), short=short_date(day))


def _standing(answers: Answers, milestones: Sequence[Milestone], language: Language) -> dict[str, object]:
    counted = _absence(answers, milestones)
    return filecheck.standing(counted, milestones, answers.today, language) if counted else {}


def _shortlist(
    answers: Answers, milestones: Sequence[Milestone], found: Sequence[Mapping[str, str]], language: Language
) -> dict[str, object]:
    parts, today = filecheck.completeness(answers, language), _standing(answers, milestones, language)
    return filecheck.shortlist(found, filecheck.room(answers, parts, today, scorecard.points(answers, language)))


def _missing(answers: Answers, language: Language) -> list[str]:
    return [_asked(answers, mistake.question, language) for mistake in answers.missing]


def _asked(answers: Answers, name: str, language: Language) -> str:
    """The question of a dotted name; one of a row says which: "Gesprekken (2): Datum"."""
    *rows, last = name.split(".")
    before = f"{answers.form.by_name[rows[0]].ask[language]} ({rows[1]}): " if rows else ""
    return before + answers.form.by_name[last].ask[language]


def full_name(answers: Answers) -> str:
    """A. (Ayşegül) Şahin; J. (Joost) van der Meer-de Wit: initials, first name, prefix and surname, as far as known."""
    first = _text(answers, "first_name")
    parts = [_text(answers, "initials"), f"({first})" if first else "", _text(answers, "prefix")]
    return " ".join(part for part in [*parts, _text(answers, "surname")] if part)


def week_now(answers: Answers) -> str:
    """The week of absence today, interruptions not counted, or nothing while the first sick day is not known."""
    counted = _absence(answers, ())
    return str(counted.week(answers.today)) if counted else ""


def calendar(answers: Answers, milestones: Sequence[Milestone], language: Language) -> list[dict[str, str]]:
    """The dates of the 104 weeks for a table: `{when, advised, what, who, week}`; none while the first sick day is not
    known, or while the interruptions contradict it."""
    counted = _absence(answers, milestones)
    return timetable.table(timetable.rows(counted, milestones, answers.today), language) if counted else []


def _absence(answers: Answers, milestones: Sequence[Milestone]) -> Absence | None:
    try:
        return absence_of(answers.values, milestones, answers.today)
    except FormgenError:  # a finding says so; a draft does without
        return None


def overview(answers: Answers, language: Language) -> list[dict[str, object]]:
    """The short answers under their sections: `{title, rows: [{ask, answer}]}`.

    Long texts and repeated groups are not among them: they are the substance of a letter, which says them itself. Nor
    is what only UWV's physician may read.
    """
    found: list[dict[str, object]] = []
    for section in answers.form.sections:
        rows = [
            {"ask": question.ask[language], "answer": said}
            for question in section.questions
            if _is_short(question) and (said := _told(answers, question, language))
        ]
        if rows:
            found.append({"title": section.title[language], "rows": rows})
    return found


def _is_short(question: Question) -> bool:
    return not question.repeats and question.kind != "long text" and question.notice != "physician"


def _told(answers: Answers, question: Question, language: Language) -> str:
    """One answer in a table; several options a line each, for an option may hold a comma itself."""
    said = _word(answers, question, language)
    return "\n".join(said) if isinstance(said, Chosen) else str(said)


def row_told(group: Question, row: Row, language: Language) -> str:
    """One row of a repeated group as lines of `Question: answer`."""
    lines = [
        f"{inner.ask[language].rstrip('?')}: {_cell(inner, row[inner.name], language)}"
        for inner in group.questions
        if inner.name in row
    ]
    return "\n".join(lines)


def _word(answers: Answers, question: Question, language: Language) -> object:
    if question.repeats:
        return [_row(question, row, language) for row in answers.rows(question.name)]
    value = answers.values.get(question.name)
    if value is None:
        suggested = answers.suggested.get(question.name)
        return Shown(suggested[language]) if suggested else NOTHING
    return _shown_once(question, value, language)  # type: ignore[arg-type]


def _row(group: Question, row: Row, language: Language) -> dict[str, object]:
    return {
        inner.name: _shown_once(inner, row[inner.name], language) if inner.name in row else NOTHING
        for inner in group.questions
    }


def _shown_once(question: Question, value: Value, language: Language) -> object:
    return once((id(question), language, value), lambda: _shown(question, value, language))


def _shown(question: Question, value: Value, language: Language) -> object:
    kind = TYPES[question.kind]
    if isinstance(value, tuple):
        return Chosen(
            [Shown(kind.show((one,), question, language), key=one) for one in value],
            listed([kind.show((one,), question, language) for one in value], language),
        )
    return Shown(
        kind.show(value, question, language), key=kind.plain(value), short=kind.cell(value, question, language)
    )


def _cell(question: Question, value: Value, language: Language) -> str:
    return TYPES[question.kind].cell(value, question, language)


def _text(answers: Answers, name: str) -> str:
    value = answers.values.get(name, "")
    return value if isinstance(value, str) else ""


# ---- cells ---------------------------------------------------------------------------------------------------------


def cells(
    answers: Answers, document: Document, fields: Sequence[Field], language: Language
) -> tuple[dict[str, str | bool], list[tuple[str, str]]]:
    """What to write in a PDF form by field name; and, as (question, answer), the rows its tables have no line for."""
    kinds = {field.name: field.kind for field in fields}
    known: dict[str, str | bool] = {"today": short_date(answers.today), "full_name": full_name(answers)}
    more: list[tuple[str, str]] = []
    for question in answers.form.questions():
        if question.repeats:
            for n, row in enumerate(answers.rows(question.name), 1):
                names = {inner.name: f"{question.name}.{n}.{inner.name}" for inner in question.questions}
                if any(full in kinds for full in names.values()):
                    for inner in question.questions:
                        if inner.name in row:
                            known |= _boxes(inner, row[inner.name], names[inner.name], kinds, language)
                elif any(name.startswith(f"{question.name}.") for name in kinds):
                    more.append((f"{question.ask[language]} ({n})", row_told(question, row, language)))
        elif question.name in answers.values:
            known |= _boxes(question, answers.values[question.name], question.name, kinds, language)  # type: ignore[arg-type]
        elif question.name in answers.suggested:
            known[question.name] = answers.suggested[question.name][language]
    wanted = {name: value for name, value in known.items() if name in kinds}
    return wanted | _mapped(answers, document.fields, known), more


def _boxes(
    question: Question, value: Value, name: str, kinds: Mapping[str, str], language: Language
) -> dict[str, str | bool]:
    """One answer as the field of its name takes it: an option's name in a radio group, ticks, or text."""
    if isinstance(value, tuple) and name not in kinds:
        return {f"{name}.{option}": True for option in value}
    if kinds.get(name) == "radio":
        return {name: TYPES[question.kind].plain(value)}
    return {name: boxed(question, name, _cell(question, value, language))}


def boxed(question: Question, name: str, said: str) -> str:
    """The words of an answer as they stand in the box of this (dotted) name."""
    return _airy(said) if question.kind == "long text" and "." not in name else said


def _airy(text: str) -> str:
    """An empty line between two paragraphs, for a box has no other space there; items of a list stay together.

    >>> _airy("Een\\nTwee")
    'Een\\nTwee'
    """
    lines = [line for line in text.splitlines() if line.strip()]
    airy = "".join("\n" * (1 + (max(len(line), len(above)) > _ITEM)) + line for above, line in pairwise(lines))
    return "".join(lines[:1]) + airy


def _mapped(
    answers: Answers, fields: Mapping[str, str | Condition], known: Mapping[str, str | bool]
) -> dict[str, str | bool]:
    """The fields of a PDF whose names are not ours: the answer of a question, or a tick while a condition holds."""
    found: dict[str, str | bool] = {}
    for name, what in fields.items():
        if not isinstance(what, str):
            found[name] = condition.holds(what, answers.values, answers.today)
        elif what in known:
            found[name] = known[what]
    return found
