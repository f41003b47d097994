"""Keeps the answers of a page while one types, for the script that asks it; without scripts each page is kept whole."""

from dataclasses import replace

from flask import Blueprint, Response, jsonify, request

from formgen.store.drafts import Content
from formgen.web import posted, speech
from formgen.web.visit import form_at, keep, section_at, visit

pages = Blueprint("autosave", __name__)


@pages.post("/<address>/<section_name>/kept")
def kept(address: str, section_name: str) -> Response | tuple[Response, int]:
    """Keep what the page holds, and say when that was. Sent twice, it is kept once.

    `seen` is for the page to bring along from now on: what it showed, brought up to date with what it sent. An answer
    that another tab changed too is not kept: the code is then 409, and the page's next button press shows both.
    """
    part = section_at(form_at(address), section_name)
    page = posted.read_page(part, request.form)
    clashes: dict[str, str] = {}

    def edit(content: Content) -> Content:
        joined, found = posted.join(content, page)
        clashes.update(found)
        return replace(joined, removed=content.removed)  # what was removed can still be put back

    draft = keep(address, edit)
    seen = posted.marked(page, draft.content, but=clashes)
    if clashes:
        return jsonify(seen=seen, clash=True), 409
    saved = speech.say("Bewaard om {time}", "Saved at {time}", time=speech.hour(draft.changed))
    return jsonify(seen=seen, saved=saved)


@pages.post("/<address>/<section_name>/news")
def news(address: str, section_name: str) -> Response:
    """What another tab, or the last words of this one, made of answers that still stand here as they were drawn."""
    seen = visit(address)
    page = posted.read_page(section_at(seen.form, section_name), request.form)
    found = posted.news(seen.content, page)
    typed = [name for name in page.seen if name not in found]
    return jsonify(news=found, seen=posted.marked(page, seen.content, but=typed))
