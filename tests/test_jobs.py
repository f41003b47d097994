"""Jobs in the database: claimed once, published once, whoever dies in between."""

import dataclasses
import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest

from formgen.store.database import DATABASE_FILE, open_database
from formgen.store.drafts import GoneError
from formgen.store.jobs import LEASE, Chunk, Job, Jobs, Result, Stretch, job_key
from formgen.store.keys import Keys
from formgen.store.seals import BrokenSealError, Seals
from tests.smallform import SECRET, Clock

THREE = (Stretch(0, 10, 2), Stretch(10, 10, 2), Stretch(20, 5, 1))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def jobs(tmp_path: Path, clock: Clock) -> Iterator[Jobs]:
    opened = Jobs(open_database(tmp_path), Seals(Keys([SECRET]).locking), datetime.timedelta(days=7), clock)
    yield opened
    opened.close()


@pytest.fixture
def job(jobs: Jobs) -> Job:
    return jobs.start("secret id", "small", b'{"asked": "this"}', THREE, "make")


def done(chunk: Chunk, status: str = "complete") -> list[Result]:
    return [Result(chunk.first + place, status, b'{"told": 1}') for place in range(chunk.stretch.rows)]


def claimed(jobs: Jobs, owner: str = "me") -> Chunk:
    chunk = jobs.claim(owner)
    assert chunk is not None
    return chunk


def test_a_job_is_found_by_its_id_and_by_nothing_else(jobs: Jobs, job: Job) -> None:
    assert jobs.find("secret id") == job == jobs.at(job.key)
    assert (job.form, job.phase, job.state, job.rows, job.plan) == ("small", "make", "running", 5, b'{"asked": "this"}')
    with pytest.raises(GoneError):
        jobs.find(job.key)


def test_the_id_stands_nowhere_on_the_disk(jobs: Jobs, job: Job, tmp_path: Path) -> None:
    kept = b"".join(path.read_bytes() for path in tmp_path.glob(f"{DATABASE_FILE}*"))

    assert job.key.encode() in kept
    assert b"secret id" not in kept
    assert b"asked" not in kept
    assert "secret" not in job_key("secret id")


def test_chunks_are_claimed_in_order_and_each_by_one(jobs: Jobs, job: Job) -> None:
    first, second, third = claimed(jobs, "a"), claimed(jobs, "b"), claimed(jobs, "a")

    assert [(one.number, one.first, one.stretch) for one in (first, second, third)] == [
        (0, 0, THREE[0]),
        (1, 2, THREE[1]),
        (2, 4, THREE[2]),
    ]
    assert jobs.claim("c") is None


def test_a_small_job_does_not_wait_behind_the_whole_of_a_large_one(jobs: Jobs, job: Job) -> None:
    claimed(jobs)
    jobs.start("another", "small", b"{}", THREE[:1])

    chunk = claimed(jobs)

    assert (chunk.job, chunk.number) == (job_key("another"), 0)


def test_published_rows_are_there_once_and_the_last_chunk_ends_the_job(jobs: Jobs, job: Job) -> None:
    for _ in THREE:
        chunk = claimed(jobs)
        assert jobs.publish(chunk, f"{job.key}/{chunk.number}", done(chunk))

    assert jobs.at(job.key).state == "done"
    places = [(one.place, one.blob[-1]) for one in jobs.results(job.key)]
    assert places == [(0, "0"), (1, "0"), (2, "1"), (3, "1"), (4, "2")]
    assert jobs.progress(job.key).counts == {"complete": 5}


def test_how_many_rows_are_done_is_known_without_reading_them(jobs: Jobs, job: Job) -> None:
    assert (jobs.done(job.key), jobs.done("none")) == (0, 0)
    first, second = claimed(jobs), claimed(jobs)
    jobs.publish(second, "blob", done(second, "wrong"))

    assert jobs.done(job.key) == jobs.progress(job.key).done == 2
    jobs.publish(first, "blob", done(first))
    assert jobs.done(job.key) == 4
    assert [one.place for one in jobs.results(job.key, after=1)] == [2, 3]


def test_nothing_can_be_published_twice(jobs: Jobs, job: Job) -> None:
    chunk = claimed(jobs)

    assert jobs.publish(chunk, "", done(chunk))
    assert not jobs.publish(chunk, "", done(chunk, "wrong"))
    assert jobs.progress(job.key).counts == {"complete": 2}


def test_a_claim_ends_with_its_lease_and_the_slow_one_comes_too_late(jobs: Jobs, job: Job, clock: Clock) -> None:
    slow = claimed(jobs, "slow")
    clock.move(seconds=LEASE + 1)
    quick = claimed(jobs, "quick")

    assert (quick.number, quick.attempts) == (slow.number, 2)
    assert not jobs.renew(slow)
    assert jobs.publish(quick, "", done(quick))
    assert not jobs.publish(slow, "", done(slow, "wrong"))
    assert jobs.progress(job.key).counts == {"complete": 2}


