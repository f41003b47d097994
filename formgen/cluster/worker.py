"""A worker of many: does rows when the queue wakes it, and looks now and then whether a message was lost."""

import logging
import os
import time
from collections.abc import Callable
from typing import Any

from celery import bootsteps
from kombu.exceptions import OperationalError as BrokerError
from sqlalchemy.exc import SQLAlchemyError

from formgen.bulk.bench import Bench, open_bench, open_jobs
from formgen.bulk.work import do, owner
from formgen.cluster.queue import TASK, Queue
from formgen.store.database import open_database
from formgen.store.settings import Settings

ALIVE = "worker.alive"  # touched in the data folder whenever database and broker answered
LOOK = 10.0  # seconds between two looks for rows that no message tells of any more
_BREATH = 1.0  # seconds before a worker tries again what failed
_log = logging.getLogger("formgen")


def run(settings: Settings, processes: int) -> int:
    """Work with so many processes until the system says stop (SIGTERM: what is in hand is finished); the exit code.

    Raises FormgenError for a setting that cannot be used and for a database that does not answer.
    """
    open_database(settings.data, settings.database_url).dispose()  # what is wrong is told before anything starts
    queue = Queue(settings.broker_url)
    queue.app.task(name=TASK)(_task(settings))
    queue.app.steps["consumer"].add(_looking(settings, queue))
    worker = queue.app.Worker(
        hostname=f"formgen-{os.getpid()}@{owner().partition(':')[0]}",
        concurrency=processes,
        loglevel="INFO",
        quiet=True,
        without_mingle=True,
        without_gossip=True,
        without_heartbeat=True,
    )
    worker.start()
    return int(worker.exitcode or 0)


def _task(settings: Settings) -> Callable[[str], None]:
    """What one message sets going: the rows that have waited longest, of this job or another."""
    hands: dict[int, tuple[Bench, str]] = {}  # by process: none uses a connection of the one it was split off from

    def do_rows(job: str) -> None:
        try:
            if os.getpid() not in hands:
                hands[os.getpid()] = open_bench(settings), owner()
            bench, me = hands[os.getpid()]
            chunk = bench.jobs.claim(me)
            if chunk is not None:
                do(bench, chunk)
        except Exception as fault:  # its text may quote an answer, so only its kind goes into the log
            _log.warning("rows of %s are still to be done: %s", job[:12], type(fault).__name__)
            time.sleep(_BREATH)

    return do_rows


def _looking(settings: Settings, queue: Queue) -> type[bootsteps.StartStopStep]:
    """The part of a worker that looks into the database: it begins anew with every connection to the broker."""

    class Looking(bootsteps.StartStopStep):  # type: ignore[misc]
        """Looks every few seconds."""

        requires = ("celery.worker.consumer.tasks:Tasks",)

        def __init__(self, consumer: Any, **more: Any) -> None:
            super().__init__(consumer, **more)
            self._jobs = open_jobs(settings, open_database(settings.data, settings.database_url))

        def start(self, consumer: Any) -> None:
            """From now on; the timer forgets it when the connection goes."""
            self._look()
            consumer.timer.call_repeatedly(LOOK, self._look)

        def _look(self) -> None:
            try:
                queue.wake(self._jobs.waiting())
                settings.data.mkdir(parents=True, exist_ok=True)
                (settings.data / ALIVE).touch()
            except (OSError, BrokerError, SQLAlchemyError) as fault:
                _log.warning("cannot look for waiting rows: %s", type(fault).__name__)

    return Looking
