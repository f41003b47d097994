"""Drafts as time goes by: keys that change, clocks that jump, and what is deleted gone from every byte."""

import datetime
import json
import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from formgen.store.database import DATABASE_FILE
from formgen.store.drafts import Content, Drafts, GoneError, Removed, TakenError, open_drafts
from formgen.store.keys import Keys
from tests.smallform import NOON, Clock
from tests.test_store_damage import MARKER, SECRET, sql


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def drafts(tmp_path: Path, clock: Clock) -> Iterator[Drafts]:
    opened = open_drafts(tmp_path, Keys([SECRET]), 30, clock)
    yield opened
    opened.close()


# ---- keys that change ----------------------------------------------------------------------------------------------


def test_rotation_while_people_type_loses_nothing(tmp_path: Path) -> None:
    old, new = "o" * 40, "n" * 40
    writers = open_drafts(tmp_path, Keys([new, old]), 30)
    before = open_drafts(tmp_path, Keys([old]), 30)
    ids = [before.start("a-form", Content({"n": str(n)})).id for n in range(20)]

    def write() -> None:
        for turn in range(3):
            for draft_id in ids:
                writers.change(draft_id, "a-form", lambda c, t=turn: replace(c, raw={**c.raw, f"t{t}": "x"}))  # type: ignore[misc]

    typing = threading.Thread(target=write)
    typing.start()
    while typing.is_alive():
        writers.relock()
    typing.join()
    writers.relock()

    after = open_drafts(tmp_path, Keys([new]), 30)
    for n, draft_id in enumerate(ids):
        assert after.find(draft_id, "a-form").content.raw == {"n": str(n), "t0": "x", "t1": "x", "t2": "x"}
    for one in (writers, before, after):
        one.close()


def test_a_draft_deleted_while_keys_are_rotated_is_no_fault(
    tmp_path: Path, drafts: Drafts, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = drafts.start("a-form", Content())
    both = open_drafts(tmp_path, Keys(["n" * 40, SECRET]), 30)
    is_newest = both.seals.is_newest
    monkeypatch.setattr(both.seals, "is_newest", lambda locked: drafts.forget(draft.id) or is_newest(locked))

    assert both.relock() == 0
    assert both.count() == 0
    both.close()


# ---- time and traces -----------------------------------------------------------------------------------------------


def test_a_clock_that_is_set_back_loses_no_draft(drafts: Drafts, clock: Clock) -> None:
    draft = drafts.start("a-form", Content({"a": "1"}))
    clock.move(days=-400)

    assert drafts.purge() == 0
    assert drafts.find(draft.id, "a-form").content.raw == {"a": "1"}
    changed = drafts.change(draft.id, "a-form", lambda content: Content({"a": "2"}))
    assert changed.expires == NOON + datetime.timedelta(days=-370)


def test_a_clock_that_jumps_ahead_expires_what_is_old_and_nothing_comes_back(drafts: Drafts, clock: Clock) -> None:
    draft = drafts.start("a-form", Content({"a": "1"}))
    clock.move(days=30)
    assert drafts.purge() == 1
    clock.move(days=-30)

    with pytest.raises(GoneError):
        drafts.find(draft.id, "a-form")


@pytest.mark.parametrize("deleted", ["forget", "purge"])
def test_no_byte_of_a_deleted_draft_is_left_in_any_file(tmp_path: Path, clock: Clock, deleted: str) -> None:
    """The locked bytes of every version that ever was, in the database and in its journal, are looked for."""
    drafts = open_drafts(tmp_path, Keys([SECRET]), 30, clock)
    doomed = drafts.start("a-form", Content({"a": MARKER * 500}))
    versions: list[bytes] = []
    for n in range(4):
        versions += [bytes(row[0]) for row in sql(tmp_path, "select locked from drafts")]  # type: ignore[arg-type]
        drafts.change(doomed.id, "a-form", lambda content, n=n: Content({"a": MARKER * 500 + str(n)}))  # type: ignore[misc]
    kept = drafts.start("a-form", Content({"a": "other"}))
    clock.move(days=29)
    drafts.change(kept.id, "a-form", lambda content: Content({"a": "young"}))
    clock.move(days=1, seconds=1)

    assert (drafts.purge() if deleted == "purge" else drafts.forget(doomed.id)) in (1, None)

    files = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert len(versions) == 4
    for locked in versions:
        for place in range(0, len(locked) - 40, 997):
            assert locked[place : place + 40] not in files
    assert MARKER.encode() not in files
    assert drafts.find(kept.id, "a-form").content.raw == {"a": "young"}
    drafts.close()


def test_what_was_deleted_while_another_read_is_gone_after_the_next_sweep(tmp_path: Path, clock: Clock) -> None:
    drafts = open_drafts(tmp_path, Keys([SECRET]), 30, clock)
    with drafts.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 50")  # the pool gives this same connection out again
    doomed = drafts.start("a-form", Content({"a": MARKER * 500}))
    ((locked,),) = sql(tmp_path, "select locked from drafts")
    reader = sqlite3.connect(tmp_path / DATABASE_FILE, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("select count(*) from drafts").fetchall()
    drafts.forget(doomed.id)
    reader.execute("COMMIT")
    reader.close()

    assert drafts.purge() == 0

    files = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert bytes(locked)[40:80] not in files  # type: ignore[call-overload]
    drafts.close()


def test_a_draft_begins_under_the_number_that_was_handed_out_and_only_once(drafts: Drafts) -> None:
    first = drafts.start("a-form", Content({"a": "een"}), "n" * 32)

    with pytest.raises(TakenError):
        drafts.start("a-form", Content({"a": "twee"}), "n" * 32)

    assert first.id == "n" * 32
    assert drafts.find("n" * 32, "a-form").content.raw == {"a": "een"}


def test_rows_that_an_older_version_put_aside_can_still_be_put_back() -> None:
    row = {"group": "talks", "place": 2, "answers": {"talk_with": "De baas"}}
    older = {"raw": {}, "rows": {}, "removed": row}

    assert Content.from_json(json.dumps(older).encode()).removed == (Removed("talks", 2, {"talk_with": "De baas"}),)
    assert Content.from_json(json.dumps(older | {"removed": None}).encode()).removed == ()
