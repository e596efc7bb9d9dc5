"""Health: the process answers. Readiness: the database, its migrations, the worker and the search do too."""

import logging
from collections.abc import Callable

from flask import jsonify
from werkzeug.wrappers import Response

from marketplace.catalogue.queries import anything_to_find
from marketplace.doors import doors
from marketplace.foundation import access, database, outbox, restoring, schema
from marketplace.webkit.allowing import allow, clock
from search_index.search import in_use, standing

MOST_LAG_SECONDS = 60

log = logging.getLogger(__name__)


@doors.get("/health")
@allow()
def health() -> Response:
    """The process answers."""
    return jsonify(status="live")


@doors.get("/ready")
@allow()
def ready() -> tuple[Response, int]:
    """Each part with what is wrong with it; 503 when anything is. A search server that is away is told, no more."""
    parts = {name: _said(check) for name, check in CHECKS.items()}
    fine = all(said == "ok" for said in parts.values())
    return jsonify(status="ready" if fine else "not ready", **parts, **standing()), 200 if fine else 503


def _said(check: Callable[[], str]) -> str:
    try:
        return check()
    except Exception as failure:  # noqa: BLE001 - whatever is wrong, the answer is that this part is not ready
        log.warning("not ready", extra={"failure": type(failure).__name__})
        return "does not answer"


def _database() -> str:
    with database.reading() as session:
        return "ok" if schema.answers(session) else "does not answer"


def _migrations() -> str:
    with database.reading() as session:
        return "ok" if schema.is_newest(session) else "not all applied"


def _whole() -> str:
    """What an unfinished restore left behind is not served."""
    with database.reading() as session:
        return "half restored" if restoring.is_marked(session) else "ok"


def _worker() -> str:
    with database.reading() as session:
        lag = outbox.lag(session, clock()())
    return "ok" if lag.total_seconds() < MOST_LAG_SECONDS else f"{lag.total_seconds():.0f} seconds behind"


def _search() -> str:
    """An index without documents is right only where there is nothing to find yet."""
    if in_use().count():
        return "ok"
    with database.reading() as session:
        return "empty" if anything_to_find(session, access.anonymous(clock()())) else "ok"


CHECKS: dict[str, Callable[[], str]] = {
    "database": _database,
    "migrations": _migrations,
    "data": _whole,
    "worker": _worker,
    "search": _search,
}
