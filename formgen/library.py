"""The folders of forms: list the forms, find one."""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from formgen.errors import FileError, UnknownError, did_you_mean
from formgen.form import Form
from formgen.loader import load_form
from formgen.text import Text

_HERE = Path(__file__).parent
SHIPPED = _HERE / "_shipped" if (_HERE / "_shipped").is_dir() else _HERE.parent
OWN = "FORMGEN_FOLDER"

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_BESIDES = frozenset({"shared", "tips", "sources", "facts", "poortwachter", "privacy"})  # what else stands in forms/
_ASIDE = frozenset({"adviser"})  # a questionnaire that leads to a form and is none itself
_NO_FORM = Text('er is geen formulier "{name}" - {hint}', 'there is no form "{name}" - {hint}')
_NO_FOLDER = Text(
    'FORMGEN_FOLDER is "{folder}", en daar is geen map forms/ in. Zet de instelling goed of maak die map.',
    'FORMGEN_FOLDER is "{folder}", which holds no folder forms/. Correct the setting or make that folder.',
)

Stamp = tuple[tuple[str, int, int], ...]


@dataclass(slots=True)
class Library:
    """The forms of some folders, each with its own forms/, templates/ and samples/; an earlier folder goes first."""

    folders: Sequence[Path]
    _loaded: dict[str, tuple[Stamp, Form]] = field(default_factory=dict)

    def names(self) -> tuple[str, ...]:
        """The names of all forms, in the order of the alphabet; the adviser is not one of them, but can be loaded."""
        return tuple(sorted(self._paths().keys() - _ASIDE))

    def __contains__(self, name: str) -> bool:
        """Whether `load` finds something of this name."""
        return name in self._paths()

    def load(self, name: str) -> Form:
        """The form of this name, read again only when a file in its folder has changed.

        Raises UnknownError for a name no form bears, with the nearest that one does, and FormFileError for a form
        that has faults.
        """
        paths = self._paths()
        if name not in paths:
            raise UnknownError(_NO_FORM.fill(name=name, hint=did_you_mean(name, paths.keys() - _ASIDE)))
        path = paths[name]
        stamp = _stamp(path.parent)
        known = self._loaded.get(name)
        if known is not None and known[0] == stamp:
            return known[1]
        form = load_form(path, path.parent.parent)
        self._loaded[name] = stamp, form
        return form

    def _paths(self) -> dict[str, Path]:
        found: dict[str, Path] = {}
        for folder in self.folders:
            for path in sorted((folder / "forms").glob("*.yml")):
                if path.stem not in _BESIDES and _NAME.fullmatch(path.stem):
                    found.setdefault(path.stem, path)
        return found


def library() -> Library:
    """The forms that come with the package, and before them those of the folder in the setting FORMGEN_FOLDER.

    Raises FileError when that setting names no folder with a folder forms/ in it.
    """
    own = os.environ.get(OWN, "")
    if own and not (Path(own) / "forms").is_dir():
        raise FileError(_NO_FOLDER.fill(folder=own))
    return Library((Path(own), SHIPPED) if own else (SHIPPED,))


def _stamp(folder: Path) -> Stamp:
    """Which files are in a folder and when they last changed."""
    abouts = ((path.name, path.stat()) for path in sorted(folder.glob("*.yml")))
    return tuple((name, about.st_mtime_ns, about.st_size) for name, about in abouts)
