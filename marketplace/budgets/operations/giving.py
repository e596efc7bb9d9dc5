"""Giving a budget: streams, accounts and instalments, and crediting what is due."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from marketplace.budgets import rules
from marketplace.budgets.models import Budget, BudgetAccount, Instalment, LedgerAccount, Stream
from marketplace.budgets.operations import ledger
from marketplace.budgets.queries.late import late_to_tell
from marketplace.budgets.queries.streaming import held_back
from marketplace.budgets.rules import AccountKind, Entry, Holding, Paid, Pot, part_of
from marketplace.budgets.rules.streams import Waiting
from marketplace.foundation import journals
from marketplace.foundation.access import Actor, ActorKind, Power, Section
from marketplace.foundation.errors import KeyReused, NotFound
from marketplace.foundation.money import Pence
from marketplace.people import queries as people
from marketplace.people.models import Mandate, Organisation
from marketplace.people.operations import Telling, tell
from marketplace.people.queries import held_by, in_force
from marketplace.people.rules import FUNDERS, MandateKind, SettingName
from marketplace.people.rules.contact import NoticeKind


@dataclass(frozen=True, slots=True)
class Share:
    """How much of a stream is held in one way, in pence."""

    holding: Holding
    pence: Pence


@dataclass(frozen=True, slots=True)
class BudgetRequest:
    """One stream for a person's budget period. ``paid_already``: the first direct payment has been made.

    ``aftercare``: it is section 117 aftercare, toward which nobody pays.
    """

    key: UUID
    person_id: UUID
    starts: date
    ends: date
    stream: str
    shares: tuple[Share, ...]
    paid: Paid
    plan_agreed_on: date | None
    plan_reference: str
    paid_already: bool = True
    aftercare: bool = False


def give(session: Session, actor: Actor, request: BudgetRequest) -> UUID:
    """Give a person a stream of money from the actor's own organisation, and credit what is due; its stream id.

    Raises NotFound unless the person named this funder, BudgetRefused when the figures do not make sense, and
    KeyReused when the form's key came with other contents. The same form again gives the same stream.
    """
    funder = _funder_of(session, actor, request.person_id)
    rules.check_budget(
        request.starts, request.ends, [(s.holding, s.pence) for s in request.shares], request.plan_agreed_on
    )
    budget_id = _budget(session, request)
    stream_id = session.scalar(
        insert(Stream)
        .values(
            id=uuid4(),
            budget_id=budget_id,
            funder_id=funder.id,
            name=request.stream,
            paid=request.paid,
            plan_agreed_on=request.plan_agreed_on,
            plan_reference=request.plan_reference,
            aftercare=request.aftercare,
            key=request.key,
            request_hash=_hash(request),
        )
        .on_conflict_do_nothing(index_elements=["key"])
        .returning(Stream.id)
    )
    if stream_id is None:
        return _given_before(session, actor, request)
    opened = [_open(session, actor, stream_id, funder.id, request, share) for share in request.shares]
    journals.audit(session, actor, [journals.move("stream", stream_id, "given")])
    telling = Telling(
        "You have a budget to use",
        "Money has been put into your personal budget. Open your money page to see how much there is.",
        "money",
        None,
        f"budget given {stream_id}",
        NoticeKind.MONEY,
        request.person_id,
    )
    tell(session, actor, people.accounts_of_person(session, actor, request.person_id, Section.MONEY, opened), telling)
    return stream_id


def _hash(request: BudgetRequest) -> str:
    return hashlib.sha256(repr(request).encode()).hexdigest()


def _funder_of(session: Session, actor: Actor, person_id: UUID) -> Organisation:
    """The actor's own organisation, when it funds and the person named it. Raises NotFound."""
    named = select(Mandate.id).where(
        Mandate.person_id == person_id, Mandate.kind == MandateKind.FUNDER, held_by(actor), in_force(actor)
    )
    funder = session.scalar(
        select(Organisation).where(
            Organisation.id == actor.organisation_id, Organisation.kind.in_(FUNDERS), named.exists()
        )
    )
    if funder is None or not actor.may(Power.COMMISSION):
        raise NotFound
    return funder


