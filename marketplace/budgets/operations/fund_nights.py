"""What the night does with funds: fees, ends, questions that nobody answered, and what was left behind."""

from uuid import UUID

from sqlalchemy import insert, or_, select, update
from sqlalchemy.orm import Session, aliased

from marketplace.budgets.models import BudgetAccount, Fund, FundFee, HoldingTerms
from marketplace.budgets.operations import ledger
from marketplace.budgets.operations.funds import end_now, tell_about
from marketplace.budgets.operations.handing import LockedFund, hand_over, locked_fund
from marketplace.budgets.queries.funds import fees_taken
from marketplace.budgets.rules import Pot, moved
from marketplace.budgets.rules.funds import BEGUN, FEE_EVERY, UNANSWERED, FundState, fee_days
from marketplace.foundation import journals
from marketplace.foundation.access import Actor, ActorKind
from marketplace.foundation.clock import civil, day_span
from marketplace.foundation.errors import NotFound
from marketplace.people.operations import Telling
from marketplace.people.rules.contact import NoticeKind


def funds_to_settle(session: Session, actor: Actor) -> list[UUID]:
    """The funds that the night has something to do for, for the clock to settle one by one."""
    if actor.kind is not ActorKind.CLOCK:
        raise NotFound
    source, own = aliased(BudgetAccount), aliased(BudgetAccount)
    lately = select(FundFee.fund_id).where(FundFee.fund_id == Fund.id, FundFee.due_on > actor.today - FEE_EVERY)
    earned = Fund.answered_at < day_span(actor.today - FEE_EVERY)[1]
    fee = (HoldingTerms.fee > 0) & earned & ~lately.exists()
    left_behind = source.available > 0
    due = or_(
        (Fund.state == FundState.ASKED) & (Fund.answer_by < actor.today),
        (Fund.state == FundState.AGREED) & or_(Fund.ends_on <= actor.today, left_behind, fee),
        (Fund.state == FundState.ENDED) & (own.available > 0),
    )
    asked = select(Fund.id).join(HoldingTerms, HoldingTerms.id == Fund.terms_id)
    asked = asked.join(source, source.id == Fund.source_id).outerjoin(own, own.id == Fund.account_id)
    return list(session.scalars(asked.where(due).order_by(Fund.id)))


def settle_fund(session: Session, actor: Actor, fund_id: UUID) -> None:
    """The nightly clock does what is due for one fund; doing it again changes nothing."""
    if actor.kind is not ActorKind.CLOCK:
        raise NotFound
    fund = locked_fund(session, actor, Fund.id == fund_id)
    if fund.state is FundState.ASKED and fund.answer_by < actor.today:
        _let_go(session, actor, fund)
    elif fund.state in BEGUN and fund.account_id is not None:
        _take_fees(session, actor, fund, fund.account_id)
        if fund.state is FundState.ENDED:
            hand_over(session, actor, fund, fund.account_id, _next_home(session, fund))
        elif fund.ends_on is not None and fund.ends_on <= actor.today:
            end_now(session, actor, fund)
        else:
            hand_over(session, actor, fund, fund.source_id, fund.account_id)


def _let_go(session: Session, actor: Actor, fund: LockedFund) -> None:
    """Nobody answered in time."""
    taken = {"state": FundState.TAKEN_BACK, "reason": UNANSWERED}
    session.execute(update(Fund).where(Fund.id == fund.id).values(**taken))
    became = journals.move("fund", fund.id, "unanswered", fund.state, FundState.TAKEN_BACK)
    journals.audit(session, actor, [became], person_id=fund.person_id)
    telling = Telling(
        "Nobody answered about your money",
        "Those you asked to hold it did not answer in two weeks. Nothing has changed. You can ask somebody else.",
        "fund",
        fund.id,
        f"fund unanswered {fund.id}",
        NoticeKind.MONEY,
        fund.person_id,
    )
    tell_about(session, actor, fund, telling)


def _take_fees(session: Session, actor: Actor, fund: LockedFund, account_id: UUID) -> None:
    """Take each fee that is due and not taken, while there is enough left for it; the others wait."""
    assert fund.answered_at is not None  # noqa: S101 - the database holds it
    until = min(actor.today, fund.ends_on) if fund.ends_on else actor.today
    taken = fees_taken(session, actor, fund.id)
    for due_on in fee_days(civil(fund.answered_at), until):
        left = ledger.lock(session, actor, [account_id])[account_id]
        if due_on in taken or not 0 < fund.fee <= left:
            continue
        entries = moved(account_id, fund.fee, Pot.AVAILABLE, Pot.SPENT)
        posted = ledger.post(session, actor, "fund_fee", f"fund_fee:{fund.id}:{due_on}", entries)
        row = {"fund_id": fund.id, "due_on": due_on, "pence": fund.fee, "transaction_id": posted}
        session.execute(insert(FundFee).values(**row))


def _next_home(session: Session, fund: LockedFund) -> UUID:
    """Where what comes back to an ended fund goes: to the fund that followed it, else home."""
    after = select(Fund.account_id).where(Fund.source_id == fund.account_id, Fund.state == FundState.AGREED)
    return session.scalar(after) or fund.home_id
