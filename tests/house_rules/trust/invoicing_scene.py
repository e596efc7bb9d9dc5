"""What the routes of invoices need in the scene."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from marketplace.catalogue.queries import offer
from marketplace.catalogue.rules import Level, Unit
from marketplace.foundation import database
from marketplace.foundation.access import Actor
from marketplace.purchasing import operations as purchasing
from marketplace.purchasing.operations import OrderRequest, RecordRequest
from marketplace.purchasing.queries import invoice_owed, invoices_owed, order, payments_open
from marketplace.purchasing.rules import DeliveryKind, Occasion
from tests import world

EARLY, BEGUN = world.NOW - timedelta(days=25), world.NOW - timedelta(days=9)
PAID = b"reference,pence,date,currency\nX-1,5,2026-03-02,GBP"


def make(actors: dict[str, Actor], strangers: dict[str, Actor], ids: dict[str, UUID]) -> None:
    """An invoice of each council with a line that is queried, the own with one to look at; payments that do not fit."""
    _settled(strangers, ids["stranger_account"])
    with database.writing() as session:
        _invoiced(session, actors["commissioner"], ids, "")
        _invoiced(session, strangers["commissioner"], ids, "stranger_")


def _invoiced(session: Session, official: Actor, ids: dict[str, UUID], whose: str) -> None:
    """What is settled is on an invoice, a line of it is queried, and a payment does not fit."""
    purchasing.gather(session, official)
    invoice = invoice_owed(session, official, invoices_owed(session, official)[0].id)
    first, *rest = (line.id for line in invoice.lines)
    purchasing.query(session, official, first, "Southern secret" if whose else "Were they there for all of it?")
    ids |= {f"{whose}invoice": invoice.id, f"{whose}queried_line": first}
    ids |= {f"{whose}open_line": line_id for line_id in rest}
    ids[f"{whose}remittance"] = purchasing.remit(session, official, PAID)
    ids[f"{whose}payment"] = payments_open(session, official)[0].id


def _settled(strangers: dict[str, Actor], account_id: UUID) -> None:
    """Something that the other person had from the other provider."""
    sam, provider = strangers["person"], strangers["provider"]
    offer_id = world.offer(provider.at(EARLY), title="Weaving", starts=EARLY.date())
    with database.writing() as session:
        request = OrderRequest(
            key=uuid4(),
            person_id=sam.own_person_id or uuid4(),
            offer_id=offer_id,
            version_id=offer(session, provider, offer_id).version_id,
            unit=Unit.SESSION,
            level=Level.STANDARD,
            quantity=Decimal(1),
            times=(Occasion(BEGUN, BEGUN + timedelta(hours=1)),),
            account_id=account_id,
            expected=12_00,
        )
        order_id = purchasing.place(session, sam.at(EARLY), request)
        purchasing.accept(session, provider.at(EARLY), order_id)
        (booking,) = order(session, sam, order_id).bookings
        purchasing.record(session, provider, RecordRequest(booking.id, DeliveryKind.DELIVERED, Decimal(1)))
        purchasing.confirm(session, sam, booking.id)
