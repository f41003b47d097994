"""What a person typed, to answers, or to one sentence per question saying what to change."""

import datetime
import difflib
import re
from collections import ChainMap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from formgen import condition
from formgen.errors import Mistake
from formgen.form import Check, Form, Question
from formgen.questions import TYPES, Unreadable, Value
from formgen.text import LANGUAGES, Text, same
from formgen.unchanged import once

Raw = Mapping[str, str]
Row = Mapping[str, Value]

_LONGEST_QUOTE = 60
_BLANK = re.compile(r"\{(\w+)\}")


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

    def scopes(self, name: str) -> Iterator[tuple[str, Mapping[str, object]]]:
        """Where a rule about this question is judged: over the whole form, or once for each row it stands in."""
        return scopes(self.form, self.values, self.numbers, name)

    def said(self, text: Text) -> Text:
        """The text with each `{name}` of an answered question replaced by its answer; other braces stay."""
        return fill_blanks(text, self.form, self.values)


def read(form: Form, raw: Raw, today: datetime.date) -> Answers:
    """What was typed, as answers. Pure, and it never raises: what is wrong stands in `mistakes`.

    `raw` is text by dotted name; blank text means not answered, and names the form does not know are passed over
    (`unknown` names them). A question whose condition fails is not read, so an answer left over from before
    never reaches a document.
    """
    reading = _Reading(form, raw, today, typed=_all_typed_rows(form, raw))
    for section in form.sections:
        if condition.holds(section.when, reading.values, today):
            for question in section.questions:
                reading.take(question)
    reading.check()
    return Answers(
        form,
        today,
        reading.values,
        tuple(reading.asked),
        tuple(reading.mistakes),
        reading.suggested,
        reading.canonical,
        reading.numbers,
    )


def scopes(
    form: Form, values: Mapping[str, object], numbers: Mapping[str, tuple[int, ...]], name: str
) -> Iterator[tuple[str, Mapping[str, object]]]:
    """The dotted names a question has in these answers, each with the answers that can be seen from there."""
    group = form.group_of(name)
    if group is None:
        yield name, values
        return
    rows: tuple[dict[str, object], ...] = values.get(group.name, ())  # type: ignore[assignment]
    for number, row in zip(numbers.get(group.name, ()), rows, strict=True):
        yield f"{group.name}.{number}.{name}", ChainMap(row, dict(values))


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
    for name, text in raw.items():
        group, _, rest = name.partition(".")
        number, _, inner = rest.partition(".")
        if inner and _counts(number) and text.strip():
            question = form.group_of(inner)
            if question is not None and question.name == group:
                found.setdefault(group, set()).add(int(number))
    return {group: tuple(sorted(numbers)) for group, numbers in found.items()}


def fill_blanks(text: Text, form: Form, values: Mapping[str, object]) -> Text:
    """The text with each `{name}` of an answered question said in the language around it."""

    def shown(language: str) -> str:
        return _BLANK.sub(lambda blank: _shown_blank(form, values, blank, language), text[language])  # type: ignore[index]

    return Text(*(shown(language) for language in LANGUAGES))


def _shown_blank(form: Form, values: Mapping[str, object], blank: re.Match[str], language: str) -> str:
    name = blank.group(1)
    if name not in values or name not in form.by_name:
        return blank.group()
    question = form.by_name[name]
    return TYPES[question.kind].show(values[name], question, language)  # type: ignore[arg-type]


@dataclass(slots=True)
class _Reading:
    """One pass over the form: each question sees the answers before it."""

    form: Form
    raw: Raw
    today: datetime.date
    values: dict[str, Value | tuple[Row, ...]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    suggested: dict[str, Text] = field(default_factory=dict)
    canonical: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, tuple[int, ...]] = field(default_factory=dict)
    typed: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    def take(self, question: Question) -> None:
        """Read one question, or one repeated group, if it applies."""
        if not condition.holds(question.when, self.values, self.today):
            return
        self.asked.append(question.name)
        if question.repeats:
            self._take_rows(question)
        else:
            value = self._one(question, question.name, self.values)
            if value is not None:
                self.values[question.name] = value

    def _take_rows(self, group: Question) -> None:
        typed = self.typed.get(group.name, ())
        kept = {number: row for number in typed if (row := self._row(group, number)) is not None}
        rows = tuple(kept.values())
        if rows:
            self.values[group.name] = rows
            self.numbers[group.name] = tuple(kept)
        least, most = group.limits.least, group.limits.most
        if not rows and not group.optional:
            self.mistakes.append(Mistake(group.name, _still(group), missing=True))
        elif rows and least is not None and len(rows) < least:
            self.mistakes.append(Mistake(group.name, _too_few.fill(ask=group.ask, n=least), missing=True))
        if most is not None and len(rows) > most:
            self.mistakes.append(Mistake(group.name, _too_many.fill(ask=group.ask, n=most, rows=len(rows))))

    def _row(self, group: Question, number: int) -> Row | None:
        """One row; None when all its text belongs to questions that do not apply in it."""
        row: dict[str, Value] = {}
        before = len(self.asked), len(self.mistakes), len(self.canonical)
        around: Mapping[str, object] = ChainMap(row, self.values)  # type: ignore[arg-type]
        for question in group.questions:
            if condition.holds(question.when, around, self.today):
                name = f"{group.name}.{number}.{question.name}"
                self.asked.append(name)
                value = self._one(question, name, around)
                if value is not None:
                    row[question.name] = value
        if len(self.canonical) == before[2]:
            del self.asked[before[0] :], self.mistakes[before[1] :]
            return None
        return row

    def _one(self, question: Question, name: str, around: Mapping[str, object]) -> Value | None:
        typed = self.raw.get(name, "")
        text = typed.strip()
        if not text:
            self._not_answered(question, name, around)
            return None
        try:
            value, plain = once((id(question), text), lambda: _read(question, text))
        except Unreadable as wrong:
            self.canonical[name] = typed
            self.mistakes.append(Mistake(name, _wrong(question, name, text, wrong.advice), advice=wrong.advice))
            return None
        self.canonical[name] = plain
        return value

    def _not_answered(self, question: Question, name: str, around: Mapping[str, object]) -> None:
        for suggestion in question.suggest:
            if condition.holds(suggestion.when, around, self.today):
                sentence = fill_blanks(suggestion.text, self.form, around)
                if not _BLANK.search(sentence.nl):
                    self.suggested[name] = sentence
                    return
        if not question.optional:
            self.mistakes.append(Mistake(name, _still(question, name), missing=True))

    def check(self) -> None:
        """Hold the answers against the `must` rules that speak of more than one of them."""
        for rule in self.form.checks:
            if rule.level == "must":
                for name, values in scopes(self.form, self.values, self.numbers, rule.at):
                    if self._breaks(rule, values):
                        self.mistakes.append(Mistake(name, fill_blanks(rule.sentence, self.form, values)))

    def _breaks(self, rule: Check, values: Mapping[str, object]) -> bool:
        return (
            condition.holds(rule.when, values, self.today)
            and condition.judged(rule.condition, values)
            and not condition.holds(rule.condition, values, self.today)
        )


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
