"""The description of the API, OpenAPI 3.1, assembled from the forms; and an answer for addresses that are not there."""

from importlib.metadata import version
from typing import Any

from flask import Blueprint, Response, current_app, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound

from formgen.api import shapes
from formgen.api.bulkdescribed import bulk_paths
from formgen.api.counter import counter, language
from formgen.api.operation import BINARY, Described, Operation, body_of, content
from formgen.api.problem import KINDS, MEDIA_TYPE
from formgen.api.reply import as_json
from formgen.api.schema import answers_of
from formgen.documents.download import media_type
from formgen.form import Form
from formgen.text import Text

routes = Blueprint("api", __name__, url_prefix="/api")

_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
_OURS = ("DELETE", "GET", "POST")


@routes.get("/openapi.json")
def described() -> Response:
    """The description of every address, in the language of the request."""
    library = counter().library
    return as_json(openapi([library.load(name) for name in library.names()]))


@routes.route("", methods=_METHODS)
@routes.route("/", methods=_METHODS)
@routes.route("/<path:rest>", methods=_METHODS)
def nowhere(rest: str = "") -> Response:
    """The end of every address that is not there, or that takes another method."""
    adapter = current_app.create_url_adapter(request)
    allowed = [method for method in _OURS if adapter and _leads_somewhere(adapter, method)]
    raise MethodNotAllowed(valid_methods=allowed) if allowed else NotFound()


def _leads_somewhere(adapter: Any, method: str) -> bool:
    try:
        endpoint, _ = adapter.match(method=method)
    except HTTPException:
        return False
    return bool(endpoint != "api.nowhere" and endpoint.startswith("api"))


def openapi(forms: list[Form]) -> Described:
    """The whole document for these forms."""
    listed = Operation(_FORMS, "listForms", content("Forms"), open=True)
    itself = Operation(_SELF, "describe", content("object"), open=True)
    paths: Described = {
        "/api/forms": {"get": listed.described()},
        "/api/openapi.json": {"get": itself.described()},
    }
    for form in forms:
        paths |= _paths(form)
    paths["/api/calendar"] = {"post": _calendar()}
    paths |= bulk_paths([form.name for form in forms])
    return {
        "openapi": "3.1.0",
        "info": {"title": "formgen", "version": version("formgen"), "description": _ABOUT[language()]},
        "paths": paths,
        "components": {
            "schemas": {form.name: answers_of(form, language()) for form in forms} | shapes.SHAPES,
            "responses": {"Problem": {"description": _PROBLEM[language()], "content": content("Problem", MEDIA_TYPE)}},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "x-problems": {name: {"status": kind.status, "title": kind.title[language()]} for name, kind in KINDS.items()},
    }


def _paths(form: Form) -> Described:
    """The three addresses of one form."""
    at, name = f"/api/forms/{form.name}", form.name
    answers = {"$ref": f"#/components/schemas/{name}"}
    making: Described = {
        "only": {"type": "string", "enum": [document.name for document in form.documents]},
        "format": {"type": "string", "enum": ["original", "flat", "pdf"], "description": _FORMAT[language()]},
        "confirmed": {"type": "string", "description": _CONFIRMED[language()]},
    }
    files = dict.fromkeys((media_type(".zip"), media_type(".docx"), media_type(".pdf")), BINARY)
    schema = Operation(_SCHEMA, f"schema-{name}", content("object", "application/schema+json"), open=True)
    check = Operation(_CHECK, f"check-{name}", content("Checked"), body=body_of(answers, {}))
    make = Operation(_MAKE, f"documents-{name}", files, body=body_of(answers, making))
    return {
        f"{at}/schema": {"get": schema.described()},
        f"{at}/check": {"post": check.described()},
        f"{at}/documents": {"post": make.described()},
    }


def _calendar() -> Described:
    words: Described = {
        "format": {"type": "string", "enum": ["json", "ics"]},
        "case": {"type": "string", "description": _CASE[language()]},
    }
    body = body_of({"$ref": "#/components/schemas/Dates"}, words)
    return Operation(_DATES, "calendar", content("Calendar") | {media_type(".ics"): BINARY}, body=body).described()


_ABOUT = Text(
    "Vragen met uitleg erin, kant-en-klare documenten eruit. Alleen bulkopdrachten worden een paar dagen bewaard. "
    "Antwoorden mogen genest zijn of namen met punten hebben. Elke spelling die de vragenlijst leest, leest de API.",
    "Questions with guidance in, finished documents out. Only bulk jobs are kept, for a few days. Answers may be "
    "nested or have dotted names, and every spelling that the questionnaire reads is read here too.",
)
_FORMS = Text("Welke formulieren er zijn", "Which forms there are")
_SELF = Text("Deze beschrijving", "This description")
_SCHEMA = Text("De antwoorden van dit formulier als JSON Schema", "The answers of this form as a JSON Schema")
_CHECK = Text(
    "Kijkt antwoorden na: wat is begrepen, wat ontbreekt, wat klopt niet, waar moet u op letten",
    "Checks answers: what is understood, missing or wrong, and what to look at",
)
_MAKE = Text(
    "Maakt de documenten: samen in een ZIP, of met only een ervan",
    "Makes the documents: together in a ZIP, or one of them with only",
)
_DATES = Text("De termijnen vanaf de eerste ziektedag", "The terms from the first sick day")
_FORMAT = Text(
    "flat: een PDF zonder invulvelden; pdf: Word-documenten als PDF, waar LibreOffice is",
    "flat: PDFs without fields; pdf: Word documents as PDF, where LibreOffice is",
)
_CONFIRMED = Text(
    "De waarde van privacy.confirm uit check: de schrijver heeft deze teksten nagelezen op woorden over gezondheid",
    "The value of privacy.confirm from check: the writer has read these texts again for words about health",
)
_CASE = Text(
    "Een naam van u voor dit verzuim: een agenda vervangt dan de termijnen die hij al had. In het bestand staat alleen "
    "een vingerafdruk van die naam.",
    "A name of yours for this absence: an agenda then replaces the terms it had. The file holds only a fingerprint of "
    "that name.",
)
_PROBLEM = Text("Wat er niet kan en wat u verandert (RFC 9457)", "What cannot be done, and what to change (RFC 9457)")
