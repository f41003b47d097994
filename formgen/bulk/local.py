"""A job in a folder of its own beside the result, for the terminal: begun, gone on with after a stop, and cleared.

Where BROKER_URL is set the rows are done by the workers of other machines, and the folder only says which job it is.
"""

import errno
import os
import secrets
import shutil
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from sqlalchemy.exc import OperationalError, SQLAlchemyError

from formgen.bulk import archive, report
from formgen.bulk.bench import Bench, open_bench
from formgen.bulk.crew import FULL, Crew
from formgen.bulk.job import Order, forget, original, take_in, wished
from formgen.bulk.work import IDLE_SECONDS, owner, work
from formgen.errors import FormgenError
from formgen.form import Form
from formgen.store.drafts import GoneError
from formgen.store.files import sync_folder
from formgen.store.jobs import Job, Progress, job_key
from formgen.store.settings import Settings
from formgen.text import Text

_UNFINISHED = "result.part"
_ID = "this"  # there is one job in the folder, and whoever has the folder has the job
_ID_FILE = "job"
_OURS = ("FORMGEN_", "DATABASE_URL", "BROKER_URL", "STORE_URL")  # settings that a worker in the folder has of its own
_SOON = 0.05
_ALONE = 60  # rows that are done sooner than another process has started
_MOST_FAULTS = 20  # times in a row that workers end by themselves before we do

Tell = Callable[[Progress], object]


class Local:
    """A job in its folder; `close` lets go of it, `clear` deletes it."""

    def __init__(self, folder: Path, forms: Path | None) -> None:
        self.folder = folder
        self._forms = forms
        here, shared = Settings(data=folder, folder=forms, result_days=366), Settings.read(os.environ)
        self._elsewhere = bool(shared.broker_url)
        self.id = _own_id(folder / _ID_FILE) if self._elsewhere else _ID
        self.bench: Bench = open_bench(shared if self._elsewhere else here)

    def job(self) -> Job:
        """The job as it stands. Raises GoneError when it was never taken in whole."""
        return self.bench.jobs.find(self.id)

    def run(self, workers: int, tell: Tell) -> Job:
        """Do all rows, with so many processes; `tell` hears now and then how far it is.

        Raises OSError when the disk is full or failing: what is done is kept, and `run` goes on from there.
        """
        job = self.job()
        self.bench.jobs.turn(job.key, "running")
        if self._elsewhere:
            self._wait(job, tell)
        elif workers <= 1 or job.rows <= _ALONE:
            work(self.bench, lambda: self._told(job, tell), owner(), lambda seconds: time.sleep(_SOON))
        else:
            self._run_crew(job, workers, tell)
        return self.job()

    def _told(self, job: Job, tell: Tell) -> bool:
        progress = self.bench.jobs.progress(job.key)
        tell(progress)
        return progress.done >= progress.rows

    def _wait(self, job: Job, tell: Tell) -> None:
        """Until others have done it. A database that is being restarted is waited for, one that stays away is not."""
        self.bench.wake()
        faults = 0
        while True:
            try:
                if self._told(job, tell):
                    return
                faults = 0
            except OperationalError:
                faults += 1
                if faults > _MOST_FAULTS:
                    raise
            time.sleep(IDLE_SECONDS)

    def _run_crew(self, job: Job, workers: int, tell: Tell) -> None:
        forms = {"FORMGEN_FOLDER": str(self._forms.resolve())} if self._forms else {}
        others = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
        crew = Crew(self.folder.resolve(), workers, {**others, **forms})
        faults, done, pause = 0, -1, _Pause()
        try:
            while not self._told(job, tell):
                ended = crew.tend()
                if FULL in ended:
                    raise OSError(errno.ENOSPC, "the disk is full")
                now = self.bench.jobs.progress(job.key).done
                faults, done = (faults if now == done else 0) + len(ended), now
                if faults > _MOST_FAULTS:
                    raise OSError(errno.EIO, "the workers end by themselves")
                pause()
        finally:
            crew.stop()

    def write_zip(self, target: Path) -> None:
        """The ZIP at its place, whole or not at all."""
        self._whole(target, archive.pieces(self.bench, self.job()))

    def write_report(self, target: Path) -> None:
        """The user's file with what became of each row, whole or not at all."""
        self._whole(target, report.written(self.bench, self.job()))

    def _whole(self, target: Path, pieces: Iterable[bytes]) -> None:
        """Written in the job's own folder, put on the disk, and moved to its place: nothing half is ever left there."""
        fresh = self.folder / _UNFINISHED
        with fresh.open("wb") as opened:
            for piece in pieces:
                opened.write(piece)
            opened.flush()
            os.fsync(opened.fileno())
        fresh.replace(target)
        sync_folder(target.parent)

    def close(self) -> None:
        """Let go of the database."""
        self.bench.close()

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


class _Pause:
    """Looks often at first, so that a small job is not waited for, and then twice a second."""

    def __init__(self) -> None:
        self._seconds = 0.02

    def __call__(self) -> None:
        with suppress(InterruptedError):
            time.sleep(self._seconds)
        self._seconds = min(self._seconds * 1.5, IDLE_SECONDS)


def begin(folder: Path, forms: Path | None, form: Form, order: Order) -> Local:
    """A new job in this folder, which must not be there yet. Raises FormgenError as `take_in` does."""
    folder.mkdir(parents=True, mode=0o700)
    local = Local(folder, forms)
    try:
        take_in(local.bench, local.id, form, order)
    except BaseException:
        local.clear()
        raise
    return local


def resume(folder: Path, forms: Path | None, form: Form, order: Order) -> Local:
    """The job in this folder, to go on with; a new one when it was never taken in whole.

    Raises FormgenError when it is the job of another file or with other wishes.
    """
    local = Local(folder, forms)
    try:
        job = local.job()
    except GoneError:
        local.clear()
        return begin(folder, forms, form, order)
    plan = local.bench.plan(job)
    same = plan.form == form.name and original(local.bench, job) == order.upload.data
    if not same or wished(plan, order.wish) != plan or job.phase != order.phase:
        local.close()
        raise FormgenError(_ANOTHER.fill(folder=folder))
    return local


_ANOTHER = Text(
    "In {folder} staat werk aan een ander bestand of met andere opties. Gebruik dezelfde, of verwijder die map.",
    "{folder} holds work on another file or with other options. Use the same ones, or remove that folder.",
)
