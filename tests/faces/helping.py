"""Somebody helps a person within bounds: the mandates that tests give, and orders placed under them."""

from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

from marketplace.catalogue.rules import Level, Unit
from marketplace.foundation import database
from marketplace.foundation.access import Actor, Power, Section
from marketplace.people import operations as people
from marketplace.people.rules import MandateKind
from marketplace.people.rules.mandates import EVERYDAY, MandateTerms
from marketplace.purchasing import operations as purchasing
from marketplace.purchasing.operations import OrderRequest
from marketplace.purchasing.rules import span

SEES = frozenset({Power.SEE})
SPENDS = frozenset({Power.SEE, Power.PLAN, Power.SPEND})


def terms(powers: frozenset[Power] = SPENDS, sections: frozenset[Section] = EVERYDAY, **bounds: object) -> MandateTerms:
    """Terms for a supporter, with bounds by name."""
    return replace(MandateTerms(MandateKind.SUPPORTER, powers, sections), **bounds)  # type: ignore[arg-type]


def given(giver: Actor, holder: Actor, agreed: MandateTerms) -> UUID:
    """A person lets an account, or the broker body that somebody acts for, help on some terms; the mandate's id."""
    assert giver.own_person_id
    body = holder.organisation_id
    kind = MandateKind.BROKER if body else agreed.kind
    with database.writing() as session:
        return people.give_on_terms(
            session,
            giver,
            giver.own_person_id,
            replace(agreed, kind=kind),
            holder_account_id=None if body else holder.account_id,
            holder_organisation_id=body,
        )


def order_request(
    person_id: UUID,
    offer_id: UUID,
    account_id: UUID | None,
    day: date,
) -> OrderRequest:
    """One session of an offer on a day."""
    return OrderRequest(
        key=uuid4(),
        person_id=person_id,
        offer_id=offer_id,
        version_id=None,
        unit=Unit.SESSION,
        level=Level.STANDARD,
        quantity=Decimal(1),
        times=(span(Unit.SESSION, day, time(10), Decimal(1)),),
        account_id=account_id,
    )


def placed(actor: Actor, person_id: UUID, offer_id: UUID, account_id: UUID | None, days: int = 7) -> UUID:
    """An order for a person, placed by somebody, for one session so many days from now."""
    asked = order_request(person_id, offer_id, account_id, actor.today + timedelta(days=days))
    with database.reading() as session:
        shown = purchasing.quote(session, actor, asked)
    asked = replace(asked, version_id=shown.version_id, expected=shown.total)
    with database.writing() as session:
        return purchasing.place(session, actor, asked)
