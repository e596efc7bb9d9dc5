"""Writes of ratings: one voice for each order, which may be changed, and every wording is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import and_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from marketplace.catalogue.operations import reindex
from marketplace.foundation import journals
from marketplace.foundation.access import Actor
from marketplace.foundation.errors import NotFound
from marketplace.purchasing.models import Delivery, Order
from marketplace.purchasing.queries import said_by_person
from marketplace.purchasing.rules import DeliveryKind, DeliveryState
from marketplace.voice import rules
from marketplace.voice.models import Rating, RatingWording
from marketplace.voice.rules import Statement


@dataclass(frozen=True, slots=True)
class RatingRequest:
    """What a person says of an order: 1 to 4 for the statements they answered, and their own words."""

    order_id: UUID
    scores: Mapping[Statement, int]
    words: str


def rate(session: Session, actor: Actor, request: RatingRequest) -> int:
    """Rate an order that was delivered and confirmed, or change what was said; the number of the wording.

    Raises NotFound for somebody else's order, also to those who act for an organisation: a rating is the person's
    own voice. Raises NotYetDelivered and NothingSaid.
    """
    scores = rules.scores_allowed(request.scores)
    mine = session.execute(
        select(Order.id, Order.person_id, Order.offer_id, Delivery.id.label("delivery_id"))
        .outerjoin(
            Delivery,
            and_(
                Delivery.order_id == Order.id,
                Delivery.state == DeliveryState.CONFIRMED,
                Delivery.kind == DeliveryKind.DELIVERED,
            ),
        )
        .where(Order.id == request.order_id, said_by_person(actor))
        .order_by(Delivery.settled_at)
        .limit(1)
    ).one_or_none()
    if mine is None:
        raise NotFound
    if mine.delivery_id is None:
        raise rules.NotYetDelivered
    kept = session.execute(
        insert(Rating)
        .values(
            id=uuid4(),
            order_id=mine.id,
            person_id=mine.person_id,
            offer_id=mine.offer_id,
            delivery_id=mine.delivery_id,
            number=1,
        )
        .on_conflict_do_update(index_elements=[Rating.order_id], set_={"number": Rating.number + 1})
        .returning(Rating.id, Rating.number)
    ).one()
    session.execute(
        insert(RatingWording).values(rating_id=kept.id, number=kept.number, at=actor.now, words=request.words, **scores)
    )
    journals.audit(
        session, actor, [journals.move("rating", kept.id, f"wording {kept.number}")], person_id=mine.person_id
    )
    reindex(session, actor, [mine.offer_id])
    return kept.number
