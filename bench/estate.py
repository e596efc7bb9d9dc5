"""A provider, a broker, a council, its clients with orders in every state, and an office: few rows or many, by SQL."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

import psycopg

from bench.choosing import CHOICES
from bench.costing import COSTS
from bench.history import HISTORY
from bench.invoices import INVOICES
from bench.people import give_budgets, ident
from bench.spending import SPENDING
from bench.trust import TRUST

KINDS = 8  # placed, accepted, completed, recorded, disputed, due, cancelled, and a free one that is disputed

# who signs in -> the name of their account
USERS: Mapping[str, str] = {
    "person": "account:client:0",
    "supporter": "account:supporter:0",
    "provider": "account:owner:0",
    "broker": "account:broker:0",
    "commissioner": "account:commissioner:0",
    "manager": "account:manager:0",
    "lead": "account:lead:0",
    "administrator": "account:administrator:0",
}


@dataclass(frozen=True, slots=True)
class Shape:
    """How much there is. The first client has ``orders``, the others one of each kind; those have ``bookings``."""

    name: str
    clients: int
    orders: int
    bookings: int
    offers: int
    accounts: int  # of the first client, beside the one that pays
    notices: int  # for each of the users


def few() -> Shape:
    """At least one of everything, and a client who works for the council as well."""
    return Shape("few rows", clients=2, orders=KINDS, bookings=1, offers=6, accounts=0, notices=1)


def many(count: int) -> Shape:
    """So many of everything, and as many bookings as an order may nearly have."""
    return Shape("many rows", count, KINDS * max(1, count // KINDS), min(count, 52), count, 12, count)


def email(user: str) -> str:
    """The address that a kind of user signs in with."""
    return f"{user}@example.org"


def ids_of(user: str, shape: Shape) -> Mapping[str, list[UUID]]:
    """For each name of an id in an address, the records to try, one of each state."""
    return {
        "person_id": [ident("client", 0), ident("desk", "broker"), ident("desk", "commissioner")],
        "order_id": [ident("order:0", number) for number in range(KINDS)],
        "booking_id": [ident("booking:0", f"{number}:0") for number in range(KINDS)],
        "offer_id": [ident("estate", number) for number in range(min(shape.offers, 6))],
        "session_id": [ident("date", 0)],
        "entry_id": [ident("entry", 0)],
        "worry_id": [*(ident("worry:0", number) for number in (3, 4, 7)), ident("worry:1", 4)],
        "stream_id": [ident("stream:client", 0)],
        "account_id": [ident("money:client", 0), ident("account:supporter", 0)],
        "bank_id": [ident("bank", 0)],
        "list_id": [ident("list", 0)],
        "item_id": [ident("item", 0)],
        "gap_id": [ident("gap:0", number) for number in range(3)],
        "mandate_id": [ident("mandate", "supporter")],
        "notice_id": [ident(f"notice:{user}", 0)],
        "membership_id": [ident("membership", "manager"), ident("membership", "owner")],
        "access_id": [ident("emergency", 0)],
        "record_id": [ident("worry:1", 4), ident("order:0", 0), ident("proposal", 0)],
        "organisation_id": [ident("estate-provider", 0), ident("estate-council", 0), ident("new-provider", 0)],
        "request_id": [ident("data", 0)],
        "proposal_id": [ident("proposal", 0)],
        "invoice_id": [ident("invoice", 0)],
        "line_id": [ident("line", 0), ident("line", 1)],
        "remittance_id": [ident("remittance", 0)],
        "row_id": [ident("payment", 0)],
        "question_id": [ident("question", 0), ident("question", 1)],
        "rule_id": [ident("rule", 0), ident("rule", 1)],
        "funder_id": [ident("estate-council", 0)],
        "costing_id": [ident("costing", 0)],
        "payment_id": [ident("card-payment", 0)],
    }


PEOPLE = """
CREATE TEMPORARY TABLE member ON COMMIT DROP AS
SELECT * FROM (VALUES
    ('owner', 'provider', 'estate-provider:0', 'owner', 'provider'),
    ('broker', 'broker', 'estate-broker:0', 'broker', 'broker'),
    ('commissioner', 'council', 'estate-council:0', 'commissioner', 'commissioner'),
    ('manager', 'council', 'estate-council:0', 'manager', 'manager'),
    ('lead', 'council', 'estate-council:0', 'safeguarding_lead', 'lead'),
    ('administrator', 'platform', 'estate-office:0', 'administrator', 'administrator')
) t(who, kind, organisation, duty, login);

INSERT INTO organisation (id, kind, name, user_led)
SELECT DISTINCT md5(organisation)::uuid, kind, organisation, true FROM member;

