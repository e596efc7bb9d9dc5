"""A world in which everything has happened once, and attempts by raw SQL at what its database must refuse."""

import json
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from marketplace.catalogue import operations as catalogue
from marketplace.catalogue.operations import AccreditationRequest, ImportRequest
from marketplace.choosing import operations as choosing
from marketplace.choosing.operations import ListRequest, SaveRequest
from marketplace.commissioning import operations as commissioning
from marketplace.commissioning.operations import AskRequest
from marketplace.foundation import database, journals, outbox
from marketplace.foundation.access import Power
from marketplace.foundation.database import constraint_of
from marketplace.people import operations as people
from marketplace.people.operations import LeadRequest, MandateRequest, OrganisationRequest, RoleRequest
from marketplace.people.rules import Duty, MandateKind, OrganisationKind, SettingName
from marketplace.people.rules.safeguarding import LeadRank, WorkKind
from marketplace.voice.rules import WorryKind
from search_index import worker
from tests import world
from tests.faces.conftest import TestClock
from tests.faces.shop import Shop
from tests.unit.catalogue.invented import read, service

OTHER = "00000000-0000-4000-8000-000000000001"  # an id that no record has
Attempt = tuple[str, str]  # the name of the constraint, and the statement that it must refuse


def changed(table: str, where: str = "true", **values: object) -> str:
    """A statement that gives columns of rows other values, which are SQL."""
    return f'UPDATE "{table}" SET {", ".join(f"{column} = {value}" for column, value in values.items())} WHERE {where}'


def copied(table: str, where: str = "true", **values: object) -> str:
    """A statement that inserts one row again, with other values in some of its columns."""
    fresh = json.dumps(values).replace("'", "''")
    return (
        f'INSERT INTO "{table}" OVERRIDING SYSTEM VALUE '
        f"SELECT (jsonb_populate_record(kept, '{fresh}')).* FROM \"{table}\" kept WHERE {where} LIMIT 1"
    )


def again(table: str, where: str = "true", **values: object) -> str:
    """A statement that inserts one row again under another id."""
    return copied(table, where, id=OTHER, **values)


def posted(*legs: tuple[str, int]) -> str:
    """A statement that posts a transaction of pence into pots of the one budget account."""
    values = ", ".join(f"('{pot}', {pence})" for pot, pence in legs)
    return (
        "WITH posted AS (INSERT INTO ledger_transaction (id, key, what, at) "
        "VALUES (gen_random_uuid(), 'attempt', 'credit', now()) RETURNING id) "
        "INSERT INTO ledger_entry (transaction_id, account_id, pot, pence) "
        f"SELECT posted.id, b.id, leg.pot, leg.pence FROM posted, budget_account b, (VALUES {values}) leg(pot, pence)"
    )


def busy() -> Shop:
    """One person, one provider and one funder, between whom everything has happened once."""
    shop = Shop(TestClock())
    group = world.group(shop.owner, places=2)
    shop.ordered(group.offer_id, sessions=group.sessions[:2])
    rated = shop.rated()
    shop.worried(rated)
    shop.recorded()
    funder_id = shop.funder.organisation_id
    assert funder_id is not None
    with database.writing() as session:
        people.cover_area(session, world.system(), funder_id, world.AREA, world.NOW.date())
        people.set_setting(session, world.system(), funder_id, SettingName.SILENCE_DAYS, 10, "Their policy")
        assert shop.owner.organisation_id
        stands_by = AccreditationRequest(shop.owner.organisation_id, funder_id, world.NOW.date())
        catalogue.accredit(session, world.system(), stands_by)
        reading = read(service())
        catalogue.import_entries(session, world.system(), ImportRequest("North", "", reading.records, reading.closed))
        outbox.enqueue(session, world.system(), [("nightly", {})], dedupe="nightly")
        _choose(session, shop, group.offer_id)
        people.begin(session, shop.robin, shop.robin.account_id or uuid4())
    _officials(shop)
    journals.write_looked(shop.owner, {shop.robin.own_person_id or uuid4(): "opened"}, "a page")
    worker.rebuild(shop.clock)
    return shop


def _choose(session: Session, shop: Shop, offer_id: UUID) -> None:
    """A list with an offer and an entry on it that a broker sees, and a request that is answered."""
    robin, person_id = shop.robin, shop.robin.own_person_id or uuid4()
    list_id = choosing.start(session, robin, ListRequest(uuid4(), person_id, "For the spring"))
    entry_id = session.execute(text("SELECT id FROM directory_entry LIMIT 1")).scalar_one()
    for record_id in (offer_id, entry_id):
        choosing.save(session, robin, SaveRequest(list_id, record_id))
    broker = people.register_organisation(
        session, world.system(), OrganisationRequest(OrganisationKind.BROKER, "Open Door Brokers")
    )
    mandate = MandateRequest(
        person_id, MandateKind.BROKER, frozenset({Power.SEE}), world.NOW.date(), holder_organisation_id=broker
    )
    choosing.share(session, robin, list_id, people.give_mandate(session, robin, mandate))
    gap_id = commissioning.ask(
        session, robin, AskRequest(uuid4(), person_id, "An accordion group.", world.AREA, list_id=list_id)
    )
    commissioning.answer(session, shop.funder, gap_id, "We have asked two groups.")


def _officials(shop: Shop) -> None:
    """A duty that is proposed, a lead in an area, a worry that went to the lead, and something that is taken."""
    office = world.administrator()
    funder_id = shop.funder.organisation_id or uuid4()
    lead = world.member(OrganisationKind.COUNCIL, Duty.SAFEGUARDING_LEAD, "Lead", funder_id, "lead@example.org")
    with database.writing() as session:
        asked = RoleRequest("lead@example.org", funder_id, Duty.MANAGER, "There is none yet.")
        proposal_id = people.propose_role(session, office, asked)
        people.take_work(session, office, (WorkKind.ROLE, proposal_id))
        member = text("SELECT id FROM membership WHERE account_id = :a")
        member_id = session.execute(member, {"a": lead.account_id}).scalar_one()
        people.name_lead(session, world.system(), LeadRequest(funder_id, world.AREA, LeadRank.LEAD, member_id))
    shop.worried(shop.accepted(), WorryKind.HARM)


def refused_by(engine: Engine, statement: str) -> str:
    """The name of the constraint that refuses a statement, at once or when it is committed."""
    with pytest.raises(IntegrityError) as refused:
        _attempt(engine, statement)
    return constraint_of(refused.value)


def _attempt(engine: Engine, statement: str) -> None:
    with engine.begin() as connection:
        assert connection.execute(text(statement.replace(":", r"\:"))).rowcount, "the statement touches no row"