def _given_before(session: Session, actor: Actor, request: BudgetRequest) -> UUID:
    """The stream that this form's key already made. Raises KeyReused when it was another form."""
    before = session.execute(
        select(Stream.id, Stream.request_hash).where(
            Stream.key == request.key, Stream.funder_id == actor.organisation_id
        )
    ).one_or_none()
    if before is None or before.request_hash != _hash(request):
        raise KeyReused
    return before.id


def _budget(session: Session, request: BudgetRequest) -> UUID:
    """The person's budget for the period, made if it is the first stream of it."""
    period = {"person_id": request.person_id, "starts": request.starts, "ends": request.ends}
    session.execute(insert(Budget).values(id=uuid4(), **period).on_conflict_do_nothing())
    return session.scalars(select(Budget.id).filter_by(**period)).one()


def _open(
    session: Session, actor: Actor, stream_id: UUID, funder_id: UUID, request: BudgetRequest, share: Share
) -> UUID:
    """Open one account of a stream with its instalments, and credit those that count as received; the account's id."""
    account_id = uuid4()
    session.execute(insert(LedgerAccount).values(id=account_id, kind=AccountKind.BUDGET, person_id=request.person_id))
    session.execute(
        insert(BudgetAccount).values(
            id=account_id,
            stream_id=stream_id,
            person_id=request.person_id,
            funder_id=funder_id,
            holding=share.holding,
            name=request.stream,
            starts=request.starts,
            ends=request.ends,
        )
    )
    due = rules.instalments(share.pence, request.starts, request.ends, request.paid)
    session.execute(insert(Instalment), [{"account_id": account_id, "due_on": i.due_on, "pence": i.pence} for i in due])
    if share.holding is Holding.NOTIONAL:
        ahead = people.settings_of(session, actor, [funder_id]).get((funder_id, SettingName.SPEND_AHEAD))
        last = request.ends if ahead and ahead.value else actor.today
        _credit(session, actor, account_id, [i.due_on for i in due if i.due_on <= last])
    elif request.paid_already:
        _credit(session, actor, account_id, [due[0].due_on])
    return account_id


def _credit(session: Session, actor: Actor, account_id: UUID, days: Sequence[date]) -> int:
    """Credit the instalments of an account that were due on some days and have not been credited; how many."""
    rows = session.execute(
        select(Instalment.due_on, Instalment.pence, BudgetAccount.funder_id)
        .join(BudgetAccount, BudgetAccount.id == Instalment.account_id)
        .where(Instalment.account_id == account_id, Instalment.due_on.in_(days), Instalment.transaction_id.is_(None))
        .order_by(Instalment.due_on)
        .with_for_update(of=Instalment)
    ).all()
    for due_on, pence, funder_id in rows:
        funder = ledger.account_of(session, actor, AccountKind.FUNDER, organisation=funder_id)
        entries = [Entry(funder, Pot.BALANCE, -pence), Entry(account_id, Pot.AVAILABLE, pence)]
        posted = ledger.post(session, actor, "credit", f"credit:{account_id}:{due_on}", entries)
        session.execute(
            update(Instalment)
            .where(Instalment.account_id == account_id, Instalment.due_on == due_on)
            .values(transaction_id=posted)
        )
    return len(rows)


