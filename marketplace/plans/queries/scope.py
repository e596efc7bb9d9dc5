"""Whose plans an actor may reach: a person's own, those within a mandate, and those that were sent to one's funder."""

from sqlalchemy import ColumnElement, false

from marketplace.foundation.access import Actor, Power, Section
from marketplace.people.queries import open_to
from marketplace.plans.models import Plan, PlanSent


def planned_by(actor: Actor, power: Power) -> ColumnElement[bool]:
    """The condition that a plan is of somebody whose plans stand open to the actor for what they want to do."""
    return open_to(actor, power, Plan.person_id, Section.PLANS)


def read_by(actor: Actor) -> ColumnElement[bool]:
    """The condition that what was sent was sent to the actor's own funder."""
    if actor.organisation_id is None or not actor.may(Power.COMMISSION):
        return false()
    return PlanSent.funder_id == actor.organisation_id
