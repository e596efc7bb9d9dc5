"""Areas, organisations, and people with budgets, loaded by SQL. Ids are made of a name and a number."""

import hashlib
from uuid import UUID

import psycopg

from bench.sizes import Sizes

FUNDER = "funder:0"
PENCE = 50_000_00  # of each budget
PENCE_OF_ONE = 50_000_000_00  # of the one budget that everybody orders on
AREAS = tuple(f"B{n:08}" for n in range(12))

LOAD = """
INSERT INTO area (code, name, latitude, longitude)
SELECT 'B' || lpad(n::text, 8, '0'), 'Area ' || chr(65 + n), 54 + n / 10.0, -1 - n / 10.0 FROM generate_series(0, 11) n;

INSERT INTO organisation (id, kind, name, about, user_led, small)
SELECT md5('provider:' || n)::uuid, 'provider', 'Provider ' || n, 'A small charity that has been here for years.',
       n % 5 = 0, n % 3 = 0
  FROM generate_series(0, {providers} - 1) n;

INSERT INTO organisation (id, kind, name) VALUES (md5('funder:0')::uuid, 'council', 'Council of budgets');

INSERT INTO account (id, email, name, password_hash, made_at)
SELECT md5('account:provider:' || n)::uuid, 'provider' || n || '@example.org', 'Owner ' || n, '', now()
  FROM generate_series(0, {providers} - 1) n;

INSERT INTO membership (id, account_id, organisation_id, duties, starts)
SELECT md5('membership:provider:' || n)::uuid, md5('account:provider:' || n)::uuid, md5('provider:' || n)::uuid,
       '{{owner}}', current_date - 400
  FROM generate_series(0, {providers} - 1) n;

INSERT INTO account (id, email, name, password_hash, made_at)
SELECT md5('account:person:' || n)::uuid, 'person' || n || '@example.org', 'Person ' || n, '', now()
  FROM generate_series(0, {budgets} - 1) n;

INSERT INTO person (id, account_id, name, area_code)
SELECT md5('person:' || n)::uuid, md5('account:person:' || n)::uuid, 'Person ' || n,
       'B' || lpad((n % 12)::text, 8, '0')
  FROM generate_series(0, {budgets} - 1) n;

INSERT INTO mandate (id, person_id, holder_organisation_id, kind, powers, sections, starts)
SELECT md5('mandate:funder:' || n)::uuid, md5('person:' || n)::uuid, md5('funder:0')::uuid, 'funder', '{{see}}',
       '{{money,bookings,requests}}', current_date - 400
  FROM generate_series(0, {budgets} - 1) n;
"""

# A budget of a year with one stream and one account, all of it credited: {who} is the SQL of a table of person names
# ("person:7"), with the name of the funder and the pence of each.
BUDGETS = """
CREATE TEMPORARY TABLE given ON COMMIT DROP AS {who};

INSERT INTO budget (id, person_id, starts, ends)
SELECT md5('budget:' || person)::uuid, md5(person)::uuid, current_date - 365, current_date + 365 FROM given;

INSERT INTO stream (id, budget_id, funder_id, name, paid, plan_agreed_on, plan_reference, key, request_hash)
SELECT md5('stream:' || person)::uuid, md5('budget:' || person)::uuid, md5(funder)::uuid, 'Adult social care',
       'at_once', current_date - 370, 'Plan', md5('key:' || person)::uuid, ''
  FROM given;

INSERT INTO ledger_account (id, kind, person_id)
SELECT md5('money:' || person)::uuid, 'budget', md5(person)::uuid FROM given;

INSERT INTO ledger_account (id, kind, organisation_id)
SELECT DISTINCT md5('money:' || funder)::uuid, 'funder', md5(funder)::uuid FROM given;

INSERT INTO budget_account (id, stream_id, person_id, funder_id, holding, name, starts, ends)
SELECT md5('money:' || person)::uuid, md5('stream:' || person)::uuid, md5(person)::uuid, md5(funder)::uuid, 'notional',
       'Adult social care', current_date - 365, current_date + 365
  FROM given;

INSERT INTO ledger_transaction (id, key, what, at)
SELECT md5('credit:' || person)::uuid, 'credit:' || person, 'credit', now() - interval '365 days' FROM given;

INSERT INTO ledger_entry (transaction_id, account_id, pot, pence)
SELECT md5('credit:' || person)::uuid, leg.account_id, leg.pot, leg.pence
  FROM given, LATERAL (VALUES (md5('money:' || funder)::uuid, 'balance', -pence),
                              (md5('money:' || person)::uuid, 'available', pence)) leg(account_id, pot, pence);

INSERT INTO instalment (account_id, due_on, pence, transaction_id)
SELECT md5('money:' || person)::uuid, current_date - 365, pence, md5('credit:' || person)::uuid FROM given;

DROP TABLE given;
"""

# A second account of each person's stream, named "second:person:7", with so many pence.
SECOND = """
INSERT INTO ledger_account (id, kind, person_id)
SELECT md5('second:person:' || n)::uuid, 'budget', md5('person:' || n)::uuid FROM generate_series(0, {budgets} - 1) n;

INSERT INTO budget_account (id, stream_id, person_id, funder_id, holding, name, starts, ends)
SELECT md5('second:person:' || n)::uuid, md5('stream:person:' || n)::uuid, md5('person:' || n)::uuid,
       md5('{funder}')::uuid, 'notional', 'Leisure', current_date - 365, current_date + 365
  FROM generate_series(0, {budgets} - 1) n;

INSERT INTO ledger_transaction (id, key, what, at)
SELECT md5('credit:second:' || n)::uuid, 'credit:second:' || n, 'credit', now() - interval '365 days'
  FROM generate_series(0, {budgets} - 1) n;

INSERT INTO ledger_entry (transaction_id, account_id, pot, pence)
SELECT md5('credit:second:' || n)::uuid, leg.account_id, leg.pot, leg.pence
  FROM generate_series(0, {budgets} - 1) n,
       LATERAL (VALUES (md5('money:{funder}')::uuid, 'balance', -{pence}),
                       (md5('second:person:' || n)::uuid, 'available', {pence})) leg(account_id, pot, pence);

INSERT INTO instalment (account_id, due_on, pence, transaction_id)
SELECT md5('second:person:' || n)::uuid, current_date - 365, {pence}, md5('credit:second:' || n)::uuid
  FROM generate_series(0, {budgets} - 1) n;
"""


def ident(kind: str, number: int | str) -> UUID:
    """The id of a loaded row: the same as ``md5('kind:number')::uuid`` in SQL."""
    return UUID(hashlib.md5(f"{kind}:{number}".encode(), usedforsecurity=False).hexdigest())


def load(connection: psycopg.Connection, sizes: Sizes) -> None:
    """Everybody, and a budget of two accounts for each person."""
    connection.execute(LOAD.format(providers=sizes.providers, budgets=sizes.budgets).encode())
    give_budgets(
        connection,
        f"SELECT 'person:' || n AS person, '{FUNDER}' AS funder, "
        f"CASE n WHEN 0 THEN {PENCE_OF_ONE} ELSE {PENCE} END AS pence FROM generate_series(0, {sizes.budgets} - 1) n",
    )
    connection.execute(SECOND.format(budgets=sizes.budgets, funder=FUNDER, pence=PENCE_OF_ONE).encode())
    connection.commit()


def give_budgets(connection: psycopg.Connection, who: str) -> None:
    """Give a budget to each person of a table (person, funder, pence), named by SQL of ours."""
    connection.execute(BUDGETS.format(who=who).encode())
