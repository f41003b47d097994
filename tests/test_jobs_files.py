"""The store of files: whole or not there, read by stretch, deleted for good."""

import errno
import os
from pathlib import Path

import pytest

from formgen.store.files import Folder, refuse_full, sync_folder


@pytest.fixture
def files(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "jobs")


def test_a_file_is_its_pieces_and_is_read_by_stretch(files: Folder) -> None:
    files.put("job/1", [b"abc", b"", b"defg"])

    stretches = [files.read("job/1", start, length) for start, length in ((0, -1), (2, 3), (5, 99))]
    assert stretches == [b"abcdefg", b"cde", b"fg"]


def test_a_file_that_is_put_again_is_the_new_one(files: Folder) -> None:
    files.put("job/1", [b"old"])
    files.put("job/1", [b"new"])

    assert files.read("job/1", 0, -1) == b"new"
    assert list(files.names("job")) == ["job/1"]


def test_others_cannot_read_it(files: Folder, tmp_path: Path) -> None:
    files.put("job/1", [b"x"])

    assert (tmp_path / "jobs" / "job" / "1").stat().st_mode & 0o077 == 0


def test_what_breaks_off_half_way_leaves_nothing(files: Folder, tmp_path: Path) -> None:
    def pieces() -> object:
        yield b"half"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        files.put("job/1", pieces())  # type: ignore[arg-type]
    assert list((tmp_path / "jobs" / "job").iterdir()) == []


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_disk_that_fails_leaves_the_old_file(
    files: Folder, tmp_path: Path, call: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    files.put("job/1", [b"old"])

    def full(*_: object) -> None:
        raise OSError(28, "no space left on device")

    monkeypatch.setattr(*{"fsync": (os, "fsync", full), "replace": (Path, "replace", full)}[call])
    with pytest.raises(OSError, match="no space"):
        files.put("job/1", [b"new"])
    monkeypatch.undo()

    assert files.read("job/1", 0, -1) == b"old"
    assert [path.name for path in (tmp_path / "jobs" / "job").iterdir()] == ["1"]


def test_what_is_not_there_is_told_and_may_be_deleted(files: Folder) -> None:
    with pytest.raises(FileNotFoundError):
        files.read("job/1", 0, 1)
    assert list(files.names("job")) == []
    files.delete("job/1")
    files.delete_folder("job")


def test_a_folder_is_deleted_with_what_was_left_unfinished(files: Folder, tmp_path: Path) -> None:
    files.put("job/1", [b"x"])
    (tmp_path / "jobs" / "job" / "2.abc.part").write_bytes(b"half")

    assert list(files.names("job")) == ["job/1"]
    files.delete_folder("job")
    assert list((tmp_path / "jobs").iterdir()) == []


def test_only_folders_that_stood_still_are_named(files: Folder, tmp_path: Path) -> None:
    files.put("old/1", [b"x"])
    files.put("new/1", [b"x"])
    os.utime(tmp_path / "jobs" / "old", (1, 1))

    assert list(files.folders(60)) == ["old"]
    assert list(Folder(tmp_path / "none").folders(0)) == []


@pytest.mark.parametrize("name", ["../x", "/etc/x", "a/b/c", "a/../../b"])
def test_no_name_leads_out_of_the_folder(files: Folder, name: str) -> None:
    with pytest.raises(ValueError, match="not a name"):
        files.put(name, [b"x"])


def test_a_folder_is_put_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", synced.append)

    sync_folder(tmp_path)

    assert len(synced) == (os.name == "posix")


def test_a_disk_without_room_is_told_before_anything_is_kept(tmp_path: Path) -> None:
    refuse_full(tmp_path / "not" / "there" / "yet", 0)
    with pytest.raises(OSError, match="almost full") as fault:
        refuse_full(tmp_path / "not", 10**18)
    assert fault.value.errno == errno.ENOSPC
