"""Writes at a helper's desk: signing somebody up together with them, and the code by which they take over later."""

import secrets
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from marketplace.foundation import journals
from marketplace.foundation.access import Actor, ActorKind, Power
from marketplace.foundation.errors import NotFound
from marketplace.people.models import Link, Person, SaySo
from marketplace.people.operations.links import NewLink, end_links, make_link, send_link
from marketplace.people.operations.mandates import MandateRequest, give_mandate
from marketplace.people.rules import MandateKind
from marketplace.people.rules.joining import (
    LONGEST_HELP,
    Purpose,
    SaidHow,
    check_said_on,
    check_until,
    powers_told,
)

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that is read or written for another
GROUPS, GROUP = 4, 4  # 78 random bits


@dataclass(frozen=True, slots=True)
class TogetherRequest:
    """Somebody signed up at a desk: who and where, an e-mail address (in lower case) if they have one, what they let
    the helper do until which day, and how, when and to what they said yes. ``key`` is the form's own.
    """

    key: UUID
    name: str
    area_code: str
    email: str | None
    powers: frozenset[Power]
    until: date
    how: SaidHow
    said_on: date
    words: str


def sign_up_together(session: Session, actor: Actor, request: TogetherRequest) -> UUID:
    """A person without an account of their own, who lets the helper's organisation act for them to a day; their id.

    Sending the same form again gives the same person. An official may only look. Raises NotFound unless a broker or a
    commissioner asks, DayRefused and SaidOnRefused.
    """
    broker = actor.may(Power.BROKER)
    if actor.organisation_id is None or not (broker or actor.may(Power.COMMISSION)):
        raise NotFound
    made = select(SaySo.person_id).where(SaySo.key == request.key, SaySo.heard_by == actor.account_id)
    if (known := session.scalar(made)) is not None:
        return known
    check_until(request.until, actor.today, LONGEST_HELP)
    check_said_on(request.said_on, actor.today)
    person_id = uuid4()
    session.execute(insert(Person).values(id=person_id, name=request.name, area_code=request.area_code))
    mandate = MandateRequest(
        person_id,
        MandateKind.BROKER if broker else MandateKind.FUNDER,
        powers_told(request.powers) if broker else frozenset({Power.SEE}),
        actor.today,
        request.until,
        holder_organisation_id=actor.organisation_id,
    )
    giver = Actor(ActorKind.ACCOUNT, actor.now, actor.account_id, actor.organisation_id, own_person_id=person_id)
    mandate_id = give_mandate(session, giver, mandate)
    said = {
        "id": uuid4(),
        "key": request.key,
        "person_id": person_id,
        "mandate_id": mandate_id,
        "heard_by": actor.account_id,
        "how": request.how,
        "said_on": request.said_on,
        "words": request.words,
        "made_at": actor.now,
    }
    session.execute(insert(SaySo).values(said))
    journals.audit(session, actor, [journals.move("person", person_id, "signed up together")], person_id=person_id)
    if request.email:
        send_link(session, actor, NewLink(Purpose.TAKEOVER, request.email, person_id=person_id))
    return person_id


def make_code(session: Session, actor: Actor, person_id: UUID) -> str:
    """A new code for the paper of somebody whom the actor's organisation signed up; the ones before open nothing.

    It is kept as a hash alone, so it is shown this once. Raises NotFound, also when they have an account by now.
    """
    mine = select(SaySo.id).where(SaySo.person_id == person_id, SaySo.heard_by == actor.account_id)
    waits = select(Person.id).where(Person.id == person_id, Person.account_id.is_(None), mine.exists())
    if actor.account_id is None or session.scalar(waits.with_for_update()) is None:
        raise NotFound
    end_links(session, actor, (Link.person_id == person_id) & Link.email.is_(None))
    code = "".join(secrets.choice(LETTERS) for _ in range(GROUPS * GROUP))
    make_link(session, actor, NewLink(Purpose.TAKEOVER, None, person_id=person_id), code)
    journals.audit(session, actor, [journals.move("person", person_id, "given a code on paper")], person_id=person_id)
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))
