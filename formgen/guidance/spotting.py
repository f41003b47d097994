"""Spelt words and phrases found in running text, whatever their capitals, accents, hyphens and endings."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product
from typing import Generic, TypeVar

from formgen.unchanged import Kept, once

_MARK = "\0"  # stands for what belongs to a word and is not a letter of it: a combining accent, a soft hyphen
_TOKEN = re.compile(rf"(?:[^\W_]|{_MARK})+|%")
_BETWEEN = re.compile(r"[\s\-\u2010-\u2015'\u2019]+")  # what may stand between the words of one phrase
_SKIPPED = "..."
_MOST_SKIPPED = 3

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a text: where it stands, its plain letters, and whether it was typed in capitals.

    `joined` says that only spaces, hyphens or apostrophes stand between the token before it and this one.
    """

    start: int
    end: int
    plain: str
    capitals: bool
    joined: bool


@dataclass(frozen=True, slots=True)
class _Part:
    """One word of a phrase; open at an end where more letters may follow."""

    plain: str
    open_before: bool = False
    open_after: bool = False
    capitals: bool = False

    def fits(self, token: Token) -> bool:
        return (token.capitals or not self.capitals) and self.spells(token.plain)

    def spells(self, plain: str) -> bool:
        """Whether these plain letters are this part, whatever the capitals."""
        if self.open_before:
            return self.plain in plain if self.open_after else plain.endswith(self.plain)
        return plain.startswith(self.plain) if self.open_after else plain == self.plain


_Phrase = tuple[_Part | None, ...]  # None where words may be skipped


@dataclass(frozen=True, slots=True)
class Spot(Generic[T]):
    """Where a phrase was found: the places of its tokens, and what the phrase stands for."""

    places: tuple[int, ...]
    means: T


@dataclass(slots=True)
class Spotter(Generic[T]):
    """Phrases to look for, each with what it stands for. Time is in proportion to the text, whatever the text is."""

    phrases: Iterable[tuple[str, T]]
    _by_head: dict[str, list[tuple[_Phrase, T]]] = field(default_factory=dict)
    _anywhere: list[tuple[_Phrase, T]] = field(default_factory=list)
    _inside: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        for spelling, means in self.phrases:
            for phrase in _variants(spelling):
                first = phrase[0]
                if first is None or first.open_before:
                    self._anywhere.append((phrase, means))
                else:
                    self._by_head.setdefault(first.plain[:3], []).append((phrase, means))
        anywhere = [re.escape(phrase[0].plain if phrase[0] else "") for phrase, _ in self._anywhere]
        self._inside = re.compile("|".join(anywhere) if anywhere else "(?!)")

    def may_stand_in(self, text: str) -> bool:
        """Whether a phrase may begin anywhere in the text; if not, there is no need to look closer."""
        plain = _plain(text)
        words = _TOKEN.findall(plain)
        if _MARK in plain:
            words = [word.replace(_MARK, "") for word in words]
        return any(map(self._beginnings().__getitem__, words))

    def spots(self, tokens: Sequence[Token]) -> Iterator[Spot[T]]:
        """Every place where a phrase stands, in the order of the text; one token may be in several."""
        beginnings = self._beginnings()
        for place, token in enumerate(tokens):
            for phrase, means in beginnings[token.plain]:
                places = _follow(phrase, tokens, place)
                if places:
                    yield Spot(places, means)

    def _beginnings(self) -> "Kept[str, list[tuple[_Phrase, T]]]":
        return once(("beginnings", id(self)), lambda: Kept(self._begun_by))

    def _begun_by(self, plain: str) -> list[tuple[_Phrase, T]]:
        """The phrases that may begin with this word."""
        heads = {plain[:length] for length in (1, 2, 3)}
        found = [pair for head in heads for pair in self._by_head.get(head, ())]
        if self._inside.search(plain):
            found += self._anywhere
        return [(phrase, means) for phrase, means in found if not phrase[0] or phrase[0].spells(plain)]


def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text, in order. Their places are places in the text as it was typed."""
    plain = _plain(text)
    found: list[Token] = []
    end = 0
    for match in _TOKEN.finditer(plain):
        start, between = match.start(), plain[end : match.start()]
        joined = bool(found) and (not between or _BETWEEN.fullmatch(between) is not None)
        end = match.end()
        found.append(Token(start, end, match.group().replace(_MARK, ""), text[start:end].isupper(), joined))
    return tuple(found)


def _plain(text: str) -> str:
    return text.lower() if text.isascii() else "".join(map(_plain_letter, text))


@lru_cache(maxsize=4096)
def _plain_letter(letter: str) -> str:
    """The small letter without its accent: exactly one character, so that places stay what they were."""
    if unicodedata.category(letter) in ("Mn", "Cf"):
        return _MARK
    return unicodedata.normalize("NFKD", letter).lower()[0]


def _variants(spelling: str) -> Iterator[_Phrase]:
    """A phrase with each hyphen read as a new word and as nothing: burn-out is `burn out` and `burnout`."""
    pieces = spelling.split("-")
    for glue in product((" ", ""), repeat=len(pieces) - 1):
        joined = pieces[0] + "".join(between + piece for between, piece in zip(glue, pieces[1:], strict=True))
        yield tuple(_part(word) for word in joined.split())


def _part(word: str) -> _Part | None:
    if word == _SKIPPED:
        return None
    bare = word.strip("*")
    plain = _plain(bare)
    # Six letters: longer words in capitals are not short forms, and "ms" or "add" are words of their own.
    capitals = bare.isupper() and len(bare) <= 6
    return _Part(plain, word.startswith("*"), word.endswith("*"), capitals)


def _follow(phrase: _Phrase, tokens: Sequence[Token], place: int) -> tuple[int, ...]:
    """The places of the phrase's words when it begins at this token; none when it does not."""
    first = phrase[0]
    if first is not None and not first.fits(tokens[place]):
        return ()
    places = [place]
    skipping = False
    for part in phrase[1:]:
        if part is None:
            skipping = True
            continue
        found = _next(part, tokens, places[-1] + 1, _MOST_SKIPPED if skipping else 0)
        if found is None:
            return ()
        places.append(found)
        skipping = False
    return tuple(places)


def _next(part: _Part, tokens: Sequence[Token], place: int, most: int) -> int | None:
    """The first token from here that fits, after at most so many others; a full stop or a comma ends the search."""
    for here in range(place, min(place + most + 1, len(tokens))):
        if not tokens[here].joined:
            return None
        if part.fits(tokens[here]):
            return here
    return None
