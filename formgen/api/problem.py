"""Everything that can go wrong, as problem JSON (RFC 9457): what kind, one sentence, and what to change."""

import errno
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import Response, current_app
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as BaseResponse

from formgen.api.counter import language
from formgen.api.reply import as_json
from formgen.errors import (
    AnswersError,
    CharacterError,
    Disclosure,
    FormgenError,
    Mistake,
    PrivacyError,
    UnknownError,
)
from formgen.text import Text

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: the status it comes with, and what it is called."""

    status: int
    title: Text


KINDS: Mapping[str, Kind] = {
    "body": Kind(400, Text("Deze aanvraag is niet te lezen", "This request cannot be read")),
    "token": Kind(401, Text("Hiervoor is toegang nodig", "This takes access")),
    "foreign": Kind(403, Text("Deze aanvraag komt van een andere site", "This request comes from another site")),
    "unknown": Kind(404, Text("Dit is er niet", "There is no such thing")),
    "method": Kind(405, Text("Dat kan hier niet", "That cannot be done here")),
    "not-now": Kind(409, Text("Dat kan nu niet met deze opdracht", "That cannot be done with this job now")),
    "privacy": Kind(409, Text("Er staan woorden over gezondheid", "There are words about health")),
    "too-large": Kind(413, Text("De aanvraag is te groot", "The request is too large")),
    "media-type": Kind(415, Text("Dit soort aanvraag lezen wij niet", "We do not read this kind of request")),
    "answers": Kind(422, Text("Er staan antwoorden die niet kloppen", "There are answers that are wrong")),
    "file": Kind(422, Text("Dit bestand kunnen wij niet gebruiken", "We cannot use this file")),
    "not-called-for": Kind(422, Text("Dit document hoort hier niet bij", "This document is not called for")),
    "too-many": Kind(429, Text("Er komen te veel aanvragen", "There are too many requests")),
    "ours": Kind(500, Text("Er gaat bij ons iets mis", "Something went wrong on our side")),
    "busy": Kind(503, Text("Het is even te druk", "We are too busy for a moment")),
    "full": Kind(507, Text("De schijf is vol", "The disk is full")),
    "no-pdf": Kind(503, Text("Word wordt nu geen PDF", "Word does not become PDF now")),
}
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
_BY_STATUS = {400: "body", 403: "foreign", 404: "unknown", 405: "method", 413: "too-large", 429: "too-many"} | {
    415: "media-type",
    503: "busy",
}
_SENTENCES = {
    "body": Text("Stuur een aanvraag zoals de beschrijving zegt.", "Send a request as the description says."),
    "foreign": Text("Roep de API aan vanuit een programma.", "Call the API from a program."),
    "unknown": Text("Kijk het adres na in /api/openapi.json.", "Check the address in /api/openapi.json."),
    "method": Text("Kijk in /api/openapi.json wat hier kan.", "See in /api/openapi.json what can be done here."),
    "too-large": Text("Stuur ten hoogste 1 MB.", "Send at most 1 MB."),
    "media-type": Text(
        "Stuur JSON, met de regel Content-Type: application/json.",
        "Send JSON, with the line Content-Type: application/json.",
    ),
    "too-many": Text("Wacht even en probeer het nog eens.", "Wait a moment and try once more."),
    "busy": Text("Wacht even en probeer het nog eens.", "Wait a moment and try once more."),
    "full": Text(
        "Er is niets bewaard. Vraag wie deze dienst beheert om ruimte te maken.",
        "Nothing was kept. Ask whoever runs this service to make room.",
    ),
    "ours": Text(
        "Er is niets bewaard. Meld het aan wie deze dienst beheert.",
        "Nothing was kept. Tell whoever runs this service.",
    ),
}


class ProblemError(Exception):
    """Ends the request with a problem of this kind (a key of KINDS); without a sentence it says what that kind says."""

    def __init__(self, kind: str, sentence: Text | None = None) -> None:
        super().__init__(kind)
        self.kind = kind
        self.sentence = sentence or _SENTENCES[kind]


@dataclass(frozen=True, slots=True)
class _Told:
    """A problem as it is written: its kind, its sentence, and what belongs to that kind."""

    kind: str
    sentence: Text
    more: Mapping[str, Any] = field(default_factory=dict)

    def response(self) -> Response:
        kind = KINDS[self.kind]
        said = {
            "type": f"/api/openapi.json#/x-problems/{self.kind}",
            "title": kind.title[language()],
            "status": kind.status,
            "detail": self.sentence[language()],
            **self.more,
        }
        response = as_json(said, kind.status, MEDIA_TYPE)
        if kind.status == 401:
            response.headers["WWW-Authenticate"] = "Bearer"
        return response


def of_ours(error: ProblemError) -> Response:
    """A problem that the API itself found."""
    return _Told(error.kind, error.sentence).response()


def of_formgen(error: FormgenError) -> Response:
    """What forms, answers and documents refuse. A form or template that cannot be used is our fault, and is logged."""
    if isinstance(error, PrivacyError):
        more = {"confirm": error.texts, "hits": hits_told(error.disclosures)}
        return _Told("privacy", error.sentence, more).response()
    if isinstance(error, AnswersError):
        return _Told("answers", _WRONG, {"mistakes": mistakes_told(error.mistakes)}).response()
    if isinstance(error, CharacterError):
        return _Told("answers", error.sentence, {"mistakes": []}).response()
    if isinstance(error, UnknownError):
        return _Told("unknown", error.sentence).response()
    current_app.log_exception(sys.exc_info())
    return _Told("ours", error.sentence).response()


def of_database(error: OperationalError) -> Response:
    """The database does not answer within its time, or has no room. What was to be kept was not."""
    return _later("full" if "full" in str(error.orig) else "busy")


def of_disk(fault: OSError) -> BaseResponse:
    """A full disk: nothing was kept. Any other fault of the system is ours to mend, and raised again."""
    if fault.errno not in _NO_ROOM:
        raise fault
    return _later("full")


def _later(kind: str) -> Response:
    current_app.log_exception(sys.exc_info())
    response = _Told(kind, _SENTENCES[kind]).response()
    response.headers["Retry-After"] = "5" if kind == "busy" else "300"
    return response


def of_http(fault: HTTPException) -> BaseResponse:
    """A fault of the web server, such as an address that is not there, in the same words as all others."""
    status = fault.code or 500
    if status < 400:  # a redirect that routing asks for
        return fault.get_response()
    kind = _BY_STATUS.get(status, "body" if status < 500 else "ours")
    response = _Told(kind, _SENTENCES[kind]).response()
    if status == 405:
        response.headers["Allow"] = ", ".join(sorted(getattr(fault, "valid_methods", None) or ()))
    return response


def mistakes_told(mistakes: Sequence[Mistake]) -> list[dict[str, str]]:
    """Each mistake by its question and its sentence."""
    return [{"question": mistake.question, "sentence": mistake.sentence[language()]} for mistake in mistakes]


def hits_told(disclosures: Sequence[Disclosure]) -> list[dict[str, Any]]:
    """Each word about health by its question, with what one could write instead."""
    return [
        {"question": one.question, "word": one.word, "instead": one.instead[language()], "sure": one.sure}
        for one in disclosures
    ]


HANDLED: tuple[tuple[type[Exception], Callable[[Any], BaseResponse]], ...] = (
    (ProblemError, of_ours),
    (FormgenError, of_formgen),
    (OperationalError, of_database),
    (OSError, of_disk),
    (HTTPException, of_http),
)
_WRONG = Text(
    "Er is nog geen document: verander eerst de antwoorden die hieronder staan.",
    "There is no document yet: first change the answers listed below.",
)
