"""The rows of a CSV or XLSX file as people have them: headings, cells as text, and a sentence for every wrong row."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from formgen.bulk import delimited, workbook
from formgen.bulk.line import (
    LONGEST_CELL,
    MOST_BYTES,
    MOST_COLUMNS,
    MOST_ROWS,
    TITLES,
    TOO_MANY_ROWS,
    Line,
    Opened,
    Origin,
    Recognised,
)
from formgen.bulk.refused import refuse_other_kinds
from formgen.bulk.source import Source, source, whole
from formgen.errors import FileError
from formgen.text import Text

SHOWN = 50  # rows of a survey: enough to see whether the columns are the right ones


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line it starts on in the user's file, one cell per heading, and what is wrong with it.

    `spoiled` are the cells of which it is known by their place that a formula in them failed.
    """

    line: int
    cells: tuple[str, ...]
    faults: tuple[Text, ...] = ()
    spoiled: tuple[tuple[int, Text], ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong on one line of the file."""

    line: int
    sentence: Text


@dataclass(frozen=True, slots=True)
class Rows:
    """An opened file. `headings` and `faults` (of the headings) are known; the rows are read while you go through them.

    Go through it once: the rows are not kept, so a file of 100,000 rows takes no more memory than one of ten.
    Going through it raises FileError when a limit is passed or the file turns out to be broken half-way.
    """

    name: str
    headings: tuple[str, ...]
    faults: tuple[Fault, ...]
    notes: tuple[Text, ...]
    lines: Iterator[Line] = field(repr=False)
    origin: Origin
    first: Line  # the line of the headings

    def __iter__(self) -> Iterator[Row]:
        """Each row that holds anything, in the order of the file."""
        named: set[int] = set()
        seen = 0
        for line in self.lines:
            if line.blank:
                continue
            seen += 1
            if seen > MOST_ROWS:
                raise FileError(TOO_MANY_ROWS.fill(file=self.name, most=MOST_ROWS))
            yield self._row(line, named)

    def _row(self, line: Line, named: set[int]) -> Row:
        cells = _trimmed(line.cells)
        if len(cells) > MOST_COLUMNS:
            raise FileError(_too_many_columns(self.name, line.number, len(cells)))
        faults = [*line.faults, *self._misfits(line, cells, named)]
        kept = line.cells[: len(self.headings)]
        return Row(line.number, (*kept, *[""] * (len(self.headings) - len(kept))), tuple(faults), line.spoiled)

    def _misfits(self, line: Line, cells: Sequence[str], named: set[int]) -> Iterator[Text]:
        """What does not fit the headings; a column without a heading is named once, at its first text."""
        if line.faults and not cells:
            return
        width = len(self.headings)
        if len(cells) > width:
            yield _MORE.fill(cells=len(cells), headings=width)
        elif line.whole and len(line.cells) < width:
            yield _FEWER.fill(cells=len(line.cells), headings=width)
        for place, cell in enumerate(cells, 1):
            if len(cell) > LONGEST_CELL:
                yield _LONG_CELL.fill(place=place, length=len(cell), most=LONGEST_CELL)
            elif cell and place <= width and not self.headings[place - 1] and place not in named:
                named.add(place)
                yield _NAMELESS.fill(place=place)


@dataclass(frozen=True, slots=True)
class Survey:
    """How a file is read: how many rows, its headings, its first rows, and every fault with its line."""

    count: int
    headings: tuple[str, ...]
    first: tuple[Row, ...]
    faults: tuple[Fault, ...]
    notes: tuple[Text, ...]


def read(data: bytes | Source, name: str, recognised: Recognised | None = None) -> Rows:
    """Opens a CSV or XLSX file; which of the two it is follows from the content, not from the name.

    `recognised` counts the headings we know on a line: with it, a title above the headings or a sheet before that of
    the data is passed over. Raises FileError with a sentence for a file of another kind, a broken one, an empty one and
    one over the limits.
    """
    file = source(data)
    if file.over(MOST_BYTES):
        raise FileError(_TOO_LARGE.fill(file=name, most=MOST_BYTES // 1_000_000))
    first = next(file.pieces(), b"")
    refuse_other_kinds(first, name)
    is_workbook = first.startswith(b"PK")
    opened = workbook.open_sheet(whole(file), name, recognised) if is_workbook else delimited.open_text(file, name)
    return _headed(opened, name, recognised)


def survey(rows: Rows) -> Survey:
    """Goes through all rows and tells what is there; keeps the first 50 rows only."""
    first: list[Row] = []
    faults = list(rows.faults)
    count = 0
    for row in rows:
        count += 1
        if count <= SHOWN:
            first.append(row)
        faults.extend(Fault(row.line, sentence) for sentence in (*row.faults, *(said for _, said in row.spoiled)))
    return Survey(count, rows.headings, tuple(first), tuple(faults), rows.notes)


def _headed(opened: Opened, name: str, recognised: Recognised | None) -> Rows:
    """The headings are on the first line that holds anything, or on the one of the first ten with most that we know."""
    filled = (line for line in opened.lines if not line.blank)
    ahead = list(itertools.islice(filled, TITLES if recognised else 1))
    if not ahead:
        raise FileError(_EMPTY.fill(file=name))
    at = _most_recognised(ahead, recognised) if recognised else 0
    line = ahead[at]
    headings = tuple(_clean_heading(cell) for cell in _trimmed(line.cells))
    if len(headings) > MOST_COLUMNS:
        raise FileError(_too_many_columns(name, line.number, len(headings)))
    faults = [Fault(line.number, sentence) for sentence in (*line.faults, *_repeated(headings))]
    notes = (*opened.notes, _HEADINGS_AT.fill(line=line.number)) if at else opened.notes
    return Rows(name, headings, tuple(faults), notes, itertools.chain(ahead[at + 1 :], filled), opened.origin, line)


def _most_recognised(lines: Sequence[Line], recognised: Recognised) -> int:
    """The place of the line with most headings that we know, two at least; else the first."""
    counts = [recognised([_clean_heading(cell) for cell in line.cells]) for line in lines]
    return counts.index(max(counts)) if max(counts) > 1 else 0


def _repeated(headings: Sequence[str]) -> Iterator[Text]:
    """One sentence for each heading that stands above a second column, whatever its capitals and spaces."""
    places: dict[str, list[int]] = {}
    for place, heading in enumerate(headings, 1):
        if heading:
            places.setdefault(" ".join(heading.casefold().split()), []).append(place)
    for same in places.values():
        if len(same) > 1:
            yield _REPEATED.fill(heading=headings[same[0] - 1], first=same[0], second=same[1])


def _trimmed(cells: Sequence[str]) -> Sequence[str]:
    """Without the empty cells at the end, which spreadsheets add and drop as they like."""
    width = len(cells)
    while width and not cells[width - 1].strip():
        width -= 1
    return cells[:width]


def _clean_heading(cell: str) -> str:
    """On one line, without the invisible characters that come along with copying and exporting."""
    return " ".join(cell.replace("\ufeff", "").replace("\u200b", "").replace("\u00ad", "").split())


def _too_many_columns(name: str, line: int, count: int) -> Text:
    return _COLUMNS.fill(file=name, line=line, count=count, most=MOST_COLUMNS)


_TOO_LARGE = Text(
    "{file}: het bestand is groter dan {most} MB. Verdeel het over meer bestanden.",
    "{file}: the file is larger than {most} MB. Split it into several files.",
)
_COLUMNS = Text(
    "{file}, regel {line}: {count} kolommen, en er mogen er {most} zijn. Verwijder kolommen die niet nodig zijn.",
    "{file}, line {line}: {count} columns, and {most} are allowed. Remove columns that are not needed.",
)
_EMPTY = Text(
    "{file}: er staat niets in. Zet de koppen op de eerste regel en de gegevens eronder.",
    "{file}: there is nothing in it. Put the headings on the first line and the data below them.",
)
_HEADINGS_AT = Text(
    "De koppen staan op regel {line}; wat daarboven staat, slaan we over.",
    "The headings are on line {line}; we pass over what stands above them.",
)
_REPEATED = Text(
    'De kop "{heading}" staat boven kolom {first} en kolom {second}. Geef elke kolom een eigen kop.',
    'The heading "{heading}" stands above column {first} and column {second}. Give each column its own heading.',
)
_MORE = Text(
    "Cellen in deze rij: {cells}; koppen: {headings}. Zet tekst met een scheidingsteken tussen"
    " aanhalingstekens of geef de extra kolom een kop.",
    "Cells in this row: {cells}; headings: {headings}. Put text that holds a separator between"
    " quotation marks or give the extra column a heading.",
)
_FEWER = Text(
    "Cellen in deze rij: {cells}; koppen: {headings}. Vul de rij aan; een cel mag leeg zijn.",
    "Cells in this row: {cells}; headings: {headings}. Complete the row; a cell may be empty.",
)
_LONG_CELL = Text(
    "In kolom {place} staan {length} tekens en er passen er {most} in een cel. Maak de tekst korter.",
    "Column {place} holds {length} characters and a cell takes {most}. Make the text shorter.",
)
_NAMELESS = Text(
    "In kolom {place} staat tekst, maar de kolom heeft geen kop. Geef de kolom een kop of maak haar leeg.",
    "Column {place} holds text but has no heading. Give the column a heading or empty it.",
)
