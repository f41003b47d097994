"""The timeline page: from a first sick day to every date of the 104 weeks. Nothing that is typed here is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from formgen import answers, guidance
from formgen.answers import Answers
from formgen.errors import FormgenError, Mistake
from formgen.form import Check, Form, Limits, Line, Moment, Question, Section, Test
from formgen.guidance import Guidance, agenda, timetable
from formgen.guidance.poortwachter import Absence, absence_of
from formgen.store.drafts import Content
from formgen.text import Text, same
from formgen.web import picture, posted, speech
from formgen.web.desk import desk
from formgen.web.downloads import download
from formgen.web.drawing import Typed
from formgen.web.drawing import draw as draw_questions
from formgen.web.visit import visit

pages = Blueprint("timeline", __name__)


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed, how it reads, and the absence it makes; `title` names the form it was taken from, if it was."""

    guide: Guidance
    content: Content
    answers: Answers
    absence: Absence | None
    title: Text | None = None

    @property
    def rows(self) -> tuple[timetable.Row, ...]:
        """The moments as they stand today; none without an absence."""
        return timetable.rows(self.absence, self.guide.milestones, desk().today()) if self.absence else ()


@pages.get("/timeline")
def show() -> str:
    """The questions; and the timeline at once for someone whose draft already says when the absence began."""
    raw, title = _from_draft()
    asked = _asked(Content(raw), title)
    return _page(asked if asked.absence else _fresh(asked))


@pages.get("/tijdlijn")
def in_dutch() -> BaseResponse:
    """The Dutch name of the same page."""
    return redirect(url_for(".show"))


@pages.post("/timeline")
def calculate() -> str | tuple[str, int]:
    """The timeline of the posted dates, or the questions again with what is wrong, or with another row."""
    content, act, about = _posted()
    if act == "language":
        speech.choose(about)
    asked = _asked(content)
    if act in ("add", "remove"):
        return _page(_fresh(_asked(_other_rows(content, act, about))))
    if act == "language" and not content.raw:
        return _page(_fresh(asked))
    return _page(asked) if asked.absence else (_page(asked), 422)


@pages.post("/timeline/agenda")
def download_agenda() -> BaseResponse | tuple[str, int]:
    """The posted dates as a file for an agenda; the page again when something is wrong with them."""
    content, _, _ = _posted()
    asked = _asked(content)
    if asked.absence is None:
        return _page(asked), 422
    today = desk().today()
    data = agenda.agenda(asked.rows, asked.absence.start, speech.language(), today)
    return download(speech.say("termijnen.ics", "terms.ics"), data)


def show_unsaved() -> tuple[str, int]:
    """The posted dates again: for a post that cannot be trusted, whose words must not be lost."""
    content, _, _ = _posted()
    return _page(_fresh(_asked(content)), unsaved=True), 403


# ---- what was asked -------------------------------------------------------------------------------------------------


