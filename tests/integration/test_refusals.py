"""The database's own refusals of offers, orders, the index and the outbox, by raw SQL; and that none is untried."""

import pytest
from sqlalchemy import Engine, text

from tests.integration.attempts import OTHER, Attempt, again, changed, copied, refused_by
from tests.integration.budgets.test_refusals import CONTRIBUTIONS, FUNDS, MONEY
from tests.integration.choosing.test_refusals import CHOOSING, GAPS
from tests.integration.keeping.test_refusals import KEEPING
from tests.integration.people.test_refusals import PEOPLE
from tests.integration.plans.test_refusals import PLANS
from tests.integration.purchasing.test_card_refusals import CARDS
from tests.integration.purchasing.test_refusals import INVOICES
from tests.integration.voice.test_refusals import VOICE

UNREADABLE = ["nonsense"]
CONFIRMED, WAITING = "state = 'confirmed'", "state = 'waiting'"

COST_BELOW_NOTHING = (
    "INSERT INTO costing_version SELECT gen_random_uuid(), gen_random_uuid(), request_hash, costing_id, 9, day, "
    "jsonb_set(document, '{costs,0,pence}', '-1'), made_by, made_at FROM costing_version"
)

CATALOGUE: list[Attempt] = [
    ("ck_accreditation_dates_in_order", changed("accreditation", ends="starts - 1")),
    ("ex_accreditation_once", again("accreditation")),
    ("ex_accreditation_once", again("accreditation", starts="2030-01-01")),
    ("ck_costing_name_in_range", changed("costing", name="''")),
    ("uq_costing_provider_id_name", again("costing")),
    ("uq_costing_version_key", again("costing_version", number=9)),
    ("uq_costing_version_costing_id_number", again("costing_version", key=OTHER)),
    ("ck_costing_version_document_whole", again("costing_version", key=OTHER, number=9, document={"services": []})),
    ("ck_costing_version_document_whole", again("costing_version", key=OTHER, number=9, document="nonsense")),
    ("ck_costing_version_costs_not_negative", COST_BELOW_NOTHING),
    ("offer_costing_own", changed("offer_costing", service="2")),
    ("offer_costing_own", f"INSERT INTO offer_costing SELECT '{OTHER}', version_id, 0, made_at FROM offer_costing"),
    ("ck_offer_costing_service_not_negative", changed("offer_costing", service="-1")),
    ("ck_directory_entry_access_known", changed("directory_entry", access="'{nonsense}'")),
    ("ck_directory_entry_days_known", changed("directory_entry", days="'{nonsense}'")),
    ("ck_directory_entry_languages_known", changed("directory_entry", languages="'{nonsense}'")),
    ("ck_directory_entry_parts_known", changed("directory_entry", parts="'{nonsense}'")),
    ("ck_directory_entry_place_known", changed("directory_entry", place="'nonsense'")),
    ("uq_directory_entry_feed_source_id", again("directory_entry")),
    ("ck_offer_state_known", changed("offer", state="'nonsense'")),
    ("ck_offer_price_level_known", copied("offer_price", level="nonsense")),
    ("ck_offer_price_unit_known", copied("offer_price", unit="nonsense")),
    ("ck_offer_price_pence_not_negative", copied("offer_price", unit="week", pence=-1)),
    ("ck_offer_session_never_oversold", changed("offer_session", taken="places + 1")),
    ("ck_offer_session_never_oversold", changed("offer_session", taken="-1")),
    ("ck_offer_session_never_oversold", changed("offer_session", "taken > 0", places="taken - 1")),
    ("ck_offer_session_times_in_order", changed("offer_session", ends_at="starts_at")),
    ("uq_offer_session_offer_id_starts_at", again("offer_session")),
    ("uq_offer_version_offer_id_number", again("offer_version")),
    ("ck_offer_version_access_known", again("offer_version", number=9, access=UNREADABLE)),
    ("ck_offer_version_category_known", again("offer_version", number=9, category="nonsense")),
    ("ck_offer_version_days_known", again("offer_version", number=9, days=UNREADABLE)),
    ("ck_offer_version_languages_known", again("offer_version", number=9, languages=UNREADABLE)),
    ("ck_offer_version_parts_known", again("offer_version", number=9, parts=UNREADABLE)),
    ("ck_offer_version_place_known", again("offer_version", number=9, place="nonsense")),
    ("ck_offer_version_vat_known", again("offer_version", number=9, vat="nonsense")),
    ("ck_offer_version_late_percent_in_range", again("offer_version", number=9, late_percent=101)),
    ("ck_offer_version_late_percent_in_range", again("offer_version", number=9, late_percent=-1)),
    ("ck_offer_version_notice_in_range", again("offer_version", number=9, notice_hours=673)),
    ("ck_offer_version_notice_in_range", again("offer_version", number=9, notice_hours=-1)),
    ("ck_offer_version_outcomes_known", again("offer_version", number=9, outcomes=UNREADABLE)),
    ("ck_offer_version_workers_known", again("offer_version", number=9, workers=UNREADABLE)),
    ("ck_offer_version_culture_known", again("offer_version", number=9, culture=UNREADABLE)),
    ("ck_offer_version_wait_in_range", again("offer_version", 'NOT "group"', number=9, wait_weeks=105)),
    ("ck_offer_version_wait_in_range", again("offer_version", 'NOT "group"', number=9, wait_weeks=-1)),
    ("ck_offer_version_wait_of_agreed_times", again("offer_version", '"group"', number=9, wait_weeks=1)),
    ("ck_offer_version_outward_is_half_a_postcode", again("offer_version", number=9, outward="NE1 4ST")),
    ("ck_offer_version_outward_is_half_a_postcode", again("offer_version", number=9, outward="ne1")),
]

