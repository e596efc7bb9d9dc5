"""Structured logs: one JSON line each, with the request's id, and nothing that a person typed or is."""

import logging
import sys
import time
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
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


class _Lines(JsonFormatter):
    """JSON lines; of a failure they say its kind and where it passed, never its message, which may quote a row."""

    def formatException(  # noqa: N802 - the library's name
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
    ) -> str:
        """The failure and what caused it, each in one line."""
        return "\n".join(_told(failure) for failure in _causes(ei[1]))


def _causes(failure: BaseException | None) -> Iterator[BaseException]:
    """A failure, then what caused it, and so on."""
    seen: set[int] = set()
    while failure is not None and id(failure) not in seen:
        seen.add(id(failure))
        yield failure
        failure = failure.__cause__ or (None if failure.__suppress_context__ else failure.__context__)


def _told(failure: BaseException) -> str:
    """Its type, the constraint that refused if one did, and the files and lines it passed, the last one last."""
    constraint = getattr(getattr(failure, "diag", None), "constraint_name", None)
    frames = traceback.extract_tb(failure.__traceback__)
    where = " > ".join(f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames)
    return " ".join(filter(None, [type(failure).__name__, constraint and f"({constraint})", where and f"at {where}"]))


def configure(level: str) -> None:
    """Send logs to standard error as JSON lines."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Lines("%(asctime)s %(levelname)s %(name)s %(message)s %(request)s"))
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
