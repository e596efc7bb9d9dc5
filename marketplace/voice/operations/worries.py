"""Writes of worries: saying that something is wrong, and answering. Harm never goes to the provider."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import Row, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from marketplace.budgets.models import BudgetAccount
from marketplace.budgets.queries import funders_of
from marketplace.foundation import journals
from marketplace.foundation.access import Actor, Power
from marketplace.foundation.clock import working_days_after
from marketplace.foundation.errors import KeyReused, NotFound
from marketplace.people.models import Person
from marketplace.people.operations import Telling, tell
from marketplace.people.queries import accounts_of_office, accounts_of_organisation, leads_in, settings_of, the_office
from marketplace.people.rules import SettingName
from marketplace.people.rules.contact import NoticeKind
from marketplace.people.rules.safeguarding import clock_of
from marketplace.people.rules.settings import DECIDE_DAYS
from marketplace.purchasing.models import Booking, Funding, Order
from marketplace.purchasing.queries import accounts_of_order, seen_by_person
from marketplace.voice import rules
from marketplace.voice.models import Worry
from marketplace.voice.queries.worries import answered_by
from marketplace.voice.rules import WorryKind, WorryState


@dataclass(frozen=True, slots=True)
class WorryRequest:
    """Something is wrong with an order, in the person's words; the key makes the same form twice one worry."""

    key: UUID
    order_id: UUID
    kind: WorryKind
    words: str


@dataclass(frozen=True, slots=True)
class Way:
    """Where a worry goes, by when it is answered or acknowledged, who is told, and the area whose lead has it."""

    desk_id: UUID | None
    due_on: date
    told: set[UUID]
    area_code: str | None = None
    decide_by: date | None = None


def say(session: Session, actor: Actor, request: WorryRequest) -> UUID:
    """Say that something is wrong with an order; the worry's id. Raises NotFound for another's order, KeyReused."""
    let_in = replace(actor, emergencies=())  # who opened them in an emergency reads, and writes nothing
    mine = session.execute(
        select(Order.id, Order.person_id, Order.provider_id).where(Order.id == request.order_id, seen_by_person(let_in))
    ).one_or_none()
    if mine is None or actor.account_id is None:
        raise NotFound
    way = _way(session, actor, request.kind, mine)
    worry_id = session.scalar(
        insert(Worry)
        .values(
            id=uuid4(),
            key=request.key,
            order_id=mine.id,
            person_id=mine.person_id,
            said_by=actor.account_id,
            kind=request.kind,
            words=request.words,
            at=actor.now,
            due_on=way.due_on,
            desk_id=way.desk_id,
            area_code=way.area_code,
            decide_by=way.decide_by,
            state=WorryState.OPEN,
        )
        .on_conflict_do_nothing(index_elements=[Worry.key])
        .returning(Worry.id)
    )
    if worry_id is None:
        return _said_before(session, request)
    subject = "concern" if way.area_code else "worry"
    moves = [journals.move(subject, worry_id, "said", None, WorryState.OPEN)]
    journals.audit(session, actor, moves, person_id=mine.person_id)
    about = subject if way.area_code else request.kind.value
    _tell_desk(session, actor, _for_desk(worry_id, request.kind, about), way.told, way.desk_id)
    return worry_id


def _way(session: Session, actor: Actor, kind: WorryKind, order: Row[UUID, UUID, UUID]) -> Way:
    """Where a worry goes: a problem to the provider; harm to the lead of the area, else the funder, else the office."""
    due_on = working_days_after(actor.today, rules.PROBLEM_WORKING_DAYS)
    if kind is WorryKind.PROBLEM:
        return Way(order.provider_id, due_on, _desk(session, actor, kind, order.provider_id))
    funder_id = _funder(session, actor, order.id, order.person_id)
    due_on = working_days_after(actor.today, rules.HARM_WORKING_DAYS)
    if funder_id is not None:
        area = session.scalars(select(Person.area_code).where(Person.id == order.person_id)).one()
        if leads := leads_in(session, actor, funder_id, area):
            known = settings_of(session, actor, [funder_id]).get((funder_id, SettingName.SAFEGUARDING_DAYS))
            due_on, decide_by = clock_of(actor.today, known.value if known else DECIDE_DAYS)
            return Way(funder_id, due_on, {lead.account_id for lead in leads}, area, decide_by)
    if funder_id is not None and (told := _desk(session, actor, kind, funder_id)):
        return Way(funder_id, due_on, told)
    # a funder without anybody to answer: the back office does, so that it never waits unseen
    return Way(None, due_on, accounts_of_office(session, actor))


