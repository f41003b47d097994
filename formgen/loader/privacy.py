"""The words that say something about health: forms/privacy.yml to frozen data."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from formgen.errors import FormFileError
from formgen.form import HealthWord, HealthWords
from formgen.loader import texts
from formgen.loader.blocks import Words, entries, words
from formgen.loader.guidance import read_sources
from formgen.loader.nodes import Faults, Items, Node, Scalar, read_file
from formgen.loader.scope import known_source
from formgen.text import Text

PRIVACY_WORDS = ("severity", "language", "words", "instead", "source")
FILE_WORDS = ("words", "allowed")
Severity = Literal["high", "medium"]
Speech = Literal["nl", "en", "both"]
_SEVERITIES: tuple[Severity, ...] = ("high", "medium")
_LANGUAGES: tuple[Speech, ...] = ("nl", "en", "both")

_WORD = r"\*?[^\W_]+\*?"
_SPELLING = re.compile(rf"(?:% )?{_WORD}(?:[ -]{_WORD})*")
_PHRASE = re.compile(rf"{_WORD}(?:[ -]{_WORD}| \.\.\. {_WORD})*")

_ENTRY = Text('"{name}"', '"{name}"')
_FILE = Text("dit bestand", "this file")
_NOT_WORD = Text(
    '"{text}" is geen woord om te zoeken - gebruik letters, cijfers, spaties en streepjes, met * voor of achter een '
    "woord",
    '"{text}" is no word to look for - use letters, digits, spaces and hyphens, with * before or after a word',
)
_NOT_LIST = Text("hier hoort een lijst met woorden - schrijf [een, twee]", "this takes a list of words - [one, two]")


def load_health_words(folder: Path) -> HealthWords:
    """The words and allowed phrases in forms/privacy.yml, none if there is no such file. Raises FormFileError."""
    path = folder / "forms" / "privacy.yml"
    if not path.exists():
        return HealthWords((), ())
    faults = Faults()
    tree = read_file(path, folder, faults)
    block = words(tree, _FILE, FILE_WORDS, faults) if tree is not None else None
    read = _read(block, frozenset(read_sources(folder, Faults()))) if block else HealthWords((), ())
    if faults.problems:
        raise FormFileError(faults.problems)
    return read


def _read(block: Words, sources: frozenset[str]) -> HealthWords:
    named = entries(block.need("words"), _ENTRY.fill(name="words"), block.faults)
    found = [word for key, value in named for word in _group(key, value, sources, block.faults)]
    phrases = entries(block.need("allowed"), _ENTRY.fill(name="allowed"), block.faults)
    allowed = [node.text for _, value in phrases for node in _spelt(value, _PHRASE, block.faults)]
    return HealthWords(tuple(found), tuple(allowed))


def _group(key: Scalar, value: Node, sources: frozenset[str], faults: Faults) -> Iterator[HealthWord]:
    """The words of one group, which share what to write instead."""
    block = words(value, _ENTRY.fill(name=key.text), PRIVACY_WORDS, faults)
    if block is None:
        return
    block.need("severity"), block.need("language")
    severity, language = block.one_of("severity", _SEVERITIES), block.one_of("language", _LANGUAGES)
    instead = texts.read_text(block.need("instead"), faults)
    known_source(block.needed_scalar("source"), sources, faults)
    listed = block.need("words")
    if severity and language and instead and listed is not None:
        for node in _spelt(listed, _SPELLING, faults):
            yield HealthWord(node.text, severity, language, instead)  # type: ignore[arg-type]


def _spelt(value: Node, spelling: re.Pattern[str], faults: Faults) -> Iterator[Scalar]:
    """Each word or phrase of a list that can be looked for; the others are noted."""
    if not isinstance(value, Items):
        faults.add(value, _NOT_LIST)
        return
    for node in value.items:
        if isinstance(node, Scalar) and spelling.fullmatch(node.text):
            yield node
        else:
            faults.add(node, _NOT_WORD.fill(text=node.text if isinstance(node, Scalar) else "-"))
