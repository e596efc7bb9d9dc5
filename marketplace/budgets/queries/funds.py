"""Reads of Individual Service Funds: who holds money and on what terms, a person's funds, and what a holder holds."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session, aliased

from marketplace.budgets.models import BudgetAccount, Fund, FundFee, HoldingTerms, Instalment
from marketplace.budgets.rules import Holding
from marketplace.budgets.rules.funds import FundState
from marketplace.foundation import journals
from marketplace.foundation.access import Actor, Power, Section
from marketplace.foundation.database import total
from marketplace.foundation.errors import NotFound
from marketplace.foundation.money import Pence
from marketplace.people.models import Organisation, Person
from marketplace.people.queries import account_of, open_to


@dataclass(frozen=True, slots=True)
class TermsRow:
    """On what terms an organisation holds money: pence each four weeks, days of notice."""

    offered: bool
    fee: Pence
    notice_days: int
    words: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class HolderRow:
    """Somebody who holds money for people, on its terms of now."""

    id: UUID
    name: str
    phone: str
    terms_id: UUID
    fee: Pence
    notice_days: int
    words: str


@dataclass(frozen=True, slots=True)
class FundRow:
    """A fund with what both signed and how it stands; its pots are pence, and nought until there is an account."""

    id: UUID
    person_id: UUID
    person: str
    holder: str
    holder_phone: str
    name: str
    state: str
    source_id: UUID
    account_id: UUID | None
    starts: date
    ends: date
    fee: Pence
    notice_days: int
    words: str
    asked_at: datetime
    answer_by: date
    answered_at: datetime | None
    reason: str
    ends_on: date | None
    funder: str
    available: Pence
    promised: Pence
    spent: Pence
    banked: Pence
    to_come: Pence
    fees: Pence

    @property
    def whole(self) -> Pence:
        """All that is in it and has not been spent."""
        return self.available + self.promised + self.banked


@dataclass(frozen=True, slots=True)
class SourceRow:
    """An account that can be handed over, in pence: ``whole`` is what is left, put by and to come."""

    id: UUID
    home_id: UUID
    person_id: UUID
    label: str
    holder_id: UUID | None
    whole: Pence


_SAID = aliased(HoldingTerms)
_LATEST = (
    select(_SAID.id)
    .where(_SAID.organisation_id == Organisation.id)
    .order_by(_SAID.made_at.desc(), _SAID.id)
    .limit(1)
    .scalar_subquery()
)
_HOLDER = (
    select(
        Organisation.id,
        Organisation.name,
        Organisation.phone,
        HoldingTerms.id,
        HoldingTerms.fee,
        HoldingTerms.notice_days,
        HoldingTerms.words,
    )
    .join(HoldingTerms, and_(HoldingTerms.id == _LATEST, HoldingTerms.offered))
    .where(Organisation.checked_at.is_not(None))
)
TO_COME = total(Instalment.pence, Instalment.transaction_id.is_(None))


def own_terms(session: Session, actor: Actor) -> TermsRow | None:
    """On what terms the actor's own organisation holds money; None where it never said."""
    latest = select(
        HoldingTerms.offered, HoldingTerms.fee, HoldingTerms.notice_days, HoldingTerms.words, HoldingTerms.made_at
    ).where(HoldingTerms.organisation_id == actor.organisation_id)
    row = session.execute(latest.order_by(HoldingTerms.made_at.desc(), HoldingTerms.id).limit(1)).one_or_none()
    return TermsRow(*row) if row else None


def holders(session: Session, _actor: Actor) -> list[HolderRow]:
    """Everybody who holds money for people now, by name."""
    return [HolderRow(*row) for row in session.execute(_HOLDER.order_by(Organisation.name, Organisation.id))]


def holder_named(session: Session, _actor: Actor, terms_id: UUID) -> HolderRow | None:
    """Who holds money on these terms now; None where they have changed, or it holds none."""
    row = session.execute(_HOLDER.where(HoldingTerms.id == terms_id)).one_or_none()
    return HolderRow(*row) if row else None


def sources_for(session: Session, actor: Actor, person_id: UUID) -> list[SourceRow]:
    """A person's accounts that can be handed over by the actor: of a period that runs, held by funder or in a fund."""
    return _sources(session, actor, BudgetAccount.person_id == person_id)


def source_of(session: Session, actor: Actor, account_id: UUID) -> SourceRow | None:
    """One account that the actor can hand over, or None."""
    found = _sources(session, actor, BudgetAccount.id == account_id)
    return found[0] if found else None


