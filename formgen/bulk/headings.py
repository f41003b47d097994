"""Matches the headings of a file to the questions of a form: by name, by wording in either language, or by hand."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from itertools import islice

from formgen.errors import FormgenError, did_you_mean
from formgen.form import Form, Question
from formgen.text import LANGUAGES, Text, listed

# Columns that say something about the row itself, and the other names they may bear.
LANGUAGE, CONFIRMED = "_language", "_confirm_privacy"
STATUS, ERRORS, FILE, ROW = OURS = ("_status", "_errors", "_file", "_row")  # what we add to a file that we give back
_SPECIAL = {LANGUAGE: ("taal", "language", "taal document", "document language"), CONFIRMED: ("confirm privacy",)}
_MOST_ROWS = 99  # of a repeated group: a larger number in a heading is part of its words
_ALIKE, _TELLING, _MOST_LIKELY = 0.85, 6, 5  # likeness, letters, and how many of them are told
_LONGEST = 200  # characters of a cell that may be a heading
# How exports of personnel systems shorten words; the wordings of our questions spell them out.
_SHORT = {
    **{"geb": "geboorte", "gebdat": "geboortedatum", "gebdatum": "geboortedatum", "dat": "datum", "nr": "nummer"},
    **{"tel": "telefoon", "telnr": "telefoonnummer", "mob": "mobiel", "voorl": "voorletters", "woonpl": "woonplaats"},
    **{"tussenv": "tussenvoegsel", "1e": "eerste", "1ste": "eerste", "1st": "first", "pw": "perweek"},
}
_NUMBER = re.compile(r"(?<!\S)(?P<number>[1-9]\d?)(?!\S)")

Names = frozenset[str]


@dataclass(frozen=True, slots=True)
class Columns:
    """What each column of a file is, in its order: a dotted question, one of our own columns, or nothing ("").

    `ignored` are the headings that are no question; `unsure` those that may be any of several; `doubled` the pairs of
    headings that answer the same question, of which the first counts. All of them are told, and none stops the rest.
    """

    headings: tuple[str, ...]
    names: tuple[str, ...]
    unsure: Mapping[str, tuple[str, ...]]
    doubled: tuple[tuple[str, str], ...]

    @property
    def known(self) -> tuple[str, ...]:
        """The headings that are a question of the form."""
        return tuple(h for h, name in zip(self.headings, self.names, strict=True) if name and not name.startswith("_"))

    @property
    def ignored(self) -> tuple[str, ...]:
        """The headings that are no question; not those without words, nor our own of an earlier round."""
        told = {*OURS, *self.unsure, *(second for _, second in self.doubled)}
        return tuple(h for h, name in zip(self.headings, self.names, strict=True) if h and not name and h not in told)

    @property
    def ours(self) -> tuple[int, ...]:
        """The places of our four columns of an earlier round, as OURS has them; none unless all four are there."""
        return tuple(map(self.last, OURS)) if all(heading in self.headings for heading in OURS) else ()

    def last(self, heading: str) -> int:
        """The place of the last column of this heading, -1 when there is none.

        A column of the user's own may be called as one of ours: ours were put behind it.
        """
        return max((place for place, one in enumerate(self.headings) if one == heading), default=-1)

    def raw(self, cells: Sequence[str]) -> dict[str, str]:
        """The answers in these cells by dotted name; an empty cell is no answer, and never takes one away."""
        return {
            name: cell for name, cell in zip(self.names, cells, strict=True) if name and cell and not cell.isspace()
        }

    def heading(self, name: str) -> str:
        """The heading above the answer of this dotted name; the name itself when no column holds it."""
        return self.headings[self.names.index(name)] if name in self.names else name


def match(form: Form, headings: Sequence[str], by_hand: Mapping[str, str] | None = None) -> Columns:
    """What each heading is: as it was mapped by hand, else by the question's name, its wording or a known synonym.

    Capitals, spaces, accents and punctuation make no difference. `by_hand` maps a heading to a dotted question, or to
    an empty text for "leave it out". Raises FormgenError for a heading or a question there that does not exist.
    """
    known = _known(form)
    hand = _by_hand(form, headings, by_hand or {})
    names: list[str] = []
    unsure: dict[str, tuple[str, ...]] = {}
    doubled: list[tuple[str, str]] = []
    for heading in headings:
        found = hand.get(plain(heading)) or known.get(plain(heading), frozenset())
        name = next(iter(found)) if len(found) == 1 and heading not in OURS else ""
        if name and name in names:
            doubled.append((headings[names.index(name)], heading))
            name = ""
        if len(found) > 1:
            unsure[heading] = tuple(sorted(found))
        names.append(name)
    return Columns(tuple(headings), tuple(names), unsure, tuple(doubled))


def recogniser(form: Form, by_hand: Mapping[str, str] | None = None) -> Callable[[Sequence[str]], int]:
    """What counts how many cells of a line are headings that we know: titles above the headings have none."""
    known, hand = _known(form), {plain(heading) for heading in by_hand or {}}

    def recognised(cells: Sequence[str]) -> int:
        words = {plain(cell) for cell in cells if len(cell) <= _LONGEST}
        return sum(word in hand or bool(known.get(word)) for word in words)

    return recognised


@lru_cache(maxsize=16_384)
def plain(heading: str) -> str:
    """The heading as it is compared: small letters and numbers, without accents, one space between words.

    >>> plain("Activities.1.Start"), plain("  E-mailadres: "), plain("geboorte_datum")
    ('activities 1 start', 'e mailadres', 'geboorte datum')
    """
    apart = unicodedata.normalize("NFKD", heading).casefold()
    letters = "".join(c if c.isalnum() else " " for c in apart if not unicodedata.combining(c))
    return " ".join(letters.split())


def _by_hand(form: Form, headings: Sequence[str], mapped: Mapping[str, str]) -> dict[str, Names]:
    present = {plain(heading): heading for heading in headings}
    found: dict[str, Names] = {}
    for heading, name in mapped.items():
        if plain(heading) not in present:
            raise FormgenError(_NO_HEADING.fill(heading=heading, hint=did_you_mean(heading, present.values())))
        if name and name not in _SPECIAL and not _is_question(form, name):
            raise FormgenError(_NO_QUESTION.fill(name=name, hint=did_you_mean(name, all_names(form))))
        found[plain(heading)] = frozenset({name})
    return found


def all_names(form: Form, rows: int = 1) -> Iterator[str]:
    """Every dotted name a column may bear, in the order of the pages, with so many rows of each repeated group."""
    for section in form.sections:
        for question in section.questions:
            if not question.repeats:
                yield question.name
                continue
            for number in range(1, min(rows, _most(question)) + 1):
                yield from (f"{question.name}.{number}.{inner.name}" for inner in question.questions)


def _is_question(form: Form, name: str) -> bool:
    group, _, rest = name.partition(".")
    number, _, inner = rest.partition(".")
    question = form.by_name.get(group)
    if question is None or form.group_of(group) is not None:
        return False
    if not question.repeats:
        return not rest
    counts = number.isascii() and number.isdecimal() and 1 <= int(number) <= _most(question)
    return counts and any(one.name == inner for one in question.questions)


def _most(group: Question) -> int:
    return min(int(group.limits.most), _MOST_ROWS) if group.limits.most is not None else _MOST_ROWS


# ---- every way to say a question ------------------------------------------------------------------------------------


class _Ways(dict[str, Names]):
    """The questions by every plain way to say them; one with a row number in it is looked up by that number.

    A heading that is shortened as people do (Geb. datum, Tel.nr, Uren p/w) is the one that it is short for.
    """

    def __init__(self, exact: dict[str, Names], numbered: dict[str, frozenset[tuple[str, str, int]]]) -> None:
        super().__init__(exact)
        self._numbered = numbered
        self._joined: dict[str, Names] = {}
        for key, names in exact.items():
            joined = key.replace(" ", "")
            self._joined[joined] = self._joined.get(joined, frozenset()) | names

    def get(self, key: str, default: object = None) -> Names:
        """The questions that this plain heading may mean; none for a heading that says no question."""
        found = super().get(key) or self._joined.get(_in_full(key))
        if found is not None or not (number := _NUMBER.search(key)):
            return found or frozenset()
        bare = " ".join((key[: number.start()] + "# " + key[number.end() :]).split())
        row = int(number["number"])
        return frozenset(f"{g}.{row}.{q}" for g, q, most in self._numbered.get(bare, ()) if row <= most)


def _in_full(key: str) -> str:
    """The plain heading with each shortened word in full, and no spaces: they stand or are left out as one likes.

    >>> _in_full("geb datum"), _in_full("tel nr"), _in_full("uren p w")
    ('geboortedatum', 'telefoonnummer', 'urenperweek')
    """
    return "".join(_SHORT.get(word, word) for word in key.replace("p w", "pw").split())


def _known(form: Form) -> _Ways:
    """A name goes before a wording: a question that is called as another one is worded, is that question."""
    names: dict[str, set[str]] = {}
    words: dict[str, set[str]] = {}
    numbered: dict[str, set[tuple[str, str, int]]] = {}
    for special, others in _SPECIAL.items():
        names[plain(special)] = {special}
        _add(words, others, special)
    for section in form.sections:
        for question in section.questions:
            if question.repeats:
                _add_group(question, names, numbered)
            else:
                _add(names, [question.name], question.name)
                _add(words, _wordings(question), question.name)
    exact = {key: frozenset(found) for key, found in (words | names).items()}
    return _Ways(exact, {key: frozenset(found) for key, found in numbered.items()})


def _add_group(group: Question, names: dict[str, set[str]], numbered: dict[str, set[tuple[str, str, int]]]) -> None:
    """`activities.2.start`, `start 2`, `Activiteiten 2 Begindatum`; and `start` alone for the first row.

    The wording alone says too little: many a group, and many a file, has a "Datum" that is not ours.
    """
    for inner in group.questions:
        target = (group.name, inner.name, _most(group))
        _add(names, [inner.name], f"{group.name}.1.{inner.name}")
        numbered.setdefault(f"{plain(inner.name)} #", set()).add(target)
        for outer in (group.name, *_wordings(group)):
            for saying in (inner.name, *_wordings(inner)):
                numbered.setdefault(f"{plain(outer)} # {plain(saying)}", set()).add(target)


def _add(words: dict[str, set[str]], sayings: Iterable[str], name: str) -> None:
    for saying in sayings:
        words.setdefault(plain(saying), set()).add(name)


def _wordings(question: Question) -> tuple[str, ...]:
    return (*(question.ask[language] for language in LANGUAGES), *question.headings)


# ---- sentences ------------------------------------------------------------------------------------------------------


def told(form: Form, columns: Columns) -> Iterator[Text]:
    """What to know about the columns: which are left out, which may mean several questions, which say the same."""
    if columns.ignored:
        yield _IGNORED.fill(headings=quoted(columns.ignored))
    for heading, name in islice(_likely(form, columns), _MOST_LIKELY):
        yield _LIKELY.fill(heading=heading, name=name, ask=form.by_name[name].ask)
    for heading, names in columns.unsure.items():
        yield _UNSURE.fill(heading=heading, names=_either(names))
    for first, second in columns.doubled:
        yield _DOUBLED.fill(first=first, second=second)


def _likely(form: Form, columns: Columns) -> Iterator[tuple[str, str]]:
    """The headings left out that are much like a question no column answers, and that question."""
    open_ = [question for section in form.sections for question in section.questions if not question.repeats]
    ways = {_in_full(plain(w)): q.name for q in open_ if q.name not in columns.names for w in (q.name, *_wordings(q))}
    for heading in columns.ignored:
        found = get_close_matches(_in_full(plain(heading)), [way for way in ways if len(way) >= _TELLING], 1, _ALIKE)
        if found:
            yield heading, ways[found[0]]


def quoted(headings: Sequence[str]) -> Text:
    """These headings as a sentence quotes them, with commas and "and"."""
    return Text(*(listed([f'"{heading}"' for heading in headings], language) for language in LANGUAGES))


def _either(names: Sequence[str]) -> Text:
    return Text(*(listed(names, language, either=True) for language in LANGUAGES))


_IGNORED = Text(
    "Deze kolommen komen in geen enkel document: {headings}.", "These columns go into no document: {headings}."
)
_LIKELY = Text(
    'Bedoelt u met "{heading}" de vraag "{ask}"? Noem de kolom dan {name}, of kies zelf wat hij is.',
    'Does "{heading}" stand for the question "{ask}"? Then call the column {name}, or choose yourself what it is.',
)
_UNSURE = Text(
    'De kop "{heading}" kan {names} zijn. Geef de kolom die naam, of kies er zelf een.',
    'The heading "{heading}" may be {names}. Give the column that name, or choose one yourself.',
)
_DOUBLED = Text(
    'De kolommen "{first}" en "{second}" beantwoorden dezelfde vraag. We lezen de eerste. Verwijder er een.',
    'The columns "{first}" and "{second}" answer the same question. We read the first. Remove one of them.',
)
_NO_HEADING = Text(
    'Er is geen kolom "{heading}" in het bestand - {hint}', 'There is no column "{heading}" in the file - {hint}'
)
_NO_QUESTION = Text('Het formulier heeft geen vraag "{name}" - {hint}', 'The form has no question "{name}" - {hint}')
