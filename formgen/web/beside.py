"""What stands beside the questions while one answers: what the checks find there, and how strong a rationale is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask import get_template_attribute

from formgen.guidance import checks, consistency, secondquestion
from formgen.guidance.finding import Finding
from formgen.guidance.score import Score, score
from formgen.text import Text
from formgen.web.drawing import Drawn, Page
from formgen.web.second import chosen_question, earlier
from formgen.web.visit import Visit, others

_GRAVEST = ("stop", "red", "amber", "info")


@dataclass(frozen=True, slots=True)
class Beside:
    """The findings for each question that stands at the left margin, by its name; and the score with its red flags.

    `elsewhere` are the findings that an answer here called for and that stand at a question of an earlier part.
    """

    findings: Mapping[str, tuple[Finding, ...]]
    elsewhere: Mapping[str, tuple[Finding, ...]]
    score: Score | None
    flags: tuple[Finding, ...]


def findings(seen: Visit) -> tuple[Finding, ...]:
    """All that the answers call for, the gravest first; with what contradicts another document of the same case."""
    found = [*checks.judge(seen.answers), *_contradictions(seen), *_asked_before(seen)]
    return tuple(sorted(found, key=lambda finding: _GRAVEST.index(finding.colour)))


def _contradictions(seen: Visit) -> Iterator[Finding]:
    for other in others(seen):
        yield from consistency.contradictions(seen.answers, other.answers)


def _asked_before(seen: Visit) -> Iterator[Finding]:
    """The visitor's other application about this person asks the same question."""
    question = chosen_question(seen)
    if question is not None and any(chosen_question(other) == question for other in earlier(seen)):
        yield Finding("warn", _TWICE, secondquestion.KIND, name="asked_before", source="")


def beside(seen: Visit, page: Page) -> Beside:
    """What to show beside the questions of this page.

    Only what was answered is judged while one answers: that something still lacks is said on the check page.
    """
    found = findings(seen)
    answered = {name.split(".")[0] for name in seen.answers.raw}
    said = [finding for finding in found if finding.at.split(".")[0] in answered]
    points = score(seen.answers)
    return Beside(
        {drawn.name: tuple(f for f in said if f.at in _names(drawn)) for drawn in page.questions},
        {drawn.name: tuple(f for f in said if _called_by(seen, page, f) in _names(drawn)) for drawn in page.questions},
        points,
        tuple(finding for finding in found if finding.colour == "red") if points else (),
    )


def _called_by(seen: Visit, page: Page, finding: Finding) -> str:
    """The question of this page whose answer was the last that the finding waited for.

    Empty when the finding stands on this page too, or further on, or waited for an answer of another page.
    """
    form = seen.form
    order = [question.name for question in form.questions()]
    last = max((name for name in finding.of if name in order), key=order.index, default="")
    stands = form.section_of(finding.at.split(".")[0])
    if not last or form.section_of(last) != page.section or order.index(finding.at.split(".")[0]) > order.index(last):
        return ""
    group = form.group_of(last)
    return "" if stands == page.section else group.name if group else last


def _names(drawn: Drawn) -> frozenset[str]:
    return frozenset([drawn.name, *(inner.name for inner in drawn.inner)])


def fragments(seen: Visit, page: Page) -> dict[str, object]:
    """The same as pieces of a page, for the script that puts them in their places."""
    found = beside(seen, page)
    told, scored = (get_template_attribute("beside.html", name) for name in ("told", "scored"))
    return {
        "beside": {name: told(seen, some, found.elsewhere[name]) for name, some in found.findings.items()},
        "score": scored(seen, found.score, found.flags) if found.score else "",
    }


_TWICE = Text(
    "U hebt al een aanvraag met deze vraag. UWV oordeelt één keer over elke vraag. Kies een andere vraag, of wis een "
    "van de twee aanvragen.",
    "You already have an application with this question. UWV judges each question once. Choose another question, or "
    "delete one of the two applications.",
)
