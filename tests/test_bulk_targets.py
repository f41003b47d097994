"""Where a bulk run at the terminal writes: never over a file of the user's, and never two runs at once."""

import contextlib
import io
import os
import resource
import signal
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from formgen.bulk.held import Held
from formgen.bulk.local import Local
from formgen.bulk.twin import Twin
from formgen.cli import bulktarget, run
from tests.bulkbench import RIGHT, people, rows_csv
from tests.smallform import write_folder

HOLDS = """
import sys
from pathlib import Path
from formgen.bulk.held import Held
held = Held(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""
WRONG = {**RIGHT, "born": "31-2-1980"}


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FORMGEN_FOLDER", str(write_folder(tmp_path / "own")))
    monkeypatch.setenv("FORMGEN_LANGUAGE", "en")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "staff.csv").write_bytes(rows_csv(people(3)))
    return tmp_path


def bulk(*args: str) -> int:
    return run(["bulk", "small", *args, "--today", "2026-11-23", "--workers", "1"])


# ---- what is there stays --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["-o", "staff.csv"], "staff.csv is your own file of rows. Choose another name with -o"),
        (["-o", "./own/../staff.csv", "--overwrite"], "is your own file of rows"),
        (["-o", "link.zip", "--overwrite"], "link.zip is your own file of rows"),
        (["--dry-run", "-o", "staff.csv"], "staff.csv is your own file of rows"),
        (["--dry-run", "-o", "staff.zip"], "with --dry-run there is no ZIP"),
        (["-o", "own"], "own is a folder. Name a file with -o, for example own/plans.zip."),
        (["-o", "staff.csv/x.zip"], "this is a file, not a folder"),
        (["-o", "old.zip"], "old.zip is there already, and may hold the documents of an earlier round"),
        (["--dry-run", "-o", "old.csv"], "old.csv is there already"),
    ],
)
def test_a_target_that_would_cost_a_file_is_refused_before_anything(
    desk: Path, args: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (desk / "link.zip").symlink_to(desk / "staff.csv")
    for name in ("old.zip", "old.csv"):
        (desk / name).write_text("old")
    before = {path: path.read_bytes() for path in desk.iterdir() if path.is_file()}

    assert bulk("staff.csv", *args) == 2

    assert said in capsys.readouterr().err
    assert {path: path.read_bytes() for path in desk.iterdir() if path.is_file()} == before
    assert not list(desk.rglob("*.busy"))


def test_a_folder_one_may_not_write_in_is_told_before_anything(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)  # who runs the tests may be root

    assert bulk("staff.csv") == 2
    assert "you may not write in this folder" in capsys.readouterr().err


def test_who_says_so_writes_over_what_is_there(desk: Path) -> None:
    (desk / "staff.zip").write_text("old")

    assert bulk("staff.csv", "--overwrite") == 0
    assert zipfile.is_zipfile(desk / "staff.zip")


def test_the_documents_of_the_first_round_outlive_the_second(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is mended is made; nothing new is no reason for an empty ZIP."""
    assert bulk("staff.csv", "-o", "plans.zip") == 0
    first = (desk / "plans.zip").read_bytes()

    assert bulk("staff - report.csv", "-o", "plans.zip") == 2
    assert bulk("staff - report.csv", "-o", "plans.zip", "--overwrite") == 0

    assert (desk / "plans.zip").read_bytes() == first
    assert "All rows were made before, so nothing was made. Empty the cells under _row" in capsys.readouterr().err


def test_a_report_that_may_be_being_mended_is_not_written_over(desk: Path) -> None:
    (desk / "staff.csv").write_bytes(rows_csv([WRONG]))
    (desk / "staff - report.csv").write_text("mine")

    assert bulk("staff.csv") == 2
    assert (desk / "staff - report.csv").read_text() == "mine"
    assert b"31-2-1980" in (desk / "staff - report (2).csv").read_bytes()
    assert bulktarget.free(desk / "staff - report.csv").name == "staff - report (3).csv"
    assert bulk("staff.csv", "--overwrite") == 2
    assert b"31-2-1980" in (desk / "staff - report.csv").read_bytes()


# ---- one run at a time ----------------------------------------------------------------------------------------------


