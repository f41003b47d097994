"""The privacy guard: words about health in an employer's text, and what to write instead."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Literal

from formgen.answers import Answers
from formgen.errors import Disclosure, PrivacyError
from formgen.form import Form, HealthWord
from formgen.guidance.spotting import Spotter, Token, tokens
from formgen.library import SHIPPED
from formgen.loader.privacy import load_health_words
from formgen.text import LANGUAGES, Text, listed
from formgen.unchanged import Kept, once

SOURCE = "privacy_rules_2016"  # Autoriteit Persoonsgegevens, beleidsregels De zieke werknemer, 2016-04-29
Severity = Literal["high", "medium"]
Notice = Literal["", "copied", "physician", "functional", "none"]

_HYPHENS = frozenset("-\u2010\u2011\u2012\u2013")
_IN_OWN_WORDS = frozenset({"short text", "long text"})
_LONGEST_WORD = 40
_LONGEST_TEXT = 100_000  # a longer answer is wrong on every form, so that no document can come of the rest
_MOST_HINTS = 3


@dataclass(frozen=True, slots=True)
class Hit:
    """A word about health in a text: as typed, where it stands, how sure we are, and what one could write instead."""

    word: str
    start: int
    end: int
    severity: Severity
    hint: Text


@dataclass(frozen=True, slots=True)
class Remark:
    """What to say about the hits in one answer; `at` is its dotted name."""

    level: Literal["warn", "info"]
    sentence: Text
    at: str


def hits(text: str, folder: Path = SHIPPED) -> tuple[Hit, ...]:
    """The words about health in a text, in its order, none of them overlapping; it never raises for any text.

    `folder` may have a forms/privacy.yml of its own; without one the list that comes with the package counts.
    A word of which every part stands in an allowed phrase is no hit. The list cannot know what a writer means: the
    hits are advice. Source: Autoriteit Persoonsgegevens, beleidsregels De zieke werknemer (2016).
    """
    return _hits_by_text(folder)[text]


def _hits_by_text(folder: Path) -> Kept[str, tuple[Hit, ...]]:
    return once(("hits", folder), lambda: Kept(partial(_hits, *_spotters(folder))))


def _hits(words: Spotter[HealthWord], allowed: Spotter[None], text: str) -> tuple[Hit, ...]:
    if not words.may_stand_in(text):  # nearly every text
        return ()
    found = tokens(text)
    harmless = {place for spot in allowed.spots(found) for place in spot.places}
    spots = [(spot.places, spot.means) for spot in words.spots(found) if not harmless.issuperset(spot.places)]
    return tuple(_joined(_chosen(spots), found, text))


def marked(text: str, found: Sequence[Hit]) -> tuple[tuple[str, bool], ...]:
    """The text in pieces, each with whether it is a hit; the pieces joined are the text."""
    pieces: list[tuple[str, bool]] = []
    end = 0
    for hit in found:
        pieces += [(text[end : hit.start], False), (text[hit.start : hit.end], True)]
        end = hit.end
    return tuple(piece for piece in (*pieces, (text[end:], False)) if piece[0])


def to_mark(form: Form, name: str, text: str) -> tuple[Hit, ...]:
    """The hits a page marks in this answer: all in a functional text, in a copied one those we are sure of."""
    who = notice(form, name)
    if who not in ("functional", "copied") or form.by_name[name.rpartition(".")[2]].kind not in _IN_OWN_WORDS:
        return ()
    return tuple(hit for hit in hits(text, form.folder) if who == "functional" or hit.severity == "high")


def notice(form: Form, name: str) -> Notice:
    """Who reads the answer under this dotted name; a question in a repeated group goes by its group's word too.

    Where neither says so, a guarded form is `functional`: what its writer may not record can stand in any text.
    """
    group, _, inner = name.partition(".")
    own = form.by_name[inner.rpartition(".")[2] or group].notice
    return own or form.by_name[group].notice or ("functional" if form.guarded else "")


def hits_of(answers: Answers) -> Mapping[str, tuple[Hit, ...]]:
    """The hits in every functional answer that has any, by dotted name. They hold what was typed: never log them."""
    return answers.once(_hits_of)["functional"]


def remarks(answers: Answers) -> Iterator[Remark]:
    """A remark at every functional answer with hits; and one at the first copied answer with a word we are sure of."""
    for name, found in hits_of(answers).items():
        high = [hit for hit in found if hit.severity == "high"]
        yield Remark("warn" if high else "info", _said(answers, name, high or found, _SURE if high else _PERHAPS), name)
    for name, found in answers.once(_hits_of)["copied"].items():
        high = [hit for hit in found if hit.severity == "high"]
        if high:
            yield Remark("info", _said(answers, name, high, _COPIED), name)
            return


def counts(answers: Answers) -> Mapping[Severity, int]:
    """How many hits of each severity stand in the functional answers: all that may be kept or logged of them."""
    found = [hit.severity for some in hits_of(answers).values() for hit in some]
    return {"high": found.count("high"), "medium": found.count("medium")}


def to_confirm(answers: Answers) -> str:
    """A fingerprint of the texts with a word we are sure of, to be confirmed by whoever wrote them; empty if none.

    Another word in one of these texts gives another fingerprint. The text cannot be read from it.
    """
    texts = {
        name: answers.raw[name]
        for name, found in hits_of(answers).items()
        if any(hit.severity == "high" for hit in found)
    }
    return hashlib.sha256(json.dumps(texts, sort_keys=True).encode()).hexdigest() if texts else ""


def disclosures(answers: Answers) -> tuple[Disclosure, ...]:
    """The hits in the functional answers, each with its question and what to write: for a door that lists them."""
    return tuple(
        Disclosure(name, hit.word, hit.hint, hit.severity == "high")
        for name, found in hits_of(answers).items()
        for hit in found
    )


def refuse_unconfirmed(answers: Answers, confirmed: str = "") -> None:
    """Raises PrivacyError while a text with a word we are sure of is not confirmed as it is now.

    `confirmed` is what `to_confirm` gave for these answers when their writer read them again. Every door asks this
    before it makes documents: pages, command line, API, Python, and each row of a file by itself.
    """
    texts = to_confirm(answers)
    if texts and texts != confirmed:
        raise PrivacyError(disclosures(answers), texts)


# ---- which words count ---------------------------------------------------------------------------------------------

_Spots = list[tuple[tuple[int, ...], HealthWord]]


def _chosen(spots: _Spots) -> _Spots:
    """Of spots that share a token one: the surest, and of those the longest; in the order of the text."""
    taken: set[int] = set()
    kept = []
    for places, word in sorted(spots, key=lambda spot: (spot[1].severity != "high", -len(spot[0]), spot[0])):
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append((places, word))
    return sorted(kept, key=lambda spot: spot[0])


def _joined(spots: _Spots, found: Sequence[Token], text: str) -> Iterator[Hit]:
    """Hits of these spots, those with only a hyphen between them as one: burn-out-klachten."""
    last: Hit | None = None
    for places, word in spots:
        start, end = found[places[0]].start, found[places[-1]].end
        hit = Hit(text[start:end], start, end, word.severity, word.instead)
        if last is not None and start == last.end + 1 and text[last.end] in _HYPHENS:
            surest = last if last.severity == "high" else hit
            last = Hit(text[last.start : end], last.start, end, surest.severity, surest.hint)
            continue
        if last is not None:
            yield last
        last = hit
    if last is not None:
        yield last


def _spotters(folder: Path) -> tuple[Spotter[HealthWord], Spotter[None]]:
    path = folder / "forms" / "privacy.yml"
    own = folder if path.exists() else SHIPPED
    return _loaded(own, (own / "forms" / "privacy.yml").stat().st_mtime_ns)


@lru_cache(maxsize=8)
def _loaded(folder: Path, _changed: int) -> tuple[Spotter[HealthWord], Spotter[None]]:
    known = load_health_words(folder)
    return Spotter([(word.word, word) for word in known.words]), Spotter([(phrase, None) for phrase in known.allowed])


def _hits_of(answers: Answers) -> Mapping[Notice, Mapping[str, tuple[Hit, ...]]]:
    """By who reads it the answers with hits, in the order of the pages."""
    found: dict[Notice, dict[str, tuple[Hit, ...]]] = {"functional": {}, "copied": {}}
    form = answers.form
    readers: Kept[str, Notice] = once(("readers", id(form)), lambda: Kept(partial(_reader, form)))
    by_text = _hits_by_text(form.folder)
    for name, text in answers.raw.items():
        who = readers[name]
        if who in found and (some := by_text[text[:_LONGEST_TEXT]]):
            found[who][name] = some
    return found


def _reader(form: Form, name: str) -> Notice:
    """Who reads what is written under this dotted name in one's own words; nobody for any other type of answer."""
    return notice(form, name) if form.by_name[name.rpartition(".")[2]].kind in _IN_OWN_WORDS else ""


