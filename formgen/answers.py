"""What a person typed, to answers, or to one sentence per question saying what to change."""

import datetime
import difflib
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, TypeVar

from formgen import condition
from formgen.condition import Judge
from formgen.errors import Mistake
from formgen.form import Check, Form, Question
from formgen.questions import TYPES, Unreadable, Value
from formgen.text import LANGUAGES, Language, Text, same
from formgen.unchanged import Kept, once

T = TypeVar("T")
Raw = Mapping[str, str]
Row = Mapping[str, Value]
Scope = tuple[str, Mapping[str, object]]  # the dotted name of a question, and the answers that can be seen from there

_LONGEST_QUOTE = 60
_BLANK = re.compile(r"\{(\w+)\}")
_Named = tuple[str, Value | tuple[Row, ...]]


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers that apply today, read from what was typed.

    `values` holds each right answer under its question's name, a repeated group as a tuple of rows; `asked` the dotted
    names of all questions that apply, in the order of the pages; `suggested` the sentence that stands in for an answer
    left empty; `raw` the same answers as text at rest, so that reading `raw` again gives these answers again.
    A row keeps the number it was typed under, in `numbers`: `talks.3.talk_date` is still row 3 when row 2 is empty.
    """

    form: Form
    today: datetime.date
    values: Mapping[str, Value | tuple[Row, ...]]
    asked: tuple[str, ...]
    mistakes: tuple[Mistake, ...]
    suggested: Mapping[str, Text]
    raw: Mapping[str, str]
    numbers: Mapping[str, tuple[int, ...]]
    _made: dict[Callable[["Answers"], Any], Any] = field(default_factory=dict, init=False, compare=False, repr=False)

    @property
    def wrong(self) -> tuple[Mistake, ...]:
        """The answers that cannot be used as they are: no document is made while there is one."""
        return tuple(mistake for mistake in self.mistakes if not mistake.missing)

    @property
    def missing(self) -> tuple[Mistake, ...]:
        """The questions still to answer: a document made before that is a draft."""
        return tuple(mistake for mistake in self.mistakes if mistake.missing)

    def rows(self, group: str) -> tuple[Row, ...]:
        """The rows of a repeated group, none if it was not asked or left empty."""
        return self.values.get(group, ()) if group in self.numbers else ()  # type: ignore[return-value]

    def scopes(self, name: str) -> Sequence[Scope]:
        """Where a rule about this question is judged: over the whole form, or once for each row it stands in."""
        group = self.form.group_of(name)
        if group is None:
            return ((name, self.values),)
        return [(f"{group.name}.{number}.{name}", seen) for number, seen in self.once(_seen_from_rows)[group.name]]

    def once(self, make: Callable[["Answers"], T]) -> T:
        """What this function returns for the answers: made the first time, and gone when they are."""
        if make not in self._made:
            self._made[make] = make(self)
        made: T = self._made[make]
        return made

    def said(self, text: Text) -> Text:
        """The text with each `{name}` of an answered question replaced by its answer; other braces stay."""
        return fill_blanks(text, self.form, self.values)


def read(form: Form, raw: Raw, today: datetime.date) -> Answers:
    """What was typed, as answers. Pure, and it never raises: what is wrong stands in `mistakes`.

    `raw` is text by dotted name; blank text means not answered, and names the form does not know are passed over
    (`unknown` names them). A question whose condition fails is not read, so an answer left over from before
    never reaches a document.
    """
    reading = _Reading(form, raw, today, _all_typed_rows(form, raw), once("read", dict))
    for when, questions in form.once(_plan):
        if when(reading.values, today):
            reading.take(questions)
    found = Answers(
        form,
        today,
        reading.values,
        tuple(reading.asked),
        tuple(reading.mistakes),
        reading.suggested,
        reading.canonical,
        reading.numbers,
    )
    broken = tuple(_broken(found))
    return replace(found, mistakes=found.mistakes + broken) if broken else found


def _seen_from_rows(answers: Answers) -> Mapping[str, Sequence[tuple[int, Mapping[str, object]]]]:
    """By the name of each repeated group its rows: the number of each, and it together with the answers around it."""
    values = answers.values
    return defaultdict(
        tuple,
        {
            group: [(number, {**values, **row}) for number, row in zip(numbers, answers.rows(group), strict=True)]
            for group, numbers in answers.numbers.items()
        },
    )


def unknown(form: Form, raw: Raw) -> tuple[Mistake, ...]:
    """A sentence for each name in `raw` that is no question of the form, with the nearest one that is."""
    return tuple(_unknown(form, name) for name in raw if not _is_known(form, name))


def typed_rows(raw: Raw, group: Question) -> tuple[int, ...]:
    """The numbers of the rows of a repeated group that hold any text, in order."""
    inner = {question.name for question in group.questions}
    parts = (name.split(".") for name, text in raw.items() if text.strip())
    return tuple(
        sorted({int(p[1]) for p in parts if len(p) == 3 and p[0] == group.name and _counts(p[1]) and p[2] in inner})
    )


def _all_typed_rows(form: Form, raw: Raw) -> dict[str, tuple[int, ...]]:
    """As `typed_rows`, for every repeated group that has any."""
    found: dict[str, set[int]] = {}
    row_of: Kept[str, tuple[str, int] | None] = once(("row of", id(form)), lambda: Kept(partial(_row_of, form)))
    for name, text in raw.items():
        if "." in name and text.strip() and (row := row_of[name]) is not None:
            found.setdefault(row[0], set()).add(row[1])
    return {group: tuple(sorted(numbers)) for group, numbers in found.items()}


def _row_of(form: Form, name: str) -> tuple[str, int] | None:
    """The repeated group and the number of the row in which a question of this dotted name stands, if it does."""
    group, _, rest = name.partition(".")
    number, _, inner = rest.partition(".")
    question = form.group_of(inner)
    return (group, int(number)) if question is not None and question.name == group and _counts(number) else None


def fill_blanks(text: Text, form: Form, values: Mapping[str, object]) -> Text:
    """The text with each `{name}` of an answered question said in the language around it."""
    return Text(*(filled(text[language], form, values, language) for language in LANGUAGES))


def filled(words: str, form: Form, values: Mapping[str, object], language: Language) -> str:
    """`fill_blanks` in one language."""
    if "{" not in words:
        return words
    return _BLANK.sub(lambda blank: _shown_blank(form, values, blank, language), words)


def _shown_blank(form: Form, values: Mapping[str, object], blank: re.Match[str], language: Language) -> str:
    name = blank.group(1)
    if name not in values or name not in form.by_name:
        return blank.group()
    question = form.by_name[name]
    return TYPES[question.kind].show(values[name], question, language)


# ---- one pass over the form ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question as every reading takes it: what depends on no answer has been worked out. No other has its number."""

    question: Question
    name: str
    number: int
    when: Judge | None  # None: always
    still: Text
    silent: bool  # nothing is said, or suggested, while it is not answered
    inner: tuple["_Asked", ...] | None  # the questions of a repeated group


