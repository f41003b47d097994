"""What every answer of the API needs at hand: the forms, the day, who may use it, and the language to speak."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from flask import current_app, g, request

from formgen.bulk.bench import Bench
from formgen.form import Form
from formgen.library import Library
from formgen.text import LANGUAGES, Language


@dataclass(frozen=True, slots=True)
class Counter:
    """The parts of one running service that the API uses; `tokens` are hashes, `today` is the day in the Netherlands.

    `public` says that people reach the service over a network: then it asks for a token, also of this machine.
    `bench` is where bulk jobs are done; without one there are none.
    """

    library: Library
    today: Callable[[], datetime.date]
    tokens: frozenset[str] = frozenset()
    public: bool = False
    bench: Bench | None = None


def counter() -> Counter:
    """The counter of the service that answers this request."""
    found: Counter = current_app.extensions["formgen.api"]
    return found


def form_named(name: str) -> Form:
    """The form of this name. Raises UnknownError for a name no form bears."""
    return counter().library.load(name)


def speak(wanted: str) -> None:
    """Speak this language in the rest of the answer, if it is one that we speak."""
    if wanted in LANGUAGES:
        g.api_language = wanted


def language() -> Language:
    """The language of this answer: the one the body or the address asks for, else the client's, else Dutch."""
    if "api_language" not in g:
        tags = [request.args.get("language", ""), *(tag for tag, _ in request.accept_languages)]
        asked = (tag.split("-")[0].lower() for tag in tags)
        g.api_language = next((tag for tag in asked if tag in LANGUAGES), "nl")
    return cast(Language, g.api_language)
