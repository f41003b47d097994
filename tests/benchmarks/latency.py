"""Preview: from what someone typed to a document, as the pages do it while someone types."""

import time
from collections.abc import Iterator
from statistics import quantiles

from formgen import answers, documents
from formgen.lint import ANY_DAY
from formgen.loader.answersfile import read_answers
from tests.benchmarks import pdf, word
from tests.benchmarks.table import Figure, Row
from tests.golden import LIBRARY


def rows(rounds: int) -> Iterator[Row]:
    """A line for Word and one for PDF: half are made sooner than the first figure, 99 of a hundred than the second."""
    samples = {"Word, the letter": (word.OURS, "letter"), "PDF, the application": (pdf.OURS, "application_own_work")}
    name = "deskundigenoordeel-werknemer"
    for what, (_, kind) in samples.items():
        times = sorted(_times(name, kind, rounds))
        steps = quantiles(times, n=100, method="inclusive")
        figures = [Figure(steps[49], unit=" ms"), Figure(steps[98], unit=" ms")]
        yield Row(f"Preview, answers to bytes: {what} of the employee, median and 99 %", figures)


def _times(name: str, kind: str, rounds: int) -> Iterator[float]:
    """Milliseconds by the clock, for that is what someone waits."""
    form = LIBRARY.load(name)
    path = form.folder / "samples" / name / "case-1.yml"
    typed = read_answers(path.read_bytes(), path.name).answers
    document = next(one for one in form.documents if one.name == kind)
    for turn in range(rounds + 1):
        start = time.perf_counter()
        documents.preview(answers.read(form, typed, ANY_DAY), document, "nl")
        if turn:  # the first opens the template
            yield (time.perf_counter() - start) * 1000
