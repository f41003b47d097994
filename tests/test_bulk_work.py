"""A job survives anything: whatever step fails, nothing is lost, nothing is doubled, and the end is the same."""

import datetime
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from formgen.bulk import archive, job, making, work
from formgen.bulk.bench import open_bench
from formgen.bulk.headings import match
from formgen.bulk.sweep import sweep
from formgen.bulk.work import MOST_ATTEMPTS, do, is_dead, owner
from formgen.errors import FormgenError
from formgen.store.files import Folder
from formgen.store.jobs import LEASE, Jobs
from formgen.store.settings import Settings
from tests.bulkbench import RIGHT, Workplace, people, rows_csv, workplace
from tests.golden import LIBRARY
from tests.smallform import SECRET

ROWS = rows_csv([*people(24), {**RIGHT, "born": "x"}])  # three chunks


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Workplace]:
    with workplace(tmp_path) as made:
        yield made


def test_a_bad_row_never_stops_the_others(place: Workplace) -> None:
    found = place.run(place.take(ROWS))

    assert place.statuses(found) == ["complete"] * 24 + ["wrong"]
    assert found.state == "done"


def test_a_fault_of_ours_in_a_row_is_that_rows_status(place: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    check = making.check_row

    def faulty(plan: object, form: object, row: making.RowIn) -> making.Verdict:
        if row.line == 3:
            raise RuntimeError("Jansen-b has a secret")
        return check(plan, form, row)  # type: ignore[arg-type]

    monkeypatch.setattr(making, "check_row", faulty)
    found = place.run(place.take(rows_csv(people(3))))

    assert place.statuses(found) == ["complete", "broken", "complete"]
    (fault,) = place.told(found)[1][1].faults
    assert "RuntimeError" in fault.sentence.nl
    assert "secret" not in fault.sentence.nl


def test_a_template_that_is_gone_is_told_in_every_row(place: Workplace) -> None:
    taken = place.take(rows_csv(people(2)))
    for path in (place.form.folder / "templates").iterdir():
        path.unlink()

    found = place.run(taken)

    assert place.statuses(found) == ["broken", "broken"]
    assert "staat niet in de map templates" in place.told(found)[0][1].faults[0].sentence.nl


def test_a_form_that_is_gone_is_told_in_every_row(place: Workplace) -> None:
    taken = place.take(rows_csv(people(2)))
    (place.form.folder / "forms" / "small.yml").unlink()

    assert place.statuses(place.run(taken)) == ["broken", "broken"]


def test_rows_that_take_the_process_down_each_time_are_given_up(place: Workplace) -> None:
    taken = place.take(rows_csv(people(2)))
    chunk = place.bench.jobs.claim("me")
    assert chunk is not None

    assert do(place.bench, replace(chunk, attempts=MOST_ATTEMPTS + 1))
    assert place.statuses(taken) == ["broken", "broken"]


@pytest.mark.parametrize("step", ["put", "read"])
def test_no_row_is_given_up_for_a_disk_that_is_full_or_away(
    place: Workplace, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    taken = place.take(rows_csv(people(2)))

    def failing(*_: object) -> None:
        raise full()

    with monkeypatch.context() as away:
        away.setattr(Folder, step, failing)
        away.setattr(Folder, "delete", failing)
        for _ in range(MOST_ATTEMPTS + 5):
            chunk = place.bench.jobs.claim(owner())
            assert chunk is not None
            with pytest.raises(OSError, match="no space"):
                do(place.bench, chunk)

    assert place.statuses(place.run(taken)) == ["complete", "complete"]


def test_what_was_published_stays_when_the_database_did_not_say_so(
    place: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = place.take(rows_csv(people(2)))
    chunk = place.bench.jobs.claim("me")
    assert chunk is not None
    publish = Jobs.publish

    def unheard(*given: object) -> bool:
        publish(*given)  # type: ignore[arg-type]
        raise broken()

    monkeypatch.setattr(Jobs, "publish", unheard)
    with pytest.raises(OperationalError):
        do(place.bench, chunk)

    (blob,) = place.bench.jobs.blobs(taken.key)
    assert blob in set(place.bench.files.names(taken.key))


def test_a_fault_that_is_not_of_the_disk_is_an_attempt(place: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    place.take(rows_csv(people(2)))
    chunk = place.bench.jobs.claim("me")
    assert chunk is not None

    def too_large(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(work, "rows_of", too_large)
    with pytest.raises(MemoryError):
        do(place.bench, chunk)

    again = place.bench.jobs.claim("me")
    assert again is not None
    assert again.attempts == 2


def test_who_comes_too_late_leaves_nothing_behind(place: Workplace) -> None:
    taken = place.take(rows_csv(people(2)))
    slow = place.bench.jobs.claim("slow")
    assert slow is not None
    place.clock.move(seconds=LEASE + 1)
    place.run(taken)
    before = set(place.bench.files.names(taken.key))

    assert not do(place.bench, slow)
    assert set(place.bench.files.names(taken.key)) == before


def test_a_job_that_is_deleted_meanwhile_leaves_nothing(place: Workplace) -> None:
    taken = place.take(rows_csv(people(2)))
    chunk = place.bench.jobs.claim("me")
    assert chunk is not None
    job.forget(place.bench, taken.key)

    assert not do(place.bench, chunk)
    assert not list(place.bench.files.names(taken.key))


def test_a_long_chunk_gives_signs_of_life_and_stops_when_it_lost_its_claim(
    place: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = place.take(rows_csv(people(5)))
    moments = iter(range(0, 10_000, LEASE))
    monkeypatch.setattr(work.time, "monotonic", lambda: next(moments))
    renewed: list[object] = []
    monkeypatch.setattr(Jobs, "renew", lambda self, chunk: len(renewed) < 2 and not renewed.append(chunk))
    chunk = place.bench.jobs.claim("me")
    assert chunk is not None

    assert not do(place.bench, chunk)
    assert len(renewed) == 2
    assert place.statuses(taken) == []


# ---- every step fails once ------------------------------------------------------------------------------------------


class Trap:
    """Lets the Nth of all steps fail that touch the disk or the database; before that it only counts."""

    def __init__(self) -> None:
        self.left = -1
        self.sprung = False

    def step(self, fault: Callable[[], Exception]) -> None:
        self.left -= 1
        if self.left == 0:
            self.sprung = True
            raise fault()


def full() -> OSError:
    return OSError(28, "no space left on device")


def broken() -> OperationalError:
    return OperationalError("", {}, sqlite3.OperationalError("disk I/O error"))


@pytest.fixture
def trap(place: Workplace, monkeypatch: pytest.MonkeyPatch) -> Iterator[Trap]:
    made = Trap()
    sync, replace_, remove = os.fsync, Path.replace, Path.unlink

    def fsync(handle: int) -> None:
        made.step(full)
        sync(handle)

    def moved(path: Path, target: Path) -> Path:
        made.step(full)
        return replace_(path, target)

    def unlinked(path: Path, missing_ok: bool = False) -> None:
        made.step(full)
        remove(path, missing_ok=missing_ok)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Path, "replace", moved)
    monkeypatch.setattr(Path, "unlink", unlinked)
    engine = place.bench.jobs._engine
    hooks = ("before_cursor_execute", "commit")

    def said(*_: object) -> None:
        made.step(broken)

    for hook in hooks:
        event.listen(engine, hook, said)
    yield made
    for hook in hooks:
        event.remove(engine, hook, said)


def test_whatever_step_fails_the_end_is_the_same(place: Workplace, trap: Trap) -> None:
    data = rows_csv([*people(11), {**RIGHT, "born": "x"}])  # two chunks
    undisturbed = archive.content_hash(place.bench, place.run(place.take(data)))
    failing = 0
    while True:
        failing += 1
        trap.left, trap.sprung = failing, False
        key = ""
        for _ in range(3):  # as a person does: once more
            try:
                key = key or place.take(data).key
                ended = place.run(place.bench.jobs.at(key))
                break
            except (OSError, OperationalError):
                continue
        trap.left = -1
        assert archive.content_hash(place.bench, ended) == undisturbed, f"step {failing}"
        assert place.bench.jobs.progress(key).done == 12
        job.forget(place.bench, key)
        if not trap.sprung:
            break
    assert failing > 40


def test_a_file_that_cannot_be_kept_is_no_job(place: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(*_: object) -> None:
        raise full()

    monkeypatch.setattr(Folder, "put", no_room)
    with pytest.raises(OSError, match="no space"):
        place.take(rows_csv(people(2)))

    assert place.bench.jobs.ended() == {}
    assert not list((place.data / "jobs").glob("*"))


def test_a_database_that_is_locked_is_tried_again(place: Workplace) -> None:
    taken = place.take(rows_csv(people(2)))
    with sqlite3.connect(place.data / "formgen.db", isolation_level=None, timeout=0) as other:
        with place.bench.jobs._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA busy_timeout = 10")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(OperationalError, match="locked"):
            place.run(taken)
        other.execute("ROLLBACK")
    other.close()

    assert place.statuses(place.run(taken)) == ["complete", "complete"]


# ---- taking in ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"kolom;ander\n1;2\n", "geen enkele kop is een vraag van dit formulier"),
        (b"surname;hours\n", "onder de koppen staat geen enkele rij"),
        (b"surname\n# uitleg\n", "onder de koppen staat geen enkele rij"),
        (b"", "er staat niets in"),
        (b'surname\n"x\n', "wordt nergens gesloten"),
    ],
)
def test_a_file_that_can_be_no_job_is_one_sentence_and_leaves_nothing(place: Workplace, data: bytes, said: str) -> None:
    with pytest.raises(FormgenError) as refused:
        place.take(data)

    assert said in refused.value.sentence.nl
    assert place.bench.jobs.ended() == {}
    assert not list((place.data / "jobs").glob("*"))


def test_a_wish_that_cannot_be_is_told_at_once(place: Workplace) -> None:
    with pytest.raises(FormgenError, match="no document"):
        place.take(ROWS, only=("brief",))
    with pytest.raises(FormgenError, match="no question"):
        place.take(ROWS, name="{achternaam}")


def test_a_row_that_explains_is_passed_over_and_named(place: Workplace) -> None:
    taken = place.take(b"surname;hours\n# uw achternaam;uren\nJansen;3\n")

    assert taken.rows == 1
    assert place.bench.plan(taken).notes[-1][0] == "Met # begint uitleg, en die slaan we over: regel 2."


def test_rows_that_are_numbered_with_a_sign_are_rows(place: Workplace) -> None:
    taken = place.take(b"Nr;surname\n# uitleg;naam\n#1001;Jansen\n# 1002;Bakker\n")

    assert (taken.rows, place.bench.plan(taken).notes[-1][0][-8:]) == (2, "regel 2.")


def test_below_the_first_row_nothing_is_explanation(place: Workplace) -> None:
    taken = place.take(b"Nr;surname\na;Jansen\n# b;Bakker\n")

    assert taken.rows == 2


def test_many_rows_that_explain_are_one_note(place: Workplace) -> None:
    lines = b"".join(b"# uitleg;x\n" for _ in range(3_000))

    taken = place.take(b"Nr;surname\n" + lines + b"1;Jansen\n")

    assert [said for said, _ in place.bench.plan(taken).notes if "uitleg" in said] == [
        "Met # begint uitleg, en die slaan we over: regel 2, 3, 4, 5, 6, 7, 8, 9 en nog 2992."
    ]


@pytest.mark.parametrize(
    ("form", "headings", "rows", "twins"),
    [
        (
            "deskundigenoordeel-werknemer",
            ["bsn", "surname"],
            [("111222333", "A"), ("0111222333", "B"), ("", "A")],
            [0, 1, 0],
        ),
        (
            "plan-van-aanpak-spoor-2",
            ["Achternaam", "initials", "birth_date"],
            [("Şahin", "A.", "1-2-1980"), ("SAHIN", "A", "1-2-1980"), ("Şahin", "B.", "1-2-1980"), ("Şahin", "A.", "")],
            [0, 1, 0, 0],
        ),
        ("plan-van-aanpak-spoor-2", ["birth_date", "surname"], [("1-2-1980", "Şahin"), ("1-2-1980", "Sahin")], [0, 1]),
        ("plan-van-aanpak-spoor-2", ["surname"], [("Şahin",), ("Şahin",)], [0, 0]),
    ],
)
def test_the_same_person_twice_is_seen(
    form: str, headings: list[str], rows: list[tuple[str, ...]], twins: list[int]
) -> None:
    loaded = LIBRARY.load(form)
    known = job._Twins(loaded, match(loaded, headings))

    assert [known.line(row, line) for line, row in enumerate(rows, 1)] == twins


def test_what_is_checked_can_be_made_with_other_wishes(place: Workplace) -> None:
    taken = place.run(place.take(ROWS, phase="check"))
    assert place.statuses(taken) == ["complete"] * 24 + ["wrong"]
    assert not place.bench.jobs.blobs(taken.key) - {""}

    job.make(place.bench, taken, job.Wish("en", only=("copy",)))
    made = place.run(place.bench.jobs.at(taken.key))

    assert [told.files[0].path for _, told in place.told(made)[:2]] == ["02 Copy.docx", "03 Copy.docx"]


def test_a_plan_says_the_same_after_it_was_kept(place: Workplace) -> None:
    taken = place.take(ROWS, name="{surname}", layout="kind", confirmed=True, only=("copy",))
    plan = place.bench.plan(taken)

    assert type(plan).from_json(plan.to_json()) == plan
    assert (plan.lines, plan.today) == (26, datetime.date(2026, 11, 23))


# ---- at rest, and afterwards ----------------------------------------------------------------------------------------


def test_nothing_of_what_was_brought_or_made_can_be_read_on_the_disk(place: Workplace) -> None:
    place.run(place.take(rows_csv([{**RIGHT, "surname": "Merkwaardig", "wish": "Geheim"}])))

    kept = b"".join(path.read_bytes() for path in place.data.rglob("*") if path.is_file())

    assert len(kept) > 10_000
    assert b"Merkwaardig" not in kept
    assert b"word/document.xml" not in kept


def test_what_is_locked_opens_at_its_own_place_only(place: Workplace) -> None:
    locked = place.bench.lock(b"x", "job/blob")
    place.bench.files.put("job/blob", [locked, locked])

    assert place.bench.read("job/blob", 0, len(locked)) == b"x"
    with pytest.raises(OSError, match="was changed"):
        place.bench.read("job/blob", len(locked), len(locked))


def test_another_key_opens_nothing(place: Workplace) -> None:
    taken = place.run(place.take(rows_csv(people(1))))
    other = open_bench(Settings(data=place.data, secret=SECRET[::-1]))

    with pytest.raises(LookupError):
        other.jobs.at(taken.key)
    other.close()


def test_what_expired_is_swept_away_with_its_files(place: Workplace) -> None:
    taken = place.run(place.take(rows_csv(people(1))))
    place.clock.move(days=6)
    assert sweep(place.bench) == 0
    assert list(place.bench.files.names(taken.key))

    place.clock.move(days=1)
    assert sweep(place.bench) == 1
    assert not list((place.data / "jobs").glob("*"))


def test_every_byte_of_a_deleted_job_goes_also_when_somebody_was_reading(place: Workplace) -> None:
    taken = place.run(place.take(rows_csv(people(3))))
    database = place.data / "formgen.db"
    with closing(sqlite3.connect(database)) as other:
        rows = [*other.execute("SELECT locked FROM results"), *other.execute("SELECT locked FROM jobs")]

        def left() -> int:
            kept = b"".join(path.read_bytes() for path in place.data.rglob("*") if path.is_file())
            return sum(locked in kept for (locked,) in rows) + (taken.key.encode() in kept)

        assert (len(rows), left()) == (4, 5)
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM jobs").fetchone()
        with place.bench.jobs._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA busy_timeout = 10")
        job.forget(place.bench, taken.key)
        assert left()
    sweep(place.bench)

    assert left() == 0


def test_nothing_of_a_deleted_job_is_left(place: Workplace) -> None:
    taken = place.run(place.take(rows_csv(people(3))))
    with closing(sqlite3.connect(place.data / "formgen.db")) as other:
        rows = [*other.execute("SELECT locked FROM results"), *other.execute("SELECT locked FROM jobs")]
    job.forget(place.bench, taken.key)
    kept = b"".join(path.read_bytes() for path in place.data.rglob("*") if path.is_file())

    assert len(rows) == 4
    assert not any(locked in kept for (locked,) in rows)
    assert taken.key.encode() not in kept


def test_what_the_dead_left_behind_is_swept_away_and_nothing_else(place: Workplace) -> None:
    taken = place.run(place.take(rows_csv(people(1))))
    kept = set(place.bench.files.names(taken.key))
    place.bench.files.put(f"{taken.key}/0-dead-1", [b"x"])
    place.bench.files.put("nobodys/rows", [b"x"])

    sweep(place.bench)
    assert f"{taken.key}/0-dead-1" in set(place.bench.files.names(taken.key))  # not touched for an hour, only then
    sweep(place.bench, orphan=-1)

    assert set(place.bench.files.names(taken.key)) == kept
    assert not list(place.bench.files.names("nobodys"))


def test_the_living_and_the_dead_are_told_apart() -> None:
    assert not is_dead(owner())
    assert not is_dead("another-machine:1:x")
    assert not is_dead("nonsense")
    host = owner().rsplit(":", 2)[0]
    assert is_dead(f"{host}:{2**22 + 1}:x")
