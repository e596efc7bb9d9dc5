"""The night: credit what is due, end orders that nobody answered, settle what nobody disputed."""

import logging
from collections.abc import Mapping
from uuid import UUID

from marketplace.budgets import operations as budgets
from marketplace.catalogue import operations as catalogue
from marketplace.catalogue.queries import offers_changing
from marketplace.foundation import access, database, outbox
from marketplace.foundation.clock import Clock
from marketplace.foundation.outbox import Handler, Payload
from marketplace.purchasing import operations as purchasing

NIGHTLY = "nightly"  # the outbox topic, once a day
LAPSE = "lapse"  # one order that nobody answered in time: payload {"order": id}
SILENCE = "silence"  # one booking that nobody disputed in time: payload {"booking": id}

log = logging.getLogger(__name__)


def handlers(clock: Clock) -> Mapping[str, Handler]:
    """The three topics; each part is safe to repeat, and one record that cannot be settled holds up no other."""

    def night(_payload: Payload) -> None:
        actor = access.clock(clock())
        with database.writing() as session:
            credited = budgets.credit_due(session, actor)
        with database.writing() as session:
            overdue, silent = purchasing.unanswered(session, actor), purchasing.silent(session, actor)
            jobs = [(LAPSE, {"order": str(order)}) for order in overdue]
            jobs += [(SILENCE, {"booking": str(booking)}) for booking in silent]
            if jobs:
                outbox.enqueue(session, actor, jobs)
            if changing := offers_changing(session, actor):
                catalogue.reindex(session, actor, changing)
        log.info("nightly", extra={"credited": credited, "unanswered": len(overdue), "silent": len(silent)})

    def settle(payload: Payload) -> None:
        with database.writing() as session:
            purchasing.confirm_by_silence(session, access.clock(clock()), UUID(payload["booking"]))

    def end(payload: Payload) -> None:
        with database.writing() as session:
            purchasing.lapse(session, access.clock(clock()), UUID(payload["order"]))

    return {NIGHTLY: night, SILENCE: settle, LAPSE: end}
