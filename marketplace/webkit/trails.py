"""The journals in the person's own words: what somebody looked at, and what somebody did for them."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any

from flask import url_for

from marketplace.people.queries import DeedRow, LookRow

# the noun of an endpoint -> what was on the page; a test holds this against every page that shows people
LOOKS = {
    "account": "your account",
    "acting": "your name, in the list of those they help",
    "bank": "what you put by for later",
    "booking": "one of your bookings",
    "budget": "your name, to give you a budget",
    "card": "your card, or what it paid",
    "client": "your orders and money",
    "compare": "what you compare",
    "concern": "your details",  # whoever else reads this is not told that there is a concern
    "data": "what you asked about your data",
    "deputy": "who decides for you because of a paper",
    "dispute": "something that you said was not right",
    "emergency": "your name, orders and money",
    "entry": "your name, beside something they found for you",
    "evidence": "the paper that says who decides for you",
    "fund": "what is held for you as a fund",
    "gap": "what was asked for you",
    "held": "your name, beside what is paid to whoever holds your money",
    "helping": "your name, in the list of those they help",
    "home": "your start page",
    "instalment": "your payments",
    "invoice": "your name, beside what one of your dates cost",
    "invitation": "your name, beside an invitation",
    "item": "something on one of your lists",
    "mail": "mail that was sent to you",
    "money": "your money",
    "offer": "your name, beside something they found for you",
    "order": "your orders",
    "payee": "your name, beside what your card paid",
    "person": "your budget",
    "plan": "your plan",
    "question": "what was asked about your money",
    "rating": "what you said of an order",
    "saving": "your lists",
    "search": "your name, while they searched for you",
    "session": "your booking, among those of a date",
    "shortlist": "your lists",
    "statement": "a statement of your money",
    "contribution": "what you pay toward your care",
    "stream": "your budget, to change something about it",
    "together": "what you agreed at a helper's desk",
    "work": "your name, in a list of what waits",
    "worry": "something that you said was wrong",
}
OTHER_LOOK = "your details"

DEEDS = {
    ("order", "placed"): "booked something for you",
    ("booking", "cancelled"): "cancelled a booking of yours",
    ("booking", "confirmed"): "said that a record is right",
    ("booking", "disputed"): "said that a record is not right",
    ("gap_request", "open"): "asked for something for you",
    ("gap_request", "withdrawn"): "took back something they asked for",
    ("shortlist", "begun"): "began a list for you",
    ("shortlist", "ended"): "ended a list of yours",
    ("mandate", "ended"): "stopped helping you",
    ("bank", "bank"): "put some of your money by",
    ("bank", "draw"): "took back some of what you put by",
    ("fund", "asked"): "asked somebody to hold your money",
    ("fund", "taken back"): "took back a question about who holds your money",
    ("fund", "ended"): "ended a fund of yours",
    ("spending_question", "asked"): "asked whether your money may pay for something",
    ("spending_question", "reply"): "answered a question about your money",
    ("spending_question", "withdraw"): "took back a question about your money",
    ("plan", "begun"): "began a plan for you",
    ("plan", "saved"): "changed your plan",
    ("plan", "send"): "sent your plan",
    ("plan", "change"): "took your plan back to change it",
    ("plan", "again"): "asked to look at your plan again",
    ("plan", "end"): "ended your plan",
    ("stream", "amount"): "changed what is paid into your budget",
    ("stream", "suspend"): "suspended money of yours",
    ("stream", "resume"): "let money of yours go on",
    ("stream", "end"): "ended money of yours early",
    ("contribution", "set"): "said what you pay toward your care",
    ("contribution", "paid"): "wrote down what you paid toward your care",
    ("contribution", "let_off"): "let you off something you had to pay",
    ("payment_card", "removed"): "removed a card of yours",
    ("card_payment", "asked"): "paid for one of your dates by card",
    ("card_refund", "asked"): "gave back some of what your card paid",
    ("mandate", "given"): "wrote down what you let them do",
    ("person", "given a code on paper"): "gave you a code on paper",
    ("person", "signed up together"): "signed you up, together with you",
}
OTHER_DEEDS = {
    "booking": "changed a booking of yours",
    "order": "changed an order of yours",
    "proposal": "asked you, or somebody for you, to agree to a booking",
    "rating": "said how something was",
    "shortlist_item": "changed one of your lists",
    "plan": "answered your plan",
    "plan_line": "changed or answered a part of your plan",
    "worry": "said that something is wrong",
}
OTHER_DEED = "changed something of yours"


def whole_name(name: str, organisation: str | None) -> str:
    """Somebody by name, with whom they act for."""
    return f"{name} of {organisation}" if organisation else name


def look_words(row: LookRow) -> str:
    """``Helen Marsh of Open Door Brokers opened your orders``."""
    noun = row.page.rpartition(".")[2].partition("_")[0]
    seen = LOOKS.get(noun, OTHER_LOOK)
    did = "opened" if row.how == "opened" else "saw, in a list,"
    return f"{whole_name(row.name, row.organisation)} {did} {seen}"


def deed_words(row: DeedRow) -> str:
    """``Helen Marsh of Open Door Brokers booked something for you``."""
    did = DEEDS.get((row.subject, row.action)) or DEEDS.get((row.subject, row.became or ""))
    said = did or OTHER_DEEDS.get(row.subject, OTHER_DEED)
    return f"{whole_name(row.name, row.organisation)} {said}"


PAGES = {  # the subject of a deed -> the endpoint where it is read, and the name of its id
    "order": ("storefront.order_show", "order_id"),
    "gap_request": ("storefront.gap_show", "gap_id"),
    "spending_question": ("storefront.question_show", "question_id"),
    "plan": ("storefront.plan_show", "plan_id"),
    "bank": ("storefront.bank_show", "bank_id"),
    "fund": ("storefront.fund_show", "fund_id"),
}


def deed_url(row: DeedRow) -> str | None:
    """Where the record of a deed is read; None where it has no page of its own."""
    endpoint, name = PAGES.get(row.subject, ("", ""))
    values: dict[str, Any] = {name: row.subject_id}
    return url_for(endpoint, **values) if endpoint else None


def by_day(rows: Sequence[LookRow]) -> list[tuple[date, list[LookRow]]]:
    """The rows of each day, in the order in which they come."""
    return [(day, list(group)) for day, group in groupby(rows, key=lambda row: row.day)]
