"""One ZIP of everything a job made: stored, not packed again, with a list of all files and their SHA-256."""

import hashlib
import io
from collections.abc import Iterator
from typing import IO

from formgen.bulk import report
from formgen.bulk.archived import Named, named
from formgen.bulk.bench import Bench
from formgen.bulk.formulas import harmless
from formgen.bulk.plan import Plan
from formgen.bulk.zipwriter import Packed, ZipWriter
from formgen.documents.bundle import MANIFEST
from formgen.store.jobs import Job

_HEADINGS = ("file", "sha256", "bytes", "document", "row", "status")


class Archive:
    """The ZIP of a job, written row by row: the documents in the order of the rows, the report, the list of files.

    Nothing is gone back to and nothing is kept but the two lists, packed: it may be written while rows are still made.
    """

    def __init__(self, bench: Bench, job: Job, target: IO[bytes]) -> None:
        self._bench = bench
        self._zip = ZipWriter(target)
        self._report_name = report.report_name(bench.plan(job))
        self._report, self._manifest = Packed(), Packed()
        self._manifest.add((";".join(_HEADINGS) + "\r\n").encode("utf-8-sig"))  # as bundle.manifest: for a Dutch Excel

    def add(self, one: Named, reported: bytes) -> None:
        """The documents of the next row, and the next piece of the report.

        Raises OSError when what a worker kept is not there or was changed.
        """
        for path, file in zip(one.paths, one.told.files, strict=True):
            self._zip.add(path, self._bench.read(one.result.blob, file.start, file.length))
            quoted = harmless(path).replace('"', '""')
            line = f'"{quoted}";{file.sha256};{file.size};{file.document};{one.told.line};{one.result.status}\r\n'
            self._manifest.add(line.encode())
        self._report.add(reported)

    def close(self, reported: bytes) -> None:
        """The rest of the report, and the end of the ZIP."""
        self._report.add(reported)
        self._zip.add_packed(self._report_name, self._report)
        self._zip.add_packed(MANIFEST, self._manifest)
        self._zip.close()


def pieces(bench: Bench, job: Job) -> Iterator[bytes]:
    """The ZIP piece by piece, one for each row at most; nothing of it is kept. Raises OSError as `Archive.add` does."""
    kept = io.BytesIO()
    archive, reported = Archive(bench, job, kept), report.begun(bench, job)
    for one in named(bench.jobs.results(job.key), bench.plan(job).layout):
        archive.add(one, reported.add(one))
        yield _taken(kept)
    archive.close(reported.rest())
    yield _taken(kept)


def _taken(kept: io.BytesIO) -> bytes:
    data = kept.getvalue()
    kept.seek(0)
    kept.truncate()
    return data


def content_hash(bench: Bench, job: Job) -> str:
    """One number for all that came of a job: what became of each row, and every byte made of it."""
    digest = hashlib.sha256()
    for one in named(bench.jobs.results(job.key), bench.plan(job).layout):
        files = [(path, file.sha256) for path, file in zip(one.paths, one.told.files, strict=True)]
        digest.update(repr((one.result.place, one.result.status, one.told.hash, files)).encode())
    return digest.hexdigest()


def zip_name(plan: Plan) -> str:
    """The name of the ZIP after that of the file it came from."""
    return plan.file.rsplit(".", 1)[0] + ".zip"
