"""Structured logs: one JSON line each, with the request's id, and nothing that a person typed or is."""

import logging
import sys
import time
from uuid import uuid4

from flask import Flask, g, has_request_context, request
from pythonjsonlogger.json import JsonFormatter
from werkzeug.wrappers import Response

log = logging.getLogger("ownpath.request")


class _RequestId(logging.Filter):
    """Put the id of the request, if there is one, on every line."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Add the id."""
        record.request = g.get("request_id", "") if has_request_context() else ""
        return True


def configure(level: str) -> None:
    """Send logs to standard error as JSON lines."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter("%(asctime)s %(levelname)s %(name)s %(message)s %(request)s"))
    handler.addFilter(_RequestId())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)


def install(app: Flask) -> None:
    """Number each request, and log how it ended: the endpoint, never the address, since addresses hold words."""

    @app.before_request
    def _begin() -> None:
        g.request_id = uuid4().hex[:16]
        g.began = time.perf_counter()

    @app.after_request
    def _end(response: Response) -> Response:
        response.headers["X-Request-Id"] = g.get("request_id", "")
        took = time.perf_counter() - g.get("began", time.perf_counter())
        log.info(
            "request",
            extra={
                "endpoint": request.endpoint,
                "method": request.method,
                "status": response.status_code,
                "milliseconds": round(took * 1000, 1),
            },
        )
        return response
