"""What keeps a visitor safe on every route: headers, and refusing posts that another site sent."""

import io
from typing import IO
from urllib.parse import urlsplit

from flask import Flask, Request, Response, abort, request
from flask_wtf.csrf import CSRFProtect  # type: ignore[import-untyped]
from werkzeug.wrappers import Response as BaseResponse

_POLICY = "; ".join(
    [
        "default-src 'none'",
        *(f"{kind}-src 'self'" for kind in ("script", "style", "font", "connect")),
        "img-src 'self' blob:",  # the pictures of a letterhead in the preview, unpacked by a script of ours
        "frame-src blob:",  # a PDF to look at, which a script of ours has just fetched; from nowhere else
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    ]
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_LASTING = frozenset({"static", "theme.sheet"})  # what a browser may keep: it says nothing of anyone
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class InMemory(Request):
    """A request whose files stay in memory: what a person brings is written nowhere, not for a moment."""

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        return io.BytesIO()


def secure(app: Flask, https: bool) -> None:
    """Guard every route of this service."""
    app.request_class = InMemory
    app.config["WTF_CSRF_TIME_LIMIT"] = None  # people may take as long as they need
    app.config["WTF_CSRF_SSL_STRICT"] = False  # it wants the Referer header, which our pages tell browsers not to send
    app.before_request(refuse_foreign_posts)
    CSRFProtect(app)

    def add_headers(response: Response) -> Response:
        response.headers.update(_HEADERS)
        if https:
            response.headers["Strict-Transport-Security"] = "max-age=31536000"
        if request.endpoint not in _LASTING or request.method == "OPTIONS" or response.status_code >= 400:
            response.headers["Cache-Control"] = "no-store"
        return response

    app.after_request(add_headers)


def refuse_foreign_posts() -> None:
    """End a request that changes something and that, by the browser's own word, another site began."""
    if request.method in _SAFE_METHODS:
        return
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        abort(403)
    # A page without a referrer policy sends "null" here; that says nothing either way.
    origin = request.headers.get("Origin", "null")
    if origin != "null" and _host(origin) != request.host:
        abort(403)


def _host(origin: str) -> str:
    """The host and port of an origin; nothing when it cannot be read."""
    try:
        return urlsplit(origin).netloc
    except ValueError:  # a bracket without its other half
        return ""


def forgotten(answer: BaseResponse) -> BaseResponse:
    """The answer to a deletion, which has the browser throw away what it still remembers of our pages."""
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer
