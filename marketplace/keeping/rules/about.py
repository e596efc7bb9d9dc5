"""Where there is something about somebody: how it is found, what it is, and what becomes of it when they leave.

Every table with a column that names an account or a person is told of here, column by column: exported and how, or
left out and why. A test fails for a column that is in neither.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Fate(StrEnum):
    """What becomes of rows when their account is closed."""

    DELETED = "deleted"
    BLANKED = "blanked"  # some columns lose their words
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class By:
    """A column by which rows are found: it names the account, the person, or a row of another told table."""

    column: str
    whose: str  # account, person, or the other table
    key: str = "id"  # of the other table


@dataclass(frozen=True, slots=True)
class About:
    """Rows of one table about somebody, in plain words; ``hidden`` columns are never given out.

    ``blank`` gives the columns that lose their words when an account is closed, with what is put there.
    """

    table: str
    words: str
    by: tuple[By, ...]
    fate: Fate = Fate.KEPT
    hidden: tuple[str, ...] = ()
    blank: Mapping[str, str | None] = field(default_factory=dict)


ACCOUNT, PERSON = By("account_id", "account"), By("person_id", "person")
FORM = ("key", "request_hash")  # the key of a form: nothing about anybody

# what hangs on other rows stands before them, so that it can be deleted first
ABOUT: tuple[About, ...] = (
    About(
        "account", "Your account: your name and your e-mail address.", (By("id", "account"),), hidden=("password_hash",)
    ),
    About("sign_in", "Where you were signed in.", (ACCOUNT,), hidden=("token_hash",)),
    About("passkey", "Your passkeys.", (ACCOUNT,), Fate.DELETED, ("credential_id", "public_key")),
    About("code_device", "The app that shows codes to you.", (ACCOUNT,), Fate.DELETED, ("secret",)),
    About("recovery_code", "Your codes on paper.", (ACCOUNT,), Fate.DELETED, ("code_hash",)),
    About("ceremony", "Passkeys that were asked for.", (ACCOUNT,), Fate.DELETED, ("challenge",)),
    About("contact_preference", "How you want us to tell you things.", (ACCOUNT,), Fate.DELETED),
    About("communication_needs", "How to talk with you.", (PERSON,), Fate.DELETED),
    About("mail_stopped", "That your e-mail address does not work.", (ACCOUNT,), Fate.DELETED),
    About("mail_failure", "E-mails that did not reach you.", (ACCOUNT,), Fate.DELETED),
    About("person", "You, as somebody who uses support or cares for somebody.", (By("id", "person"),)),
    About("membership", "The organisations you work for.", (ACCOUNT,)),
    About(
        "mandate",
        "Whom you let act for you, and who let you act for them.",
        (PERSON, By("holder_account_id", "account")),
    ),
    About(
        "mandate_terms",
        "What you agreed that somebody may do for you, or you for them.",
        (By("mandate_id", "mandate"),),
    ),
    About(
        "evidence",
        "The papers by which somebody may decide for you, or you for them. A picture of each is kept too: ask whoever "
        "filed it to see it.",
        (By("mandate_id", "mandate"),),
        hidden=("picture",),
    ),
    About("say_so", "What you said yes to at a helper's desk.", (PERSON,), hidden=FORM),
    About("emergency_access", "Who opened your details in an emergency, and why.", (PERSON,)),
    About("invitation", "Whom you invited.", (By("invited_by", "account"),)),
    About("link", "Letters with a link that you asked for.", (ACCOUNT,), hidden=("token_hash",)),
    About("sent_mail", "The e-mails we sent you.", (By("notice_id", "notice"),), Fate.DELETED),
    About("notice", "What you were told here.", (ACCOUNT,), Fate.DELETED),
    About("budget", "Your budgets.", (PERSON,)),
    About("stream", "Who pays into them.", (By("budget_id", "budget"),), hidden=FORM),
    About("stream_change", "What was changed about them, and why.", (By("stream_id", "stream"),), hidden=FORM),
    About(
        "contribution",
        "What you pay toward your care, and how it was worked out.",
        (By("stream_id", "stream"),),
        hidden=FORM,
    ),
    About("contribution_due", "What was to be paid toward it, in pence, and by when.", (By("stream_id", "stream"),)),
    About(
        "contribution_payment", "What you paid toward it, or were let off.", (By("stream_id", "stream"),), hidden=FORM
    ),
    About("budget_account", "The accounts of your budgets, in pence.", (PERSON,)),
    About("instalment", "When money is paid in, in pence.", (By("account_id", "budget_account"),)),
    About("ledger_account", "Your accounts in the book of money.", (PERSON,)),
    About("ledger_entry", "Each movement of your money, in pence.", (By("account_id", "ledger_account"),)),
    About("ledger_transaction", "What the movements were for.", (By("id", "ledger_entry", "transaction_id"),)),
    About("bank_move", "What went into and out of it, in pence.", (By("bank_id", "bank"),), hidden=FORM),
    About(
        "bank",
        "What you put by for later, and why.",
        (By("account_id", "budget_account"),),
        Fate.BLANKED,
        blank={"words": ""},
    ),
    About("fund_fee", "What was taken for holding your money, in pence.", (By("fund_id", "fund"),)),
    About("fund", "Who was asked to hold your money, and what both signed.", (PERSON,), hidden=FORM),
    About("spending_permission", "What your funder said yes to, in pence.", (PERSON,)),
    About(
        "spending_word",
        "What was said about what you asked first.",
        (By("question_id", "spending_question"),),
        Fate.BLANKED,
        blank={"words": ""},
    ),
    About(
        "spending_question",
        "What you asked your funder first, and why.",
        (PERSON,),
        Fate.BLANKED,
        FORM,
        {"why": "(erased)"},
    ),
    About(
        "line_decision",
        "What was decided about your plan, and why.",
        (By("line_id", "plan_line"),),
        Fate.BLANKED,
        blank={"words": "(erased)"},
    ),
    About(
        "plan_line",
        "What is in your plan.",
        (By("plan_id", "plan"),),
        Fate.BLANKED,
        FORM,
        {"why": "", "title": "(erased)"},
    ),
    About(
        "plan_sent",
        "Your plan as it was sent.",
        (By("plan_id", "plan"),),
        Fate.BLANKED,
        ("barred",),
        {"content": "", "statement": ""},
    ),
    About(
        "plan_outcome",
        "What you want to be different.",
        (By("plan_id", "plan"),),
        Fate.BLANKED,
        blank={"words": "(erased)"},
    ),
    About(
        "plan",
        "Your plan.",
        (PERSON,),
        Fate.BLANKED,
        FORM,
        {"statement": "", "contingency_why": "", "state": "ended"},
    ),
    About("orders", "What you ordered.", (PERSON,), hidden=FORM),
    About("booking", "The dates of your orders.", (PERSON,)),
    About("funding", "Which account pays for each date, in pence.", (By("booking_id", "booking"),)),
    About(
        "card_refund",
        "What came back to your card, in pence, and why.",
        (By("payment_id", "card_payment"),),
        hidden=(*FORM, "reversal", "refund"),
    ),
    About(
        "card_payment",
        "What your card paid, or was asked for, in pence.",
        (By("delivery_id", "delivery"),),
        hidden=("intent", "charge", "transfer", "trouble"),
    ),
    About(
        "payment_card",
        "The cards that you let pay: never their numbers.",
        (By("account_id", "budget_account"),),
        Fate.BLANKED,
        ("session", "customer", "method"),
        {"state": "removed", "last4": None},
    ),
    About("delivery", "What happened on each date.", (By("order_id", "orders"),)),
    About("invoice_line", "What of it is on invoices to your funder, in pence.", (By("delivery_id", "delivery"),)),
    About("invoice_word", "What was asked and answered about those.", (By("line_id", "invoice_line"),)),
    About(
        "rating_wording",
        "What you said in your ratings.",
        (By("rating_id", "rating"),),
        Fate.BLANKED,
        blank={"words": ""},
    ),
    About("rating", "Which orders you rated.", (PERSON,)),
    About("worry", "What you told us is wrong, and the answers.", (PERSON, By("said_by", "account")), hidden=FORM),
    About(
        "gap_request",
        "What you asked for that was missing.",
        (PERSON,),
        Fate.BLANKED,
        FORM,
        {"words": "(erased)", "times": "", "state": "withdrawn", "shortlist_id": None},
    ),
    About("shortlist_share", "With whom you share your lists.", (PERSON,), Fate.DELETED),
    About("shortlist_item", "What is on your lists.", (By("shortlist_id", "shortlist"),), Fate.DELETED),
    About("shortlist", "Your lists.", (PERSON,), Fate.DELETED, FORM),
    About("data_request", "What you asked us to do with your details.", (ACCOUNT,), hidden=FORM),
    About("looked", "Who looked at your details: each time, and on which page.", (PERSON,)),
    About("audit", "What you did here that changed something.", (ACCOUNT,)),
)

# columns that name an account or a person, and are not the way to somebody's own data
LEFT_OUT: Mapping[str, str] = {
    "person.account_id": "the person is found already",
    "role_proposal.account_id": "what came of it is told as a membership",
    "role_proposal.decided_by": "the proposal is the data of whom it is about",
    "role_proposal.proposed_by": "the proposal is the data of whom it is about",
    "fund.asked_by": "the fund is the data of the person whose money it is",
    "fund.account_id": "it is an account of the book, not of a sign-in",
    "fund.answered_by": "the fund is the data of the person whose money it is",
    "holding_terms.made_by": "the terms are the organisation's",
    "costing_version.made_by": "the costs are the organisation's",
    "stream_change.account_id": "an account of a budget: found through its stream",
    "stream_change.made_by": "the change is the data of whose money it is",
    "contribution.account_id": "an account of a budget: found through its stream",
    "contribution.made_by": "what was set is the data of who pays it",
    "contribution_payment.made_by": "what was paid is the data of who owed it",
    "plan.made_by": "the plan is the data of the person it is for",
    "plan.changed_by": "the plan is the data of the person it is for",
    "plan_line.account_id": "an account of a budget: found through the plan",
    "plan_line.changed_by": "the plan is the data of the person it is for",
    "plan_sent.sent_by": "the plan is the data of the person it is for",
    "line_decision.decided_by": "what was decided is the data of the person whose plan it is",
    "spending_rule.made_by": "the rule is the funder's, and everybody can read it",
    "spending_question.account_id": "an account of a budget: the question is found by its person",
    "spending_question.asked_by": "the question is the data of the person whose money it is about",
    "spending_word.said_by": "what was said is told through the question that it is about",
    "card_payment.account_id": "an account of a budget: found through the delivery that it is for",
    "card_refund.asked_by": "what was given back is the data of whose card it is",
    "payment_card.asked_by": "the card is the data of whose account it is",
    "bank.made_by": "the money is the data of whose account it is",
    "mail_failure.held_by": "the failure is the data of whom it was for",
    "emergency_access.account_id": "the opening is the data of the person who was opened",
    "emergency_access.checked_by": "the opening is the data of the person who was opened",
    "evidence.filed_by": "the document is the data of the person whom somebody decides for",
    "invitation.accepted_by": "what came of it is told as a membership or a mandate",
    "invitation.person_id": "the invitation is the data of who invited",
    "link.person_id": "the link is told through the account it is for",
    "mandate_terms.agreed_by": "the terms are told through the mandate",
    "notice.person_id": "the notice is the data of whom it told",
    "say_so.heard_by": "what was said is the data of the person who said it",
    "audit.person_id": "what others did for somebody is told on the page of what was done in their name",
    "orders.placed_by": "the order is the data of the person it is for",
    "gap_request.asked_by": "the request is the data of the person it is for",
    "shortlist.made_by": "the list is the data of the person it is for",
    "shortlist_item.added_by": "the list is the data of the person it is for",
    "looked.account_id": "whom somebody looked at is the data of the person who was looked at",
    "ledger_transaction.account_id": "the movement is the data of whose money it is",
    "invoice_agreement.agreed_by": "what was agreed is between two organisations",
    "invoice_line.account_id": "an account of a budget: found through the delivery that it is for",
    "invoice_word.said_by": "what was said is told through the line that it is about",
    "remittance.sent_by": "what was paid is between two organisations",
    "remittance_row.closed_by": "what was paid is between two organisations",
    "funding.account_id": "an account of a budget: found through the booking it pays for",
    "data_request.answered_by": "the request is the data of whoever asked",
    "audit.subject_id": "what others did to a record is told in the record itself",
}
