"""The ZIP and the report of a job on this disk: written while rows are made, at their places whole or not at all."""

import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from formgen.bulk import report
from formgen.bulk.archive import Archive
from formgen.bulk.archived import Named, named
from formgen.bulk.bench import Bench
from formgen.store.files import sync_folder
from formgen.store.jobs import Job, Result

_UNFINISHED = ".part"
_BUFFER = 1_048_576
_PORTION = 67_108_864  # bytes put on the disk at a time: at the end there is little left to wait for


@dataclass(frozen=True, slots=True)
class Targets:
    """Where the ZIP and the report go; None for what is not wanted."""

    zip: Path | None = None
    report: Path | None = None


def write(bench: Bench, job: Job, results: Iterable[Result], targets: Targets, folder: Path) -> tuple[Path, ...]:
    """What is wanted, written in this folder as the results come and then moved to its place; where it stands.

    There is no ZIP when no row had a document made: one of an earlier round is never replaced by an empty one. Raises
    OSError as `Archive.add` does, and for a full or failing disk; at the places nothing changes then.
    """
    with ExitStack() as stack:
        packed = stack.enter_context(_fresh(folder / f"zip{_UNFINISHED}")) if targets.zip else None
        plain = stack.enter_context(_fresh(folder / f"report{_UNFINISHED}")) if targets.report else None
        any_made = _written(bench, job, named(results, bench.plan(job).layout), packed, plain)
        for fresh in (packed, plain):
            if fresh:
                fresh.flush()
                os.fsync(fresh.fileno())
    places = ((packed, targets.zip if any_made else None), (plain, targets.report))
    return tuple(_moved(fresh.name, target) for fresh, target in places if fresh and target)


def _written(
    bench: Bench, job: Job, results: Iterator[Named], packed: IO[bytes] | None, plain: IO[bytes] | None
) -> bool:
    """Whether any document was made."""
    reported = report.begun(bench, job)
    archive = Archive(bench, job, packed) if packed else None
    any_made, since = False, 0
    for one in results:
        piece = reported.add(one)
        any_made = any_made or bool(one.paths)
        if plain:
            plain.write(piece)
        if archive and packed:
            archive.add(one, piece)
            if packed.tell() - since > _PORTION:
                since = packed.tell()
                os.fsync(packed.fileno())
    rest = reported.rest()
    if plain:
        plain.write(rest)
    if archive:
        archive.close(rest)
    return any_made


@contextmanager
def _fresh(path: Path) -> Iterator[IO[bytes]]:
    with path.open("wb", _BUFFER) as opened:
        yield opened


def _moved(fresh: str, target: Path) -> Path:
    Path(fresh).replace(target)
    sync_folder(target.parent)
    return target
