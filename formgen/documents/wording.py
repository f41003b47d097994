"""The answers as a document says them: words for a Word template, cells and ticks for a PDF form."""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
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
from formgen.text import LANGUAGES, Language, Text, in_unit, listed, long_date, short_date
from formgen.unchanged import by_identity, once

NOTHING = Shown("")
_ITEM = 100  # characters: a line that is longer is a paragraph, not an item of a list

# ---- words ---------------------------------------------------------------------------------------------------------


class Words(Mapping[str, object]):
    """What a template may ask for by name, each worked out when it is asked for: most templates ask for a few."""

    def __init__(
        self,
        own: Mapping[str, Callable[[], object]],
        asked: Mapping[str, Question],
        word: Callable[[Question], object],
    ) -> None:
        """`own` are names of documents; any other is that of a question, which `word` says."""
        self._own = own
        self._asked = asked
        self._word = word

    def __getitem__(self, name: str) -> object:
        own = self._own.get(name)
        return self._word(self._asked[name]) if own is None else own()

    def __contains__(self, name: object) -> bool:
        return name in self._asked or name in self._own

    def __iter__(self) -> Iterator[str]:
        return iter({**self._asked, **self._own})

    def __len__(self) -> int:
        return len({**self._asked, **self._own})

    def __or__(self, others: Mapping[str, object]) -> "Words":
        """The same with these instead of, or beside, its own."""
        instead: dict[str, Callable[[], object]] = {name: partial(others.__getitem__, name) for name in others}
        return Words({**self._own, **instead}, self._asked, self._word)


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
    own: dict[str, Callable[[], object]] = {
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
        "facts": lambda: _facts(facts)[language],
        "overview": lambda: overview(answers, language),
    }
    return Words(own, answers.form.by_name, _word(answers, language))


@by_identity
def _facts(facts: Mapping[str, Fact]) -> Mapping[Language, Mapping[str, str]]:
    return {one: {name: in_unit(fact.value, fact.unit, one) for name, fact in facts.items()} for one in LANGUAGES}


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
    word = _word(answers, language)
    for section in answers.form.sections:
        rows = [
            {"ask": question.ask[language], "answer": said}
            for question in section.questions
            if _is_short(question) and (said := _told(word(question)))
        ]
        if rows:
            found.append({"title": section.title[language], "rows": rows})
    return found


def _is_short(question: Question) -> bool:
    return not question.repeats and question.kind != "long text" and question.notice != "physician"


def _told(said: object) -> str:
    """One answer in a table; several options a line each, for an option may hold a comma itself."""
    return "\n".join(said) if isinstance(said, Chosen) else str(said)


def row_told(group: Question, row: Row, language: Language) -> str:
    """One row of a repeated group as lines of `Question: answer`."""
    lines = [
        f"{inner.ask[language].rstrip('?')}: {_cell(inner, row[inner.name], language)}"
        for inner in group.questions
        if inner.name in row
    ]
    return "\n".join(lines)


def _word(answers: Answers, language: Language) -> Callable[[Question], object]:
    """What says a question's answer."""
    values, suggested = answers.values, answers.suggested
    known: dict[tuple[int, object], object] = once(("shown", language), dict)

    def shown(question: Question, value: Value) -> object:
        key = id(question), value
        if (said := known.get(key)) is None:
            said = known[key] = _shown(question, value, language)
        return said

    def word(question: Question) -> object:
        name = question.name
        if question.repeats:
            return [
                {one.name: shown(one, row[one.name]) if one.name in row else NOTHING for one in question.questions}
                for row in answers.rows(name)
            ]
        if (value := values.get(name)) is not None:
            return shown(question, value)  # type: ignore[arg-type]
        return Shown(suggested[name][language]) if name in suggested else NOTHING

    return word


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
    boxes = _Boxes(_kinds(fields), language, once(("cells", language), dict))
    known: dict[str, str | bool] = {"today": short_date(answers.today), "full_name": full_name(answers)}
    more: list[tuple[str, str]] = []
    for section in answers.form.sections:
        for question in section.questions:
            name = question.name
            if question.repeats:
                for n, row in enumerate(answers.rows(name), 1):
                    if boxes.has_line(question, n):
                        known |= boxes.line(question, n, row)
                    elif boxes.has_table(question):
                        more.append((f"{question.ask[language]} ({n})", row_told(question, row, language)))
            elif name in answers.values:
                known |= boxes.one(question, answers.values[name], name)  # type: ignore[arg-type]
            elif name in answers.suggested:
                known[name] = answers.suggested[name][language]
    wanted = {name: value for name, value in known.items() if name in boxes.kinds}
    return wanted | _mapped(answers, document.fields, known), more


@by_identity
def _kinds(fields: Sequence[Field]) -> Mapping[str, str]:
    return {field.name: field.kind for field in fields}


@dataclass(frozen=True, slots=True)
class _Boxes:
    """The fields of a PDF by name with their kinds, and how answers are written in them; `said` is what was before."""

    kinds: Mapping[str, str]
    language: Language
    said: dict[tuple[int, Value], str]

    def one(self, question: Question, value: Value, name: str) -> dict[str, str | bool]:
        """One answer as the field of its name takes it: an option's name in a radio group, ticks, or text."""
        if isinstance(value, tuple) and name not in self.kinds:
            return {f"{name}.{option}": True for option in value}
        if self.kinds.get(name) == "radio":
            return {name: TYPES[question.kind].plain(value)}
        key = id(question), value
        if key not in self.said:
            self.said[key] = boxed(question, name, _cell(question, value, self.language))
        return {name: self.said[key]}

    def has_line(self, group: Question, n: int) -> bool:
        """Whether a table of the group has a line of this number."""
        return any(f"{group.name}.{n}.{inner.name}" in self.kinds for inner in group.questions)

    def has_table(self, group: Question) -> bool:
        """Whether the PDF has a table of the group at all."""
        return any(name.startswith(f"{group.name}.") for name in self.kinds)

    def line(self, group: Question, n: int, row: Row) -> dict[str, str | bool]:
        """One row in its line of the table."""
        found: dict[str, str | bool] = {}
        for inner in group.questions:
            if inner.name in row:
                found |= self.one(inner, row[inner.name], f"{group.name}.{n}.{inner.name}")
        return found


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