def _questions(guide: Guidance) -> Form:
    """The questions of this page. They bear the names that the forms give them, so that a draft fills them in."""
    followed = {milestone.after for milestone in guide.milestones}
    done = tuple(
        Question(f"{one.name}_date", one.what, "date", optional=True)
        for one in guide.milestones
        if one.name in followed
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
    since, until = Test("after", Moment("first_sick_day", -1)), Test("before", Moment("today", 1))
    sentence = _NOT_BETWEEN.fill(date=same(f"{{{question.name}}}"), first=same("{first_sick_day}"))
    return Check("must", (Line(question.name, (since,)), Line(question.name, (until,))), sentence, question.name)


def _asked(content: Content, title: Text | None = None) -> Asked:
    guide = _guide()
    form = _questions(guide)
    found = answers.read(form, content.raw, desk().today())
    # An interruption that lacks a date would be passed over in silence: here it is wrong.
    found = replace(found, mistakes=tuple(replace(mistake, missing=False) for mistake in found.mistakes))
    if found.mistakes:
        return Asked(guide, content, found, None, title)
    try:
        return Asked(guide, content, found, absence_of(found.values, guide.milestones, found.today), title)
    except FormgenError as error:
        at = "contract_end" if "contract_end" in found.values and not found.rows("interruptions") else "interruptions"
        return Asked(guide, content, replace(found, mistakes=(Mistake(at, error.sentence),)), None, title)


def _fresh(asked: Asked) -> Asked:
    """The same without a word about what is wrong: nobody pressed the button yet."""
    return replace(asked, answers=replace(asked.answers, mistakes=()), absence=None)


def _posted() -> tuple[Content, str, str]:
    """What the page holds, and what its button asks for."""
    page = posted.read_page(_section(), request.form)
    drawn = [int(name.split(".")[1]) for name in page.values if "." in name]
    return Content(_filled(page.values), {"interruptions": max(drawn, default=1)}), page.act, page.about


def _other_rows(content: Content, act: str, about: str) -> Content:
    """With a row more, or without the row that the button names."""
    (group,) = posted.groups_of(_section())
    place = about.rpartition(".")[2]
    if act == "add" or not place.isdecimal():
        rows = min(posted.shown_rows(content, group) + 1, posted.most_rows(group))
        return replace(content, rows={group.name: rows})
    return posted.remove_row(content, group, int(place))


def _from_draft() -> tuple[dict[str, str], Text | None]:
    """The dates that a draft of this visitor already holds, and the title of its form."""
    section = _section()
    for name in desk().library.names():
        seen = visit(name)
        if seen.draft is not None and "first_sick_day" in seen.answers.values:
            raw = {name: seen.content.raw.get(name, text) for name, text in seen.answers.raw.items()}
            return {name: text for name, text in raw.items() if posted.question_at(section, name)}, seen.form.title
    return {}, None


def _guide() -> Guidance:
    return guidance.with_milestones(desk().library.folders)


def _section() -> Section:
    return _questions(_guide()).sections[0]


def _filled(values: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in values.items() if value.strip()}


def _page(asked: Asked, unsaved: bool = False) -> str:
    today = desk().today()
    rows = asked.rows
    (section,) = asked.answers.form.sections
    return render_template(
        "timeline.html",
        asked=asked,
        today=today,
        unsaved=unsaved,
        rows=rows,
        numbers=picture.numbers(rows),
        years=picture.draw(asked.absence, rows, today) if asked.absence else (),
        sources=_numbered_sources(asked.guide, rows),
        waiting=[row for row in timetable.by_now(rows) if row.state == "due"],
        following=timetable.next_up(rows),
        page=draw_questions(section, asked.answers, asked.guide, Typed(asked.content, asked.content)),
        told=picture.told,
        timetable=timetable,
    )


def _numbered_sources(guide: Guidance, rows: Sequence[timetable.Row]) -> dict[str, int]:
    """The sources of these moments, numbered in the order of the table."""
    keys = dict.fromkeys(row.milestone.source for row in rows if row.milestone.source in guide.sources)
    return {key: number for number, key in enumerate(keys, 1)}


_FEW = Limits(most=Decimal(8))
_FIRST = Text("Eerste ziektedag", "First sick day")
_FIRST_HINT = Text(
    "De eerste werkdag waarop er door ziekte niet werd gewerkt. Bijvoorbeeld 9-3-2026.",
    "The first working day that was not worked because of illness. For example 9-3-2026.",
)
_GAPS = Text("Was er tussendoor herstel?", "Was there recovery in between?")
_GAPS_HINT = Text(
    "Korter dan 4 weken: de datums daarna schuiven op. Anders begint de telling opnieuw. Laat leeg als er geen was.",
    "Shorter than 4 weeks: the dates after it move. Otherwise the count starts anew. Leave empty if there was none.",
)
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
        (Line("contract_end", (Test("after", Moment("first_sick_day", -1)),)),),
        Text(
            "U schreef {contract_end}. Op de eerste ziektedag, {first_sick_day}, loopt het contract nog."
            " Controleer de datum.",
            "You wrote {contract_end}. On the first sick day, {first_sick_day}, the contract still runs."
            " Check the date.",
        ),
        "contract_end",
    ),
)
