"""For whoever keeps the service running: is it alive, can it work, and what does it do. Nothing about anyone."""

import tempfile
from collections.abc import Callable

from flask import Blueprint, Response, abort, current_app, jsonify
from sqlalchemy.exc import SQLAlchemyError

from formgen import documents
from formgen.api.access import bears_one_of, from_here
from formgen.errors import FormgenError
from formgen.web.desk import desk
from formgen.web.metrics import MEDIA_TYPE, metrics

pages = Blueprint("health", __name__)


@pages.get("/healthz")
def healthz() -> Response:
    """Whether the service answers at all: its database opens and its forms are there."""
    desk().drafts.count()
    return jsonify(status="ok", forms=len(desk().library.names()))


@pages.get("/readyz")
def readyz() -> tuple[Response, int]:
    """Whether the service can do its work: 200 when all is well, else 503 with which part is not; the log says why."""
    parts = {name: _works(test) for name, test in _TESTS.items()}
    ready = all(parts.values())
    return jsonify(status="ready" if ready else "not ready", **parts), 200 if ready else 503


@pages.get("/metrics")
def figures() -> Response:
    """The figures, for whoever has the token; without one set, for programs on this machine. A 404 for anyone else."""
    tokens = desk().settings.metrics_tokens
    if not (bears_one_of(tokens) if tokens else from_here() and not desk().settings.https):
        abort(404)
    return Response(metrics().text(), mimetype=MEDIA_TYPE)


def _works(test: Callable[[], object]) -> bool:
    try:
        test()
    except (FormgenError, SQLAlchemyError, OSError) as fault:
        current_app.extensions["formgen.log"].error("fault", fault=type(fault).__name__, places=[test.__name__])
        return False
    return True


def _database() -> None:
    desk().drafts.count()


def _templates() -> None:
    for name in desk().library.names():
        documents.open_templates(desk().library.load(name))


def _disk() -> None:
    with tempfile.NamedTemporaryFile(dir=desk().settings.data, prefix="writable-") as file:
        file.write(b"1")


_TESTS: dict[str, Callable[[], object]] = {"database": _database, "templates": _templates, "disk": _disk}
