"""Which question to ask UWV: what the adviser's answers suggest, and why it may be better not to ask now."""

from dataclasses import dataclass

from formgen import answers
from formgen.answers import Answers
from formgen.form import Form
from formgen.guidance.checks import judge
from formgen.guidance.finding import Finding

ADVISER = "adviser"
APPLICATIONS = {"employee": "deskundigenoordeel-werknemer", "employer": "deskundigenoordeel-werkgever"}
_ASK = "ask_"
_KIND, _OTHER = "question_type", "other_question"


@dataclass(frozen=True, slots=True)
class Advised:
    """What comes out: the stops, the question that fits with its reason, and remarks.

    `question` is the name of an option of the application's `question_type`, empty when none fits; `application` the
    name of the form that asks it.
    """

    stops: tuple[Finding, ...]
    question: str
    reason: Finding | None
    remarks: tuple[Finding, ...]
    application: str


def advise(given: Answers) -> Advised:
    """The advice these answers give; the first question that fits is the advice."""
    found = judge(given)
    fits = [finding for finding in found if finding.name.startswith(_ASK)]
    reason = fits[0] if fits else None
    return Advised(
        stops=tuple(finding for finding in found if finding.level == "stop"),
        question=reason.name.removeprefix(_ASK) if reason else "",
        reason=reason,
        remarks=tuple(finding for finding in found if finding.level != "stop" and finding not in fits),
        application=APPLICATIONS.get(str(given.values.get("role", "")), ""),
    )


def handed_on(given: Answers, question: str, application: Form) -> dict[str, str]:
    """The answers that go along to the application, as text at rest: those whose question it asks too, and read right.

    `question` is chosen there, also when the application keeps it behind "another question".
    """
    raw = {name: text for name, text in given.raw.items() if name in application.by_name}
    kinds = {option.name for option in application.by_name[_KIND].options}
    raw |= {_KIND: question} if question in kinds else {_KIND: "other", _OTHER: question}
    wrong = {mistake.question for mistake in answers.read(application, raw, given.today).wrong}
    return {name: text for name, text in raw.items() if name not in wrong}
