"""Reads of what waits for somebody: one list over the records of many kinds, each with its owner and its day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import NAMESPACE_URL, UUID, uuid5

from sqlalchemy.orm import Session

from marketplace.budgets.queries import late_contributions, late_funded, questions_waiting
from marketplace.foundation import outbox
from marketplace.foundation.access import Actor, Power
from marketplace.foundation.clock import at, civil, working_days_after
from marketplace.foundation.errors import NotFound
from marketplace.foundation.money import pounds
from marketplace.keeping.queries.asking import data_requests_open
from marketplace.people.queries import (
    ColleagueRow,
    OwnerRow,
    colleagues,
    mail_in_trouble,
    owners_of,
    role_proposals,
)
from marketplace.people.queries.checking import organisations_to_check
from marketplace.people.queries.emergencies import emergencies_to_check
from marketplace.people.rules.mail import LETTER, MAIL_WORKING_DAYS
from marketplace.people.rules.safeguarding import CHECK_EMERGENCY_DAYS, WorkKind, overdue
from marketplace.plans.queries import plans_put
from marketplace.purchasing.queries import card_payments_stuck, disputes_for, invoices_waiting, payments_open
from marketplace.voice.queries import concerns_to, worries_to
from marketplace.voice.rules import WorryKind


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits: what it is, since when, by when (if there is a day), and a word more that names nobody."""

    kind: WorkKind
    id: UUID
    since: datetime
    by: date | None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class WorkRow:
    """Something that waits, with who has taken it (None: nobody), and whether its day is over."""

    what: Waiting
    owner: OwnerRow | None
    late: bool

    @property
    def free(self) -> bool:
        """Whether nobody has it, or whoever had it has left."""
        return self.owner is None or not self.owner.here

    @property
    def can_be_handed_over(self) -> bool:
        """Whether it can go to any colleague; a concern is moved on to another lead, with a reason, instead."""
        return self.what.kind is not WorkKind.CONCERN


def work_for(session: Session, actor: Actor) -> list[WorkRow]:
    """Everything that waits for the actor's side: what is overdue first, then by its day, then the oldest.

    Raises NotFound for those who have no such list.
    """
    if not {Power.ADMINISTER, Power.COMMISSION, Power.SAFEGUARD} & actor.powers:
        raise NotFound
    waiting = list(_waiting(session, actor))
    owners = owners_of(session, actor, [(row.kind, row.id) for row in waiting])
    rows = [WorkRow(row, owners.get((row.kind, row.id)), overdue(row.by, actor.today)) for row in waiting]
    return sorted(rows, key=lambda row: (not row.late, row.what.by or date.max, row.what.since, row.what.id))


def work_item(session: Session, actor: Actor, record_id: UUID) -> WorkRow:
    """One thing that waits for the actor's side. Raises NotFound."""
    found = next((row for row in work_for(session, actor) if row.what.id == record_id), None)
    if found is None:
        raise NotFound
    return found


def takers(session: Session, actor: Actor) -> list[ColleagueRow]:
    """Those who could take something over from the actor, by name."""
    return colleagues(session, actor, desk_power(actor))


def desk_power(actor: Actor) -> Power:
    """The power of those who share the actor's list."""
    return next(
        (power for power in (Power.ADMINISTER, Power.COMMISSION) if actor.may(power)),
        Power.SAFEGUARD,
    )


def _waiting(session: Session, actor: Actor) -> Iterator[Waiting]:
    yield from _of_safety(session, actor)
    if actor.may(Power.COMMISSION) or actor.may(Power.ADMINISTER):
        for worry in worries_to(session, actor, kind=WorryKind.HARM, only_open=True):
            yield Waiting(WorkKind.WORRY, worry.id, worry.at, worry.due_on, worry.number)
        for dispute in disputes_for(session, actor):
            yield Waiting(WorkKind.DISPUTE, dispute.booking_id, dispute.recorded_at, None, dispute.number)
    if actor.may(Power.COMMISSION):
        yield from _of_the_money(session, actor)
    if actor.may(Power.ADMINISTER):
        yield from _of_the_office(session, actor)


def _of_safety(session: Session, actor: Actor) -> Iterator[Waiting]:
    """Worries about harm for their lead, and emergencies that were opened, for whoever watches over them."""
    if actor.may(Power.SAFEGUARD):
        for concern in concerns_to(session, actor, only_open=True):
            yield Waiting(WorkKind.CONCERN, concern.id, concern.at, concern.due_on, concern.area)
    for access_id, since in emergencies_to_check(session, actor):
        by = working_days_after(civil(since), CHECK_EMERGENCY_DAYS)
        yield Waiting(WorkKind.EMERGENCY, access_id, since, by)


def _of_the_money(session: Session, actor: Actor) -> Iterator[Waiting]:
    """What a funder has to agree, to pay, to put right, and to answer."""
    for invoice in invoices_waiting(session, actor):
        yield Waiting(WorkKind.INVOICE, invoice.id, invoice.made_at, invoice.by, invoice.reference)
    for row in payments_open(session, actor):
        yield Waiting(WorkKind.PAYMENT, row.id, row.sent_at, row.by, row.reference)
    for asked in questions_waiting(session, actor):
        yield Waiting(WorkKind.QUESTION, asked.id, asked.asked_at, asked.answer_by, asked.title)
    for late in late_contributions(session, actor):
        since = at(late.pay_by, time())
        yield Waiting(WorkKind.CONTRIBUTION, late.stream_id, since, late.pay_by, pounds(late.pence))
    for row in late_funded(session, actor):
        since = at(row.due_on, time())
        yield Waiting(WorkKind.INSTALMENT, row.account_id, since, row.by, f"{pounds(row.pence)}, {row.account}")
    for sent in plans_put(session, actor, only_waiting=True):
        yield Waiting(WorkKind.PLAN, sent.id, sent.sent_at, sent.answer_by)


def _of_the_office(session: Session, actor: Actor) -> Iterator[Waiting]:
    """What waits for administrators alone."""
    for proposal in role_proposals(session, actor, only_waiting=True):
        day = civil(proposal.lapses_at)
        yield Waiting(WorkKind.ROLE, proposal.id, proposal.proposed_at, day, proposal.organisation)
    for row in organisations_to_check(session, actor):
        if row.declined_at is None:
            yield Waiting(WorkKind.CHECK, row.id, row.joined_at, row.check_by, row.name)
    for request_id, since, by in data_requests_open(session, actor):
        yield Waiting(WorkKind.DATA, request_id, since, by)
    for payment in card_payments_stuck(session, actor):
        yield Waiting(WorkKind.CARD, payment.id, payment.made_at, None, payment.number)
    yield from _of_the_outbox(session, actor)


def _of_the_outbox(session: Session, actor: Actor) -> Iterator[Waiting]:
    """Mail that does not arrive, each letter with a link by itself; and other jobs that were given up, by topic."""
    letters = [(UUID(payload["letter"]), at) for payload, at in outbox.jobs_given_up(session, LETTER)]
    for failure_id, since in [*mail_in_trouble(session, actor), *letters]:
        yield Waiting(WorkKind.MAIL, failure_id, since, working_days_after(civil(since), MAIL_WORKING_DAYS))
    for topic, count, since in outbox.topics_given_up(session):
        if topic != LETTER:
            topic_id = uuid5(NAMESPACE_URL, f"urn:ownpath:job:{topic}")
            yield Waiting(WorkKind.JOB, topic_id, since, None, f"{count} of {topic}")
