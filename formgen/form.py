"""What a form is: frozen data, no reading of files, no drawing of pages."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, TypeVar

from formgen.text import Language, Text

T = TypeVar("T")

# ---- conditions: data that `condition.py` tests and says in words ---------------------------------------------------


@dataclass(frozen=True, slots=True)
class Shift:
    """How far a date is moved: forward, or back when the number is negative."""

    number: int
    unit: Literal["days", "weeks", "months", "years"] = "days"


@dataclass(frozen=True, slots=True)
class Moment:
    """A date in a condition: a fixed one, another question's answer, or today; moved by each of `shifts` in turn."""

    base: datetime.date | str  # a date, a question's name, or "today"
    shifts: tuple[Shift, ...] = ()


Bounds = Literal["at least", "at most", "less than", "more than", "before", "not before", "after", "not after"]
Verb = Literal["is", "not", "answered", "not answered"] | Bounds
Operand = str | Decimal | Moment | None


@dataclass(frozen=True, slots=True)
class Test:
    """What an answer must be: `is` an option or text, `at least` a number or another question, `before` a moment."""

    verb: Verb
    operand: Operand = None


Measure = Literal["answer", "sum", "number"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a condition: any one of `tests` holds for the subject.

    The subject is an answer (`sick_first_day`), the sum of a column of a repeated group (`sum of tasks.share`),
    how many rows such a group has (`number of talks`), or the day on which it is judged (`today`).
    """

    subject: str
    tests: tuple[Test, ...]
    measure: Measure = "answer"


Condition = tuple[Line, ...]  # all lines hold; the empty condition always does
ALWAYS: Condition = ()


# ---- questions ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Option:
    """One of the answers of a choice; `name` is what is stored, `label` what people read, `hint` what it means.

    In a list of papers to send along, the option is `needed` or `welcome` while that condition holds (None: never).
    """

    name: str
    label: Text
    hint: Text | None = None
    needed: Condition | None = None
    welcome: Condition | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """The least and most an answer may be: a number, the `characters` of a text, or the rows of a repeated group."""

    least: Decimal | None = None
    most: Decimal | None = None
    unit: Literal["", "characters"] = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A sentence offered as the answer while `when` holds; its `{blanks}` are names of earlier questions."""

    text: Text
    when: Condition = ALWAYS


@dataclass(frozen=True, slots=True)
class Question:
    """One question. With `questions` inside it, it is a repeated group and `limits` counts its rows.

    `name` is unique in the form, also inside a repeated group. `kind` is the name of a type in `questions.py`,
    or `repeat`. `under` is the option this question was revealed by, for pages that draw it there: (question, option).
    `notice` says what to tell the writer: an employee writes it and the employer gets a copy (`copied`), only UWV's
    physician reads it (`physician`), or an employer writes it, who says what someone can and cannot do and no illness
    (`functional`). `none` says nothing, and takes a name or an address out of a form that is guarded.
    """

    name: str
    ask: Text
    kind: str
    line: int = 0
    file: str = ""
    hint: Text | None = None
    options: tuple[Option, ...] = ()
    when: Condition = ALWAYS
    under: tuple[str, str] | None = None
    optional: bool = False
    limits: Limits = Limits()
    suggest: tuple[Suggestion, ...] = ()
    tips: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()  # other names a CSV column may bear
    notice: Literal["", "copied", "physician", "functional", "none"] = ""
    questions: tuple["Question", ...] = ()

    @property
    def repeats(self) -> bool:
        """Whether this is a repeated group of questions."""
        return self.kind == "repeat"


@dataclass(frozen=True, slots=True)
class Section:
    """One page of the questionnaire."""

    name: str
    title: Text
    questions: tuple[Question, ...]
    intro: Text | None = None
    when: Condition = ALWAYS
    tips: tuple[str, ...] = ()


# ---- checks and documents -------------------------------------------------------------------------------------------

Level = Literal["must", "stop", "warn"]


@dataclass(frozen=True, slots=True)
class Check:
    """A rule over several answers.

    `must`: when its condition can be judged and fails, the answer to `at` is wrong. `stop`: when it holds, UWV gives
    no opinion. `warn`: when it holds, the person is told. Rules apply only while `when` holds.
    """

    level: Level
    condition: Condition
    sentence: Text
    at: str  # the question whose answer is to change, where the page shows the sentence
    when: Condition = ALWAYS
    name: str = ""
    source: str = ""
    unconfirmed: bool = False
    line: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """A document the form makes.

    `template` is a file name in the templates folder. `language` is the document's own language, or None when it
    follows the questionnaire; `made_for` limits it to people who read the questionnaire in that language.
    `audience` says who may see it; `even_if_stopped` documents are made although a `stop` holds.
    `fields` maps a PDF's own field names to a question or a condition, for a PDF whose names are not ours.
    """

    name: str
    title: Text
    template: str
    file_name: Text
    purpose: Text
    audience: Literal["uwv", "physician", "self"] = "uwv"
    language: Language | None = None
    made_for: Language | None = None
    when: Condition = ALWAYS
    even_if_stopped: bool = False
    fields: dict[str, "str | Condition"] = field(default_factory=dict)
    line: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do with the finished documents, said while `when` holds."""

    text: Text
    when: Condition = ALWAYS


@dataclass(frozen=True, slots=True)
class Named:
    """A fact of facts.yml that the pages of a form name while `when` holds: an amount to pay, or how long it takes."""

    fact: str
    when: Condition = ALWAYS


@dataclass(frozen=True, slots=True)
class Form:
    """A form, loaded and checked: every name it mentions exists and every text is there in both languages.

    An employer writes a `guarded` form: words about health are looked for in every text without a notice of its own.
    """

    name: str
    title: Text
    sections: tuple[Section, ...]
    documents: tuple[Document, ...]
    intro: Text | None = None
    checks: tuple[Check, ...] = ()
    tips: tuple[str, ...] = ()
    afterwards: tuple[Step, ...] = ()
    facts: tuple[Named, ...] = ()
    folder: Path = Path()  # where forms/, templates/ and samples/ of this form stand
    guarded: bool = False
    by_name: dict[str, Question] = field(default_factory=dict, compare=False, repr=False)
    _groups: dict[str, Question] = field(default_factory=dict, compare=False, repr=False)
    _sections: dict[str, Section] = field(default_factory=dict, compare=False, repr=False)
    _made: dict[Callable[["Form"], Any], Any] = field(default_factory=dict, init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        self.by_name.update((question.name, question) for question in self.questions())
        for section in reversed(self.sections):
            for question in section.questions:
                self._groups.update((inner.name, question) for inner in question.questions)
                self._sections.update((one.name, section) for one in (question, *question.questions))

    def questions(self) -> Iterator[Question]:
        """Every question in the order of the pages; a repeated group first, then the questions inside it."""
        for section in self.sections:
            for question in section.questions:
                yield question
                yield from question.questions

    def group_of(self, name: str) -> Question | None:
        """The repeated group that holds the question of this name, if one does."""
        return self._groups.get(name)

    def section_of(self, name: str) -> Section:
        """The section that holds the question of this name (or the group it is in); KeyError if there is none."""
        return self._sections[name]

    def once(self, make: Callable[["Form"], T]) -> T:
        """What this function returns for the form: made the first time, and kept for as long as the form lives."""
        if make not in self._made:
            self._made[make] = make(self)
        made: T = self._made[make]
        return made


# ---- guidance -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Source:
    """Who says something: publisher, title, the date it bears, where to read it, and when that was last checked.

    An `older` source describes how things were; it is shown as such.
    """

    key: str
    publisher: Text
    title: Text
    date: Text | None
    link: str
    checked: datetime.date
    older: bool = False


@dataclass(frozen=True, slots=True)
class Tip:
    """A piece of guidance beside a question, with the keys of its sources; without one it is our own experience."""

    name: str
    text: Text
    sources: tuple[str, ...] = ()
    unconfirmed: bool = False
    title: Text | None = None  # what it is about, for where there is no room for the text


@dataclass(frozen=True, slots=True)
class Fact:
    """An amount, a term or a limit, said once: `text` is the fact as people read it, `value` what to reckon with."""

    name: str
    value: Decimal | datetime.date | str
    unit: str
    text: Text
    source: str = ""
    valid_from: datetime.date | None = None
    unconfirmed: bool = False

    @property
    def days(self) -> int | None:
        """The value in days, if it is counted in days or weeks."""
        times = {"days": 1, "weeks": 7}.get(self.unit)
        return int(self.value) * times if times and isinstance(self.value, Decimal) else None


@dataclass(frozen=True, slots=True)
class Milestone:
    """One moment of the gatekeeper calendar, as a rule: `day` is counted from the first sick day, which is day 0.

    It lasts from `first` to `day`, or is due on `day` alone (first None). A `working_day` moves on to the next working
    day. `after` names the milestone it follows by `days`, and `day` is then its latest; `every` repeats it every so
    many days until `until`. All are days of absence, but `days` of UWV's own terms are calendar days.
    `months_before_end` counts back from the first day after the waiting period; `contract_end` is the last day of the
    employment, where that is known. `who` acts; what is `optional` nobody has to do.
    `agenda` is what stands in somebody's calendar: without health words. `picture`: the drawn timeline shows it.
    """

    name: str
    what: Text
    who: Literal["employee", "employer", "both", "physician", "uwv", "nobody"]
    agenda: Text
    first: int | None = None
    day: int | None = None
    working_day: bool = False
    after: str = ""
    days: int = 0
    every: int = 0
    until: str = ""
    months_before_end: int = 0
    contract_end: bool = False
    optional: bool = False
    picture: bool = False
    note: Text | None = None
    source: str = ""
    unconfirmed: bool = False


@dataclass(frozen=True, slots=True)
class HealthWord:
    """A word that says something about someone's health or private life, as forms/privacy.yml spells it.

    A `*` at either end stands for the rest of the word; a hyphen may also be a space or nothing. A word wholly in
    capitals counts only when it is typed so. `instead` is what one could write: work that can and cannot be done.
    """

    word: str
    severity: Literal["high", "medium"]
    language: Literal["nl", "en", "both"]
    instead: Text


@dataclass(frozen=True, slots=True)
class HealthWords:
    """The words that say something about health, and the phrases in which they do not.

    In an allowed phrase `...` stands for at most three words.
    """

    words: tuple[HealthWord, ...]
    allowed: tuple[str, ...]
