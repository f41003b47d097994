"""Measures our engines beside others, in turns, and prints a table with the target beside each figure: `make bench`.

`--quick` measures each once or twice, `--write` (`make bench WRITE=1`) also writes the table into the README.
"""

import argparse
import os
from collections.abc import Iterator
from dataclasses import dataclass

from tests.benchmarks import latency, memory, pdf, processes, table, word
from tests.benchmarks.table import Row
from tests.measures import ROOT

README = ROOT / "README.md"
BLOCKS = ("Word", "PDF", "Memory", "Processes", "Preview")


@dataclass(frozen=True)
class Effort:
    """How much is measured: rounds of each, documents for the memory, seconds for each turn of the processes."""

    rounds: int = 30
    documents: int = memory.MOST
    seconds: float = 0.5
    turns: int = 7
    previews: int = 300


QUICK = Effort(1, 100, 0.02, 1, 5)


def rows(block: str, effort: Effort) -> Iterator[Row]:
    """The lines of one block."""
    if block == "Word":
        yield from word.rows(effort.rounds)
    elif block == "PDF":
        yield from pdf.rows(effort.rounds)
    elif block == "Memory":
        yield from memory.rows(effort.documents)
    elif block == "Processes":
        yield from processes.rows(effort.seconds, effort.turns)
    else:
        yield from latency.rows(effort.previews)


def main() -> None:
    """Prints every block as it is measured; with `--write` the README gets the table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--quick", action="store_true")
    asked.add_argument("--write", action="store_true")
    said = asked.parse_args()
    print(f"{table.machine()}\nLoad of this machine: {os.getloadavg()[0]:.1f}.\n")
    found: list[Row] = []
    for block in BLOCKS:
        some = list(rows(block, QUICK if said.quick else Effort()))
        print("\n".join([block, *table.printed(some)]), flush=True)
        found += some
    if said.write:
        README.write_text(table.written(README.read_text("utf-8"), found), "utf-8")


if __name__ == "__main__":
    main()
