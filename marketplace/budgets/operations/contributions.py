"""Writes of what people pay toward their own care: setting it, what falls due, paying it, being let off it."""

import hashlib
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from marketplace.budgets.models import BudgetAccount, Contribution, ContributionPayment, Stream
from marketplace.budgets.operations import ledger
from marketplace.budgets.queries.contributions import owed_of, rates_of
from marketplace.budgets.queries.money import funded_by
from marketplace.budgets.queries.streaming import TURNS_OF_ACCOUNT
from marketplace.budgets.rules import AccountKind, Entry, Holding, Pot
from marketplace.budgets.rules.contributions import (
    ContributionRefused,
    Paying,
    Rate,
    Settled,
    check_rate,
    check_settled,
)
from marketplace.foundation import journals
from marketplace.foundation.access import Actor, ActorKind, Power, Section
from marketplace.foundation.database import sent_before
from marketplace.foundation.errors import NotFound
from marketplace.foundation.money import Pence
from marketplace.people.operations import Telling, tell
from marketplace.people.queries import account_of, accounts_of_person, open_to, settings_of
from marketplace.people.rules import SettingName
from marketplace.people.rules.contact import NoticeKind
from marketplace.people.rules.settings import CHANGE_DAYS


@dataclass(frozen=True, slots=True)
class RateRequest:
    """What a funder asks a person to pay toward the stream of an account, and how it was worked out.

    ``into``: they pay it into their own direct payment of that stream, not to the funder.
    """

    key: UUID
    person_id: UUID
    account_id: UUID
    rate: Rate
    words: str
    into: bool = False


@dataclass(frozen=True, slots=True)
class SettleRequest:
    """Pence toward the stream of an account were paid, or somebody is let off them, and why."""

    key: UUID
    account_id: UUID
    how: Settled
    pence: Pence
    words: str = ""


def _hash(request: RateRequest | SettleRequest) -> str:
    """A digest of everything but the key."""
    return hashlib.sha256(repr(replace(request, key=UUID(int=0))).encode()).hexdigest()


def set_contribution(session: Session, actor: Actor, request: RateRequest) -> UUID:
    """Set what a person pays from a day on, which they hear at once; its id. The same form again sets it once.

    Raises NotFound for an account that the actor's organisation does not fund, AftercareIsFree, ContributionRefused and
    KeyReused.
    """
    found = locked_stream(session, actor, request.account_id)
    if not found.ours or found.person_id != request.person_id:
        raise NotFound
    if before := sent_before(session, Contribution, request.key, _hash(request)):
        return before
    notice = setting_of(session, actor, found.funder_id, SettingName.CHANGE_DAYS, CHANGE_DAYS)
    known = rates_of(session, actor, found.stream_id)
    check_rate(request.rate, request.words, Paying(found.ends, known, notice, found.aftercare), actor.today)
    into = _into(session, actor, found, request, first=not known)
    rate_id = uuid4()
    session.execute(
        insert(Contribution).values(
            id=rate_id,
            key=request.key,
            request_hash=_hash(request),
            stream_id=found.stream_id,
            account_id=into,
            starts=request.rate.starts,
            pence=request.rate.pence,
            every=request.rate.every,
            words=request.words.strip(),
            made_by=actor.account_id,
            made_at=actor.now,
        )
    )
    done = journals.move("contribution", found.stream_id, "set", None, str(request.rate.starts))
    journals.audit(session, actor, [done], request.words, request.person_id)
    telling = Telling(
        "What you pay toward your care changes",
        "Whoever gives you money says what you pay toward your care, and from when. Open it to see how it was worked "
        "out, and whom to ask.",
        "money",
        None,
        f"contribution {rate_id}",
        NoticeKind.MONEY,
        request.person_id,
    )
    tell_around(session, actor, request.person_id, request.account_id, telling)
    return rate_id


def _into(session: Session, actor: Actor, found: Any, request: RateRequest, *, first: bool) -> UUID | None:
    """The direct payment that a contribution is paid into, if it is. Raises ContributionRefused at the choice."""
    into = paid_into(session, actor, found.stream_id)
    if first and request.into:
        direct = select(BudgetAccount.id).filter_by(stream_id=found.stream_id, holding=Holding.DIRECT)
        into = session.scalars(direct.order_by(BudgetAccount.id).limit(1)).one_or_none()
        if into is None:
            raise ContributionRefused("This money has no direct payment, so they pay it to you.", "into")
    if request.into != (into is not None):
        where = "into their direct payment" if into else "to you"
        raise ContributionRefused(f"They pay it {where} already. Choose the same.", "into")
    return into


def paid_into(session: Session, _actor: Actor, stream_id: UUID) -> UUID | None:
    """The direct payment that a stream's contribution is paid into; None where it is paid to the funder."""
    return session.scalars(select(Contribution.account_id).filter_by(stream_id=stream_id).limit(1)).one_or_none()


