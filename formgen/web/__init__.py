"""The browser's door: `create_app` makes the service, `serve` runs it."""

import datetime
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

import jinja2
import waitress  # type: ignore[import-untyped]

from formgen.library import SHIPPED, Library
from formgen.store.drafts import Clock, Drafts, now, open_drafts
from formgen.store.keys import find_keys
from formgen.store.settings import Settings
from formgen.web import about, adviser, finish, questionnaire, timeline
from formgen.web.desk import Desk
from formgen.web.faults import Site, catch
from formgen.web.logs import log_requests
from formgen.web.security import secure
from formgen.web.speech import teach

_MOST_BYTES = 1_000_000  # of one posted page
_SWEEP_SECONDS = 60
_THREADS = 16


def create_app(
    settings: Settings, folders: Sequence[Path] | None = None, clock: Clock = now, log: TextIO | None = None
) -> Site:
    """The service with these settings. `folders` stand in for the shipped forms, `clock` for the time, in tests.

    Raises FormgenError when a setting, the key file or a form cannot be used.
    """
    keys = find_keys(settings.secret, settings.data)
    library = Library(folders or _folders(settings))
    for name in library.names():  # a broken form is told now, to whoever starts the service
        library.load(name)
    app = Site(__name__, template_folder="pages", static_folder="static")
    app.jinja_env.undefined = jinja2.StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.extensions["formgen"] = Desk(
        settings, library, open_drafts(settings.data, keys, settings.keep_days, clock), clock
    )
    first, *older = keys.signing
    app.config.update(
        SECRET_KEY=first,
        SECRET_KEY_FALLBACKS=older,
        SESSION_COOKIE_NAME="__Host-formgen" if settings.https else "formgen",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.https,
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=datetime.timedelta(days=settings.keep_days),
        MAX_CONTENT_LENGTH=_MOST_BYTES,
        MAX_FORM_MEMORY_SIZE=_MOST_BYTES,
        SEND_FILE_MAX_AGE_DEFAULT=datetime.timedelta(days=1),
    )
    log_requests(app, log)
    secure(app, settings.https)
    catch(app)
    teach(app)
    app.jinja_env.globals["where"] = finish.where
    for part in (about.pages, adviser.pages, timeline.pages, finish.pages, questionnaire.pages):
        app.register_blueprint(part)
    return app


def drafts_of(app: Site) -> Drafts:
    """The drafts of a service, to purge or to close."""
    found: Desk = app.extensions["formgen"]
    return found.drafts


def serve(host: str, port: int, settings: Settings) -> None:
    """Run the service until it is stopped, deleting expired drafts every minute."""
    app = create_app(settings)
    stopped = threading.Event()
    threading.Thread(target=_sweep, args=(drafts_of(app), stopped), name="sweep", daemon=True).start()
    try:
        waitress.serve(app, host=host, port=port, threads=_THREADS, ident=None, _quiet=True)
    finally:
        stopped.set()
        drafts_of(app).close()


def _sweep(drafts: Drafts, stopped: threading.Event) -> None:
    drafts.purge()
    while not stopped.wait(_SWEEP_SECONDS):
        drafts.purge()


def _folders(settings: Settings) -> list[Path]:
    return [settings.folder, SHIPPED] if settings.folder else [SHIPPED]
