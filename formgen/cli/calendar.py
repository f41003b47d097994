"""The command that counts every date from the first sick day."""

import datetime
from collections.abc import Iterator, Sequence

import click

from formgen import guidance
from formgen.cli.files import write_file
from formgen.cli.speak import language_option, spoken, today_option
from formgen.errors import FormgenError, UnknownError, did_you_mean
from formgen.form import Milestone, Question
from formgen.guidance import timetable
from formgen.guidance.agenda import agenda
from formgen.guidance.poortwachter import GAP_DAYS, Absence, Gap, absence, gap_date
from formgen.guidance.timetable import Row
from formgen.library import library
from formgen.questions import TYPES, Unreadable
from formgen.text import Text, same, short_date

_DATE = Question("date", same(""), "date")


@click.command(
    epilog="Example: formgen calendar 2026-03-09 --gap 2026-05-01..2026-05-20 --ics dates.ics",
)
@click.argument("first_sick_day", metavar="FIRST_SICK_DAY")
@click.option(
    "--gap", multiple=True, metavar="FIRST..LAST", help="Recovered in between: first and last day. Repeatable."
)
@click.option("--contract-end", metavar="DATE", help="The last day of the contract.")
@click.option("--done", multiple=True, metavar="MILESTONE=DATE", help="What was done, and when. Repeatable.")
@click.option("--ics", metavar="FILE", help="Also write the dates to this file, for an agenda.")
@language_option
@today_option
def calendar(
    first_sick_day: str,
    gap: Sequence[str],
    contract_end: str | None,
    done: Sequence[str],
    ics: str | None,
    language: str | None,
    today: datetime.date | None,
) -> None:
    """Count every date of the 104 weeks from FIRST_SICK_DAY, and say what should have been done by today."""
    day = today or datetime.date.today()
    guide = guidance.with_milestones(library().folders)
    start = _date(first_sick_day, same("FIRST_SICK_DAY"))
    counted = absence(
        start,
        [_gap(typed) for typed in gap],
        dict(_done(typed, guide.milestones, start, day) for typed in done),
        _date(contract_end, same("--contract-end")) if contract_end is not None else None,
    )
    found = timetable.rows(counted, guide.milestones, day)
    for line in _lines(start, counted, found, day):
        click.echo(line)
    if ics is not None:
        click.echo(write_file(ics, agenda(found, counted.start.isoformat(), spoken(), day)))


# ---- what was typed -------------------------------------------------------------------------------------------------


def _date(typed: str, where: Text) -> datetime.date:
    """The date in any spelling that the questions read. Raises FormgenError that says where it stands."""
    try:
        if typed.strip():
            date: datetime.date = TYPES["date"].read(typed, _DATE)
            return date
    except Unreadable as wrong:
        raise FormgenError(_NO_DATE.fill(where=where, typed=typed, advice=wrong.advice)) from None
    raise FormgenError(_NO_DATE.fill(where=where, typed=typed, advice=_WRITE_DATE))


def _gap(typed: str) -> Gap:
    first, dots, last = typed.partition("..")
    if not dots:
        raise FormgenError(_NO_GAP.fill(typed=typed))
    return Gap(_date(first, same("--gap")), _date(last, same("--gap")))


def _done(
    typed: str, milestones: Sequence[Milestone], start: datetime.date, today: datetime.date
) -> tuple[str, datetime.date]:
    name, equals, date = typed.partition("=")
    if not equals:
        raise FormgenError(_NO_DONE.fill(typed=typed))
    names = [milestone.name for milestone in milestones if not milestone.contract_end]
    if name.strip() not in names:
        raise UnknownError(
            _NO_MILESTONE.fill(name=name.strip(), hint=did_you_mean(name.strip(), names, few=len(names)))
        )
    read = _date(date, same("--done"))
    if not start <= read <= today:
        raise FormgenError(_NOT_YET.fill(typed=typed, start=gap_date(start), today=gap_date(today)))
    return name.strip(), read


# ---- what is said ---------------------------------------------------------------------------------------------------


def _lines(typed: datetime.date, counted: Absence, found: Sequence[Row], today: datetime.date) -> Iterator[str]:
    """The calendar as lines of text."""
    language = spoken()
    yield _HEAD.fill(start=timetable.weekday(counted.start))[language]
    if counted.start != typed:
        yield _ANEW[language]
    if counted.gaps:
        yield _GAPS.fill(n=sum(gap.days for gap in counted.gaps))[language]
    yield timetable.week_now(counted, today)[language]
    yield ""
    yield _COLUMNS[language]
    for row in found:
        yield from _moment(row, today)
    yield ""
    yield from _by_now(found)
    if any(row.milestone.unconfirmed for row in found):
        yield _STAR[language]
    if any(row.remark for row in found):
        yield _RING[language]
    yield _HINT[language]