def test_a_sign_of_life_keeps_the_claim(jobs: Jobs, job: Job, clock: Clock) -> None:
    chunk = claimed(jobs, "alive")
    for _ in range(3):
        clock.move(seconds=LEASE - 1)
        assert jobs.renew(chunk)

    assert claimed(jobs, "other").number == 1
    assert jobs.publish(chunk, "", done(chunk))


def test_what_the_dead_held_is_free_at_once(jobs: Jobs, job: Job) -> None:
    claimed(jobs, "dead")
    claimed(jobs, "alive")

    assert jobs.release_dead(lambda owner: owner == "dead") == 1
    assert claimed(jobs, "next").number == 0


def test_what_is_given_back_can_be_claimed_again(jobs: Jobs, job: Job) -> None:
    jobs.release(claimed(jobs))

    again = claimed(jobs)

    assert (again.number, again.attempts) == (0, 2)


def test_what_was_given_back_for_a_fault_of_the_disk_was_never_tried(jobs: Jobs, job: Job) -> None:
    for _ in range(3):
        jobs.release(claimed(jobs), blamed=False)

    assert claimed(jobs).attempts == 1


def test_an_attempt_in_which_the_worker_died_counts(jobs: Jobs, job: Job) -> None:
    jobs.release(claimed(jobs), blamed=False)
    claimed(jobs, "dead")
    jobs.release_dead(lambda owner: owner == "dead")

    assert claimed(jobs).attempts == 2


@pytest.mark.parametrize("state", ["paused", "cancelled"])
def test_nothing_is_claimed_of_a_job_that_stands_still(jobs: Jobs, job: Job, state: str) -> None:
    assert jobs.turn(job.key, state)  # type: ignore[arg-type]

    assert jobs.claim("me") is None


def test_what_was_in_hand_counts_when_paused_and_not_when_cancelled(jobs: Jobs, job: Job) -> None:
    first, second = claimed(jobs), claimed(jobs)
    jobs.turn(job.key, "paused")
    assert jobs.publish(first, "", done(first))
    jobs.turn(job.key, "cancelled")
    assert not jobs.publish(second, "", done(second))

    assert jobs.progress(job.key).done == 2


def test_a_job_goes_on_after_a_pause_and_never_after_it_was_stopped(jobs: Jobs, job: Job) -> None:
    jobs.turn(job.key, "paused")
    assert jobs.turn(job.key, "running")
    assert claimed(jobs).number == 0
    jobs.turn(job.key, "cancelled")

    assert not jobs.turn(job.key, "running")
    assert jobs.claim("me") is None


def test_doing_all_rows_again_forgets_what_was_and_what_was_in_hand(jobs: Jobs, job: Job) -> None:
    first, second = claimed(jobs), claimed(jobs)
    jobs.publish(first, "", done(first))
    jobs.again(job.key, "check", b"other")

    assert not jobs.publish(second, "", done(second))
    assert jobs.progress(job.key).done == 0
    assert (jobs.at(job.key).phase, jobs.at(job.key).plan) == ("check", b"other")
    assert (claimed(jobs).number, claimed(jobs).phase) == (0, "check")


def test_an_expired_job_is_gone_to_the_second_and_purged_with_all_its_rows(jobs: Jobs, job: Job, clock: Clock) -> None:
    chunk = claimed(jobs)
    jobs.publish(chunk, "", done(chunk))
    clock.move(days=7)

    with pytest.raises(GoneError):
        jobs.at(job.key)
    assert jobs.claim("me") is None
    assert jobs.purge() == (job.key,)
    assert (list(jobs.results(job.key)), jobs.stretches(job.key), jobs.purge()) == ([], (), ())


def test_a_deleted_job_takes_nothing_any_more(jobs: Jobs, job: Job) -> None:
    chunk = claimed(jobs)
    jobs.forget(job.key)

    assert not jobs.publish(chunk, "", done(chunk))
    assert jobs.ended() == {}
    with pytest.raises(GoneError):
        jobs.again(job.key, "make", b"")
    jobs.forget(job.key)


def test_results_are_locked_for_their_row(jobs: Jobs, job: Job, tmp_path: Path) -> None:
    chunk = claimed(jobs)
    jobs.publish(chunk, "", [dataclasses.replace(one, told=b"Jansen 111222333") for one in done(chunk)])
    kept = b"".join(path.read_bytes() for path in tmp_path.glob(f"{DATABASE_FILE}*"))

    assert b"Jansen" not in kept
    with jobs._engine.begin() as connection:  # two rows change places
        for was, becomes in ((0, 9), (1, 0), (9, 1)):
            connection.exec_driver_sql(f"UPDATE results SET place = {becomes} WHERE place = {was}")
    with pytest.raises(BrokenSealError):
        list(jobs.results(job.key))


def test_many_results_are_read_in_portions_and_by_status(jobs: Jobs) -> None:
    long = jobs.start("long", "small", b"{}", [Stretch(0, 1, 1200)])
    chunk = claimed(jobs)
    jobs.publish(chunk, "", [Result(n, "wrong" if n % 3 else "complete", b"{}") for n in range(1200)])

    assert [one.place for one in jobs.results(long.key)] == list(range(1200))
    assert [one.place for one in jobs.results(long.key, ["complete"])] == list(range(0, 1200, 3))
