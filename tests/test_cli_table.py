"""The table of every command with every kind of wrong input, in both languages: a sentence, exit 2, never a trace."""

import errno
import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import click
import pytest

from formgen import cli, web
from formgen.cli import doctor, formgen, run, usage
from formgen.library import SHIPPED
from formgen.text import LANGUAGES, Language
from tests.oddfiles import PLAIN
from tests.test_lint import Folder

FORM = "deskundigenoordeel-werknemer"
CASE = str(SHIPPED / "samples" / FORM / "case-1.yml")
PDF = str(SHIPPED / "templates" / f"{FORM}.eigen-werk.pdf")
LETTER = str(SHIPPED / "templates" / f"{FORM}.nl.docx")


class Ran(NamedTuple):
    code: int
    out: str
    err: str


Say = Callable[..., Ran]


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Say:
    """Runs `formgen` with these words in a folder with one file of every wrong kind."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").write_bytes(b"")
    (tmp_path / "noise").write_bytes(bytes(range(256)) * 4)
    (tmp_path / "folder").mkdir()
    (tmp_path / "text.txt").write_text("gewoon wat woorden\n")
    (tmp_path / "list.json").write_text("[1, 2]")
    (tmp_path / "half.json").write_text('{"a": ')
    (tmp_path / "deep.json").write_text('{"a":' * 5000)
    (tmp_path / "half.pdf").write_bytes(Path(PDF).read_bytes()[:2000])
    (tmp_path / "half.docx").write_bytes(Path(LETTER).read_bytes()[:2000])
    (tmp_path / "sheet.xlsx").write_bytes(PLAIN)
    (tmp_path / "loop").symlink_to(tmp_path / "loop")

    def ran(*words: str) -> Ran:
        code = run(words)
        said = capsys.readouterr()
        return Ran(code, said.out, said.err)

    return ran


WRONG = ("nothing", "folder", "empty", "noise", "text.txt", "half.json", "deep.json", "half.pdf", "half.docx", "loop")
READERS = {  # each command with the place of the file it reads, and the files it has every right to read
    "fill": (["fill", FORM, "{}"], set[str]()),
    "rows": (["rows", "{}"], {"text.txt"}),
    "fields": (["template", "fields", "{}"], set[str]()),
    "check": (["template", "check", "{}"], set[str]()),
    "fill template": (["template", "fill", "{}", "list.json", "-o", "x"], set[str]()),
    "fill values": (["template", "fill", PDF, "{}", "-o", "x.pdf"], set[str]()),
    "lint file": (["lint", "{}.yml"], set[str]()),
}


@pytest.mark.parametrize(("file", "language"), [(file, LANGUAGES[n % 2]) for n, file in enumerate(WRONG)])
@pytest.mark.parametrize("command", READERS)
def test_a_wrong_file_is_one_sentence(say: Say, command: str, file: str, language: Language, tmp_path: Path) -> None:
    words, fine = READERS[command]
    before = {path.name for path in tmp_path.iterdir()}

    ran = say(*(word.replace("{}", file) for word in words), "--language", language)

    assert ran.code == (0 if file in fine else 2), ran
    assert "Traceback" not in ran.err
    if ran.code:
        assert ran.out == ""
        assert ran.err.count("\n") == 1
        assert ran.err.rstrip().endswith((".", "?", '"', ")"))
        assert {path.name for path in tmp_path.iterdir()} == before, "nothing is made of a wrong file"


def test_every_sentence_differs_between_the_languages(say: Say) -> None:
    for words, fine in READERS.values():
        for file in {"nothing", "noise"} - fine:
            typed = [word.replace("{}", file) for word in words]
            dutch, english = (say(*typed, "--language", language).err for language in LANGUAGES)
            assert dutch != english, typed


def leaves(group: click.Group, before: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found = []
    for name, command in group.commands.items():
        path = (*before, name)
        found += leaves(command, path) if isinstance(command, click.Group) else [path]
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", leaves(formgen), ids=" ".join)
def test_wrong_words_behind_any_command_are_one_sentence(say: Say, command: tuple[str, ...], language: str) -> None:
    for words in (
        ["--nothing"],
        ["--language", "de"],
        ["--language"],
        ["--language", language, *["extra"] * 9],
        ["--jso"],
        ["-"],
        ["-x"],
        ["--", "--json", "-o", "-o"],
        ["\x1b[31m{0}"],
    ):
        if command == ("lint",) and words[-1] == "extra":
            continue  # it takes any number of names
        ran = say("--language", language, *command, *words)
        assert ran.code == 2 or command in (("doctor",), ("forms",), ("serve",)), (words, ran)
        assert "Traceback" not in ran.err
        if ran.code == 2:
            assert ran.err.count("\n") == 1, words


# ---- odd ends ------------------------------------------------------------------------------------------------------


class Narrow(io.TextIOWrapper):
    """A terminal that knows ASCII only."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="ascii")


