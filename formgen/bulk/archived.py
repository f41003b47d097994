"""The results of a job with the names their files have in the ZIP, no two alike."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from formgen.bulk.names import Distinct
from formgen.bulk.plan import Layout
from formgen.bulk.told import Told
from formgen.store.jobs import Result


@dataclass(frozen=True, slots=True)
class Named:
    """A result with the names its files have in the ZIP."""

    result: Result
    told: Told
    paths: tuple[str, ...]


def named(results: Iterable[Result], layout: Layout) -> Iterator[Named]:
    """Each result with the names of its files. The same results, from the first on, give the same names every time.

    In a layout with a folder per row no two rows share one: the files of two people of one name never stand together.
    """
    folders, files = Distinct(), Distinct()
    for result in results:
        told = Told.from_json(result.told)
        paths = tuple(file.path for file in told.files)
        apart = folders.in_folder(paths) if layout == "row" else paths
        yield Named(result, told, tuple(map(files.name, apart)))
