"""Which column of a brought file is which question: as we read it, as its visitor chooses, and kept in the browser."""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from formgen.bulk import headings, job
from formgen.bulk.check import RowIn
from formgen.bulk.headings import LANGUAGE, OURS, all_names, plain
from formgen.bulk.job import Upload
from formgen.bulk.plan import Plan
from formgen.form import Form
from formgen.text import Text
from formgen.web import pocket
from formgen.web.speech import language

_MOST_KEPT = 30  # columns that a cookie remembers
_ROWS = 9  # of each repeated group that are offered; any other can be typed
_FIRST, _LONGEST = 3, 40  # cells that are shown of a column, and characters of each
_NAMED = re.compile(r"\(([\w.]+)\)\s*$")


@dataclass(frozen=True, slots=True)
class Column:
    """A column as its visitor sees it: place, heading, first cells, and what we read it as (empty for nothing)."""

    place: int
    heading: str
    cells: tuple[str, ...]
    read_as: str


def offered(form: Form) -> list[str]:
    """Everything that a column can be, in the order of the pages: the words of a question, and its name behind them."""
    return [_said(form, name) for name in (*all_names(form, rows=_ROWS), LANGUAGE)]


def columns(plan: Plan, form: Form, first: Sequence[RowIn]) -> list[Column]:
    """The columns of a file that can be chosen for: those we do not know come first, each with its first cells.

    Our own of an earlier round, and those without a letter or digit above them, cannot be.
    """
    read = zip(plan.columns.headings, plan.columns.names, strict=True)
    found = [
        Column(place, heading, tuple(_cells(first, place)), _said(form, name) if name else "")
        for place, (heading, name) in enumerate(read)
        if plain(heading) and heading not in OURS
    ]
    return sorted(found, key=lambda column: bool(column.read_as))


def chosen(plan: Plan, form: Form, posted: Mapping[str, str]) -> dict[str, str]:
    """The headings that the visitor reads otherwise than we do, each with its question; empty text for "leave out".

    What was typed may be a question as it is offered, its name, or its words; what is none of these stays as it was
    typed, to be told.
    """
    found = {}
    for place, (heading, name) in enumerate(zip(plan.columns.headings, plan.columns.names, strict=True)):
        typed = posted.get(f"column-{place}")
        if typed is not None and plain(heading) and (wanted := _name(form, typed.strip())) != name:
            found[heading] = wanted
    return found


def by_hand(plan: Plan, mapped: Mapping[str, str]) -> dict[str, str]:
    """All columns as they are read with these choices: a question that is chosen for one is no other's any more."""
    taken = set(mapped.values())
    read = zip(plan.columns.headings, plan.columns.names, strict=True)
    return {heading: "" if name in taken else name for heading, name in read if name and plain(heading)} | dict(mapped)


def remembered(form: Form, upload: Upload) -> dict[str, str]:
    """The columns this visitor mapped before, as far as this file has them."""
    mapped = pocket.columns(form.name)
    if not mapped:
        return {}
    names = {_mark(name): name for name in ("", LANGUAGE, *all_names(form, rows=_ROWS))}
    found = {heading: mapped.get(_mark(plain(heading))) for heading in job.headings_of(form, upload)}
    return {heading: names[mark] for heading, mark in found.items() if mark in names}


def remember(form: Form, mapped: Mapping[str, str]) -> None:
    """Let the visitor's browser remember these for a next file."""
    ours = {**pocket.columns(form.name), **{_mark(plain(h)): _mark(name) for h, name in mapped.items()}}
    pocket.put_columns(form.name, dict(list(ours.items())[-_MOST_KEPT:]))


def _cells(first: Sequence[RowIn], place: int) -> Iterator[str]:
    for row in first[:_FIRST]:
        cell = " ".join(row.cells[place].split())
        if cell:
            yield cell if len(cell) <= _LONGEST else cell[:_LONGEST] + "…"


def _said(form: Form, name: str) -> str:
    question = form.by_name.get(name.rpartition(".")[2])
    words = question.ask if question else _SPECIAL.get(name)
    return f"{words[language()]} ({name})" if words else name


def _name(form: Form, typed: str) -> str:
    if found := _NAMED.search(typed):
        return found[1]
    (name,) = headings.match(form, [typed]).names
    return name or typed


def _mark(words: str) -> str:
    """A few letters that stand for a heading or a question in a cookie: it is not to say whose file this is."""
    return hashlib.sha256(words.encode()).hexdigest()[:6]


_SPECIAL = {
    LANGUAGE: Text("Taal van de documenten van deze rij", "Language of the documents of this row"),
    headings.CONFIRMED: Text("Woorden over gezondheid nagelezen", "Words about health read again"),
}
