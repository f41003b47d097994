"""What a form costs and how long an answer takes: the facts that its file names, each with its source."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from formgen import condition
from formgen.answers import Answers
from formgen.form import Fact, Form, Source
from formgen.guidance import Guidance
from formgen.text import Language, in_unit

_TERM_UNITS = ("days", "weeks", "months")


@dataclass(frozen=True, slots=True)
class Amount:
    """A fact as a page names it: what it is, how it is written, and who says so."""

    fact: Fact
    shown: str
    sources: tuple[Source, ...]


def costs(form: Form, guide: Guidance, language: Language, answers: Answers | None = None) -> tuple[Amount, ...]:
    """The amounts in euro that the form names; with `answers` only those that these answers call for."""
    return tuple(one for one in _named(form, guide, language, answers) if one.fact.unit == "euro")


def terms(form: Form, guide: Guidance, language: Language, answers: Answers | None = None) -> tuple[Amount, ...]:
    """How long an answer takes, as each source says it; with `answers` only what these answers call for."""
    return tuple(one for one in _named(form, guide, language, answers) if one.fact.unit in _TERM_UNITS)


def answer_between(terms: Sequence[Amount], today: datetime.date) -> tuple[datetime.date, ...]:
    """The first and the last day on which to expect an answer that is asked for today; nothing for fewer than two
    terms in days or weeks."""
    days = sorted(one.fact.days for one in terms if one.fact.days is not None)
    return tuple(today + datetime.timedelta(days=count) for count in (days[0], days[-1])) if len(days) > 1 else ()


def _named(form: Form, guide: Guidance, language: Language, answers: Answers | None) -> tuple[Amount, ...]:
    facts = [
        guide.facts[one.fact]
        for one in form.facts
        if answers is None or condition.holds(one.when, answers.values, answers.today)
    ]
    return tuple(
        Amount(fact, in_unit(fact.value, fact.unit, language), (guide.sources[fact.source],) if fact.source else ())
        for fact in facts
    )
