"""Clears what is no longer wanted: expired jobs, and files that belong to no job or to no result."""

from formgen.bulk.bench import Bench
from formgen.bulk.job import INPUT, ROWS

_ORPHAN = 3_600.0  # seconds: a file being taken in has a folder before it is a job


def sweep(bench: Bench, orphan: float = _ORPHAN) -> int:
    """Delete every expired job with its files, and what workers that died left behind; how many jobs expired."""
    gone = bench.jobs.purge()
    for key in gone:
        bench.files.delete_folder(key)
    ended = bench.jobs.ended()
    for folder in bench.files.folders(orphan):
        if folder not in ended:
            bench.files.delete_folder(folder)
        elif ended[folder]:
            _tidy(bench, folder)
    return len(gone)


def _tidy(bench: Bench, key: str) -> None:
    wanted = bench.jobs.blobs(key) | {f"{key}/{INPUT}", f"{key}/{ROWS}"}
    for name in list(bench.files.names(key)):
        if name not in wanted:
            bench.files.delete(name)