INSERT INTO account (id, email, name, password_hash, made_at)
SELECT md5('account:' || who || ':0')::uuid, login || '@example.org', initcap(who), '', now() FROM member
UNION ALL SELECT md5('account:supporter:0')::uuid, 'supporter@example.org', 'Supporter', '', now()
UNION ALL SELECT md5('account:client:' || c)::uuid,
                 CASE c WHEN 0 THEN 'person' ELSE 'client' || c END || '@example.org',
                 'Client ' || c, '', now()
            FROM generate_series(0, {clients} - 1) c;

INSERT INTO membership (id, account_id, organisation_id, duties, starts)
SELECT md5('membership:' || who)::uuid, md5('account:' || who || ':0')::uuid, md5(organisation)::uuid, ARRAY[duty],
       current_date - 400
  FROM member;

INSERT INTO person (id, account_id, name, area_code)
SELECT md5('client:' || c)::uuid, md5('account:client:' || c)::uuid, 'Client ' || c, 'B' || lpad((c % 12)::text, 8, '0')
  FROM generate_series(0, {clients} - 1) c;

INSERT INTO person (id, name, area_code)
SELECT md5('desk:' || who)::uuid, 'Signed up at a desk', 'B00000000'
  FROM (VALUES ('broker'), ('commissioner')) t(who);

INSERT INTO mandate (id, person_id, holder_account_id, holder_organisation_id, kind, powers, sections, starts)
SELECT md5('mandate:' || kind || c)::uuid, md5('client:' || c)::uuid, NULL::uuid, md5(holder)::uuid, kind,
       powers::text[], sections::text[], current_date - 300
  FROM generate_series(0, {clients} - 1) c,
       (VALUES ('funder', 'estate-council:0', '{{see}}', '{{money,bookings,requests}}'),
               ('broker', 'estate-broker:0', '{{see,plan,spend}}', '{{money,bookings,lists,requests}}'))
       t(kind, holder, powers, sections)
UNION ALL
SELECT md5('mandate:desk:' || kind)::uuid, md5('desk:' || who)::uuid, NULL, md5(holder)::uuid, kind, '{{see,plan}}',
       '{{money,bookings}}', current_date - 300
  FROM (VALUES ('broker', 'broker', 'estate-broker:0'), ('commissioner', 'funder', 'estate-council:0'))
       t(who, kind, holder)
UNION ALL
SELECT md5('mandate:supporter')::uuid, md5('client:0')::uuid, md5('account:supporter:0')::uuid, NULL, 'supporter',
       '{{see,plan,spend}}', '{{money,bookings,lists,requests,notices,journal}}', current_date - 300;

INSERT INTO funder_area (id, funder_id, area_code, starts)
SELECT md5('covers:' || code)::uuid, md5('estate-council:0')::uuid, code, current_date - 400 FROM area;

INSERT INTO funder_setting (id, funder_id, name, value, starts, source)
VALUES (md5('setting')::uuid, md5('estate-council:0')::uuid, 'silence_days', 10, current_date - 400, 'Its own policy');

INSERT INTO notice (id, account_id, at, kind, subject, words, about, about_id, once, mail)
SELECT md5('notice:' || login || ':' || n)::uuid, md5('account:' || who || ':0')::uuid, now() - n * interval '1 hour',
       'orders', 'You have a new order', 'Please open it.', 'order', md5('order:0:' || n % {kinds})::uuid, 'told ' || n,
       'sent'
  FROM generate_series(0, {notices} - 1) n,
       (SELECT who, login FROM member UNION ALL VALUES ('client', 'person'), ('supporter', 'supporter')) t;

INSERT INTO sent_mail (notice_id, sent_at, recipient, subject, words)
SELECT n.id, n.at, a.email, n.subject, n.words FROM notice n JOIN account a ON a.id = n.account_id;
"""

# a group with dates, agreed times at a price, free agreed times, a draft, one that was withdrawn, one that is paused,
# and then more of the first two
OFFERS = """
INSERT INTO offer (id, provider_id, state, made_at)
SELECT md5('estate:' || n)::uuid, md5('estate-provider:0')::uuid,
       CASE n WHEN 3 THEN 'draft' WHEN 4 THEN 'withdrawn' WHEN 5 THEN 'paused' ELSE 'published' END, now()
  FROM generate_series(0, {offers} - 1) n;

INSERT INTO offer_version (id, offer_id, number, starts, title, summary, description, category, "group", place, venue,
                           areas, days, parts, languages, access, takes, notice_hours, late_percent, vat)
