"""A world in which everything has happened once, and attempts by raw SQL at what its database must refuse."""

import json
from dataclasses import replace
from datetime import time, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from marketplace.budgets import operations as budgets
from marketplace.budgets.operations import BankRequest, DrawRequest
from marketplace.budgets.rules.banking import BankReason
from marketplace.budgets.rules.streams import Change, ChangeKind, ChangeReason
from marketplace.catalogue import operations as catalogue
from marketplace.catalogue.operations import AccreditationRequest, CostingRequest, ImportRequest
from marketplace.choosing import operations as choosing
from marketplace.choosing.operations import ListRequest, SaveRequest
from marketplace.commissioning import operations as commissioning
from marketplace.commissioning.operations import AskRequest
from marketplace.foundation import access, database, journals, outbox
from marketplace.foundation.access import Power
from marketplace.foundation.database import constraint_of
from marketplace.keeping import operations as keeping
from marketplace.keeping.operations import AskRequest as AskData
from marketplace.keeping.rules.asking import RequestKind
from marketplace.people import operations as people
from marketplace.people.operations import (
    AppointRequest,
    LeadRequest,
    MandateRequest,
    OpenRequest,
    OrganisationRequest,
    RoleRequest,
)
from marketplace.people.queries import actor_behind
from marketplace.people.rules import Duty, MandateKind, OrganisationKind, SettingName
from marketplace.people.rules.contact import Contact
from marketplace.people.rules.mail import MailTrouble
from marketplace.people.rules.needs import CommunicationNeed, Needs
from marketplace.people.rules.safeguarding import LeadRank, WorkKind
from marketplace.purchasing import operations as purchasing
from marketplace.purchasing.queries import invoice_owed, invoices_owed, payments_open
from marketplace.voice.rules import WorryKind
from search_index import worker
from tests import world
from tests.faces.conftest import TestClock
from tests.faces.shop import Shop
from tests.house_rules.trust import contributing_scene, joining_scene
from tests.integration.budgets import asking
from tests.integration.plans.between import planned
from tests.integration.purchasing.tills import by_card
from tests.unit.catalogue.harbour_kitchen import sheet
from tests.unit.catalogue.invented import read, service