def settle_contribution(session: Session, actor: Actor, request: SettleRequest) -> UUID:
    """Write down that something was paid, or that the funder lets somebody off it; its id.

    The funder writes down what was paid to it; whoever may spend a direct payment, what was paid into that. The same
    form again does it once. Raises NotFound, ContributionRefused and KeyReused.
    """
    found = locked_stream(session, actor, request.account_id)
    into = paid_into(session, actor, found.stream_id)
    if not found.ours and (request.how is Settled.LET_OFF or into is None or not found.spends):
        raise NotFound
    if before := sent_before(session, ContributionPayment, request.key, _hash(request)):
        return before
    if found.ours and into and request.how is Settled.PAID:
        raise ContributionRefused("They pay this into their own account, and write it down themselves.", "how")
    check_settled(request.how, request.pence, owed_of(session, actor, found.stream_id), request.words)
    payment_id = uuid4()
    posted = _post(session, actor, found, (payment_id, into), request)
    session.execute(
        insert(ContributionPayment).values(
            id=payment_id,
            key=request.key,
            request_hash=_hash(request),
            stream_id=found.stream_id,
            how=request.how,
            pence=request.pence,
            words=request.words.strip(),
            made_by=actor.account_id,
            made_at=actor.now,
            transaction_id=posted,
        )
    )
    done = journals.move("contribution", found.stream_id, request.how)
    journals.audit(session, actor, [done], request.words, found.person_id)
    telling = Telling(
        "Less is to be paid toward your care now",
        "Something that you paid is written down, or you need not pay it. Open it to see what is left to pay.",
        "money",
        None,
        f"contribution payment {payment_id}",
        NoticeKind.MONEY,
        found.person_id,
    )
    tell_around(session, actor, found.person_id, request.account_id, telling)
    return payment_id


def _post(
    session: Session, actor: Actor, found: Any, which: tuple[UUID, UUID | None], request: SettleRequest
) -> UUID | None:
    """The entries of something settled: what is paid into somebody's own account was owed to nobody."""
    payment_id, into = which
    key, pence = f"contribution:{payment_id}", request.pence
    if into and request.how is Settled.LET_OFF:
        return None
    if into:
        own = ledger.account_of(session, actor, AccountKind.OWN_MONEY, person=found.person_id)
        legs = [Entry(own, Pot.BALANCE, -pence), Entry(into, Pot.AVAILABLE, pence)]
        return ledger.post(session, actor, "contribution_in", key, legs)
    legs = owed_more(session, actor, found, -pence)
    if request.how is Settled.PAID:
        return ledger.post(session, actor, "contribution_paid", key, legs)
    return ledger.post(session, actor, "contribution_let_off", key, legs)


def owed_more(session: Session, actor: Actor, found: Any, pence: Pence) -> list[Entry]:
    """The legs by which a person owes a funder so much more, or, below nought, less."""
    person = ledger.account_of(session, actor, AccountKind.CONTRIBUTION, person=found.person_id)
    funder = ledger.account_of(session, actor, AccountKind.CONTRIBUTION, organisation=found.funder_id)
    return [Entry(person, Pot.BALANCE, -pence), Entry(funder, Pot.BALANCE, pence)]


def locked_stream(session: Session, actor: Actor, account_id: UUID) -> Any:
    """An account with its stream, which is locked; with whether it is of the actor's funder, or they may spend it.

    Raises NotFound where neither is, but for the clock.
    """
    spends = open_to(actor, Power.SPEND, BudgetAccount.person_id, Section.MONEY, account_of(BudgetAccount.id))
    found = session.execute(
        select(
            BudgetAccount.stream_id,
            BudgetAccount.person_id,
            BudgetAccount.funder_id,
            BudgetAccount.ends,
            Stream.aftercare,
            funded_by(actor).label("ours"),
            spends.label("spends"),
            TURNS_OF_ACCOUNT.label("turns"),
        )
        .join(Stream, Stream.id == BudgetAccount.stream_id)
        .where(BudgetAccount.id == account_id)
        .with_for_update(of=Stream, key_share=True)
    ).one_or_none()
    if found is None or not (found.ours or found.spends or actor.kind is ActorKind.CLOCK):
        raise NotFound
    return found


def setting_of(session: Session, actor: Actor, funder_id: UUID, name: SettingName, otherwise: int) -> int:
    """A number that a funder sets, or what holds where it does not."""
    row = settings_of(session, actor, [funder_id]).get((funder_id, name))
    return row.value if row else otherwise


def tell_around(session: Session, actor: Actor, person_id: UUID, account_id: UUID, telling: Telling) -> None:
    """Tell the person and those who help them with this money, but for whoever did it."""
    around = accounts_of_person(session, actor, person_id, Section.MONEY, [account_id]) - {actor.account_id}
    tell(session, actor, around, telling)