def _plan(form: Form) -> tuple[tuple[Judge, tuple[_Asked, ...]], ...]:
    """For each section whether it applies, and its questions."""
    return tuple((condition.compiled(one.when), tuple(map(_asked, one.questions))) for one in form.sections)


def _asked(question: Question) -> _Asked:
    when = condition.compiled(question.when) if question.when else None
    silent = question.optional and not question.suggest
    inner = tuple(map(_asked, question.questions)) if question.repeats else None
    return _Asked(question, question.name, id(question), when, _still(question), silent, inner)


@dataclass(slots=True)
class _Reading:
    """One pass over the form: each question sees the answers before it."""

    form: Form
    raw: Raw
    today: datetime.date
    typed: Mapping[str, tuple[int, ...]]
    known: dict[tuple[int, str], tuple[Value, str]]  # what was typed for a question before, and read
    values: dict[str, Value | tuple[Row, ...]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    suggested: dict[str, Text] = field(default_factory=dict)
    canonical: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def take(self, questions: Sequence[_Asked]) -> None:
        """Read the questions of a section, those that apply."""
        for name, value in self._right(questions, "", self.values):
            self.values[name] = value

    def _right(self, questions: Sequence[_Asked], start: str, around: Mapping[str, object]) -> Iterator[_Named]:
        """The right answers to those of these questions that apply; each goes into `around` before the next is asked.

        `start` is what their dotted names begin with.
        """
        raw, known, today = self.raw, self.known, self.today
        for asked in questions:
            if asked.when is not None and not asked.when(around, today):
                continue
            name = start + asked.name
            self.asked.append(name)
            typed = raw.get(name, "")
            if asked.inner is not None:
                if rows := self._rows(asked.question, asked.inner):
                    yield name, rows
            elif not typed and asked.silent:
                continue
            elif found := known.get((asked.number, typed)) or self._new(asked, name, typed, around):
                value, self.canonical[name] = found
                yield asked.name, value

    def _rows(self, group: Question, inner: Sequence[_Asked]) -> tuple[Row, ...]:
        typed = self.typed.get(group.name, ())
        kept = {n: row for n in typed if (row := self._row(f"{group.name}.{n}.", inner)) is not None}
        rows = tuple(kept.values())
        if rows:
            self.numbers[group.name] = tuple(kept)
        least, most = group.limits.least, group.limits.most
        if not rows and not group.optional:
            self.mistakes.append(Mistake(group.name, _still(group), missing=True))
        elif rows and least is not None and len(rows) < least:
            self.mistakes.append(Mistake(group.name, _too_few.fill(ask=group.ask, n=least), missing=True))
        if most is not None and len(rows) > most:
            self.mistakes.append(Mistake(group.name, _too_many.fill(ask=group.ask, n=most, rows=len(rows))))
        return rows

    def _row(self, start: str, questions: Sequence[_Asked]) -> Row | None:
        """The row whose names begin so; None when all its text belongs to questions that do not apply in it."""
        row: dict[str, Value] = {}
        before = len(self.asked), len(self.mistakes), len(self.canonical)
        around: dict[str, object] = {**self.values}
        for name, value in self._right(questions, start, around):
            row[name] = around[name] = value  # type: ignore[assignment]  # a group holds no groups
        if len(self.canonical) == before[2]:
            del self.asked[before[0] :], self.mistakes[before[1] :]
            return None
        return row

    def _new(self, asked: _Asked, name: str, typed: str, around: Mapping[str, object]) -> tuple[Value, str] | None:
        """The answer, and it as text at rest, where this was not typed before; None when it is not right."""
        text = typed.strip()
        if not text:
            self._not_answered(asked, name, around)
            return None
        question = asked.question
        try:
            found = self.known[asked.number, typed] = _read(question, text)
        except Unreadable as wrong:
            self.canonical[name] = typed
            self.mistakes.append(Mistake(name, _wrong(question, name, text, wrong.advice), advice=wrong.advice))
            return None
        return found

    def _not_answered(self, asked: _Asked, name: str, around: Mapping[str, object]) -> None:
        for suggestion in asked.question.suggest:
            if condition.holds(suggestion.when, around, self.today):
                sentence = fill_blanks(suggestion.text, self.form, around)
                if not _BLANK.search(sentence.nl):
                    self.suggested[name] = sentence
                    return
        if not asked.question.optional:
            still = _still(asked.question, name) if "." in name else asked.still
            self.mistakes.append(Mistake(name, still, missing=True))


@dataclass(frozen=True, slots=True)
class _Must:
    """A `must` rule: when it counts, what it asks, and whether there are answers enough to say if it is so."""

    check: Check
    in_rows: bool
    counts: Judge
    right: Judge
    known: Callable[[Mapping[str, object]], bool]


def _musts(form: Form) -> tuple[_Must, ...]:
    return tuple(
        _Must(
            one,
            form.group_of(one.at) is not None,
            condition.compiled(one.when),
            condition.compiled(one.condition),
            condition.judging(one.condition),
        )
        for one in form.checks
        if one.level == "must"
    )


def _broken(found: Answers) -> Iterator[Mistake]:
    """The answers held against the rules that speak of more than one of them."""
    today = found.today
    for rule in found.form.once(_musts):
        at = rule.check.at
        for name, values in found.scopes(at) if rule.in_rows else ((at, found.values),):
            if not rule.right(values, today) and rule.known(values) and rule.counts(values, today):
                yield Mistake(name, fill_blanks(rule.check.sentence, found.form, values))


# ---- sentences -----------------------------------------------------------------------------------------------------

_too_few = Text('Noem bij "{ask}" minstens {n}.', 'Name at least {n} at "{ask}".')
_too_many = Text(
    'Bij "{ask}" staan er {rows}. Er is plaats voor {n}: voeg een paar regels samen.',
    '"{ask}" has {rows} entries. There is room for {n}: join a few of them.',
)


def _read(question: Question, text: str) -> tuple[Value, str]:
    """The answer, and as text at rest. Raises Unreadable."""
    kind = TYPES[question.kind]
    value: Value = kind.read(text, question)
    return value, kind.plain(value)


def _still(question: Question, name: str = "") -> Text:
    return Text('Beantwoord nog "{ask}"{row}.', 'Still to answer: "{ask}"{row}.').fill(
        ask=question.ask, row=_in_row(name)
    )


def _wrong(question: Question, name: str, typed: str, advice: Text) -> Text:
    quote = typed if len(typed) <= _LONGEST_QUOTE else typed[:_LONGEST_QUOTE] + "…"
    return Text('Bij "{ask}"{row} staat "{quote}". {advice}', '"{ask}"{row} says "{quote}". {advice}').fill(
        ask=question.ask, row=_in_row(name), quote=quote, advice=advice
    )


def _in_row(name: str) -> Text:
    parts = name.split(".")
    return Text(" (nummer {n})", " (number {n})").fill(n=parts[1]) if len(parts) > 2 else same("")


def _counts(number: str) -> bool:
    """Whether this is the number of a row, in its one spelling: 1, 2, 3."""
    return number.isascii() and number.isdecimal() and not number.startswith("0") and len(number) < 7


def _is_known(form: Form, name: str) -> bool:
    parts = name.split(".")
    question = form.by_name.get(parts[0])
    if question is None or (form.group_of(parts[0]) is not None):
        return False
    if not question.repeats:
        return len(parts) == 1
    inner = {q.name for q in question.questions}
    return len(parts) == 3 and _counts(parts[1]) and parts[2] in inner


def _unknown(form: Form, name: str) -> Mistake:
    last = name.split(".")[-1]
    near = difflib.get_close_matches(last, form.by_name, n=1)
    sentence = Text('"{name}" is geen vraag van dit formulier.', '"{name}" is not a question of this form.')
    if near:
        group = form.group_of(near[0])
        full = f"{group.name}.1.{near[0]}" if group else near[0]
        sentence = Text(f'{sentence.nl} Bedoelt u "{{near}}"?', f'{sentence.en} Did you mean "{{near}}"?')
        return Mistake(name, sentence.fill(name=name, near=full))
    return Mistake(name, sentence.fill(name=name))
