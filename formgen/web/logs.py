"""A line of JSON for every request: method, route, status and time, and nothing a person typed."""

import sys
import time
import traceback
from types import TracebackType
from typing import TextIO

import structlog
from flask import Flask, Response, g, request
from structlog.typing import EventDict, FilteringBoundLogger, WrappedLogger

ALLOWED = frozenset({"event", "level", "timestamp", "method", "route", "status", "ms", "fault", "places", "count"})


def logger_to(stream: TextIO) -> FilteringBoundLogger:
    """A logger that writes to this stream and lets only the allowed fields through."""
    logger: FilteringBoundLogger = structlog.wrap_logger(
        structlog.PrintLogger(stream),
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            allowed_only,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(20),
    )
    return logger


def allowed_only(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """The event without any field that is not on the list, whoever put it there."""
    return {name: value for name, value in event.items() if name in ALLOWED}


def places(trace: TracebackType | None) -> list[str]:
    """Where an exception came from, as `module.py:line` of each call: never its message, which may quote an answer."""
    return [f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in traceback.extract_tb(trace)]


def log_requests(app: Flask, stream: TextIO | None = None) -> None:
    """Log every request of this service, and every fault in it."""
    logger = logger_to(stream or sys.stderr)
    app.extensions["formgen.log"] = logger

    def begin() -> None:
        g.began = time.monotonic()

    def end(response: Response) -> Response:
        # The route, not the path: a path holds whatever someone put in it.
        route = request.url_rule.rule if request.url_rule else ""
        ms = round((time.monotonic() - g.get("began", time.monotonic())) * 1000)
        logger.info("request", method=request.method, route=route, status=response.status_code, ms=ms)
        return response

    app.before_request(begin)
    app.after_request(end)
