"""Asked by confined.py, in a process of its own: opens a Word template of unknown origin, and fills it."""

import datetime
from collections.abc import Mapping
from typing import Any

from formgen.documents.word import open_template
from formgen.errors import CharacterError, FormgenError


def answer(question: Mapping[str, Any], data: bytes) -> tuple[dict[str, object], bytes]:
    """Nothing said when all is well, with the document if values were given; else the sentence of the error."""
    try:
        template = open_template(data, question["name"])
        if "values" not in question:
            return {}, b""
        return {}, template.render(question["values"], datetime.date.fromisoformat(question["made"]))
    except FormgenError as error:
        character = isinstance(error, CharacterError)
        return {"nl": error.sentence.nl, "en": error.sentence.en, "character": character}, b""
