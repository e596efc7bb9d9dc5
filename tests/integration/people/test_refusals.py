"""What the database itself refuses of people: accounts, organisations, memberships, mandates and what was told."""

import pytest
from sqlalchemy import Engine

from tests.integration.attempts import Attempt, again, changed, copied, refused_by

PEOPLE: list[Attempt] = [
    ("uq_sign_in_token_hash", again("sign_in")),
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
    ("ck_organisation_one_answer", changed("organisation", checked_at="now()", declined_at="now()")),
    ("ck_invitation_email_in_lower_case", changed("invitation", email="'Sue@example.org'")),
    ("ck_invitation_one_giver", changed("invitation", person_id="NULL", organisation_id="NULL", kind="NULL")),
    ("ck_invitation_kind_of_mandate", changed("invitation", "person_id IS NOT NULL", kind="NULL")),
    ("ck_invitation_accepted_by_somebody", changed("invitation", "accepted_at IS NOT NULL", accepted_by="NULL")),
    ("ck_invitation_one_end", changed("invitation", "accepted_at IS NOT NULL", withdrawn_at="now()")),
    ("ck_invitation_kind_known", changed("invitation", "kind IS NOT NULL", kind="'nonsense'")),
    ("ck_invitation_powers_known", changed("invitation", powers="'{nonsense}'")),
    ("ck_invitation_duties_known", changed("invitation", duties="'{nonsense}'")),
    ("uq_link_token_hash", again("link", "token_hash IS NOT NULL")),
    ("ck_link_ends_later", changed("link", ends_at="made_at")),
    ("ck_link_of_an_invitation", changed("link", "invitation_id IS NOT NULL", invitation_id="NULL")),
    ("ck_link_of_a_person", changed("link", person_id="(SELECT id FROM person LIMIT 1)")),
    ("ck_link_to_somebody", changed("link", email="NULL")),
    ("ck_link_purpose_known", changed("link", "invitation_id IS NULL", purpose="'nonsense'")),
    ("ck_link_letter_its_link", changed("link_letter", link_id="NULL")),
    ("ck_link_letter_sent_whole", changed("link_letter", words="NULL")),
    ("ck_link_letter_kind_known", changed("link_letter", kind="'nonsense'", link_id="NULL")),
    ("uq_say_so_key", again("say_so")),
    ("ck_say_so_how_known", changed("say_so", how="'nonsense'")),
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
    ("uq_person_account_id", again("person")),
    ("uq_notice_account_id_once", again("notice")),
    ("pk_sent_mail", "INSERT INTO sent_mail SELECT id, now(), '', '', '' FROM notice, generate_series(1, 2)"),
    ("ck_looked_how_known", copied("looked", id=-1, how="nonsense")),
]


@pytest.mark.parametrize(("constraint", "statement"), PEOPLE)
def test_the_database_refuses_by_itself(busy_world: Engine, constraint: str, statement: str) -> None:
    assert refused_by(busy_world, statement) == constraint
