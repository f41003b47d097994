"""The rules that a condition of a form cannot say: sums over rows, percentages, and the calendar.

A rule runs for every form that asks the questions it speaks of. Red has `-red` behind its name.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from formgen import guidance
from formgen.answers import Answers
from formgen.errors import FormgenError
from formgen.guidance.dates import disputed
from formgen.guidance.finding import Finding
from formgen.guidance.poortwachter import absence_of, calendar, gap_date
from formgen.text import LANGUAGES, Text, in_unit, number

_ABSENCE = ("first_sick_day", "interruptions", "contract_end")  # the questions an absence is made of
_NO_FACT = ("disagree", "other")  # reasons that name no fact


def findings(answers: Answers) -> Iterator[Finding]:
    """What these rules find in the answers."""
    for rule in (_hours, _nothing_fits, _no_fact, _evaluations, _contradicting, _late):
        yield from rule(answers)


def _hours(answers: Answers) -> Iterator[Finding]:
    """R15: a direction asks more hours than the occupational physician allows; far more is red."""
    most = answers.values.get("max_hours_week")
    if not isinstance(most, Decimal | int):
        return
    some_pressure = most * (100 + _number_of(answers, "hours_pressure")) / 100
    for at, values in _scopes(answers, "direction_hours"):
        hours = values.get("direction_hours")
        if not isinstance(hours, Decimal | int) or hours <= most:
            continue
        if hours <= some_pressure:
            yield _warning("R15", _pressure(hours, most), at, "track2_failure_article")
        else:
            yield _warning("R15-red", _TOO_MUCH, at, "track2_failure_article")


def _pressure(hours: Decimal | int, most: Decimal | int) -> Text:
    return _PRESSURE.fill(hours=_number(hours), most=_number(most))


def _number(value: Decimal | int) -> Text:
    return Text(number(value, "nl"), number(value, "en"))


def _number_of(answers: Answers, fact: str) -> Decimal:
    value = guidance.fact(answers.form.folder, fact).value
    return value if isinstance(value, Decimal) else Decimal()


def _nothing_fits(answers: Answers) -> Iterator[Finding]:
    """R13 and R14: of several directions none matches; the form has a rule of its own for a single one."""
    rows = _chosen(answers, "direction_fits")
    if len(rows) > 1 and set(rows) == {"no"}:
        yield _warning("R13-red", _NOTHING_FITS, "directions", "track2_start_article")


def _no_fact(answers: Answers) -> Iterator[Finding]:
    """RF1: of several reasons none names a fact; the form has a rule of its own for a single one."""
    rows = _chosen(answers, "reason_kind")
    if len(rows) > 1 and set(rows) <= set(_NO_FACT):
        yield _warning("RF1", _NO_REASON, "reasons", "opinion_in_court_article")


def _evaluations(answers: Answers) -> Iterator[Finding]:
    """R09: fewer evaluations are planned than so long a trajectory asks for; the form says when there are none."""
    start, end = answers.values.get("track2_date"), answers.values.get("track2_end")
    rows = answers.rows("plan_evaluations") if "plan_evaluations" in answers.form.by_name else ()
    if not rows or not isinstance(start, date) or not isinstance(end, date):
        return
    apart = guidance.fact(answers.form.folder, "evaluations_apart")
    if (end - start).days > len(rows) * (apart.days or 0):
        shown = Text(*(in_unit(apart.value, apart.unit, language) for language in LANGUAGES))
        found = _warning("R09", _TOO_FEW.fill(apart=shown), "plan_evaluations", apart.source)
        yield replace(found, unconfirmed=apart.unconfirmed)


def _contradicting(answers: Answers) -> Iterator[Finding]:
    """The dates of the absence cannot all be right, so that there is no calendar; unless a rule of the form says so."""
    if any(mistake.question.split(".")[0] in _ABSENCE for mistake in answers.wrong):
        return
    try:
        absence_of(answers.values, (), answers.today)
    except FormgenError as error:
        yield _warning("dates", error.sentence, disputed(answers), "")


def _late(answers: Answers) -> Iterator[Finding]:
    """R24: a step done after its last day, with interruptions counted, that is not said to have been late.

    A form that lists late steps is asked about each of them; for another form its own rules count from the first sick
    day, so only interruptions need this one.
    """
    lists = "late_step" in answers.form.by_name
    if not lists and not answers.rows("interruptions"):
        return
    told = _chosen(answers, "late_step")
    for name, last in _last_days(answers):
        done = answers.values.get(f"{name}_date")
        if isinstance(done, date) and done > last and name not in told:
            sentence = _LATE.fill(last=gap_date(last), done=gap_date(done))
            yield _warning("R24", sentence, f"{name}_date", "procesgang")


def _last_days(answers: Answers) -> Iterator[tuple[str, date]]:
    """The last day of every step that the form asks the date of, once it has been answered."""
    if "first_sick_day" not in answers.values:
        return
    milestones = guidance.with_milestones([answers.form.folder]).milestones
    asked = {one.name for one in milestones if f"{one.name}_date" in answers.values}
    if not asked:
        return
    try:
        absence = absence_of(answers.values, milestones, answers.today)
    except FormgenError:  # the dates contradict each other, which is a finding of its own
        return
    if absence is None:
        return
    for due in calendar(absence, milestones):
        if due.milestone.name in asked and not due.milestone.every and not due.milestone.optional:
            yield due.milestone.name, due.last


def _scopes(answers: Answers, name: str) -> Iterator[tuple[str, Mapping[str, object]]]:
    if name in answers.form.by_name:
        yield from answers.scopes(name)


def _chosen(answers: Answers, name: str) -> list[object]:
    """The option of this question in every row; a row without an answer counts as None."""
    group = answers.form.group_of(name)
    return [row.get(name) for row in answers.rows(group.name)] if group else []


def _warning(name: str, sentence: Text, at: str, source: str) -> Finding:
    return Finding("warn", sentence, at, name, source)


_PRESSURE = Text(
    "Deze richting vraagt {hours} uur, en de werknemer kan ten hoogste {most} uur. Kies minder uren, of vraag de "
    "bedrijfsarts om een nieuw advies.",
    "This direction takes {hours} hours, and the employee can work at most {most} hours. Choose fewer hours, or ask "
    "the occupational physician for new advice.",
)
_TOO_MUCH = Text(
    "Deze richting vraagt veel meer uren dan de werknemer kan. Te veel druk werkt averechts. Kies minder uren.",
    "This direction takes far more hours than the employee can work. Too much pressure backfires. Choose fewer hours.",
)
_NOTHING_FITS = Text(
    "Geen van de richtingen past bij wat de werknemer kan. Noem ander werk dat wel past.",
    "None of the directions matches what the employee can do. Name other work that does.",
)
_NO_REASON = Text(
    "Al uw redenen zijn dat u het niet eens bent, of iets anders. Dat overtuigt UWV niet. Noem een feit, met een datum "
    "en bewijs.",
    "All your reasons are that you disagree, or something else. That does not convince UWV. Give a fact, with a date "
    "and evidence.",
)
_TOO_FEW = Text(
    "U kijkt minder dan eens per {apart} samen terug. Plan meer evaluaties. De grens van {apart} hebben wij gekozen.",
    "You look back together less than once every {apart}. Plan more evaluations. The limit of {apart} is our choice.",
)
_LATE = Text(
    "Deze stap was op {done}. Volgens de kalender was {last} de laatste dag. Noem de stap bij wat te laat was, met de "
    "reden.",
    "This step was on {done}. By the calendar {last} was the last day. Name the step among what was late, with the "
    "reason.",
)
