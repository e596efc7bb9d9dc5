"""Asking a holder to hold money as an Individual Service Fund, its answer, and the end of a fund."""

import hashlib
from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from marketplace.budgets.models import BudgetAccount, Fund, HoldingTerms
from marketplace.budgets.operations.handing import LockedFund, hand_over, locked_fund, opened_for
from marketplace.budgets.queries.funds import holder_named, source_of
from marketplace.budgets.rules import funds as rules
from marketplace.budgets.rules.funds import FundState
from marketplace.foundation import journals
from marketplace.foundation.access import Actor, Power, Section
from marketplace.foundation.database import constraint_of, sent_before
from marketplace.foundation.errors import IllegalMove, NotFound
from marketplace.foundation.money import Pence
from marketplace.people.operations import Telling, tell
from marketplace.people.queries import account_of, accounts_of_organisation, accounts_of_person, open_to
from marketplace.people.rules.contact import NoticeKind


@dataclass(frozen=True, slots=True)
class TermsRequest:
    """On what terms the actor's organisation holds money: pence each four weeks, days of notice, what it does."""

    offered: bool
    fee: Pence
    notice_days: int
    words: str


@dataclass(frozen=True, slots=True)
class HoldRequest:
    """Ask a holder to hold all of an account, on the terms that were shown."""

    key: UUID
    account_id: UUID
    terms_id: UUID


def set_terms(session: Session, actor: Actor, request: TermsRequest) -> None:
    """Say on what terms the actor's provider holds money from now on; funds that were agreed keep theirs.

    Raises NotFound and TermsRefused.
    """
    if actor.organisation_id is None or actor.account_id is None or not actor.may(Power.LIST):
        raise NotFound
    rules.check_terms(request.fee, request.notice_days, words=request.words)
    terms_id = uuid4()
    session.execute(
        insert(HoldingTerms).values(
            id=terms_id,
            organisation_id=actor.organisation_id,
            offered=request.offered,
            fee=request.fee,
            notice_days=request.notice_days,
            words=request.words,
            made_by=actor.account_id,
            made_at=actor.now,
        )
    )
    journals.audit(session, actor, [journals.move("holding_terms", terms_id, "set")])


def ask_holder(session: Session, actor: Actor, request: HoldRequest) -> UUID:
    """Ask a holder to hold all of an account as a fund: the person's signature; the fund's id.

    Raises NothingToHold unless the actor may spend from the account and there is something to hand over, TermsChanged,
    AskedAlready, and KeyReused when the form's key came with other contents. The same form again asks once.
    """
    source = source_of(session, actor, request.account_id)
    if source is None or actor.account_id is None:
        raise rules.NothingToHold
    request_hash = hashlib.sha256(repr(request).encode()).hexdigest()
    if before := sent_before(session, Fund, request.key, request_hash):
        return before
    holder = holder_named(session, actor, request.terms_id)
    if holder is None:
        raise rules.TermsChanged
    if holder.id == source.holder_id or not source.whole:
        raise rules.NothingToHold
    fund_id = uuid4()
    try:
        session.execute(
            insert(Fund).values(
                id=fund_id,
                key=request.key,
                request_hash=request_hash,
                person_id=source.person_id,
                source_id=source.id,
                home_id=source.home_id,
                holder_id=holder.id,
                terms_id=request.terms_id,
                state=FundState.ASKED,
                asked_by=actor.account_id,
                asked_at=actor.now,
                answer_by=actor.today + rules.ANSWERED_WITHIN,
            )
        )
    except IntegrityError as refused:
        if constraint_of(refused) == "uq_fund_open":
            raise rules.AskedAlready from refused
        raise
    asked = journals.move("fund", fund_id, "asked", None, FundState.ASKED)
    journals.audit(session, actor, [asked], person_id=source.person_id)
    telling = Telling(
        "Somebody asks you to hold their money",
        "Open it to see the terms that they signed. Please answer within two weeks.",
        "fund",
        fund_id,
        f"fund asked {fund_id}",
        NoticeKind.MONEY,
        organisation_id=holder.id,
    )
    tell(session, actor, accounts_of_organisation(session, actor, holder.id, Power.LIST), telling)
    return fund_id


def answer_ask(session: Session, actor: Actor, fund_id: UUID, *, agree: bool, reason: str = "") -> None:
    """The holder signs, and all of the money is handed over to the fund; or it declines, and says why.

    Raises NotFound unless it was the actor's organisation that was asked, and IllegalMove where that is over.
    """
    fund = _held(session, actor, fund_id)
    state = rules.moves(fund.state, FundState.AGREED if agree else FundState.DECLINED)
    account_id = opened_for(session, actor, fund) if agree else None
    session.execute(
        update(Fund)
        .where(Fund.id == fund.id)
        .values(state=state, answered_by=actor.account_id, answered_at=actor.now, reason=reason, account_id=account_id)
    )
    moved = [journals.move("fund", fund.id, "answered", fund.state, state)]
    if account_id is not None:
        moved += _end_source(session, actor, fund)
        hand_over(session, actor, fund, fund.source_id, account_id)
    journals.audit(session, actor, moved, person_id=fund.person_id)
    told = ("fund", fund.id, f"fund answered {fund.id}", NoticeKind.MONEY, fund.person_id)
    if agree:
        telling = Telling(
            "Your money has a new holder",
            "They signed too. Open it to see what is held there, and when more comes in.",
            *told,
        )
        _tell_funder(session, actor, fund)
    else:
        telling = Telling(
            "Your money stays where it is",
            "They do not hold it. Nothing has changed for your money. Open it to see why, and whom else to ask.",
            *told,
        )
    tell_about(session, actor, fund, telling)


