"""The browser's door: `create_app` makes the service, `serve` runs it."""

import contextlib
import datetime
import os
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

import jinja2
import waitress  # type: ignore[import-untyped]
from sqlalchemy.exc import SQLAlchemyError

from formgen.api import Counter, open_api
from formgen.bulk.crew import BEHIND_PEOPLE, Crew, apart, employed
from formgen.bulk.line import MOST_BYTES
from formgen.documents import conversion
from formgen.library import SHIPPED, Library
from formgen.store.database import open_database
from formgen.store.drafts import DAY, Clock, Drafts, now
from formgen.store.keys import find_keys
from formgen.store.seals import Seals
from formgen.store.settings import Settings
from formgen.web import (
    about,
    adviser,
    autosave,
    bulk,
    clearing,
    converted,
    copies,
    finish,
    fit,
    health,
    preview,
    questionnaire,
    resume,
    second,
    theme,
    timeline,
)
from formgen.web.compressed import compress
from formgen.web.desk import Desk
from formgen.web.faults import Site, catch
from formgen.web.limits import limit
from formgen.web.logs import log_requests
from formgen.web.metrics import measure
from formgen.web.pocket import open_pocket
from formgen.web.security import secure
from formgen.web.speech import teach
from formgen.web.theme import open_theme

_PARTS = (
    about.pages,
    theme.pages,
    health.pages,
    adviser.pages,
    timeline.pages,
    bulk.pages,
    clearing.pages,
    finish.pages,
    converted.pages,
    copies.pages,
    resume.pages,
    second.pages,
    autosave.pages,
    preview.pages,
    fit.pages,
    questionnaire.pages,
)
_MOST_BYTES = 1_000_000  # of one posted page
_SWEEP_SECONDS = 60
_THREADS = 16
# What a proxy adds is left in place: the API tells by it that a request comes from elsewhere. Nothing else trusts it.
# A posted page stays in memory; only a large file is put aside by the server, in a file without a name.
_SERVER = {
    "_quiet": True,
    "clear_untrusted_proxy_headers": False,
    "inbuf_overflow": _MOST_BYTES + 100_000,
    "max_request_body_size": MOST_BYTES + 200_000,  # the largest file of all, of a bulk job
}


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
    engine = open_database(settings.data, settings.database_url)
    drafts = Drafts(engine, Seals(keys.locking), settings.keep_days * DAY, clock)
    app.extensions["formgen"] = Desk(settings, library, drafts, clock)
    first, *older = keys.signing
    app.config.update(
        SECRET_KEY=first,
        SECRET_KEY_FALLBACKS=older,
        SESSION_COOKIE_NAME="__Host-formgen" if settings.https else "formgen",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.https,
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=datetime.timedelta(days=settings.keep_days + 1),  # at least as long as a draft
        MAX_CONTENT_LENGTH=_MOST_BYTES,
        MAX_FORM_MEMORY_SIZE=_MOST_BYTES,
        SEND_FILE_MAX_AGE_DEFAULT=datetime.timedelta(days=1),
    )
    log_requests(app, log)
    _furnish(app)
    return app


def _furnish(app: Site) -> None:
    """The pages, and what stands around them: compressed, measured, guarded, limited."""
    desk: Desk = app.extensions["formgen"]
    compress(app)
    measure(app, desk.drafts)
    open_pocket(app)
    bulk.open_bulk(app)
    copies.open_copies(app)
    secure(app, desk.settings.https)
    catch(app)
    teach(app)
    open_theme(app)
    app.jinja_env.globals.update(where=finish.where, is_at=preview.is_at, **clearing.FOR_PAGES)
    for part in _PARTS:
        app.register_blueprint(part)
    # The programs' door beside the browser's: the same forms, day and bench, and no drafts.
    settings, bench = desk.settings, bulk.bench_of(app)
    open_api(app, Counter(desk.library, desk.today, settings.api_tokens, settings.https, bench))
    limit(app)


def drafts_of(app: Site) -> Drafts:
    """The drafts of a service, to purge or to close."""
    found: Desk = app.extensions["formgen"]
    return found.drafts


def serve(host: str, port: int, settings: Settings) -> None:
    """Run the service until it is stopped, deleting expired drafts every minute."""
    app = create_app(settings)
    stopped = threading.Event()
    threading.Thread(target=_sweep, args=(drafts_of(app), stopped), name="sweep", daemon=True).start()
    bench = bulk.bench_of(app)
    workers = 0 if settings.broker_url else settings.workers  # of a cluster they have machines of their own
    try:
        with employed(bench, Crew(workers, apart(settings.data, os.environ, BEHIND_PEOPLE))):
            waitress.serve(app, host=host, port=port, threads=_THREADS, ident=None, **_SERVER, **_proxy(settings))
    finally:
        bench.close()
        stopped.set()
        drafts_of(app).close()


def _proxy(settings: Settings) -> dict[str, object]:
    """How the server learns from the one proxy it may believe where a visitor comes from."""
    if not settings.proxy:
        return {}
    return {"trusted_proxy": settings.proxy, "trusted_proxy_count": 1, "trusted_proxy_headers": {"x-forwarded-for"}}


def _sweep(drafts: Drafts, stopped: threading.Event) -> None:
    while True:
        with contextlib.suppress(SQLAlchemyError):  # a database that is being restarted: a minute later it is there
            drafts.purge()
        conversion.sweep()
        if stopped.wait(_SWEEP_SECONDS):
            return


def _folders(settings: Settings) -> list[Path]:
    return [settings.folder, SHIPPED] if settings.folder else [SHIPPED]
