"""Keeps the answers of a page while one types, for the script that asks it; without scripts each page is kept whole."""

from flask import Blueprint, Response, jsonify, request

from formgen.web import posted, speech
from formgen.web.joining import put_in
from formgen.web.visit import form_at, section_at, visit, was_kept

pages = Blueprint("autosave", __name__)


@pages.post("/<address>/<section_name>/kept")
def kept(address: str, section_name: str) -> Response | tuple[Response, int]:
    """Keep what the page holds, and say when that was. Sent twice, it is kept once.

    `seen` is for the page to bring along from now on: what it showed, brought up to date with what it sent. `news` is
    what the draft says by now where the page still stands as it was drawn: to be shown, so that page and draft are one.
    `gone` says that the draft was no more, and that the page was kept in a new one. Answers that another tab changed
    too are not kept: the code is then 409, `clashes` names them, and the page's next button press shows both.
    """
    part = section_at(form_at(address), section_name)
    page = posted.read_page(part, request.form)
    joined = put_in(address, page, lambda content, _before: content)
    moment = speech.hour(joined.draft.changed)
    told = {
        "seen": posted.marked(page, joined.draft.content, but=joined.clashes),
        "news": {} if joined.gone else posted.news(joined.draft.content, page),
        "gone": joined.gone,
        "clashes": list(joined.clashes),
        "saved": speech.say("Bewaard om {time}", "Saved at {time}", time=moment),
    }
    return (jsonify(told), 409) if joined.clashes else jsonify(told)


@pages.post("/<address>/<section_name>/news")
def news(address: str, section_name: str) -> Response:
    """What another tab, or the last words of this one, made of answers that still stand here as they were drawn.

    Of a draft that is no more there is no news: `gone` says so, and what stands on the page is all there is left of it.
    """
    seen = visit(address)
    page = posted.read_page(section_at(seen.form, section_name), request.form)
    if seen.draft is None and (was_kept(address) or posted.drew_answers(page)):
        return jsonify(news={}, seen=posted.marked(page, seen.content), gone=True)
    found = posted.news(seen.content, page)
    typed = [name for name in page.seen if name not in found]
    return jsonify(news=found, seen=posted.marked(page, seen.content, but=typed), gone=False)
