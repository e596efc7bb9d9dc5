"""Metrics as Prometheus reads them, for whoever brings the token; without one in the settings there is no such page."""

import hmac
from collections.abc import Iterator

from flask import current_app, request
from flask.blueprints import BlueprintSetupState
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_1_0_0
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from werkzeug.wrappers import Response

from marketplace.doors import doors
from marketplace.foundation import database, outbox
from marketplace.foundation.errors import NotFound
from marketplace.settings import Settings
from marketplace.webkit import metrics
from marketplace.webkit.allowing import allow, clock
from search_index.search import standing


class _Now(Collector):
    """How things stand at this moment: the outbox for all; the pool and the breaker for the process that answers."""

    def collect(self) -> Iterator[Metric]:
        """The gauges; those of the outbox are missing while the database does not answer."""
        yield from _of_database()
        pool = GaugeMetricFamily(
            "ownpath_database_connections", "Connections of the process that answers", labels=["state"]
        )
        for state, number in database.pool().items():
            pool.add_metric([state], number)
        yield pool
        server = GaugeMetricFamily(
            "ownpath_search_server_up", "Whether the search server answered the last search of the process that answers"
        )
        for said in standing().values():
            server.add_metric([], float(said == "ok"))
        yield server


def _of_database() -> Iterator[Metric]:
    up = GaugeMetricFamily("ownpath_database_up", "Whether the database answers")
    lag = GaugeMetricFamily("ownpath_outbox_lag_seconds", "How long the oldest job that could run has been due")
    jobs = GaugeMetricFamily("ownpath_outbox_jobs", "Jobs that are due, or were given up", labels=["topic", "state"])
    try:
        with database.reading() as session:
            now = clock()()
            lag.add_metric([], outbox.lag(session, now).total_seconds())
            for topic, (due, given_up) in outbox.waiting(session, now).items():
                jobs.add_metric([topic, "due"], due)
                jobs.add_metric([topic, "given up"], given_up)
    except database.UNAVAILABLE:
        up.add_metric([], 0)
        yield up
        return
    up.add_metric([], 1)
    yield from (up, lag, jobs)


@allow()
def metrics_show() -> Response:
    """The metrics. Raises NotFound without the token."""
    settings: Settings = current_app.extensions["ownpath.settings"]
    wanted = f"Bearer {settings.metrics_token.get_secret_value()}"
    if not hmac.compare_digest(request.headers.get("Authorization", "").encode(), wanted.encode()):
        raise NotFound
    now = CollectorRegistry()
    now.register(_Now())
    counted = metrics.registry(current_app)
    if settings.metrics_folder:
        counted = CollectorRegistry()
        MultiProcessCollector(counted, settings.metrics_folder)
    return Response(generate_latest(counted) + generate_latest(now), content_type=CONTENT_TYPE_PLAIN_1_0_0)


@doors.record
def _open(state: BlueprintSetupState) -> None:
    """There is such a page only where a token is set."""
    settings: Settings = state.app.extensions["ownpath.settings"]
    if settings.metrics_token.get_secret_value():
        state.add_url_rule("/metrics", endpoint="metrics_show", view_func=metrics_show, methods=["GET"])
