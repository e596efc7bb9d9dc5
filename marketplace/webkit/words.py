"""How templates say money, days, times, states and vocabularies."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from flask import Flask

from marketplace.budgets.rules import HOLDING_WORDS
from marketplace.budgets.rules.asking import QuestionState
from marketplace.budgets.rules.banking import BANK_WORDS
from marketplace.budgets.rules.funds import FUND_WORDS
from marketplace.budgets.rules.spending import ABOUT_WORDS, EFFECT_WORDS
from marketplace.catalogue import rules as catalogue
from marketplace.commissioning.rules import REASON_WORDS, GapState
from marketplace.foundation.clock import LONDON, civil, day_span
from marketplace.foundation.money import pounds
from marketplace.people.rules import Duty
from marketplace.people.rules.mail import TROUBLE_WORDS
from marketplace.people.rules.members import DUTY_WORDS
from marketplace.people.rules.needs import NEED_WORDS
from marketplace.people.rules.safeguarding import RANK_WORDS, WORK_WORDS
from marketplace.people.rules.settings import said as setting_said
from marketplace.plans.rules import ANSWER_WORDS, ROUTE_WORDS, PlanState
from marketplace.plans.rules import LineState as PlanLine
from marketplace.purchasing.queries.invoice_rows import PAID
from marketplace.purchasing.rules import BookingState, DeliveryKind, OrderState
from marketplace.purchasing.rules.cards import PaymentState
from marketplace.purchasing.rules.invoices import LineState
from marketplace.purchasing.rules.remittances import PROBLEM_WORDS
from marketplace.voice.rules import OUTCOME_WORDS, SCORE_WORDS, STATEMENT_WORDS

ORDER_STATES = {
    OrderState.PLACED: ("Waiting for an answer", "yellow"),
    OrderState.ACCEPTED: ("Booked", "blue"),
    OrderState.DECLINED: ("Declined", "red"),
    OrderState.CANCELLED: ("Cancelled", "grey"),
    OrderState.COMPLETED: ("Finished", "green"),
}
BOOKING_STATES = {
    BookingState.BOOKED: ("Booked", "blue"),
    BookingState.RECORDED: ("Waiting for your word", "yellow"),
    BookingState.CONFIRMED: ("Settled", "green"),
    BookingState.DISPUTED: ("Disputed", "orange"),
    BookingState.CANCELLED: ("Cancelled", "grey"),
}
OFFER_STATES = {
    "draft": ("Draft", "grey"),
    "published": ("Published", "green"),
    "paused": ("Paused", "yellow"),
    "withdrawn": ("Withdrawn", "red"),
}
GAP_STATES = {
    GapState.OPEN: ("Waiting for an answer", "yellow"),
    GapState.ANSWERED: ("Answered", "green"),
    GapState.WITHDRAWN: ("Taken back", "grey"),
}
QUESTION_STATES = {
    QuestionState.OPEN: ("Waiting for an answer", "yellow"),
    QuestionState.ASKED_BACK: ("Asked back", "orange"),
    QuestionState.YES: ("Yes", "green"),
    QuestionState.NO: ("No", "red"),
    QuestionState.WITHDRAWN: ("Taken back", "grey"),
}
PLAN_STATES = {
    PlanState.DRAFT: ("Being written", "yellow"),
    PlanState.SENT: ("Sent", "blue"),
    PlanState.DECIDED: ("Answered", "green"),
    PlanState.ENDED: ("Ended", "grey"),
}
PLAN_LINES = {
    PlanLine.DRAFT: ("Being written", "yellow"),
    PlanLine.WAITING: ("Waits for an answer", "blue"),
    PlanLine.SECOND: ("Waits for a second reader", "blue"),
    PlanLine.AGREED: ("Agreed", "green"),
    PlanLine.PART: ("Agreed in part", "turquoise"),
    PlanLine.REFUSED: ("Not agreed", "red"),
    PlanLine.OWN: ("Needs no answer", "grey"),
    PlanLine.DROPPED: ("Taken out", "grey"),
}
PLAN_VERDICTS = {"allowed": ("Allowed", "green"), "ask": ("Ask first", "yellow"), "not_allowed": ("Not allowed", "red")}
KINDS = {
    DeliveryKind.DELIVERED: "It happened",
    DeliveryKind.CANCELLED_LATE: "Cancelled late",
    DeliveryKind.MISSED: "Missed",
}
LINE_STATES = {
    LineState.WITH_FUNDER: ("To look at", "yellow"),
    LineState.WITH_PROVIDER: ("Queried", "orange"),
    LineState.AGREED: ("To pay", "blue"),
    LineState.TAKEN_OFF: ("Taken off", "grey"),
    PAID: ("Paid", "green"),
}
CARD_STATES = {
    PaymentState.TO_CHARGE: ("The card is being asked", "yellow"),
    PaymentState.ASKED: ("The card is being asked", "yellow"),
    PaymentState.NEEDS_PERSON: ("Not paid yet", "red"),
    PaymentState.FAILED: ("Not paid yet", "red"),
    PaymentState.PAID: ("Paid by card", "green"),
    PaymentState.PART_REFUNDED: ("Some given back", "blue"),
    PaymentState.REFUNDED: ("Given back", "blue"),
    PaymentState.DISPUTED: ("Asked back by the bank", "red"),
}
CARD_WHY = {  # why a card did not pay, by the card company's code
    "no_card": "There was no card to pay with. Add one first.",
    "authentication_required": "Your bank wants you to say yes first.",
    "expired_card": "The card is too old. Change it first.",
    "insufficient_funds": "There was not enough money behind the card.",
}
MOVEMENTS = {
    "credit": "Money came in",
    "promise": "Promised",
    "release": "Went back to the budget",
    "spend": "Settled",
    "bank": "Put by for later",
    "draw": "Taken back, to use now",
    "lapse": "Came back after its last day",
    "taken_off": "Came back: it is not to be paid after all",
    "handed_over": "Handed over to whoever holds it now",
    "fund_fee": "Fee for holding the money",
    "contribution_in": "You paid in toward your care",
    "card_given_back": "Came back to your card",
}


def day(value: date | datetime) -> str:
    """``Monday 2 March 2026``."""
    civil_day = civil(value) if isinstance(value, datetime) else value
    return f"{civil_day:%A} {civil_day.day} {civil_day:%B %Y}"


def short_day(value: date | datetime) -> str:
    """``2 March 2026``."""
    civil_day = civil(value) if isinstance(value, datetime) else value
    return f"{civil_day.day} {civil_day:%B %Y}"


def clock_time(value: datetime) -> str:
    """``10am``, ``2:30pm``."""
    local = value.astimezone(LONDON)
    minutes = f":{local:%M}" if local.minute else ""
    return f"{local.hour % 12 or 12}{minutes}{'am' if local.hour < 12 else 'pm'}"


def when(value: datetime, ends: datetime | None = None) -> str:
    """``Monday 2 March 2026, 10am to 12pm``; whole days are said without a time."""
    if ends is not None and value < ends and _begins_a_day(value) and _begins_a_day(ends):
        return day(value)
    until = f" to {clock_time(ends)}" if ends else ""
    return f"{day(value)}, {clock_time(value)}{until}"


def _begins_a_day(instant: datetime) -> bool:
    """Whether it is midnight in London; the days when the clock changes have no 24 hours."""
    return instant == day_span(civil(instant))[0]


def quantity(value: Decimal) -> str:
    """``1``, ``1.5``."""
    return f"{value.normalize():f}"


def units(value: Decimal, unit: str) -> str:
    """``1 hour``, ``1.5 hours``."""
    one, many = catalogue.UNIT_WORDS[catalogue.Unit(unit)]
    return f"{quantity(value)} {one if value == 1 else many}"


def wait(weeks: int) -> str:
    """``You can start at once``, ``You can start in about 3 weeks``."""
    if weeks < 2:
        return "You can start in about a week" if weeks else "You can start at once"
    return f"You can start in about {weeks} weeks"


def to_you(words: str) -> str:
    """What a person says of themselves, said to them: ``Run my own home`` is ``run your own home``."""
    said = words.replace("myself", "yourself").replace(" my ", " your ")
    return said[:1].lower() + said[1:]


def listed(words: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def opening(words: str) -> str:
    """The same words with a capital letter at the beginning: ``Held by the funder and direct payment``."""
    return words[:1].upper() + words[1:]


def duties_said(duties: Sequence[str]) -> str:
    """``Commissioner and manager``."""
    said = listed([DUTY_WORDS[Duty(duty)][0].lower() for duty in duties])
    return said[:1].upper() + said[1:]


def lookup(value: str, table: Mapping[str, str]) -> str:
    """The words of a value, or the value itself where there are none."""
    return table.get(value, value)


def dialled(told: str) -> bool:
    """Whether what was told as a telephone number is one, and nothing else."""
    return told.replace(" ", "").removeprefix("+").isdigit()


BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"))
BROWSERS += (("Chrome", "Chrome"), ("Safari", "Safari"))  # others call themselves these too, so they come last
DEVICES = (("iPhone", "an iPhone"), ("iPad", "an iPad"), ("Android", "an Android device"), ("CrOS", "a Chromebook"))
DEVICES += (("Windows", "Windows"), ("Mac OS", "a Mac"), ("Linux", "Linux"))


def device(said: str) -> str:
    """A browser and device by what a browser calls itself: ``Firefox on Windows``."""
    browser = next((words for sign, words in BROWSERS if f"{sign}/" in said), "A browser")
    machine = next((words for sign, words in DEVICES if sign in said), "")
    return f"{browser} on {machine}" if machine else browser


def install(app: Flask) -> None:
    """Give templates the filters and tables."""
    app.jinja_env.filters.update(
        pounds=pounds,
        day=day,
        short_day=short_day,
        clock_time=clock_time,
        device=device,
        quantity=quantity,
        units=units,
        listed=listed,
        opening=opening,
        wait=wait,
        to_you=to_you,
        lookup=lookup,
        per=catalogue.per_unit,
    )
    tables: dict[str, Any] = {
        "when": when,
        "ORDER_STATES": {state.value: words for state, words in ORDER_STATES.items()},
        "BOOKING_STATES": {state.value: words for state, words in BOOKING_STATES.items()},
        "OFFER_STATES": OFFER_STATES,
        "LINE_STATES": LINE_STATES,
        "CARD_STATES": {state.value: words for state, words in CARD_STATES.items()},
        "CARD_WHY": CARD_WHY,
        "PROBLEMS": PROBLEM_WORDS,
        "KINDS": {kind.value: words for kind, words in KINDS.items()},
        "MOVEMENTS": MOVEMENTS,
        "BANKED_FOR": {reason.value: words for reason, words in BANK_WORDS.items()},
        "FUNDS": {state.value: words for state, words in FUND_WORDS.items()},
        "HOLDINGS": {holding.value: words for holding, words in HOLDING_WORDS.items()},
        "CATEGORIES": {key.value: words for key, words in catalogue.CATEGORY_WORDS.items()},
        "ACCESS": {key.value: words for key, words in catalogue.ACCESS_WORDS.items()},
        "LANGUAGES": {key.value: words for key, words in catalogue.LANGUAGE_WORDS.items()},
        "DAYS": {key.value: words for key, words in catalogue.DAY_WORDS.items()},
        "PARTS": {key.value: words for key, words in catalogue.PART_WORDS.items()},
        "PLACES": {key.value: words for key, words in catalogue.PLACE_WORDS.items()},
        "OUTCOMES": {key.value: words for key, words in catalogue.OUTCOME_WORDS.items()},
        "CULTURE": {key.value: words for key, words in catalogue.CULTURE_WORDS.items()},
        "WORKERS": {catalogue.Worker.WOMAN.value: "a woman", catalogue.Worker.MAN.value: "a man"},
        "VATS": {key.value: words for key, words in catalogue.VAT_WORDS.items()},
        "STATEMENTS": {statement.value: words for statement, words in STATEMENT_WORDS.items()},
        "SCORES": SCORE_WORDS,
        "NEEDS": {need.value: words for need, words in NEED_WORDS.items()},
        "MAIL_TROUBLES": {trouble.value: words for trouble, words in TROUBLE_WORDS.items()},
        "REASONS": {reason.value: words for reason, words in REASON_WORDS.items()},
        "GAP_STATES": {state.value: words for state, words in GAP_STATES.items()},
        "DUTIES": {duty.value: words for duty, words in DUTY_WORDS.items()},
        "RANKS": {rank.value: words for rank, words in RANK_WORDS.items()},
        "WORK": {kind.value: words for kind, words in WORK_WORDS.items()},
        "DECISIONS": {outcome.value: words for outcome, words in OUTCOME_WORDS.items()},
        "SPENDING_ABOUT": ABOUT_WORDS,
        "SPENDING_EFFECTS": EFFECT_WORDS,
        "QUESTION_STATES": {state.value: words for state, words in QUESTION_STATES.items()},
        "PLAN_STATES": {state.value: words for state, words in PLAN_STATES.items()},
        "PLAN_LINES": {state.value: words for state, words in PLAN_LINES.items()},
        "PLAN_VERDICTS": PLAN_VERDICTS,
        "PLAN_ROUTES": {route.value: words for route, words in ROUTE_WORDS.items()},
        "PLAN_ANSWERS": {answer.value: words for answer, words in ANSWER_WORDS.items()},
        "setting_said": setting_said,
        "duties_said": duties_said,
    }
    app.jinja_env.globals.update(tables)
    app.add_template_test(dialled)
