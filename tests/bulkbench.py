"""A bench over the small form for the tests of bulk jobs, and a worker that runs in the test itself."""

import csv
import datetime
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from formgen.bulk import bench as benches
from formgen.bulk import job
from formgen.bulk.bench import Bench
from formgen.bulk.headings import match
from formgen.bulk.job import Order, Upload, Wish
from formgen.bulk.line import Origin
from formgen.bulk.plan import Plan
from formgen.bulk.told import Told
from formgen.bulk.work import owner, work
from formgen.form import Form
from formgen.library import Library
from formgen.store.database import open_database
from formgen.store.jobs import Job, Phase, Result
from formgen.store.settings import Settings
from tests.smallform import SECRET, Clock, write_folder

DAY = datetime.date(2026, 11, 23)
RIGHT = {
    "surname": "Jansen", "born": "14-5-1988", "works": "part", "hours": "16", "agrees": "nee",
    "talks.1.talk_date": "2-11-2026", "talks.1.talk_with": "De baas", "needs": "lifting", "wish": "Meer uren",
}  # fmt: skip


@dataclass(repr=False)
class Workplace:
    """A bench whose clock stands still, and what the tests do on it again and again."""

    bench: Bench
    form: Form
    clock: Clock
    data: Path
    jobs: list[Job] = field(default_factory=list)

    def take(self, data: bytes, file: str = "x.csv", phase: Phase = "make", **wish: object) -> Job:
        """A job of this file."""
        order = Order(Upload(file, data), Wish(**wish), DAY, phase)  # type: ignore[arg-type]
        self.jobs.append(job.take_in(self.bench, f"job {len(self.jobs)}", self.form, order))
        return self.jobs[-1]

    def run(self, of: Job) -> Job:
        """The job after a worker did all of it."""
        progress = self.bench.jobs.progress
        work(self.bench, lambda: progress(of.key).done >= of.rows, owner(), lambda seconds: None)
        return self.bench.jobs.at(of.key)

    def told(self, of: Job) -> list[tuple[str, Told]]:
        """Each row's status and all there is to tell of it."""
        return [(one.status, Told.from_json(one.told)) for one in self.bench.jobs.results(of.key)]

    def statuses(self, of: Job) -> list[str]:
        """Each row's status."""
        return [result.status for result in self.results(of)]

    def results(self, of: Job) -> list[Result]:
        """All results in the order of the rows."""
        return list(self.bench.jobs.results(of.key))


@contextmanager
def workplace(where: Path) -> Iterator[Workplace]:
    """A bench over the small form, with everything it keeps under `where`."""
    folder, clock, data = write_folder(where / "folder"), Clock(), where / "data"
    library = Library([folder])
    made = benches.bench(Settings(data=data, secret=SECRET), open_database(data), library, clock)
    try:
        yield Workplace(made, library.load("small"), clock, data)
    finally:
        made.close()


def rows_csv(rows: Sequence[dict[str, str]], delimiter: str = ";", encoding: str = "utf-8") -> bytes:
    """The rows under the names of their questions; the first row says which."""
    target = io.StringIO(newline="")
    writer = csv.DictWriter(target, list(rows[0]), delimiter=delimiter, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return target.getvalue().encode(encoding)


def people(count: int) -> list[dict[str, str]]:
    """So many different people whose rows are right."""
    letters = [chr(97 + number % 26) * (1 + number // 26) for number in range(count)]
    return [{**RIGHT, "surname": f"Jansen-{one}", "hours": str(number % 40)} for number, one in enumerate(letters)]


def plan_of(form: Form, headings: Sequence[str], **more: object) -> Plan:
    """A plan for a file with these headings."""
    return Plan(form.name, "x.csv", match(form, headings), Origin("csv", "utf-8", ";"), DAY, **more)  # type: ignore[arg-type]
