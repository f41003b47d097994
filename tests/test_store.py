"""Drafts: kept once acknowledged, opened by their own id only, gone when they should be, unreadable when stolen."""

import datetime
import json
import sqlite3
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, create_engine, inspect

from formgen.store.database import DATABASE_FILE, NEWEST, metadata, open_database
from formgen.store.drafts import Content, Drafts, GoneError, Removed, open_drafts
from formgen.store.keys import Keys
from formgen.store.migrating import migrate
from tests.smallform import NOON, Clock

OLD, NEW = "a" * 32, "b" * 32
MARKER = "Merkwaardigsma-111222333"

Opener = Callable[..., Drafts]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def opened(tmp_path: Path, clock: Clock) -> Iterator[Opener]:
    all_of_them: list[Drafts] = []

    def open_one(*words: str, keep_days: int = 30) -> Drafts:
        all_of_them.append(open_drafts(tmp_path, Keys(words or (NEW,)), keep_days, clock))
        return all_of_them[-1]

    yield open_one
    for drafts in all_of_them:
        drafts.close()


def typed(**raw: str) -> Content:
    return Content(raw)


def write(**raw: str) -> Callable[[Content], Content]:
    return lambda content: replace(content, raw={**content.raw, **raw})


def stored_bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())


# ---- keeping -------------------------------------------------------------------------------------------------------


def test_a_draft_is_found_by_its_id(opened: Opener):
    draft = opened().start("a-form", typed(surname="Şahin"))

    assert opened().find(draft.id, "a-form") == draft
    assert draft.version == 1
    assert draft.expires - draft.changed == datetime.timedelta(days=30)


def test_ids_are_long_and_never_the_same(opened: Opener):
    drafts = opened()

    ids = {drafts.start("a-form", typed()).id for _ in range(20)}

    assert len(ids) == 20
    assert min(map(len, ids)) >= 32  # base64: 192 bits


@pytest.mark.parametrize("guess", ["", "x", "' or 1=1 --", "\x00", "a" * 10_000])
def test_a_guess_finds_nothing(opened: Opener, guess: str):
    drafts = opened()
    drafts.start("a-form", typed())

    with pytest.raises(GoneError):
        drafts.find(guess, "a-form")


def test_the_hash_in_the_database_opens_nothing(opened: Opener, tmp_path: Path):
    drafts = opened()
    draft = drafts.start("a-form", typed())
    with sqlite3.connect(tmp_path / DATABASE_FILE) as connection:
        (row,) = connection.execute("select row from drafts").fetchone()
    connection.close()

    assert row != draft.id
    with pytest.raises(GoneError):
        drafts.find(row, "a-form")


def test_a_draft_of_one_form_is_not_a_draft_of_another(opened: Opener):
    drafts = opened()
    draft = drafts.start("a-form", typed())

    with pytest.raises(GoneError):
        drafts.find(draft.id, "b-form")


def test_a_change_adds_one_to_the_version_and_renews_the_term(opened: Opener, clock: Clock):
    drafts = opened()
    draft = drafts.start("a-form", typed(a="1"))
    clock.move(days=3)

    changed = drafts.change(draft.id, "a-form", write(b="2"))

    assert changed.content.raw == {"a": "1", "b": "2"}
    assert changed.version == 2
    assert changed.expires == NOON + datetime.timedelta(days=33)
    assert drafts.find(draft.id, "a-form") == changed


def test_posting_the_same_twice_changes_nothing(opened: Opener):
    drafts = opened()
    draft = drafts.start("a-form", typed(a="1"))

    assert drafts.change(draft.id, "a-form", write(a="1")).version == 1


def test_a_change_that_fails_leaves_the_draft_as_it_was(opened: Opener):
    drafts = opened()
    draft = drafts.start("a-form", typed(a="1"))

    def fails(_content: Content) -> Content:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        drafts.change(draft.id, "a-form", fails)

    assert drafts.find(draft.id, "a-form") == draft


