"""Sees that a column of dates has the month first (03/14/2026), as programs set to American English write it."""

import re
from collections.abc import Iterator, Sequence

from formgen.bulk.headings import Columns
from formgen.form import Form
from formgen.text import Text

_SLASHES = re.compile(r"(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?:\d{4}|\d{2})")


class MonthFirst:
    """Looks at every row of a file. We read the day first, so where one date cannot be read, others are read wrong."""

    def __init__(self, form: Form, columns: Columns) -> None:
        kinds = [name and form.by_name.get(name.rpartition(".")[2]) for name in columns.names]
        self._dates = [place for place, asked in enumerate(kinds) if asked and asked.kind == "date"]
        self._columns = columns
        self._month: dict[int, tuple[int, str]] = {}  # by column, the first date with a month in front
        self._day: set[int] = set()  # columns with a date that has its day in front
        self._either: set[int] = set()

    def see(self, line: int, cells: Sequence[str]) -> None:
        """Look at the dates of one row."""
        for place in self._dates:
            if "/" in cells[place] and (found := _SLASHES.fullmatch(cells[place].strip())):
                first, second = int(found["first"]), int(found["second"])
                if first > 12:
                    self._day.add(place)
                elif second > 12:
                    self._month.setdefault(place, (line, cells[place].strip()))
                else:
                    self._either.add(place)

    @property
    def names(self) -> tuple[str, ...]:
        """The questions whose column has the month first, and no date that says otherwise."""
        return tuple(self._columns.names[place] for place in self._month if place not in self._day)

    def notes(self) -> Iterator[Text]:
        """A warning for each column in which the month stands first, and dates may be taken for others."""
        for place, (line, typed) in self._month.items():
            if place in self._either:
                yield _MONTH_FIRST.fill(heading=self._columns.headings[place], typed=typed, line=line)


def doubtful(cell: str) -> Text | None:
    """What to ask of a date in a column with the month first, when it can be read both ways; None for any other.

    >>> doubtful("03/04/2026") is None, doubtful("03/14/2026"), doubtful("03/03/2026"), doubtful("9-3-2026")
    (False, None, None, None)
    """
    found = _SLASHES.fullmatch(cell.strip())
    if not found or found["first"] == found["second"] or max(int(found["first"]), int(found["second"])) > 12:
        return None
    return _WHICH


_WHICH = Text(
    "In deze kolom staat bij andere rijen de maand voorop. Welke dag is dit? Schrijf dag-maand-jaar, met streepjes.",
    "In this column other rows have the month first. Which day is this? Write day-month-year, with hyphens.",
)
_MONTH_FIRST = Text(
    'Let op: in kolom "{heading}" lijkt de maand voorop te staan ("{typed}" op regel {line}). Wij lezen de dag eerst:'
    " 03/04 is 3 april. Zet de hele kolom op dd-mm-jjjj en breng het bestand opnieuw.",
    'Note: in column "{heading}" the month seems to come first ("{typed}" on line {line}). We read the day first:'
    " 03/04 is 3 April. Set the whole column to dd-mm-yyyy and bring the file again.",
)
