"""From a notice to the page that it is about."""

from typing import Any

from flask import url_for

from marketplace.foundation.access import Actor, Power
from marketplace.people.queries import NoticeRow

# what a notice is about, for whoever holds the power -> the endpoint and the name of its id
PLACES: dict[tuple[str, Power], tuple[str, str | None]] = {
    ("order", Power.DELIVER): ("provider_portal.order_show", "order_id"),
    ("order", Power.BROKER): ("broker_console.order_found", "order_id"),
    ("order", Power.SEE): ("storefront.order_show", "order_id"),
    ("problem", Power.DELIVER): ("provider_portal.worry_show", "worry_id"),
    ("harm", Power.COMMISSION): ("commissioner_desk.worry_show", "worry_id"),
    ("harm", Power.ADMINISTER): ("back_office.worry_show", "worry_id"),
    ("concern", Power.SAFEGUARD): ("commissioner_desk.concern_show", "worry_id"),
    ("concern", Power.COMMISSION): ("commissioner_desk.worry_show", "worry_id"),
    ("role", Power.ADMINISTER): ("back_office.role_show", "proposal_id"),
    ("work", Power.ADMINISTER): ("back_office.work_list", None),
    ("work", Power.COMMISSION): ("commissioner_desk.work_list", None),
    ("work", Power.SAFEGUARD): ("commissioner_desk.work_list", None),
    ("work", Power.MANAGE): ("account.member_list", None),
    ("dispute", Power.COMMISSION): ("commissioner_desk.dispute_show", "booking_id"),
    ("dispute", Power.ADMINISTER): ("back_office.dispute_show", "booking_id"),
    ("invoice", Power.DELIVER): ("provider_portal.invoice_show", "invoice_id"),
    ("invoice", Power.COMMISSION): ("commissioner_desk.invoice_show", "invoice_id"),
    ("card_payment", Power.DELIVER): ("provider_portal.card_payment_show", "payment_id"),
    ("card_payment", Power.SEE): ("storefront.card_payment_show", "payment_id"),
    ("card_payee", Power.LIST): ("provider_portal.payee_show", None),
    ("gap", Power.COMMISSION): ("commissioner_desk.gap_show", "gap_id"),
    ("gap", Power.BROKER): ("broker_console.gap_found", "gap_id"),
    ("gap", Power.SEE): ("storefront.gap_show", "gap_id"),
    ("shortlist", Power.BROKER): ("broker_console.shortlist_found", "list_id"),
    ("shortlist", Power.SEE): ("storefront.shortlist_show", "list_id"),
    ("money", Power.SEE): ("storefront.money_show", None),
    ("fund", Power.LIST): ("provider_portal.fund_show", "fund_id"),
    ("fund", Power.SEE): ("storefront.fund_show", "fund_id"),
    ("held", Power.COMMISSION): ("commissioner_desk.held_list", None),
    ("bank", Power.SEE): ("storefront.bank_show", "bank_id"),
    ("question", Power.COMMISSION): ("commissioner_desk.question_show", "question_id"),
    ("question", Power.BROKER): ("broker_console.question_found", "question_id"),
    ("question", Power.SEE): ("storefront.question_show", "question_id"),
    ("sent_plan", Power.COMMISSION): ("commissioner_desk.plan_show", "sent_id"),
    ("plan", Power.BROKER): ("broker_console.plan_found", "plan_id"),
    ("plan", Power.SEE): ("storefront.plan_show", "plan_id"),
    ("helper", Power.SEE): ("storefront.mandate_list", None),
    ("looked", Power.SEE): ("storefront.look_list", None),
    ("emergency", Power.SAFEGUARD): ("commissioner_desk.emergency_show", "access_id"),
    ("emergency", Power.COMMISSION): ("commissioner_desk.emergency_show", "access_id"),
    ("emergency", Power.ADMINISTER): ("back_office.emergency_show", "access_id"),
    ("helping", Power.BROKER): ("account.helping_list", None),
    ("helping", Power.SEE): ("account.helping_list", None),
    ("organisation", Power.ADMINISTER): ("back_office.check_show", "organisation_id"),
    ("checked", Power.LIST): ("provider_portal.offer_list", None),
    ("invitation", Power.SEE): ("account.invitation_list", None),
    ("invitation", Power.MANAGE): ("account.invitation_list", None),
    ("invitation", Power.ADMINISTER): ("account.invitation_list", None),
    ("data_request", Power.ADMINISTER): ("back_office.data_request_show", "request_id"),
    **{("data", power): ("account.data_show", None) for power in Power},
    ("needs", Power.SEE): ("account.needs_edit", None),
}


def place_of(actor: Actor, notice: NoticeRow) -> str | None:
    """The address of the page that a notice is about, for this actor; None when they have none."""
    if not notice.open_here:
        return None
    for (about, power), (endpoint, name) in PLACES.items():
        if about == notice.about and actor.may(power) and (notice.about_id or not name):
            values: dict[str, Any] = {name: notice.about_id} if name else {}
            return url_for(endpoint, **values)
    return None


def has_place(notice: NoticeRow) -> bool:
    """Whether there is a page that a notice can be about, for whoever it was told to."""
    return any(about == notice.about for about, _ in PLACES)