def receive(session: Session, actor: Actor, account_id: UUID, due_on: date, paid: Pence | None = None) -> None:
    """Record that an instalment has been paid to whoever holds the money, by its funder: all of it, or so many pence.

    What is left of one that came short is a payment of its own, still to come. It is due, or the next one; recording it
    again changes nothing. Raises NotFound, NotToRecord for a later one, Waiting for one that waits, and PartRefused.
    """
    held_outside = select(BudgetAccount.id).where(
        BudgetAccount.id == account_id,
        BudgetAccount.funder_id == actor.organisation_id,
        BudgetAccount.holding != Holding.NOTIONAL,
    )
    if not actor.may(Power.COMMISSION) or session.scalar(held_outside) is None:
        raise NotFound
    known = select(Instalment.due_on, Instalment.transaction_id).filter_by(account_id=account_id)
    credited = {row.due_on: row.transaction_id is not None for row in session.execute(known)}
    if due_on not in credited:
        raise NotFound
    held = select(Instalment.due_on).filter_by(account_id=account_id, due_on=due_on, transaction_id=None)
    if session.scalar(held.where(held_back(actor, Instalment.account_id, Instalment.due_on))):
        raise Waiting
    if not credited[due_on]:
        rules.may_receive(due_on, sorted(day for day, done in credited.items() if not done), actor.today)
        _shorten(session, actor, account_id, due_on, paid)
    if _credit(session, actor, account_id, [due_on]):
        journals.audit(session, actor, [journals.move("budget_account", account_id, "instalment received")])


def _shorten(session: Session, actor: Actor, account_id: UUID, due_on: date, paid: Pence | None) -> None:
    """Leave of an instalment what was paid, and let the rest come on the first free day after it; they are told."""
    held = select(Instalment.pence).filter_by(account_id=account_id, due_on=due_on, transaction_id=None)
    due = session.scalars(held.with_for_update()).one_or_none()
    if due is None or part_of(due, paid) == due:
        return
    days = session.scalars(select(Instalment.due_on).filter_by(account_id=account_id)).all()
    after = next(day for n in range(1, len(days) + 2) if (day := due_on + timedelta(days=n)) not in days)
    session.execute(update(Instalment).filter_by(account_id=account_id, due_on=due_on).values(pence=paid))
    session.execute(insert(Instalment).values(account_id=account_id, due_on=after, pence=due - (paid or 0)))
    person_id = session.scalars(select(BudgetAccount.person_id).filter_by(id=account_id)).one()
    telling = Telling(
        "A payment came in part",
        "Less was paid than was to come. The rest is still to come. Open it to see how much, who looks at it, and by "
        "when.",
        "money",
        None,
        f"short {account_id} {due_on}",
        NoticeKind.MONEY,
        person_id,
    )
    tell(session, actor, people.accounts_of_person(session, actor, person_id, Section.MONEY, [account_id]), telling)


def tell_of_late(session: Session, actor: Actor) -> None:
    """The nightly clock tells people, once for each, what was to come and is late."""
    for late in late_to_tell(session, actor):
        telling = Telling(
            "A payment to you is late",
            "Money that was to come is not written down as paid. Open it to see how much, who looks at it, and by when."
            " What you have booked stays booked.",
            "money",
            None,
            f"late {late.account_id} {late.due_on}",
            NoticeKind.MONEY,
            late.person_id,
        )
        around = people.accounts_of_person(session, actor, late.person_id, Section.MONEY, [late.account_id])
        tell(session, actor, around, telling)


def due_to_credit(session: Session, actor: Actor) -> list[UUID]:
    """The notional accounts with an instalment that is due, for the nightly clock to credit one by one."""
    if actor.kind is not ActorKind.CLOCK:
        raise NotFound
    due = select(Instalment.account_id).join(BudgetAccount, BudgetAccount.id == Instalment.account_id)
    due = due.where(BudgetAccount.holding == Holding.NOTIONAL, *_due(actor))
    return list(session.scalars(due.distinct().order_by(Instalment.account_id)))


def credit_due(session: Session, actor: Actor, account_id: UUID) -> None:
    """The nightly clock credits what is due to one notional account; what has been credited stays as it is."""
    if actor.kind is not ActorKind.CLOCK:
        raise NotFound
    notional = select(BudgetAccount.id).filter_by(id=account_id, holding=Holding.NOTIONAL)
    due = select(Instalment.due_on).where(Instalment.account_id == notional.scalar_subquery(), *_due(actor))
    _credit(session, actor, account_id, session.scalars(due).all())


def _due(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    """The conditions that an instalment's day has come, it has not been credited, and does not wait."""
    waits = held_back(actor, Instalment.account_id, Instalment.due_on)
    return Instalment.due_on <= actor.today, Instalment.transaction_id.is_(None), ~waits
