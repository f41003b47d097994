"""How often one visitor may try a link, bring a file, have documents made or call the API: more is for robots.

Counted in this process's memory, by a fingerprint of the visitor's address that changes with every start: no address
is kept or logged. Reading and answering questions is never limited.
"""

import hashlib
import hmac
import secrets
import time
from typing import Any

from flask import Flask, Response, current_app, g, request
from flask_limiter import Limiter, RequestLimit

from formgen.api import ROUTES
from formgen.web import resume

TRIES = "20 per hour"  # links that open nothing; one that opens something is never refused, whoever tried before
UPLOADS = "60 per hour"
DOCUMENTS = "300 per minute"  # people behind one address, such as an office, count as one
CONVERSIONS = "20 per minute"  # each takes a second or two of a whole processor
CALLS = "1200 per minute"
_UPLOADS = ("copies.bring", "bulk.bring", "bulk.columns", "api_bulk.bring")
_DOCUMENTS = (
    *("finish.all_documents", "finish.one_document", "finish.zipped", "copies.as_document"),
    *("bulk.make", "bulk.one_row", "bulk.documents", "bulk.report_file"),
)
_LONGEST_WAIT = 3600  # seconds


def limit(app: Flask) -> None:
    """Put the limits on the routes of this service; to be called when they are all there."""
    limiter = Limiter(
        _visitor, app=app, storage_uri="memory://", strategy="fixed-window", on_breach=_remember, swallow_errors=False
    )
    app.extensions["formgen.limits"] = (limiter, secrets.token_bytes(32))
    views: dict[str, Any] = app.view_functions  # the decorators give back what they were given
    views["resume.take"] = limiter.limit(TRIES, deduct_when=_missed, exempt_when=resume.opens_something)(
        views["resume.take"]
    )
    for allowed, scope, endpoints in (
        (UPLOADS, "uploads", _UPLOADS),
        (DOCUMENTS, "documents", _DOCUMENTS),
        (CONVERSIONS, "conversions", ("converted.as_pdf",)),
    ):
        shared = limiter.shared_limit(allowed, scope=scope)
        for endpoint in endpoints:
            views[endpoint] = shared(views[endpoint])
    calls = limiter.shared_limit(CALLS, scope="api")
    for routes in ROUTES:
        calls(routes)


def wait() -> int:
    """Seconds until the visitor who was refused may try again."""
    found: RequestLimit | None = g.get("refused_by")
    return max(1, min(_LONGEST_WAIT, found.reset_at - int(time.time()))) if found else 60


def _visitor() -> str:
    """Who asks, as a fingerprint that means nothing outside this process."""
    key = current_app.extensions["formgen.limits"][1]
    return hmac.digest(key, (request.remote_addr or "").encode(), hashlib.sha256).hex()[:32]


def _remember(refused: RequestLimit) -> None:
    g.refused_by = refused


def _missed(response: Response) -> bool:
    """Whether the code opened nothing: only those tries are counted."""
    return response.status_code == 404
