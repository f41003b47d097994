"""Bulk jobs: which rows are waiting, claimed and done. These tables are the truth; a worker may die at any moment."""

import datetime
import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Row,
    Select,
    and_,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from formgen.store.database import chunks, empty_journal, jobs, results
from formgen.store.drafts import Clock, GoneError, now
from formgen.store.seals import BrokenSealError, Seals

Phase = Literal["check", "make"]
State = Literal["running", "paused", "cancelled", "done"]
LEASE = 30  # seconds that a claim holds without a sign of life: what a dead worker had is taken up within a minute
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where the rows of one chunk stand in the job's file of rows, and how many they are."""

    start: int
    length: int
    rows: int


@dataclass(frozen=True, slots=True)
class Job:
    """A job as it stands. `key` names it in the database and in the store of files; `plan` says what was asked."""

    key: str
    form: str
    phase: Phase
    state: State
    rows: int
    plan: bytes
    created: datetime.datetime
    expires: datetime.datetime


@dataclass(frozen=True, slots=True)
class Chunk:
    """A number of rows that one worker has claimed; only who holds `owner` can publish them."""

    job: str
    phase: Phase
    number: int
    first: int  # the place of its first row
    stretch: Stretch
    owner: str
    attempts: int


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one row: its place from 0, a word for it, and what there is to tell, as JSON."""

    place: int
    status: str
    told: bytes
    blob: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is: rows done out of all, and how many of each status."""

    done: int
    rows: int
    counts: dict[str, int]


