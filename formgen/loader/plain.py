"""Plain JSON and plain UTF-8 text, each refused with a sentence that names the line."""

import json
from collections.abc import Sequence
from functools import partial

from formgen.errors import FileError
from formgen.text import Text

MOST_BYTES = 5_000_000
Plain = str | bool | None | list["Plain"] | dict[str, "Plain"]


def read_text(data: bytes, name: str) -> str:
    """The bytes as UTF-8 text, without a byte order mark. Raises FileError for other encodings and over 5 MB."""
    if len(data) > MOST_BYTES:
        raise FileError(_TOO_LARGE.fill(file=name, most=MOST_BYTES // 1_000_000))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise FileError(_NOT_UTF8.fill(file=name, line=line)) from None


def read_json(data: bytes, name: str) -> Plain:
    """What a JSON file says; numbers stay the text they were written as, so that 0612345678 or 1.50 lose nothing.

    Raises FileError for what is no JSON, a key that stands twice in one object, NaN and nesting without end.
    """
    text = read_text(data, name)
    try:
        return json.loads(  # type: ignore[no-any-return]
            text,
            parse_int=str,
            parse_float=str,
            parse_constant=partial(_refuse_constant, name),
            object_pairs_hook=partial(_refuse_twice, name),
        )
    except json.JSONDecodeError as error:
        raise FileError(_NOT_JSON.fill(file=name, line=error.lineno, column=error.colno)) from None
    except RecursionError:
        raise FileError(_TOO_DEEP.fill(file=name)) from None


def _refuse_constant(name: str, word: str) -> Plain:
    raise FileError(_NO_NUMBER.fill(file=name, word=word))


def _refuse_twice(name: str, pairs: Sequence[tuple[str, Plain]]) -> dict[str, Plain]:
    found: dict[str, Plain] = {}
    for key, value in pairs:
        if key in found:
            raise FileError(_TWICE.fill(file=name, key=key))
        found[key] = value
    return found


_TOO_LARGE = Text(
    "{file}: het bestand is groter dan {most} MB. Maak het kleiner.",
    "{file}: the file is larger than {most} MB. Make it smaller.",
)
_NOT_UTF8 = Text(
    "{file}, regel {line}: dit is geen UTF-8-tekst. Bewaar het bestand opnieuw als UTF-8.",
    "{file}, line {line}: this is not UTF-8 text. Save the file again as UTF-8.",
)
_NOT_JSON = Text(
    "{file}, regel {line}, teken {column}: vanaf hier is dit geen JSON. Kijk naar komma's, haken en aanhalingstekens.",
    "{file}, line {line}, character {column}: from here it is not JSON. Check commas, brackets and quotation marks.",
)
_TOO_DEEP = Text(
    "{file}: te veel haken binnen elkaar. Schrijf namen met punten, zoals talks.1.talk_date.",
    "{file}: too many brackets inside each other. Write dotted names, such as talks.1.talk_date.",
)
_NO_NUMBER = Text(
    '{file}: "{word}" is geen getal. Schrijf een getal, of tekst tussen aanhalingstekens.',
    '{file}: "{word}" is not a number. Write a number, or text between quotation marks.',
)
_TWICE = Text(
    '{file}: de naam "{key}" staat er twee keer. Laat er een staan.',
    '{file}: the name "{key}" stands there twice. Keep one of them.',
)
