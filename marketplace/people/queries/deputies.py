"""Reads of deputies and authorised persons: who acts for a person, on which paper, and the picture of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from marketplace.foundation import journals
from marketplace.foundation.access import Actor
from marketplace.foundation.errors import NotFound
from marketplace.people.models import Account, Evidence, Mandate, Organisation, Person
from marketplace.people.queries.scope import decides_for, held_by, in_force
from marketplace.people.rules import MandateKind
from marketplace.people.rules.mandates import APPOINTED


@dataclass(frozen=True, slots=True)
class DeputyRow:
    """Somebody who acts for a person on a paper: who, as what, on which accounts, and who filed the paper when (UTC).

    The last day is inside; ``ended_at`` ended it at that instant; ``holds`` says that it holds today.
    """

    id: UUID
    name: str
    email: str | None
    kind: MandateKind
    only_accounts: tuple[UUID, ...]
    starts: date
    ends: date | None
    ended_at: datetime | None
    holds: bool
    reference: str
    dated: date
    organisation: str
    filed_at: datetime


@dataclass(frozen=True, slots=True)
class PaperRow:
    """The paper that a mandate stands on, as the person and its holder read it, and whom to ask when it is wrong."""

    mandate_id: UUID
    kind: MandateKind
    reference: str
    dated: date
    organisation: str
    email: str
    phone: str


def _deputies(actor: Actor, person_id: UUID) -> Select[*tuple[Any, ...]]:
    holds = in_force(actor).label("holds")
    return (
        select(Mandate, Account.name, Account.email, Evidence.reference, Evidence.dated, Evidence.filed_at)
        .add_columns(Organisation.name.label("organisation"), holds)
        .join(Evidence, Evidence.mandate_id == Mandate.id)
        .join(Account, Account.id == Mandate.holder_account_id)
        .join(Organisation, Organisation.id == Evidence.organisation_id)
        .where(Mandate.person_id == person_id, decides_for(actor, Mandate.person_id), Mandate.kind.in_(APPOINTED))
    )


def _row(row: Any) -> DeputyRow:
    held: Mandate = row.Mandate
    return DeputyRow(
        held.id,
        row.name,
        row.email,
        MandateKind(held.kind),
        tuple(held.only_accounts or ()),
        held.starts,
        held.ends,
        held.ended_at,
        row.holds,
        row.reference,
        row.dated,
        row.organisation,
        row.filed_at,
    )


def deputies_of(session: Session, actor: Actor, person_id: UUID) -> list[DeputyRow]:
    """Who acts or acted for a person on a paper, for officials who decide for them: who does so now first, by age."""
    asked = _deputies(actor, person_id).order_by(in_force(actor).desc(), Evidence.filed_at.desc(), Mandate.id)
    rows = [_row(row) for row in session.execute(asked)]
    journals.saw(actor, [person_id] if rows else [], "opened")
    return rows


def deputy_of(session: Session, actor: Actor, person_id: UUID, mandate_id: UUID) -> DeputyRow:
    """One of them, also once it is over. Raises NotFound."""
    found = session.execute(_deputies(actor, person_id).where(Mandate.id == mandate_id)).one_or_none()
    if found is None:
        raise NotFound
    journals.saw(actor, [person_id], "opened")
    return _row(found)


def picture_of_paper(session: Session, actor: Actor, person_id: UUID, mandate_id: UUID) -> bytes:
    """The picture of a paper, a JPEG, for officials who decide for the person. Raises NotFound."""
    found = session.scalar(
        select(Evidence.picture)
        .join(Mandate, Mandate.id == Evidence.mandate_id)
        .where(Mandate.id == mandate_id, Mandate.person_id == person_id, decides_for(actor, Mandate.person_id))
    )
    if found is None:
        raise NotFound
    journals.saw(actor, [person_id], "opened")
    return found


def papers(session: Session, actor: Actor, mandate_ids: Iterable[UUID]) -> dict[UUID, PaperRow]:
    """The papers of some mandates by mandate, for the person whose they are and for whoever holds them."""
    own = select(Person.id).where(Person.account_id == actor.account_id)
    rows = session.execute(
        select(Mandate.id, Mandate.kind, Evidence.reference, Evidence.dated)
        .add_columns(Organisation.name, Organisation.email, Organisation.phone)
        .join(Evidence, Evidence.mandate_id == Mandate.id)
        .join(Organisation, Organisation.id == Evidence.organisation_id)
        .where(Mandate.id.in_(list(mandate_ids)), or_(Mandate.person_id.in_(own), held_by(actor)))
    )
    return {row[0]: PaperRow(row[0], MandateKind(row[1]), *row[2:]) for row in rows}
