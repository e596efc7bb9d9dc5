"""Writes of asking a funder first: the question, what is said of it both ways, and the yes that buying then finds."""

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from marketplace.budgets.models import BudgetAccount, SpendingPermission, SpendingQuestion, SpendingWord
from marketplace.budgets.queries.asking import put_to
from marketplace.budgets.queries.money import SpendRow, accounts_to_spend
from marketplace.budgets.queries.spending import Bought
from marketplace.budgets.rules import NoAccount
from marketplace.budgets.rules.asking import (
    AskedAlready,
    NothingToAsk,
    QuestionMove,
    QuestionRefused,
    QuestionState,
    Scope,
    check_said,
    check_yes,
    next_state,
)
from marketplace.budgets.rules.spending import Allowed, SpendingRefused
from marketplace.catalogue.queries import OfferRow, offer
from marketplace.foundation import journals
from marketplace.foundation.access import Actor, Power, Section
from marketplace.foundation.clock import working_days_after
from marketplace.foundation.database import sent_before
from marketplace.foundation.errors import NotFound
from marketplace.foundation.money import MOST_PENCE, Pence
from marketplace.people.operations import Telling, tell
from marketplace.people.queries import (
    account_of,
    accounts_of_organisation,
    accounts_of_person,
    open_to,
    settings_of,
)
from marketplace.people.rules import SettingName
from marketplace.people.rules.contact import NoticeKind
from marketplace.people.rules.settings import ASK_FIRST_DAYS


