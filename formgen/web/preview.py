"""The document that grows beside the questions: made by the engine itself from what is typed, kept or not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from formgen import answers, documents
from formgen.answers import Answers
from formgen.documents.download import disposition, media_type
from formgen.errors import FormgenError, Mistake
from formgen.form import Document, Section
from formgen.guidance import privacy
from formgen.store.drafts import Content
from formgen.text import Language
from formgen.unchanged import unchanged
from formgen.web import posted
from formgen.web.desk import desk
from formgen.web.finish import where
from formgen.web.speech import language
from formgen.web.visit import Visit, form_at, of_content, section_at, visit

pages = Blueprint("preview", __name__)


@dataclass(frozen=True, slots=True)
class Preview:
    """What can be looked at: the answers that can be read, the documents they call for, and the one that is shown.

    `shown` is None while the answers call for no document at all.
    """

    answers: Answers
    documents: tuple[Document, ...]
    shown: Document | None

    @property
    def language(self) -> Language:
        """The language of the document that is shown."""
        return (self.shown.language if self.shown else None) or language()


@pages.get("/<address>/<section_name>/preview")
def look(address: str, section_name: str) -> str:
    """A page with the document as these answers make it, as a sheet (with scripts) and as text.

    `at` is the question one comes from: its answer is marked in the text, or said not to stand in it.
    """
    seen = visit(address)
    part = section_at(seen.form, section_name)
    found = preview(seen, request.args.get("document", ""))
    told = read_out(found)
    at = request.args.get("at", "")
    asked = seen.form.by_name.get(at.split(".")[-1])
    is_there = any(is_at(question, at) for block in told for _, question in _pieces(block))
    return render_template(
        "preview.html", visit=seen, section=part, preview=found, told=told, at=at, asked=asked, is_there=is_there
    )


def _pieces(block: documents.reading.Block) -> Iterator[tuple[str, str]]:
    yield from block.words
    yield from (piece for row in block.rows for cell in row for line in cell.lines for piece in line)


def is_at(question: str, at: str) -> bool:
    """Whether a piece that answers this question belongs to the one at `at`; a group holds all of its answers."""
    return bool(question and at) and f"{question}.".startswith(f"{at}.")


@pages.post("/<address>/<section_name>/preview")
def drawn(address: str, section_name: str) -> Response:
    """The chosen document, of what the page holds and the draft knows of the rest; nothing is kept.

    The answer names the documents there are by now, and for a PDF the page on which the answer `_at` stands. When there
    is no document its code is 204.
    """
    with unchanged():  # nothing of the form is looked at twice: someone is typing
        seen = visit(address)
        found = preview(unsaved(seen, section_at(seen.form, section_name)), request.form.get("_document", ""))
        if found.shown is None:
            return Response(status=204)
        made = documents.preview(found.answers, found.shown, language())
    response = Response(made.data, mimetype=media_type(made.name))
    response.headers["Content-Disposition"] = disposition(made.name)
    response.headers["Formgen-Document"] = found.shown.name
    response.headers["Formgen-Documents"] = " ".join(document.name for document in found.documents)
    page = documents.page_of(seen.form, found.shown, request.form.get("_at", ""), language())
    if page:
        response.headers["Formgen-Page"] = str(page)
    return response


@pages.get("/<address>/<section_name>/preview/to/<question_name>")
def to_question(address: str, section_name: str, question_name: str) -> BaseResponse:
    """The way from a place in the document to the question of this dotted name; to the section when there is none."""
    form = form_at(address)
    known = question_name.split(".")[0] in form.by_name and question_name.split(".")[-1] in form.by_name
    name = question_name if known else section_at(form, section_name).questions[0].name
    return redirect(where(visit(address), name, came=""), 303)


def unsaved(seen: Visit, part: Section) -> Visit:
    """The visit as it would be if the posted page of this section were kept now."""
    page = posted.read_page(part, request.form)
    content, _ = posted.join(seen.content, replace(page, seen={}))
    return of_content(seen.form, content, seen.draft, seen.address)


def preview(seen: Visit, wanted: str) -> Preview:
    """What can be looked at of a visit: the wanted document, or else the one that tells most."""
    found = readable(seen)
    called = documents.applicable(found, language())
    chosen = next((document for document in called if document.name == wanted), None)
    return Preview(found, called, chosen or next(iter(sorted(called, key=_rank)), None))


def _rank(document: Document) -> tuple[bool, bool]:
    """A letter, plan or rationale comes before a form, and what goes to UWV before what one keeps."""
    return document.audience == "self", not document.template.endswith(".docx")


def readable(seen: Visit) -> Answers:
    """The answers as far as they can be read, so that one wrong answer never takes the document away.

    An answer that cannot be read counts as not given, and a text about health that is not confirmed as still to do:
    until then a document to look at is a draft like any other.
    """
    raw: Mapping[str, str] = seen.content.raw
    found = seen.answers
    while found.wrong:
        wrong = {mistake.question for mistake in found.wrong}
        kept = {name: text for name, text in raw.items() if name not in wrong}
        if len(kept) == len(raw):  # about a whole group, or about what is not there
            return replace(found, mistakes=tuple(replace(mistake, missing=True) for mistake in found.mistakes))
        raw = kept
        found = answers.read(seen.form, raw, desk().today())
    return replace(found, mistakes=(*found.mistakes, *_unconfirmed(found, seen.content)))


def _unconfirmed(found: Answers, content: Content) -> tuple[Mistake, ...]:
    if privacy.to_confirm(found) in ("", content.confirmed):
        return ()
    return tuple(
        Mistake(hit.question, found.form.by_name[hit.question.split(".")[-1]].ask, missing=True)
        for hit in privacy.disclosures(found)
    )


def read_out(found: Preview) -> tuple[documents.reading.Block, ...]:
    """What the shown document says, for a reader who hears it; nothing when there is none, or it cannot be made."""
    try:
        return documents.read_out(found.answers, found.shown, language()) if found.shown else ()
    except FormgenError:  # a character that no document can hold: the check page says which
        return ()
