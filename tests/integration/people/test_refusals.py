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
    ("ck_role_proposal_duty_known", changed("role_proposal", duty="'nonsense'")),
    ("ck_role_proposal_state_known", changed("role_proposal", state="'nonsense'")),
    ("ck_role_proposal_not_for_oneself", changed("role_proposal", account_id="proposed_by")),
    ("ck_role_proposal_second_pair_of_eyes", changed("role_proposal", state="'agreed'")),
    ("ck_role_proposal_second_pair_of_eyes", changed("role_proposal", state="'agreed'", decided_by="proposed_by")),
    ("ck_role_proposal_second_pair_of_eyes", changed("role_proposal", state="'refused'", decided_by="account_id")),
    ("uq_role_proposal_open", again("role_proposal")),
    ("ck_safeguarding_lead_rank_known", changed("safeguarding_lead", rank="'nonsense'")),
    ("ck_safeguarding_lead_times_in_order", changed("safeguarding_lead", until_at="from_at - interval '1 hour'")),
    ("ex_safeguarding_lead_one_at_a_time", again("safeguarding_lead")),
    ("ck_work_taken_kind_known", changed("work_taken", kind="'nonsense'")),
    ("ck_looked_how_known", copied("looked", id=-1, how="nonsense")),
]


@pytest.mark.parametrize(("constraint", "statement"), PEOPLE)
def test_the_database_refuses_by_itself(busy_world: Engine, constraint: str, statement: str) -> None:
    assert refused_by(busy_world, statement) == constraint