ORDERS: list[Attempt] = [
    ("ck_orders_level_known", again("orders", level="nonsense")),
    ("ck_orders_unit_known", again("orders", unit="nonsense")),
    ("ck_orders_vat_known", again("orders", vat="nonsense")),
    ("ck_orders_state_known", changed("orders", state="'nonsense'")),
    ("uq_orders_key", again("orders", number="ANOTHER")),
    ("uq_orders_number", again("orders", key=OTHER)),
    ("ck_booking_price_is_unit_times_quantity", again("booking", price=12_01)),
    ("ck_booking_quantity_positive", again("booking", quantity=0, price=0)),
    ("ck_booking_unit_pence_not_negative", again("booking", unit_pence=-1, price=-1)),
    ("ck_booking_state_known", changed("booking", state="'nonsense'")),
    ("ck_booking_times_in_order", changed("booking", ends_at="starts_at")),
    # two bookings of one person at the same time of one offer; of another order or another person's is no way round it
    ("ex_booking_once", again("booking", "state = 'booked'")),
    ("ex_booking_once", changed("booking", "session_id IS NOT NULL", starts_at="now()", ends_at="now() + '1 hour'")),
    (
        "fk_booking_order_id_person_id_offer_id",
        again("booking", person_id=OTHER, price=0, unit_pence=0),
    ),
    ("booking_funded", again("booking", starts_at="2030-01-01T10:00Z", ends_at="2030-01-01T11:00Z")),
    ("booking_funded", copied("funding", position=1)),  # more than the price
    ("ck_funding_pence_positive", copied("funding", position=1, pence=0)),
    ("fk_funding_promise_id", copied("funding", position=1, promise_id=OTHER)),
    ("ck_delivery_kind_known", changed("delivery", WAITING, kind="'nonsense'")),
    ("ck_delivery_state_known", changed("delivery", WAITING, state="'nonsense'")),
    ("ck_delivery_pence_within_price", changed("delivery", pence="price + 1")),
    ("ck_delivery_pence_within_price", changed("delivery", pence="-1")),
    ("ck_delivery_confirmed_by_known", changed("delivery", CONFIRMED, confirmed_by="'nobody'")),
    ("ck_delivery_confirmed_by_somebody", changed("delivery", CONFIRMED, confirmed_by="NULL")),
    ("ck_delivery_confirmed_by_somebody", changed("delivery", WAITING, confirmed_by="'person'")),
    ("uq_delivery_booking", again("delivery", WAITING)),
    ("uq_delivery_spend_id", again("delivery", CONFIRMED, state="withdrawn", confirmed_by=None)),
    ("fk_delivery_booking_id_order_id_price", again("delivery", WAITING, state="withdrawn", price=99_00)),
    *(
        ("orders_kept", changed("orders", **{column: column}))
        for column in (
            *("key", "request_hash", "number", "person_id", "placed_by", "offer_id", "version_id", "provider_id"),
            *("title", "provider_name", "unit", "level", "notice_hours", "late_percent", "vat", "message", "placed_at"),
        )
    ),
    *(
        ("booking_kept", changed("booking", **{column: column}))
        for column in ("order_id", "person_id", "offer_id", "quantity", "unit_pence", "price")
    ),
]

MACHINES: list[Attempt] = [
    ("ck_search_live_live_known", changed("search_live", live="'c'")),
    ("ck_search_live_filling_known", changed("search_live", filling="'c'")),
    ("ck_search_live_filling_known", changed("search_live", filling="live")),
    ("ck_search_live_one_row", copied("search_live", one=2)),
    ("uq_outbox_dedupe", copied("outbox", "dedupe IS NOT NULL", id=-1)),
]

