"""Drafts under stress: killed half-way, written by many, locked out, damaged bit by bit, moved in time, purged."""

import random
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError, OperationalError

from formgen.errors import FileError
from formgen.store import database
from formgen.store.database import DATABASE_FILE
from formgen.store.drafts import Content, Drafts, GoneError, open_drafts
from formgen.store.keys import KEY_FILE, Keys, find_keys
from tests.smallform import Clock

SECRET = "s" * 40
MARKER = "Merkwaardigsma-111222333"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def drafts(tmp_path: Path, clock: Clock) -> Iterator[Drafts]:
    opened = open_drafts(tmp_path, Keys([SECRET]), 30, clock)
    yield opened
    opened.close()


def sql(folder: Path, statement: str, *values: object) -> list[tuple[object, ...]]:
    """What another program makes of the database file."""
    connection = sqlite3.connect(folder / DATABASE_FILE, timeout=10)
    try:
        with connection:
            return connection.execute(statement, values).fetchall()
    finally:
        connection.close()


# ---- killed half-way -----------------------------------------------------------------------------------------------

# For N = 1, 2, 3...: a process that dies without a word at the Nth statement it sends to the database.
KILLED = """
import os, sys
from pathlib import Path
from sqlalchemy import event
from formgen.store.drafts import Content, open_drafts
from formgen.store.keys import Keys

sent = 0

def dies(place):
    def count(*_):
        global sent
        sent += 1
        if sent == n:
            os._exit(9)
    return count

def work(folder):
    drafts = open_drafts(folder, Keys(["s" * 40]), 30)
    for moment in ("before_cursor_execute", "after_cursor_execute", "commit"):
        event.listen(drafts._engine, moment, dies(moment))
    with open(folder / "said", "w") as said:
        first = drafts.start("a-form", Content({"a": "1"}))
        print(first.id, file=said, flush=True)
        drafts.change(first.id, "a-form", lambda content: Content({"a": "2" * 50_000, "b": "2"}))
        print("changed", file=said, flush=True)
        drafts.forget(first.id)
        print("forgotten", file=said, flush=True)
    os._exit(0)

for n in range(1, 60):
    child = os.fork()
    if not child:
        work(Path(sys.argv[1]) / str(n))
    if not os.waitpid(child, 0)[1]:
        break
"""


def test_a_process_that_dies_at_any_statement_leaves_no_half_draft(tmp_path: Path) -> None:
    """What was said to be kept is there whole; what was not said is there whole or not at all."""
    subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], check=True)
    folders = sorted(tmp_path.iterdir(), key=lambda path: int(path.name))

    for folder in folders:
        said = (folder / "said").read_text().split()
        drafts = open_drafts(folder, Keys([SECRET]), 30)
        assert sql(folder, "pragma integrity_check") == [("ok",)]
        if not said:
            assert drafts.count() <= 1
        elif "forgotten" in said:
            assert drafts.count() == 0
        elif drafts.count():
            raw = drafts.find(said[0], "a-form").content.raw
            old, new = {"a": "1"}, {"a": "2" * 50_000, "b": "2"}
            assert raw == new if "changed" in said else raw in (old, new)
        else:
            assert "changed" in said, "a draft was lost that was acknowledged"
        drafts.close()
    assert 8 < len(folders) < 59
    assert "forgotten" in said, "the last run came to its end"


DIES_MAKING_A_KEY = """
import os, sys
from pathlib import Path
from formgen.store import keys

steps = 0

def dying(act):
    def do(*args, **kwargs):
        global steps
        steps += 1
        if steps == int(sys.argv[2]):
            os._exit(9)
        return act(*args, **kwargs)
    return do

for name in ("open", "fdopen", "fsync", "link"):
    setattr(keys.os, name, dying(getattr(os, name)))
keys.find_keys("", Path(sys.argv[1]))
"""


