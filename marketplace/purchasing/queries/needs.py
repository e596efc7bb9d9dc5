"""What the person of an order needs to be told things well, for the provider whom they let see it."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.foundation import journals
from marketplace.foundation.access import Actor
from marketplace.people.models import CommunicationNeeds
from marketplace.people.queries import NEEDS, NeedsShown, needs_shown
from marketplace.purchasing.models import Order
from marketplace.purchasing.queries.sides import with_provider
from marketplace.purchasing.rules import ENDED


def needs_with(session: Session, actor: Actor, order_id: UUID) -> NeedsShown | None:
    """What a person needs from the provider of one of their orders, until it ends; None unless they let it be seen.

    How to reach them by telephone, and through whom, is not for providers.
    """
    row = session.execute(
        select(*NEEDS, CommunicationNeeds.person_id)
        .join(Order, Order.person_id == CommunicationNeeds.person_id)
        .where(
            Order.id == order_id,
            with_provider(actor),
            Order.state.not_in(ENDED),
            CommunicationNeeds.for_providers,
        )
    ).one_or_none()
    if row is None:
        return None
    journals.saw(actor, [row.person_id], "opened")
    return needs_shown(row, actor)
