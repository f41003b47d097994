"""Tips, sources and facts: the files of a folder of forms that every form may refer to."""

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from formgen.condition import read_date, read_number
from formgen.errors import FormFileError
from formgen.form import Fact, Source, Tip
from formgen.loader import texts
from formgen.loader.blocks import Words, entries, words
from formgen.loader.facts import Mentions
from formgen.loader.nodes import Faults, Node, Scalar, read_file
from formgen.loader.scope import known_source
from formgen.text import Text, long_date, month_and_year, same

SOURCE_WORDS = ("publisher", "title", "date", "link", "checked", "older")
TIP_WORDS = ("title", "text", "source", "unconfirmed")
UNITS = ("euro", "days", "weeks", "months", "years", "hours", "percent", "week")
FACT_WORDS = ("value", "unit", "text", "source", "valid from", "unconfirmed")

_ENTRY = Text('"{name}"', '"{name}"')
_FILE = Text("dit bestand", "this file")
_LINK = Text(
    '"{text}" is geen adres van een pagina - begin met https://',
    '"{text}" is not the address of a page - begin with https://',
)
_NOT_DATE = Text(
    '"{text}" is geen datum - schrijf 2026-01-31, 2026-01, 2026, of een tekst in twee talen',
    '"{text}" is no date - write 2026-01-31, 2026-01, 2026, or a text in two languages',
)

_NO_NUMBER = Text(
    '"{text}" is geen getal, en "unit: {unit}" telt er een - schrijf bijvoorbeeld 6, of haal de regel "unit:" weg',
    '"{text}" is no number, and "unit: {unit}" counts one - write for example 6, or remove the line "unit:"',
)

T = TypeVar("T")


def load_sources(folder: Path) -> dict[str, Source]:
    """The sources in forms/sources.yml by key, none if there is no such file. Raises FormFileError."""
    faults = Faults()
    return _sound(read_sources(folder, faults), faults)


def load_tips(folder: Path) -> dict[str, Tip]:
    """The tips in forms/tips.yml by name, none if there is no such file. Raises FormFileError."""
    faults = Faults()
    sources = frozenset(read_sources(folder, Faults()))
    return _sound(read_tips(folder, faults, sources, read_facts(folder, Faults(), sources)), faults)


def load_facts(folder: Path) -> dict[str, Fact]:
    """The facts in forms/facts.yml by name, none if there is no such file. Raises FormFileError."""
    faults = Faults()
    return _sound(read_facts(folder, faults, frozenset(read_sources(folder, Faults()))), faults)


def read_sources(folder: Path, faults: Faults) -> dict[str, Source]:
    """The sources that can be used; the problems of the others are noted."""
    return _read(read_named(folder, "sources", faults, {}), SOURCE_WORDS, _source, faults)


def read_tips(folder: Path, faults: Faults, sources: frozenset[str], facts: Mapping[str, Fact]) -> dict[str, Tip]:
    """The tips that can be used; the problems of the others are noted."""
    named = read_named(folder, "tips", faults, facts)
    return _read(named, TIP_WORDS, lambda key, block: _tip(key, block, sources), faults)


def read_facts(folder: Path, faults: Faults, sources: frozenset[str]) -> dict[str, Fact]:
    """The facts that can be used; the problems of the others are noted. The text of one may mention another."""

    def made(key: Scalar, block: Words) -> Fact | None:
        return _fact(key, block, sources)

    values = _read(read_named(folder, "facts", Faults(), {}), FACT_WORDS, made, Faults())
    return _read(read_named(folder, "facts", faults, values), FACT_WORDS, made, faults)


def read_named(folder: Path, word: str, faults: Faults, facts: Mapping[str, Fact]) -> Mapping[str, tuple[Scalar, Node]]:
    """The names under the one word of forms/<word>.yml with what each holds, the facts it mentions put in.

    Empty if there is no such file.
    """
    path = folder / "forms" / f"{word}.yml"
    if not path.exists():
        return {}
    tree = read_file(path, folder, faults)
    block = words(Mentions(facts, faults).said(tree), _FILE, (word,), faults) if tree is not None else None
    named = entries(block.need(word), _ENTRY.fill(name=word), faults) if block else ()
    return {key.text: (key, value) for key, value in named}


def _read(
    named: Mapping[str, tuple[Scalar, Node]],
    known: Sequence[str],
    make: Callable[[Scalar, Words], T | None],
    faults: Faults,
) -> dict[str, T]:
    found: dict[str, T] = {}
    for name, (key, value) in named.items():
        block = words(value, _ENTRY.fill(name=name), known, faults)
        made = make(key, block) if block else None
        if made is not None:
            found[name] = made
    return found


def _sound(found: dict[str, T], faults: Faults) -> dict[str, T]:
    if faults.problems:
        raise FormFileError(faults.problems)
    return found


def _source(key: Scalar, block: Words) -> Source | None:
    publisher = texts.read_same(block.need("publisher"), block.faults)
    title = texts.read_same(block.need("title"), block.faults)
    date, link = _when(block), block.scalar("link")
    if link is not None and not re.fullmatch(r"https?://\S+", link.text):
        block.faults.add(link, _LINK.fill(text=link.text))
    block.need("checked")
    checked, older = block.date("checked"), block.yes("older")
    if publisher is None or title is None or checked is None:
        return None
    return Source(key.text, publisher, title, date, link.text if link else "", checked, older)


def _when(block: Words) -> Text | None:
    """The date a source bears, as people read it."""
    node = block.node("date")
    if not isinstance(node, Scalar) or "|" in node.text:
        return texts.read_text(node, block.faults)
    parts = node.text.strip()
    try:
        if re.fullmatch(r"\d{4}", parts):
            return same(parts)
        if re.fullmatch(r"\d{4}-\d{2}", parts):
            month = datetime.date.fromisoformat(f"{parts}-01")
            return Text(month_and_year(month, "nl"), month_and_year(month, "en"))
        day = read_date(parts)
        return Text(long_date(day, "nl"), long_date(day, "en"))
    except ValueError:
        block.faults.add(node, _NOT_DATE.fill(text=node.text))
        return None


def _tip(key: Scalar, block: Words, sources: frozenset[str]) -> Tip | None:
    text = texts.read_text(block.need("text"), block.faults)
    named = block.scalars("source") if block.has("source") else ()
    keys = tuple(known_source(name, sources, block.faults) for name in named)
    unconfirmed, title = block.yes("unconfirmed"), texts.read_text(block.node("title"), block.faults)
    return Tip(key.text, text, keys, unconfirmed, title) if text else None


def _fact(key: Scalar, block: Words, sources: frozenset[str]) -> Fact | None:
    value, unit = block.needed_scalar("value"), block.one_of("unit", UNITS)
    text = texts.read_text(block.need("text"), block.faults)
    source = known_source(block.scalar("source"), sources, block.faults)
    valid_from, unconfirmed = block.date("valid from"), block.yes("unconfirmed")
    if value is None or text is None:
        return None
    read = _value(value.text)
    if unit and not isinstance(read, Decimal):
        block.faults.add(value, _NO_NUMBER.fill(text=value.text, unit=unit))
        return None
    return Fact(key.text, read, unit, text, source, valid_from, unconfirmed)


def _value(text: str) -> Decimal | datetime.date | str:
    """A number, a date, or else the text itself."""
    for read in (read_number, read_date):
        try:
            return read(text.strip())
        except ValueError:
            continue
    return text
