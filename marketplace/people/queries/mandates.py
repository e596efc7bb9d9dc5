"""Reads of mandates: who may act for a person and within which bounds, what was agreed before, and whom one helps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, SQLColumnExpression, case, func, or_, select
from sqlalchemy.orm import Session

from marketplace.foundation import journals
from marketplace.foundation.access import Actor, Power, Section
from marketplace.foundation.errors import NotFound
from marketplace.foundation.money import Pence
from marketplace.people.models import Account, Mandate, MandateTerms, Organisation, Person
from marketplace.people.queries.scope import held_by, in_force, lets, these
from marketplace.people.rules import MandateKind, mandates

PAGE = 50
LATELY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class HelperRow:
    """One mandate: who holds it (or, for a holder, whose it is), its terms, and from when to when.

    ``ended_at`` is the instant at which it was ended; ``over`` says that it holds no more.
    """

    id: UUID
    person_id: UUID
    name: str
    body: bool  # an organisation holds it
    terms: mandates.MandateTerms
    starts: date
    ended_at: datetime | None
    over: bool

    @property
    def may_end(self) -> bool:
        """Whether the person ends it by themselves."""
        return not self.over and self.terms.kind in mandates.ENDED_BY_PEOPLE


@dataclass(frozen=True, slots=True)
class AgreedRow:
    """What a mandate said from an instant on."""

    number: int
    at: datetime
    terms: mandates.MandateTerms


@dataclass(frozen=True, slots=True)
class SpendingRow:
    """A mandate under which a holder may spend from an account: the most for one order and for a month, in pence."""

    id: UUID
    most_each: Pence | None
    most_month: Pence | None


def _mandates(actor: Actor, name: SQLColumnExpression[str]) -> Select[*tuple[Any, ...]]:
    return (
        select(Mandate, name.label("name"), in_force(actor).label("holds"))
        .join(Person, Person.id == Mandate.person_id)
        .outerjoin(Organisation, Organisation.id == Mandate.holder_organisation_id)
        .outerjoin(Account, Account.id == Mandate.holder_account_id)
    )


def _row(actor: Actor, row: Row[*tuple[Any, ...]]) -> HelperRow:
    held: Mandate = row.Mandate
    terms = mandates.MandateTerms(
        MandateKind(held.kind),
        frozenset(Power(power) for power in held.powers),
        frozenset(Section(section) for section in held.sections),
        tuple(held.only_accounts or ()),
        held.most_each,
        held.most_month,
        held.ends,
    )
    over = not row.holds and held.starts <= actor.today
    organisation = held.holder_organisation_id is not None
    return HelperRow(held.id, held.person_id, row.name, organisation, terms, held.starts, held.ended_at, over)


_HOLDER = func.coalesce(Organisation.name, Account.name)


def helpers_of(session: Session, actor: Actor, page: int = 1) -> list[HelperRow]:
    """Everybody whom the actor, as a person, lets act for them: those who may now first, then by name; 50 to a page."""
    asked = _mandates(actor, _HOLDER).where(Mandate.person_id == actor.own_person_id)
    last = func.coalesce(Mandate.ended_at, func.now())
    asked = asked.order_by(case((in_force(actor), 0), else_=1), last.desc(), _HOLDER, Mandate.id)
    rows = session.execute(asked.limit(PAGE).offset((page - 1) * PAGE))
    return [_row(actor, row) for row in rows]


def helper(session: Session, actor: Actor, mandate_id: UUID) -> HelperRow:
    """One mandate that the actor gave as a person, also once it is over. Raises NotFound."""
    asked = _mandates(actor, _HOLDER).where(Mandate.id == mandate_id, Mandate.person_id == actor.own_person_id)
    found = session.execute(asked).one_or_none()
    if found is None:
        raise NotFound
    return _row(actor, found)


def agreed_before(session: Session, actor: Actor, mandate_id: UUID) -> list[AgreedRow]:
    """What one mandate of the actor's own, or that it holds, has said over time, the newest first."""
    theirs = or_(Mandate.person_id == actor.own_person_id, held_by(actor))
    rows = session.execute(
        select(MandateTerms.number, MandateTerms.at, MandateTerms.terms)
        .join(Mandate, Mandate.id == MandateTerms.mandate_id)
        .where(Mandate.id == mandate_id, theirs)
        .order_by(MandateTerms.number.desc())
    )
    return [AgreedRow(row.number, row.at, mandates.MandateTerms.from_json(row.terms)) for row in rows]


def helped_by(session: Session, actor: Actor) -> list[HelperRow]:
    """Everybody for whom the actor's account, or the organisation that it acts for, may act today, by name."""
    asked = _mandates(actor, Person.name).where(held_by(actor), in_force(actor), Mandate.kind != MandateKind.FUNDER)
    rows = [_row(actor, row) for row in session.execute(asked.order_by(Person.name, Mandate.id).limit(4 * PAGE))]
    journals.saw(actor, [row.person_id for row in rows])
    return rows


def ended_lately(session: Session, actor: Actor, person_id: UUID | None = None) -> bool:
    """Whether a mandate that the actor held is over since yesterday: over one person, or given to its own account."""
    over = or_(Mandate.ended_at > actor.now - LATELY, Mandate.ends == actor.today - LATELY)
    asked = select(Mandate.id).where(over)
    if person_id is not None:
        asked = asked.where(held_by(actor), Mandate.person_id == person_id)
    else:
        asked = asked.where(Mandate.holder_account_id == actor.account_id)
    return actor.signed_in and session.scalar(asked.limit(1)) is not None


def mandate_to_spend(
    session: Session, actor: Actor, person_id: UUID, accounts: Sequence[UUID], *, lock: bool
) -> list[SpendingRow]:
    """The mandates under which the actor may book for a person from some accounts, by age.

    Locked, they stay as they are until the transaction ends, so that ending one and booking under it come one after
    the other.
    """
    asked = (
        select(Mandate.id, Mandate.most_each, Mandate.most_month)
        .where(Mandate.person_id == person_id, held_by(actor), in_force(actor))
        .where(lets(Power.SPEND, Section.BOOKINGS, these(accounts)))
        .order_by(Mandate.starts, Mandate.id)
    )
    rows = session.execute(asked.with_for_update(key_share=True) if lock else asked)
    return [SpendingRow(*row) for row in rows]
