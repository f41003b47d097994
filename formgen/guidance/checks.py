"""The rules over several answers: what stops an application, what to look at, which papers are still lacking."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from formgen import condition
from formgen.answers import Answers, fill_blanks
from formgen.form import Check, Condition, Question
from formgen.guidance import privacy, risks
from formgen.guidance.finding import Finding as Finding
from formgen.text import Text


@dataclass(frozen=True, slots=True)
class Paper:
    """A document to send along: whether UWV needs it for this question, and whether it is on the list already."""

    label: Text
    needed: bool
    listed: bool
    at: str


def judge(answers: Answers) -> tuple[Finding, ...]:
    """What the answers call for, the gravest first: stops, then warnings, then what is good to know."""
    found = [finding for rule in answers.form.checks if rule.level != "must" for finding in _fires(rule, answers)]
    found += risks.findings(answers)
    found += [_lacking(paper) for paper in papers(answers) if paper.needed and not paper.listed]
    found += [Finding(one.level, one.sentence, one.at, "privacy", privacy.SOURCE) for one in privacy.remarks(answers)]
    order = ("stop", "warn", "info")
    return tuple(sorted(found, key=lambda finding: order.index(finding.level)))


def papers(answers: Answers) -> tuple[Paper, ...]:
    """The documents this question calls for, the needed ones first; none before the question is chosen."""
    found = [
        paper
        for question in answers.form.questions()
        if any(option.needed is not None or option.welcome is not None for option in question.options)
        for paper in _papers_of(question, answers)
    ]
    return tuple(sorted(found, key=lambda paper: not paper.needed))


def _papers_of(question: Question, answers: Answers) -> Iterator[Paper]:
    group = answers.form.group_of(question.name)
    listed = _chosen(question, group, answers)
    for option in question.options:
        needed = _calls(option.needed, answers)
        if needed or _calls(option.welcome, answers):
            yield Paper(option.label, needed, option.name in listed, group.name if group else question.name)


def _calls(when: Condition | None, answers: Answers) -> bool:
    return when is not None and condition.holds(when, answers.values, answers.today)


def _chosen(question: Question, group: Question | None, answers: Answers) -> frozenset[object]:
    """The options chosen, in any row when the question is in a repeated group."""
    rows = answers.rows(group.name) if group else (answers.values,)
    chosen: set[object] = set()
    for row in rows:
        value = row.get(question.name)
        chosen.update(value if isinstance(value, tuple) else (value,))
    return frozenset(chosen)


def _lacking(paper: Paper) -> Finding:
    sentence = Text(
        "U noemt nog niet: {label}. UWV heeft dit nodig om uw vraag te beoordelen. Hebt u het niet? Zeg waarom.",
        "You have not listed yet: {label}. UWV needs it to judge your question. Do you not have it? Say why.",
    )
    return Finding("warn", sentence.fill(label=paper.label), paper.at, name="papers", source="")


def _fires(rule: Check, answers: Answers) -> Iterator[Finding]:
    level: Literal["stop", "warn"] = "stop" if rule.level == "stop" else "warn"
    for at, values in answers.scopes(rule.at):
        if condition.holds(rule.when, values, answers.today) and condition.holds(rule.condition, values, answers.today):
            sentence = fill_blanks(rule.sentence, answers.form, values)
            looked_at = tuple(condition.names(rule.condition))
            yield Finding(level, sentence, at, rule.name, rule.source, rule.unconfirmed, looked_at)
