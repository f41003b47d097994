"""Word templates from anyone: opened and filled in a process of its own, with limits; ours need none of that."""

import datetime
from collections.abc import Mapping
from pathlib import Path

from formgen.documents import limited
from formgen.documents.word import WordTemplate, open_template
from formgen.errors import CharacterError, TemplateError
from formgen.text import Text

_SCRIPT = Path(__file__).with_name("looking.py")


def open_foreign(data: bytes, name: str) -> WordTemplate:
    """The template, after a process of its own has opened it without harm. Raises TemplateError, within ten seconds.

    Only to see what it asks: fill it with `fill_foreign`, for how long filling takes depends on the values.
    """
    _asked({"name": name}, data)
    return open_template(data, name)


def fill_foreign(data: bytes, values: Mapping[str, object], made: datetime.date, name: str) -> bytes:
    """The .docx filled with the values of a JSON object, all of it done in a process of its own.

    Raises TemplateError and CharacterError as `fill_any` does, and TemplateError for a template that takes too long,
    too much memory or too much paper; within ten seconds.
    """
    return _asked({"name": name, "values": values, "made": made.isoformat()}, data)


def _asked(question: Mapping[str, object], data: bytes) -> bytes:
    try:
        answer = limited.ask(_SCRIPT, question, data)
    except limited.LimitError as error:
        raise TemplateError(_TOO_MUCH.fill(name=question["name"])) from error
    if answer.said:
        kind = CharacterError if answer.said["character"] else TemplateError
        raise kind(Text(answer.said["nl"], answer.said["en"]))
    return answer.data


_TOO_MUCH = Text(
    "{name}: dit document is te groot of te ingewikkeld om te openen of vullen. Maak het kleiner, of herhaal minder.",
    "{name}: this document is too large or too complicated to open or fill. Make it smaller, or repeat less.",
)
