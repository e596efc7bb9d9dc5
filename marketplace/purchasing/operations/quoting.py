"""Pricing an order from what the database says of its parts: what asking for it and placing it share."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.orm import Session

from marketplace.budgets import rules as budgets
from marketplace.budgets.queries import Bought, SpendRow, accounts_to_spend
from marketplace.catalogue.queries import SessionRow, TermsRow, sessions_named, terms
from marketplace.catalogue.rules import OfferState
from marketplace.foundation.access import Actor, Power, Section
from marketplace.foundation.clock import civil
from marketplace.foundation.errors import KeyReused, NotFound
from marketplace.foundation.money import times
from marketplace.people.models import Person
from marketplace.people.queries import ASKER, asked_by, open_to
from marketplace.purchasing import rules
from marketplace.purchasing.models import Booking, Order
from marketplace.purchasing.operations.bounds import held_to
from marketplace.purchasing.operations.permitting import permissions_needed, permitted
from marketplace.purchasing.operations.requests import OrderRequest, PaidByCard, Paying, PricedOccasion, Quote
from marketplace.purchasing.queries.cards import card_to_pay
from marketplace.purchasing.rules import BookingState, Occasion

_REACH = (  # built once: building it takes longer than running it
    select(Person.account_id, Order.id, Order.request_hash, Order.person_id)
    .outerjoin(Order, Order.key == bindparam("key_used"))
    .where(Person.id == bindparam("bought_for"), open_to(ASKER, Power.SPEND, Person.id, Section.BOOKINGS))
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the database says of an order's parts, read once: ``now`` is the version in force today."""

    now: TermsRow
    versions: list[TermsRow]
    sessions: list[SessionRow]
    accounts: list[SpendRow]  # those that should pay, in their order


def quote(session: Session, actor: Actor, request: OrderRequest) -> Quote:
    """What an order would cost, who pays and what would be left.

    Raises what placing it would raise as things stand, but for a page that has become old.
    """
    reach = reached(session, actor, request)
    facts = facts_of(session, actor, request)
    asked = quoted(actor, request, facts)
    if not reach.own:
        held_to(session, actor, request.person_id, asked, lock=False)
    permitted(session, actor, request, asked, lock=False)
    asked = with_card(session, actor, asked, facts)
    _not_yet_booked(session, request, asked)
    return asked


def with_card(session: Session, actor: Actor, asked: Quote, facts: Facts) -> Quote:
    """The same, with the card that can pay of it what a direct payment pays, if one can."""
    direct = [payer.account_id for payer in asked.payers if payer.holding == budgets.Holding.DIRECT]
    found = card_to_pay(session, actor, direct, facts.now.provider_id) if direct else None
    if found is None:
        return asked
    last = max(civil(each.occasion.starts_at) for each in asked.occasions)
    return replace(asked, card=PaidByCard(found[0], found[1], found[1].good_on(last)))


def _not_yet_booked(session: Session, request: OrderRequest, asked: Quote) -> None:
    """Raises AlreadyBooked when the person has this offer at one of these times; a constraint holds it when placing."""
    times_asked = [each.occasion for each in asked.occasions]
    same = or_(*(and_(Booking.starts_at < o.ends_at, Booking.ends_at > o.starts_at) for o in times_asked))
    had = select(Booking.id).filter_by(person_id=request.person_id, offer_id=request.offer_id)
    if session.scalar(had.where(Booking.state != BookingState.CANCELLED, same).limit(1)):
        raise rules.AlreadyBooked


@dataclass(frozen=True, slots=True)
class Reach:
    """How an actor reaches the person it books for: being them, or by a mandate; and the order of before, if any."""

    own: bool
    before: UUID | None


def reached(session: Session, actor: Actor, request: OrderRequest) -> Reach:
    """How the actor may spend for the person, and the order that this form's key already placed, if it did.

    Raises NotFound unless the actor may spend for the person, and KeyReused when the key came with other contents.
    """
    asked = {"key_used": request.key, "bought_for": request.person_id} | asked_by(actor)
    found = session.execute(_REACH, asked).one_or_none()
    if found is None:
        raise NotFound
    owner, order_id, request_hash, person_id = found
    if order_id is not None and (request_hash, person_id) != (request.hash, request.person_id):
        raise KeyReused
    return Reach(owner == actor.account_id, order_id)


