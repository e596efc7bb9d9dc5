"""Writes of memberships: changing what a member does, ending a membership, and what an organisation says of itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy import Row, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from marketplace.foundation import journals
from marketplace.foundation.access import Actor, ActorKind, Power
from marketplace.foundation.errors import NotFound
from marketplace.people.models import Membership, Organisation
from marketplace.people.operations.notices import Telling, tell
from marketplace.people.queries import accounts_of_organisation, staying
from marketplace.people.rules import Duty, OrganisationKind, check_duties
from marketplace.people.rules.contact import NoticeKind
from marketplace.people.rules.members import LastKeeper, NoDuty, check_own, keeper_of, keeping, left_alone

Held = Row[UUID, UUID, UUID, list[str]]  # a membership: its id, account, organisation and duties


@dataclass(frozen=True, slots=True)
class WordsRequest:
    """What an organisation says of itself, and how it is reached."""

    about: str
    email: str
    phone: str


def hold(session: Session, _actor: Actor, organisation_id: UUID) -> OrganisationKind:
    """Let one change of an organisation's members through at a time; its kind. Raises NotFound."""
    locked = select(Organisation.kind).where(Organisation.id == organisation_id).with_for_update(key_share=True)
    kind = session.scalars(locked).one_or_none()
    if kind is None:
        raise NotFound
    return OrganisationKind(kind)


def keeps(session: Session, actor: Actor, organisation_id: UUID, kind: OrganisationKind) -> bool:
    """Whether the actor keeps an organisation at this moment, whatever held when the request began.

    To be asked under ``hold``: whoever was ended by somebody at the same moment keeps it no longer.
    """
    return actor.organisation_id == organisation_id and _kept(session, actor, organisation_id, kind, actor.account_id)


def _kept(
    session: Session, actor: Actor, organisation_id: UUID, kind: OrganisationKind, account_id: UUID | None
) -> bool:
    duties = [duty.value for duty in keeping(kind)]
    held = select(Membership.id).where(
        Membership.organisation_id == organisation_id,
        Membership.account_id == account_id,
        Membership.ended_at.is_(None),
        Membership.ends.is_(None) | (Membership.ends >= actor.today),
        Membership.duties.overlap(duties),
    )
    return session.scalars(held.limit(1)).one_or_none() is not None


def administers(session: Session, actor: Actor) -> bool:
    """Whether the actor is an administrator at this moment. To be asked under ``hold`` of the actor's organisation."""
    if not actor.may(Power.ADMINISTER) or actor.organisation_id is None:
        return False
    return keeps(session, actor, actor.organisation_id, OrganisationKind.PLATFORM)


def _others_lead(
    session: Session, actor: Actor, found: Held, kind: OrganisationKind, keeps: Iterable[Duty] = ()
) -> None:
    """Raises LastKeeper when a membership is the last to lead an organisation, and ``keeps`` none of its duties."""
    others = staying(session, actor, [found.organisation_id], but=found.account_id)
    if left_alone(kind, map(Duty, found.duties), [keeps, *others.get(found.organisation_id, ())]):
        raise LastKeeper


def _in_force(session: Session, actor: Actor, membership_id: UUID) -> Held:
    """A membership that has not ended at this moment, with its organisation and duties. Raises NotFound."""
    found = session.execute(
        select(Membership.id, Membership.account_id, Membership.organisation_id, Membership.duties)
        .where(Membership.id == membership_id, Membership.ended_at.is_(None))
        .where(Membership.ends.is_(None) | (Membership.ends >= actor.today))
    ).one_or_none()
    if found is None:
        raise NotFound
    return found


def change_duties(session: Session, actor: Actor, membership_id: UUID, duties: Iterable[Duty]) -> None:
    """Whoever keeps an organisation says what a member does from now on; one's own duties can only be laid down.

    Raises NotFound, NoDuty, DutyRefused, OwnDuty, LastKeeper.
    """
    wanted = sorted({Duty(duty) for duty in duties})
    organisation_id = _in_force(session, actor, membership_id).organisation_id
    kind = hold(session, actor, organisation_id)
    found = _in_force(session, actor, membership_id)
    if not keeps(session, actor, organisation_id, kind):
        raise NotFound
    if not wanted:
        raise NoDuty
    check_duties(kind, wanted)
    before = [Duty(duty) for duty in found.duties]
    if found.account_id == actor.account_id or kind is OrganisationKind.PLATFORM:
        check_own(before, wanted)
    _others_lead(session, actor, found, kind, wanted)
    if set(before) == set(wanted):
        return
    session.execute(
        update(Membership).where(Membership.id == membership_id).values(duties=[duty.value for duty in wanted])
    )
    was, became = ", ".join(sorted(before)), ", ".join(wanted)
    journals.audit(session, actor, [journals.move("membership", membership_id, "duties changed", was, became)])
    telling = Telling(
        "What you do has changed",
        "Your duties in an organisation have changed. Open its page to see what you do there now.",
        "membership",
        None,
        f"duties {uuid4()}",
        NoticeKind.SECURITY,
    )
    tell(session, actor, {found.account_id} - {actor.account_id}, telling)


