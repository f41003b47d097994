"""The results of a job with the names their files have in the ZIP, no two alike."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from formgen.bulk.names import Distinct
from formgen.bulk.told import Told
from formgen.store.jobs import Result


@dataclass(frozen=True, slots=True)
class Named:
    """A result with the names its files have in the ZIP."""

    result: Result
    told: Told
    paths: tuple[str, ...]


def named(results: Iterable[Result]) -> Iterator[Named]:
    """Each result with the names of its files. The same results, from the first on, give the same names every time."""
    distinct = Distinct()
    for result in results:
        told = Told.from_json(result.told)
        yield Named(result, told, tuple(distinct.name(file.path) for file in told.files))
