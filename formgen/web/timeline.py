"""The timeline page: from a first sick day to every date of the 104 weeks. Nothing that is typed here is kept."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from flask import Blueprint, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response as BaseResponse

from formgen import guidance
from formgen.answers import Answers
from formgen.form import Section
from formgen.guidance import Guidance, agenda, dates, timetable
from formgen.guidance.poortwachter import GAP_DAYS, WAITING_DAYS, Absence
from formgen.store.drafts import Content
from formgen.text import Text
from formgen.web import picture, posted, speech
from formgen.web.desk import desk
from formgen.web.downloads import download
from formgen.web.drawing import Typed
from formgen.web.drawing import draw as draw_questions
from formgen.web.visit import works

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
    data = agenda.agenda(asked.rows, _case(asked), speech.language(), today)
    return download(speech.say("termijnen.ics", "terms.ics"), data)


def _case(asked: Asked) -> str:
    """What tells this absence from every other in an agenda: its draft, or else this visitor and its first day."""
    first = asked.answers.values.get("first_sick_day")
    for seen in works():
        if seen.draft is not None and seen.answers.values.get("first_sick_day") == first:
            return seen.draft.id
    return f"{session.setdefault('agenda', secrets.token_hex(16))} {first}"


def show_unsaved() -> tuple[str, int]:
    """The posted dates again: for a post that cannot be trusted, whose words must not be lost."""
    content, _, _ = _posted()
    return _page(_fresh(_asked(content)), unsaved=True), 403


# ---- what was asked -------------------------------------------------------------------------------------------------


def _asked(content: Content, title: Text | None = None) -> Asked:
    guide = _guide()
    found, absence = dates.read(content.raw, guide.milestones, desk().today())
    return Asked(guide, content, found, absence, title)


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
    for seen in works():
        if "first_sick_day" in seen.answers.values:
            raw = {name: seen.content.raw.get(name, text) for name, text in seen.answers.raw.items()}
            return {name: text for name, text in raw.items() if posted.question_at(section, name)}, seen.form.title
    return {}, None


def _guide() -> Guidance:
    return guidance.with_milestones(desk().library.folders)


def _section() -> Section:
    return dates.questions(_guide().milestones).sections[0]


def _filled(values: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in values.items() if value.strip()}


def _page(asked: Asked, unsaved: bool = False) -> str:
    today = desk().today()
    rows = asked.rows
    (section,) = asked.answers.form.sections
    return render_template(
        "timeline.html",
        weeks=WAITING_DAYS // 7,
        gap_days=GAP_DAYS,
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
