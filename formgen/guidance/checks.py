"""The rules over several answers: what stops an application, what to look at, which papers are still lacking."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from formgen import condition
from formgen.answers import Answers, fill_blanks
from formgen.condition import Judge
from formgen.form import Check, Condition, Form, Question
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
    return answers.once(_judged)


def _judged(answers: Answers) -> tuple[Finding, ...]:
    found = list(_fired(answers))
    found += risks.findings(answers)
    found += [_lacking(paper) for paper in papers(answers) if paper.needed and not paper.listed]
    found += [Finding(one.level, one.sentence, one.at, "privacy", privacy.SOURCE) for one in privacy.remarks(answers)]
    order = ("stop", "warn", "info")
    return tuple(sorted(found, key=lambda finding: order.index(finding.level)))


def papers(answers: Answers) -> tuple[Paper, ...]:
    """The documents this question calls for, the needed ones first; none before the question is chosen."""
    found = [paper for question in answers.form.once(_calling) for paper in _papers_of(question, answers)]
    return tuple(sorted(found, key=lambda paper: not paper.needed))


def _calling(form: Form) -> tuple[Question, ...]:
    """The questions of which an option can be needed, or welcome."""
    return tuple(
        question
        for question in form.questions()
        if any(option.needed is not None or option.welcome is not None for option in question.options)
    )


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


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule that stops or warns: when it counts, what it looks for, and which questions it looks at."""

    check: Check
    in_rows: bool
    counts: Judge
    found: Judge
    of: tuple[str, ...]


def _rules(form: Form) -> tuple[_Rule, ...]:
    return tuple(
        _Rule(
            one,
            form.group_of(one.at) is not None,
            condition.compiled(one.when),
            condition.compiled(one.condition),
            tuple(condition.names(one.condition)),
        )
        for one in form.checks
        if one.level != "must"
    )


def _fired(answers: Answers) -> Iterator[Finding]:
    today = answers.today
    for rule in answers.form.once(_rules):
        at = rule.check.at
        for place, values in answers.scopes(at) if rule.in_rows else ((at, answers.values),):
            if rule.found(values, today) and rule.counts(values, today):
                yield _finding(rule, place, fill_blanks(rule.check.sentence, answers.form, values))


def _finding(rule: _Rule, at: str, sentence: Text) -> Finding:
    check = rule.check
    level: Literal["stop", "warn"] = "stop" if check.level == "stop" else "warn"
    return Finding(level, sentence, at, check.name, check.source, check.unconfirmed, rule.of)
