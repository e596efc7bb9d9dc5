"""What the database itself refuses of people: accounts, organisations, memberships, mandates and what was told."""

import pytest
from sqlalchemy import Engine

from tests.integration.attempts import Attempt, again, changed, copied, refused_by

PEOPLE: list[Attempt] = [
    ("uq_sign_in_token_hash", again("sign_in")),
    ("ck_passkey_counted", changed("passkey", sign_count="-1")),
    ("uq_passkey_credential_id", again("passkey")),
    ("uq_recovery_code_account_id_code_hash", again("recovery_code")),
    ("ck_sign_in_ends_later", changed("sign_in", ends_at="begun_at")),
    (
        "ck_sign_in_one_capacity",
        changed(
            "sign_in",
            acting_membership_id="(SELECT id FROM membership LIMIT 1)",
            acting_mandate_id="(SELECT id FROM mandate LIMIT 1)",
        ),
    ),
    ("ck_account_email_in_lower_case", changed("account", email="'Robin@example.org'")),
    ("uq_account_email", again("account")),
    ("uq_area_name", copied("area", code="another")),
    ("ck_organisation_kind_known", changed("organisation", kind="'nonsense'")),
    ("ck_funder_area_dates_in_order", changed("funder_area", ends="starts - 1")),
    ("uq_funder_area_funder_id_area_code_starts", again("funder_area")),
    ("uq_funder_setting_funder_id_name_starts", again("funder_setting")),
    ("ck_membership_duties_known", changed("membership", duties="'{nonsense}'")),
    ("uq_membership_account_id_organisation_id_starts", again("membership")),
    ("ck_mandate_kind_known", changed("mandate", kind="'nonsense'")),
    ("ck_mandate_powers_known", changed("mandate", powers="'{nonsense}'")),
    ("ck_mandate_dates_in_order", changed("mandate", ends="starts - 1")),
    ("ck_mandate_one_holder", changed("mandate", holder_organisation_id="NULL")),
    ("ck_mandate_one_holder", changed("mandate", holder_account_id="(SELECT id FROM account LIMIT 1)")),
    ("ck_mandate_sections_known", changed("mandate", sections="'{nonsense}'")),
    ("ck_mandate_sums_for_spending", changed("mandate", "NOT 'spend' = ANY (powers)", most_each="1")),
    ("ck_mandate_sums_for_spending", changed("mandate", "'spend' = ANY (powers)", most_month="0")),
    ("ck_mandate_spends_what_it_sees", changed("mandate", "'spend' = ANY (powers)", sections="'{money}'")),
    ("pk_mandate_terms", copied("mandate_terms")),
    ("mandate_terms_kept", changed("mandate_terms", terms="'{}'")),
    ("orders_kept", changed("orders", mandate_id="NULL")),
    ("mandate_terms_kept", "DELETE FROM mandate_terms"),
    ("ck_emergency_access_reason_in_range", changed("emergency_access", reason="''")),
    ("ck_emergency_access_short", changed("emergency_access", ends_at="begun_at + interval '2 days'")),
    ("ck_emergency_access_short", changed("emergency_access", ends_at="begun_at")),
    ("ck_evidence_reference_in_range", changed("evidence", reference="''")),
    ("ck_evidence_picture_in_range", changed("evidence", picture="''")),
    ("uq_evidence_mandate_id", again("evidence")),
    ("uq_person_account_id", again("person")),
    ("uq_notice_account_id_once", again("notice")),
    ("ck_notice_kind_known", changed("notice", kind="'nonsense'")),
    ("ck_notice_mail_known", changed("notice", mail="'nonsense'")),
    ("ck_mail_failure_why_known", changed("mail_failure", why="'nonsense'")),
    ("ck_mail_failure_outcome_known", changed("mail_failure", outcome="'nonsense'", settled_at="now()")),
    ("ck_mail_failure_settled_somehow", changed("mail_failure", settled_at="now()")),
    ("ck_mail_failure_settled_somehow", changed("mail_failure", outcome="'stopped'")),
    ("uq_mail_failure_open", again("mail_failure")),
    ("ck_contact_preference_daily_known", changed("contact_preference", daily="'{harm}'")),
    ("ck_contact_preference_both_hours", changed("contact_preference", ends="NULL")),
    ("ck_contact_preference_hours_in_order", changed("contact_preference", ends="begins")),
    ("ck_contact_preference_hours_in_order", changed("contact_preference", ends="begins - interval '1 hour'")),
    ("ck_contact_preference_hours_in_order", changed("contact_preference", ends="begins + interval '59 minutes'")),
    ("ck_contact_preference_rung_when_asked", changed("contact_preference", phone="'01632 960 001'")),
    ("ck_contact_preference_rung_when_asked", changed("contact_preference", ring="true")),
    ("ck_communication_needs_needs_known", changed("communication_needs", needs="'{nonsense}'")),
    ("pk_sent_mail", "INSERT INTO sent_mail SELECT id, now(), '', '', '' FROM notice, generate_series(1, 2)"),
    ("ck_looked_how_known", copied("looked", id=-1, how="nonsense")),
]


@pytest.mark.parametrize(("constraint", "statement"), PEOPLE)
def test_the_database_refuses_by_itself(busy_world: Engine, constraint: str, statement: str) -> None:
    assert refused_by(busy_world, statement) == constraint