class Jobs:
    """The jobs of an installation. Whoever has a job's id has the job; workers find what is waiting by themselves."""

    def __init__(self, engine: Engine, seals: Seals, keep: datetime.timedelta, clock: Clock = now) -> None:
        self._engine = engine
        self._writer = engine.execution_options(writing=True)
        self._seals = seals
        self._keep = keep
        self._clock = clock

    # ---- the owner's side ------------------------------------------------------------------------------------------

    def start(self, job_id: str, form: str, plan: bytes, stretches: Sequence[Stretch], phase: Phase = "check") -> Job:
        """A new job whose rows are kept already; it is there whole, or not at all."""
        key = job_key(job_id)
        moment = self._clock()
        rows = sum(stretch.rows for stretch in stretches)
        cells = {
            "row": key,
            "form": form,
            "phase": phase,
            "state": "running",
            "rows": rows,
            "created": _seconds(moment),
            "expires": _seconds(moment + self._keep),
        }
        with self._writer.begin() as connection:
            connection.execute(insert(jobs).values(**cells, locked=self._seals.lock(plan, _bound(key, form))))
            connection.execute(
                insert(chunks), [_waiting(key, number, stretch) for number, stretch in enumerate(stretches)]
            )
        expires = _moment(_seconds(moment + self._keep))
        return Job(key, form, phase, "running", rows, plan, _moment(_seconds(moment)), expires)

    def find(self, job_id: str) -> Job:
        """The job with this id. Raises GoneError when there is none: it never was, it expired or was deleted."""
        return self.at(job_key(job_id))

    def at(self, key: str) -> Job:
        """The job of this key, for a worker. Raises GoneError as `find` does."""
        with self._engine.begin() as connection:
            found = connection.execute(
                select(jobs).where(jobs.c.row == key, jobs.c.expires > _seconds(self._clock()))
            ).one_or_none()
        if found is None:
            raise GoneError
        return self._job(found)

    def again(self, key: str, phase: Phase, plan: bytes) -> None:
        """Do all rows (again) in this phase and by this plan; what was being done is no longer wanted."""
        with self._writer.begin() as connection:
            form = _held_job(connection, key)
            if form is None:
                raise GoneError
            locked = self._seals.lock(plan, _bound(key, form))
            connection.execute(
                update(jobs).where(jobs.c.row == key).values(phase=phase, state="running", locked=locked)
            )
            connection.execute(update(chunks).where(chunks.c.job == key).values(**_FREE, attempts=0, blob=""))
            connection.execute(delete(results).where(results.c.job == key))

    def turn(self, key: str, state: State) -> bool:
        """Pause, resume or cancel; whether anything changed. What is done or cancelled stays so."""
        states = ("running", "paused")
        with self._writer.begin() as connection:
            return _changed(
                connection.execute(
                    update(jobs).where(jobs.c.row == key, jobs.c.state.in_(states)).values(state=state)
                ).rowcount
            )

    def done(self, key: str) -> int:
        """How many rows of the job are done, whatever became of them; quickly, for who asks often."""
        wanted = select(func.sum(chunks.c.rows)).where(chunks.c.job == key, chunks.c.state == "done")
        with self._engine.begin() as connection:
            return int(connection.execute(wanted).scalar_one() or 0)

    def progress(self, key: str) -> Progress:
        """How far the job is, counted in the rows themselves."""
        with self._engine.begin() as connection:
            rows = connection.execute(select(jobs.c.rows).where(jobs.c.row == key)).scalar_one_or_none() or 0
            counted = connection.execute(
                select(results.c.status, func.count()).where(results.c.job == key).group_by(results.c.status)
            ).all()
        counts = {str(status): int(count) for status, count in counted}
        return Progress(sum(counts.values()), rows, counts)

    def results(self, key: str, statuses: Sequence[str] = (), after: int = -1) -> Iterator[Result]:
        """The results so far in the order of the rows, all or those of some statuses; read in portions.

        `after` is the place of the row behind which they begin.
        """
        wanted = [results.c.status.in_(statuses)] if statuses else []
        source = select(results, chunks.c.blob).join(
            chunks, and_(chunks.c.job == results.c.job, chunks.c.number == results.c.chunk)
        )
        while True:
            still = [results.c.job == key, results.c.place > after, *wanted]
            with self._engine.begin() as connection:
                rows = connection.execute(source.where(*still).order_by(results.c.place).limit(_AT_ONCE)).all()
            for row in rows:
                yield self._result(row)
            if len(rows) < _AT_ONCE:
                return
            after = rows[-1].place

    def forget(self, key: str) -> None:
        """Delete the job with its rows and results; deleting what is not there is no error."""
        with self._writer.begin() as connection:
            _delete(connection, [key])
        empty_journal(self._engine)

    def purge(self) -> tuple[str, ...]:
        """Delete every expired job; their keys, so that their files can go too.

        The journal is emptied also when there were none: whoever deleted one while another was reading could not.
        """
        with self._writer.begin() as connection:
            old = connection.execute(select(jobs.c.row).where(jobs.c.expires <= _seconds(self._clock()))).scalars()
            gone = tuple(old)
            if gone:
                _delete(connection, gone)
        empty_journal(self._engine)
        return gone

    def ended(self) -> dict[str, bool]:
        """Every job there is, by its key, and whether nothing more will be done for it."""
        with self._engine.begin() as connection:
            found = connection.execute(select(jobs.c.row, jobs.c.state)).all()
        return {row: state in ("done", "cancelled") for row, state in found}

    def stretches(self, key: str) -> tuple[Stretch, ...]:
        """Where the rows of each chunk stand, in the order of the rows."""
        wanted = select(chunks.c.start, chunks.c.length, chunks.c.rows).where(chunks.c.job == key)
        with self._engine.begin() as connection:
            return tuple(Stretch(*row) for row in connection.execute(wanted.order_by(chunks.c.number)))

    def blobs(self, key: str) -> frozenset[str]:
        """The files with documents that belong to the job; any other was left behind by a worker that died."""
        with self._engine.begin() as connection:
            return frozenset(connection.execute(select(chunks.c.blob).where(chunks.c.job == key)).scalars())

    # ---- the workers' side -----------------------------------------------------------------------------------------

    def claim(self, owner: str) -> Chunk | None:
        """The next rows to be done, for this owner alone as long as its lease runs; None when nothing waits.

        The earliest rows of any job go first, so that a small job never waits behind the whole of a large one.
        """
        with self._engine.begin() as connection:
            if connection.execute(self._open_chunks().limit(1)).first() is None:
                return None
        with self._writer.begin() as connection:
            ours = self._open_chunks().limit(1).with_for_update(of=chunks, skip_locked=True)
            found = connection.execute(ours).first()
            if found is None:
                return None
            taken = connection.execute(
                update(chunks)
                .where(*_of(found.job, found.number), chunks.c.state == found.state, chunks.c.owner == found.owner)
                .values(state="claimed", owner=owner, lease=self._until(), attempts=found.attempts + 1)
            ).rowcount
            return self._claimed(connection, found, owner) if taken else None

    def renew(self, chunk: Chunk) -> bool:
        """A sign of life; whether the rows are still this owner's to do."""
        with self._writer.begin() as connection:
            return _changed(connection.execute(update(chunks).where(_held(chunk)).values(lease=self._until())).rowcount)

    def publish(self, chunk: Chunk, blob: str, found: Sequence[Result]) -> bool:
        """The results of all rows of the chunk, in one transaction; whether they count.

        They do not when the claim was lost, to another worker or because the job was cancelled or deleted: then
        nothing changes. The last chunk ends the job.
        """
        rows = [self._locked(chunk, one) for one in found]
        with self._writer.begin() as connection:
            _held_job(connection, chunk.job)  # two that publish the last two chunks must see each other
            wanted = exists().where(
                jobs.c.row == chunk.job, jobs.c.state.in_(("running", "paused")), jobs.c.phase == chunk.phase
            )
            done = connection.execute(
                update(chunks).where(_held(chunk), wanted).values(state="done", owner="", lease=0, blob=blob)
            ).rowcount
            if not done:
                return False
            connection.execute(insert(results), rows)
            left = exists().where(chunks.c.job == chunk.job, chunks.c.state != "done")
            connection.execute(update(jobs).where(jobs.c.row == chunk.job, ~left).values(state="done"))
        return True

    def release(self, chunk: Chunk, *, blamed: bool = True) -> bool:
        """Give the rows back undone, unless `blamed` as if never tried; whether they still were this owner's."""
        free = {**_FREE, "attempts": chunk.attempts if blamed else chunk.attempts - 1}
        with self._writer.begin() as connection:
            return _changed(connection.execute(update(chunks).where(_held(chunk)).values(**free)).rowcount)

    def release_dead(self, dead: Callable[[str], bool]) -> int:
        """Free what owners hold who are known to be dead, without waiting for their lease; how many chunks that was."""
        with self._engine.begin() as connection:
            held = connection.execute(select(chunks).where(chunks.c.state == "claimed")).all()
        lost = [row for row in held if dead(row.owner)]
        for row in lost:
            with self._writer.begin() as connection:
                connection.execute(
                    update(chunks)
                    .where(*_of(row.job, row.number), chunks.c.state == "claimed", chunks.c.owner == row.owner)
                    .values(**_FREE)
                )
        return len(lost)

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def waiting(self) -> dict[str, int]:
        """How many chunks of each job could be claimed now, by the job's key."""
        with self._engine.begin() as connection:
            found = self._open_chunks().with_only_columns(chunks.c.job, func.count()).order_by(None)
            return {str(key): int(count) for key, count in connection.execute(found.group_by(chunks.c.job))}

    # ---- in the tables ---------------------------------------------------------------------------------------------

    def _open_chunks(self) -> Select[Any]:
        moment = _seconds(self._clock())
        free = or_(chunks.c.state == "waiting", and_(chunks.c.state == "claimed", chunks.c.lease < moment))
        running = and_(jobs.c.row == chunks.c.job, jobs.c.state == "running", jobs.c.expires > moment)
        return select(chunks, jobs.c.phase).join(jobs, running).where(free).order_by(chunks.c.number, chunks.c.job)

    def _claimed(self, connection: Connection, found: Row[tuple[object, ...]], owner: str) -> Chunk:
        before = select(func.coalesce(func.sum(chunks.c.rows), 0)).where(
            chunks.c.job == found.job, chunks.c.number < found.number
        )
        first = int(connection.execute(before).scalar_one())
        stretch = Stretch(found.start, found.length, found.rows)
        return Chunk(found.job, found.phase, found.number, first, stretch, owner, found.attempts + 1)

    def _job(self, found: Row[tuple[object, ...]]) -> Job:
        try:
            plan = self._seals.open(found.locked, _bound(found.row, found.form))
        except BrokenSealError as fault:
            raise GoneError from fault
        created, expires = _moment(found.created), _moment(found.expires)
        return Job(found.row, found.form, found.phase, found.state, found.rows, plan, created, expires)

    def _locked(self, chunk: Chunk, one: Result) -> dict[str, object]:
        return {
            "job": chunk.job,
            "place": one.place,
            "chunk": chunk.number,
            "status": one.status,
            "locked": self._seals.lock(one.told, _bound(chunk.job, str(one.place))),
        }

    def _result(self, row: Row[tuple[object, ...]]) -> Result:
        return Result(row.place, row.status, self._seals.open(row.locked, _bound(row.job, str(row.place))), row.blob)

    def _until(self) -> int:
        return _seconds(self._clock()) + LEASE


