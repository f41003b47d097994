"""The table of a benchmark: what was measured, its figures and their targets; on the screen and in the README."""

import datetime
import importlib.metadata
import os
import platform
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

BEGIN, END = "<!-- bench -->", "<!-- /bench -->"
BESIDE = ("docxtpl", "docx-mailmerge2", "pdfrw", "pikepdf", "pypdf", "isal")
_WIDE = 84


@dataclass(frozen=True)
class Goal:
    """What a figure must be: at most or at least so much; `unit` stands behind it."""

    least: float = 0
    most: float = 0
    unit: str = "x"

    def __str__(self) -> str:
        return f"≥ {self.least:g}{self.unit}" if self.least else f"≤ {self.most:g}{self.unit}"

    def met(self, figure: float) -> bool:
        """Whether a figure is good enough."""
        return figure >= self.least if self.least else figure <= self.most


@dataclass(frozen=True)
class Figure:
    """One number with its unit (a ratio when it has none) and what it must be, if anything was asked of it."""

    number: float
    goal: Goal | None = None
    unit: str = "x"

    def __str__(self) -> str:
        small = 3 if 0 < abs(self.number) < 0.1 else 2 if abs(self.number) < 10 else 1 if abs(self.number) < 100 else 0
        return f"{self.number:,.{small}f}{self.unit}"


@dataclass(frozen=True)
class Row:
    """One line of the table: the figures that were asked for, and in `told` the times behind them."""

    what: str
    figures: Sequence[Figure]
    told: str = ""

    @property
    def measured(self) -> str:
        """The figures, and behind them the times."""
        return ", ".join(map(str, self.figures)) + (f" ({self.told})" if self.told else "")

    @property
    def target(self) -> str:
        """What was asked and whether it was met; a dash where nothing was asked."""
        asked = [(figure.goal, figure.goal.met(figure.number)) for figure in self.figures if figure.goal]
        goals = list(dict.fromkeys(str(goal) for goal, _ in asked))
        return f"{', '.join(goals)}: {'met' if all(met for _, met in asked) else 'not met'}" if asked else "–"


def milliseconds(*times: float) -> str:
    """Times with one unit behind them."""
    return ", ".join(str(Figure(time, unit="")) for time in times) + " ms"


def printed(rows: Iterable[Row]) -> Iterator[str]:
    """The lines for the screen."""
    for row in rows:
        yield f"  {row.what:{_WIDE}}  {row.measured:52}  {row.target}"


def machine() -> str:
    """The processor, the system, the day and the versions."""
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in BESIDE)
    day = datetime.datetime.now(datetime.UTC).date()
    return (
        f"{_processor()}, {os.cpu_count()} processors, {platform.system()}, Python {platform.python_version()}, "
        f"{day.day} {day:%B %Y}; {versions}."
    )


def _processor() -> str:
    about = Path("/proc/cpuinfo")
    found = re.search(r"^model name\s*: (.*)$", about.read_text(), re.MULTILINE) if about.exists() else None
    return found[1] if found else platform.processor() or platform.machine()


def written(readme: str, rows: Iterable[Row]) -> str:
    """The README with this table between its marks. Raises ValueError when it has no marks."""
    start, end = readme.index(BEGIN) + len(BEGIN), readme.index(END)
    lines = [machine(), "", "| What | Measured | Target |", "|---|---|---|"]
    lines += [f"| {row.what} | {row.measured} | {row.target} |" for row in rows]
    return "\n".join([readme[:start], *lines, readme[end:]])