JO = "jo@example.org"
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
    """A statement that posts a transaction of pence into pots of the budget account that most was spent from."""
    values = ", ".join(f"('{pot}', {pence})" for pot, pence in legs)
    return (
        "WITH posted AS (INSERT INTO ledger_transaction (id, key, what, at) "
        "VALUES (gen_random_uuid(), 'attempt', 'credit', now()) RETURNING id) "
        "INSERT INTO ledger_entry (transaction_id, account_id, pot, pence) "
        f"SELECT posted.id, b.id, leg.pot, leg.pence FROM posted, budget_account b, (VALUES {values}) leg(pot, pence) "
        "WHERE b.id = (SELECT id FROM budget_account ORDER BY holding = 'notional' DESC, spent DESC LIMIT 1)"
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
    costs = replace(sheet(), day=world.NOW.date())
    with database.writing() as session:
        put_by = BankRequest(uuid4(), shop.account_id, BankReason.BREAK, "For the spring", 20_00, world.NOW.date())
        bank_id = budgets.bank(session, shop.robin, put_by)
        budgets.draw(session, shop.robin, DrawRequest(uuid4(), bank_id, 5_00))
        people.cover_area(session, world.system(), funder_id, world.AREA, world.NOW.date())
        people.set_setting(session, world.system(), funder_id, SettingName.SILENCE_DAYS, 10, "Their policy")
        assert shop.owner.organisation_id
        stands_by = AccreditationRequest(shop.owner.organisation_id, funder_id, world.NOW.date())
        catalogue.accredit(session, world.system(), stands_by)
        costing_id = catalogue.cost(session, shop.owner, CostingRequest(uuid4(), costs, "Costs"))
        catalogue.hold_to(session, shop.owner, group.offer_id, costing_id, 0)
        reading = read(service())
        catalogue.import_entries(session, world.system(), ImportRequest("North", "", reading.records, reading.closed))
        outbox.enqueue(session, world.system(), [("nightly", {})], dedupe="nightly")
        _choose(session, shop, group.offer_id)
        token = people.begin(session, shop.robin, shop.robin.account_id or uuid4())
        robin = actor_behind(session, shop.robin, token)
        assert robin
        people.fresh_recovery_codes(session, robin)
        session.execute(
            text(
                "INSERT INTO passkey (id, account_id, credential_id, public_key, sign_count, name, made_at) "
                "VALUES (gen_random_uuid(), :a, 'id', 'key', 0, 'Phone', now())"
            ),
            {"a": robin.account_id},
        )
        people.choose_contact(session, shop.robin, Contact(begins=time(9), ends=time(18)))
        people.record_needs(session, shop.robin, Needs((CommunicationNeed.BSL,)))
        told = session.execute(
            text("SELECT id FROM notice WHERE mail = 'waiting' AND account_id = :a LIMIT 1"), {"a": robin.account_id}
        ).scalar_one()
        people.mail_failed(session, world.system(), [told], MailTrouble.NOT_NOW)
        _trust(session, shop)
        keeping.ask_about_data(
            session, shop.robin, AskData(uuid4(), RequestKind.CORRECT, "My name is spelt another way.")
        )
    _join(shop)
    _officials(shop)
    _invoiced(shop)
    fund_id = world.fund(shop.robin, shop.owner, shop.funder)
    with database.writing() as session:
        budgets.settle_fund(session, access.clock(world.NOW + timedelta(days=29)), fund_id)
    planned(shop)
    _asked(shop)
    _owing(shop)
    by_card(shop)
    journals.write_looked(shop.owner, {shop.robin.own_person_id or uuid4(): "opened"}, "a page")
    worker.rebuild(shop.clock)
    return shop


def _join(shop: Shop) -> None:
    """An invitation that was accepted, one to work somewhere, letters that left, and somebody signed up at a desk."""
    ids: dict[str, UUID] = {}
    joining_scene.make(
        {"person": shop.robin, "provider": shop.owner, "broker": world.broker(), "commissioner": shop.funder},
        {"person": world.person("Sam Other")},
        ids,
    )
    sue = world.account("Sue Vale", "sue@example.org")
    said = "UPDATE invitation SET accepted_at = made_at, accepted_by = :sue WHERE id = :id"
    sent = "UPDATE link_letter SET sent_at = asked_at, subject = 'You are invited', words = 'Hello'"
    with database.writing() as session:
        session.execute(text(said), {"sue": sue, "id": ids["invitation"]})
        session.execute(text(sent))


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


def _trust(session: Session, shop: Shop) -> None:
    """A supporter who may spend, a deputy with the paper on file, and an emergency."""
    person_id, jo = shop.robin.own_person_id or uuid4(), people.open_account(session, shop.robin, JO, "Jo", "secret")
    spends = frozenset({Power.SEE, Power.SPEND})
    mandate = MandateRequest(person_id, MandateKind.SUPPORTER, spends, world.NOW.date(), holder_account_id=jo)
    people.give_mandate(session, shop.robin, mandate)
    paper = AppointRequest(person_id, MandateKind.DEPUTY, JO, "Court 7", world.NOW.date(), b"a picture")
    people.appoint(session, shop.funder, paper)
    people.open_in_emergency(session, shop.funder, OpenRequest("Robin Vale", "Nobody has seen them."))


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


def _invoiced(shop: Shop) -> None:
    """An invoice with a line that is queried, one taken off, one agreed and one paid; a payment that is closed."""
    for _ in range(5):
        shop.confirmed()
    official = shop.funder.at(shop.clock())
    with database.writing() as session:
        purchasing.gather(session, official)
        newest = invoices_owed(session, official)[0].id
        queried, gone, later, last = invoice_owed(session, official, newest).lines
        for line in (queried, later):
            purchasing.query(session, official, line.id, "Were they there?")
        purchasing.take_off(session, shop.provider, gone.id, "They were not.")
        reference = purchasing.agree(session, official, newest, last.pence)
        purchasing.stand_by(session, shop.provider, later.id, "They were.")
        purchasing.agree(session, official, newest, later.pence)
        rows = f"{reference},{last.pence},{official.today},GBP\nX-1,5,{official.today},GBP"
        purchasing.remit(session, official, f"reference,pence,date,currency\n{rows}".encode())
        purchasing.close_payment(session, official, payments_open(session, official)[0].id, "The bank sent it back.")


def _asked(shop: Shop) -> None:
    """A rule that says to ask first, a question that was answered with yes, and what is booked by it."""
    manager = world.member(OrganisationKind.COUNCIL, Duty.MANAGER, "Manager", shop.funder.organisation_id)
    arts = asking.offered(shop)
    with database.writing() as session:
        budgets.plan_rule(session, manager.at(shop.clock()), asking.rule(shop))
    question_id = asking.asked(shop, arts)
    asking.answered(shop, question_id)
    shop.ordered(arts)
    back = shop.person.today + timedelta(days=56)
    end = Change(ChangeKind.END, shop.person.today, ChangeReason.ASKED, "They asked.", back=1_00, back_by=back)
    asking.changed(shop, end)


def _owing(shop: Shop) -> None:
    """Something is to be paid toward money that somebody has, and some of it was paid."""
    account_id = world.more(shop.robin, shop.funder, 50_00)
    contributing_scene.owing(shop.robin, shop.funder, account_id)


def refused_by(engine: Engine, statement: str) -> str:
    """The name of the constraint that refuses a statement, at once or when it is committed."""
    with pytest.raises(IntegrityError) as refused:
        _attempt(engine, statement)
    return constraint_of(refused.value)


def _attempt(engine: Engine, statement: str) -> None:
    with engine.begin() as connection:
        assert connection.execute(text(statement.replace(":", r"\:"))).rowcount, "the statement touches no row"
