"""Writes of what is missing: asking for it, taking that back, and the answer of the area's commissioners."""

from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from marketplace.choosing.queries import shortlist
from marketplace.commissioning import rules
from marketplace.commissioning.models import GapRequest
from marketplace.commissioning.queries import asked_by, funders_covering, in_own_area
from marketplace.commissioning.rules import GapState
from marketplace.foundation import journals
from marketplace.foundation.access import Actor, Power, Section
from marketplace.foundation.clock import working_days_after
from marketplace.foundation.errors import KeyReused, NotFound
from marketplace.people.models import Person
from marketplace.people.operations import Telling, tell
from marketplace.people.queries import accounts_of_organisation, person
from marketplace.people.rules.contact import NoticeKind


@dataclass(frozen=True, slots=True)
class AskRequest:
    """Something that somebody wants and cannot find, in their words; the key makes the same form twice one request.

    ``times`` says when it would suit, ``reasons`` why nothing that there is does; ``list_id`` is the list it was on.
    """

    key: UUID
    person_id: UUID
    words: str
    area_code: str
    category: str = ""
    times: str = ""
    reasons: tuple[str, ...] = ()
    list_id: UUID | None = None


def ask(session: Session, actor: Actor, request: AskRequest) -> UUID:
    """Ask for what is missing; the request's id. The area's commissioners are told that there is one.

    Raises NotFound unless the actor may plan for the person, and for a list out of reach; TooManyOpen and KeyReused.
    """
    person(session, actor, request.person_id, Power.PLAN, Section.REQUESTS)
    if request.list_id is not None:
        shortlist(session, actor, request.list_id, request.person_id)
    if actor.account_id is None:
        raise NotFound
    if before := _asked_before(session, request):
        return before
    waiting = select(func.count()).where(GapRequest.person_id == request.person_id, GapRequest.state == GapState.OPEN)
    if (session.scalar(waiting) or 0) >= rules.MOST_OPEN:
        raise rules.TooManyOpen
    gap_id = session.scalar(
        insert(GapRequest)
        .values(
            id=uuid4(),
            key=request.key,
            person_id=request.person_id,
            asked_by=actor.account_id,
            words=request.words,
            times=request.times,
            area_code=request.area_code,
            category=request.category,
            reasons=list(request.reasons),
            shortlist_id=request.list_id,
            asked_at=actor.now,
            look_by=working_days_after(actor.today, rules.LOOK_WORKING_DAYS),
            state=GapState.OPEN,
        )
        .on_conflict_do_nothing(index_elements=[GapRequest.key])
        .returning(GapRequest.id)
    )
    if gap_id is None:  # the same form, sent twice at the same moment
        gap_id = _asked_before(session, request)
        if gap_id is None:
            raise KeyReused
        return gap_id
    asked = journals.move("gap_request", gap_id, "asked", None, GapState.OPEN)
    journals.audit(session, actor, [asked], person_id=request.person_id)
    _tell_commissioners(session, actor, gap_id, request.area_code)
    return gap_id


def _asked_before(session: Session, request: AskRequest) -> UUID | None:
    """The request that this form's key has made already. Raises KeyReused when that said something else."""
    found = session.execute(select(GapRequest).where(GapRequest.key == request.key)).scalar_one_or_none()
    if found is None:
        return None
    said = (found.person_id, found.words, found.area_code, found.category, found.times, tuple(found.reasons))
    asked = (request.person_id, request.words, request.area_code, request.category, request.times, request.reasons)
    if said != asked or found.shortlist_id != request.list_id:
        raise KeyReused
    return found.id


def _tell_commissioners(session: Session, actor: Actor, gap_id: UUID, area_code: str) -> None:
    """Tell those who commission for an area that there is a request; nothing of what was said is in the notice."""
    telling = Telling(
        "Somebody asks for something new",
        "Somebody in your area cannot find what they want. Please look.",
        "gap",
        gap_id,
        f"gap {gap_id}",
        NoticeKind.TASKS,
    )
    for funder_id in funders_covering(session, actor, area_code):
        accounts = accounts_of_organisation(session, actor, funder_id, Power.COMMISSION)
        tell(session, actor, accounts, replace(telling, organisation_id=funder_id))


def withdraw(session: Session, actor: Actor, gap_id: UUID) -> None:
    """Take a request back: nobody but whoever asked sees it from now on. Raises NotFound and IllegalMove."""
    named = select(GapRequest.state, GapRequest.person_id).where(GapRequest.id == gap_id, asked_by(actor))
    found = session.execute(named.with_for_update()).one_or_none()
    if found is None:
        raise NotFound
    became = rules.next_state(GapState(found.state), GapState.WITHDRAWN)
    session.execute(update(GapRequest).where(GapRequest.id == gap_id).values(state=became))
    moved = journals.move("gap_request", gap_id, "withdrawn", found.state, became)
    journals.audit(session, actor, [moved], person_id=found.person_id)


def answer(session: Session, actor: Actor, gap_id: UUID, words: str) -> None:
    """An area's commissioners say what they will do; whoever asked is told. Raises NotFound and IllegalMove."""
    if not actor.may(Power.COMMISSION):
        raise NotFound
    found = session.execute(
        select(GapRequest.state, GapRequest.asked_by, GapRequest.person_id, Person.account_id)
        .join(Person, Person.id == GapRequest.person_id)
        .where(GapRequest.id == gap_id, in_own_area(actor))
        .with_for_update(of=GapRequest)
    ).one_or_none()
    if found is None:
        raise NotFound
    became = rules.next_state(GapState(found.state), GapState.ANSWERED)
    session.execute(
        update(GapRequest)
        .where(GapRequest.id == gap_id)
        .values(state=became, answer=words, answered_by=actor.organisation_id, answered_at=actor.now)
    )
    journals.audit(session, actor, [journals.move("gap_request", gap_id, "answered", found.state, became)])
    telling = Telling(
        "There is an answer to what you asked for",
        "You asked for something that you could not find. Those who plan support in your area have answered.",
        "gap",
        gap_id,
        f"gap answered {gap_id}",
        NoticeKind.ANSWERS,
        found.person_id,
    )
    tell(session, actor, {found.asked_by, found.account_id} - {None}, telling)