def job_key(job_id: str) -> str:
    """What stands for the job in the database, in names of files and in logs: the id cannot be read from it."""
    return hashlib.sha256(b"job " + job_id.encode()).hexdigest()


_FREE = {"state": "waiting", "owner": "", "lease": 0}


def _waiting(key: str, number: int, stretch: Stretch) -> dict[str, object]:
    place = {"start": stretch.start, "length": stretch.length, "rows": stretch.rows}
    return {"job": key, "number": number, **place, **_FREE, "attempts": 0, "blob": ""}


def _of(job: str, number: int) -> tuple[ColumnElement[bool], ...]:
    return chunks.c.job == job, chunks.c.number == number


def _held(chunk: Chunk) -> ColumnElement[bool]:
    return and_(*_of(chunk.job, chunk.number), chunks.c.state == "claimed", chunks.c.owner == chunk.owner)


def _held_job(connection: Connection, key: str) -> str | None:
    """The form of this job, which nobody else changes until this transaction ends; first of all, so that none wait
    for each other. SQLite lets only one write at all."""
    return connection.execute(select(jobs.c.form).where(jobs.c.row == key).with_for_update()).scalar_one_or_none()


def _delete(connection: Connection, keys: Sequence[str]) -> None:
    for key in sorted(keys):
        _held_job(connection, key)
    for table, column in ((results, results.c.job), (chunks, chunks.c.job), (jobs, jobs.c.row)):
        connection.execute(delete(table).where(column.in_(keys)))


def _changed(rows: int) -> bool:
    return rows > 0


def _bound(*words: str) -> bytes:
    return " ".join(words).encode()


def _seconds(moment: datetime.datetime) -> int:
    return int(moment.timestamp())


def _moment(seconds: int) -> datetime.datetime:
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC)
