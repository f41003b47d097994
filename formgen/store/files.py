"""Where the large things of a job are kept: a small interface that a folder on this disk fulfils."""

import contextlib
import errno
import os
import secrets
import shutil
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

UNFINISHED = ".part"
_LEAST = 64_000_000  # bytes that stay free for answers when a file is brought


def refuse_full(folder: Path, size: int) -> None:
    """Raises OSError before anything is kept when the disk of this folder has no room for so many bytes and answers.

    The folder need not be there yet.
    """
    there = next(one for one in (folder.absolute(), *folder.absolute().parents) if one.exists())
    if shutil.disk_usage(there).free < size + _LEAST:
        raise OSError(errno.ENOSPC, "the disk is almost full")


class Files(Protocol):
    """Files by name (`job/part`, no other signs than letters, digits, `-`, `.` and one `/`), each whole or not there.

    Every method may raise OSError: a full or failing disk is told as it is.
    """

    def put(self, name: str, pieces: Iterable[bytes]) -> None:
        """Keep these pieces, in their order, as one file; it is on the disk when this returns."""

    def read(self, name: str, start: int, length: int) -> bytes:
        """This stretch of a file, up to its end for a length of -1. Raises FileNotFoundError when it is not there."""

    def names(self, folder: str) -> Iterator[str]:
        """The name of every whole file in the folder, in no order."""

    def delete(self, name: str) -> None:
        """Delete one file; deleting what is not there is no error."""

    def delete_folder(self, folder: str) -> None:
        """Delete every file in the folder, the unfinished ones too."""

    def folders(self, untouched: float) -> Iterator[str]:
        """The name of every folder in which nothing came or went for so many seconds."""


class Folder:
    """Files in a folder of this machine: written beside their place, put on the disk, and then moved there."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def put(self, name: str, pieces: Iterable[bytes]) -> None:
        """Keep these pieces as one file. A run that is broken off leaves at most an unfinished file beside it."""
        path = self._path(name)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = path.with_name(f"{path.name}.{secrets.token_hex(8)}{UNFINISHED}")
        try:
            with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
                for piece in pieces:
                    opened.write(piece)
                opened.flush()
                os.fsync(opened.fileno())
            fresh.replace(path)
            sync_folder(path.parent)
        except BaseException:
            with contextlib.suppress(OSError):
                fresh.unlink()
            raise

    def read(self, name: str, start: int, length: int) -> bytes:
        """This stretch of the file, shorter where the file ends."""
        with self._path(name).open("rb") as opened:
            opened.seek(start)
            return opened.read(length)

    def names(self, folder: str) -> Iterator[str]:
        """The whole files of the folder; none when there is no such folder."""
        if self._path(folder).is_dir():
            yield from (f"{folder}/{path.name}" for path in self._path(folder).iterdir() if path.suffix != UNFINISHED)

    def delete(self, name: str) -> None:
        """Delete one file."""
        self._path(name).unlink(missing_ok=True)

    def delete_folder(self, folder: str) -> None:
        """Delete the folder with all that is in it; files that appear in the meantime are deleted too."""
        path = self._path(folder)
        if not path.is_dir():
            return
        for inner in path.iterdir():
            inner.unlink(missing_ok=True)
        with contextlib.suppress(OSError):  # a worker that was still busy wrote once more: the next sweep gets it
            path.rmdir()

    def folders(self, untouched: float) -> Iterator[str]:
        """The name of every folder in which nothing came or went for so many seconds."""
        before = time.time() - untouched
        if self._root.is_dir():
            yield from (path.name for path in self._root.iterdir() if path.is_dir() and path.stat().st_mtime < before)

    def _path(self, name: str) -> Path:
        if ".." in name or name.startswith("/") or name.count("/") > 1:
            raise ValueError("not a name of ours")
        return self._root / name


def sync_folder(folder: Path) -> None:
    """Put a new name in this folder on the disk; on a system that cannot open folders nothing is needed."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
