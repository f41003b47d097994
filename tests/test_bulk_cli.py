"""`formgen bulk`: rows in, a ZIP and the user's own file out; exit codes, going on after a stop, and sentences."""

import csv
import hashlib
import io
import os
import random
import subprocess
import sys
import threading
import zipfile
from pathlib import Path

import pytest

from formgen.bulk import local
from formgen.bulk.local import Local
from formgen.cli import run
from formgen.documents import conversion
from tests.benchmarks.kills import disturbed, undisturbed
from tests.bulkbench import RIGHT, people, rows_csv
from tests.bulkrows import PLAN, csv_of
from tests.bulkrows import people as planned
from tests.smallform import write_folder

WRONG = {**RIGHT, "born": "31-2-1980"}


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FORMGEN_FOLDER", str(write_folder(tmp_path / "own")))
    monkeypatch.setenv("FORMGEN_LANGUAGE", "en")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(desk: Path, *rows: dict[str, str], name: str = "staff.csv") -> str:
    (desk / name).write_bytes(rows_csv(list(rows)))
    return name


def bulk(*args: str) -> int:
    return run(["bulk", "small", *args, "--today", "2026-11-23", "--workers", "1"])


def names(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return archive.namelist()


def test_every_row_gets_its_documents(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert bulk(write(desk, *people(3))) == 0

    printed = capsys.readouterr()
    assert printed.out.splitlines() == ["staff.zip", "staff - report.csv"]
    assert "Rows: 3" in printed.err
    assert "3 made" in printed.err
    assert len([name for name in names(desk / "staff.zip") if name.endswith(".docx")]) == 6
    assert names(desk / "staff.zip")[-2:] == ["staff - report.csv", "manifest.csv"]
    left = sorted(path.name for path in desk.iterdir() if "staff" in path.name)
    assert left == ["staff - report.csv", "staff.csv", "staff.zip"]


def test_exit_1_when_some_rows_failed_and_they_are_told(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert bulk(write(desk, RIGHT, WRONG)) == 1

    assert 'Line 3: born: "31-2-1980".' in capsys.readouterr().err
    assert len([name for name in names(desk / "staff.zip") if name.endswith(".docx")]) == 2


def test_exit_2_when_nothing_could_be_made_and_there_is_no_zip(desk: Path) -> None:
    assert bulk(write(desk, WRONG)) == 2

    assert not (desk / "staff.zip").exists()
    assert (desk / "staff - report.csv").exists()


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["none.csv"], "none.csv: there is no such file"),
        (["staff.csv", "--formats", "odt"], '--formats "odt": choose from word, pdf'),
        (["staff.csv", "--only", "brief"], 'The form has no document "brief"'),
        (["staff.csv", "--name", "{achternaam}"], 'the form has no question "achternaam"'),
        (["staff.csv", "--map", "surname"], "write the heading, a = and the question"),
        (["staff.csv", "--map", "x=surname"], 'There is no column "x" in the file'),
        (["staff.csv", "--folders", "deep"], "choose flat, row or kind for --folders"),
        (["odd.csv"], "not one heading is a question of this form"),
    ],
)
def test_what_can_be_mended_is_one_sentence(
    desk: Path, args: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write(desk, RIGHT)
    (desk / "odd.csv").write_text("kolom;x\n1;2\n")

    assert bulk(*args) == 2
    assert said in capsys.readouterr().err
    assert not list(desk.glob("*.busy"))


def test_a_dry_run_makes_nothing_and_may_write_the_remarks(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert bulk(write(desk, RIGHT, WRONG), "--dry-run") == 1
    assert {path.name for path in desk.iterdir()} == {"own", "staff.csv"}
    assert "1 not right yet" in capsys.readouterr().err

    assert bulk("staff.csv", "--dry-run", "-o", "remarks.csv") == 1
    assert b"not right yet" in (desk / "remarks.csv").read_bytes()


def test_names_folders_formats_and_language_can_be_chosen(desk: Path) -> None:
    rows = write(desk, RIGHT)

    assert bulk(rows, "-o", "a.zip", "--name", "{surname} {hours}", "--folders", "row", "--language", "nl") == 0
    assert names(desk / "a.zip")[:2] == ["Jansen 16/Jansen - aanvraag klein.docx", "Jansen 16/Kopie.docx"]
    assert bulk(rows, "-o", "b.zip", "--only", "letter") == 0
    assert names(desk / "b.zip")[:1] == ["2 Jansen - small application.docx"]
    assert bulk(rows, "-o", "c.zip", "--formats", "pdf") == 2


def test_a_column_mapped_by_hand_is_remembered_until_it_is_forgotten(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(desk, {**{("Familie" if k == "surname" else k): v for k, v in RIGHT.items()}})

    assert bulk("staff.csv", "--only", "letter") == 0
    assert "DRAFT" in names(desk / "staff.zip")[0]
    assert bulk("staff.csv", "--only", "letter", "--map", "Familie=surname", "-o", "mapped.zip") == 0
    assert names(desk / "mapped.zip")[0] == "2 Jansen - small application.docx"
    assert "as you chose before" not in capsys.readouterr().err
    assert bulk("staff.csv", "--only", "letter", "-o", "again.zip") == 0
    assert names(desk / "again.zip")[0] == "2 Jansen - small application.docx"
    assert "Read as you chose before: Familie=surname. Not any more? Add --forget-maps." in capsys.readouterr().err
    assert bulk("staff.csv", "--only", "letter", "-o", "anew.zip", "--forget-maps") == 0
    assert "DRAFT" in names(desk / "anew.zip")[0]
    assert bulk("staff.csv", "--only", "letter", "-o", "anew.zip", "--overwrite") == 0
    assert "DRAFT" in names(desk / "anew.zip")[0]


def test_the_report_goes_in_again_and_only_what_failed_is_made(desk: Path) -> None:
    assert bulk(write(desk, RIGHT, WRONG)) == 1
    report = desk / "staff - report.csv"
    report.write_bytes(report.read_bytes().replace(b"31-2-1980", b"28-2-1980"))

    assert bulk(report.name, "-o", "second.zip") == 0

    assert [name[0] for name in names(desk / "second.zip") if name.endswith(".docx")] == ["3", "3"]
    again = (desk / "staff - report - report.csv").read_text("utf-8")
    assert [row["_status"] for row in csv.DictReader(io.StringIO(again), delimiter=";")] == ["made before", "made"]


def test_words_about_health_wait_for_who_confirms_them(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (desk / "plan.csv").write_text("surname;employer_vision\nJansen;Zij heeft een burn-out en depressie.\n", "utf-8")

    assert run(["bulk", PLAN, "plan.csv", "--workers", "1"]) == 2
    assert "burn-out" in capsys.readouterr().err
    assert run(["bulk", PLAN, "plan.csv", "--workers", "1", "--confirm-privacy"]) == 0


# ---- going on -------------------------------------------------------------------------------------------------------


def stop_half_way(monkeypatch: pytest.MonkeyPatch, fault: BaseException) -> None:
    """The next run ends with this after its first chunk."""
    do = local.work

    def once(bench: object, until: object, *more: object) -> int:
        monkeypatch.setattr(local, "work", do)
        chunk = bench.jobs.claim("me:0:dead")  # type: ignore[attr-defined]
        assert chunk is not None
        raise fault

    monkeypatch.setattr(local, "work", once)


def test_ctrl_c_keeps_what_is_done_and_says_how_to_go_on(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = write(desk, *people(12))
    stop_half_way(monkeypatch, KeyboardInterrupt())
    assert bulk(rows) == 130
    assert "Go on with the same command and --resume." in capsys.readouterr().err

    assert bulk(rows) == 2
    assert "Add --resume" in capsys.readouterr().err
    monkeypatch.setattr(local, "owner", lambda: "me:1:alive")
    with Local(desk / "staff.zip.busy", desk / "own").bench.jobs._engine.begin() as connection:
        connection.exec_driver_sql("UPDATE chunks SET lease = 0")
    assert bulk(rows, "--resume") == 0
    assert len(names(desk / "staff.zip")) == 26
    assert not (desk / "staff.zip.busy").exists()


def test_a_full_disk_is_one_sentence_and_nothing_is_lost(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = write(desk, *people(2))
    stop_half_way(monkeypatch, OSError(28, "No space left on device"))

    assert bulk(rows) == 2
    assert "The disk is full. Make room and run the command again with --resume" in capsys.readouterr().err
    assert (desk / "staff.zip.busy").exists()


@pytest.mark.parametrize("other", [["--only", "copy"], ["--language", "nl"], ["--dry-run"]])
def test_going_on_with_other_options_is_refused(
    desk: Path, monkeypatch: pytest.MonkeyPatch, other: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    rows = write(desk, *people(2))
    stop_half_way(monkeypatch, OSError(5, "x"))
    bulk(rows)

    assert bulk(rows, "--resume", *other) == 2
    said = capsys.readouterr().err
    assert "another file or with other options" in said or "ander bestand of met andere opties" in said


def test_resume_begins_when_there_is_nothing_to_go_on_with(desk: Path) -> None:
    rows = write(desk, *people(2))
    (desk / "staff.zip.busy").mkdir()

    assert bulk(rows, "--resume") == 0
    assert (desk / "staff.zip").exists()


def test_a_run_broken_off_before_the_job_was_whole_begins_anew(desk: Path) -> None:
    half = Local(desk / "staff.zip.busy", desk / "own")
    half.bench.files.put("half/rows", [b"x"])
    half.close()

    assert bulk(write(desk, *people(2)), "--resume") == 0


def test_rows_may_come_through_a_pipe(desk: Path) -> None:
    os.mkfifo(desk / "staff.csv")
    writing = threading.Thread(target=(desk / "staff.csv").write_bytes, args=(rows_csv(people(3)),))
    writing.start()

    assert bulk("staff.csv") == 0
    writing.join()
    assert len(names(desk / "staff.zip")) == 8


def test_the_command_waits_for_nothing_that_it_does_not_need() -> None:
    """The pages, and Alembic, which only an older database needs, take longer to load than a small job takes."""
    asked = (
        "import sys, formgen.cli; print([name for name in ('formgen.web', 'flask', 'alembic') if name in sys.modules])"
    )

    assert subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True).stdout.strip() == "[]"


# ---- several processes ----------------------------------------------------------------------------------------------


def test_several_workers_make_the_same_zip_as_one(desk: Path) -> None:
    rows = write(desk, *people(90))

    assert bulk(rows, "-o", "one.zip") == 0
    assert run(["bulk", "small", rows, "-o", "two.zip", "--today", "2026-11-23", "--workers", "2"]) == 0

    one, two = ((desk / name).read_bytes() for name in ("one.zip", "two.zip"))
    assert hashlib.sha256(one).hexdigest() == hashlib.sha256(two).hexdigest()


def test_kill_9_loses_nothing_and_doubles_nothing(desk: Path) -> None:
    """A short form of `python -m tests.benchmarks.kills`, which does this with 10,000 rows, 20 kills and 3 seeds."""
    rows = desk / "rows.csv"
    rows.write_bytes(csv_of(planned(PLAN, "zo-kort-mogelijk", 120)))
    wanted = undisturbed(rows, desk / "undisturbed.zip")

    verdict = disturbed(rows, desk / "killed.zip", 3, random.Random(1), (0.5, 3.0))

    assert verdict.codes[-1] == 0
    assert hashlib.sha256((desk / "killed.zip").read_bytes()).hexdigest() == wanted
    assert not (desk / "killed.zip.busy").exists()


def test_word_as_pdf_without_libreoffice_is_refused_before_anything(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(conversion, "program", lambda: "")

    assert bulk(write(desk, RIGHT), "--formats", "converted") == 2
    assert "apt install libreoffice-writer" in capsys.readouterr().err
    assert not list(desk.glob("*.busy"))


def test_word_as_pdf_comes_with_converted(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(conversion, "program", lambda: "soffice")
    monkeypatch.setattr(conversion, "pdfs", lambda documents: tuple(b"%PDF" for _ in documents))

    assert bulk(write(desk, RIGHT), "--formats", "pdf,converted", "--only", "letter") == 0
    assert names(desk / "staff.zip")[0].endswith(".pdf")


def test_a_title_above_the_headings_is_passed_over(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (desk / "titled.csv").write_bytes(b"Overzicht\n\n" + (desk / write(desk, RIGHT)).read_bytes())

    assert bulk("titled.csv", "--dry-run") == 0
    assert "The headings are on line 3" in capsys.readouterr().err
