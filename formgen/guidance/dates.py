"""The few questions that a calendar needs, and the absence that their answers make."""

import datetime
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from formgen import answers
from formgen.answers import Answers, Raw
from formgen.errors import FormgenError, Mistake
from formgen.form import Check, Form, Limits, Line, Milestone, Moment, Question, Section, Shift, Test
from formgen.guidance.poortwachter import GAP_DAYS, Absence, absence_of
from formgen.text import Text, same


def read(raw: Raw, milestones: Sequence[Milestone], today: datetime.date) -> tuple[Answers, Absence | None]:
    """The dates that were typed, and the absence they make; None while one of them is wrong or missing.

    Every mistake counts as wrong: an interruption that lacks a date would otherwise be passed over in silence.
    """
    found = answers.read(questions(milestones), raw, today)
    found = replace(found, mistakes=tuple(replace(mistake, missing=False) for mistake in found.mistakes))
    if found.mistakes:
        return found, None
    try:
        return found, absence_of(found.values, milestones, today)
    except FormgenError as error:
        return replace(found, mistakes=(Mistake(disputed(found), error.sentence),)), None


def disputed(answers: Answers) -> str:
    """The question to look at when the dates of an absence contradict each other: the interruptions, if there are."""
    return "contract_end" if "contract_end" in answers.values and not answers.rows("interruptions") else "interruptions"


def questions(milestones: Sequence[Milestone]) -> Form:
    """The questions whose answers make a calendar, named as the forms name them, so that a draft fills them in."""
    followed = {milestone.after for milestone in milestones}
    done = tuple(
        Question(f"{one.name}_date", one.what, "date", optional=True) for one in milestones if one.name in followed
    )
    rows = (Question("recovered_from", _RECOVERED, "date"), Question("sick_again", _ILL_AGAIN, "date"))
    asked = (
        Question("first_sick_day", _FIRST, "date", hint=_FIRST_HINT),
        Question("interruptions", _GAPS, "repeat", hint=_GAPS_HINT, optional=True, limits=_FEW, questions=rows),
        Question("contract_end", _END, "date", hint=_END_HINT, optional=True),
        *done,
    )
    section = Section("dates", Text("Tijdlijn", "Timeline"), asked)
    return Form("timeline", section.title, (section,), (), checks=(*_CHECKS, *(_done_check(one) for one in done)))


def _done_check(question: Question) -> Check:
    """What was done was done between the first sick day and today."""
    since, until = Test("after", Moment("first_sick_day", (Shift(-1),))), Test("before", Moment("today", (Shift(1),)))
    sentence = _NOT_BETWEEN.fill(date=same(f"{{{question.name}}}"), first=same("{first_sick_day}"))
    return Check("must", (Line(question.name, (since,)), Line(question.name, (until,))), sentence, question.name)


_FEW = Limits(most=Decimal(8))
_FIRST = Text("Eerste ziektedag", "First sick day")
_FIRST_HINT = Text(
    "De eerste werkdag waarop er door ziekte niet werd gewerkt. Bijvoorbeeld 9-3-2026.",
    "The first working day that was not worked because of illness. For example 9-3-2026.",
)
_GAPS = Text("Was er tussendoor herstel?", "Was there recovery in between?")
_GAPS_HINT = Text(
    "Korter dan {weeks} weken: de datums daarna schuiven op. Anders begint de telling opnieuw. Laat leeg als er geen"
    " was.",
    "Shorter than {weeks} weeks: the dates after it move. Otherwise the count starts anew. Leave empty if there was"
    " none.",
).fill(weeks=GAP_DAYS // 7)
_RECOVERED = Text("Hersteld vanaf", "Recovered from")
_ILL_AGAIN = Text("Weer ziek vanaf", "Ill again from")
_END = Text("Laatste dag van het contract", "Last day of the contract")
_END_HINT = Text("Alleen bij een tijdelijk contract.", "Only for a fixed-term contract.")
_NOT_BETWEEN = Text(
    "U schreef {date}. Dit ligt tussen de eerste ziektedag, {first}, en vandaag. Controleer de datum.",
    "You wrote {date}. This lies between the first sick day, {first}, and today. Check the date.",
)
_CHECKS = (
    Check(
        "must",
        (Line("recovered_from", (Test("after", Moment("first_sick_day")),)),),
        Text(
            "U schreef {recovered_from}. Herstel begint na de eerste ziektedag, {first_sick_day}. Controleer de datum.",
            "You wrote {recovered_from}. Recovery begins after the first sick day, {first_sick_day}. Check the date.",
        ),
        "recovered_from",
    ),
    Check(
        "must",
        (Line("sick_again", (Test("after", Moment("recovered_from")),)),),
        Text(
            "U schreef {sick_again}. Die dag ligt na het herstel op {recovered_from}. Controleer de datum.",
            "You wrote {sick_again}. That day lies after the recovery on {recovered_from}. Check the date.",
        ),
        "sick_again",
    ),
    Check(
        "must",
        (Line("contract_end", (Test("after", Moment("first_sick_day", (Shift(-1),))),)),),
        Text(
            "U schreef {contract_end}. Op de eerste ziektedag, {first_sick_day}, loopt het contract nog."
            " Controleer de datum.",
            "You wrote {contract_end}. On the first sick day, {first_sick_day}, the contract still runs."
            " Check the date.",
        ),
        "contract_end",
    ),
)
