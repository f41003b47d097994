"""The questionnaire: an overview of its parts, and one section a page."""

from collections.abc import Callable
from dataclasses import replace

from flask import Blueprint, Response, abort, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from formgen.form import Form, Section
from formgen.guidance import consistency
from formgen.store.drafts import Content
from formgen.web import posted, speech
from formgen.web.desk import form_named
from formgen.web.drawing import Typed, draw
from formgen.web.posted import Posted
from formgen.web.progress import Progress, progress
from formgen.web.visit import Visit, keep, of_content, others, visit

pages = Blueprint("questionnaire", __name__)


@pages.get("/<form_name>")
def overview(form_name: str) -> str:
    """The parts of a questionnaire and how far each is."""
    seen = visit(form_name)
    return render_template(
        "overview.html",
        visit=seen,
        progress=progress(seen.answers),
        advice_found=seen.guide.advice(seen.form.tips),
        offers=[(other.form, len(given)) for other in others(seen) if (given := _carried(other, seen))],
    )


@pages.post("/<form_name>/take-over")
def take_over(form_name: str) -> BaseResponse:
    """Answers given on another form, put where this one asks the same and has no answer yet."""
    seen = visit(form_name)
    other = next((one for one in others(seen) if one.form.name == request.form.get("other")), None)
    if other is not None:
        keep(form_name, lambda content: replace(content, raw={**content.raw, **_carried(other, seen)}))
    return redirect(url_for(".overview", form_name=form_name), 303)


def _carried(other: Visit, seen: Visit) -> dict[str, str]:
    return consistency.carried(other.answers, seen.form, seen.content.raw)


@pages.get("/<form_name>/<section_name>")
def section(form_name: str, section_name: str) -> BaseResponse | str:
    """The questions of one section. A section that does not apply leads to the overview."""
    seen = visit(form_name)
    part = _section(seen.form, section_name)
    if progress(seen.answers).part(section_name) is None:
        return redirect(url_for(".overview", form_name=form_name))
    return _page(seen, part, Typed(seen.content, seen.content))


@pages.post("/<form_name>/<section_name>")
def save(form_name: str, section_name: str) -> BaseResponse | tuple[str, int]:
    """Keep what the page holds, do what the button asks for, and go where it leads.

    Whatever was typed is kept, right or wrong. A page with a wrong answer is shown again with the reason; its button
    `on` goes on all the same. Only an answer that was changed in another tab too is asked again before it is kept.
    """
    form = form_named(form_name)
    part = _section(form, section_name)
    page = posted.read_page(part, request.form)
    clashes: dict[str, str] = {}

    def edit(content: Content) -> Content:
        joined, found = posted.join(content, page)
        clashes.update(found)
        return joined if found else _act(of_content(form, joined), content, part, page)

    draft = keep(form_name, edit)
    if page.act == "language":
        speech.choose(page.about)
    seen = of_content(form, draft.content, draft)
    if clashes:
        typed = replace(draft.content, raw={**draft.content.raw, **{name: page.values[name] for name in clashes}})
        return _page(seen, part, Typed(typed, draft.content, clashes)), 409
    return redirect(_onward(seen, part, page), 303)


@pages.post("/<form_name>/<section_name>/asked")
def asked(form_name: str, section_name: str) -> Response:
    """Which questions the answers on the page ask, without keeping them: the one judge of conditions is here."""
    seen = visit(form_name)
    part = _section(seen.form, section_name)
    page = posted.read_page(part, request.form)
    content, _ = posted.join(seen.content, replace(page, seen={}))
    drawn = draw(part, of_content(seen.form, content).answers, seen.guide, Typed(content, seen.content))
    return jsonify(asked=[question.name for question in drawn.all if not question.off])


def show_unsaved(form_name: str, section_name: str) -> tuple[str, int]:
    """The posted page again, nothing kept: for a post that cannot be trusted, whose words must not be lost."""
    seen = visit(form_name)
    part = _section(seen.form, section_name)
    page = posted.read_page(part, request.form)
    typed = replace(seen.content, raw={**seen.content.raw, **page.values})
    return _page(of_content(seen.form, typed, seen.draft), part, Typed(typed, seen.content), unsaved=True), 403


