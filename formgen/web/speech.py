"""The visitor's language: chosen by them, or by their browser; and how the pages speak it."""

import datetime
import zlib
from typing import Any, cast

from flask import Flask, current_app, g, request, session, url_for

from formgen.text import LANGUAGES, Language, Text, long_date, number
from formgen.web.desk import desk, local


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


def first_sentence(text: Text) -> str:
    """The first sentence of a text of a form; the whole of it when it is only one."""
    sentence, stop, _ = said(text).partition(". ")
    return sentence + stop.strip()


def teach(app: Flask) -> None:
    """Give the pages of this service their words and filters."""
    app.jinja_env.filters.update(
        {"said": said, "day": day, "hour": hour, "local_day": local_day, "size": size, "first_sentence": first_sentence}
    )
    app.jinja_env.globals.update({"say": say, "asset": asset})
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
