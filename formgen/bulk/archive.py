"""One ZIP of everything a job made: stored, not packed again, with a list of all files and their SHA-256."""

import hashlib
import io
from collections.abc import Iterator

from formgen.bulk import report
from formgen.bulk.archived import named
from formgen.bulk.bench import Bench
from formgen.bulk.formulas import harmless
from formgen.bulk.plan import Plan
from formgen.bulk.told import FileMade
from formgen.bulk.zipwriter import ZipWriter
from formgen.store.jobs import Job

MANIFEST = "manifest.csv"
_HEADINGS = ("file", "sha256", "bytes", "document", "row", "status")


def pieces(bench: Bench, job: Job) -> Iterator[bytes]:
    """The ZIP piece by piece, one for each row at most; nothing of it is kept.

    Documents in the order of the rows, then the user's own file with what became of each row, then the list of all
    files. Raises OSError when what a worker kept is not there or was changed.
    """
    kept = io.BytesIO()
    archive = ZipWriter(kept)
    for one in named(bench.jobs.results(job.key)):
        for path, file in zip(one.paths, one.told.files, strict=True):
            archive.add(path, _document(bench, one.result.blob, file))
        yield _taken(kept)
    archive.add_packed(report.report_name(bench.plan(job)), report.written(bench, job))
    archive.add_packed(MANIFEST, _listed(bench, job))
    archive.close()
    yield _taken(kept)


def _taken(kept: io.BytesIO) -> bytes:
    data = kept.getvalue()
    kept.seek(0)
    kept.truncate()
    return data


def _document(bench: Bench, blob: str, file: FileMade) -> bytes:
    """One document, proved to be what the worker made."""
    data = bench.read(blob, file.start, file.length)
    if hashlib.sha256(data).hexdigest() != file.sha256:
        raise OSError(5, "a document of this job was changed")
    return data


def _listed(bench: Bench, job: Job) -> Iterator[bytes]:
    """The list of files as CSV, line by line."""
    yield ",".join(_HEADINGS).encode() + b"\r\n"
    for one in named(bench.jobs.results(job.key)):
        for path, file in zip(one.paths, one.told.files, strict=True):
            quoted = harmless(path).replace('"', '""')
            row = f'"{quoted}",{file.sha256},{file.size},{file.document},{one.told.line},{one.result.status}\r\n'
            yield row.encode()


def content_hash(bench: Bench, job: Job) -> str:
    """One number for all that came of a job: what became of each row, and every byte made of it."""
    digest = hashlib.sha256()
    for one in named(bench.jobs.results(job.key)):
        files = [(path, file.sha256) for path, file in zip(one.paths, one.told.files, strict=True)]
        digest.update(repr((one.result.place, one.result.status, one.told.hash, files)).encode())
    return digest.hexdigest()


def zip_name(plan: Plan) -> str:
    """The name of the ZIP after that of the file it came from."""
    return plan.file.rsplit(".", 1)[0] + ".zip"