# ---- sentences -----------------------------------------------------------------------------------------------------

_SURE = Text(
    'Bij "{ask}" staat {words}. Dat gaat over gezondheid, en een werkgever mag dat niet vastleggen. Schrijf wat iemand '
    "wel en niet kan, bijvoorbeeld: {hints}.",
    '"{ask}" says {words}. That is about health, and an employer may not record it. Write what someone can and cannot '
    "do, for example: {hints}.",
)
_PERHAPS = Text(
    'Bij "{ask}" staat {words}. Gaat dit over de gezondheid of het privéleven van de werknemer? Schrijf dan wat iemand '
    "wel en niet kan, bijvoorbeeld: {hints}.",
    '"{ask}" says {words}. Is this about the employee\'s health or private life? Then write what someone can and '
    "cannot do, for example: {hints}.",
)
_COPIED = Text(
    'Bij "{ask}" staat {words}. Uw werkgever krijgt een kopie. Schrijf hier liever wat u wel en niet kunt, '
    "bijvoorbeeld: {hints}.",
    '"{ask}" says {words}. Your employer gets a copy. Better write here what you can and cannot do, for example: '
    "{hints}.",
)


def _said(answers: Answers, name: str, found: Iterable[Hit], sentence: Text) -> Text:
    words = list(dict.fromkeys(f'"{_short(hit.word)}"' for hit in found))
    hints = list(dict.fromkeys(hit.hint for hit in found))[:_MOST_HINTS]
    question = answers.form.by_name[name.rpartition(".")[2]]
    return sentence.fill(
        ask=question.ask,
        words=Text(*(listed(words, language) for language in LANGUAGES)),
        hints=Text(*("; ".join(hint[language] for hint in hints) for language in LANGUAGES)),
    )


def _short(word: str) -> str:
    return word if len(word) <= _LONGEST_WORD else word[:_LONGEST_WORD] + "…"
