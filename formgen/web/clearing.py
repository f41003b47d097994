"""Everything that a visitor still has with us, in one list with the way to delete each; and all of it at once.

A computer may be someone else's, and a visitor may have begun more than they remember: whoever deletes one
questionnaire is told what is left, and on every page is a press away from it.
"""

import contextlib
import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, url_for
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response as BaseResponse

from formgen.form import Form
from formgen.store.drafts import GoneError
from formgen.web import bulk, nothingkept, pocket
from formgen.web.begun import Begun, begun
from formgen.web.bulkseen import Seen
from formgen.web.desk import desk, local
from formgen.web.security import forgotten
from formgen.web.visit import forget, form_at, form_name

pages = Blueprint("clearing", __name__)


@dataclass(frozen=True, slots=True)
class Left:
    """What is left of a visitor, as far as their browser knows: drafts, files for many people, and what it carries.

    `here` are the questionnaires, by address, of which nothing is kept with us: their answers are in the browser.
    """

    drafts: tuple[Begun, ...]
    here: tuple[tuple[str, Form], ...]
    jobs: tuple[Seen, ...]

    def __bool__(self) -> bool:
        """Whether there is anything."""
        return bool(self.drafts or self.here or self.jobs)


def left(but: str = "") -> Left:
    """What this visitor still has with us, but for the questionnaire at this address.

    Of what only their browser holds we know on its own pages alone whether anything is in it: the others are listed.
    """
    names = desk().library.names()
    known = [one for one in nothingkept.addresses() if form_name(one) in names and one != but]
    here = [(address, form_at(address)) for address in known]
    return Left(begun(), tuple(here), bulk.jobs())


def kept_until() -> datetime.date | None:
    """The last day on which we keep something of this visitor; None when there is nothing.

    It stands on every page, so that it opens no more than it must; and a page that needs no database is there without.
    """
    try:
        ends = [*bulk.ends(), *_ends_of_drafts()]
    except SQLAlchemyError:
        return None
    return local(max(ends)).date() if ends else None


def _ends_of_drafts() -> Iterator[datetime.datetime]:
    for address, known in pocket.drafts().items():
        if known.state == "kept":
            with contextlib.suppress(GoneError):
                yield desk().drafts.find(known.id, form_name(address)).expires


def is_anything_here() -> bool:
    """Whether this browser itself holds the answers of some questionnaire."""
    return bool(nothingkept.addresses())


@pages.get("/delete-everything")
def ask() -> str:
    """Show everything that is left, and ask whether to delete all of it."""
    return render_template("everything.html", left=left())


@pages.post("/delete-everything")
def delete() -> BaseResponse:
    """Delete every draft and every job that this browser knows, now and for good. Doing it twice is no error."""
    found = left()
    for one in found.drafts:
        forget(one.visit.address)
    for address, _ in found.here:
        forget(address)
        nothingkept.choose(address, here=False)
    for seen in found.jobs:
        bulk.forget(seen.mark)
    return forgotten(redirect(url_for(".ask"), 303))


FOR_PAGES = {"kept_until": kept_until, "is_anything_here": is_anything_here}  # what every page asks