def _section(form: Form, name: str) -> Section:
    found = next((section for section in form.sections if section.name == name), None)
    if found is None:
        abort(404)
    return found


def _page(seen: Visit, part: Section, typed: Typed, unsaved: bool = False) -> str:
    whole = progress(seen.answers)
    return render_template(
        "section.html",
        visit=seen,
        page=draw(part, seen.answers, seen.guide, typed),
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
    """The content after the button's own work."""
    does: dict[str, Callable[[], Content]] = {
        "add": lambda: _add(seen, page),
        "remove": lambda: _remove(seen, before, page),
        "restore": lambda: _restore(seen, before),
        "use": lambda: _use(seen, page),
        "language": lambda: seen.content,
        "keep": lambda: seen.content,
    }
    return does.get(page.act, lambda: posted.close_rows(seen.content, posted.groups_of(part)))()


def _add(seen: Visit, page: Posted) -> Content:
    group = posted.group_named(seen.form, page.about)
    return posted.add_row(seen.content, group, page) if group else seen.content


def _remove(seen: Visit, before: Content, page: Posted) -> Content:
    name, _, place = page.about.partition(".")
    group = posted.group_named(seen.form, name)
    if group is None or not posted.row_number(place) or not posted.is_as_drawn(before, group, page):
        return replace(seen.content, removed=before.removed)  # pressed twice: the first time did it
    return posted.remove_row(seen.content, group, posted.row_number(place))


def _restore(seen: Visit, before: Content) -> Content:
    group = posted.group_named(seen.form, before.removed.group) if before.removed else None
    return posted.restore_row(seen.content, before.removed, group) if group and before.removed else seen.content


def _use(seen: Visit, page: Posted) -> Content:
    # In Dutch whatever the page speaks: the sentence is for the Dutch document.
    sentence = seen.answers.suggested.get(page.about)
    return replace(seen.content, raw={**seen.content.raw, page.about: sentence.nl}) if sentence else seen.content


# ---- where a button leads ------------------------------------------------------------------------------------------


def _onward(seen: Visit, part: Section, page: Posted) -> str:
    whole = progress(seen.answers)
    here = whole.part(part.name)
    if page.act in ("add", "remove", "restore", "use", "language", "keep"):
        return _here(seen, part, _anchor(seen, page))
    if page.act == "stop" or here is None:
        return url_for(".overview", form_name=seen.form.name)
    if page.act == "back":
        return _back(seen, whole, part)
    if page.act == "part" and whole.part(page.about):
        return url_for(".section", form_name=seen.form.name, section_name=page.about)
    if here.wrong and page.act != "on":
        return _here(seen, part, "summary")
    if _from_check():
        return url_for("finish.check", form_name=seen.form.name, _anchor=f"part-{part.name}")
    after = whole.after(here)
    if after is None:
        return url_for("finish.check", form_name=seen.form.name)
    return url_for(".section", form_name=seen.form.name, section_name=after.section.name)


def _back(seen: Visit, whole: Progress, part: Section) -> str:
    here = whole.part(part.name)
    before = whole.before(here) if here else None
    if _from_check():
        return url_for("finish.check", form_name=seen.form.name, _anchor=f"part-{part.name}")
    if before is None:
        return url_for(".overview", form_name=seen.form.name)
    return url_for(".section", form_name=seen.form.name, section_name=before.section.name)


def _here(seen: Visit, part: Section, anchor: str) -> str:
    came = "check" if _from_check() else None
    target = {"form_name": seen.form.name, "section_name": part.name, "from": came}
    return url_for(".section", _anchor=anchor, **target)  # type: ignore[arg-type]


def _anchor(seen: Visit, page: Posted) -> str:
    """Where on the page to go on: at the new row, or at what the button was about."""
    if page.act == "add" and (group := posted.group_named(seen.form, page.about)):
        return f"{page.about}-{posted.shown_rows(seen.content, group)}"
    if page.act == "use" and page.about in seen.answers.asked:
        return page.about.replace(".", "-")
    return {"remove": "removed", "restore": "main"}.get(page.act, "main")