def test_main_takes_its_words_from_the_command_line(monkeypatch: pytest.MonkeyPatch) -> None:
    out, err = Narrow(), Narrow()
    monkeypatch.setattr(sys, "argv", ["formgen", "rows", "ë"])
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)

    with pytest.raises(SystemExit) as ended:
        cli.main()

    err.flush()
    assert ended.value.code == 2
    assert b": dit bestand is er niet" in err.buffer.getvalue()  # type: ignore[attr-defined]
    assert (out.errors, err.errors) == ("backslashreplace", "backslashreplace")


@pytest.mark.parametrize(
    ("fault", "code", "sentence"),
    [
        (click.Abort(), 130, ""),
        (KeyboardInterrupt(), 130, ""),
        (OSError(errno.ENOSPC, "x"), 2, "The disk is full. Make room and retry."),
        (OSError(errno.EIO, "Input/output error", "some.pdf"), 2, "The system says: Input/output error. some.pdf"),
        (OSError("strange"), 2, "The system says: strange."),
        (click.FileError("some.yml", "no"), 2, "formgen: Could not open file"),
        (click.UsageError("Odd."), 2, 'formgen rows: Odd. See "formgen rows --help" for how to use it.'),
        (RecursionError(), 3, "This is a fault in formgen itself (RecursionError)."),
        (
            UnicodeDecodeError("utf-8", b"x", 0, 1, "geheim"),
            3,
            "This is a fault in formgen itself (UnicodeDecodeError).",
        ),
    ],
    ids=lambda part: type(part).__name__ if isinstance(part, BaseException) else None,
)
def test_whatever_a_command_raises_ends_in_a_sentence(
    say: Say, monkeypatch: pytest.MonkeyPatch, fault: BaseException, code: int, sentence: str
) -> None:
    def fails(*_: object) -> None:
        raise fault

    monkeypatch.setattr("formgen.cli.rows.read_file", fails)

    ran = say("rows", "x", "--language", "en")

    assert ran.code == code
    assert ran.err.startswith(sentence)
    assert "geheim" not in ran.err
    assert "Traceback" not in ran.err


