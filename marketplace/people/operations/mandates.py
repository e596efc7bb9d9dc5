"""Writes of mandates: giving one within bounds, changing its bounds, ending it, and giving it back."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, insert, select, update
from sqlalchemy.orm import Session

from marketplace.foundation import journals
from marketplace.foundation.access import Actor, ActorKind, Power, Section
from marketplace.foundation.errors import NotFound
from marketplace.foundation.money import Pence
from marketplace.people.models import Mandate, MandateTerms, Organisation, Person
from marketplace.people.operations.notices import Telling, tell
from marketplace.people.queries.scope import held_by, in_force
from marketplace.people.queries.telling import accounts_of_organisation
from marketplace.people.rules import MandateKind, OrganisationKind, mandates
from marketplace.people.rules.contact import NoticeKind
from marketplace.people.rules.telling import SAID, News


@dataclass(frozen=True, slots=True)
class MandateRequest:
    """What a person lets somebody do: exactly one holder; the last day is inside; no last day means until ended.

    Sums are pence, for one order and for a calendar month; with no accounts named it reaches all of them.
    """

    person_id: UUID
    kind: MandateKind
    powers: frozenset[Power]
    starts: date
    ends: date | None = None
    holder_account_id: UUID | None = None
    holder_organisation_id: UUID | None = None
    sections: frozenset[Section] = field(default=mandates.EVERYDAY)
    only_accounts: tuple[UUID, ...] = ()
    most_each: Pence | None = None
    most_month: Pence | None = None

    @property
    def terms(self) -> mandates.MandateTerms:
        """What it lets the holder do."""
        return mandates.MandateTerms(
            self.kind, self.powers, self.sections, self.only_accounts, self.most_each, self.most_month, self.ends
        )


def give_mandate(session: Session, actor: Actor, request: MandateRequest) -> UUID:
    """A person lets a holder act for them. Only the person can. Raises NotFound for anybody else."""
    if request.person_id != actor.own_person_id:
        raise NotFound
    return write(session, actor, request)


def write(session: Session, actor: Actor, request: MandateRequest) -> UUID:
    """A mandate with its first terms; who may give it is the caller's to know."""
    mandate_id = uuid4()
    session.execute(
        insert(Mandate).values(
            id=mandate_id,
            person_id=request.person_id,
            holder_account_id=request.holder_account_id,
            holder_organisation_id=request.holder_organisation_id,
            kind=request.kind,
            starts=request.starts,
            **columns_of(request.terms),
        )
    )
    _keep(session, actor, mandate_id, 1, request.terms)
    _audit(session, actor, mandate_id, request.person_id, "given")
    return mandate_id


def columns_of(terms: mandates.MandateTerms) -> dict[str, Any]:
    """Terms as a mandate has them in its columns."""
    return {
        "powers": sorted(power.value for power in terms.powers),
        "sections": sorted(section.value for section in terms.sections),
        "only_accounts": sorted(terms.only_accounts) or None,
        "most_each": terms.most_each,
        "most_month": terms.most_month,
        "ends": terms.ends,
    }


def _keep(session: Session, actor: Actor, mandate_id: UUID, number: int, terms: mandates.MandateTerms) -> None:
    """Keep what a mandate says from now on, beside what it said before."""
    session.execute(
        insert(MandateTerms).values(
            mandate_id=mandate_id, number=number, at=actor.now, agreed_by=actor.account_id, terms=terms.as_json()
        )
    )


def _audit(session: Session, actor: Actor, mandate_id: UUID, person_id: UUID, action: str) -> None:
    journals.audit(session, actor, [journals.move("mandate", mandate_id, action)], person_id=person_id)


def give_on_terms(
    session: Session,
    actor: Actor,
    person_id: UUID,
    terms: mandates.MandateTerms,
    *,
    holder_account_id: UUID | None = None,
    holder_organisation_id: UUID | None = None,
) -> UUID:
    """A person lets an account or a broker body act for them from today on, and the holder is told; the mandate's id.

    The person does it, or the product for them once an invitation of theirs is taken up. Raises NotFound for anybody
    else and for a holder that cannot be one, TermsRefused, and AlreadyHelps.
    """
    account_id = session.scalar(  # one mandate at a time for a person, so that the same form twice gives one
        select(Person.account_id).where(Person.id == person_id).with_for_update(key_share=True)
    )
    if account_id is None or (person_id != actor.own_person_id and actor.kind is not ActorKind.WORKER):
        raise NotFound
    terms = mandates.whole(terms)
    mandates.check_terms(terms, actor.today)
    _holder_fits(session, account_id, terms.kind, holder_account_id, holder_organisation_id)
    same = (
        Mandate.holder_account_id == holder_account_id
        if holder_account_id is not None
        else Mandate.holder_organisation_id == holder_organisation_id
    )
    helps = select(Mandate.id).where(
        Mandate.person_id == person_id, same, Mandate.kind.in_(mandates.GIVEN_BY_PEOPLE), in_force(actor)
    )
    if session.scalar(helps.limit(1)):
        raise mandates.AlreadyHelps
    request = MandateRequest(
        person_id,
        terms.kind,
        terms.powers,
        actor.today,
        terms.ends,
        holder_account_id,
        holder_organisation_id,
        terms.sections,
        terms.only_accounts,
        terms.most_each,
        terms.most_month,
    )
    mandate_id = write(session, actor, request)
    _tell_holder(session, actor, mandate_id, News.MAY_HELP)
    return mandate_id


