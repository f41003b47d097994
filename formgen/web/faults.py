"""What a visitor sees when something cannot be done: what happened, what is kept, and the way on."""

import errno
from dataclasses import dataclass

import flask
from flask import Flask, g, render_template, request
from flask_wtf.csrf import CSRFError  # type: ignore[import-untyped]
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.wrappers import Response

from formgen.errors import FormgenError
from formgen.web import timeline
from formgen.web.begun import begun
from formgen.web.limits import wait
from formgen.web.logs import places
from formgen.web.nothingkept import FullError
from formgen.web.pocket import MOST_DRAFTS
from formgen.web.questionnaire import show_unsaved
from formgen.web.visit import FullPocketError

KNOWN = frozenset({400, 403, 404, 405, 413, 429, 500, 503, 507})
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)


@dataclass(frozen=True, slots=True)
class Carried:
    """What was posted to us in vain: where to, and its fields, to be posted there once more."""

    action: str
    fields: tuple[tuple[str, str], ...]


class Site(Flask):
    """The Flask application, with faults logged by their kind and place only: their messages may quote an answer."""

    def log_exception(self, exc_info: object) -> None:
        """Log the fault that ended a request."""
        kind, _, trace = exc_info  # type: ignore[misc]
        self.extensions["formgen.log"].error("fault", fault=kind.__name__, places=places(trace)[-8:])  # type: ignore[has-type]


def catch(app: Flask) -> None:
    """Answer every fault with a page that helps."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(CSRFError, _untrusted)
    app.register_error_handler(OperationalError, _busy)
    app.register_error_handler(OSError, _no_room)
    app.register_error_handler(FormgenError, _mendable)
    app.register_error_handler(FullError, _full)
    app.register_error_handler(FullPocketError, _too_many)


def _http(fault: HTTPException) -> tuple[str, int] | tuple[str, int, dict[str, str]] | Response:
    code = fault.code or 500
    if code < 400:  # a redirect that routing asks for
        return fault.get_response()
    if code == 429:
        return _page(code), code, {"Retry-After": str(wait())}
    return _page(code), code


def _page(code: int, sentence: object = None) -> str:
    return render_template(
        "error.html",
        code=code if code in KNOWN else 500 if code >= 500 else 400,
        sentence=sentence,
        again=_again(),
        carried=_carried() if code >= 500 else None,
        megabytes=(request.max_content_length or 0) // 1_000_000,
        minutes=-(-wait() // 60),
    )


def _again() -> str:
    """The address of the page that a post was for, to open it anew; nothing when there is no such page."""
    return request.path if request.url_rule and "GET" in (request.url_rule.methods or ()) else ""


def _carried() -> Carried | None:
    """The fields of a post of our own page, which is to be tried again; None when there are none, or files among them.

    Only of a post that was found to be the visitor's: nobody else is to put words in it.
    """
    if request.method != "POST" or not g.get("csrf_valid") or request.mimetype != "application/x-www-form-urlencoded":
        return None
    fields = tuple((name, text) for name, text in request.form.items(multi=True) if name != "csrf_token")
    return Carried(request.full_path.rstrip("?"), fields)


def _untrusted(_fault: CSRFError) -> tuple[str, int]:
    """A post without a token of this visitor, mostly from a page that stood open for long."""
    if request.endpoint == "questionnaire.save" and request.view_args:
        try:
            return show_unsaved(**request.view_args, why="old" if request.cookies else "cookie")
        except NotFound:  # no page of ours, then
            pass
    if request.endpoint == "timeline.calculate":
        return timeline.show_unsaved()
    return _page(403), 403


def _full(_fault: FullError) -> tuple[str, int]:
    """More than the browser of someone who has nothing kept here carries along."""
    place = request.view_args or {}
    if request.endpoint == "questionnaire.save":
        page, _ = show_unsaved(**place, why="full")
        return page, 413
    return render_template("full.html", address=place.get("address")), 413


def _too_many(_fault: FullPocketError) -> tuple[str, int]:
    """One draft more than a browser may know: which there are, to delete one of; what was posted stays on the page."""
    return render_template("many.html", most=MOST_DRAFTS, begun=begun(), carried=_carried()), 422


def _busy(fault: OperationalError) -> tuple[str, int, dict[str, str]]:
    """The database does not answer within its time, or has no room: nothing was kept, and that is what we say."""
    _log(fault)
    code = 507 if "full" in str(fault.orig) else 503
    return _page(code), code, {"Retry-After": "5" if code == 503 else "300"}


def _no_room(fault: OSError) -> tuple[str, int, dict[str, str]]:
    """A full disk: nothing was kept. Any other fault of the system is ours to mend, and raised again."""
    if fault.errno not in _NO_ROOM:
        raise fault
    _log(fault)
    return _page(507), 507, {"Retry-After": "300"}


def _log(fault: Exception) -> None:
    flask.current_app.extensions["formgen.log"].error(
        "fault", fault=type(fault).__name__, places=places(fault.__traceback__)[-8:]
    )


def _mendable(fault: FormgenError) -> tuple[str, int]:
    """A form or a template that cannot be used: the sentence is for whoever runs this service."""
    _log(fault)
    return _page(500, fault.sentence), 500
