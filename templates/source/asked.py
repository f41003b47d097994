"""What the paper asks: the questions of a form that can apply to one kind of application, with label and hint."""

from collections.abc import Mapping
from dataclasses import dataclass

from formgen.condition import TODAY
from formgen.form import Condition, Form, Line, Question, Test
from templates.source.boxes import Ask, Choice

# What stands in grey after a label, by type of question.
HINTS = {
    "date": "dd-mm-jjjj",
    "bsn": "9 cijfers",
    "choose any": "u mag meer vakjes aankruisen",
    "money": "in euro's",
    "percentage": "%",
}
SHORT = 44  # letters of options that a hint may name; with more it only refers to their question
CELLS = {"bsn": 9, "payroll tax number": 12}
CHOICES = ("choose one", "choose any", "yes or no")
YES_NO = (Choice("yes", "Ja"), Choice("no", "Nee"))


def applicable(form: Form, known: Mapping[str, str]) -> frozenset[str]:
    """The questions that can apply when the answers in `known` are given, whatever the others are.

    A question that depends on another one can apply only if that one can; a group's questions stand and fall with it.
    """
    possible = {TODAY}
    for section in form.sections:
        if not _can_hold(section.when, known, possible):
            continue
        for question in section.questions:
            if not _can_hold(question.when, known, possible):
                continue
            possible.add(question.name)
            for inner in question.questions:
                if _can_hold(inner.when, known, possible):
                    possible.add(inner.name)
    return frozenset(possible)


def _can_hold(condition: Condition, known: Mapping[str, str], possible: set[str]) -> bool:
    return all(any(_can_pass(line, test, known, possible) for test in line.tests) for line in condition)


def _can_pass(line: Line, test: Test, known: Mapping[str, str], possible: set[str]) -> bool:
    if line.measure == "answer" and line.subject in known:
        answer = known[line.subject]
        return {"is": answer == test.operand, "not": answer != test.operand, "not answered": False}.get(test.verb, True)
    if line.measure == "answer" and line.subject not in possible:
        return test.verb == "not answered"
    return True


@dataclass(frozen=True)
class Wording:
    """What the paper words shorter than the form, by name: labels (`name`, or `name.option`) and hints in grey.

    `bare` are choices whose options stand there without their hints.
    """

    labels: Mapping[str, str]
    hints: Mapping[str, str]
    bare: frozenset[str] = frozenset()


def always_needed(form: Form, question: str, known: Mapping[str, str]) -> list[str]:
    """The options of a question (in Dutch) that are needed whenever the answers in `known` are given."""
    return [
        one.label.nl
        for one in form.by_name[question].options
        if one.needed and all(line.subject in known and _can_hold((line,), known, set()) for line in one.needed)
    ]


class Asked:
    """The questions of one application as the paper asks them, with the number each got when it was taken."""

    def __init__(self, form: Form, known: Mapping[str, str], wording: Wording) -> None:
        self.form, self.wording = form, wording
        self.known = known
        self.possible = applicable(form, known)
        self.said = ""  # the condition last printed: questions that share it do not repeat it
        self.numbers: dict[str, str] = {}

    def __contains__(self, name: str) -> bool:
        return name in self.possible

    def untaken(self) -> list[str]:
        """The questions that can apply and have not been taken, in the order of the form."""
        return [one.name for one in self.form.questions() if one.name in self.possible and one.name not in self.numbers]

    def take(self, name: str, number: str, lines: int = 1, full: bool = False) -> Ask:
        """The question of this name as question `number` of the paper; `full`: there is room for its whole hint.

        KeyError for a name that the form does not have.
        """
        question = self.form.by_name[name]
        self.numbers[name] = number
        return Ask(
            name,
            number,
            self.wording.labels.get(name, question.ask.nl),
            self._hint(question, full),
            spoken=question.ask.nl,
            told=self._told(question),
            lines=lines,
            cells=CELLS.get(question.kind, 0),
            choices=tuple(self._choice(question, one) for one in choices(question)),
            many=question.kind == "choose any",
        )

    def _told(self, question: Question) -> str:
        """The whole hint, for a screen reader."""
        hint = self.wording.hints.get(question.name) or (question.hint.nl if question.hint else "")
        how = HINTS.get(question.kind, "")
        return ". ".join(part for part in (how, hint) if part)

    def _choice(self, question: Question, choice: Choice) -> Choice:
        words = self.wording.labels.get(f"{question.name}.{choice.name}", choice.words)
        return Choice(choice.name, words, "" if question.name in self.wording.bare else choice.hint)

    def _hint(self, question: Question, full: bool) -> str:
        """What stands in grey after the label: how to fill it in, and when to skip it."""
        told = self.wording.hints.get(question.name, question.hint.nl if question.hint and full else "")
        how = HINTS.get(question.kind, "") if full or question.kind not in CHOICES else ""
        lines = [self._line(line) for line in question.when if line.subject not in self.known]
        when = lines[-1] if lines else ""  # what comes before is what the earlier question itself depends on
        first, self.said = (when if when != self.said else ""), when
        if first and question.kind == "date":
            how = ""  # the first page says how a date is written; so the label stays on one line
        return ". ".join(part for part in [", ".join(part for part in (how, first) if part), told] if part)

    def _line(self, line: Line) -> str:
        """Which earlier answer this question belongs to: `bij 4.4: Tijdelijk`, or `zie 8.2` when there are many."""
        number = self.numbers.get(line.subject, "")
        given = [test for test in line.tests if test.verb != "not answered"]  # then the question is not here to skip
        verbs = {test.verb for test in given}
        if not number or not given or line.measure != "answer" or not verbs <= {"is", "not"}:
            return ""
        subject = self.form.by_name[line.subject]
        words = {one.name: self._choice(subject, one).words for one in choices(subject)}
        tests = [words.get(str(test.operand), "") for test in given]
        if len(verbs) == 1 and all(tests) and sum(map(len, tests)) < SHORT:
            said = " of ".join(word.lower() if word in ("Ja", "Nee") else word for word in tests)
            return f"{'bij' if verbs == {'is'} else 'niet bij'} {number}: {said}".replace(" ", "\u00a0")
        return f"zie\u00a0{number}"


def choices(question: Question) -> tuple[Choice, ...]:
    """The tick boxes of a question: none when it is not a choice."""
    if question.kind == "yes or no":
        return YES_NO
    if question.kind not in CHOICES:
        return ()
    return tuple(Choice(one.name, one.label.nl, one.hint.nl if one.hint else "") for one in question.options)