def _holder_fits(
    session: Session, giver: UUID, kind: MandateKind, account_id: UUID | None, organisation_id: UUID | None
) -> None:
    """Raises NotFound for oneself, for both or neither, and for an organisation that helps nobody to choose."""
    if (account_id is None) == (organisation_id is None) or account_id == giver:
        raise NotFound
    if organisation_id is not None:
        body = select(Organisation.id).where(
            Organisation.id == organisation_id, Organisation.kind == OrganisationKind.BROKER
        )
        if kind is not MandateKind.BROKER or session.scalar(body) is None:
            raise NotFound


def change_terms(session: Session, actor: Actor, mandate_id: UUID, terms: mandates.MandateTerms) -> None:
    """A person changes what a holder may do, from now on; what was agreed before stays readable. The same is kept once.

    Raises NotFound for a mandate that is not theirs or is over, and TermsRefused.
    """
    found = _locked(session, actor, mandate_id, Mandate.person_id == actor.own_person_id, in_force(actor))
    if found.kind not in mandates.GIVEN_BY_PEOPLE or actor.account_id is None:
        raise NotFound
    terms = mandates.whole(replace(terms, kind=MandateKind(found.kind)))
    mandates.check_terms(terms, actor.today)
    last = session.execute(
        select(MandateTerms.number, MandateTerms.terms)
        .where(MandateTerms.mandate_id == mandate_id)
        .order_by(MandateTerms.number.desc())
        .limit(1)
    ).one_or_none()
    if last is not None and last.terms == terms.as_json():
        return
    session.execute(update(Mandate).where(Mandate.id == mandate_id).values(**columns_of(terms)))
    number = (last.number if last else 0) + 1
    _keep(session, actor, mandate_id, number, terms)
    _audit(session, actor, mandate_id, found.person_id, "changed")
    _tell_holder(session, actor, mandate_id, News.HELP_CHANGED, f" {number}")


def end_mandate(session: Session, actor: Actor, mandate_id: UUID) -> None:
    """A person ends what somebody may do for them, at once; ending it again changes nothing.

    Raises NotFound for a mandate that is not theirs, and NotYoursToEnd.
    """
    found = _locked(session, actor, mandate_id, Mandate.person_id == actor.own_person_id)
    if found.kind not in mandates.ENDED_BY_PEOPLE:
        raise mandates.NotYoursToEnd(MandateKind(found.kind))
    if found.ended_at is None:
        finish(session, actor, found)
        _tell_holder(session, actor, mandate_id, News.HELP_ENDED)


def give_back(session: Session, actor: Actor, mandate_id: UUID) -> None:
    """A holder helps somebody no more, at once; the person is told. Raises NotFound for a mandate they do not hold."""
    found = _locked(session, actor, mandate_id, held_by(actor), Mandate.kind != MandateKind.FUNDER)
    by_organisation = found.holder_organisation_id is not None
    if by_organisation and not (actor.may(Power.BROKER) or actor.may(Power.MANAGE)):
        raise NotFound
    if found.ended_at is not None:
        return
    finish(session, actor, found)
    owner = session.scalars(select(Person.account_id).where(Person.id == found.person_id)).one()
    telling = Telling(
        "Somebody who helped you has stopped",
        "Somebody who could act for you has given that back. They can see and do nothing for you from now on.",
        "helper",
        None,
        f"mandate given back {mandate_id}",
    )
    tell(session, actor, {owner} if owner else set(), telling)


def finish(session: Session, actor: Actor, found: Mandate) -> None:
    """End a mandate whose row is locked."""
    session.execute(update(Mandate).where(Mandate.id == found.id).values(ended_at=actor.now))
    _audit(session, actor, found.id, found.person_id, "ended")


def _locked(session: Session, _actor: Actor, mandate_id: UUID, *reach: ColumnElement[bool]) -> Mandate:
    """A mandate in reach, whose row is locked: nothing is booked under it at the same moment. Raises NotFound."""
    found = session.scalar(select(Mandate).where(Mandate.id == mandate_id, *reach).with_for_update(key_share=True))
    if found is None:
        raise NotFound
    return found


def _tell_holder(session: Session, actor: Actor, mandate_id: UUID, news: News, turn: str = "") -> None:
    """Tell whoever holds a mandate; nobody is named in a notice."""
    found = session.execute(
        select(Mandate.holder_account_id, Mandate.holder_organisation_id).where(Mandate.id == mandate_id)
    ).one()
    accounts: set[UUID] = {found.holder_account_id} if found.holder_account_id else set()
    if found.holder_organisation_id is not None:
        accounts = accounts_of_organisation(session, actor, found.holder_organisation_id, Power.BROKER)
    once = f"mandate {news}{turn} {mandate_id}"
    tell(session, actor, accounts, Telling(*SAID[news], "helping", None, once, NoticeKind.SECURITY))
