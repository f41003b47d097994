"""Memory: how much a process of its own grows while it makes 10,000 documents, each with other answers.

`python -m tests.benchmarks.memory DOCUMENTS WARM` is that process: it prints bytes grown.
"""

import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path

from formgen.documents.pdf import open_template as open_pdf
from formgen.documents.word import open_template as open_word
from tests.benchmarks import letters, pdf, word
from tests.benchmarks.table import Figure, Goal, Row
from tests.measures import ROOT

MOST = 10_000

_STATUS = Path("/proc/self/statm")


def rows(documents: int) -> Iterator[Row]:
    """The line of the table; a tenth as many documents come first, to warm up."""
    command = [sys.executable, "-m", "tests.benchmarks.memory", str(documents), str(documents // 10)]
    grown = int(subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout)
    told = "" if documents == MOST else f"{documents} in this quick run"
    figure = Figure(grown / 1024**2, Goal(most=5, unit=" MB"), " MB")
    yield Row("Memory grown over 10,000 documents, Word and PDF by turns", [figure], told)


def making() -> Iterator[bytes]:
    """Documents without end, Word and PDF by turns, each of someone else."""
    opened_word = open_word(letters.for_docxtpl(), "letter.docx")
    opened_pdf = open_pdf(pdf.form_of_sixty(), "sixty.pdf")
    ways: list[Callable[[int], bytes]] = [
        lambda seed: opened_word.render(letters.values(seed), word.DAY),
        lambda seed: opened_pdf.fill(pdf.values(seed, eastern=seed % 10 == 1), pdf.MAKING),
    ]
    for seed, way in enumerate(cycle(ways)):
        yield way(seed)


def used() -> int:
    """The bytes of memory this process holds now; where the system does not say, the most it ever held."""
    if _STATUS.exists():
        return int(_STATUS.read_text().split()[1]) * resource.getpagesize()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def main(documents: int, warm: int) -> None:
    """Prints the bytes that this process grew after it was warm."""
    made = making()
    for _ in islice(made, warm):
        pass
    before = used()
    for _ in islice(made, documents):
        pass
    print(used() - before)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
