"""Preview: from what someone typed to a document, as the pages do it while someone types."""

import time
from collections.abc import Iterator
from statistics import quantiles

from formgen import answers, documents
from formgen.lint import ANY_DAY
from formgen.loader.answersfile import read_answers
from tests.benchmarks.table import Figure, Row
from tests.golden import LIBRARY

NAME, CASE = "deskundigenoordeel-werknemer", "case-1"


def rows(rounds: int) -> Iterator[Row]:
    """The line of the table: of a hundred previews 50 and 99 are there within these milliseconds."""
    figures = []
    for kind in ("letter", "application_own_work"):
        steps = quantiles(_times(kind, rounds), n=100, method="inclusive")
        figures += [Figure(steps[at], unit=" ms") for at in (49, 98)]
    yield Row("Preview, typed answers to bytes: our letter, our application; median and 99 % of each", figures)


def _times(kind: str, rounds: int) -> Iterator[float]:
    """Milliseconds by the clock, for that is what someone waits."""
    form = LIBRARY.load(NAME)
    path = form.folder / "samples" / NAME / f"{CASE}.yml"
    typed = read_answers(path.read_bytes(), path.name).answers
    document = next(one for one in form.documents if one.name == kind)
    for turn in range(rounds + 1):
        start = time.perf_counter()
        documents.preview(answers.read(form, typed, ANY_DAY), document, "nl")
        if turn:  # the first opens the template
            yield (time.perf_counter() - start) * 1000
