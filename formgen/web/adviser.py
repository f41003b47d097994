"""The adviser: a few questions on one page, and the question for UWV that fits. Nothing of it is kept."""

from dataclasses import replace

from flask import Blueprint, abort, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from formgen.errors import Mistake
from formgen.form import Option
from formgen.guidance.adviser import ADVISER, APPLICATIONS, Advised, advise, handed_on
from formgen.store.drafts import Content
from formgen.text import Text
from formgen.web import amounts, posted, speech
from formgen.web.desk import form_named, guide
from formgen.web.drawing import Typed, draw
from formgen.web.second import begun, chosen_question
from formgen.web.visit import Visit, keep, of_content, visit

pages = Blueprint("adviser", __name__, url_prefix="/advice")


@pages.get("")
def ask() -> str:
    """The adviser's questions."""
    return _page(Content())


@pages.post("")
def advice() -> Response | tuple[str, int] | str:
    """What the answers suggest; the questions again while something is wrong or missing, with what was typed."""
    seen = of_content(form_named(ADVISER), _posted())
    act = posted.read_page(seen.form.sections[0], request.form)
    if act.act == "language":
        speech.choose(act.about)
        return _page(seen.content)
    if act.act == "change":
        return _page(seen.content)
    if act.act == "take":
        return _take(seen, act.about)
    if seen.answers.mistakes:
        return _page(seen.content, tried=True), 422
    return _result(seen, advise(seen.answers))


@pages.post("/asked")
def asked() -> Response:
    """Which questions the answers on the page ask, without keeping them."""
    seen = of_content(form_named(ADVISER), _posted())
    drawn = draw(seen.form.sections[0], seen.answers, seen.guide, Typed(seen.content, seen.content))
    return jsonify(asked=[question.name for question in drawn.all if not question.off])


def _posted() -> Content:
    part = form_named(ADVISER).sections[0]
    page = posted.read_page(part, request.form)
    return replace(Content(), raw=page.values)


def _page(content: Content, tried: bool = False) -> str:
    seen = of_content(form_named(ADVISER), content)
    part = seen.form.sections[0]
    # There is no draft here to complete later: after a try, what lacks is told at its question as what is wrong is.
    told = tuple(map(_told, seen.answers.mistakes)) if tried else ()
    answers = replace(seen.answers, mistakes=told)
    return render_template(
        "adviser.html", visit=seen, page=draw(part, answers, seen.guide, Typed(content, content)), mistakes=told
    )


def _told(mistake: Mistake) -> Mistake:
    return replace(mistake, missing=False, advice=_CHOOSE if mistake.missing else mistake.advice)


def _result(seen: Visit, advised: Advised) -> str:
    application = form_named(advised.application)
    guidance = guide(application.folder)
    return render_template(
        "advised.html",
        visit=seen,
        advised=advised,
        application=application,
        suits=_option(advised.application, advised.question),
        others=[option for option in _options(advised.application) if option.name != advised.question],
        first=chosen_question(visit(application.name)),
        costs=amounts.costs(application, guidance, speech.language()),
        terms=amounts.terms(application, guidance, speech.language()),
    )


def _take(seen: Visit, question: str) -> Response:
    """Begin the application with this question and the answers that go along, on top of what is there already.

    An application that asks another question already stays as it is: this one is a second one about the same case.
    """
    name = APPLICATIONS.get(str(seen.answers.values.get("role", "")), "")
    if not name or question not in {option.name for option in _options(name)}:
        abort(400)
    given = handed_on(seen.answers, question, form_named(name))
    first = visit(name)
    if first.draft is not None and chosen_question(first) not in (None, _label(name, question)):
        return redirect(url_for("questionnaire.overview", address=begun(first, given)), 303)
    keep(name, lambda content: replace(content, raw={**content.raw, **given}))
    return redirect(url_for("questionnaire.overview", address=name), 303)


def _label(application: str, question: str) -> Text | None:
    option = _option(application, question)
    return option.label if option else None


def _options(application: str) -> list[Option]:
    """The questions an application can ask, those behind "another question" too."""
    form = form_named(application)
    found = [option for option in form.by_name["question_type"].options if option.name != "other"]
    other = form.by_name.get("other_question")
    return [*found, *(other.options if other else ())]


def _option(application: str, name: str) -> Option | None:
    return next((option for option in _options(application) if option.name == name), None)


_CHOOSE = Text("Kies een antwoord.", "Choose an answer.")
