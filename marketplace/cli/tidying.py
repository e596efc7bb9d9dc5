"""What the nights delete: each line of the schedule, batch by batch, until nothing that is due is left."""

import logging
from collections.abc import Mapping

from marketplace.foundation import access, database, outbox
from marketplace.foundation.access import Actor
from marketplace.foundation.clock import Clock
from marketplace.foundation.outbox import Handler, Payload
from marketplace.keeping import operations as keeping
from marketplace.keeping.rules.schedule import SCHEDULE

TIDY = "tidy"  # the outbox topic, once a day, and again while a batch was full

log = logging.getLogger(__name__)


def ask(actor: Actor) -> None:
    """Ask for the day's deleting; it may be asked for as often as one likes, and is done once."""
    with database.writing() as session:
        outbox.enqueue(session, actor, [(TIDY, {})], dedupe=f"{TIDY}:{actor.today}")


def handlers(clock: Clock) -> Mapping[str, Handler]:
    """The topic; each batch is a transaction of its own, and what is left waits for the next job."""

    def tidy(_payload: Payload) -> None:
        actor = access.clock(clock())
        gone: dict[str, int] = {}
        for kept in SCHEDULE:
            with database.writing() as session:
                gone[f"{kept.table} {kept.how_long}"] = keeping.delete_due(session, actor, kept)
        with database.writing() as session:
            gone["names"] = keeping.take_names_off(session, actor)
        if max(gone.values()) >= keeping.MOST:
            with database.writing() as session:
                outbox.enqueue(session, actor, [(TIDY, {})])
        log.info("tidied", extra={"gone": {name: number for name, number in gone.items() if number}})

    return {TIDY: tidy}