SELECT md5('estate-version:' || v || ':' || n)::uuid, md5('estate:' || n)::uuid, v, current_date - 300 + v,
       'Pottery at the mill ' || n, 'We make bowls from clay.', 'We fire them in our own kiln.', 'arts',
       n NOT IN (1, 2) AND n % 2 = 0, 'venue', 'Mill House', ARRAY['B00000000'], '{{MO,WE}}', '{{morning}}', '{{en}}',
       '{{step_free}}', '{{notional,direct}}', 24, 50, 'exempt'
  FROM generate_series(0, {offers} - 1) n, generate_series(1, {versions}) v;

INSERT INTO offer_price (version_id, unit, level, pence)
SELECT md5('estate-version:' || v || ':' || n)::uuid, 'session', 'standard', CASE n WHEN 2 THEN 0 ELSE 1000 END
  FROM generate_series(0, {offers} - 1) n, generate_series(1, {versions}) v;

INSERT INTO offer_session (id, offer_id, starts_at, ends_at, places, taken)
SELECT md5(CASE n WHEN 0 THEN 'date:' ELSE 'date:' || n || ':' END || j)::uuid, md5('estate:' || n)::uuid,
       date_trunc('day', now()) + (3 + j) * interval '1 day' + interval '18 hours',
       date_trunc('day', now()) + (3 + j) * interval '1 day' + interval '20 hours', 500, 0
  FROM generate_series(0, {offers} - 1) n, generate_series(0, {bookings} - 1) j
 WHERE n NOT IN (1, 2) AND n % 2 = 0;

INSERT INTO stream (id, budget_id, funder_id, name, paid, plan_agreed_on, plan_reference, key, request_hash)
SELECT md5('extra:' || n)::uuid, md5('budget:client:0')::uuid, md5('estate-council:0')::uuid, 'Extra ' || n, 'at_once',
       current_date - 370, 'Plan', md5('extra-key:' || n)::uuid, ''
  FROM generate_series(1, {accounts}) n;
INSERT INTO ledger_account (id, kind, person_id)
SELECT md5('extra-money:' || n)::uuid, 'budget', md5('client:0')::uuid FROM generate_series(1, {accounts}) n;
INSERT INTO budget_account (id, stream_id, person_id, funder_id, holding, name, starts, ends)
SELECT md5('extra-money:' || n)::uuid, md5('extra:' || n)::uuid, md5('client:0')::uuid, md5('estate-council:0')::uuid,
       'direct', 'Extra ' || n, current_date - 365, current_date + 365
  FROM generate_series(1, {accounts}) n;
INSERT INTO instalment (account_id, due_on, pence)
SELECT md5('extra-money:' || n)::uuid, current_date + 30, 10000 FROM generate_series(1, {accounts}) n;

INSERT INTO bank (id, account_id, reason, words, until, made_by, made_at)
SELECT md5('bank:' || n)::uuid, md5('money:client:0')::uuid, 'bad_time', '', current_date + 30,
       md5('account:client:0')::uuid, now()
  FROM generate_series(0, {accounts}) n;
INSERT INTO ledger_transaction (id, key, what, at)
SELECT md5('bank-move:' || n)::uuid, 'bank:' || n, 'bank', now() FROM generate_series(0, {accounts}) n;
INSERT INTO ledger_entry (transaction_id, account_id, pot, pence)
SELECT md5('bank-move:' || n)::uuid, md5('money:client:0')::uuid, leg.pot, leg.pence
  FROM generate_series(0, {accounts}) n, LATERAL (VALUES ('available', -100), ('banked', 100)) leg(pot, pence);
INSERT INTO bank_move (key, request_hash, bank_id, kind, pence, transaction_id)
SELECT md5('bank-key:' || n)::uuid, '', md5('bank:' || n)::uuid, 'bank', 100, md5('bank-move:' || n)::uuid
  FROM generate_series(0, {accounts}) n;
"""


def load(connection: psycopg.Connection, shape: Shape) -> None:
    """All of it, in one transaction."""
    values = {
        "clients": shape.clients,
        "orders": shape.orders,
        "bookings": shape.bookings,
        "offers": shape.offers,
        "accounts": shape.accounts,
        "notices": shape.notices,
        "versions": 1 if shape.accounts == 0 else 12,
        "kinds": KINDS,
    }
    connection.execute(PEOPLE.format(**values).encode())
    give_budgets(
        connection,
        "SELECT 'client:' || c AS person, 'estate-council:0' AS funder, 5000000 AS pence "
        f"FROM generate_series(0, {shape.clients} - 1) c",
    )
    connection.execute(OFFERS.format(**values).encode())
    connection.execute(TRUST.format(**values).encode())
    connection.execute(CHOICES.format(**values).encode())
    connection.execute(HISTORY.format(**values).encode())
    connection.execute(INVOICES.format(**values).encode())
    connection.execute(SPENDING.format(**values).encode())
    connection.execute(COSTS.format(**values).encode())
    connection.commit()
