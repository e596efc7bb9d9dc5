"""A small world for tests, made through the product's own operations, at a set instant."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

from marketplace.budgets import operations as budgets
from marketplace.budgets.operations import BudgetRequest, HoldRequest, Share, TermsRequest
from marketplace.budgets.queries import accounts_for, holders, to_pay_holders
from marketplace.budgets.rules import Holding, Paid
from marketplace.catalogue import operations as catalogue
from marketplace.catalogue.operations import SessionsRequest
from marketplace.catalogue.queries import sessions_of
from marketplace.catalogue.rules import Level, OfferState, OfferWords, PriceLine, Unit
from marketplace.foundation import access, database
from marketplace.foundation.access import Actor, Power
from marketplace.people import operations as people
from marketplace.people.operations import MandateRequest, OrganisationRequest
from marketplace.people.queries import actor_for
from marketplace.people.rules import Duty, MandateKind, OrganisationKind

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)  # a Monday
PASSWORD = "correct horse battery"
AREA = "E08000021"
OTHER_AREA = "E08000037"

WORDS = OfferWords(
    title="Allotment mornings",
    summary="Grow vegetables with a small group.",
    description="We dig, plant and drink tea. No experience needed.",
    category="nature",
    prices=(PriceLine(Unit.SESSION, Level.STANDARD, 12_00),),
    group=False,
    place="venue",
    venue="Moor Lane allotments",
    areas=(AREA,),
    days=("MO", "WE"),
    parts=("morning",),
    languages=("en",),
    access=("step_free",),
    takes=("notional", "direct"),
    notice_hours=24,
    late_percent=50,
    vat="exempt",
    starts=NOW.date(),
)


def system(now: datetime = NOW) -> Actor:
    """The worker, which may do what no route offers."""
    return access.worker(now)


def areas() -> None:
    """Two areas, made once for a test."""
    with database.writing() as session:
        people.declare_area(session, system(), AREA, "Newcastle upon Tyne", 54.98, -1.61)
        people.declare_area(session, system(), OTHER_AREA, "Gateshead", 54.95, -1.6)


def actor(account_id: UUID, now: datetime = NOW) -> Actor:
    """The actor that an account is, at an instant."""
    with database.reading() as session:
        found = actor_for(session, access.anonymous(now), account_id)
    assert found is not None
    return found


def account(name: str, email: str = "") -> UUID:
    """An account that signs in with PASSWORD."""
    with database.writing() as session:
        return people.open_account(session, system(), email or f"{uuid4().hex[:8]}@example.org", name, PASSWORD)


def person(name: str = "Robin Vale", area: str = AREA, email: str = "") -> Actor:
    """A person with their own account, as the actor that they are."""
    account_id = account(name, email)
    with database.writing() as session:
        people.register_person(session, system(), name, area, account_id)
    return actor(account_id)


def member(
    kind: OrganisationKind, duty: Duty, name: str, organisation_id: UUID | None = None, email: str = ""
) -> Actor:
    """A member of an organisation, made with it unless it is given, as the actor that they are."""
    account_id = account(f"{name} member", email)
    with database.writing() as session:
        organisation_id = organisation_id or people.register_organisation(
            session, system(), OrganisationRequest(kind, name)
        )
        people.join(session, system(), account_id, organisation_id, [duty])
    return actor(account_id)


def provider(name: str = "Green Shoots", email: str = "") -> Actor:
    """A provider's owner."""
    return member(OrganisationKind.PROVIDER, Duty.OWNER, name, email=email)


def commissioner(name: str = "North Council", email: str = "") -> Actor:
    """A council's commissioner."""
    return member(OrganisationKind.COUNCIL, Duty.COMMISSIONER, name, email=email)


def broker(name: str = "Open Door Brokers", email: str = "") -> Actor:
    """A broker."""
    return member(OrganisationKind.BROKER, Duty.BROKER, name, email=email)


def administrator(email: str = "") -> Actor:
    """Somebody of the back office."""
    return member(OrganisationKind.PLATFORM, Duty.ADMINISTRATOR, "Ownpath", email=email)


