"""What a job needs around it: the database, the store of files, the keys and the forms; one place to open them all."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import Engine

from formgen.bulk.plan import Plan
from formgen.form import Form
from formgen.library import SHIPPED, Library
from formgen.store.database import open_database
from formgen.store.drafts import Clock, now
from formgen.store.extra import part
from formgen.store.files import Files, Folder
from formgen.store.jobs import Job, Jobs
from formgen.store.keys import find_keys
from formgen.store.seals import BrokenSealError, Seals
from formgen.store.settings import Settings

JOBS_FOLDER = "jobs"
Wake = Callable[[], None]


def they_look() -> None:
    """Wakes nobody: the workers of one machine look for themselves, twice a second."""


@dataclass(frozen=True, slots=True)
class Bench:
    """Everything that one process works with: the same for the pages, the terminal and every worker."""

    jobs: Jobs
    files: Files
    seals: Seals
    library: Library
    wake: Wake = they_look

    def lock(self, plain: bytes, name: str, start: int = 0) -> bytes:
        """What is written at this place in a file of this name: it opens there and nowhere else."""
        return self.seals.lock(plain, f"{name} {start}".encode())

    def read(self, name: str, start: int, length: int) -> bytes:
        """A locked stretch of a file, opened. Raises OSError when it is not there or was changed."""
        try:
            return self.seals.open(self.files.read(name, start, length), f"{name} {start}".encode())
        except BrokenSealError as fault:
            raise OSError(5, "a file of this job was changed") from fault

    def plan(self, job: Job) -> Plan:
        """What the job was asked to do."""
        return _plan(job.plan)

    def form(self, plan: Plan) -> Form:
        """The form of the job as it is now. Raises UnknownError or FormFileError when it is gone or broken."""
        return self.library.load(plan.form)

    def close(self) -> None:
        """Let go of the database."""
        self.jobs.close()


def open_bench(settings: Settings) -> Bench:
    """The bench of this installation. Raises FormgenError for a setting or key file that cannot be used."""
    folders = [settings.folder, SHIPPED] if settings.folder else [SHIPPED]
    return bench(settings, open_database(settings.data, settings.database_url), Library(folders))


def bench(settings: Settings, engine: Engine, library: Library, clock: Clock = now) -> Bench:
    """The bench over a database that is open already, with these forms. Raises as `open_bench` does."""
    jobs = open_jobs(settings, engine, clock)
    wake: Wake = they_look
    if settings.broker_url:
        wake = part("formgen.cluster.queue").waker(settings.broker_url, jobs)
    return Bench(jobs, open_files(settings), _seals(settings), library, wake)


def open_jobs(settings: Settings, engine: Engine, clock: Clock = now) -> Jobs:
    """The jobs in this database, alone."""
    return Jobs(engine, _seals(settings), datetime.timedelta(days=settings.result_days), clock)


def open_files(settings: Settings) -> Files:
    """Where the files of jobs are: a folder beside the database, or object storage that many machines share."""
    if settings.store_url:
        files: Files = part("formgen.cluster.objects").open_objects(settings.store_url)
        return files
    return Folder(settings.data / JOBS_FOLDER)


def _seals(settings: Settings) -> Seals:
    return Seals(find_keys(settings.secret, settings.data).locking)


@lru_cache(maxsize=8)
def _plan(plan: bytes) -> Plan:
    return Plan.from_json(plan)