@pytest.fixture
def elsewhere(desk: Path) -> Iterator[Path]:
    """A folder of work that another process has."""
    folder = desk / "staff.zip.busy"
    folder.mkdir()
    other = subprocess.Popen([sys.executable, "-c", HOLDS, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert other.stdout
    assert other.stdout.readline() == b"held\n"
    yield folder
    other.communicate()


def test_going_on_beside_a_run_that_lives_is_refused(elsewhere: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (elsewhere / "zip.part").write_text("theirs")

    assert bulk("staff.csv", "--resume") == 2

    assert "Another run is busy with" in capsys.readouterr().err
    assert (elsewhere / "zip.part").read_text() == "theirs"


def test_what_splits_off_does_not_hold_the_folder(tmp_path: Path) -> None:
    """Or a run that was killed could not be gone on with while its workers finish what they had in hand."""
    held = Held(tmp_path)
    twin = Twin(signal.pause)  # type: ignore[arg-type]
    held.close()
    held.close()

    assert Twin(lambda: Held(tmp_path).close() or 0).wait(30) == 0
    twin.kill()
    twin.wait(30)


def test_a_folder_deleted_by_whoever_held_it_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = Path.stat
    monkeypatch.setattr(Path, "stat", lambda path, **more: gone(path.parent if path.name == "held" else path, **more))

    with pytest.raises(BlockingIOError):
        Held(tmp_path)


# ---- a disk that fails ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("database or disk is full", "The disk is full. Make room and run the command again with --resume"),
        ("disk I/O error", "cannot be read or written. See whether the disk works"),
    ],
)
@pytest.mark.parametrize("where", ["formgen.cli.bulk.begin", "formgen.bulk.local.Local.run"])
def test_a_database_that_fails_is_one_sentence_and_exit_2(
    where: str, said: str, sentence: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(*_: object) -> None:
        raise OperationalError("INSERT", {}, Exception(said))

    monkeypatch.setattr(where, fails)

    assert bulk("staff.csv") == 2
    assert sentence in capsys.readouterr().err


def limited(most: int, *args: str) -> int:
    """The exit code of a run of its own in which no file can grow larger than this: every write(2) beyond fails."""

    def live() -> int:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            return bulk(*args)

    return Twin(live).wait(120)


def test_wherever_a_write_fails_the_end_is_the_same(desk: Path) -> None:
    """A short form of `python -m tests.benchmarks.syscalls` that needs no right to trace: the kernel refuses writes.

    The database, the files of the job, the ZIP and the report each meet the limit at some size.
    """
    assert bulk("staff.csv", "-o", "whole.zip") == 0
    whole, failed = (desk / "whole.zip").read_bytes(), 0
    for most in (0, 1, 512, 5_000, *range(20_000, len(whole) + 120_000, 30_000)):
        code = limited(most, "staff.csv")
        assert code in (0, 2), most
        assert code == 2 or (desk / "staff.zip").exists(), most
        assert code == 0 or not (desk / "staff.zip").exists() or (desk / "staff.zip").read_bytes() == whole, most
        failed += code == 2
        if code:
            assert bulk("staff.csv", "--resume", "--overwrite") == 0
        assert (desk / "staff.zip").read_bytes() == whole, most
        left = sorted(path for path in desk.iterdir() if path.name.startswith("staff"))
        assert [path.name for path in left] == ["staff - report.csv", "staff.csv", "staff.zip"], most
        (desk / "staff - report.csv").unlink()
        (desk / "staff.zip").unlink()
    assert failed >= 5


# ---- going on, and going away ---------------------------------------------------------------------------------------


def half_done(monkeypatch: pytest.MonkeyPatch, *args: str) -> None:
    with monkeypatch.context() as broken:
        broken.setattr("formgen.bulk.local.work", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        assert bulk("staff.csv", *args) == 130


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (["--map", "wish=nickname"], 2),
        (["--map", "wish=wish"], 0),
        (["--map", "born="], 2),
        ([], 0),
    ],
)
def test_going_on_with_another_map_is_refused_and_the_map_is_not_kept(
    desk: Path, args: list[str], code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    half_done(monkeypatch)

    assert bulk("staff.csv", "--resume", *args) == code
    assert ("with other options" in capsys.readouterr().err) == (code == 2)
    assert (desk / "config").exists() == (code == 0 and bool(args))


def test_going_on_with_another_day_is_refused_and_without_one_it_is_the_first(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    half_done(monkeypatch)

    assert run(["bulk", "small", "staff.csv", "--workers", "1", "--resume", "--today", "2026-11-24"]) == 2
    assert run(["bulk", "small", "staff.csv", "--workers", "1", "--resume"]) == 0


def test_whoever_stops_reading_has_the_documents_and_the_exit_code(desk: Path) -> None:
    (desk / "staff.csv").write_bytes(rows_csv([RIGHT, WRONG]))
    command = [sys.executable, "-m", "formgen", "bulk", "small", "staff.csv", "--workers", "1"]
    reading, writing = os.pipe()
    os.close(reading)

    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, text=True)
    os.close(writing)

    assert (done.returncode, "Traceback" in done.stderr, "Exception" in done.stderr) == (1, False, False)
    assert zipfile.is_zipfile(desk / "staff.zip")
    assert not (desk / "staff.zip.busy").exists()


def test_ctrl_c_while_everything_is_loaded_is_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "click.py").write_text("raise KeyboardInterrupt")

    done = subprocess.run(
        [sys.executable, "-m", "formgen"], env={**os.environ, "PYTHONPATH": str(tmp_path)}, capture_output=True
    )

    assert (done.returncode, done.stderr) == (130, b"")


# ---- a check --------------------------------------------------------------------------------------------------------


def test_a_check_counts_what_to_look_at(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    full = {**RIGHT, "works": "full", "hours": ""}
    (desk / "staff.csv").write_bytes(rows_csv([full, *[{**full, "surname": f"J{n}"} for n in "abcdefghij"], WRONG]))

    assert bulk("staff.csv", "--dry-run") == 1

    said = capsys.readouterr().err
    assert "11 rows have something to look at: line 2, 3, 4, 5, 6, 7, 8, 9 and 3 more." in said


def test_a_check_names_the_same_person(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (desk / "plan.csv").write_text("surname;birth_date\nJansen;1-1-1980\nJansen;1-1-1980\n")

    assert run(["bulk", "plan-van-aanpak-spoor-2", "plan.csv", "--workers", "1", "--dry-run"]) == 0
    assert "1 row is about a person who is in the file before: line 3." in capsys.readouterr().err


def test_the_folder_is_let_go_of_when_the_work_is_closed(desk: Path) -> None:
    local = Local(desk / "work", desk / "own")
    local.close()

    assert Twin(lambda: Held(desk / "work").close() or 0).wait(30) == 0
