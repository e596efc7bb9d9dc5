"""What happens to an order, and the words in which each side is told. No name and no personal detail is in them."""

from enum import StrEnum

from marketplace.people.rules.contact import NoticeKind


class Event(StrEnum):
    """Something that those concerned are told of."""

    PLACED = "placed"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    LAPSED = "lapsed"
    CANCELLED_BY_PERSON = "cancelled_by_person"
    CANCELLED_BY_PROVIDER = "cancelled_by_provider"
    RECORDED = "recorded"
    WITHDRAWN = "withdrawn"
    CONFIRMED = "confirmed"
    SILENT = "silent"
    DISPUTED = "disputed"
    DECIDED = "decided"


class Side(StrEnum):
    """Who is told."""

    PERSON = "person"
    PROVIDER = "provider"
    FUNDER = "funder"


Words = tuple[str, str]  # subject, body

TOLD: dict[Event, dict[Side, Words]] = {
    Event.PLACED: {
        Side.PERSON: (
            "Your order has been sent",
            "We have sent your order to the provider, and the money is promised. They will answer soon. "
            "You can cancel it for nothing until they do.",
        ),
        Side.PROVIDER: (
            "You have a new order",
            "Somebody has placed an order with you. Please accept it or decline it.",
        ),
    },
    Event.ACCEPTED: {
        Side.PERSON: ("Your order was accepted", "The provider said yes. Your dates are booked."),
    },
    Event.DECLINED: {
        Side.PERSON: (
            "Your order was declined",
            "The provider cannot do this. All the money has gone back into your account. "
            "Open the order to see why, and what else there is.",
        ),
    },
    Event.LAPSED: {
        Side.PERSON: (
            "Your order was not answered in time",
            "The first date came before the provider had answered. All the money has gone back into your account. "
            "Open the order to see what else there is.",
        ),
        Side.PROVIDER: (
            "An order has lapsed",
            "The first date of an order came before there was an answer. So it has ended, and the money has gone back.",
        ),
    },
    Event.CANCELLED_BY_PERSON: {
        Side.PERSON: ("A booking was cancelled", "Your booking is cancelled. Open the order to see what went back."),
        Side.PROVIDER: (
            "A booking was cancelled",
            "Somebody has cancelled a booking with you. Open the order to see which.",
        ),
    },
    Event.CANCELLED_BY_PROVIDER: {
        Side.PERSON: (
            "The provider cancelled a booking",
            "The provider cannot do one of your dates. You pay nothing for it: the money has gone back.",
        ),
    },
    Event.RECORDED: {
        Side.PERSON: (
            "Did it go as recorded?",
            "The provider says what happened at one of your bookings. Please say whether that is right. "
            "The order says what happens if you say nothing, and when.",
        ),
    },
    Event.WITHDRAWN: {
        Side.PERSON: (
            "The provider took a record back",
            "The provider has taken back what they recorded for a booking.",
        ),
    },
    Event.CONFIRMED: {
        Side.PROVIDER: ("A delivery was confirmed", "A delivery that you recorded was confirmed. It is now settled."),
    },
    Event.SILENT: {
        Side.PERSON: (
            "A delivery was settled",
            "The days to look at a delivery are over, so it was counted as right. You need not do anything. "
            "If it was not right, open the order and tell us what is wrong.",
        ),
        Side.PROVIDER: ("A delivery was confirmed", "A delivery that you recorded was confirmed. It is now settled."),
    },
    Event.DISPUTED: {
        Side.PERSON: (
            "We have your dispute",
            "You said that a record is not right. Nothing is paid for it until this is settled.",
        ),
        Side.PROVIDER: (
            "A delivery is disputed",
            "Somebody says that a delivery you recorded is not right. Please correct it or take it back, or explain.",
        ),
        Side.FUNDER: (
            "A delivery is disputed",
            "A delivery that you fund is disputed. If the two sides do not settle it, please decide.",
        ),
    },
    Event.DECIDED: {
        Side.PERSON: (
            "A dispute was decided",
            "Your dispute was decided. Open the order to see what was decided and why.",
        ),
        Side.PROVIDER: (
            "A dispute was decided",
            "A dispute was decided. Open the order to see what was decided and why.",
        ),
    },
}

# what may wait for a letter of the day, and what never waits; all else is news of orders and dates
KINDS: dict[tuple[Event, Side], NoticeKind] = {
    (Event.PLACED, Side.PROVIDER): NoticeKind.TASKS,
    (Event.DECLINED, Side.PERSON): NoticeKind.REFUSED,
    (Event.LAPSED, Side.PERSON): NoticeKind.REFUSED,
    (Event.CANCELLED_BY_PERSON, Side.PROVIDER): NoticeKind.CALLED_OFF,
    (Event.CANCELLED_BY_PROVIDER, Side.PERSON): NoticeKind.CALLED_OFF,
    (Event.CONFIRMED, Side.PROVIDER): NoticeKind.MONEY,
    (Event.SILENT, Side.PROVIDER): NoticeKind.MONEY,
    (Event.DISPUTED, Side.PROVIDER): NoticeKind.TASKS,
    (Event.DISPUTED, Side.FUNDER): NoticeKind.TASKS,
    (Event.DECIDED, Side.PERSON): NoticeKind.MONEY,
    (Event.DECIDED, Side.PROVIDER): NoticeKind.MONEY,
}


def kind_of(event: Event, side: Side) -> NoticeKind:
    """What kind of notice a side gets of an event."""
    return KINDS.get((event, side), NoticeKind.ORDERS)