def _moment(row: Row, today: datetime.date) -> Iterator[str]:
    """A line of the table, and under it what there is to know about this moment."""
    language = spoken()
    marks = f"{' *' if row.milestone.unconfirmed else ''}{' °' if row.remark else ''}"
    who = f" ({row.who[language]})" if row.who[language] else ""
    advised = short_date(row.due.advised) if row.has_advised else ""
    yield f"{row.week:>4}  {short_date(row.due.last)}  {advised:10}  {row.what[language]}{who}{marks}"
    about = [_FROM.fill(first=gap_date(row.due.first))] if row.due.first else []
    about += [_capital(timetable.stand(row, today))] if row.state in ("done", "now") else []
    about += [row.milestone.note] if row.milestone.note else []
    about += [_OWN] if row.milestone.unconfirmed and not row.milestone.source else []
    if about:
        yield " " * 30 + " ".join(text[language] for text in about)


def _by_now(found: Sequence[Row]) -> Iterator[str]:
    """What should have been done by today, one line each, and the moment that comes next."""
    language = spoken()
    waiting = [row for row in timetable.by_now(found) if row.state == "due"]
    yield (_BY_NOW if waiting else _NOTHING_BY_NOW)[language]
    for row in waiting:
        yield f"  - {row.what[language]} ({short_date(row.due.last)})"
    following = timetable.next_up(found)
    if following:
        yield _NEXT.fill(what=following.what, when=timetable.when(following))[language]
    yield ""


def _capital(text: Text) -> Text:
    return Text(*(f"{said[:1].upper()}{said[1:]}." for said in (text.nl, text.en)))


_HEAD = Text("Kalender vanaf {start}, de eerste ziektedag.", "Calendar from {start}, the first sick day.")
_ANEW = Text(
    "Een onderbreking van {days} dagen of langer begint de telling opnieuw.",
    "An interruption of {days} days or more starts the count anew.",
).fill(days=GAP_DAYS)
_GAPS = Text("Onderbrekingen die erbij komen: {n} dagen.", "Interruptions added: {n} days.")
_COLUMNS = Text(
    "Week  Uiterlijk   Advies      Wat en wie",
    "Week  Last day    Advice      What and who",
)
_FROM = Text("Vanaf {first}.", "From {first}.")
_OWN = Text("Dit is ons eigen advies.", "This is our own advice.")
_BY_NOW = Text("Dit hoort vandaag gedaan te zijn:", "This should have been done by today:")
_NOTHING_BY_NOW = Text("Er hoort vandaag niets meer gedaan te zijn.", "Nothing else should have been done by today.")
_NEXT = Text("Hierna: {what}, {when}.", "Next: {what}, {when}.")
_STAR = Text(
    "* Niet bevestigd: deze termijn vonden we niet in een wettekst of op een pagina van UWV.",
    "* Not confirmed: we did not find this term in a legal text or on a page of UWV.",
)
_RING = Text(
    "° Dit valt helemaal of deels na het einde van het dienstverband.",
    "° This falls wholly or partly after the end of the employment.",
)
_HINT = Text(
    "Advies: de laatste werkdag voor een uiterste dag die geen werkdag is. Is er iets gedaan? Zet dat erbij,"
    " bijvoorbeeld --done problem_analysis=14-4-2026.",
    "Advice: the last working day before a last day that is no working day. Has something been done? Add it,"
    " for example --done problem_analysis=14-4-2026.",
)
_NO_DATE = Text('{where}: "{typed}" is geen datum. {advice}', '{where}: "{typed}" is not a date. {advice}')
_WRITE_DATE = Text("Schrijf een datum, bijvoorbeeld 9-3-2026.", "Write a date, for example 9-3-2026.")
_NO_GAP = Text(
    '--gap "{typed}" mist twee punten. Schrijf de eerste en de laatste herstelde dag, zoals 2026-05-01..2026-05-20.',
    '--gap "{typed}" lacks two dots. Write the first and the last recovered day, such as 2026-05-01..2026-05-20.',
)
_NO_DONE = Text(
    '--done "{typed}" mist het teken =. Schrijf bijvoorbeeld problem_analysis=14-4-2026.',
    '--done "{typed}" lacks the sign =. Write for example problem_analysis=14-4-2026.',
)
_NO_MILESTONE = Text('De kalender kent geen "{name}": {hint}.', 'The calendar has no "{name}": {hint}.')
_NOT_YET = Text(
    '--done "{typed}": dit moet tussen de eerste ziektedag, {start}, en vandaag, {today}, liggen. Verander de datum.',
    '--done "{typed}": this must lie between the first sick day, {start}, and today, {today}. Change the date.',
)
