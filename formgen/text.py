"""A text in Dutch and English; how each language writes dates, numbers and lists."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from babel.dates import format_date
from babel.numbers import format_decimal

Language = Literal["nl", "en"]
LANGUAGES: tuple[Language, ...] = ("nl", "en")

_LETTERS = re.compile(r"[^\W\d_]*")
_AND: dict[Language, str] = {"nl": "en", "en": "and"}
_OR: dict[Language, str] = {"nl": "of", "en": "or"}
_NO_BREAK = "\u00a0"
_UNITS: dict[str, tuple[str, str, str, str]] = {  # one and more of them, in Dutch and in English
    "days": ("dag", "dagen", "day", "days"),
    "weeks": ("week", "weken", "week", "weeks"),
    "months": ("maand", "maanden", "month", "months"),
    "years": ("jaar", "jaar", "year", "years"),
    "hours": ("uur", "uur", "hour", "hours"),
}


@dataclass(frozen=True, slots=True)
class Text:
    """One text in both languages; `text["nl"]` is the Dutch."""

    nl: str
    en: str

    def __getitem__(self, language: Language) -> str:
        return self.nl if language == "nl" else self.en

    def fill(self, /, **blanks: object) -> "Text":
        """The same text with each `{name}` replaced; a blank that is a Text is said in the language around it.

        >>> Text("Kies {what}", "Choose {what}").fill(what=Text("een datum", "a date")).en
        'Choose a date'
        """
        return Text(self.say("nl", **blanks), self.say("en", **blanks))

    def say(self, language: Language, /, **blanks: object) -> str:
        """`fill` in one language."""
        said = {name: blank[language] if isinstance(blank, Text) else blank for name, blank in blanks.items()}
        return self[language].format_map(said)


def same(words: str) -> Text:
    """A text that reads the same in both languages: a name, a number, something the person typed."""
    return Text(words, words)


@lru_cache(maxsize=4096)
def long_date(date: datetime.date, language: Language) -> str:
    """9 maart 2026; 9 March 2026. With no-break spaces, so a line never ends inside a date."""
    return format_date(date, "d MMMM y", locale=language).replace(" ", _NO_BREAK)


def month_and_year(date: datetime.date, language: Language) -> str:
    """maart 2026; March 2026."""
    return format_date(date, "MMMM y", locale=language).replace(" ", _NO_BREAK)


@lru_cache(maxsize=4096)
def short_date(date: datetime.date) -> str:
    """09-03-2026: the spelling of Dutch forms, the same in both languages."""
    return f"{date:%d-%m-}{date.year:04d}"


@lru_cache(maxsize=4096)
def number(value: int | Decimal, language: Language) -> str:
    """1.234,5 in Dutch and 1,234.5 in English; no zeros that were not typed."""
    return format_decimal(value, format="#,##0.######", locale=language)


@lru_cache(maxsize=4096)
def money(value: Decimal, language: Language) -> str:
    """€ 1.234,50 in Dutch and € 1,234.50 in English; always two decimals."""
    return "€" + _NO_BREAK + format_decimal(value, format="#,##0.00", locale=language)


def in_unit(value: Decimal | datetime.date | str, unit: str, language: Language) -> str:
    """A value as a sentence says it: € 100, 6 weken, week 52, 5%, 1 januari 2026; what has no unit by itself."""
    if not isinstance(value, Decimal):
        return long_date(value, language) if isinstance(value, datetime.date) else value
    shown = number(value, language)
    if unit == "euro":
        return f"€{_NO_BREAK}{shown}" if value == int(value) else money(value, language)
    if unit == "week":
        return f"week{_NO_BREAK}{shown}"
    if unit in _UNITS:
        words = _UNITS[unit][:2] if language == "nl" else _UNITS[unit][2:]
        return f"{shown}{_NO_BREAK}{words[value != 1]}"
    return f"{shown}%" if unit == "percent" else shown


def lower_first(words: str) -> str:
    """The words as they stand inside a sentence: the first letter small, but not that of HR, of initials or of I.

    >>> lower_first("HR en UWV"), lower_first("Lang staan"), lower_first("IJverig werken")
    ('HR en UWV', 'lang staan', 'ijverig werken')
    """
    first = _LETTERS.match(words)
    word = first.group() if first else ""
    start, rest = (word[:2], word[2:]) if word.startswith("IJ") else (word[:1], word[1:])
    initial = not rest and words[len(word) : len(word) + 1] in {*".-&", *"0123456789"}
    if word == "I" or rest != rest.lower() or initial:
        return words
    return start.lower() + words[len(start) :]


def listed(parts: Sequence[str], language: Language, either: bool = False) -> str:
    """`a, b en c`; with either, `a, b of c`. An empty list gives an empty text."""
    if len(parts) < 2:
        return "".join(parts)
    word = (_OR if either else _AND)[language]
    return f"{', '.join(parts[:-1])} {word} {parts[-1]}"
