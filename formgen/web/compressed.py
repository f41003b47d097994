"""Smaller on the way: pages, styles and scripts leave compressed (gzip) for every browser that can unpack them.

Compressing a secret beside words of an attacker's choice tells the secret by the length (BREACH). Here there are no
such words: no page with an answer on it repeats what an address carries in, no other site can have a browser post or
fetch with its cookie, and every page gets a random length on top. Documents and answers to scripts leave as they are.
"""

import gzip
import io
import secrets
import zlib

from flask import Flask, Response, current_app, request

_KINDS = frozenset({"text/html", "text/css", "text/javascript", "image/svg+xml"})
_WORTH_IT = 500  # bytes: less than that fits in one packet anyhow
_QUICK, _THOROUGH = 6, 9
_PADDING = 64  # bytes at most
_KEPT = "formgen.compressed"


def compress(app: Flask) -> None:
    """Compress what this service answers. To be called first: what is asked for first is done last."""
    app.extensions[_KEPT] = {}
    app.after_request(_smaller)


def _smaller(response: Response) -> Response:
    """The answer, compressed when it is a text of ours, the browser wants it and it is worth the while."""
    if response.mimetype not in _KINDS or request.method == "HEAD" or response.status_code in (206, 304):
        return response
    response.vary.add("Accept-Encoding")
    if not request.accept_encodings["gzip"]:
        return response
    response.direct_passthrough = False
    data = response.get_data()
    if len(data) < _WORTH_IT:
        return response
    etag, _ = response.get_etag()
    response.set_data(_once(etag, data) if etag else _padded(data))
    if etag:
        response.set_etag(etag, weak=True)  # the same file, other bytes
    response.headers["Content-Encoding"] = "gzip"
    return response


def _once(etag: str, data: bytes) -> bytes:
    """A file of ours, which is compressed as far as it goes and kept so until it changes."""
    kept: dict[str, tuple[str, bytes]] = current_app.extensions[_KEPT]
    before, smaller = kept.get(request.path, ("", b""))
    if before != etag:
        smaller = zlib.compress(data, _THOROUGH, wbits=31)
        kept[request.path] = (etag, smaller)
    return smaller


def _padded(data: bytes) -> bytes:
    """A page: in the place of a file name stand some random characters, which every browser passes over."""
    smaller = io.BytesIO()
    name = secrets.token_hex(_PADDING // 2)[: secrets.randbelow(_PADDING) + 1]
    with gzip.GzipFile(name, "wb", _QUICK, smaller, mtime=0) as file:
        file.write(data)
    return smaller.getvalue()
