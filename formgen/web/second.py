"""A second question to UWV about the same case: a draft of its own, with what is known about the case in it."""

from flask import Blueprint, abort, redirect, url_for
from werkzeug.wrappers import Response

from formgen.guidance import secondquestion
from formgen.store.drafts import Content
from formgen.text import Text
from formgen.web.visit import Visit, free_address, keep, visit, works

pages = Blueprint("second", __name__)


@pages.post("/<address>/second-question")
def begin(address: str) -> Response:
    """Begin another application about this case. The first one stays as it is."""
    seen = visit(address)
    if seen.draft is None or not seen.asks_one_question:
        abort(404)
    return redirect(url_for("questionnaire.overview", address=begun(seen, {})), 303)


def begun(first: Visit, more: dict[str, str]) -> str:
    """The address of a new draft with what `first` says about the case, and these answers on top of it.

    Asked again while such a draft is still as it was made, it is that one: pressing twice makes one draft.
    """
    raw = secondquestion.same_case(first.form, first.content.raw) | more
    same = next((one for one in works() if one.form.name == first.form.name and one.content.raw == raw), None)
    if same is not None:
        return same.address
    address = free_address(first.form.name)
    keep(address, lambda _: Content(raw))
    return address


def chosen_question(seen: Visit) -> Text | None:
    """The question that this application asks UWV, as its form words it; None while none is chosen."""
    for name in ("other_question", secondquestion.KIND):
        question, answer = seen.form.by_name.get(name), seen.answers.values.get(name)
        if question is not None and answer not in (None, "other"):
            return next(option.label for option in question.options if option.name == answer)
    return None


def earlier(seen: Visit) -> tuple[Visit, ...]:
    """The visitor's other applications of the same form about the same person: UWV judges each by itself."""
    person = seen.answers.raw.get("bsn") or seen.answers.raw.get("surname")
    if not seen.asks_one_question or not person:
        return ()
    alike = (one for one in works() if one.form.name == seen.form.name and one.address != seen.address)
    return tuple(one for one in alike if person in (one.answers.raw.get("bsn"), one.answers.raw.get("surname")))
