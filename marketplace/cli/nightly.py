"""What falls due at night: instalments, unanswered orders, undisputed records, money put by, funds, invoices."""

import logging
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from marketplace.budgets import operations as budgets
from marketplace.catalogue import operations as catalogue
from marketplace.catalogue.queries import offers_changing
from marketplace.foundation import access, database, outbox
from marketplace.foundation.access import Actor
from marketplace.foundation.clock import Clock
from marketplace.foundation.outbox import Handler, Payload
from marketplace.people import operations as people
from marketplace.purchasing import operations as purchasing
from marketplace.purchasing.operations import GIVE_BACK

NIGHTLY = "nightly"  # the outbox topic, once a day
CREDIT = "credit"  # one account with an instalment that is due: payload {"account": id}
LAPSE = "lapse"  # one order that nobody answered in time: payload {"order": id}
BANK_OVER = "bank_over"  # one bank whose last day is over: payload {"bank": id}
FUND = "fund"  # one Individual Service Fund that may have something due: payload {"fund": id}
INVOICES = "invoices"  # one funder with something settled and on no invoice: payload {"funder": id}
CONTRIBUTION = "contribution"  # one account toward whose stream something may fall due: payload {"account": id}
SILENCE = "silence"  # one booking that nobody disputed in time: payload {"booking": id}
APART = timedelta(seconds=1)  # between the jobs that read offers afresh, so that what somebody does now comes between
TELL = (people.ask_to_review, budgets.warn_of_banks, budgets.remind_of_contributions, budgets.tell_of_late)

log = logging.getLogger(__name__)


def ask(actor: Actor) -> None:
    """Ask for the day's night, for the end of each order whose first date came unanswered, and for stray letters.

    It may be asked for as often as one likes: each is done once.
    """
    with database.writing() as session:
        outbox.enqueue(session, actor, [(NIGHTLY, {})], dedupe=f"{NIGHTLY}:{actor.today}")
        for order_id in purchasing.unanswered(session, actor):
            outbox.enqueue(session, actor, [(LAPSE, {"order": str(order_id)})], dedupe=f"{LAPSE}:{order_id}")
        people.look_after_mail(session, actor)


def handlers(clock: Clock) -> Mapping[str, Handler]:
    """The topics; each is safe to repeat, and one record that cannot be settled holds up no other."""

    def night(_payload: Payload) -> None:
        actor = access.clock(clock())
        with database.writing() as session:
            due, silent = budgets.due_to_credit(session, actor), purchasing.silent(session, actor)
            jobs = [(CREDIT, {"account": str(account)}) for account in due]
            jobs += [(BANK_OVER, {"bank": str(bank)}) for bank in budgets.banks_over(session, actor)]
            jobs += [(FUND, {"fund": str(fund)}) for fund in budgets.funds_to_settle(session, actor)]
            jobs += [(CONTRIBUTION, {"account": str(each)}) for each in budgets.contributions_to_make(session, actor)]
            jobs += [(SILENCE, {"booking": str(booking)}) for booking in silent]
            jobs += [(INVOICES, {"funder": str(funder)}) for funder in purchasing.to_gather(session, actor)]
            jobs += [(topic, {"payment": str(each)}) for topic, each in purchasing.payments_to_go_on(session, actor)]
            jobs += [(GIVE_BACK, {"refund": str(each)}) for each in purchasing.refunds_to_go_on(session, actor)]
            if jobs:
                outbox.enqueue(session, actor, jobs)
            if changing := offers_changing(session, actor):
                catalogue.reindex(session, actor, changing, APART)
            for tell in TELL:
                tell(session, actor)
        log.info("nightly", extra={"to_credit": len(due), "silent": len(silent)})

    def one_by_one(name: str, operation: Callable[[Any, Actor, UUID], object]) -> Handler:
        def settle(payload: Payload) -> None:
            with database.writing() as session:
                operation(session, access.clock(clock()), UUID(payload[name]))

        return settle

    return {
        NIGHTLY: night,
        CREDIT: one_by_one("account", budgets.credit_due),
        BANK_OVER: one_by_one("bank", budgets.lapse_bank),
        FUND: one_by_one("fund", budgets.settle_fund),
        CONTRIBUTION: one_by_one("account", budgets.make_dues),
        SILENCE: one_by_one("booking", purchasing.confirm_by_silence),
        INVOICES: one_by_one("funder", purchasing.gather_months),
        LAPSE: one_by_one("order", purchasing.lapse),
    }