def _sources(session: Session, actor: Actor, *which: ColumnElement[bool]) -> list[SourceRow]:
    mine = open_to(actor, Power.SPEND, BudgetAccount.person_id, Section.MONEY, account_of(BudgetAccount.id))
    coming = select(TO_COME).where(Instalment.account_id == BudgetAccount.id).scalar_subquery()
    rows = session.execute(
        select(
            BudgetAccount.id,
            func.coalesce(Fund.home_id, BudgetAccount.id),
            BudgetAccount.person_id,
            BudgetAccount.name,
            Organisation.name,
            BudgetAccount.holder_organisation_id,
            BudgetAccount.available + BudgetAccount.banked + coming,
        )
        .join(
            Organisation,
            Organisation.id == func.coalesce(BudgetAccount.holder_organisation_id, BudgetAccount.funder_id),
        )
        .outerjoin(Fund, and_(Fund.account_id == BudgetAccount.id, Fund.state == FundState.AGREED))
        .where(
            *which,
            mine,
            BudgetAccount.starts <= actor.today,
            BudgetAccount.ends >= actor.today,
            (BudgetAccount.holding == Holding.NOTIONAL) | Fund.id.is_not(None),
        )
        .order_by(BudgetAccount.name, BudgetAccount.id)
    )
    return [SourceRow(row[0], row[1], row[2], f"{row[3]} (held by {row[4]})", *row[5:]) for row in rows]


_HOLDER_OF, _FUNDER_OF = aliased(Organisation), aliased(Organisation)
_HOME, _OWN = aliased(BudgetAccount), aliased(BudgetAccount)
_FUND = (
    select(
        Fund.id,
        Fund.person_id,
        Person.name,
        _HOLDER_OF.name,
        _HOLDER_OF.phone,
        _HOME.name,
        Fund.state,
        Fund.source_id,
        Fund.account_id,
        _HOME.starts,
        _HOME.ends,
        HoldingTerms.fee,
        HoldingTerms.notice_days,
        HoldingTerms.words,
        Fund.asked_at,
        Fund.answer_by,
        Fund.answered_at,
        Fund.reason,
        Fund.ends_on,
        _FUNDER_OF.name,
        *(func.coalesce(pot, 0) for pot in (_OWN.available, _OWN.promised, _OWN.spent, _OWN.banked)),
        select(TO_COME).where(Instalment.account_id == _OWN.id).scalar_subquery(),
        select(total(FundFee.pence)).where(FundFee.fund_id == Fund.id).scalar_subquery(),
    )
    .join(Person, Person.id == Fund.person_id)
    .join(_HOLDER_OF, _HOLDER_OF.id == Fund.holder_id)
    .join(HoldingTerms, HoldingTerms.id == Fund.terms_id)
    .join(_HOME, _HOME.id == Fund.home_id)
    .join(_FUNDER_OF, _FUNDER_OF.id == _HOME.funder_id)
    .outerjoin(_OWN, _OWN.id == Fund.account_id)
    .order_by(Fund.asked_at.desc(), Fund.id)
)


def _mine(actor: Actor) -> ColumnElement[bool]:
    return open_to(actor, Power.SEE, Fund.person_id, Section.MONEY, account_of(Fund.source_id))


def _ours(actor: Actor) -> ColumnElement[bool]:
    return (Fund.holder_id == actor.organisation_id) & actor.may(Power.LIST)


def _rows(session: Session, actor: Actor, how: str, *which: ColumnElement[bool]) -> list[FundRow]:
    rows = [FundRow(*row) for row in session.execute(_FUND.where(*which))]
    journals.saw(actor, {row.person_id for row in rows}, how)
    return rows


def funds_for(session: Session, actor: Actor, person_id: UUID) -> list[FundRow]:
    """A person's funds, the latest first. None for somebody else's person."""
    return _rows(session, actor, "opened", Fund.person_id == person_id, _mine(actor))


def fund_for(session: Session, actor: Actor, fund_id: UUID) -> FundRow:
    """One fund of a person whom the actor may look at. Raises NotFound."""
    return _one(_rows(session, actor, "opened", Fund.id == fund_id, _mine(actor)))


def funds_held(session: Session, actor: Actor) -> list[FundRow]:
    """The funds that the actor's own organisation was asked for or holds, the latest first."""
    return _rows(session, actor, "listed", _ours(actor))


def fund_held(session: Session, actor: Actor, fund_id: UUID) -> FundRow:
    """One fund that the actor's own organisation was asked for or holds. Raises NotFound."""
    return _one(_rows(session, actor, "opened", Fund.id == fund_id, _ours(actor)))


def _one(rows: list[FundRow]) -> FundRow:
    if not rows:
        raise NotFound
    return rows[0]


def fees_taken(session: Session, _actor: Actor, fund_id: UUID) -> set[date]:
    """The days for which a fund's fee was taken."""
    return set(session.scalars(select(FundFee.due_on).where(FundFee.fund_id == fund_id)))
