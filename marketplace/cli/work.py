"""``flask worker``: carry out what committed changes asked for, and each night what falls due."""

import signal
import threading
from datetime import timedelta

import click
from flask import current_app

from marketplace.cli.nightly import NIGHTLY
from marketplace.foundation import access, database, outbox
from marketplace.foundation.clock import civil, now

PAUSE = 0.2  # seconds between looks, when there was nothing to do
LOOK_FOR_NIGHT = timedelta(minutes=5)


@click.command("worker")
@click.option("--once", is_flag=True, help="Do what is due now, and end.")
def worker(*, once: bool) -> None:
    """Do the jobs of the outbox, until told to stop."""
    handlers = current_app.extensions["ownpath.handlers"]
    stop = threading.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: stop.set())
    asked = now() - LOOK_FOR_NIGHT
    while not stop.is_set():
        if now() - asked >= LOOK_FOR_NIGHT:
            asked = now()
            _ask_for_night()
        done = outbox.work(handlers, now, most=100)
        if once and not done:
            return
        if not done:
            stop.wait(PAUSE)


def _ask_for_night() -> None:
    """Ask for the day's nightly job; asking again the same day asks for nothing."""
    actor = access.clock(now())
    with database.writing() as session:
        outbox.enqueue(session, actor, [(NIGHTLY, {})], dedupe=f"{NIGHTLY}:{civil(actor.now)}")
