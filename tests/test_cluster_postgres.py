"""PostgreSQL instead of a file: many writers at once, and still nothing is claimed twice, lost or forgotten."""

import datetime
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import psycopg
import pytest
from sqlalchemy import Engine, func, inspect, select

from formgen.errors import FormgenError
from formgen.store.database import drafts as drafts_table
from formgen.store.database import metadata, open_database
from formgen.store.drafts import DAY, Content, Drafts, GoneError
from formgen.store.jobs import LEASE, Jobs, Result, Stretch
from formgen.store.keys import Keys
from formgen.store.seals import Seals
from tests.conftest import IN_CI
from tests.machines import Program, database, missing_programs
from tests.measures import ROOT
from tests.smallform import SECRET, Clock

pytestmark = [
    pytest.mark.skipif("initdb" in missing_programs() and not IN_CI, reason="apt install postgresql"),
    pytest.mark.xdist_group("postgres"),  # one set of servers, in one process
]
SEALS = Seals(Keys([SECRET]).locking)
MANY = 8


@pytest.fixture(scope="module")
def server() -> Iterator[Program]:
    with database() as made:
        yield made


@pytest.fixture
def url(server: Program, request: pytest.FixtureRequest) -> str:
    """The address of an empty database."""
    name = f"db{abs(hash(request.node.name))}"
    with psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")  # type: ignore[call-overload]
    return server.url.rpartition("/")[0] + "/" + name


@pytest.fixture
def engine(url: str, tmp_path: Path) -> Iterator[Engine]:
    made = open_database(tmp_path, url)
    yield made
    made.dispose()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def jobs(engine: Engine, clock: Clock) -> Jobs:
    return Jobs(engine, SEALS, datetime.timedelta(days=7), clock)


def together(act: Callable[[int], object], count: int = MANY) -> list[object]:
    """What so many threads get that begin at the same moment."""
    start = Barrier(count)

    def begin(number: int) -> object:
        start.wait()
        return act(number)

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(begin, range(count)))


def stretches(count: int) -> list[Stretch]:
    return [Stretch(number * 10, 10, 2) for number in range(count)]


def results(first: int) -> list[Result]:
    return [Result(first + place, "complete", b"{}") for place in range(2)]


def test_programs_that_start_together_make_the_tables_once(url: str, tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from formgen.store.database import open_database;"
        "open_database(Path(sys.argv[1]), sys.argv[2]).dispose()"
    )
    started = [
        subprocess.Popen([sys.executable, "-c", program, str(tmp_path), url], cwd=ROOT, stderr=subprocess.PIPE)
        for _ in range(3)
    ]

    assert [(one.communicate()[1], one.returncode) for one in started] == [(b"", 0)] * 3


def test_the_tables_are_those_of_the_code(engine: Engine) -> None:
    found = inspect(engine)

    assert set(metadata.tables) <= set(found.get_table_names())
    for table in metadata.tables.values():
        columns = {column["name"]: str(column["type"]) for column in found.get_columns(table.name)}
        assert columns == {column.name: column.type.compile(engine.dialect) for column in table.columns}


def test_no_file_is_made_beside_it(engine: Engine, tmp_path: Path) -> None:
    assert engine.dialect.name == "postgresql"
    assert list(tmp_path.iterdir()) == []


def test_the_password_is_in_no_message(tmp_path: Path) -> None:
    with pytest.raises(FormgenError, match="does not answer") as refused:
        open_database(tmp_path, "postgresql://formgen:geheim@127.0.0.1:1/none")

    assert "geheim" not in f"{refused.value} {refused.value.__cause__}"


def test_rows_are_claimed_by_one_worker_only(jobs: Jobs) -> None:
    jobs.start("many", "small", b"{}", stretches(40), "make")

    def claim_all(number: int) -> list[int]:
        found = []
        while (chunk := jobs.claim(f"worker-{number}")) is not None:
            found.append(chunk.number)
        return found

    claimed = [number for found in together(claim_all) for number in found]  # type: ignore[attr-defined]
    assert sorted(claimed) == list(range(40))