def trusts(giver: Actor, holder: Actor, kind: MandateKind, powers: frozenset[Power] = frozenset({Power.SEE})) -> None:
    """A person gives a mandate: to an organisation where the holder acts for one, else to the account."""
    assert giver.own_person_id is not None
    with database.writing() as session:
        people.give_mandate(
            session,
            giver,
            MandateRequest(
                giver.own_person_id,
                kind,
                powers,
                NOW.date() - timedelta(days=30),
                holder_account_id=None if holder.organisation_id else holder.account_id,
                holder_organisation_id=holder.organisation_id,
            ),
        )


def budget(
    person: Actor,
    funder: Actor,
    pence: int = 1_000_00,
    holding: Holding = Holding.NOTIONAL,
    starts: date = date(2026, 1, 1),
    ends: date = date(2026, 12, 31),
) -> UUID:
    """A budget with one account, credited at once; the account's id."""
    assert person.own_person_id is not None
    trusts(person, funder, MandateKind.FUNDER)
    request = BudgetRequest(
        key=uuid4(),
        person_id=person.own_person_id,
        starts=starts,
        ends=ends,
        stream="Adult social care",
        shares=(Share(holding, pence),),
        paid=Paid.AT_ONCE,
        plan_agreed_on=date(2025, 12, 20),
        plan_reference="Plan 7",
    )
    with database.writing() as session:
        budgets.give(session, funder, request)
    with database.reading() as session:
        accounts = accounts_for(session, person, person.own_person_id, Power.SPEND, current=False)
    return next(a.id for a in accounts if a.funder_id == funder.organisation_id and a.holding == holding)


def offer(provider: Actor, published: bool = True, **changed: object) -> UUID:
    """An offer with agreed times, published unless told otherwise; any of its words can be changed."""
    words = replace(WORDS, **changed)  # type: ignore[arg-type]
    with database.writing() as session:
        offer_id = catalogue.draft(session, provider, words)
        if published:
            catalogue.set_state(session, provider, offer_id, OfferState.PUBLISHED)
    return offer_id


@dataclass(frozen=True)
class Group:
    """A published group offer and its dated sessions, the soonest first."""

    offer_id: UUID
    sessions: tuple[UUID, ...]


def group(provider: Actor, places: int = 8, dates: int = 6, **changed: object) -> Group:
    """A published group offer with weekly sessions of two hours from next week on."""
    first = NOW + timedelta(days=7)
    starts = tuple(first + timedelta(weeks=n) for n in range(dates))
    offer_id = offer(provider, published=False, group=True, **changed)
    request = SessionsRequest(offer_id, starts, tuple(s + timedelta(hours=2) for s in starts), places)
    with database.writing() as session:
        catalogue.add_sessions(session, provider, request)
        catalogue.set_state(session, provider, offer_id, OfferState.PUBLISHED)

    with database.reading() as session:
        return Group(offer_id, tuple(row.id for row in sessions_of(session, provider, offer_id)))


def more(person: Actor, funder: Actor, pence: int) -> UUID:
    """One more budget beside those that a person has; its account's id."""
    before = set(_accounts(person))
    budget(person, funder, pence)
    (account_id,) = set(_accounts(person)) - before
    return account_id


def asked(person: Actor, holder: Actor, account_id: UUID, fee: int = 5_00) -> UUID:
    """Somebody is asked to hold all of an account as a fund, on terms that it says first; the fund's id."""
    with database.writing() as session:
        budgets.set_terms(session, holder, TermsRequest(True, fee, 28, "We pay what you choose."))
    with database.reading() as session:
        terms = next(row.terms_id for row in holders(session, person) if row.id == holder.organisation_id)
    with database.writing() as session:
        return budgets.ask_holder(session, person, HoldRequest(uuid4(), account_id, terms))


def fund(person: Actor, holder: Actor, funder: Actor, pence: int = 40_00) -> UUID:
    """A fund of money of its own that both signed, paid in at once; the fund's id."""
    fund_id = asked(person, holder, more(person, funder, pence))
    with database.writing() as session:
        budgets.answer_ask(session, holder, fund_id, agree=True)
        for due in to_pay_holders(session, funder):
            budgets.receive(session, funder, due.account_id, due.due_on)
    return fund_id


def _accounts(person: Actor) -> list[UUID]:
    with database.reading() as session:
        return [row.id for row in accounts_for(session, person, person.own_person_id or uuid4(), current=False)]
