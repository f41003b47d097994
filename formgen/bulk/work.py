"""The worker: claims rows, checks or makes them, and publishes what came of them in one step."""

import os
import secrets
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace

from sqlalchemy.exc import SQLAlchemyError

from formgen.bulk import converting, making
from formgen.bulk.bench import Bench
from formgen.bulk.check import RowIn
from formgen.bulk.job import rows_of
from formgen.bulk.making import RowDone
from formgen.bulk.plan import Plan
from formgen.bulk.told import FileMade
from formgen.errors import FormgenError
from formgen.form import Form
from formgen.store.drafts import GoneError
from formgen.store.jobs import LEASE, Chunk, Result
from formgen.text import Text
from formgen.unchanged import unchanged

MOST_ATTEMPTS = 25  # a row that takes the process down with it is given up then; a killed worker needs one or two
IDLE_SECONDS = 0.5

Pause = Callable[[float], object]


def owner() -> str:
    """Who this process is, so that others can see whether it still lives: machine, process, a word of its own."""
    return f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(8)}"


def is_dead(claimed_by: str) -> bool:
    """Whether the process that made this claim ran on this machine and is gone; of another machine nobody can tell."""
    host, process, _ = (*claimed_by.rsplit(":", 2), "", "")[:3]
    if host != socket.gethostname()[:40] or not process.isdecimal():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except OSError:  # it lives, and is somebody else's
        return False
    return False


def work(bench: Bench, until: Callable[[], bool], me: str, pause: Pause = time.sleep) -> int:
    """Do chunks until `until` says to stop, and rest while nothing waits; how many were published.

    Raises OSError when the disk is full or failing and OperationalError when the database cannot be reached: what was
    claimed is free again then, or within a minute, and nothing half-made is ever seen.
    """
    published = 0
    while not until():
        chunk = bench.jobs.claim(me)
        if chunk is None:
            bench.jobs.release_dead(is_dead)
            pause(IDLE_SECONDS)
        else:
            published += do(bench, chunk)
    return published


def do(bench: Bench, chunk: Chunk) -> bool:
    """One chunk: its rows done, their documents on the disk, the result published; whether it counted.

    Raises as `work` does. A full disk or a storage that is away says nothing about the rows: then it was no attempt.
    """
    blob = f"{chunk.job}/{chunk.number}-{secrets.token_hex(8)}"
    try:
        found = _published(bench, chunk, blob)
    except GoneError:
        found = False
    except Exception as fault:
        if bench.jobs.release(chunk, blamed=not isinstance(fault, (OSError, SQLAlchemyError))):
            with suppress(OSError):  # what stays is swept away after the job
                bench.files.delete(blob)
        raise  # a commit may have succeeded and not have said so: then the documents are wanted
    if not found:
        bench.files.delete(blob)
    return found


def _published(bench: Bench, chunk: Chunk, blob: str) -> bool:
    job = bench.jobs.at(chunk.job)
    plan = bench.plan(job)
    rows = rows_of(bench, chunk.job, chunk.stretch)
    found = list(_alive(bench, chunk, _done(bench, plan, chunk, rows)))
    if len(found) < len(rows):  # the claim was lost half-way
        return False
    pieces, told = _laid_out(bench, blob, found)
    if pieces:
        bench.files.put(blob, pieces)
    results = [Result(chunk.first + place, one.status, one.told.to_json()) for place, one in enumerate(told)]
    return bench.jobs.publish(chunk, blob if pieces else "", results)


def _done(bench: Bench, plan: Plan, chunk: Chunk, rows: Sequence[RowIn]) -> Iterator[RowDone]:
    if chunk.attempts > MOST_ATTEMPTS:
        yield from (making.broken(row, _GIVEN_UP) for row in rows)
        return
    try:
        form: Form = bench.form(plan)
    except FormgenError as fault:  # the form was taken away or broken in the meantime
        yield from (making.broken(row, fault.sentence) for row in rows)
        return
    do_row = making.make_row if chunk.phase == "make" else making.check_only
    with unchanged():
        found = (do_row(plan, form, row) for row in rows)
        convert = chunk.phase == "make" and "converted" in plan.formats
        yield from converting.converted(bench, chunk, plan, found) if convert else found


def _alive(bench: Bench, chunk: Chunk, rows: Iterator[RowDone]) -> Iterator[RowDone]:
    """The same, with a sign of life whenever a third of the lease has gone by; ends early when the claim is lost."""
    last = time.monotonic()
    for row in rows:
        yield row
        if time.monotonic() - last > LEASE / 3:
            if not bench.jobs.renew(chunk):
                return
            last = time.monotonic()


def _laid_out(bench: Bench, blob: str, found: Sequence[RowDone]) -> tuple[list[bytes], list[RowDone]]:
    """All documents of the chunk, locked one by one, and the rows with each file's place among them."""
    pieces: list[bytes] = []
    at = 0
    laid: list[RowDone] = []
    for row in found:
        files: list[FileMade] = []
        for file, data in zip(row.told.files, row.documents, strict=True):
            pieces.append(bench.lock(data, blob, at))
            files.append(replace(file, start=at, length=len(pieces[-1])))
            at += len(pieces[-1])
        laid.append(replace(row, told=replace(row.told, files=tuple(files))))
    return pieces, laid


_GIVEN_UP = Text(
    "Bij deze rijen stopte het programma telkens. Probeer ze in een bestand apart, en meld ons welke rij het was.",
    "The program stopped at these rows each time. Try them in a file of their own, and tell us which row it was.",
)