def _said_before(session: Session, request: WorryRequest) -> UUID:
    """The worry that this form's key already said. Raises KeyReused when it said something else: nothing gets lost."""
    before = session.scalar(
        select(Worry.id).where(
            Worry.key == request.key,
            Worry.order_id == request.order_id,
            Worry.kind == request.kind,
            Worry.words == request.words,
        )
    )
    if before is None:
        raise KeyReused
    return before


def _funder(session: Session, actor: Actor, order_id: UUID, person_id: UUID) -> UUID | None:
    """Who answers for safety: the funder that pays most of the order, else the person's, else the back office."""
    paying = session.scalar(
        select(BudgetAccount.funder_id)
        .join(Funding, Funding.account_id == BudgetAccount.id)
        .join(Booking, Booking.id == Funding.booking_id)
        .where(Booking.order_id == order_id)
        .order_by(Funding.pence.desc(), Funding.position)
        .limit(1)
    )
    return paying or next(iter(funders_of(session, actor, person_id)), None)


def _desk(session: Session, actor: Actor, kind: WorryKind, desk_id: UUID | None) -> set[UUID]:
    """The accounts of those who answer a kind of worry at a desk; none where there is no desk."""
    power = Power.COMMISSION if kind is WorryKind.HARM else Power.DELIVER
    return accounts_of_organisation(session, actor, desk_id, power) if desk_id else set()


def _tell_desk(session: Session, actor: Actor, telling: Telling, accounts: set[UUID], desk_id: UUID | None) -> None:
    """Tell those who answer, at a desk or the back office; nothing of what was said is in the notice."""
    desk = desk_id or the_office(session, actor)
    tell(session, actor, accounts, replace(telling, organisation_id=desk))


def _for_desk(worry_id: UUID, kind: WorryKind, about: str) -> Telling:
    """What those who answer are told of a worry."""
    if kind is WorryKind.HARM:
        return Telling(
            "A worry about harm needs you",
            "Somebody may be at risk. Please open it now and act on it.",
            about,
            worry_id,
            f"worry {worry_id}",
            NoticeKind.HARM,
        )
    return Telling(
        "Something is wrong with an order",
        "Somebody has told you of a problem. Please read and answer it.",
        kind.value,
        worry_id,
        f"worry {worry_id}",
        NoticeKind.TASKS,
    )


def answer(session: Session, actor: Actor, worry_id: UUID, words: str) -> None:
    """Whoever a worry went to answers it, in words that the person reads. Raises NotFound, IllegalMove."""
    found = session.execute(
        select(Worry.state, Worry.person_id, Worry.order_id, Worry.kind, Worry.said_by)
        .where(Worry.id == worry_id, answered_by(actor))
        .with_for_update(key_share=True)
    ).one_or_none()
    if found is None:
        raise NotFound
    rules.may_answer(WorryState(found.state))
    session.execute(
        update(Worry).where(Worry.id == worry_id).values(state=WorryState.ANSWERED, answer=words, answered_at=actor.now)
    )
    journals.audit(session, actor, [journals.move("worry", worry_id, "answered", found.state, WorryState.ANSWERED)])
    telling = Telling(
        "Your worry was answered",
        "You told us that something was wrong. There is an answer for you with the order.",
        "order",
        found.order_id,
        f"worry answered {worry_id}",
        NoticeKind.ANSWERS,
        found.person_id,
    )
    # that somebody worried about harm is not told to everybody around the person: it may be about one of them
    harm = found.kind == WorryKind.HARM
    tell(
        session,
        actor,
        {found.said_by} if harm else accounts_of_order(session, actor, found.order_id, found.person_id),
        telling,
    )