def facts_of(session: Session, actor: Actor, request: OrderRequest) -> Facts:
    """Read the offer's versions, the sessions named and the account. Raises NotFound when there is no such offer."""
    versions = terms(session, actor, request.offer_id, request.unit, request.level)
    now = rules.in_force(versions, actor.today)
    if now is None:
        raise NotFound
    sessions = sessions_named(session, actor, request.offer_id, request.session_ids) if request.session_ids else []
    paying = request.account_ids
    bought = Bought(request.offer_id, tuple({version.category for version in versions}))
    accounts = accounts_to_spend(session, actor, request.person_id, paying, bought) if paying else []
    return Facts(now, versions, sessions, accounts)


def quoted(actor: Actor, request: OrderRequest, facts: Facts) -> Quote:
    """Price an order from what was read, and refuse what cannot be placed."""
    offer = facts.now
    rules.on_sale(offer.title, published=offer.state == OfferState.PUBLISHED)
    occasions = _occasions(request, facts)
    rules.occasions_allowed(occasions, actor.now)
    priced = [_priced(request, facts, occasion) for occasion in occasions]
    total = sum(each.price for each in priced)
    if total:
        priced = _paid(request, facts, priced)
    return Quote(
        version_id=offer.version_id,
        title=offer.title,
        provider=offer.provider,
        notice_hours=offer.notice_hours,
        late_percent=offer.late_percent,
        occasions=tuple(priced),
        total=total,
        payers=tuple(_payers(request, facts, priced)),
    )


def _occasions(request: OrderRequest, facts: Facts) -> list[Occasion]:
    """The times of an order: the sessions of a group that were named, or the times that were agreed."""
    if not facts.now.group:
        return list(request.times)
    gone = [row.id for row in facts.sessions if row.left < 1]
    if gone or len(facts.sessions) < len(request.session_ids):
        raise rules.PlacesGone(gone or request.session_ids)
    return [Occasion(row.starts_at, row.ends_at, row.id) for row in facts.sessions]


def _priced(request: OrderRequest, facts: Facts, occasion: Occasion) -> PricedOccasion:
    """An occasion at the unit price of the version that is in force on its own day."""
    version = rules.in_force(facts.versions, civil(occasion.starts_at))
    if version is None or version.pence is None:
        raise rules.NotOnSale("This price is no longer offered on one of these days. Look at the offer again.")
    quantity = rules.quantity_for(request.unit, request.quantity, occasion, group=facts.now.group)
    return PricedOccasion(occasion, quantity, version.pence, times(version.pence, quantity), ())


def _paid(request: OrderRequest, facts: Facts, priced: list[PricedOccasion]) -> list[PricedOccasion]:
    """The occasions with who pays what of each. Raises unless each account may pay this provider, and has enough."""
    if len(facts.accounts) < len(request.account_ids) or not facts.accounts:
        raise budgets.NoAccount
    rules.part_allowed(request.part, request.account_ids)
    for account in facts.accounts:
        rules.takes(facts.now.takes, account.holding)
    sources = [rules.Source(row.id, row.starts, row.ends, row.available) for row in facts.accounts]
    costs = [(civil(each.occasion.starts_at), each.price) for each in priced]
    shares = rules.shared(costs, sources, request.part)
    return [replace(each, shares=tuple(share)) for each, share in zip(priced, shares, strict=True)]


def _payers(request: OrderRequest, facts: Facts, priced: list[PricedOccasion]) -> Iterator[Paying]:
    """What each account pays of the whole; one that pays nothing is not among them.

    Raises SpendingRefused where its funder's rules are against it, and StreamShut where its stream stands still.
    """
    for row in facts.accounts:
        pence = sum(rules.given_by(row.id, (each.shares for each in priced)))
        if pence:
            days = [civil(each.occasion.starts_at) for each in priced if rules.given_by(row.id, [each.shares])]
            allowed_by = permissions_needed(request, row, [(day, _category(facts, day)) for day in days], pence)
            yield Paying(row.id, row.name, row.holding, pence, row.available, row.available - pence, allowed_by)


def _category(facts: Facts, day: date) -> str:
    """The category of what is bought on a day, which the version in force on that day says."""
    return (rules.in_force(facts.versions, day) or facts.now).category