def test_no_change_is_lost_when_many_come_at_once(opened: Opener):
    drafts = opened()
    draft = drafts.start("a-form", typed())

    def change(name: str) -> None:
        for step in range(5):
            drafts.change(draft.id, "a-form", write(**{f"{name}{step}": "x"}))

    threads = [threading.Thread(target=change, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    found = drafts.find(draft.id, "a-form")
    assert len(found.content.raw) == 20
    assert found.version == 21


@given(
    st.dictionaries(st.text(max_size=20), st.text(st.characters(exclude_categories=["Cs"]), max_size=60), max_size=5),
    st.dictionaries(st.text(max_size=8), st.integers(0, 99), max_size=3),
)
def test_content_comes_back_as_it_was(raw: dict[str, str], rows: dict[str, int]):
    content = Content(raw, rows, (Removed("talks", 2, raw), Removed("talks", 1, {})))

    assert Content.from_json(content.to_json()) == content
    assert Content.from_json(Content(raw).to_json()) == Content(raw)


# ---- going ---------------------------------------------------------------------------------------------------------


def test_it_is_there_to_the_last_second_and_gone_on_the_next(opened: Opener, clock: Clock):
    drafts = opened(keep_days=1)
    draft = drafts.start("a-form", typed())

    clock.move(seconds=86_399)
    assert drafts.find(draft.id, "a-form")

    clock.move(seconds=1)
    with pytest.raises(GoneError):
        drafts.find(draft.id, "a-form")
    with pytest.raises(GoneError):
        drafts.change(draft.id, "a-form", write(a="1"))


def test_a_purge_deletes_what_expired_and_nothing_else(opened: Opener, clock: Clock):
    drafts = opened(keep_days=1)
    drafts.start("a-form", typed(a="old"))
    clock.move(hours=12)
    young = drafts.start("a-form", typed(a="young"))
    clock.move(hours=12)

    assert drafts.purge() == 1
    assert drafts.purge() == 0
    assert drafts.count() == 1
    assert drafts.find(young.id, "a-form")


def test_a_deleted_draft_is_gone_at_once_and_deleting_twice_is_no_error(opened: Opener):
    drafts = opened()
    draft = drafts.start("a-form", typed())

    drafts.forget(draft.id)
    drafts.forget(draft.id)

    assert drafts.count() == 0
    with pytest.raises(GoneError):
        drafts.find(draft.id, "a-form")


def test_nothing_of_a_deleted_draft_stays_in_the_files(opened: Opener, tmp_path: Path):
    drafts = opened()
    draft = drafts.start("a-form", typed(a="x" * 5000))
    with sqlite3.connect(tmp_path / DATABASE_FILE) as connection:
        (locked,) = connection.execute("select locked from drafts").fetchone()
    connection.close()
    assert locked[200:260] in stored_bytes(tmp_path)

    drafts.forget(draft.id)

    assert locked[200:260] not in stored_bytes(tmp_path)
    assert locked[-60:] not in stored_bytes(tmp_path)


# ---- theft and damage ----------------------------------------------------------------------------------------------


def test_a_stolen_copy_of_all_files_holds_no_answer_and_no_id(opened: Opener, tmp_path: Path):
    drafts = opened()
    draft = drafts.start("a-form", typed(surname=MARKER))
    drafts.change(draft.id, "a-form", write(note=MARKER * 3))

    stolen = stored_bytes(tmp_path)

    assert b"a-form" in stolen  # we did look at the right bytes
    assert MARKER.encode() not in stolen
    assert json.dumps(MARKER).encode() not in stolen
    assert draft.id.encode() not in stolen


def damage(tmp_path: Path, statement: str, *values: object) -> None:
    with sqlite3.connect(tmp_path / DATABASE_FILE) as connection:
        assert connection.execute(statement, values).rowcount
    connection.close()


@pytest.mark.parametrize(
    "statement",
    [
        "update drafts set locked = substr(locked, 1, length(locked) - 1)",
        "update drafts set locked = zeroblob(80)",
        "update drafts set locked = x''",
        "update drafts set version = version + 1",  # an old text cannot pose as a new version
    ],
)
def test_a_damaged_draft_is_refused_and_never_half_read(opened: Opener, tmp_path: Path, statement: str):
    drafts = opened()
    draft = drafts.start("a-form", typed(a="1"))
    damage(tmp_path, statement)

    with pytest.raises(GoneError):
        drafts.find(draft.id, "a-form")


def test_one_persons_text_cannot_be_moved_into_anothers_draft(opened: Opener, tmp_path: Path):
    drafts = opened()
    mine = drafts.start("a-form", typed(a="mine"))
    yours = drafts.start("a-form", typed(a="yours"))
    damage(tmp_path, "update drafts set locked = (select locked from drafts order by rowid limit 1)")

    assert drafts.find(mine.id, "a-form").content.raw == {"a": "mine"}
    with pytest.raises(GoneError):
        drafts.find(yours.id, "a-form")


def test_rotation_moves_every_draft_to_the_new_key_and_loses_none(opened: Opener):
    before = [opened(OLD).start("a-form", typed(n=str(n))) for n in range(5)]
    both = opened(NEW, OLD)
    assert both.find(before[0].id, "a-form") == before[0]

    assert both.relock() == 5
    assert both.relock() == 0

    assert [opened(NEW).find(draft.id, "a-form") for draft in before] == before
    with pytest.raises(GoneError):
        opened(OLD).find(before[0].id, "a-form")


def test_rotation_leaves_alone_what_no_key_opens(opened: Opener):
    opened(OLD).start("a-form", typed())

    assert opened(NEW).relock() == 0
    assert opened(NEW).count() == 1


# ---- the database --------------------------------------------------------------------------------------------------


def tables_of(engine: Engine) -> dict[str, object]:
    """Everything the database says of its tables."""
    found = inspect(engine)
    return {
        name: (found.get_columns(name), found.get_pk_constraint(name)["constrained_columns"], found.get_indexes(name))
        for name in found.get_table_names()
    }


def test_the_migrations_make_what_the_code_expects(tmp_path: Path):
    engine = create_engine(f"sqlite:///{tmp_path / 'older.db'}")
    with engine.begin() as connection:
        migrate(connection)
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


def test_a_new_database_is_what_the_migrations_make_of_an_old_one(tmp_path: Path):
    migrated, new = create_engine(f"sqlite:///{tmp_path / 'older.db'}"), open_database(tmp_path / "new")
    with migrated.begin() as connection:
        migrate(connection)

    assert {name: str(said) for name, said in tables_of(new).items()} == {
        name: str(said) for name, said in tables_of(migrated).items()
    }
    with migrated.connect() as one, new.connect() as other:
        versions = "SELECT version_num FROM alembic_version"
        assert one.exec_driver_sql(versions).all() == other.exec_driver_sql(versions).all() == [(NEWEST,)]
    migrated.dispose()
    new.dispose()


def test_an_older_database_is_migrated_and_keeps_what_it_holds(opened: Opener, tmp_path: Path):
    draft = opened().start("a-form", typed(a="1"))
    older = sqlite3.connect(tmp_path / DATABASE_FILE)
    for table in ("jobs", "chunks", "results"):
        older.execute(f"DROP TABLE {table}")
    older.execute("UPDATE alembic_version SET version_num = '0001'")
    older.commit()
    older.close()

    engine = open_database(tmp_path)

    assert {"jobs", "chunks", "results"} <= set(inspect(engine).get_table_names())
    engine.dispose()
    assert opened().find(draft.id, "a-form") == draft


def test_opening_an_existing_database_changes_nothing(opened: Opener):
    draft = opened().start("a-form", typed(a="1"))

    assert opened().find(draft.id, "a-form") == draft


def test_the_database_is_as_careful_as_we_say(tmp_path: Path):
    engine = open_database(tmp_path)
    with engine.connect() as connection:

        def pragma(name: str) -> object:
            return connection.exec_driver_sql(f"PRAGMA {name}").scalar()

        assert pragma("journal_mode") == "wal"
        assert pragma("synchronous") == 2
        assert pragma("secure_delete") == 1
        assert pragma("foreign_keys") == 1
        assert pragma("busy_timeout") == 5000
    engine.dispose()


def test_only_its_owner_reads_the_database_and_its_journal(opened: Opener, tmp_path: Path):
    opened().start("a-form", typed())

    names = {path.name for path in tmp_path.iterdir() if path.stat().st_mode & 0o077 == 0}
    assert {DATABASE_FILE, f"{DATABASE_FILE}-wal"} <= names


def test_an_error_of_the_database_does_not_quote_what_was_being_written(tmp_path: Path, opened: Opener):
    drafts = opened()
    with sqlite3.connect(tmp_path / DATABASE_FILE) as connection:
        connection.execute("drop table drafts")
    connection.close()

    with pytest.raises(Exception, match="drafts") as fault:
        drafts.start(MARKER, typed())

    assert MARKER not in str(fault.value)
