"""Reads of providers that signed themselves up: those to be checked, and whether one may publish."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import null, select
from sqlalchemy.orm import Session

from marketplace.foundation.access import Actor, Power
from marketplace.foundation.clock import civil, working_days_after
from marketplace.foundation.errors import NotFound
from marketplace.people.models import Account, Membership, Organisation
from marketplace.people.queries.scope import still_member
from marketplace.people.rules.joining import CHECK_WORKING_DAYS


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A provider that waits for the back office, or that was told no: what it says of itself, and who signed it up."""

    id: UUID
    name: str
    about: str
    email: str
    phone: str
    joined_at: datetime
    declined_at: datetime | None
    check_words: str | None
    owner: str | None

    @property
    def check_by(self) -> date:
        """The day by which the back office answers."""
        return working_days_after(civil(self.joined_at), CHECK_WORKING_DAYS)


_CHECK = select(
    Organisation.id,
    Organisation.name,
    Organisation.about,
    Organisation.email,
    Organisation.phone,
    Organisation.joined_at,
    Organisation.declined_at,
    Organisation.check_words,
)
_UNCHECKED = Organisation.joined_at.is_not(None) & Organisation.checked_at.is_(None)


def organisations_to_check(session: Session, actor: Actor, organisation_id: UUID | None = None) -> list[CheckRow]:
    """The providers that wait to be checked, the longest first, then those told no; one alone if it is named.

    Raises NotFound unless the back office asks.
    """
    if not actor.may(Power.ADMINISTER):
        raise NotFound
    owner = (
        select(Account.name)
        .join(Membership, Membership.account_id == Account.id)
        .where(Membership.organisation_id == Organisation.id, still_member(actor))
        .order_by(Membership.starts, Membership.id)
        .limit(1)
        .scalar_subquery()
    )
    asked = _CHECK.add_columns(owner).where(_UNCHECKED)
    if organisation_id is not None:
        asked = asked.where(Organisation.id == organisation_id)
    order = (Organisation.declined_at.is_not(None), Organisation.joined_at, Organisation.id)
    return [CheckRow(*row) for row in session.execute(asked.order_by(*order))]


def own_check(session: Session, actor: Actor) -> CheckRow | None:
    """The check that the actor's own organisation waits for, or failed; None when it may publish."""
    asked = _CHECK.add_columns(null())
    asked = asked.where(Organisation.id == actor.organisation_id, Organisation.checked_at.is_(None))
    found = session.execute(asked.where(Organisation.joined_at.is_not(None))).one_or_none()
    return CheckRow(*found) if found else None
