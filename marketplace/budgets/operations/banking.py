"""Putting money by for later, taking it back, and giving back what is past its last day."""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Select, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from marketplace.budgets.models import Bank, BankMove, BudgetAccount
from marketplace.budgets.operations import ledger
from marketplace.budgets.queries.banking import bounds_of, left_in, purse_of
from marketplace.budgets.rules import NoAccount, Pot, banking, moved
from marketplace.budgets.rules.banking import BankMoveKind, BankReason
from marketplace.foundation import journals
from marketplace.foundation.access import Actor, ActorKind, Power, Section
from marketplace.foundation.errors import KeyReused, NotFound
from marketplace.foundation.money import Pence
from marketplace.people.operations import Telling, tell
from marketplace.people.queries import account_of, accounts_of_person, open_to
from marketplace.people.rules.contact import NoticeKind


@dataclass(frozen=True, slots=True)
class BankRequest:
    """Put pence of one account by: why, when it is to be used, and until when."""

    key: UUID
    account_id: UUID
    reason: BankReason
    words: str
    pence: Pence
    until: date


@dataclass(frozen=True, slots=True)
class DrawRequest:
    """Take pence back from what is put by."""

    key: UUID
    bank_id: UUID
    pence: Pence


@dataclass(frozen=True, slots=True)
class _Change:
    """One move of one bank: pence in, or (negative) out."""

    key: UUID
    request_hash: str
    bank_id: UUID
    account_id: UUID
    kind: BankMoveKind
    pence: Pence


def bank(session: Session, actor: Actor, request: BankRequest) -> UUID:
    """Put money by; the bank's id. Nothing else can be paid from it, and it counts as left over for nobody.

    Raises NoAccount unless the actor may spend from the account, BankRefused, and KeyReused when the form's key came
    with other contents. The same form again puts it by once.
    """
    mine = select(BudgetAccount.person_id).where(
        BudgetAccount.id == request.account_id,
        open_to(actor, Power.SPEND, BudgetAccount.person_id, Section.MONEY, account_of(BudgetAccount.id)),
    )
    person_id = session.scalar(mine)
    if person_id is None or actor.account_id is None:
        raise NoAccount
    ledger.lock(session, actor, [request.account_id])
    before = _before(session, request.key, _hash(request))
    if before is not None:
        return before
    purse = purse_of(session, actor, request.account_id)
    banking.check_bank(request.pence, request.until, purse, bounds_of(session, actor, request.account_id), actor.today)
    bank_id = uuid4()
    session.execute(
        insert(Bank).values(
            id=bank_id,
            account_id=request.account_id,
            reason=request.reason,
            words=request.words,
            until=request.until,
            made_by=actor.account_id,
            made_at=actor.now,
        )
    )
    change = _Change(request.key, _hash(request), bank_id, request.account_id, BankMoveKind.BANK, request.pence)
    _move(session, actor, change, person_id)
    telling = Telling(
        "Money is put by",
        "Some of the money is put by for later. Open it to see how much, and until when.",
        "bank",
        bank_id,
        f"{change.kind} {change.key}",
        NoticeKind.MONEY,
        person_id,
    )
    _tell(session, actor, change, person_id, telling)
    return bank_id


def draw(session: Session, actor: Actor, request: DrawRequest) -> None:
    """Take money back from what is put by: it is left to use again. The same form again takes it once.

    Raises NotFound unless the actor may spend from the account, BankRefused, and KeyReused.
    """
    mine = _locked(session, actor, request.bank_id).where(
        open_to(actor, Power.SPEND, BudgetAccount.person_id, Section.MONEY, account_of(BudgetAccount.id))
    )
    found = session.execute(mine).one_or_none()
    if found is None:
        raise NotFound
    if _before(session, request.key, _hash(request)) is not None:
        return
    banking.check_draw(request.pence, left_in(session, actor, request.bank_id))
    change = _Change(request.key, _hash(request), request.bank_id, found.id, BankMoveKind.DRAW, -request.pence)
    _move(session, actor, change, found.person_id)
    telling = Telling(
        "Money that was put by is back",
        "Some of what was put by was taken back, to be used now. Open it to see how much.",
        "bank",
        request.bank_id,
        f"{change.kind} {change.key}",
        NoticeKind.MONEY,
        found.person_id,
    )
    _tell(session, actor, change, found.person_id, telling)


def banks_over(session: Session, actor: Actor) -> list[UUID]:
    """The banks whose last day is over and that still hold something, for the nightly clock to give back one by one."""
    _only_the_clock(actor)
    return list(session.scalars(_holding().where(Bank.until < actor.today)))


