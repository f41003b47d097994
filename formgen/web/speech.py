"""The visitor's language: chosen by them, or by their browser; and how the pages speak it."""

import datetime
import re
import zlib
from typing import Any, cast
from urllib.parse import urlencode

from flask import Flask, current_app, g, request, session, url_for
from markupsafe import Markup

from formgen.form import Source
from formgen.text import LANGUAGES, Language, Text, long_date, number
from formgen.web.desk import desk, local

_KEPT = frozenset({"deleted", "document", "form", "from", "open", "part"})  # words of a query that say what is shown
_FIGURES = re.compile(r"(\+?\d+(?:[-\u2011]\d+)+|\+\d+(?: \d+)+|\b\d{4} [A-Z]{2}\b)")


def language() -> Language:
    """The language of this request: the one chosen before, else the one the browser asks for, else Dutch."""
    if "language" not in g:
        chosen = session.get("language")
        g.language = chosen if chosen in LANGUAGES else _asked_for()
    return cast(Language, g.language)


def _asked_for() -> str:
    """The first language the browser names that we speak: nl-BE is Dutch. (The library's own match wants it exact.)"""
    asked = (tag.split("-")[0].lower() for tag, _ in request.accept_languages)
    return next((tag for tag in asked if tag in LANGUAGES), "nl")


def choose(wanted: str) -> None:
    """Speak this language from now on; any other word than a language we speak changes nothing."""
    if wanted in LANGUAGES:
        session["language"] = wanted
        g.language = wanted


def say(nl: str, en: str, **blanks: object) -> str:
    """The sentence in the visitor's language, with its `{blanks}` filled; the pages say everything through this."""
    text = Text(nl, en)
    return (text.fill(**blanks) if blanks else text)[language()]


def said(text: Text) -> str:
    """A text of a form in the visitor's language."""
    return text[language()]


def day(date: datetime.date) -> str:
    """9 maart 2026; 9 March 2026."""
    return long_date(date, language())


def local_day(moment: datetime.datetime) -> str:
    """The date of this moment in the Netherlands."""
    return day(local(moment).date())


def hour(moment: datetime.datetime) -> str:
    """14.32 in Dutch, 14:32 in English, by clocks in the Netherlands."""
    return f"{local(moment):%H.%M}" if language() == "nl" else f"{local(moment):%H:%M}"


def size(data: bytes) -> str:
    """How large a file is, in whole kilobytes."""
    return f"{number(max(1, round(len(data) / 1000)), language())}\u00a0kB"


def whole(sentence: str) -> Markup:
    """The sentence, with its dates, telephone numbers and postcodes never broken over two lines."""
    pieces = _FIGURES.split(sentence)
    return Markup("").join(
        Markup('<span class="num">{}</span>').format(piece) if place % 2 else piece
        for place, piece in enumerate(pieces)
    )


def dated(source: Source) -> str:
    """The date that a source bears; without one, that it has none and when we last read it."""
    if source.date is not None:
        return said(source.date)
    return say("zonder datum, nagelezen op {day}", "undated, checked on {day}", day=day(source.checked))


def first_sentence(text: Text) -> str:
    """The first sentence of a text of a form; the whole of it when it is only one."""
    sentence, stop, _ = said(text).partition(". ")
    return sentence + stop.strip()


def this_page() -> str:
    """Where the page that is shown can be opened again, in another language: its own address, or else the one above it.

    Of a query only names of ours are kept: a page with answers on it repeats nothing that someone else could choose.
    """
    path = request.path
    if request.method == "GET":
        names = _names()
        kept = {name: text for name, text in request.args.items() if name in _KEPT and text in names}
        return f"{path}?{urlencode(kept)}" if kept else path
    pages = current_app.create_url_adapter(request)
    while path != "/" and pages is not None and not pages.test(path, "GET"):
        path = path.rpartition("/")[0] or "/"
    return path


def _names() -> frozenset[str]:
    """The words that an address of ours may hold behind its question mark: of forms, and of the parts of this one."""
    library = desk().library
    form_name = str((request.view_args or {}).get("address", "")).partition("~")[0]
    forms = [library.load(form_name)] if form_name in library.names() else []
    sections = [section.name for form in forms for section in form.sections]
    documents = [document.name for form in forms for document in form.documents]
    return frozenset({"all", "check", "yes", *library.names(), *sections, *documents})


def teach(app: Flask) -> None:
    """Give the pages of this service their words and filters."""
    filters = (said, day, hour, local_day, size, whole, first_sentence, dated)
    app.jinja_env.filters.update({one.__name__: one for one in filters})
    app.jinja_env.globals.update({"say": say, "asset": asset, "this_page": this_page})
    app.context_processor(_around)


def _around() -> dict[str, Any]:
    return {"language": language(), "settings": desk().settings}


def asset(name: str) -> str:
    """The address of a file of ours, with its age in it, so that a browser never mixes two versions."""
    folder = current_app.static_folder or ""
    marks: dict[str, str] = current_app.extensions.setdefault("formgen.assets", {})
    if name not in marks:
        with open(f"{folder}/{name}", "rb") as file:
            marks[name] = f"{zlib.crc32(file.read()):08x}"
    return url_for("static", filename=name, v=marks[name])
