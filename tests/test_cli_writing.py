"""Files at the terminal's door: whatever fails, at whatever call, a file is whole or it is not there."""

import errno
import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from formgen.cli import files
from formgen.cli.files import read_file, write_file, write_files
from formgen.errors import FileError
from formgen.library import SHIPPED

OLD, NEW = b"old " * 10, b"new " * 50_000
WRITTEN = {"a.docx": NEW + b"a", "b.pdf": NEW + b"b", "c.zip": NEW + b"c"}
FAULTS = (errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.ENAMETOOLONG)


class Failing:
    """Counts the system's calls while files are written, and lets the Nth one fail."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, at: int, fault: BaseException) -> None:
        self.at, self.fault, self.count = at, fault, 0
        self.names: list[str] = []
        for holder, name in (
            (files.tempfile, "mkstemp"),
            (files.os, "fdopen"),
            (files.os, "fsync"),
            (Path, "chmod"),
            (Path, "replace"),
            (Path, "mkdir"),
        ):
            monkeypatch.setattr(holder, name, self.counted(name, getattr(holder, name)))

    def counted(self, name: str, act: Callable[..., object]) -> Callable[..., object]:
        def do(*args: object, **kwargs: object) -> object:
            self.fail_or_pass(name)
            done = act(*args, **kwargs)
            return Half(done, self) if name == "fdopen" else done  # type: ignore[arg-type]

        return do

    def fail_or_pass(self, name: str) -> None:
        self.count += 1
        self.names.append(name)
        if self.count == self.at:
            raise self.fault


class Half:
    """A file that writes half of what it is given before it fails."""

    def __init__(self, opened: io.BufferedWriter, failing: Failing) -> None:
        self.opened, self.failing = opened, failing

    def __enter__(self) -> "Half":
        return self

    def __exit__(self, *_: object) -> None:
        self.opened.close()

    def write(self, data: bytes) -> int:
        self.opened.write(data[: len(data) // 2])
        self.failing.fail_or_pass("write")
        return self.opened.write(data[len(data) // 2 :])

    def flush(self) -> None:
        self.failing.fail_or_pass("flush")
        self.opened.flush()

    def fileno(self) -> int:
        return self.opened.fileno()


def faults() -> Iterator[OSError]:
    for code in FAULTS:
        yield OSError(code, os.strerror(code))


def calls(tmp_path: Path) -> list[str]:
    """Which calls writing three files makes when nothing fails."""
    with pytest.MonkeyPatch.context() as patched:
        counted = Failing(patched, 0, OSError())
        write_files(str(tmp_path / "counting"), WRITTEN)
    return counted.names


@pytest.mark.parametrize("there", [False, True], ids=["new", "over old ones"])
def test_whichever_call_fails_every_file_is_whole_old_or_absent(tmp_path: Path, there: bool) -> None:
    names = calls(tmp_path)
    assert set(names) >= {"mkstemp", "write", "flush", "fsync", "chmod", "replace", "mkdir"}
    for at in range(1, len(names) + 1):
        for number, fault in enumerate(faults()):
            folder = tmp_path / f"{at}-{number}"
            if there:
                folder.mkdir()
                for name in WRITTEN:
                    (folder / name).write_bytes(OLD)
            with pytest.MonkeyPatch.context() as patched:
                Failing(patched, at, fault)
                with pytest.raises(FileError) as told:
                    write_files(str(folder), WRITTEN)
            found = {path.name: path.read_bytes() for path in folder.iterdir()} if folder.exists() else {}
            assert set(found) <= set(WRITTEN), (names[at - 1], "a temporary file was left")
            for name, data in found.items():
                assert data in (OLD, WRITTEN[name]), (names[at - 1], name)
            assert there <= (set(found) == set(WRITTEN)), (names[at - 1], "an old file was lost")
            assert str(folder) in told.value.sentence.nl


@pytest.mark.parametrize("fault", [KeyboardInterrupt(), MemoryError()], ids=["interrupted", "out of memory"])
def test_a_run_broken_off_at_any_call_leaves_no_half_file(tmp_path: Path, fault: BaseException) -> None:
    for at in range(1, len(calls(tmp_path)) + 1):
        folder = tmp_path / str(at)
        with pytest.MonkeyPatch.context() as patched:
            Failing(patched, at, fault)
            with pytest.raises(type(fault)):
                write_files(str(folder), WRITTEN)
        found = {path.name: path.read_bytes() for path in folder.iterdir()} if folder.exists() else {}
        assert all(found[name] == WRITTEN[name] for name in found if name in WRITTEN), at
        assert set(found) <= set(WRITTEN), at


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EDQUOT, "the disk is full"),
        (errno.EFBIG, "the disk is full"),
        (errno.EROFS, "you may not write in this folder"),
        (errno.EACCES, "you may not write in this folder"),
        (errno.ENOTDIR, "this is a file, not a folder"),
        (errno.EEXIST, "this is a file, not a folder"),
        (errno.ENAMETOOLONG, "the name is too long"),
        (errno.EIO, "it cannot be written (Input/output error)"),
    ],
)
def test_every_failure_of_the_disk_has_its_sentence(tmp_path: Path, code: int, sentence: str) -> None:
    with pytest.MonkeyPatch.context() as patched:
        Failing(patched, 2, OSError(code, os.strerror(code)))
        with pytest.raises(FileError) as told:
            write_file(str(tmp_path / "out" / "x.pdf"), b"x")

    assert sentence in told.value.sentence.en
    assert told.value.sentence.nl != told.value.sentence.en


def test_a_name_too_long_for_the_disk_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="too long"):
        write_file(str(tmp_path / ("x" * 300)), b"x")
    with pytest.raises(FileError, match="too long"):
        write_files(str(tmp_path / ("x" * 300)), {"a": b"x"})

    assert list(tmp_path.iterdir()) == []


def test_a_file_size_limit_of_the_system_leaves_nothing_half(tmp_path: Path) -> None:
    """A real limit of the kernel, in a process of its own: the document does not fit, and nothing of it stays."""
    (tmp_path / "few.yml").write_text("surname: Dam\n")
    program = (
        "import resource, signal, sys\n"
        "from formgen.cli import run\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000))\n"
        "sys.exit(run(['fill', 'deskundigenoordeel-werknemer', 'few.yml', '-o', 'out', '--only', 'letter']))\n"
    )

    ran = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=False)

    assert ran.returncode == 2, ran.stderr
    assert "de schijf is vol" in ran.stderr
    assert list((tmp_path / "out").iterdir()) == []


# ---- reading -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (FileNotFoundError(errno.ENOENT, "x"), "there is no such file"),
        (NotADirectoryError(errno.ENOTDIR, "x"), "there is no such file"),
        (IsADirectoryError(errno.EISDIR, "x"), "this is a folder"),
        (PermissionError(errno.EACCES, "x"), "you may not read this file"),
        (OSError(errno.EIO, "Input/output error"), "it cannot be read (Input/output error)"),
        (OSError("strange"), "it cannot be read (strange)"),
        (ValueError("embedded null byte"), "there is no such file"),
    ],
    ids=lambda part: type(part).__name__ if isinstance(part, Exception) else None,
)
def test_every_failure_of_reading_has_its_sentence(
    monkeypatch: pytest.MonkeyPatch, fault: Exception, sentence: str
) -> None:
    def fails(*_: object) -> None:
        raise fault

    monkeypatch.setattr(Path, "open", fails)

    with pytest.raises(FileError) as told:
        read_file("some.yml")

    assert told.value.sentence.en.startswith("some.yml: ")
    assert sentence in told.value.sentence.en
    assert told.value.sentence.nl != told.value.sentence.en


def test_a_file_over_the_limit_is_not_read_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_BYTES", 1_000_000)
    (tmp_path / "big").write_bytes(b"x" * 1_000_001)
    (tmp_path / "fits").write_bytes(b"x" * 1_000_000)

    with pytest.raises(FileError, match="larger than 1 MB"):
        read_file(str(tmp_path / "big"))
    assert len(read_file(str(tmp_path / "fits"))) == 1_000_000


def test_endless_files_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_BYTES", 1_000_000)

    with pytest.raises(FileError, match="larger than 1 MB"):
        read_file("/dev/zero")


def test_a_link_is_followed_for_reading_and_replaced_by_writing(tmp_path: Path) -> None:
    """Writing over a link must not change what it leads to: that may be somebody else's file."""
    (tmp_path / "kept").write_bytes(OLD)
    (tmp_path / "link").symlink_to(tmp_path / "kept")
    assert read_file(str(tmp_path / "link")) == OLD

    write_file(str(tmp_path / "link"), NEW)

    assert (tmp_path / "kept").read_bytes() == OLD
    assert not (tmp_path / "link").is_symlink()


def test_the_shipped_folder_is_what_the_tests_think_it_is() -> None:
    assert (SHIPPED / "forms").is_dir()
