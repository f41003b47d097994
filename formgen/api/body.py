"""The JSON that a program sends, as answers in raw text and a few words beside them."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import request

from formgen.api.counter import speak
from formgen.api.problem import ProblemError
from formgen.errors import FileError, FormFileError, did_you_mean
from formgen.loader.answersfile import flat
from formgen.loader.plain import Plain, read_json
from formgen.text import LANGUAGES, Text

MOST_BYTES = 1_000_000
_NAME = "body"  # what a sentence about a line of it calls it


@dataclass(frozen=True, slots=True)
class Body:
    """What was sent: the answers as raw text by dotted name, and the words beside them, empty when not sent."""

    answers: Mapping[str, str]
    words: Mapping[str, str]

    def word(self, name: str) -> str:
        """The word of this name; an empty text when it was not sent."""
        return self.words.get(name, "")


def read_body(*words: str) -> Body:
    """The body of this request, an object with `answers`, perhaps `language`, and the words that this address takes.

    Answers may be nested or dotted, numbers and true and false instead of text. The answer is in the language the
    body asks for. Raises ProblemError for anything else.
    """
    request.max_content_length = MOST_BYTES
    if request.mimetype != "application/json":
        raise ProblemError("media-type")
    try:
        plain = read_json(request.get_data(cache=False), _NAME)
        return _body(plain, ("language", *words))
    except (FileError, FormFileError) as error:
        raise ProblemError("body", error.sentence) from None


def _body(plain: Plain, words: tuple[str, ...]) -> Body:
    if not isinstance(plain, dict) or not isinstance(plain.get("answers"), dict):
        raise ProblemError("body", _NO_ANSWERS)
    found: dict[str, str] = {}
    for name, value in plain.items():
        if name == "answers":
            continue
        if name not in words:
            raise ProblemError("body", _UNKNOWN.fill(word=name, hint=did_you_mean(name, ("answers", *words))))
        if not isinstance(value, str):
            raise ProblemError("body", _NO_TEXT.fill(word=name))
        found[name] = value
    _refuse_language(found.get("language", ""))
    speak(found.get("language", ""))
    return Body(flat(plain["answers"], _NAME), found)


def _refuse_language(said: str) -> None:
    if said not in ("", *LANGUAGES):
        raise ProblemError("body", _LANGUAGE.fill(said=said))


_NO_ANSWERS = Text(
    'Er staan geen antwoorden in. Stuur {"answers": {"vraag": "antwoord"}}.',
    'There are no answers in it. Send {"answers": {"question": "answer"}}.',
)
_UNKNOWN = Text('Het woord "{word}" is hier niet bekend: {hint}.', 'The word "{word}" is not known here: {hint}.')
_NO_TEXT = Text('Schrijf "{word}" als tekst.', 'Write "{word}" as a text.')
_LANGUAGE = Text('De taal "{said}" is er niet. Kies nl of en.', 'There is no language "{said}". Choose nl or en.')
