"""Turns the Word documents of rows into PDF, many in one run of LibreOffice; what fails is said of its row alone."""

import hashlib
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from itertools import accumulate

from sqlalchemy.exc import SQLAlchemyError

from formgen.bulk.bench import Bench
from formgen.bulk.check import CellFault
from formgen.bulk.making import RowDone
from formgen.bulk.plan import Plan
from formgen.bulk.told import FileMade
from formgen.documents import conversion
from formgen.documents.conversion import ConversionError
from formgen.store.drafts import GoneError
from formgen.store.jobs import LEASE, Chunk
from formgen.text import Text

_PATIENCE = 600.0  # seconds for the documents of one run, with every further try: then LibreOffice itself is ill
_WORD, _PDF = ".docx", ".pdf"


def converted(bench: Bench, chunk: Chunk, plan: Plan, rows: Iterable[RowDone]) -> Iterator[RowDone]:
    """The same rows with a PDF of each Word document: behind it when Word was asked for too, else in its place.

    A row whose document LibreOffice cannot convert, or not within its time, is `broken` and has no documents: the
    others of its run are tried without it. Raises GoneError once the job was stopped or deleted.
    """
    behind = "word" in plan.formats
    for run in _runs(rows):
        if bench.jobs.at(chunk.job).state == "cancelled":
            raise GoneError
        with _signs_of_life(bench, chunk):
            done = list(_tried(run, behind, time.monotonic() + _PATIENCE))
        yield from done


def _runs(rows: Iterable[RowDone]) -> Iterator[list[RowDone]]:
    """The rows in the portions that LibreOffice takes in one go."""
    run: list[RowDone] = []
    count = 0
    for row in rows:
        words = len(_words(row))
        if run and count + words > conversion.MOST:
            yield run
            run, count = [], 0
        run.append(row)
        count += words
    if run:
        yield run


def _words(row: RowDone) -> list[bytes]:
    return [data for file, data in zip(row.told.files, row.documents, strict=True) if file.path.endswith(_WORD)]


def _tried(rows: Sequence[RowDone], behind: bool, until: float) -> Iterator[RowDone]:
    """The rows converted together; after a failure each half by itself, down to the row that is to blame."""
    try:
        pdfs = iter(conversion.pdfs([data for row in rows for data in _words(row)]))
    except ConversionError as fault:
        if len(rows) > 1 and conversion.program() and time.monotonic() < until:
            half = len(rows) // 2
            yield from _tried(rows[:half], behind, until)
            yield from _tried(rows[half:], behind, until)
        else:
            sentence = _NO_PDF if conversion.program() else fault.sentence
            yield from (_broken(row, sentence) if _words(row) else row for row in rows)
    else:
        yield from (_with_pdfs(row, pdfs, behind) for row in rows)


def _with_pdfs(row: RowDone, pdfs: Iterator[bytes], behind: bool) -> RowDone:
    found: list[tuple[FileMade, bytes]] = []
    for file, data in zip(row.told.files, row.documents, strict=True):
        is_word = file.path.endswith(_WORD)
        if behind or not is_word:
            found.append((file, data))
        if is_word:
            pdf = next(pdfs)
            found.append((_file_of(file, pdf), pdf))
    starts = accumulate((len(data) for _, data in found), initial=0)
    files = tuple(replace(file, start=start) for (file, _), start in zip(found, starts, strict=False))
    return replace(row, told=replace(row.told, files=files), documents=tuple(data for _, data in found))


def _file_of(word: FileMade, pdf: bytes) -> FileMade:
    digest = hashlib.sha256(pdf).hexdigest()
    return replace(word, path=word.path.removesuffix(_WORD) + _PDF, length=len(pdf), size=len(pdf), sha256=digest)


def _broken(row: RowDone, sentence: Text) -> RowDone:
    return RowDone("broken", replace(row.told, faults=(CellFault("", "", sentence),), files=()))


@contextmanager
def _signs_of_life(bench: Bench, chunk: Chunk) -> Iterator[None]:
    """Keeps the claim while LibreOffice is at work, which may take longer than a claim holds."""
    done = threading.Event()

    def renew() -> None:
        while not done.wait(LEASE / 3):
            with suppress(SQLAlchemyError):  # the database is being restarted: the next sign will reach it
                bench.jobs.renew(chunk)

    thread = threading.Thread(target=renew, name="signs of life", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


_NO_PDF = Text(
    "LibreOffice maakte van deze rij geen PDF. Probeer de rij nog eens, of kies Word.",
    "LibreOffice made no PDF of this row. Try the row once more, or choose Word.",
)