def stop_fund(session: Session, actor: Actor, fund_id: UUID) -> FundState:
    """The person takes an unanswered question back, or ends a fund: all that is left goes back to the funder, at once.

    Raises NotFound unless the actor may spend from the account, and IllegalMove where it is over.
    """
    mine = open_to(actor, Power.SPEND, Fund.person_id, Section.MONEY, account_of(Fund.source_id))
    fund = locked_fund(session, actor, Fund.id == fund_id, mine)
    if fund.state is FundState.ASKED:
        session.execute(update(Fund).where(Fund.id == fund.id).values(state=FundState.TAKEN_BACK))
        became = journals.move("fund", fund.id, "taken back", fund.state, FundState.TAKEN_BACK)
        journals.audit(session, actor, [became], person_id=fund.person_id)
    else:
        end_now(session, actor, fund)
    telling = Telling(
        "A fund is ended, or no longer asked for",
        "Open it to see how it stands.",
        "fund",
        fund.id,
        f"fund stopped {fund.id}",
        NoticeKind.MONEY,
        organisation_id=fund.holder_id,
    )
    tell(session, actor, accounts_of_organisation(session, actor, fund.holder_id, Power.LIST), telling)
    return FundState.TAKEN_BACK if fund.state is FundState.ASKED else FundState.ENDED


def give_notice(session: Session, actor: Actor, fund_id: UUID, reason: str) -> None:
    """The holder ends a fund with the notice that both signed; giving it again changes nothing.

    Raises NotFound unless the actor's organisation holds it, and IllegalMove where it is over.
    """
    fund = _held(session, actor, fund_id)
    rules.moves(fund.state, FundState.ENDED)
    if fund.ends_on is not None:
        return
    ends_on = actor.today + fund.notice
    session.execute(update(Fund).where(Fund.id == fund.id).values(ends_on=ends_on, reason=reason))
    journals.audit(session, actor, [journals.move("fund", fund.id, "notice given")], person_id=fund.person_id)
    telling = Telling(
        "Your fund will end",
        "Whoever holds your money will stop. You can ask somebody else. Else it goes back to your funder.",
        "fund",
        fund.id,
        f"fund notice {fund.id}",
        NoticeKind.MONEY,
        fund.person_id,
    )
    tell_about(session, actor, fund, telling)


def end_now(session: Session, actor: Actor, fund: LockedFund) -> None:
    """End a fund, and hand what is left of it back to the funder. Raises IllegalMove unless it is agreed."""
    assert fund.account_id or fund.state is not FundState.AGREED  # noqa: S101 - the database holds it
    session.execute(
        update(Fund)
        .where(Fund.id == fund.id)
        .values(state=rules.moves(fund.state, FundState.ENDED), ends_on=actor.today)
    )
    journals.audit(
        session,
        actor,
        [journals.move("fund", fund.id, "ended", fund.state, FundState.ENDED)],
        person_id=fund.person_id,
    )
    if fund.account_id:
        hand_over(session, actor, fund, fund.account_id, fund.home_id)


def _end_source(session: Session, actor: Actor, fund: LockedFund) -> list[dict[str, object]]:
    """Where a fund is handed over from another one, that one ends. Raises IllegalMove where it has ended already."""
    before = session.scalar(
        update(Fund)
        .where(Fund.account_id == fund.source_id, Fund.state == FundState.AGREED)
        .values(state=FundState.ENDED, ends_on=actor.today)
        .returning(Fund.id)
    )
    if before is None and fund.source_id != fund.home_id:  # what was in it has gone home
        raise IllegalMove(rules.CHANGED)
    return [journals.move("fund", before, "ended", FundState.AGREED, FundState.ENDED)] if before else []


def _held(session: Session, actor: Actor, fund_id: UUID) -> LockedFund:
    """A fund of the actor's organisation, locked. Raises NotFound."""
    if actor.account_id is None or not actor.may(Power.LIST):
        raise NotFound
    return locked_fund(session, actor, Fund.id == fund_id, Fund.holder_id == actor.organisation_id)


def tell_about(session: Session, actor: Actor, fund: LockedFund, telling: Telling) -> None:
    """Tell the person and those who help them with this money, but for whoever did it."""
    paying = [fund.account_id or fund.source_id]
    around = accounts_of_person(session, actor, fund.person_id, Section.MONEY, paying) - {actor.account_id}
    tell(session, actor, around, telling)


def _tell_funder(session: Session, actor: Actor, fund: LockedFund) -> None:
    """The funder pays the holder from now on."""
    funder_id = session.scalars(select(BudgetAccount.funder_id).where(BudgetAccount.id == fund.home_id)).one()
    telling = Telling(
        "Somebody has a new holder for their money",
        "Pay what is due to the holder, and record it. Open the list to see how much, to whom, and by when.",
        "held",
        None,
        f"fund to pay {fund.id}",
        NoticeKind.MONEY,
        organisation_id=funder_id,
    )
    tell(session, actor, accounts_of_organisation(session, actor, funder_id, Power.COMMISSION), telling)