def lapse_bank(session: Session, actor: Actor, bank_id: UUID) -> None:
    """The nightly clock gives back what is left of a bank after its last day; doing it again changes nothing."""
    _only_the_clock(actor)
    found = session.execute(_locked(session, actor, bank_id).where(Bank.until < actor.today)).one_or_none()
    left = left_in(session, actor, bank_id)
    if found is None or not left:
        return
    change = _Change(uuid4(), "", bank_id, found.id, BankMoveKind.LAPSE, -left)
    _move(session, actor, change, found.person_id)
    telling = Telling(
        "The last day of money put by is over",
        "All that was left of it is back in the money to use. It can be put by again.",
        "bank",
        bank_id,
        f"{change.kind} {bank_id}",
        NoticeKind.MONEY,
        found.person_id,
    )
    _tell(session, actor, change, found.person_id, telling)


def empty_banks(session: Session, actor: Actor, account_id: UUID, person_id: UUID) -> None:
    """Take all that is put by from an account back into what is left of it; the account is locked by whoever asks."""
    for bank_id, _, _ in session.execute(_holding().where(Bank.account_id == account_id)).all():
        left = left_in(session, actor, bank_id)
        _move(session, actor, _Change(uuid4(), "", bank_id, account_id, BankMoveKind.DRAW, -left), person_id)


def warn_of_banks(session: Session, actor: Actor) -> None:
    """The nightly clock tells people, once, four weeks before the last day of what they put by."""
    _only_the_clock(actor)
    soon = _holding().where(Bank.until >= actor.today, Bank.until <= actor.today + banking.WARNED_BEFORE)
    for bank_id, account_id, person_id in session.execute(soon):
        telling = Telling(
            "Money that is put by will come back",
            "What you put by goes back to your money in a few weeks. You can use it before, or put it by again.",
            "bank",
            bank_id,
            f"bank ends soon {bank_id}",
            NoticeKind.MONEY,
            person_id,
        )
        tell(session, actor, accounts_of_person(session, actor, person_id, Section.MONEY, [account_id]), telling)


def _only_the_clock(actor: Actor) -> None:
    if actor.kind is not ActorKind.CLOCK:
        raise NotFound


def _holding() -> Select[*tuple[Any, ...]]:
    """The banks that hold something, with their accounts and people."""
    return (
        select(Bank.id, BudgetAccount.id, BudgetAccount.person_id)
        .join(BankMove, BankMove.bank_id == Bank.id)
        .join(BudgetAccount, BudgetAccount.id == Bank.account_id)
        .group_by(Bank.id, BudgetAccount.id)
        .having(func.sum(BankMove.pence) > 0)
        .order_by(Bank.id)
    )


def _locked(session: Session, actor: Actor, bank_id: UUID) -> Select[*tuple[Any, ...]]:
    """The account of a bank, locked first: whoever changes a bank holds its account."""
    account = session.scalar(select(Bank.account_id).where(Bank.id == bank_id))
    ledger.lock(session, actor, [account] if account else [])
    return (
        select(BudgetAccount.id, BudgetAccount.person_id)
        .join(Bank, Bank.account_id == BudgetAccount.id)
        .where(Bank.id == bank_id)
    )


def _hash(request: BankRequest | DrawRequest) -> str:
    return hashlib.sha256(repr(request).encode()).hexdigest()


def _before(session: Session, key: UUID, request_hash: str) -> UUID | None:
    """The bank that this form's key already moved. Raises KeyReused when it was another form."""
    done = session.execute(select(BankMove.bank_id, BankMove.request_hash).where(BankMove.key == key)).one_or_none()
    if done is None:
        return None
    if done.request_hash != request_hash:
        raise KeyReused
    return done.bank_id


def _move(session: Session, actor: Actor, change: _Change, person_id: UUID) -> None:
    """Post a move and write it down, with whose matter it is."""
    entries = moved(change.account_id, change.pence, Pot.AVAILABLE, Pot.BANKED)
    posted = ledger.post(session, actor, change.kind, f"{change.kind}:{change.key}", entries)
    session.execute(
        insert(BankMove).values(
            key=change.key,
            request_hash=change.request_hash,
            bank_id=change.bank_id,
            kind=change.kind,
            pence=change.pence,
            transaction_id=posted,
        )
    )
    journals.audit(session, actor, [journals.move("bank", change.bank_id, change.kind)], person_id=person_id)


def _tell(session: Session, actor: Actor, change: _Change, person_id: UUID, telling: Telling) -> None:
    """Tell the person and those who help them with this money, but for whoever did it."""
    around = accounts_of_person(session, actor, person_id, Section.MONEY, [change.account_id]) - {actor.account_id}
    tell(session, actor, around, telling)