@pytest.mark.parametrize("turn", range(4))
def test_those_who_publish_the_last_rows_at_once_end_the_job(jobs: Jobs, turn: int) -> None:
    job = jobs.start(f"last {turn}", "small", b"{}", stretches(MANY), "make")
    claimed = [jobs.claim(f"worker-{number}") for number in range(MANY)]

    published = together(lambda number: jobs.publish(claimed[number], "", results(claimed[number].first)))  # type: ignore[arg-type,union-attr]

    assert published == [True] * MANY
    assert jobs.at(job.key).state == "done"
    assert jobs.progress(job.key).done == 2 * MANY
    assert [one.place for one in jobs.results(job.key)] == list(range(2 * MANY))


def test_rows_that_are_done_twice_are_there_once(jobs: Jobs, clock: Clock) -> None:
    job = jobs.start("twice", "small", b"{}", stretches(1), "make")
    slow = jobs.claim("slow")
    clock.move(seconds=LEASE + 1)
    quick = jobs.claim("quick")
    assert slow is not None
    assert quick is not None

    assert together(lambda number: jobs.publish((slow, quick)[number], "", results(0)), 2) == [False, True]
    assert jobs.progress(job.key).done == 2


def test_whoever_deletes_or_begins_again_meanwhile_is_not_in_the_way(jobs: Jobs) -> None:
    for turn in range(6):
        job = jobs.start(f"turn {turn}", "small", b"{}", stretches(4), "check")

        def act(number: int, key: str = job.key) -> None:
            if number == 0:
                jobs.forget(key)
                return
            if number == 1:
                try:
                    jobs.again(key, "make", b"{}")
                except GoneError:
                    return
            while (chunk := jobs.claim(f"worker-{number}")) is not None:
                jobs.publish(chunk, "", results(chunk.first))

        together(act, 5)
        assert jobs.progress(job.key).done == 0
        assert jobs.blobs(job.key) == frozenset()


def test_what_waits_is_counted_by_job(jobs: Jobs, clock: Clock) -> None:
    one = jobs.start("one", "small", b"{}", stretches(3), "make")
    two = jobs.start("two", "small", b"{}", stretches(1), "make")
    paused = jobs.start("paused", "small", b"{}", stretches(1), "make")
    jobs.turn(paused.key, "paused")
    jobs.claim("worker")

    assert jobs.waiting() in ({one.key: 2, two.key: 1}, {one.key: 3})
    clock.move(seconds=LEASE + 1)
    assert jobs.waiting() == {one.key: 3, two.key: 1}


def test_two_windows_of_one_person_lose_no_answer(engine: Engine) -> None:
    kept = Drafts(engine, SEALS, 30 * DAY)
    draft = kept.start("small", Content())

    def answer(number: int) -> None:
        kept.change(draft.id, "small", lambda old: Content({**old.raw, f"question_{number}": "yes"}))

    together(answer)

    assert len(kept.find(draft.id, "small").content.raw) == MANY
    assert kept.find(draft.id, "small").version == 1 + MANY


def test_a_draft_is_kept_found_and_forgotten(engine: Engine) -> None:
    kept = Drafts(engine, SEALS, 30 * DAY)
    draft = kept.start("small", Content({"surname": "Şahin"}))

    assert kept.find(draft.id, "small").content.raw == {"surname": "Şahin"}
    assert (kept.count(), kept.relock(), kept.purge()) == (1, 0, 0)
    kept.forget(draft.id)
    with pytest.raises(GoneError):
        kept.find(draft.id, "small")
    with engine.begin() as connection:
        assert connection.execute(select(func.count()).select_from(drafts_table)).scalar_one() == 0


def test_what_expires_after_2038_can_be_kept(engine: Engine) -> None:
    later = Drafts(engine, SEALS, DAY, lambda: datetime.datetime(2040, 1, 1, tzinfo=datetime.UTC))
    draft = later.start("small", Content())

    assert later.find(draft.id, "small").expires.year == 2040
