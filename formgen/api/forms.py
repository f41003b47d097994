"""What a program may do with a form: see it, have answers checked, have documents made. Nothing is kept."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response, request

from formgen import answers, documents
from formgen.answers import Answers
from formgen.api.access import refuse_strangers
from formgen.api.answered import document_told, strange, told
from formgen.api.body import Body, read_body
from formgen.api.counter import counter, form_named, language
from formgen.api.problem import ProblemError
from formgen.api.reply import as_file, as_json
from formgen.api.schema import schema
from formgen.documents import Made, bundle, conversion
from formgen.errors import AnswersError, UnknownError, did_you_mean
from formgen.form import Form
from formgen.guidance import privacy
from formgen.text import Text
from formgen.unchanged import unchanged

routes = Blueprint("api_forms", __name__, url_prefix="/api/forms")

FORMATS = ("original", "flat", "pdf")


@routes.get("")
def listed() -> Response:
    """The forms there are, each with its documents and its addresses."""
    library = counter().library
    return as_json({"forms": [_form_told(library.load(name)) for name in library.names()]})


@routes.get("/<name>/schema")
def schema_of(name: str) -> Response:
    """The JSON Schema of the answers of this form."""
    return as_json(schema(form_named(name), language()), kind="application/schema+json")


@routes.post("/<name>/check")
def check(name: str) -> Response:
    """What we understand of these answers, what is wrong or missing, and what they call for."""
    refuse_strangers()
    form = form_named(name)
    body = read_body()
    with unchanged():  # a text is looked through for words about health once, however often they are asked for
        return as_json(told(_read(form, body), body.answers))


@routes.post("/<name>/documents")
def make(name: str) -> Response:
    """The documents of these answers in one ZIP with a manifest, or one document when the body says `only`."""
    refuse_strangers()
    form = form_named(name)
    body = read_body("only", "format", "confirmed")
    _refuse_format(body.word("format"))
    with unchanged():
        made = _made(form, body)
    if body.word("format") == "pdf":
        made = _as_pdf(made)
    if body.word("only"):
        return as_file(made[0].name, made[0].data)
    return as_file(_ZIP[language()], bundle.zipped([(one.name, one.data) for one in made]))


def _made(form: Form, body: Body) -> tuple[Made, ...]:
    """The documents that were asked for. Raises AnswersError and PrivacyError as every door does."""
    found = _read(form, body)
    wrong = (*strange(form, body.answers), *found.wrong)
    if wrong:
        raise AnswersError(wrong)
    privacy.refuse_unconfirmed(found, body.word("confirmed"))
    made = documents.fill(form, found, language(), flat=body.word("format") == "flat")
    return _asked_for(form, made, body.word("only"))


def _read(form: Form, body: Body) -> Answers:
    return answers.read(form, body.answers, counter().today())


def _asked_for(form: Form, made: Sequence[Made], only: str) -> tuple[Made, ...]:
    """The one document that was asked for, or all that may travel together: never what only a physician may read."""
    if not only:
        found = tuple(one for one in made if one.document.audience != "physician")
    else:
        names = [document.name for document in form.documents]
        if only not in names:
            raise UnknownError(_NO_DOCUMENT.fill(name=only, hint=did_you_mean(only, names)))
        found = tuple(one for one in made if one.document.name == only)
    if not found:
        raise ProblemError("not-called-for", _NOT_CALLED_FOR)
    return found


def _as_pdf(made: Sequence[Made]) -> tuple[Made, ...]:
    """The documents with each Word file as a PDF in its place."""
    try:
        return conversion.in_pdf(made)
    except conversion.ConversionError as error:
        raise ProblemError("no-pdf", error.sentence) from error


def _refuse_format(said: str) -> None:
    if said not in ("", *FORMATS):
        raise ProblemError("body", _FORMAT.fill(said=said, hint=did_you_mean(said, FORMATS)))


def _form_told(form: Form) -> dict[str, Any]:
    address = f"{request.path}/{form.name}"
    return {
        "name": form.name,
        "title": form.title[language()],
        "intro": form.intro[language()] if form.intro else "",
        "documents": [document_told(document) for document in form.documents],
        "links": {what: f"{address}/{what}" for what in ("schema", "check", "documents")},
    }


_ZIP = Text("Alle documenten.zip", "All documents.zip")
_NO_DOCUMENT = Text('Het formulier heeft geen document "{name}": {hint}.', 'The form has no document "{name}": {hint}.')
_NOT_CALLED_FOR = Text(
    "Deze antwoorden vragen niet om dit document. Kijk met check welke documenten er wel bij horen.",
    "These answers do not call for this document. See with check which documents they do call for.",
)
_FORMAT = Text('Het formaat "{said}" is er niet: {hint}.', 'There is no format "{said}": {hint}.')