@dataclass(frozen=True, slots=True)
class QuestionRequest:
    """May this account pay for this offer: up to how many pence, and why it helps, in the person's words."""

    key: UUID
    person_id: UUID
    account_id: UUID
    offer_id: UUID
    pence: Pence
    why: str

    @property
    def hash(self) -> str:
        """A digest of everything but the key."""
        return hashlib.sha256(repr(replace(self, key=UUID(int=0))).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class AnswerRequest:
    """What a funder says of a question; a yes is for a scope, up to so many pence in all, until a day."""

    move: QuestionMove
    words: str
    scope: Scope = Scope.OFFER
    pence: Pence | None = None
    until: date | None = None


def ask_first(session: Session, actor: Actor, request: QuestionRequest) -> UUID:
    """Ask an account's funder whether it may pay for an offer; the question's id. The same form asks once.

    Raises NotFound for an offer that is not there, NoAccount unless the actor may spend from the account, NothingToAsk,
    SpendingRefused for what no funder may say yes to, AskedAlready, QuestionRefused and KeyReused.
    """
    asked_for = offer(session, actor, request.offer_id)
    row = _account(session, actor, request, asked_for)
    if before := sent_before(session, SpendingQuestion, request.key, request.hash):
        return before
    _check(request)
    verdict = row.verdict_ahead(asked_for.category, actor.today)
    if isinstance(verdict, Allowed):
        raise NothingToAsk
    if verdict.rule.national:
        raise SpendingRefused(row.funder, row.funder_id, row.id, verdict)
    question_id = session.scalar(
        insert(SpendingQuestion)
        .values(
            id=uuid4(),
            key=request.key,
            request_hash=request.hash,
            person_id=request.person_id,
            account_id=row.id,
            funder_id=row.funder_id,
            offer_id=asked_for.id,
            title=asked_for.title,
            category=asked_for.category,
            pence=request.pence,
            why=request.why.strip(),
            rule_words=f"{verdict.rule.words} ({verdict.rule.source})",
            asked_by=actor.account_id,
            asked_at=actor.now,
            answer_by=_answer_by(session, actor, row.funder_id),
            state=QuestionState.OPEN,
        )
        .on_conflict_do_nothing()
        .returning(SpendingQuestion.id)
    )
    if question_id is None:
        if same := sent_before(session, SpendingQuestion, request.key, request.hash):
            return same  # the same form, sent twice at the same moment
        raise AskedAlready
    asked = journals.move("spending_question", question_id, "asked", None, QuestionState.OPEN)
    journals.audit(session, actor, [asked], person_id=request.person_id)
    _tell_funder(session, actor, question_id, row.funder_id, "asked")
    return question_id


def _account(session: Session, actor: Actor, request: QuestionRequest, asked_for: OfferRow) -> SpendRow:
    bought = Bought(asked_for.id, (asked_for.category,))
    found = accounts_to_spend(session, actor, request.person_id, [request.account_id], bought)
    if not found or actor.account_id is None:
        raise NoAccount
    return found[0]


def _check(request: QuestionRequest) -> None:
    if not 0 < request.pence <= MOST_PENCE:
        raise QuestionRefused("Enter how much it costs in all, such as 60.", "pence")
    if not request.why.strip():
        raise QuestionRefused("Say why it helps you. The person who decides reads your words.", "why")


def _answer_by(session: Session, actor: Actor, funder_id: UUID) -> date:
    """The day by which the funder answers a question that it gets today, by its own setting."""
    row = settings_of(session, actor, [funder_id]).get((funder_id, SettingName.ASK_FIRST_DAYS))
    return working_days_after(actor.today, row.value if row else ASK_FIRST_DAYS)


def answer_question(session: Session, actor: Actor, question_id: UUID, request: AnswerRequest) -> None:
    """A funder says yes, no with a reason, or asks back; those who asked are told.

    Raises NotFound for another funder's, IllegalMove for one that is over, and QuestionRefused.
    """
    if request.move not in (QuestionMove.YES, QuestionMove.NO, QuestionMove.ASK_BACK):
        raise NotFound
    found = _locked(session, question_id, put_to(actor))
    became = next_state(QuestionState(found.state), request.move)
    check_said(request.move, request.words)
    if request.move is QuestionMove.YES:
        _permit(session, actor, found, request)
    _move(session, actor, found, request.move, request.words, became)
    telling = Telling(
        "There is an answer about your money",
        "You asked whether your money may pay for something. Whoever gives the money has answered. Please look.",
        "question",
        question_id,
        f"question {question_id} {request.move} {actor.now:%Y%m%d%H%M%S}",
        NoticeKind.ANSWERS,
        found.person_id,
    )
    around = accounts_of_person(session, actor, found.person_id, Section.MONEY, [found.account_id])
    tell(session, actor, around, telling)


def _permit(session: Session, actor: Actor, found: Any, request: AnswerRequest) -> None:
    """Write down what a yes is for. Raises QuestionRefused."""
    ends = session.scalars(select(BudgetAccount.ends).where(BudgetAccount.id == found.account_id)).one()
    pence, until = check_yes(request.pence, request.until, actor.today, ends)
    whole = request.scope is Scope.CATEGORY
    session.execute(
        insert(SpendingPermission).values(
            id=uuid4(),
            question_id=found.id,
            person_id=found.person_id,
            funder_id=found.funder_id,
            offer_id=None if whole else found.offer_id,
            category=found.category if whole else None,
            pence=pence,
            starts=actor.today,
            ends=until,
        )
    )


def reply(session: Session, actor: Actor, question_id: UUID, words: str) -> None:
    """Whoever may spend from the account answers what the funder asked back; the funder's days begin again.

    Raises NotFound, IllegalMove, QuestionRefused.
    """
    found = _locked(session, question_id, _spends(actor))
    became = next_state(QuestionState(found.state), QuestionMove.REPLY)
    check_said(QuestionMove.REPLY, words)
    by = _answer_by(session, actor, found.funder_id)
    _move(session, actor, found, QuestionMove.REPLY, words, became, answer_by=by)
    _tell_funder(session, actor, question_id, found.funder_id, f"reply {actor.now:%Y%m%d%H%M%S}")


def withdraw_question(session: Session, actor: Actor, question_id: UUID) -> None:
    """Whoever may spend from the account takes the question back. Raises NotFound, IllegalMove."""
    found = _locked(session, question_id, _spends(actor))
    became = next_state(QuestionState(found.state), QuestionMove.WITHDRAW)
    _move(session, actor, found, QuestionMove.WITHDRAW, "", became)


def _spends(actor: Actor) -> ColumnElement[bool]:
    account = account_of(SpendingQuestion.account_id)
    return open_to(actor, Power.SPEND, SpendingQuestion.person_id, Section.MONEY, account)


def _locked(session: Session, question_id: UUID, reach: ColumnElement[bool]) -> Any:
    """A question in reach, which nobody else changes meanwhile. Raises NotFound."""
    found = session.execute(
        select(
            SpendingQuestion.id,
            SpendingQuestion.state,
            SpendingQuestion.person_id,
            SpendingQuestion.account_id,
            SpendingQuestion.funder_id,
            SpendingQuestion.offer_id,
            SpendingQuestion.category,
        )
        .where(SpendingQuestion.id == question_id, reach)
        .with_for_update(key_share=True)
    ).one_or_none()
    if found is None:
        raise NotFound
    return found


def _move(
    session: Session, actor: Actor, found: Any, move: QuestionMove, words: str, became: QuestionState, **also: object
) -> None:
    """Write down what was said and where the question stands now."""
    session.execute(
        insert(SpendingWord).values(
            id=uuid4(),
            question_id=found.id,
            move=move,
            words=words.strip(),
            said_by=actor.account_id,
            said_at=actor.now,
        )
    )
    session.execute(update(SpendingQuestion).where(SpendingQuestion.id == found.id).values(state=became, **also))
    moved = journals.move("spending_question", found.id, move, found.state, became)
    journals.audit(session, actor, [moved], person_id=found.person_id)


def _tell_funder(session: Session, actor: Actor, question_id: UUID, funder_id: UUID, once: str) -> None:
    """Tell those who commission for a funder that a question waits; nothing of it is in the notice."""
    telling = Telling(
        "Somebody asks what your money may buy",
        "Somebody asks first whether money that you give may pay for something. Please look, and answer in good time.",
        "question",
        question_id,
        f"question {question_id} {once}",
        NoticeKind.TASKS,
        organisation_id=funder_id,
    )
    tell(session, actor, accounts_of_organisation(session, actor, funder_id, Power.COMMISSION), telling)