def test_a_trace_is_shown_to_whoever_asks_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORMGEN_DEBUG", "1")
    monkeypatch.setattr("formgen.cli.rows.read_file", lambda path: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        run(["rows", "x"])


def test_a_reader_that_goes_away_is_no_fault() -> None:
    """`formgen forms | head -0`: the pipe is closed before the first word."""
    program = "import sys; from formgen.cli import run; sys.stdin.read(); sys.exit(run(['forms']))"
    running = subprocess.Popen(
        [sys.executable, "-u", "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert running.stdout
    assert running.stdin
    assert running.stderr
    running.stdout.close()
    running.stdin.close()

    assert running.wait(60) == 0
    assert running.stderr.read() == b""
    running.stderr.close()


def test_the_package_runs_as_a_module() -> None:
    ran = subprocess.run([sys.executable, "-m", "formgen", "--version"], capture_output=True, text=True, check=True)

    assert ran.stdout.startswith("formgen ")


# ---- usage ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "setting", "spoken"),
    [
        ([], "", "nl"),
        ([], "en", "en"),
        ([], "de", "nl"),
        (["--language", "en"], "nl", "en"),
        (["--language=en"], "", "en"),
        (["--language=en", "--language", "nl"], "", "nl"),
        (["--language", "en", "--language=de"], "", "en"),
        (["--language"], "en", "en"),
        (["--languag", "en"], "", "nl"),
        (["--language", "EN"], "", "nl"),
    ],
)
def test_the_language_is_known_before_anything_is_parsed(words: list[str], setting: str, spoken: str) -> None:
    assert usage.spoken_language(words, setting) == spoken


def test_a_fault_without_a_parameter_still_names_what_is_wrong() -> None:
    hinted = usage.sentence(click.BadParameter("Kort.", param_hint="KEY"))
    bare = usage.sentence(click.BadParameter("Kort."))

    assert hinted.en == "formgen: KEY is not right: Kort."
    assert "None" not in bare.en
    assert "None" not in usage.sentence(click.NoSuchOption("--x")).nl


# ---- doctor and serve ----------------------------------------------------------------------------------------------


def test_doctor_tells_a_form_that_cannot_be_loaded(say: Say, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    own = Folder(tmp_path / "own")
    own.write("forms/talk.yml", "form: talk\ntitel: x\n")
    monkeypatch.setenv("FORMGEN_FOLDER", str(own.path))

    ran = say("doctor", "--language", "en")

    assert ran.code == 0
    assert "look at Forms" in ran.out
    assert "talk.yml" in ran.out


def test_doctor_tells_a_short_key_file_and_one_that_others_read(say: Say, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "formgen.key").write_text("kort")
    (tmp_path / "data" / "formgen.key").chmod(0o600)
    assert "fewer than 32 characters" in say("doctor", "--language", "en").out

    (tmp_path / "data" / "formgen.key").chmod(0o644)
    assert "chmod 600" in say("doctor", "--language", "en").out


def test_doctor_finds_a_good_key_wherever_it_is(say: Say, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "formgen.key").write_text("a" * 64)
    (tmp_path / "data" / "formgen.key").chmod(0o600)
    assert "well    Key" in say("doctor", "--language", "en").out

    monkeypatch.setenv("FORMGEN_SECRET", "b" * 64)
    said = say("doctor", "--language", "en").out
    assert "from FORMGEN_SECRET" in said
    assert "b" * 64 not in said


def test_doctor_tells_a_full_disk_and_an_empty_folder(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda _path: _Usage(10, 9, 1))
    monkeypatch.setattr(doctor, "library", lambda: _NoForms())

    said = say("doctor", "--language", "en").out

    assert "Free at least 1 GB." in said
    assert "Put a form in the folder forms/" in said


class _Usage(NamedTuple):
    total: int
    used: int
    free: int


class _NoForms:
    def names(self) -> tuple[str, ...]:
        return ()


@pytest.mark.parametrize(
    ("host", "address"),
    [("127.0.0.1", "127.0.0.1"), ("0.0.0.0", "localhost"), ("::", "localhost"), ("::1", "[::1]")],
)
def test_serve_names_an_address_to_click_on(say: Say, monkeypatch: pytest.MonkeyPatch, host: str, address: str) -> None:
    monkeypatch.setattr(web, "serve", lambda *_: None)
    monkeypatch.setattr("formgen.cli.serve._refuse_taken", lambda *_: None)

    assert f"http://{address}:8123/" in say("serve", "--host", host, "--port", "8123").out


@pytest.mark.parametrize("host", ["no such machine", "256.1.1.1", "x" * 300, "192.0.2.1"])
def test_serve_tells_an_address_it_cannot_listen_on(say: Say, host: str) -> None:
    ran = say("serve", "--host", host, "--port", "45999", "--language", "en")

    assert ran.code == 2
    assert ran.err.startswith("formgen cannot listen on ")


@pytest.mark.parametrize("name", ["FORMGEN_KEEP_DAYS", "FORMGEN_HTTPS"])
def test_serve_tells_a_setting_it_cannot_use(say: Say, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "misschien")

    ran = say("serve", "--port", "45998")

    assert (ran.code, ran.out) == (2, "")
    assert f"{name} is “misschien”" in ran.err


def test_fields_of_a_pdf_say_how_long_an_answer_may_be(say: Say) -> None:
    lines = say("template", "fields", PDF, "--language", "en").out.splitlines()

    assert any("at most 9 characters" in line for line in lines if line.startswith("bsn "))
    assert any(" | " in line for line in lines)
