"""The description of the API, OpenAPI 3.1, assembled from the forms; and an answer for addresses that are not there."""

from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

from flask import Blueprint, Response, current_app, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound

from formgen.api import shapes
from formgen.api.counter import counter, language
from formgen.api.problem import KINDS, MEDIA_TYPE
from formgen.api.reply import as_json
from formgen.api.schema import answers_of
from formgen.documents.download import media_type
from formgen.form import Form
from formgen.text import Text

routes = Blueprint("api", __name__, url_prefix="/api")

_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
Described = dict[str, Any]


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
    allowed = [method for method in ("GET", "POST") if adapter and _leads_somewhere(adapter, method)]
    raise MethodNotAllowed(valid_methods=allowed) if allowed else NotFound()


def _leads_somewhere(adapter: Any, method: str) -> bool:
    try:
        endpoint, _ = adapter.match(method=method)
    except HTTPException:
        return False
    return bool(endpoint != "api.nowhere" and endpoint.startswith("api"))


def openapi(forms: list[Form]) -> Described:
    """The whole document for these forms."""
    paths: Described = {
        "/api/forms": {"get": _get(_FORMS, "listForms", "Forms")},
        "/api/openapi.json": {"get": _get(_SELF, "describe", "object")},
    }
    for form in forms:
        paths |= _paths(form)
    paths["/api/calendar"] = {"post": _calendar()}
    return {
        "openapi": "3.1.0",
        "info": {"title": "formgen", "version": version("formgen"), "description": _ABOUT[language()]},
        "paths": paths,
        "components": {
            "schemas": {form.name: answers_of(form, language()) for form in forms} | shapes.SHAPES,
            "responses": {"Problem": {"description": _PROBLEM[language()], "content": _content("Problem", MEDIA_TYPE)}},
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
    files = dict.fromkeys((media_type(".zip"), media_type(".docx"), media_type(".pdf")), _BINARY)
    return {
        f"{at}/schema": {"get": _get(_SCHEMA, f"schema-{name}", "object", "application/schema+json")},
        f"{at}/check": {"post": _post(_CHECK, f"check-{name}", _body(answers, {}), _content("Checked"))},
        f"{at}/documents": {"post": _post(_MAKE, f"documents-{name}", _body(answers, making), files)},
    }


def _calendar() -> Described:
    words: Described = {
        "format": {"type": "string", "enum": ["json", "ics"]},
        "case": {"type": "string", "description": _CASE[language()]},
    }
    body = _body({"$ref": "#/components/schemas/Dates"}, words)
    return _post(_DATES, "calendar", body, _content("Calendar") | {media_type(".ics"): _BINARY})


def _get(summary: Text, operation: str, shape: str, kind: str = "application/json") -> Described:
    return {
        "summary": summary[language()],
        "operationId": operation,
        "parameters": [_LANGUAGE],
        "responses": {"200": {"description": _DONE[language()], "content": _content(shape, kind)}, **_PROBLEMS},
    }


def _post(summary: Text, operation: str, body: Described, content: Described) -> Described:
    return {
        "summary": summary[language()],
        "operationId": operation,
        "parameters": [_LANGUAGE],
        "security": [{"token": []}] if counter().tokens else [{}],
        "requestBody": {"required": True, "content": {"application/json": {"schema": body}}},
        "responses": {"200": {"description": _DONE[language()], "content": content}, **_PROBLEMS},
    }


def _body(answers: Described, words: Mapping[str, Described]) -> Described:
    spoken = {"type": "string", "enum": ["nl", "en"]}
    return {
        "type": "object",
        "required": ["answers"],
        "properties": {"answers": answers, "language": spoken, **words},
        "additionalProperties": False,
    }


def _content(shape: str, kind: str = "application/json") -> Described:
    return {kind: {"schema": {"type": "object"} if shape == "object" else {"$ref": f"#/components/schemas/{shape}"}}}


_BINARY: Described = {"schema": {"type": "string", "contentEncoding": "binary"}}
_PROBLEMS: Described = {"default": {"$ref": "#/components/responses/Problem"}}
_LANGUAGE: Described = {
    "name": "language",
    "in": "query",
    "required": False,
    "schema": {"type": "string", "enum": ["nl", "en"]},
}
_ABOUT = Text(
    "Vragen met uitleg erin, kant-en-klare documenten eruit. De API bewaart niets. Antwoorden mogen genest zijn of "
    "namen met punten hebben, en elke spelling die de vragenlijst leest, leest de API ook.",
    "Questions with guidance in, finished documents out. The API keeps nothing. Answers may be nested or have dotted "
    "names, and every spelling that the questionnaire reads is read here too.",
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
_DONE = Text("Gelukt", "Done")
_PROBLEM = Text("Wat er niet kan en wat u verandert (RFC 9457)", "What cannot be done, and what to change (RFC 9457)")
