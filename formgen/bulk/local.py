"""A job in a folder of its own beside the result, for the terminal: begun, gone on with after a stop, and cleared.

Where BROKER_URL is set the rows are done by the workers of other machines, and the folder only says which job it is.
"""

import datetime
import errno
import os
import secrets
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy.exc import OperationalError, SQLAlchemyError

from formgen.bulk import outcome
from formgen.bulk.bench import Bench, bench, open_bench
from formgen.bulk.crew import Crew, Line, Worker, apart
from formgen.bulk.headings import plain
from formgen.bulk.held import Held
from formgen.bulk.job import Order, forget, original, take_in, wished
from formgen.bulk.outcome import Targets
from formgen.bulk.plan import Plan
from formgen.bulk.source import digest, source
from formgen.bulk.twin import Twin
from formgen.bulk.work import IDLE_SECONDS, owner, work
from formgen.bulk.worker import FULL, serve
from formgen.errors import FormgenError
from formgen.form import Form
from formgen.store.database import open_database
from formgen.store.drafts import GoneError
from formgen.store.files import sync_folder
from formgen.store.jobs import Job, Result, job_key
from formgen.store.settings import Settings
from formgen.text import Text

_ID = "this"  # there is one job in the folder, and whoever has the folder has the job
_ID_FILE = "job"
_OURS = ("FORMGEN_", "DATABASE_URL", "BROKER_URL", "STORE_URL")  # settings that a worker in the folder has of its own
_SOON = 0.05
_ALONE = 60  # rows that are done sooner than another process has started
_MOST_FAULTS = 20  # times in a row that workers end by themselves before we do
_OFTEN = 100  # rows written between two looks at the workers

Tell = Callable[[int], object]  # hears now and then how many rows are done
Look = Callable[[], None]


class Local:
    """A job in its folder, for one process at a time; `close` lets go of it, `clear` deletes it."""

    def __init__(self, folder: Path, forms: Path | None) -> None:
        """Raises FormgenError when another process has the folder."""
        self.folder = folder
        folder.mkdir(parents=True, mode=0o700, exist_ok=True)
        try:
            self._held = Held(folder)
        except BlockingIOError as fault:
            raise FormgenError(_BUSY.fill(folder=folder)) from fault
        self._forms = forms
        self._here, shared = Settings(data=folder, folder=forms, result_days=366), Settings.read(os.environ)
        self._elsewhere = bool(shared.broker_url)
        self.id = _own_id(folder / _ID_FILE) if self._elsewhere else _ID
        self.bench: Bench = open_bench(shared if self._elsewhere else self._here)

    def job(self) -> Job:
        """The job as it stands. Raises GoneError when it was never taken in whole."""
        return self.bench.jobs.find(self.id)

    def run(self, workers: int, tell: Tell, targets: Targets) -> tuple[Path, ...]:
        """Do all rows, with so many processes, and write what came of them; where that stands.

        Raises OSError when the disk is full or failing: what is done is kept, and `run` goes on from there.
        """
        job = self.job()
        self.bench.jobs.turn(job.key, "running")
        with self._working(job, workers, tell) as look:
            if targets == Targets():
                while self.bench.jobs.done(job.key) < job.rows:
                    look()
                    time.sleep(_SOON)
                written: tuple[Path, ...] = ()
            else:
                written = outcome.write(self.bench, job, self._results(job, look), targets, self.folder)
        self._told(job, tell)
        return written

    @contextmanager
    def _working(self, job: Job, workers: int, tell: Tell) -> Iterator[Look]:
        """Sees to it that all rows are done, at the latest when others are looked at often enough."""
        if not self._elsewhere and workers > 1 and job.rows > _ALONE:
            with suppress(FormgenError):  # the rows will tell
                self.bench.form(self.bench.plan(job))  # loaded once for all
            crew = Crew(workers, self._start)
            try:
                yield _Tending(crew, lambda: self._told(job, tell))
            finally:
                crew.stop()
            return
        if self._elsewhere:
            self._wait(job, tell)
        else:
            work(self.bench, lambda: self._told(job, tell) >= job.rows, owner(), lambda seconds: time.sleep(_SOON))
        yield lambda: None

    def _told(self, job: Job, tell: Tell) -> int:
        done = self.bench.jobs.done(job.key)
        tell(done)
        return done

    def _results(self, job: Job, look: Look) -> Iterator[Result]:
        """The result of every row, in order, each as soon as it and all before it are there."""
        place = 0
        while place < job.rows:
            before = place
            for result in self.bench.jobs.results(job.key, after=place - 1):
                if result.place != place:  # the rows before it are still being done
                    break
                yield result
                place += 1
                if place % _OFTEN == 0:
                    look()
            if place == before:
                look()
                time.sleep(_SOON)

    def _wait(self, job: Job, tell: Tell) -> None:
        """Until others have done it. A database that is being restarted is waited for, one that stays away is not."""
        self.bench.wake()
        faults = 0
        while True:
            try:
                if self._told(job, tell) >= job.rows:
                    return
                faults = 0
            except OperationalError:
                faults += 1
                if faults > _MOST_FAULTS:
                    raise
            time.sleep(IDLE_SECONDS)

    def _start(self, line: Line) -> Worker:
        """A worker for the job in this folder alone, whatever the settings say of other machines."""
        if not hasattr(os, "fork"):
            forms = {"FORMGEN_FOLDER": str(self._forms.resolve())} if self._forms else {}
            others = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
            return apart(self.folder.resolve(), {**others, **forms})(line)
        self.bench.jobs.close()  # two processes never share a connection
        return Twin(lambda: self._twin(line))

    def _twin(self, line: Line) -> int:
        os.close(line.held)  # or it would stay open when the first process ends
        return serve(lambda: bench(self._here, open_database(self.folder), self.bench.library), line.watched)

    def close(self) -> None:
        """Let go of the database and of the folder."""
        self.bench.close()
        self._held.close()

    def clear(self) -> None:
        """Delete the folder with everything in it, and the job wherever it is."""
        if self._elsewhere:
            with suppress(OSError, SQLAlchemyError):  # what stays there expires by itself
                forget(self.bench, job_key(self.id))
        self.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def _own_id(path: Path) -> str:
    """The id of the job among those of everyone, known from now on to whoever can read this file."""
    if not path.exists():
        path.write_text(secrets.token_urlsafe(24), "ascii")
        sync_folder(path.parent)
    return path.read_text("ascii")


