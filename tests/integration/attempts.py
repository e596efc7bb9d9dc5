"""A world in which everything has happened once, and attempts by raw SQL at what its database must refuse."""

import json
from uuid import uuid4

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError

from marketplace.catalogue import operations as catalogue
from marketplace.catalogue.operations import AccreditationRequest, ImportRequest
from marketplace.foundation import database, journals, outbox
from marketplace.foundation.database import constraint_of
from marketplace.people import operations as people
from marketplace.people.rules import SettingName
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
    journals.write_looked(shop.owner, {shop.robin.own_person_id or uuid4(): "opened"}, "a page")
    worker.rebuild(shop.clock)
    return shop


def refused_by(engine: Engine, statement: str) -> str:
    """The name of the constraint that refuses a statement, at once or when it is committed."""
    with pytest.raises(IntegrityError) as refused:
        _attempt(engine, statement)
    return constraint_of(refused.value)


def _attempt(engine: Engine, statement: str) -> None:
    with engine.begin() as connection:
        assert connection.execute(text(statement.replace(":", r"\:"))).rowcount, "the statement touches no row"
