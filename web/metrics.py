"""Figures of the running server for Prometheus: how many requests, how long they took, what is in the index.

No figure says what was searched. The address answers only where the setting `metrics` is on.
"""

from __future__ import annotations

import time

from flask import Blueprint, Flask, Response, abort, current_app, g, request
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from search.model import Results
from web.current import current_index

blueprint = Blueprint("metrics", __name__)

_KEY = "dubhashi-metrics"
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5)


class Metrics:
    """The figures of one application, in a registry of its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "dubhashi_requests", "Requests answered.", ("route", "method", "status"), registry=self.registry
        )
        self.seconds = Histogram(
            "dubhashi_request_seconds",
            "Seconds from request to answer.",
            ("route",),
            registry=self.registry,
            buckets=_SECONDS,
        )
        self.searches = Counter("dubhashi_searches", "Searches made.", registry=self.registry)
        self.empty = Counter("dubhashi_searches_empty", "Searches that found nothing.", registry=self.registry)
        self.cache = Gauge(
            "dubhashi_cache", "The cache of postings: hits, misses, bytes.", ("what",), registry=self.registry
        )
        self.documents = Gauge("dubhashi_documents", "Documents in the index.", registry=self.registry)
        self.generation = Gauge("dubhashi_generation", "Publishes of the index so far.", registry=self.registry)


def measure(app: Flask) -> None:
    """Let the application count and time its requests, and answer /metrics."""
    app.extensions[_KEY] = Metrics()
    app.before_request(_begin)
    app.after_request(_end)
    app.register_blueprint(blueprint)


@blueprint.get("/metrics")
def answer_metrics() -> Response:
    """Answer the figures in the text form of Prometheus; 404 where the setting is off."""
    if not current_app.config["DUBHASHI"].metrics:
        abort(404)
    metrics: Metrics = current_app.extensions[_KEY]
    index = current_index()
    for what in ("hits", "misses", "bytes"):
        metrics.cache.labels(what).set(getattr(index.cache_use, what))
    metrics.documents.set(index.statistics().documents)
    metrics.generation.set(index.generation)
    return Response(generate_latest(metrics.registry), content_type=CONTENT_TYPE_LATEST)


def count_search(results: Results) -> Results:
    """Count a search that was made, and return its results."""
    metrics: Metrics = current_app.extensions[_KEY]
    metrics.searches.inc()
    if not results.total:
        metrics.empty.inc()
    return results


def elapsed() -> float:
    """Return the seconds since the present request began."""
    begun: float = g.get("begun", time.perf_counter())
    return time.perf_counter() - begun


def route() -> str:
    """Return the rule that the request met: an id or a query in a label would make a series of each."""
    return request.url_rule.rule if request.url_rule else "none"


def _begin() -> None:
    g.begun = time.perf_counter()


def _end(response: Response) -> Response:
    metrics: Metrics = current_app.extensions[_KEY]
    method = request.method if request.method in ("GET", "HEAD", "OPTIONS", "POST") else "other"
    metrics.requests.labels(route(), method, response.status_code).inc()
    metrics.seconds.labels(route()).observe(elapsed())
    return response
