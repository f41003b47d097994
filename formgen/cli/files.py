"""Files of the person at the terminal: read with a sentence for what is wrong, written whole or not at all."""

import contextlib
import errno
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from formgen.errors import FileError
from formgen.text import Text, same

MOST_BYTES = 60_000_000  # a little over the largest limit of any reader, which names its own


def read_file(path: str, first: int = MOST_BYTES + 1) -> bytes:
    """The bytes of a file, all or the first. Raises FileError when it is not there, is a folder, cannot be read or is
    over 60 MB."""
    try:
        with Path(path).open("rb") as opened:
            data = opened.read(first)
    except OSError as error:
        raise FileError(_reading(path, error)) from error
    except ValueError:  # a NUL in the name
        raise FileError(_MISSING.fill(file=path)) from None
    if len(data) > MOST_BYTES:
        raise FileError(_TOO_LARGE.fill(file=path, most=MOST_BYTES // 1_000_000))
    return data


def write_files(folder: str, files: Mapping[str, bytes]) -> list[Path]:
    """Writes every file into the folder, which is made when it is not there; the paths, in the order given.

    Each file is written beside its place and moved there when all of them are complete, so that a full disk or a
    broken-off run leaves no half document. Raises FileError when the folder cannot be written to.
    """
    target = Path(folder)
    written: list[tuple[Path, Path]] = []
    try:
        target.mkdir(parents=True, exist_ok=True)
        for name, data in {_plain_name(name): data for name, data in files.items()}.items():
            written.append((_beside(target, data), target / name))
        for temporary, path in written:
            temporary.replace(path)
    except OSError as error:
        raise FileError(_writing(folder, error)) from error
    finally:
        for temporary, _ in written:
            temporary.unlink(missing_ok=True)
    return [path for _, path in written]


def write_file(path: str, data: bytes) -> Path:
    """Writes one file at this path, whole or not at all. Raises FileError as `write_files` does."""
    target = Path(path)
    try:
        is_folder = target.is_dir()
    except OSError as error:  # a name too long to ask about
        raise FileError(_writing(path, error)) from error
    if is_folder:
        raise FileError(_FOLDER_HERE.fill(file=path))
    return write_files(str(target.parent), {target.name: data})[0]


def _beside(folder: Path, data: bytes) -> Path:
    """The data in a new file with a name of its own; gone again when writing it fails."""
    handle, name = tempfile.mkstemp(prefix=".formgen-", dir=folder)
    try:
        with os.fdopen(handle, "wb") as opened:
            opened.write(data)
            opened.flush()
            os.fsync(opened.fileno())
        Path(name).chmod(0o644 & ~_umask())
    except BaseException:  # Ctrl+C too
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
    return Path(name)


def _umask() -> int:
    """What this process takes away from the rights of new files; asking is only possible by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _plain_name(name: str) -> str:
    """A name that stays inside the folder. Names come from answers, so this is checked once more at the last door."""
    if name in ("", ".", "..") or Path(name).name != name or "\0" in name:
        raise FileError(_NAME.fill(name=name))
    return name


def _reading(path: str, error: OSError) -> Text:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return _MISSING.fill(file=path)
    if isinstance(error, IsADirectoryError):
        return _FOLDER.fill(file=path)
    if isinstance(error, PermissionError):
        return _UNREADABLE.fill(file=path)
    return _FAILED.fill(file=path, why=reason(error))


def _writing(folder: str, error: OSError) -> Text:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return _FULL.fill(folder=folder)
    if isinstance(error, FileExistsError | NotADirectoryError):
        return _NO_FOLDER.fill(folder=folder)
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return _NOT_WRITABLE.fill(folder=folder)
    if error.errno == errno.ENAMETOOLONG:
        return _LONG_NAME.fill(folder=folder)
    return _NOT_WRITTEN.fill(folder=folder, why=reason(error))


def reason(error: OSError) -> Text:
    """What the system says went wrong, in both languages; what is rare keeps its number in the Dutch."""
    if error.errno is None:
        return same(error.strerror or str(error))
    dutch = _IN_DUTCH.get(error.errno, f"systeemfout {error.errno}")
    return Text(dutch, os.strerror(error.errno))


_IN_DUTCH = {
    errno.ENOENT: "de map of het bestand is er niet",
    errno.EACCES: "geen toestemming",
    errno.EPERM: "geen toestemming",
    errno.EIO: "fout bij lezen of schrijven",
    errno.EINVAL: "dat kan hier niet",
    errno.ELOOP: "de koppelingen verwijzen naar elkaar",
    errno.ENAMETOOLONG: "de naam is te lang",
    errno.EMFILE: "er zijn te veel bestanden open",
    errno.EADDRINUSE: "de poort is al in gebruik",
    errno.EADDRNOTAVAIL: "dat adres is niet van deze computer",
}
_MISSING = Text(
    "{file}: dit bestand is er niet. Controleer de naam en de map.",
    "{file}: there is no such file. Check the name and the folder.",
)
_FOLDER = Text("{file}: dit is een map. Noem een bestand.", "{file}: this is a folder. Name a file.")
_FOLDER_HERE = Text(
    "{file}: hier staat al een map met die naam. Noem een bestand.",
    "{file}: there is a folder of that name. Name a file.",
)
_UNREADABLE = Text(
    "{file}: u mag dit bestand niet lezen. Pas de rechten aan.",
    "{file}: you may not read this file. Change its permissions.",
)
_FAILED = Text(
    "{file}: lezen lukt niet ({why}). Controleer het bestand.", "{file}: it cannot be read ({why}). Check the file."
)
_TOO_LARGE = Text(
    "{file}: het bestand is groter dan {most} MB. Maak het kleiner.",
    "{file}: the file is larger than {most} MB. Make it smaller.",
)
_FULL = Text(
    "{folder}: de schijf is vol. Maak ruimte en probeer het nog eens; er is niets half geschreven.",
    "{folder}: the disk is full. Make room and retry; nothing was left half written.",
)
_NO_FOLDER = Text(
    "{folder}: hier staat een bestand, geen map. Kies een andere map met -o.",
    "{folder}: this is a file, not a folder. Choose another folder with -o.",
)
_NOT_WRITABLE = Text(
    "{folder}: u mag in deze map niet schrijven. Kies een andere map met -o.",
    "{folder}: you may not write in this folder. Choose another folder with -o.",
)
_LONG_NAME = Text(
    "{folder}: de naam is te lang. Kies een kortere naam of map met -o.",
    "{folder}: the name is too long. Choose a shorter name or folder with -o.",
)
_NOT_WRITTEN = Text(
    "{folder}: schrijven lukt niet ({why}). Kies een andere map met -o.",
    "{folder}: it cannot be written ({why}). Choose another folder with -o.",
)
_NAME = Text(
    '"{name}" kan geen naam van een bestand zijn. Pas "name" van het document aan.',
    '"{name}" cannot be the name of a file. Change "name" of the document.',
)
