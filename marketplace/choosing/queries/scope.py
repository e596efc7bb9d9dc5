"""Whose lists an actor may reach: their own, and those that a person shares with them."""

from sqlalchemy import ColumnElement, and_, false, or_, select

from marketplace.choosing.models import Shortlist, ShortlistShare
from marketplace.foundation.access import Actor, Power, Section
from marketplace.people.models import Mandate, Person
from marketplace.people.queries import held_by, in_force, lets


def reached_by(actor: Actor, power: Power) -> ColumnElement[bool]:
    """The condition that a list stands, and is the actor's own or is shared with them for what they want to do."""
    if actor.account_id is None:
        return false()
    own = select(Person.id).where(Person.account_id == actor.account_id)
    shared = (
        select(ShortlistShare.shortlist_id)
        .join(Mandate, Mandate.id == ShortlistShare.mandate_id)
        .where(
            ShortlistShare.ended_at.is_(None),
            held_by(actor),
            in_force(actor),
            lets(power, Section.LISTS),
        )
    )
    return and_(Shortlist.ended_at.is_(None), or_(Shortlist.person_id.in_(own), Shortlist.id.in_(shared)))
