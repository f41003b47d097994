"""How an answer stands in its box on a printed form: it fits, it is printed smaller, or it goes on on a sheet."""

from flask import Blueprint, Response, jsonify

from formgen import documents
from formgen.condition import holds
from formgen.form import Document
from formgen.text import Text
from formgen.web.drawing import Drawn, Page, Typed, draw
from formgen.web.preview import unsaved
from formgen.web.speech import language
from formgen.web.visit import Visit, section_at, visit

pages = Blueprint("fit", __name__)

# Answers that stand on paper as they were typed. A number or a date has a box that every one of them fits.
_TEXTS = frozenset({"short text", "long text", "surname", "name prefix", "initials", "email", "phone"})


@pages.post("/<address>/<section_name>/fit")
def fit(address: str, section_name: str) -> Response:
    """For each text of the posted page that has a box on a form: how it stands there, in words. Nothing is kept."""
    seen = visit(address)
    part = section_at(seen.form, section_name)
    now = unsaved(seen, part)
    page = draw(part, now.answers, now.guide, Typed(now.content, seen.content))
    return jsonify(fits={name: words[language()] for name, words in fits(now, page).items()})


def fits(seen: Visit, page: Page) -> dict[str, Text]:
    """How each text on a page stands in its box, by dotted name; an empty text where there is nothing to say.

    Only texts have a name here that have a box on a form which these answers call for.
    """
    forms = frozenset(
        document.name
        for document in seen.form.documents
        if document.template.endswith(".pdf") and holds(document.when, seen.answers.values, seen.answers.today)
    )
    texts = (drawn for drawn in page.all if forms and drawn.question.kind in _TEXTS and not drawn.question.repeats)
    said = ((drawn.name, _fit(seen, drawn, forms)) for drawn in texts)
    return {name: words for name, words in said if words is not None}


def _fit(seen: Visit, drawn: Drawn, forms: frozenset[str]) -> Text | None:
    """What to say of one text; None when it has no box."""

    def found(text: str) -> list[tuple[Document, documents.pdf.Fit]]:
        every = documents.fits(seen.form, drawn.name, text, language())
        return [(document, one) for document, one in every if document.name in forms]

    text = drawn.typed.strip()
    boxes = found(text)
    if not boxes:
        return None
    left = max(len(one.rest) for _, one in boxes)
    if text and left >= len(text):
        return _ELSEWHERE
    if left:
        return _GOES_ON.fill(n=left)
    if any(one.size < usual.size for (_, one), (_, usual) in zip(boxes, found(""), strict=True)):
        return _SMALLER
    return _FITS if text and drawn.shape == "area" else Text("", "")


_FITS = Text("Past in het vak op het formulier.", "Fits in its box on the form.")
_SMALLER = Text(
    "Past in het vak op het formulier, in kleinere letters.", "Fits in its box on the form, in smaller letters."
)
_GOES_ON = Text(
    "Loopt door: de laatste {n} tekens komen op een vervolgblad. Er gaat niets verloren.",
    "Goes on: the last {n} characters go on an extra sheet. Nothing is lost.",
)
_ELSEWHERE = Text(
    "Te lang voor de regel op het formulier: het hele antwoord komt op een vervolgblad. Er gaat niets verloren.",
    "Too long for the line on the form: the whole answer goes on an extra sheet. Nothing is lost.",
)
