"""Reads of questions that are asked first, by those who asked and by the funder; and of what was said yes to."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, false, select
from sqlalchemy.orm import Session

from marketplace.budgets.models import BudgetAccount, SpendingPermission, SpendingQuestion, SpendingWord
from marketplace.budgets.rules.asking import QuestionState
from marketplace.foundation import journals
from marketplace.foundation.access import Actor, Power, Section
from marketplace.foundation.errors import NotFound
from marketplace.foundation.money import Pence
from marketplace.people.models import Account, Organisation, Person
from marketplace.people.queries import account_of, open_to


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One question: for whom, about what, how much (pence), why it helps, by which rule, and where it stands."""

    id: UUID
    person_id: UUID
    person: str
    account: str
    ends: date
    funder_id: UUID
    funder: str
    offer_id: UUID
    title: str
    category: str
    pence: Pence
    why: str
    rule_words: str
    asked_by: str
    asked_at: datetime
    answer_by: date
    state: str


@dataclass(frozen=True, slots=True)
class SaidRow:
    """What was said of a question: by whom, and when."""

    move: str
    words: str
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PermissionRow:
    """What was said yes to: the one offer or (``category``) anything of a category, up to so many pence, for days."""

    pence: Pence
    starts: date
    ends: date
    category: str | None


def _questions(reach: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    return (
        select(
            SpendingQuestion.id,
            SpendingQuestion.person_id,
            Person.name,
            BudgetAccount.name,
            BudgetAccount.ends,
            SpendingQuestion.funder_id,
            Organisation.name,
            SpendingQuestion.offer_id,
            SpendingQuestion.title,
            SpendingQuestion.category,
            SpendingQuestion.pence,
            SpendingQuestion.why,
            SpendingQuestion.rule_words,
            Account.name,
            SpendingQuestion.asked_at,
            SpendingQuestion.answer_by,
            SpendingQuestion.state,
        )
        .join(Person, Person.id == SpendingQuestion.person_id)
        .join(BudgetAccount, BudgetAccount.id == SpendingQuestion.account_id)
        .join(Organisation, Organisation.id == SpendingQuestion.funder_id)
        .join(Account, Account.id == SpendingQuestion.asked_by)
        .where(reach)
    )


def seen_by(actor: Actor) -> ColumnElement[bool]:
    """The condition that a question is about the money of somebody whose account the actor may look at."""
    account = account_of(SpendingQuestion.account_id)
    return open_to(actor, Power.SEE, SpendingQuestion.person_id, Section.MONEY, account)


def put_to(actor: Actor) -> ColumnElement[bool]:
    """The condition that a question is put to the actor's own funder."""
    if actor.organisation_id is None or not actor.may(Power.COMMISSION):
        return false()
    return SpendingQuestion.funder_id == actor.organisation_id


def question(session: Session, actor: Actor, question_id: UUID) -> QuestionRow:
    """One question, as whoever may look at that money sees it. Raises NotFound."""
    return _one(session, actor, question_id, seen_by(actor))


def question_put(session: Session, actor: Actor, question_id: UUID) -> QuestionRow:
    """One question, as the funder that it is put to sees it. Raises NotFound."""
    return _one(session, actor, question_id, put_to(actor))


def _one(session: Session, actor: Actor, question_id: UUID, reach: ColumnElement[bool]) -> QuestionRow:
    found = session.execute(_questions(reach).where(SpendingQuestion.id == question_id)).one_or_none()
    if found is None:
        raise NotFound
    journals.saw(actor, [found.person_id], "opened")
    return QuestionRow(*found)


def questions_for(session: Session, actor: Actor, person_id: UUID) -> list[QuestionRow]:
    """What was asked first about a person's money, newest first; nothing of somebody else's."""
    asked = _questions(seen_by(actor)).where(SpendingQuestion.person_id == person_id)
    rows = [QuestionRow(*row) for row in session.execute(asked.order_by(SpendingQuestion.asked_at.desc()).limit(20))]
    if rows:
        journals.saw(actor, [person_id], "opened")
    return rows


def questions_waiting(session: Session, actor: Actor) -> list[QuestionRow]:
    """The questions that wait for the actor's own funder, the first due first; a list of them names nobody."""
    asked = _questions(put_to(actor)).where(SpendingQuestion.state == QuestionState.OPEN)
    return [
        QuestionRow(*row) for row in session.execute(asked.order_by(SpendingQuestion.answer_by, SpendingQuestion.id))
    ]


def said_of(session: Session, actor: Actor, question_id: UUID) -> tuple[list[SaidRow], PermissionRow | None]:
    """What was said of a question that the actor may read, oldest first, and what was said yes to."""
    mine = select(SpendingQuestion.id).where(SpendingQuestion.id == question_id, seen_by(actor) | put_to(actor))
    words = session.execute(
        select(SpendingWord.move, SpendingWord.words, Account.name, SpendingWord.said_at)
        .join(Account, Account.id == SpendingWord.said_by)
        .where(SpendingWord.question_id.in_(mine))
        .order_by(SpendingWord.said_at, SpendingWord.id)
    )
    allowed = session.execute(
        select(
            SpendingPermission.pence, SpendingPermission.starts, SpendingPermission.ends, SpendingPermission.category
        ).where(SpendingPermission.question_id.in_(mine))
    ).one_or_none()
    return [SaidRow(*row) for row in words], PermissionRow(*allowed) if allowed else None
