"""Counting requests and how long they take, by endpoint, method and class of status: no address, no name, no id.

Each process counts for itself. Where PROMETHEUS_MULTIPROC_DIR names a folder, the processes share their counts in it,
and any of them tells all.
"""

import time

from flask import Flask, g, request
from prometheus_client import CollectorRegistry, Counter, Histogram
from werkzeug.wrappers import Response

EXTENSION = "ownpath.metrics"
SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 20.0)
LABELS = ("endpoint", "method", "status")
METHODS = {"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"}


def install(app: Flask) -> None:
    """Count every request of an application."""
    registry = CollectorRegistry()
    requests = Counter("ownpath_requests", "Requests that were answered", LABELS, registry=registry)
    seconds = Histogram(
        "ownpath_request_seconds", "How long an answer took", ("endpoint",), buckets=SECONDS, registry=registry
    )
    app.extensions[EXTENSION] = registry

    @app.before_request
    def _begin() -> None:
        g.counted_from = time.perf_counter()

    @app.after_request
    def _end(response: Response) -> Response:
        endpoint = request.endpoint or "none"  # an address that is no route could be anything
        method = request.method if request.method in METHODS else "other"
        requests.labels(endpoint, method, f"{response.status_code // 100}xx").inc()
        if "counted_from" in g:
            seconds.labels(endpoint).observe(time.perf_counter() - g.counted_from)
        return response


def registry(app: Flask) -> CollectorRegistry:
    """What an application counted."""
    return app.extensions[EXTENSION]
