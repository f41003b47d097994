"""What the service does, in figures for Prometheus: requests, seconds, files, drafts and jobs; nothing about anyone."""

import time
from collections.abc import Iterator

from flask import Flask, Response, current_app, g, request
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy import func, select

from formgen.store.database import jobs
from formgen.store.drafts import Drafts

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
_KINDS = frozenset({"docx", "pdf", "zip", "json"})
_METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"})


class Metrics:
    """The figures of one service since it started, and what its database holds at the moment one asks."""

    def __init__(self, drafts: Drafts) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "formgen_requests", "Requests by route and status", ["method", "route", "status"], registry=self._registry
        )
        self._seconds = Histogram(
            "formgen_request_seconds", "How long an answer took", ["route"], buckets=_SECONDS, registry=self._registry
        )
        self._documents = Counter("formgen_downloads", "Files made", ["kind"], registry=self._registry)
        self._registry.register(_Kept(drafts))

    def count(self, response: Response, seconds: float) -> None:
        """Count one answer. Its route is the rule that matched, never the address that was asked for."""
        route = request.url_rule.rule if request.url_rule else "none"
        method = request.method if request.method in _METHODS else "other"
        self._requests.labels(method, route, response.status_code).inc()
        self._seconds.labels(route).observe(seconds)
        disposition = response.headers.get("Content-Disposition", "")
        looked_at = request.endpoint == "preview.drawn"  # while one types, and nothing to take along
        if disposition.startswith("attachment") and response.status_code == 200 and not looked_at:
            ending = _ending(disposition)
            self._documents.labels(ending if ending in _KINDS else "other").inc()

    def text(self) -> bytes:
        """The figures as Prometheus reads them."""
        return generate_latest(self._registry)


class _Kept(Collector):
    """The drafts and jobs that are kept, counted when one asks."""

    def __init__(self, drafts: Drafts) -> None:
        self._drafts = drafts

    def describe(self) -> Iterator[Metric]:
        """Nothing: what is kept is counted only when one asks."""
        return iter(())

    def collect(self) -> Iterator[Metric]:
        """How many drafts, and how many bulk jobs in each state."""
        yield GaugeMetricFamily("formgen_drafts", "Drafts kept", value=self._drafts.count())
        found = GaugeMetricFamily("formgen_jobs", "Bulk jobs kept, by state", labels=["state"])
        with self._drafts.engine.begin() as connection:
            for state, count in connection.execute(select(jobs.c.state, func.count()).group_by(jobs.c.state)):
                found.add_metric([state], count)
        yield found


def measure(app: Flask, drafts: Drafts) -> None:
    """Count every request of this service."""
    metrics = Metrics(drafts)
    app.extensions["formgen.metrics"] = metrics

    def begin() -> None:
        g.metrics_began = time.perf_counter()

    def end(response: Response) -> Response:
        now = time.perf_counter()
        metrics.count(response, now - g.get("metrics_began", now))
        return response

    app.before_request(begin)
    app.after_request(end)


def metrics() -> Metrics:
    """The figures of the service that answers this request."""
    found: Metrics = current_app.extensions["formgen.metrics"]
    return found


def _ending(disposition: str) -> str:
    return disposition.rpartition(".")[2].rstrip('"').lower()
