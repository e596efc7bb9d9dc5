"""Every column that names an account or a person is told of: exported, or left out and why."""

from sqlalchemy import Engine, text

from marketplace.foundation import database, sealing
from marketplace.foundation.database import Base
from marketplace.keeping.operations import SEALED
from marketplace.keeping.queries import own_data
from marketplace.keeping.rules.about import ABOUT, LEFT_OUT
from marketplace.keeping.rules.schedule import SCHEDULE
from tests import world
from tests.faces.shop import Shop
from tests.integration.attempts import busy

NAMES = ("account_id", "person_id", "holder_account_id", "subject_id")
HOLDS = 'SELECT count(*) FROM "{}" WHERE "{}"::text LIKE \'%gAAAAA%\''  # how a sealed word begins


def _naming() -> set[str]:
    """Every column that names an account or a person, by a foreign key or by its name."""
    found = set()
    for table in Base.metadata.tables.values():
        for column in table.columns:
            keys = {key.column.table.name for key in column.foreign_keys}
            if keys & {"account", "person"} or column.name in NAMES:
                found.add(f"{table.name}.{column.name}")
    return found


def test_no_column_that_names_somebody_is_forgotten() -> None:
    told = {f"{about.table}.{by.column}" for about in ABOUT for by in about.by}
    assert _naming() - told - set(LEFT_OUT) == set()
    assert set(LEFT_OUT) <= _naming() - told


def test_what_is_told_of_is_there() -> None:
    tables = Base.metadata.tables
    for about in ABOUT:
        columns = set(tables[about.table].c.keys())
        assert {by.column for by in about.by} | set(about.hidden) & columns | set(about.blank) <= columns, about.table
    for kept in SCHEDULE:
        assert len(tables[kept.table].primary_key) == 1
        assert kept.column in tables[kept.table].c
        for name, column in (*kept.children, *kept.unless):
            assert column in tables[name].c


def test_everything_of_ones_own_is_in_the_export_and_nothing_of_anybody_elses(db: Engine) -> None:
    shop = busy()
    other = world.person("Sam Other", email="sam@example.org")
    with database.reading() as session:
        mine = {section.name: section.rows for section in own_data(session, shop.robin)}
        theirs = {section.name: section.rows for section in own_data(session, other)}
    empty = {name for name, rows in mine.items() if not rows}
    assert empty <= {"sent_mail", "membership", "notice", "ceremony", "code_device", "mail_stopped", "say_so"}, empty
    assert {name for name, rows in theirs.items() if rows} == {"account", "person"}
    assert "password_hash" not in mine["account"][0]
    assert mine["account"][0]["email"] == Shop.PERSON
    told = str(mine)
    for words in ("It did me good.", "The gate was shut.", "An accordion group.", "For the spring"):
        assert words in told
    assert "Sam Other" not in told
    with db.connect() as connection:
        entries = "SELECT count(*) FROM ledger_entry WHERE account_id IN (SELECT id FROM budget_account)"
        assert len(mine["ledger_entry"]) >= connection.execute(text(entries)).scalar_one()


def test_no_sealed_word_is_stored_where_renewing_does_not_look(db: Engine) -> None:
    busy()
    sealing.configure(["a key for tests alone"])
    assert sealing.sealed(b"x", b"y").startswith("gAAAAA")
    known = {(kept.table, kept.column) for kept in SEALED}
    with db.connect() as connection:
        for table in Base.metadata.tables.values():
            for column in table.columns:
                held = connection.execute(text(HOLDS.format(table.name, column.name))).scalar_one()
                assert not held or (table.name, column.name) in known, f"{table.name}.{column.name}"
