"""The questionnaire: an overview of its parts, and one section a page."""

from collections.abc import Callable
from dataclasses import replace

from flask import Blueprint, Response, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from formgen.form import Section
from formgen.guidance import consistency
from formgen.store.drafts import Content
from formgen.web import beside as margin
from formgen.web import posted, speech
from formgen.web.drawing import Typed, draw
from formgen.web.fit import fits
from formgen.web.joining import put_in
from formgen.web.posted import Posted
from formgen.web.progress import Progress, progress
from formgen.web.second import chosen_question, earlier
from formgen.web.visit import (
    Visit,
    begin,
    form_at,
    free_address,
    keep,
    keep_again,
    of_content,
    others,
    section_at,
    visit,
)

pages = Blueprint("questionnaire", __name__)

_STAYS = frozenset({"add", "remove", "up", "down", "restore", "use", "theirs", "language", "keep"})
_PLACES = {"overview": "questionnaire.overview", "check": "finish.check"}  # of the whole questionnaire


@pages.get("/<address>")
def overview(address: str) -> str:
    """The parts of a questionnaire and how far each is."""
    seen = visit(address)
    return render_template(
        "overview.html",
        visit=seen,
        progress=progress(seen.answers),
        advice_found=seen.guide.advice(seen.form.tips),
        offers=[(other, len(given)) for other in others(seen) if (given := _carried(other, seen))],
        earlier=[(one, chosen_question(one)) for one in earlier(seen)],
        another=free_address(seen.form.name) if seen.draft else "",
    )


@pages.post("/<address>/take-over")
def take_over(address: str) -> BaseResponse:
    """Answers given on another form, put where this one asks the same and has no answer yet."""
    seen = visit(address)
    other = next((one for one in others(seen) if one.address == request.form.get("other")), None)
    if other is not None:
        keep(address, lambda content: replace(content, raw={**content.raw, **_carried(other, seen)}))
    return redirect(url_for(".overview", address=address), 303)


def _carried(other: Visit, seen: Visit) -> dict[str, str]:
    return consistency.carried(other.answers, seen.form, seen.content.raw)


@pages.get("/<address>/<section_name>")
def section(address: str, section_name: str) -> BaseResponse | str:
    """The questions of one section. A section that does not apply leads to the overview."""
    seen = visit(address)
    part = section_at(seen.form, section_name)
    if progress(seen.answers).part(section_name) is None:
        return redirect(url_for(".overview", address=address))
    begin(seen)
    return _page(seen, part, Typed(seen.content, seen.content))


@pages.post("/<address>/<section_name>")
def save(address: str, section_name: str) -> BaseResponse | tuple[str, int]:
    """Keep what the page holds, do what the button asks for, and go where it leads.

    Whatever was typed is kept, right or wrong. A page with a wrong answer is shown again with the reason; its button
    `on` goes on all the same. Only an answer that was changed in another tab too is asked again before it is kept.
    """
    form = form_at(address)
    part = section_at(form, section_name)
    page = posted.read_page(part, request.form)
    if page.act == "theirs":
        page = posted.without(page, page.about)
    if request.form.get("_keep") == "yes":
        keep_again(address)

    def act(joined: Content, before: Content) -> Content:
        return _act(of_content(form, joined, address=address), before, part, page)

    joined = put_in(address, page, act)
    if page.act == "language":
        speech.choose(page.about)
    draft, clashes = joined.draft, joined.clashes
    seen = of_content(form, draft.content, draft, address)
    if clashes:
        typed = replace(draft.content, raw={**draft.content.raw, **{name: page.values[name] for name in clashes}})
        return _page(seen, part, Typed(typed, draft.content, clashes)), 409
    return redirect(_here(seen, part, "gone", "yes") if joined.gone else _onward(seen, part, page), 303)


@pages.post("/<address>/<section_name>/asked")
def asked(address: str, section_name: str) -> Response:
    """What the answers on the page ask and call for, without keeping them: the one judge of both is here."""
    seen = visit(address)
    part = section_at(seen.form, section_name)
    page = posted.read_page(part, request.form)
    content, _ = posted.join(seen.content, replace(page, seen={}))
    now = of_content(seen.form, content, seen.draft, address)
    drawn = draw(part, now.answers, now.guide, Typed(content, seen.content))
    asks = [question.name for question in drawn.all if not question.off]
    return jsonify(asked=asks, **margin.fragments(now, drawn))


def show_unsaved(address: str, section_name: str, why: str = "old") -> tuple[str, int]:
    """The posted page again, nothing kept: for a post that cannot be trusted, whose words must not be lost.

    `why` is `full` when there is more than the visitor's own browser carries along, for who has nothing kept here.
    """
    seen = visit(address)
    part = section_at(seen.form, section_name)
    page = posted.read_page(part, request.form)
    typed = replace(seen.content, raw={**seen.content.raw, **page.values})
    return _page(of_content(seen.form, typed, seen.draft, address), part, Typed(typed, seen.content), why), 403


def _page(seen: Visit, part: Section, typed: Typed, unsaved: str = "") -> str:
    whole = progress(seen.answers)
    page = draw(part, seen.answers, seen.guide, typed)
    return render_template(
        "section.html",
        visit=seen,
        page=page,
        beside=margin.beside(seen, page),
        fits=fits(seen, page),
        progress=whole,
        part=whole.part(part.name),
        clashes=typed.clashes,
        unsaved=unsaved,
        from_check=_from_check(),
    )