APPEND_ONLY = (
    *("audit", "looked", "ledger_transaction", "ledger_entry"),
    *("offer_version", "offer_price", "funding", "rating_wording", "bank_move", "stream_change"),
    *("invoice", "invoice_agreement", "invoice_word", "remittance", "card_event"),
    *("holding_terms", "fund_fee", "costing_version", "plan_sent", "line_decision"),
    *("contribution", "contribution_due", "contribution_payment"),
)
# they hold an id that is unique already, and are there for a foreign key to name more than the id
NAMED_BY_FOREIGN_KEYS = {
    "uq_mandate_id_person_id",
    "uq_shortlist_id_person_id",
    "uq_orders_id_person_id_offer_id",
    "uq_booking_id_order_id_price",
    "uq_delivery_id_order_id_state_kind",
    "uq_invoice_id_funder_id",
    "uq_invoice_agreement_id_invoice_id",
    "uq_invoice_agreement_id_funder_id_reference_pence",
    "uq_remittance_id_funder_id",
    "uq_plan_outcome_id_plan_id",
    "uq_plan_sent_id_plan_id",
}
CONSTRAINTS = """
    SELECT conname FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype IN ('c', 'u', 'x')
    UNION SELECT indexrelid::regclass::text FROM pg_index WHERE indisunique AND NOT indisprimary
             AND indrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace)
"""


@pytest.mark.parametrize(("constraint", "statement"), CATALOGUE + ORDERS + MACHINES)
def test_the_database_refuses_by_itself(busy_world: Engine, constraint: str, statement: str) -> None:
    assert refused_by(busy_world, statement) == constraint


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_history_is_kept_as_it_was_written(busy_world: Engine, table: str) -> None:
    with busy_world.connect() as connection:
        (column,) = connection.execute(
            text("SELECT column_name FROM information_schema.columns WHERE table_name = :table LIMIT 1"),
            {"table": table},
        ).one()
    kept = f"{table}_kept"
    assert refused_by(busy_world, f'DELETE FROM "{table}"') == kept
    assert refused_by(busy_world, f'UPDATE "{table}" SET "{column}" = DEFAULT') == kept
    assert refused_by(busy_world, f'TRUNCATE "{table}" CASCADE').endswith("_kept")


def test_every_constraint_of_the_schema_is_tried(busy_world: Engine) -> None:
    with busy_world.connect() as connection:
        there = set(connection.execute(text(CONSTRAINTS)).scalars())
    tried = {
        name
        for tried in (
            CATALOGUE,
            ORDERS,
            MACHINES,
            MONEY,
            FUNDS,
            PEOPLE,
            VOICE,
            CHOOSING,
            GAPS,
            KEEPING,
            INVOICES,
            CARDS,
            CONTRIBUTIONS,
            PLANS,
        )
        for name, _ in tried
    }
    assert there - tried == NAMED_BY_FOREIGN_KEYS


def test_every_trigger_of_the_schema_is_tried(busy_world: Engine) -> None:
    hung = text("SELECT tgrelid::regclass || ' ' || tgname FROM pg_trigger WHERE NOT tgisinternal")
    with busy_world.connect() as connection:
        there = set(connection.execute(hung).scalars())
    assert there == {f"{table} kept" for table in APPEND_ONLY} | {
        "booking agreed",
        "orders agreed",
        "orders placed_under",
        "mandate_terms kept",
        "booking funded",
        "funding funded",
        "looked kept_for_years",
        "audit kept_for_years",
        "rating_wording kept_but_words",
        "orders agreed_words",
        "budget_account moved_by_entries_only",
        "budget_account opened_empty",
        "ledger_entry apply",
        "ledger_transaction has_entries",
        "ledger_entry banked",
        "bank_move squared",
        "bank_move not_negative",
        *(f"invoice_line {name}" for name in ("spent", "sums", "squared", "final", "agreed")),
        *(f"remittance_row {name}" for name in ("squared", "final", "agreed")),
        "invoice_agreement sums",
        "ledger_entry paid",
        "ledger_entry one_person",
        "fund agreed",
        "fund fits",
        "stream aftercare",
        "contribution fits",
        "contribution_payment covered",
        "offer_costing own",
        *(f"card_payment {name}" for name in ("spent", "paid", "squared", "agreed")),
        "plan_sent as_read",
        "line_decision as_said",
        "line_decision other_eyes",
        *(f"card_refund {name}" for name in ("squared", "agreed")),
    }
