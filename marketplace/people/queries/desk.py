"""Reads of those who were signed up at a desk, for whoever signed them up."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.foundation import journals
from marketplace.foundation.access import Actor
from marketplace.foundation.errors import NotFound
from marketplace.people.models import Account, Mandate, Organisation, Person, SaySo


@dataclass(frozen=True, slots=True)
class SaySoRow:
    """What a person said yes to at a desk: who, to whom, how, when, and what the helper may do until when."""

    person_id: UUID
    person: str
    has_account: bool
    organisation: str
    heard_by: str
    how: str
    said_on: date
    words: str
    kind: str
    powers: list[str]
    until: date | None


def say_so(session: Session, actor: Actor, person_id: UUID) -> SaySoRow:
    """What a person said to the actor, who signed them up. Raises NotFound for anybody else."""
    found = session.execute(
        select(
            Person.id,
            Person.name,
            Person.account_id.is_not(None),
            Organisation.name,
            Account.name,
            SaySo.how,
            SaySo.said_on,
            SaySo.words,
            Mandate.kind,
            Mandate.powers,
            Mandate.ends,
        )
        .join(Person, Person.id == SaySo.person_id)
        .join(Mandate, Mandate.id == SaySo.mandate_id)
        .join(Organisation, Organisation.id == Mandate.holder_organisation_id)
        .join(Account, Account.id == SaySo.heard_by)
        .where(SaySo.person_id == person_id, SaySo.heard_by == actor.account_id)
        .where(Organisation.id == actor.organisation_id)
    ).one_or_none()
    if found is None:
        raise NotFound
    journals.saw(actor, [person_id], "opened")
    return SaySoRow(*found)
