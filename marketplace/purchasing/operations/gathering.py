"""Gathering what was settled for notional money onto invoices: each spend on one, and once."""

import secrets
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, Row, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from marketplace.budgets.models import BudgetAccount
from marketplace.foundation import journals
from marketplace.foundation.access import Actor, ActorKind, Power
from marketplace.foundation.clock import month_span
from marketplace.foundation.errors import NotFound
from marketplace.people.operations import Telling, tell
from marketplace.people.queries import accounts_of_organisation, settings_of
from marketplace.people.rules import SettingName
from marketplace.people.rules.contact import NoticeKind
from marketplace.people.rules.settings import SETTING_WORDS
from marketplace.purchasing.models import Delivery, Invoice, InvoiceLine
from marketplace.purchasing.operations.placing import NUMBER_LETTERS
from marketplace.purchasing.queries.invoices import not_invoiced
from marketplace.purchasing.rules.invoices import LineState


def day_by(session: Session, actor: Actor, funder_id: UUID, name: SettingName) -> date:
    """The day by which something is due that has as many days as a funder set, else the platform's own number."""
    known = settings_of(session, actor, [funder_id]).get((funder_id, name))
    return actor.today + timedelta(days=known.value if known else SETTING_WORDS[name].default)


def to_gather(session: Session, actor: Actor) -> list[UUID]:
    """The funders with something settled in a month that is over and on no invoice, for the nightly clock."""
    if actor.kind is not ActorKind.CLOCK:
        raise NotFound
    spends = not_invoiced(Delivery.settled_at < month_span(actor.today)[0]).subquery("spend")
    return list(session.scalars(select(spends.c.funder_id).distinct().order_by(spends.c.funder_id)))


def gather_months(session: Session, actor: Actor, funder_id: UUID) -> int:
    """The nightly clock gathers what one funder owes for months that are over; how many lines there are more."""
    if actor.kind is not ActorKind.CLOCK:
        raise NotFound
    return _gather(session, actor, funder_id, Delivery.settled_at < month_span(actor.today)[0])


def gather(session: Session, actor: Actor) -> int:
    """The funder gathers all that it owes until now, this month too; how many lines there are more. Raises NotFound."""
    if actor.organisation_id is None or not actor.may(Power.COMMISSION):
        raise NotFound
    return _gather(session, actor, actor.organisation_id)


def _gather(session: Session, actor: Actor, funder_id: UUID, *when: ColumnElement[bool]) -> int:
    """Put what is settled on the invoice of its provider and month, made if there is none."""
    mine = BudgetAccount.funder_id == funder_id
    spends = session.execute(not_invoiced(mine, *when)).all()
    if not spends:
        return 0
    invoices = _invoices(session, actor, funder_id, spends)
    by = day_by(session, actor, funder_id, SettingName.INVOICE_DAYS)
    rows = [
        {
            "id": uuid4(),
            "invoice_id": invoices[spend.provider_id, spend.month],
            "delivery_id": spend.delivery_id,
            "account_id": spend.account_id,
            "pence": spend.pence,
            "state": LineState.WITH_FUNDER,
            "by": by,
        }
        for spend in spends
    ]
    fresh = insert(InvoiceLine).on_conflict_do_nothing(index_elements=["delivery_id", "account_id"])
    put = session.scalars(fresh.returning(InvoiceLine.invoice_id), rows).all()  # others may gather at the same moment
    _tell(session, actor, funder_id, {i: who for (who, _), i in invoices.items() if i in set(put)})
    return len(put)


def _invoices(
    session: Session, actor: Actor, funder_id: UUID, spends: Sequence[Row[*tuple[Any, ...]]]
) -> dict[tuple[UUID, date], UUID]:
    """The invoice of each provider and month, made where there is none."""
    wanted = sorted({(spend.provider_id, spend.month) for spend in spends})
    rows = [
        {
            "id": uuid4(),
            "provider_id": provider_id,
            "funder_id": funder_id,
            "month": month,
            "reference": f"{month:%y%m}" + "".join(secrets.choice(NUMBER_LETTERS) for _ in range(6)),
            "made_at": actor.now,
        }
        for provider_id, month in wanted
    ]
    session.execute(insert(Invoice).on_conflict_do_nothing(index_elements=["provider_id", "funder_id", "month"]), rows)
    known = session.execute(
        select(Invoice.provider_id, Invoice.month, Invoice.id).where(
            Invoice.funder_id == funder_id, Invoice.month.in_({month for _, month in wanted})
        )
    )
    return {(row.provider_id, row.month): row.id for row in known}


def _tell(session: Session, actor: Actor, funder_id: UUID, providers: dict[UUID, UUID]) -> None:
    """Tell both sides of each invoice that has more lines, and write it down."""
    if not providers:
        return
    officials = accounts_of_organisation(session, actor, funder_id, Power.COMMISSION) - {actor.account_id}
    for invoice_id, provider_id in providers.items():
        waits = Telling(
            "An invoice waits for you",
            "Settled bookings of a provider are on an invoice. Please agree its lines, or ask about them.",
            "invoice",
            invoice_id,
            f"invoice waits {invoice_id} {actor.now}",
            NoticeKind.TASKS,
            organisation_id=funder_id,
        )
        tell(session, actor, officials, waits)
        made = Telling(
            "Settled bookings are on an invoice",
            "What was settled is on an invoice now. The funder looks at it next. Open it to see each line.",
            "invoice",
            invoice_id,
            f"invoice made {invoice_id} {actor.now}",
            NoticeKind.MONEY,
            organisation_id=provider_id,
        )
        tell(session, actor, accounts_of_organisation(session, actor, provider_id, Power.DELIVER), made)
    journals.audit(session, actor, [journals.move("invoice", invoice_id, "gathered") for invoice_id in providers])
