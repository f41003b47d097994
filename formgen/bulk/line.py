"""What every kind of file with rows is opened into: its lines as cells of text, with the limits they must keep to."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from formgen.text import Text

MOST_BYTES = 50_000_000
MOST_ROWS = 100_000
# One column per answer: with every row of every repeated group our largest form takes 898.
MOST_COLUMNS = 1_000
LONGEST_CELL = 32_000  # Excel itself stops at 32,767
TOO_MANY_ROWS = Text(
    "{file}: het bestand heeft meer dan {most} rijen. Verdeel het over meer bestanden.",
    "{file}: the file has more than {most} rows. Split it into several files.",
)


TITLES = 10  # lines in which headings are looked for: a title and an empty line above them are usual
Recognised = Callable[[Sequence[str]], int]  # how many of these cells are headings that we know


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file, with the number people see beside it.

    `whole` tells whether the file itself says how many cells the line has: a CSV line does, a row of a worksheet
    simply ends after its last cell. `text` is the line itself as it stands in a CSV file, with its line end. `spoiled`
    are the cells, by their place, that a formula left without a value; it matters only where the column does.
    """

    number: int
    cells: Sequence[str]
    faults: tuple[Text, ...] = ()
    whole: bool = True
    text: str = ""
    spoiled: tuple[tuple[int, Text], ...] = ()

    @property
    def blank(self) -> bool:
        """Whether there is nothing on it at all."""
        return not self.faults and not self.spoiled and not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Origin:
    """How a file is written, so that it can be given back the same way: the text's encoding and separator, the lines
    before the headings that say so, or the part of the workbook that its sheet is."""

    kind: Literal["csv", "xlsx"]
    encoding: str = ""
    delimiter: str = ""
    preamble: str = ""
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that could be opened: its lines, read while you go through them, and what is worth knowing about it."""

    lines: Iterator[Line]
    origin: Origin
    notes: tuple[Text, ...] = ()
