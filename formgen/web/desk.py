"""What every page needs at hand: the settings, the forms, the drafts and the time."""

import datetime
import zoneinfo
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from flask import abort, current_app

from formgen import guidance
from formgen.errors import UnknownError
from formgen.form import Form
from formgen.library import Library
from formgen.store.drafts import Clock, Drafts
from formgen.store.settings import Settings


@dataclass(frozen=True, slots=True)
class Desk:
    """The parts of one running service, made once by `create_app`."""

    settings: Settings
    library: Library
    drafts: Drafts
    clock: Clock

    def today(self) -> datetime.date:
        """The date in the Netherlands."""
        return local(self.clock()).date()


def desk() -> Desk:
    """The desk of the service that answers this request."""
    found: Desk = current_app.extensions["formgen"]
    return found


def form_named(name: str) -> Form:
    """The form with this name; ends the request with a 404 page when there is none."""
    try:
        return desk().library.load(name)
    except UnknownError:
        abort(404)


def local(moment: datetime.datetime) -> datetime.datetime:
    """The moment as clocks in the Netherlands show it; on a machine without time zones, as its own clock does."""
    try:
        return moment.astimezone(zoneinfo.ZoneInfo("Europe/Amsterdam"))
    except zoneinfo.ZoneInfoNotFoundError:
        return moment.astimezone()


def guide(folder: Path) -> guidance.Guidance:
    """The tips, sources, facts and milestones beside the forms in `folder`, read again only after a file changed."""
    return _guide(folder, tuple(_changed(folder / "forms" / name) for name in guidance.FILES))


@lru_cache(maxsize=8)
def _guide(folder: Path, _stamp: tuple[int, ...]) -> guidance.Guidance:
    return guidance.load(folder)


def _changed(path: Path) -> int:
    return path.stat().st_mtime_ns if path.exists() else 0