class _Tending:
    """A look at the workers: those that are gone are started again, and it is told how many rows are done."""

    def __init__(self, crew: Crew, told: Callable[[], int]) -> None:
        self._crew, self._told = crew, told
        self._faults, self._done = 0, -1

    def __call__(self) -> None:
        """Raises OSError when a worker ended on a full disk, and when workers end one after the other."""
        ended = self._crew.tend()
        if FULL in ended:
            raise OSError(errno.ENOSPC, "the disk is full")
        done = self._told()
        self._faults, self._done = (self._faults if done == self._done else 0) + len(ended), done
        if self._faults > _MOST_FAULTS:
            raise OSError(errno.EIO, "the workers end by themselves")


def begin(folder: Path, forms: Path | None, form: Form, order: Order) -> Local:
    """A new job in this folder, which must not be there yet. Raises FormgenError as `take_in` does."""
    folder.mkdir(parents=True, mode=0o700)
    try:
        local = Local(folder, forms)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    try:
        take_in(local.bench, local.id, form, order)
    except BaseException:
        local.clear()
        raise
    return local


@dataclass(frozen=True, slots=True)
class Again:
    """An order that is to be gone on with, and what of it was typed this time: columns, and the day; else as it was."""

    order: Order
    typed: Mapping[str, str] = field(default_factory=dict)
    today: datetime.date | None = None

    def same(self, plan: Plan) -> bool:
        """Whether this plan is what is asked: the same wishes, and nothing typed that it does not say."""
        read = {plain(heading): name for heading, name in zip(plan.columns.headings, plan.columns.names, strict=True)}
        read |= {plain(heading): read[plain(first)] for first, heading in plan.columns.doubled}
        mapped = all(read.get(plain(heading)) == name for heading, name in self.typed.items())
        return wished(plan, self.order.wish) == plan and mapped and self.today in (None, plan.today)


def resume(folder: Path, forms: Path | None, form: Form, again: Again) -> Local:
    """The job in this folder, to go on with; a new one when it was never taken in whole.

    Raises FormgenError when it is the job of another file or with other wishes, or when another process has it.
    """
    local = Local(folder, forms)
    try:
        job = local.job()
    except GoneError:
        local.clear()
        return begin(folder, forms, form, again.order)
    plan = local.bench.plan(job)
    brought = digest(original(local.bench, job.key)) == digest(source(again.order.upload.data))
    if plan.form != form.name or not brought or not again.same(plan) or job.phase != again.order.phase:
        local.close()
        raise FormgenError(_ANOTHER.fill(folder=folder))
    return local


_BUSY = Text(
    "Een andere opdracht is nu bezig met {folder}. Wacht tot die klaar is, of stop die eerst.",
    "Another run is busy with {folder} now. Wait until it is ready, or stop it first.",
)
_ANOTHER = Text(
    "In {folder} staat werk aan een ander bestand of met andere opties. Gebruik dezelfde, of verwijder die map.",
    "{folder} holds work on another file or with other options. Use the same ones, or remove that folder.",
)
