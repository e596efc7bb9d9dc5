"""Reads of payments into budgets that are late: whose, how much, who looks at it, and by when."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from marketplace.budgets.models import BudgetAccount, Instalment
from marketplace.budgets.queries.money import funded_by
from marketplace.budgets.queries.streaming import held_back
from marketplace.budgets.rules import LATE_AFTER, Holding
from marketplace.foundation import journals
from marketplace.foundation.access import Actor, ActorKind, Power, Section
from marketplace.foundation.clock import working_days_after
from marketplace.foundation.database import total
from marketplace.foundation.errors import NotFound
from marketplace.foundation.money import Pence
from marketplace.people.models import Account, FunderSetting, Mandate, Membership, Organisation, WorkTaken
from marketplace.people.queries import account_of, held_by, in_force, open_to
from marketplace.people.rules import MandateKind, SettingName
from marketplace.people.rules.safeguarding import WorkKind
from marketplace.people.rules.settings import LATE_DAYS


@dataclass(frozen=True, slots=True)
class LatePayment:
    """What was to come into an account and is not written down as paid: the oldest day of it, and all of its pence.

    ``owner`` is who of the funder has taken it; empty: nobody yet.
    """

    account_id: UUID
    person_id: UUID
    account: str
    holding: str
    funder_id: UUID
    funder: str
    phone: str
    due_on: date
    pence: Pence
    owner: str
    days: int  # working days that the funder has

    @property
    def by(self) -> date:
        """The day by which the funder says what happened."""
        return working_days_after(self.due_on + LATE_AFTER, self.days)


def late_for(session: Session, actor: Actor, person_id: UUID) -> list[LatePayment]:
    """What is late into the accounts of a person, the oldest first; nothing of somebody else's."""
    mine = open_to(actor, Power.SEE, BudgetAccount.person_id, Section.MONEY, account_of(BudgetAccount.id))
    found = _late(session, actor, BudgetAccount.person_id == person_id, mine)
    journals.saw(actor, {row.person_id for row in found}, "opened")
    return found


def late_funded(session: Session, actor: Actor) -> list[LatePayment]:
    """What the actor's own organisation has to pay and did not write down as paid, the oldest first."""
    return _late(session, actor, funded_by(actor), _named(actor))


def late_in(session: Session, actor: Actor, account_id: UUID) -> LatePayment:
    """What is late into one account that the actor's own organisation pays into. Raises NotFound."""
    found = _late(session, actor, BudgetAccount.id == account_id, funded_by(actor), _named(actor))
    if not found:
        raise NotFound
    journals.saw(actor, [found[0].person_id], "opened")
    return found[0]


def late_to_tell(session: Session, actor: Actor) -> list[LatePayment]:
    """What became late in the last days, of everybody's, for the nightly clock."""
    if actor.kind is not ActorKind.CLOCK:
        raise NotFound
    return _late(session, actor, Instalment.due_on >= actor.today - 4 * LATE_AFTER)


def _named(actor: Actor) -> ColumnElement[bool]:
    """The condition that the person names the actor's funder still, without which nobody there can open them."""
    named = select(Mandate.id).where(Mandate.person_id == BudgetAccount.person_id, Mandate.kind == MandateKind.FUNDER)
    return named.where(held_by(actor), in_force(actor)).exists()


def _late(session: Session, actor: Actor, *which: ColumnElement[bool]) -> list[LatePayment]:
    owner = (
        select(Account.name)
        .join(Membership, Membership.account_id == Account.id)
        .join(WorkTaken, WorkTaken.membership_id == Membership.id)
        .where(
            WorkTaken.kind == WorkKind.INSTALMENT,
            WorkTaken.record_id == BudgetAccount.id,
            Membership.organisation_id == BudgetAccount.funder_id,
        )
        .limit(1)
        .scalar_subquery()
    )
    days = (
        select(FunderSetting.value)
        .where(
            FunderSetting.funder_id == BudgetAccount.funder_id,
            FunderSetting.name == SettingName.LATE_DAYS,
            FunderSetting.starts <= actor.today,
        )
        .order_by(FunderSetting.starts.desc())
        .limit(1)
        .scalar_subquery()
    )
    first = func.min(Instalment.due_on)
    rows = session.execute(
        select(
            BudgetAccount.id,
            BudgetAccount.person_id,
            BudgetAccount.name,
            BudgetAccount.holding,
            BudgetAccount.funder_id,
            Organisation.name,
            Organisation.phone,
            first.label("due_on"),
            total(Instalment.pence),
            func.coalesce(owner, ""),
            func.coalesce(days, LATE_DAYS),
        )
        .join(Instalment, Instalment.account_id == BudgetAccount.id)
        .join(Organisation, Organisation.id == BudgetAccount.funder_id)
        .where(
            BudgetAccount.holding != Holding.NOTIONAL,
            Instalment.transaction_id.is_(None),
            Instalment.due_on < actor.today - LATE_AFTER,
            ~held_back(actor, Instalment.account_id, Instalment.due_on),
            *which,
        )
        .group_by(BudgetAccount.id, Organisation.id)
        .order_by(first, BudgetAccount.id)
    )
    return [LatePayment(*row) for row in rows]
