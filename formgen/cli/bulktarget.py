"""Where the result of a bulk run goes: refused before anything is made when it would cost its reader a file."""

import os
from pathlib import Path

from formgen.errors import FormgenError
from formgen.text import Text

_ZIP = ".zip"


def refuse(target: Path | None, overwrite: bool, rows: Path) -> None:
    """Raises FormgenError when the target is the file of rows, a folder, in no folder, or there already.

    What is there already may be written over for who says so; the file of rows never.
    """
    if target is None:
        return
    if _same(rows, target):
        raise FormgenError(_ROWS.fill(file=target))
    if target.is_dir():
        raise FormgenError(_FOLDER.fill(file=target))
    nearest = next(parent for parent in target.absolute().parents if parent.exists())
    if not nearest.is_dir():
        raise FormgenError(_NO_FOLDER.fill(folder=nearest))
    if not os.access(nearest, os.W_OK):
        raise FormgenError(_NOT_WRITABLE.fill(folder=nearest))
    if target.exists() and not overwrite:
        raise FormgenError(_THERE.fill(file=target))


def free(path: Path) -> Path:
    """This path, numbered when something is there already: the report of an earlier round may just be being mended."""
    found, count = path, 1
    while found.exists():
        count += 1
        found = path.with_name(f"{path.stem} ({count}){path.suffix}")
    return found


def refuse_zip(target: Path) -> None:
    """Raises FormgenError for a ZIP where only the file with remarks can come."""
    if target.suffix.casefold() == _ZIP:
        raise FormgenError(_REMARKS.fill(file=target))


def _same(one: Path, other: Path) -> bool:
    """Whether both are the same file, by whatever name; a link may be one, too."""
    if one.exists() and other.exists():
        return one.samefile(other)
    return one.absolute() == other.absolute()


_ROWS = Text(
    "{file} is uw eigen bestand met rijen. Kies met -o een andere naam, anders raakt u dat bestand kwijt.",
    "{file} is your own file of rows. Choose another name with -o, or that file would be lost.",
)
_FOLDER = Text(
    "{file} is een map. Noem met -o een bestand, bijvoorbeeld {file}/plannen.zip.",
    "{file} is a folder. Name a file with -o, for example {file}/plans.zip.",
)
_NO_FOLDER = Text(
    "{folder}: hier staat een bestand, geen map. Kies met -o een andere plaats.",
    "{folder}: this is a file, not a folder. Choose another place with -o.",
)
_NOT_WRITABLE = Text(
    "{folder}: u mag in deze map niet schrijven. Kies met -o een andere plaats.",
    "{folder}: you may not write in this folder. Choose another place with -o.",
)
_THERE = Text(
    "{file} is er al, en er kunnen documenten van een eerdere ronde in staan. Kies met -o een andere naam, of voeg"
    " --overwrite toe.",
    "{file} is there already, and may hold the documents of an earlier round. Choose another name with -o, or add"
    " --overwrite.",
)
_REMARKS = Text(
    "{file}: met --dry-run komt er geen ZIP. Noem met -o het bestand met opmerkingen, bijvoorbeeld opmerkingen.csv.",
    "{file}: with --dry-run there is no ZIP. Name the file with remarks with -o, for example remarks.csv.",
)
