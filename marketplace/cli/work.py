"""``flask worker``: carry out what committed changes asked for, and what falls due."""

import logging
import signal
import threading
from collections.abc import Mapping
from datetime import datetime, timedelta

import click
from flask import current_app

from marketplace.cli import nightly, tidying
from marketplace.cli.backing_up import HALF
from marketplace.foundation import access, database, outbox, restoring
from marketplace.foundation.clock import Clock
from marketplace.foundation.outbox import Handler
from marketplace.webkit.allowing import clock
from search_index import worker as search

PAUSE = 0.2  # seconds between looks, when there was nothing to do
PAUSE_ALONE = 3.0  # seconds between looks, while the database does not answer
LOOK_FOR_DUE = timedelta(minutes=5)  # between looks for what falls due

log = logging.getLogger(__name__)


@click.command("worker")
@click.option("--once", is_flag=True, help="Do what is due now, and end.")
def worker(*, once: bool) -> None:
    """Do the jobs of the outbox, until told to stop."""
    _check_whole()
    handlers, now = current_app.extensions["ownpath.handlers"], clock()
    stop = threading.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: stop.set())
    asked = now() - LOOK_FOR_DUE
    while not stop.is_set():
        try:
            asked, done = _look(handlers, now, asked)
        except database.UNAVAILABLE as failure:
            if once:
                raise
            log.warning("database unavailable", extra={"failure": type(failure).__name__})
            stop.wait(PAUSE_ALONE)
            continue
        if once and not done:
            return
        if not done:
            stop.wait(PAUSE)


def _check_whole() -> None:
    """Raises ClickException on a half restored database: nobody may be told what it holds."""
    try:
        with database.reading() as session:
            marked = restoring.is_marked(session)
    except database.UNAVAILABLE:
        return  # it is waited for
    if marked:
        raise click.ClickException(HALF)


def _look(handlers: Mapping[str, Handler], now: Clock, asked: datetime) -> tuple[datetime, int]:
    """Do the jobs that are due; when what falls due was last asked for (UTC), and how many jobs were tried."""
    if now() - asked >= LOOK_FOR_DUE:
        nightly.ask(access.clock(now()))
        tidying.ask(access.clock(now()))
        search.look(access.clock(now()))
        asked = now()
    return asked, outbox.work(handlers, now, most=1)
