"""How far a questionnaire is: its sections that apply, and what each of them still asks."""

from dataclasses import dataclass
from typing import Literal

from formgen import condition
from formgen.answers import Answers
from formgen.errors import Mistake
from formgen.form import Section

State = Literal["wrong", "open", "begun", "done"]


@dataclass(frozen=True, slots=True)
class Part:
    """A section that applies: its number on the pages, and which answers are wrong or missing in it.

    `open` is not begun, `begun` has answers and lacks some, `done` lacks none.
    """

    number: int
    section: Section
    to_correct: tuple[Mistake, ...]
    to_answer: tuple[Mistake, ...]
    answered: int

    @property
    def wrong(self) -> int:
        """How many answers cannot be used."""
        return len(self.to_correct)

    @property
    def missing(self) -> int:
        """How many questions are still to answer."""
        return len(self.to_answer)

    @property
    def state(self) -> State:
        """In one word."""
        if self.wrong:
            return "wrong"
        if not self.missing:
            return "done"
        return "begun" if self.answered else "open"


@dataclass(frozen=True, slots=True)
class Progress:
    """The parts of a questionnaire, in order; there is always at least one."""

    parts: tuple[Part, ...]

    def part(self, section: str) -> Part | None:
        """The part that is this section, or None when it does not apply."""
        return next((part for part in self.parts if part.section.name == section), None)

    def after(self, part: Part) -> Part | None:
        """The part that follows, or None after the last one."""
        return self.parts[part.number] if part.number < len(self.parts) else None

    def before(self, part: Part) -> Part | None:
        """The part that goes before, or None before the first one."""
        return self.parts[part.number - 2] if part.number > 1 else None

    @property
    def next_up(self) -> Part | None:
        """The first part that is not done, or None when all of them are."""
        return next((part for part in self.parts if part.state != "done"), None)

    @property
    def done(self) -> int:
        """How many parts are done."""
        return sum(part.state == "done" for part in self.parts)


def progress(answers: Answers) -> Progress:
    """How far these answers are."""
    applying = [s for s in answers.form.sections if condition.holds(s.when, answers.values, answers.today)]
    return Progress(tuple(_part(answers, number, section) for number, section in enumerate(applying, 1)))


def _part(answers: Answers, number: int, section: Section) -> Part:
    names = {question.name for question in section.questions}
    wrong, missing = (
        tuple(mistake for mistake in mistakes if mistake.question.split(".")[0] in names)
        for mistakes in (answers.wrong, answers.missing)
    )
    answered = sum(name.split(".")[0] in names for name in answers.raw)
    return Part(number, section, wrong, missing, answered)
