"""What an application costs and when an answer comes: the facts that a page names, each with its source."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from formgen.answers import Answers
from formgen.documents.wording import fact_shown
from formgen.form import Fact, Form, Source
from formgen.guidance import Guidance
from formgen.text import Language

# Which cost is the applicant's own, by form.
_COSTS = {
    "deskundigenoordeel-werknemer": ("cost_employee",),
    "deskundigenoordeel-werkgever": ("cost_employer", "cost_employer_dismissal"),
}
_TERMS = ("turnaround_uwv", "turnaround_planning")
_SOONEST, _LATEST = "turnaround_shortest", "turnaround_planning"


@dataclass(frozen=True, slots=True)
class Amount:
    """A fact as a page names it: what it is, how it is written, and who says so."""

    fact: Fact
    shown: str
    sources: tuple[Source, ...]


def costs(form: Form, guide: Guidance, language: Language) -> tuple[Amount, ...]:
    """What this application costs at UWV; nothing for a form that UWV has no part in."""
    return _amounts(guide, _COSTS.get(form.name, ()), language)


def terms(form: Form, guide: Guidance, language: Language) -> tuple[Amount, ...]:
    """How long UWV takes, as each source says it; nothing for a form that UWV has no part in."""
    return _amounts(guide, _TERMS if form.name in _COSTS else (), language)


def answer_between(form: Form, guide: Guidance, today: datetime.date) -> tuple[datetime.date, ...]:
    """The first and the last day on which to expect UWV's opinion when it is asked for today, or nothing."""
    days = [guide.facts[name].value for name in (_SOONEST, _LATEST) if name in guide.facts]
    if form.name not in _COSTS or len(days) < 2:
        return ()
    return tuple(today + datetime.timedelta(days=int(str(day))) for day in days)


def concerns_uwv(answers: Answers) -> bool:
    """Whether UWV gives the opinion: a collective agreement may name another body, with its own costs and terms."""
    return answers.values.get("cao_body") != "yes"


def _amounts(guide: Guidance, names: Iterable[str], language: Language) -> tuple[Amount, ...]:
    facts = [guide.facts[name] for name in names if name in guide.facts]
    return tuple(
        Amount(fact, fact_shown(fact, language), (guide.sources[fact.source],) if fact.source else ()) for fact in facts
    )
