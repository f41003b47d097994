"""What a program asks of a bulk job, out of the fields it sends beside its file: nothing of it stands in an address."""

from collections.abc import Mapping
from contextlib import closing
from typing import cast

from flask import request
from werkzeug.exceptions import RequestEntityTooLarge

from formgen.api.counter import counter, language, speak
from formgen.api.problem import ProblemError
from formgen.bulk.job import Order, Upload, Wish
from formgen.bulk.line import MOST_BYTES
from formgen.bulk.names import file_name
from formgen.bulk.plan import FORMATS, STANDARD, Format, Layout
from formgen.errors import did_you_mean
from formgen.store.jobs import Phase
from formgen.text import LANGUAGES, Language, Text

WISHES = ("language", "formats", "name", "folders", "only", "confirmed")
TAKEN = ("form", "do", "column", *WISHES)
LAYOUTS: tuple[Layout, ...] = ("flat", "row", "kind")
PHASES: tuple[Phase, ...] = ("make", "check")
_KINDS = ("multipart/form-data", "application/x-www-form-urlencoded")
_LONGEST = 200


def read_order() -> Order:
    """The file of this request and what is to be done with it. Raises ProblemError for what cannot be asked."""
    request.max_content_length = MOST_BYTES + 100_000
    if request.mimetype != _KINDS[0]:
        raise ProblemError("media-type", _NO_MULTIPART)
    try:
        file = request.files.get("file")
    except RequestEntityTooLarge:
        raise ProblemError("too-large", _TOO_LARGE.fill(most=MOST_BYTES // 1_000_000)) from None
    if file is None:
        raise ProblemError("body", _NO_FILE)
    with closing(file):
        name, data = file_name(file.filename or ""), file.stream.read()
    wish = read_wish(TAKEN)
    upload = Upload(name, data, _mapped(request.form.getlist("column")))
    return Order(upload, wish, counter().today(), cast(Phase, _one_of("do", PHASES)))


def read_wish(taken: tuple[str, ...] = WISHES, spoken: Language | None = None) -> Wish:
    """What is wished for in the fields of this request; `spoken` is the language of a job that has one already.

    Raises ProblemError for a field that is not taken here and for a word that it does not take.
    """
    if request.mimetype and request.mimetype not in _KINDS:
        raise ProblemError("media-type", _NO_MULTIPART)
    for name in request.form:
        if name not in taken:
            raise ProblemError("body", _UNKNOWN.fill(name=name[:60], hint=did_you_mean(name, ("file", *taken))))
    if request.form.get("language"):
        speak(_one_of("language", LANGUAGES))
    return Wish(
        cast(Language, request.form.get("language") or spoken or language()),
        _formats(),
        request.form.get("name", "").strip()[:_LONGEST],
        cast(Layout, _one_of("folders", LAYOUTS)),
        _one_of("confirmed", ("no", "yes")) == "yes",
        tuple(_parts("only")),
    )


def _formats() -> tuple[Format, ...]:
    said = _parts("formats")
    for one in said:
        if one not in FORMATS:
            raise ProblemError("body", _CHOOSE.fill(name="formats", said=one[:60], words=", ".join(FORMATS)))
    return tuple(one for one in FORMATS if one in said) or STANDARD


def _parts(name: str) -> list[str]:
    """What a field holds, given once with commas or several times."""
    return [part.strip() for said in request.form.getlist(name) for part in said.split(",") if part.strip()]


def _one_of(name: str, words: tuple[str, ...]) -> str:
    """The word of this field; the first one when it was not sent."""
    said = request.form.get(name) or words[0]
    if said not in words:
        raise ProblemError("body", _CHOOSE.fill(name=name, said=said[:60], words=", ".join(words)))
    return said


def _mapped(columns: list[str]) -> Mapping[str, str]:
    for one in columns:
        if "=" not in one:
            raise ProblemError("body", _NO_MAP.fill(said=one[:60]))
    return {one.rpartition("=")[0].strip(): one.rpartition("=")[2].strip() for one in columns}


_NO_MULTIPART = Text(
    "Stuur velden en een bestand, zoals een webformulier dat doet (multipart/form-data; bij curl: -F).",
    "Send fields and a file, as a web form does (multipart/form-data; with curl: -F).",
)
_NO_FILE = Text(
    "Er is geen bestand meegestuurd. Stuur een CSV- of XLSX-bestand in het veld file.",
    "No file was sent. Send a CSV or XLSX file in the field file.",
)
_TOO_LARGE = Text("Stuur een bestand van ten hoogste {most} MB.", "Send a file of at most {most} MB.")
_UNKNOWN = Text('Het veld "{name}" is hier niet bekend: {hint}.', 'The field "{name}" is not known here: {hint}.')
_CHOOSE = Text('{name} "{said}": kies uit {words}.', '{name} "{said}": choose from {words}.')
_NO_MAP = Text(
    'column "{said}": schrijf de kop, een = en de vraag, bijvoorbeeld Naam=surname.',
    'column "{said}": write the heading, a = and the question, for example Naam=surname.',
)
