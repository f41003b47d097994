"""A text in Dutch and English; how each language writes dates, numbers and lists."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from babel.dates import format_date
from babel.numbers import format_decimal

Language = Literal["nl", "en"]
LANGUAGES: tuple[Language, ...] = ("nl", "en")

_AND: dict[Language, str] = {"nl": "en", "en": "and"}
_OR: dict[Language, str] = {"nl": "of", "en": "or"}
_NO_BREAK = "\u00a0"


@dataclass(frozen=True, slots=True)
class Text:
    """One text in both languages; `text["nl"]` is the Dutch."""

    nl: str
    en: str

    def __getitem__(self, language: Language) -> str:
        return self.nl if language == "nl" else self.en

    def fill(self, **blanks: object) -> "Text":
        """The same text with each `{name}` replaced; a blank that is a Text is said in the language around it.

        >>> Text("Kies {what}", "Choose {what}").fill(what=Text("een datum", "a date")).en
        'Choose a date'
        """
        said = [
            self[language].format_map(
                {name: blank[language] if isinstance(blank, Text) else blank for name, blank in blanks.items()}
            )
            for language in LANGUAGES
        ]
        return Text(*said)


def same(words: str) -> Text:
    """A text that reads the same in both languages: a name, a number, something the person typed."""
    return Text(words, words)


def long_date(date: datetime.date, language: Language) -> str:
    """9 maart 2026; 9 March 2026. With no-break spaces, so a line never ends inside a date."""
    return format_date(date, "d MMMM y", locale=language).replace(" ", _NO_BREAK)


def month_and_year(date: datetime.date, language: Language) -> str:
    """maart 2026; March 2026."""
    return format_date(date, "MMMM y", locale=language).replace(" ", _NO_BREAK)


def short_date(date: datetime.date) -> str:
    """09-03-2026: the spelling of Dutch forms, the same in both languages."""
    return f"{date:%d-%m-}{date.year:04d}"


def number(value: int | Decimal, language: Language) -> str:
    """1.234,5 in Dutch and 1,234.5 in English; no zeros that were not typed."""
    return format_decimal(value, format="#,##0.######", locale=language)


def money(value: Decimal, language: Language) -> str:
    """€ 1.234,50 in Dutch and € 1,234.50 in English; always two decimals."""
    return "€" + _NO_BREAK + format_decimal(value, format="#,##0.00", locale=language)


def listed(parts: Sequence[str], language: Language, either: bool = False) -> str:
    """`a, b en c`; with either, `a, b of c`. An empty list gives an empty text."""
    if len(parts) < 2:
        return "".join(parts)
    word = (_OR if either else _AND)[language]
    return f"{', '.join(parts[:-1])} {word} {parts[-1]}"