def end_membership(session: Session, actor: Actor, membership_id: UUID, why: str = "") -> None:
    """End a membership at once and everywhere: one's own, one where one keeps the organisation, or as the back office.

    What the member had taken falls back to nobody, and their colleagues are told so. Raises NotFound, LastKeeper.
    """
    organisation_id = _in_force(session, actor, membership_id).organisation_id
    kind = hold(session, actor, organisation_id)
    found = _in_force(session, actor, membership_id)
    allowed = found.account_id == actor.account_id or keeps(session, actor, organisation_id, kind)
    if not allowed and not (kind is not OrganisationKind.PLATFORM and administers(session, actor)):
        raise NotFound
    _others_lead(session, actor, found, kind)
    session.execute(update(Membership).where(Membership.id == membership_id).values(ended_at=actor.now))
    journals.audit(session, actor, [journals.move("membership", membership_id, "ended")], why or None)
    if found.account_id != actor.account_id:
        telling = Telling(
            "Your membership has ended",
            "Your membership of an organisation has ended. You no longer act for it. Ask them if this is wrong.",
            "membership",
            None,
            f"membership ended {membership_id}",
            NoticeKind.SECURITY,
        )
        tell(session, actor, {found.account_id}, telling)
    _tell_who_stay(session, actor, membership_id, organisation_id, kind)


def _tell_who_stay(
    session: Session, actor: Actor, membership_id: UUID, organisation_id: UUID, kind: OrganisationKind
) -> None:
    after = actor.at(actor.now + timedelta(microseconds=1))  # whoever has just ended is not told
    powers = {keeper_of(kind), Power.COMMISSION, Power.SAFEGUARD} if kind is not OrganisationKind.PROVIDER else set()
    stay = {
        account
        for power in powers | {keeper_of(kind)}
        for account in accounts_of_organisation(session, after, organisation_id, power)
    }
    telling = Telling(
        "A colleague has left",
        "A colleague has left. What they had taken now waits for somebody. Please look at what waits.",
        "work",
        None,
        f"left {membership_id}",
        NoticeKind.TASKS,
    )
    tell(session, actor, stay - {actor.account_id}, telling)


def grant(session: Session, actor: Actor, account_id: UUID, organisation_id: UUID, duty: Duty) -> UUID:
    """Give an account one more duty in an organisation; its membership's id. Who may is the caller's to know.

    Raises NotFound without the organisation, DutyRefused.
    """
    kind = hold(session, actor, organisation_id)
    check_duties(kind, [duty])
    there = session.execute(
        select(Membership.id, Membership.duties)
        .where(Membership.account_id == account_id, Membership.organisation_id == organisation_id)
        .where(Membership.ended_at.is_(None), Membership.ends.is_(None))
        .order_by(Membership.starts)
        .limit(1)
    ).one_or_none()
    if there is not None:
        duties = sorted({*there.duties, duty.value})
        session.execute(update(Membership).where(Membership.id == there.id).values(duties=duties))
        membership_id, was = there.id, ", ".join(there.duties)
    else:
        row = {"account_id": account_id, "organisation_id": organisation_id, "starts": actor.today}
        fresh = insert(Membership).values(id=uuid4(), duties=[duty.value], **row)
        back = {"duties": fresh.excluded.duties, "ended_at": None, "ends": None}  # who ended today comes back
        added = fresh.on_conflict_do_update(index_elements=list(row), set_=back).returning(Membership.id)
        membership_id, was, duties = session.scalars(added).one(), None, [duty.value]
    journals.audit(session, actor, [journals.move("membership", membership_id, "granted", was, ", ".join(duties))])
    return membership_id


def describe(session: Session, actor: Actor, request: WordsRequest) -> None:
    """Whoever keeps an organisation says what it says of itself. Raises NotFound."""
    if actor.organisation_id is None or actor.kind is not ActorKind.ACCOUNT:
        raise NotFound
    kind = hold(session, actor, actor.organisation_id)
    if not keeps(session, actor, actor.organisation_id, kind):
        raise NotFound
    session.execute(
        update(Organisation)
        .where(Organisation.id == actor.organisation_id)
        .values(about=request.about, email=request.email, phone=request.phone)
    )
    journals.audit(session, actor, [journals.move("organisation", actor.organisation_id, "described")])