@pytest.mark.parametrize("step", [1, 2, 3, 4])
def test_a_first_start_that_dies_leaves_no_half_key(tmp_path: Path, step: int) -> None:
    ran = subprocess.run([sys.executable, "-c", DIES_MAKING_A_KEY, str(tmp_path), str(step)], check=False)
    assert ran.returncode == 9
    assert not (tmp_path / KEY_FILE).exists() or len((tmp_path / KEY_FILE).read_text().strip()) == 64

    assert find_keys("", tmp_path).signing == find_keys("", tmp_path).signing


@pytest.mark.parametrize("turn", range(12))
def test_starts_at_the_same_moment_agree_on_one_key(tmp_path: Path, turn: int) -> None:
    found: list[bytes] = []
    together = threading.Barrier(6)

    def start() -> None:
        together.wait()
        found.append(find_keys("", tmp_path / str(turn)).signing[0])

    threads = [threading.Thread(target=start) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(found) == 6
    assert len(set(found)) == 1
    assert [path.name for path in (tmp_path / str(turn)).iterdir()] == [KEY_FILE]


def test_a_key_file_with_strange_letters_is_refused(tmp_path: Path) -> None:
    path = tmp_path / KEY_FILE
    path.write_bytes(b"\xff" * 64)
    path.chmod(0o600)

    with pytest.raises(FileError, match="cannot be read"):
        find_keys("", tmp_path)


# ---- many writers, and one that will not let go ----------------------------------------------------------------------

WRITES = """
import sys
from pathlib import Path
from formgen.store.drafts import Content, open_drafts
from formgen.store.keys import Keys

drafts = open_drafts(Path(sys.argv[1]), Keys(["s" * 40]), 30)
for step in range(15):
    name = f"{sys.argv[3]}{step}"
    drafts.change(sys.argv[2], "a-form", lambda content: Content({**content.raw, name: "x"}))
"""


def test_programs_writing_one_draft_at_once_lose_nothing(tmp_path: Path) -> None:
    drafts = open_drafts(tmp_path, Keys([SECRET]), 30)
    draft = drafts.start("a-form", Content())

    running = [subprocess.Popen([sys.executable, "-c", WRITES, str(tmp_path), draft.id, name]) for name in "abc"]

    assert [one.wait(60) for one in running] == [0, 0, 0]
    found = drafts.find(draft.id, "a-form")
    assert len(found.content.raw) == 45
    assert found.version == 46
    drafts.close()


@pytest.mark.parametrize("seconds", [0.1, 0.7, 1.4])
def test_a_lock_that_ends_in_time_is_waited_for(drafts: Drafts, tmp_path: Path, seconds: float) -> None:
    draft = drafts.start("a-form", Content({"a": "1"}))
    blocker = sqlite3.connect(tmp_path / DATABASE_FILE, isolation_level=None, check_same_thread=False)
    blocker.execute("BEGIN IMMEDIATE")
    threading.Timer(seconds, lambda: blocker.execute("ROLLBACK")).start()
    began = time.monotonic()

    changed = drafts.change(draft.id, "a-form", lambda content: Content({"a": "2"}))

    assert time.monotonic() - began >= seconds * 0.9
    assert drafts.find(draft.id, "a-form") == changed
    blocker.close()


def test_a_lock_that_does_not_end_is_told_and_reading_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_PRAGMAS", ("busy_timeout = 100", *database._PRAGMAS[1:]))
    drafts = open_drafts(tmp_path, Keys([SECRET]), 30)
    draft = drafts.start("a-form", Content({"a": "1"}))
    blocker = sqlite3.connect(tmp_path / DATABASE_FILE, isolation_level=None)
    blocker.execute("BEGIN IMMEDIATE")

    for act in (
        lambda: drafts.change(draft.id, "a-form", lambda content: Content({"a": "2"})),
        lambda: drafts.start("a-form", Content()),
        lambda: drafts.forget(draft.id),
        lambda: drafts.purge(),
    ):
        with pytest.raises(OperationalError, match="locked"):
            act()
    assert drafts.find(draft.id, "a-form").content.raw == {"a": "1"}

    blocker.execute("ROLLBACK")
    assert drafts.change(draft.id, "a-form", lambda content: Content({"a": "2"})).version == 2
    blocker.close()
    drafts.close()


# ---- damage --------------------------------------------------------------------------------------------------------

CELLS = ("row", "form", "version", "locked", "changed", "expires")


@pytest.mark.parametrize("cell", CELLS)
def test_a_flipped_bit_in_any_cell_is_refused_and_never_read(drafts: Drafts, tmp_path: Path, cell: str) -> None:
    draft = drafts.start("a-form", Content({"a": MARKER}))
    ((was,),) = sql(tmp_path, f"select {cell} from drafts")
    size = {int: 62, str: 7 * len(str(was)), bytes: 8 * len(was) if isinstance(was, bytes) else 0}[type(was)]
    dice = random.Random(cell)

    for bit in dice.sample(range(size), min(size, 60)):
        sql(tmp_path, f"update drafts set {cell} = ?", flipped(was, bit))
        with pytest.raises(GoneError):
            drafts.find(draft.id, "a-form")
        with pytest.raises(GoneError):
            drafts.change(draft.id, "a-form", lambda content: content)
    sql(tmp_path, f"update drafts set {cell} = ?", was)
    assert drafts.find(draft.id, "a-form") == draft


def flipped(was: object, bit: int) -> object:
    """The same cell with one bit the other way round."""
    if isinstance(was, int):
        return was ^ (1 << bit)
    if isinstance(was, bytes):
        return was[: bit // 8] + bytes([was[bit // 8] ^ (1 << bit % 8)]) + was[bit // 8 + 1 :]
    text = str(was)
    return text[: bit // 7] + chr(ord(text[bit // 7]) ^ (1 << bit % 7)) + text[bit // 7 + 1 :]


def test_a_flipped_bit_anywhere_in_the_file_never_gives_a_wrong_answer(tmp_path: Path) -> None:
    """One of the drafts may be gone, or the file refused; a text that nobody typed never comes out."""
    drafts = open_drafts(tmp_path, Keys([SECRET]), 30)
    ids = [drafts.start("a-form", Content({"n": f"{MARKER} {n}" * 20})).id for n in range(4)]
    sql(tmp_path, "pragma wal_checkpoint(truncate)")
    drafts.close()
    whole = (tmp_path / DATABASE_FILE).read_bytes()
    dice, refused = random.Random(7), 0

    for turn in range(60):
        folder = tmp_path / str(turn)
        folder.mkdir()
        bit = dice.randrange(len(whole) * 8)
        damaged = whole[: bit // 8] + bytes([whole[bit // 8] ^ (1 << bit % 8)]) + whole[bit // 8 + 1 :]
        (folder / DATABASE_FILE).write_bytes(damaged)
        try:
            again = open_drafts(folder, Keys([SECRET]), 30)
        except Exception:  # the file is no database any more: whoever starts the service is told
            refused += 1
            continue
        for n, draft_id in enumerate(ids):
            try:
                assert again.find(draft_id, "a-form").content.raw == {"n": f"{MARKER} {n}" * 20}
            except (GoneError, DBAPIError, TypeError):  # TypeError: a text where bytes should be
                refused += 1
        again.close()
    assert refused


@pytest.mark.parametrize(
    "statement",
    [
        "update drafts set locked = substr(locked, 1, 5)",
        "update drafts set locked = x'01'",
        "update drafts set locked = cast(x'02' || substr(locked, 2) as blob)",
        "update drafts set locked = cast(locked || x'00' as blob)",
        "update drafts set expires = expires + 86400",
        "update drafts set changed = 0",
        "update drafts set form = 'b-form'",
        "update drafts set version = '1 '",
        "delete from drafts",
    ],
)
def test_a_draft_that_was_tampered_with_is_gone(drafts: Drafts, tmp_path: Path, statement: str) -> None:
    draft = drafts.start("a-form", Content({"a": "1"}))
    if "version = '1 '" not in statement:
        sql(tmp_path, statement)
        for form in ("a-form", "b-form"):
            with pytest.raises(GoneError):
                drafts.find(draft.id, form)
    else:  # SQLite reads the spelling of a number as the number it is
        sql(tmp_path, statement)
        assert drafts.find(draft.id, "a-form") == draft
