"""What these answers call for: tips with their source, facts with their date, checks with their reason."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from formgen.form import Fact, Milestone, Source, Tip
from formgen.library import SHIPPED
from formgen.loader import load_facts, load_sources, load_tips
from formgen.loader.milestones import load_milestones
from formgen.text import Text
from formgen.unchanged import once

FILES = ("tips.yml", "sources.yml", "facts.yml", "poortwachter.yml")


@dataclass(frozen=True, slots=True)
class Advice:
    """A tip as a page shows it: what it says, who says so, and in a few words what it is about."""

    name: str
    text: Text
    sources: tuple[Source, ...]
    unconfirmed: bool
    title: Text | None = None


@dataclass(frozen=True, slots=True)
class Guidance:
    """The tips, sources, facts and milestones of one folder of forms."""

    tips: Mapping[str, Tip]
    sources: Mapping[str, Source]
    facts: Mapping[str, Fact]
    milestones: tuple[Milestone, ...] = ()

    def advice(self, names: Iterable[str]) -> tuple[Advice, ...]:
        """The tips of these names, each with its sources, in the order of the names.

        The loader has proved that each name exists.
        """
        return tuple(
            Advice(name, tip.text, tuple(self.sources[key] for key in tip.sources), tip.unconfirmed, tip.title)
            for name, tip in ((name, self.tips[name]) for name in names)
        )


def load(folder: Path) -> Guidance:
    """The guidance in `folder`/forms, from the four FILES. Raises FormFileError with all faults.

    The files are read again only when one of them has changed.
    """
    return once(
        ("guidance", folder), lambda: _loaded(folder, tuple(_changed(folder / "forms" / name) for name in FILES))
    )


def fact(folder: Path, name: str) -> Fact:
    """The fact of this name in a folder of forms, or ours where it has none of its own. Raises FormFileError."""
    return load(folder).facts.get(name) or load(SHIPPED).facts[name]


def with_milestones(folders: Iterable[Path]) -> Guidance:
    """The guidance of the first of these folders that has a calendar of its own, else ours. Raises FormFileError."""
    return next((found for found in map(load, folders) if found.milestones), load(SHIPPED))


@lru_cache(maxsize=8)
def _loaded(folder: Path, changed: tuple[int, ...]) -> Guidance:
    return Guidance(load_tips(folder), load_sources(folder), load_facts(folder), load_milestones(folder))


def _changed(path: Path) -> int:
    return path.stat().st_mtime_ns if path.exists() else 0