def _from_check() -> bool:
    return request.args.get("from") == "check"


# ---- what a button does --------------------------------------------------------------------------------------------


def _act(seen: Visit, before: Content, part: Section, page: Posted) -> Content:
    """The content after the button's own work. A removed row can be put back until one leaves the page."""
    does: dict[str, Callable[[], Content]] = {
        "add": lambda: _add(seen, page),
        "remove": lambda: _remove(seen, before, page),
        "up": lambda: _move(seen, before, page, -1),
        "down": lambda: _move(seen, before, page, 1),
        "restore": lambda: _restore(seen, page),
        "use": lambda: _use(seen, page),
        "theirs": lambda: seen.content,
        "language": lambda: seen.content,
        "keep": lambda: seen.content,
        "preview": lambda: posted.close_rows(seen.content, posted.groups_of(part)),
    }
    if page.act in does:
        return does[page.act]()
    return replace(posted.close_rows(seen.content, posted.groups_of(part)), removed=())


def _add(seen: Visit, page: Posted) -> Content:
    group = posted.group_named(seen.form, page.about)
    return posted.add_row(seen.content, group, page) if group else seen.content


def _remove(seen: Visit, before: Content, page: Posted) -> Content:
    name, _, place = page.about.partition(".")
    group = posted.group_named(seen.form, name)
    if group is None or not posted.row_number(place) or not posted.is_as_drawn(before, group, page):
        return seen.content  # pressed twice: the first time did it
    return posted.remove_row(seen.content, group, posted.row_number(place))


def _move(seen: Visit, before: Content, page: Posted, by: int) -> Content:
    name, _, place = page.about.partition(".")
    group = posted.group_named(seen.form, name)
    if group is None or not posted.row_number(place) or not posted.is_as_drawn(before, group, page):
        return seen.content  # pressed twice: the first time did it
    return posted.move_row(seen.content, group, posted.row_number(place), posted.row_number(place) + by)


def _restore(seen: Visit, page: Posted) -> Content:
    """With the row that was removed last. The button says how many there were: pressed twice, it does it once."""
    removed = seen.content.removed
    group = posted.group_named(seen.form, removed[-1].group) if removed else None
    pressed_again = page.about and page.about != str(len(removed))
    return posted.restore_row(seen.content, group) if group and not pressed_again else seen.content


def _use(seen: Visit, page: Posted) -> Content:
    # In Dutch whatever the page speaks: the sentence is for the Dutch document.
    sentence = seen.answers.suggested.get(page.about)
    return replace(seen.content, raw={**seen.content.raw, page.about: sentence.nl}) if sentence else seen.content


# ---- where a button leads ------------------------------------------------------------------------------------------


def _onward(seen: Visit, part: Section, page: Posted) -> str:
    whole = progress(seen.answers)
    here = whole.part(part.name)
    if page.act in _STAYS:
        return _here(seen, part, _anchor(seen, page))
    if page.act == "stop":
        return url_for("resume.later", address=seen.address, part=part.name)
    if page.act in _PLACES:
        return url_for(_PLACES[page.act], address=seen.address)
    if here is None:
        return url_for(".overview", address=seen.address)
    if page.act == "preview":
        return url_for("preview.look", address=seen.address, section_name=part.name)
    if page.act == "back":
        return _back(seen, whole, part)
    if page.act == "part" and whole.part(page.about):
        return url_for(".section", address=seen.address, section_name=page.about)
    if here.wrong and page.act != "on":
        return _here(seen, part, "summary")
    if _from_check():
        return _checked(seen, part)
    after = whole.after(here)
    if after is None:
        return url_for("finish.check", address=seen.address)
    return url_for(".section", address=seen.address, section_name=after.section.name)


def _back(seen: Visit, whole: Progress, part: Section) -> str:
    here = whole.part(part.name)
    before = whole.before(here) if here else None
    if _from_check():
        return _checked(seen, part)
    if before is None:
        return url_for(".overview", address=seen.address)
    return url_for(".section", address=seen.address, section_name=before.section.name)


def _checked(seen: Visit, part: Section) -> str:
    """The check page, at the part one comes from, which is open."""
    return url_for("finish.check", address=seen.address, open=part.name, _anchor=f"part-{part.name}")


def _here(seen: Visit, part: Section, anchor: str, gone: str | None = None) -> str:
    came = "check" if _from_check() else None
    target = {"address": seen.address, "section_name": part.name, "from": came, "gone": gone}
    return url_for(".section", _anchor=anchor, **target)  # type: ignore[arg-type]


def _anchor(seen: Visit, page: Posted) -> str:
    """Where on the page to go on: at the new row, or at what the button was about."""
    if page.act == "add" and (group := posted.group_named(seen.form, page.about)):
        return f"{page.about}-{posted.shown_rows(seen.content, group)}"
    if page.act in ("up", "down"):
        name, _, place = page.about.partition(".")
        return f"{name}-{posted.row_number(place) + (1 if page.act == 'down' else -1)}"
    if page.act in ("use", "theirs") and page.about in seen.answers.asked:
        return page.about.replace(".", "-")
    return {"remove": "removed", "restore": "main"}.get(page.act, "main")
