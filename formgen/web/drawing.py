"""What a section page draws: its questions in their places, with what was typed, what is wrong and who says so."""

from collections import ChainMap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from formgen import condition
from formgen.answers import Answers
from formgen.errors import Mistake
from formgen.form import Condition, Option, Question, Section
from formgen.guidance import Advice, Guidance
from formgen.questions import TYPES, Unreadable
from formgen.store.drafts import Content
from formgen.text import Language, Text
from formgen.web.posted import fingerprint, most_rows, shown_rows

# What a browser may fill in by itself: only what is about the person who types (WCAG 2.2, criterion 1.3.5). In a form
# for the employee that is the employee. A guarded form is filled in by an employer or adviser, about an employee: there
# it is the contact person or the author, and never the one whose surname and birth date are asked.
_OF_EMPLOYEE = {
    "first_name": "given-name",
    "surname": "family-name",
    "birth_date": "bday",
    "street": "address-line1",
    "postcode": "postal-code",
    "city": "address-level2",
    "phone": "tel",
    "email": "email",
}
_OF_WRITER = {
    "employer_name": "organization",
    "contact_name": "name",
    "contact_role": "organization-title",
    "contact_phone": "tel",
    "contact_email": "email",
    "author_name": "name",
    "author_role": "organization-title",
}
# The types whose answer has a shape that one must know.
_SHAPED = frozenset({"date", "money", "phone", "postcode", "email", "iban", "kvk number", "payroll tax number"})
_LONG_CHOICE = 7
_WIDTHS = ((6, "w-xs"), (12, "w-sm"), (20, "w-md"), (34, "w-lg"))  # characters, class


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a repeated group: its number and its questions."""

    number: int
    questions: tuple["Drawn", ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """One question on the page.

    `name` is its dotted name; `typed` what stands in it. It is `off` when the answers so far do not ask it, and then
    `only_if` says when they do. `error` is what is wrong with it, and `advice` the half of that which stands at the
    field, where question and answer are in sight already. `elsewhere` is what another tab made of it, `offer` the
    sentence that stands in while it is empty. `under` holds the questions that each option reveals.
    """

    question: Question
    name: str
    typed: str = ""
    off: bool = False
    only_if: Text | None = None
    error: Text | None = None
    advice: Text | None = None
    elsewhere: str | None = None
    offer: Text | None = None
    tips: tuple[Advice, ...] = ()
    under: Mapping[str, tuple["Drawn", ...]] = field(default_factory=dict)
    rows: tuple[Row, ...] = ()
    called: Mapping[str, str] = field(default_factory=dict)  # option -> "needed" or "welcome"
    notice_told: bool = False  # an earlier question on the page has said in full who else reads this
    autocomplete: str = "off"  # the value of the HTML attribute

    @property
    def id(self) -> str:
        """The id of its control in the page."""
        return self.name.replace(".", "-")

    @property
    def shape(self) -> str:
        """How it is drawn: `line`, `area`, `one`, `any`, `list` or `rows`.

        A choice is drawn in full. Only a long one that comes back in every row of a group becomes a list to open.
        """
        if self.question.repeats:
            return "rows"
        kind = TYPES[self.question.kind].control.kind
        is_long = kind == "one" and "." in self.name and len(self.options) > _LONG_CHOICE and not self.under
        return "list" if is_long else kind

    @property
    def chosen(self) -> frozenset[str]:
        """The names of the options that are ticked."""
        return (
            frozenset(part.strip() for part in self.typed.split(","))
            if self.shape == "any"
            else frozenset({self.typed})
        )

    @property
    def options(self) -> tuple[Option, ...]:
        """What can be chosen; yes and no for a question that names no options itself."""
        return self.question.options or (Option("yes", Text("Ja", "Yes")), Option("no", Text("Nee", "No")))

    @property
    def is_pair(self) -> bool:
        """Whether the options are two short words that may stand side by side: yes and no, revealing nothing."""
        return len(self.options) == 2 and not self.under and self.question.kind == "yes or no"

    @property
    def example(self) -> Text | None:
        """An example of an answer, where its shape is not plain and the form gives no hint of its own."""
        if self.question.hint or self.question.kind not in _SHAPED:
            return None
        return TYPES[self.question.kind].control.example

    @property
    def keyboard(self) -> str:
        """The value of the HTML attribute inputmode."""
        return TYPES[self.question.kind].control.inputmode

    def there(self, language: Language) -> str:
        """What another tab made of it: a choice in words, anything else as it was typed; empty when it left nothing."""
        stored, kind = self.elsewhere or "", TYPES[self.question.kind]
        if kind.control.kind not in ("one", "any"):
            return stored
        try:
            return kind.show(kind.read(stored, self.question), self.question, language)
        except Unreadable:
            return stored

    @property
    def width(self) -> str:
        """The class that sizes the field to its answer; a wrong answer gets room to be read."""
        width = max(TYPES[self.question.kind].control.width or self._limit, len(self.typed) if self.error else 0)
        return next((name for most, name in _WIDTHS if 0 < width <= most), "")

    @property
    def most(self) -> int:
        """How many characters fit, when that is worth counting while one types; else 0."""
        return self._limit if self.shape == "area" else 0

    @property
    def _limit(self) -> int:
        limits = self.question.limits
        return int(limits.most) if limits.most is not None and limits.unit == "characters" else 0

    @property
    def full(self) -> bool:
        """Whether no more rows can be added."""
        return len(self.rows) >= most_rows(self.question)

    @property
    def all_tips(self) -> tuple[Advice, ...]:
        """The tips of this question and of the ones inside it."""
        return tuple(tip for drawn in (self, *self.inner) for tip in drawn.tips)

    @property
    def inner(self) -> Iterator["Drawn"]:
        """Every question drawn inside this one: revealed by its options, or in its rows."""
        parts = [*self.under.values(), *(row.questions for row in self.rows)]
        for part in parts:
            for drawn in part:
                yield drawn
                yield from drawn.inner


@dataclass(frozen=True, slots=True)
class Typed:
    """What the fields of a page show, beside what the draft holds; the two differ only while something is not kept.

    `clashes` are the answers that another tab changed too, with what the draft holds of them.
    """

    shown: Content
    stored: Content
    clashes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Page:
    """The questions of a section, and what is wrong among them in the order of the page."""

    section: Section
    questions: tuple[Drawn, ...]
    tips: tuple[Advice, ...]
    typed: Typed

    @property
    def all(self) -> Iterator[Drawn]:
        """Every question on the page, in order."""
        for drawn in self.questions:
            yield drawn
            yield from drawn.inner

    @property
    def wrong(self) -> tuple[Drawn, ...]:
        """The questions whose answer cannot be used, or was changed in two places."""
        return tuple(drawn for drawn in self.all if drawn.error or drawn.elsewhere is not None)

    @property
    def seen(self) -> str:
        """A fingerprint of each answer that the draft holds now, to be posted back with the page."""
        names = [drawn.name for drawn in self.all if not drawn.question.repeats]
        return " ".join(f"{name}:{fingerprint(self.typed.stored.raw.get(name, ''))}" for name in names)


def draw(section: Section, answers: Answers, guide: Guidance, typed: Typed) -> Page:
    """The page of this section, for these answers and what was typed."""
    drawing = _Drawing(section, answers, guide, typed)
    tips = drawing.advice(section.tips)
    return Page(section, drawing.all_of(section.questions, answers.values), tips, typed)


class _Drawing:
    """One page being drawn: each tip appears once, beside the first question that has it."""

    def __init__(self, section: Section, answers: Answers, guide: Guidance, typed: Typed) -> None:
        self._answers, self._guide = answers, guide
        self._content, self._clashes = typed.shown, typed.clashes
        self._own = _OF_WRITER if answers.form.guarded else _OF_EMPLOYEE
        self._here = {q.name: q for top in section.questions for q in (top, *top.questions)}
        self._asked = frozenset(answers.asked)
        self._wrong = _by_question(answers.wrong)
        self._told: set[str] = set()
        self._noticed: set[str] = set()
        self._condition: Condition = ()

    def advice(self, names: Sequence[str]) -> tuple[Advice, ...]:
        """The tips of these names that the page does not show yet."""
        fresh = [name for name in names if name not in self._told]
        self._told.update(fresh)
        return self._guide.advice(fresh)

    def all_of(
        self, questions: Sequence[Question], around: Mapping[str, object], prefix: str = ""
    ) -> tuple[Drawn, ...]:
        """These questions, but for those that another one's option reveals: they are inside that one."""
        names = {question.name for question in questions}
        return tuple(
            self._one(question, questions, around, prefix)
            for question in questions
            if self._possible(question, around) and not (question.under and question.under[0] in names)
        )

    def _one(
        self, question: Question, siblings: Sequence[Question], around: Mapping[str, object], prefix: str
    ) -> Drawn:
        name = prefix + question.name
        wrong = self._wrong.get(name)
        tips = self.advice(question.tips)
        notice_told = question.notice in self._noticed
        self._noticed.add(question.notice)
        return Drawn(
            question,
            name,
            typed=self._typed(question, name),
            off=self._is_off(question, around),
            only_if=self._only_if(question),
            error=wrong.sentence if wrong else None,
            advice=wrong.advice if wrong else None,
            elsewhere=self._clashes.get(name),
            offer=self._answers.suggested.get(name),
            tips=tips,
            under=self._under(question, siblings, around, prefix),
            rows=self._rows(question),
            called=dict(self._called(question)),
            notice_told=notice_told,
            autocomplete=self._own.get(name, "off"),
        )

    def _typed(self, question: Question, name: str) -> str:
        typed = self._content.raw.get(name, "")
        is_choice = not question.repeats and TYPES[question.kind].control.kind in ("one", "any")
        return self._answers.raw.get(name, typed) if is_choice and name not in self._clashes else typed

    def _is_off(self, question: Question, around: Mapping[str, object]) -> bool:
        return not condition.holds(question.when, around, self._answers.today)

    def _possible(self, question: Question, around: Mapping[str, object]) -> bool:
        """Whether an answer on this page could still ask this question: the rest of its condition holds."""
        elsewhere: Condition = tuple(line for line in question.when if line.subject not in self._here)
        if not condition.holds(elsewhere, around, self._answers.today):
            return False
        here = (self._here[line.subject] for line in question.when if line.subject in self._here)
        return all(self._possible(other, around) for other in here)

    def _only_if(self, question: Question) -> Text | None:
        own = tuple(line for line in question.when if not question.under or line.subject != question.under[0])
        here = tuple(line for line in own if line.subject in self._here)
        before, self._condition = self._condition, here
        return (_SAME if here == before else condition.said(here, self._answers.form)) if here else None

    def _under(
        self, question: Question, siblings: Sequence[Question], around: Mapping[str, object], prefix: str
    ) -> dict[str, tuple[Drawn, ...]]:
        revealed: dict[str, tuple[Drawn, ...]] = {}
        for other in siblings:
            if other.under and other.under[0] == question.name and self._possible(other, around):
                drawn = self._one(other, siblings, around, prefix)
                revealed[other.under[1]] = (*revealed.get(other.under[1], ()), drawn)
        return revealed

    def _rows(self, group: Question) -> tuple[Row, ...]:
        if not group.repeats:
            return ()
        read = dict(zip(self._answers.numbers.get(group.name, ()), self._answers.rows(group.name), strict=True))
        rows = []
        for number in range(1, shown_rows(self._content, group) + 1):
            around: Mapping[str, object] = ChainMap(dict(read.get(number, {})), dict(self._answers.values))
            rows.append(Row(number, self.all_of(group.questions, around, f"{group.name}.{number}.")))
        return tuple(rows)

    def _called(self, question: Question) -> Iterator[tuple[str, str]]:
        values, today = self._answers.values, self._answers.today
        for option in question.options:
            if option.needed is not None and condition.holds(option.needed, values, today):
                yield option.name, "needed"
            elif option.welcome is not None and condition.holds(option.welcome, values, today):
                yield option.name, "welcome"


_SAME = Text("zie de vraag hierboven", "see the question above")


def _by_question(mistakes: Sequence[Mistake]) -> dict[str, Mistake]:
    """The first mistake for each question."""
    return {mistake.question: mistake for mistake in reversed(mistakes)}
