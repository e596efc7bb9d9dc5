"""Every read of buying."""

from marketplace.purchasing.queries.causes import CauseRow, causes_of
from marketplace.purchasing.queries.needs import needs_with
from marketplace.purchasing.queries.orders import (
    PAGE,
    dispute,
    disputes_for,
    open_orders_of,
    order,
    order_of_booking,
    order_with,
    order_with_booking,
    orders_for,
    orders_open,
    orders_to_act_on,
    orders_with,
    standings_of,
)
from marketplace.purchasing.queries.rows import (
    BookingRow,
    DisputeRow,
    OrderRow,
    OrderSummary,
    PayerRow,
    StandingRow,
)
from marketplace.purchasing.queries.sides import (
    accounts_of_order,
    decided_by,
    reached_by_clock,
    said_by_person,
    seen_by_person,
    spent_by_person,
    with_provider,
)
from marketplace.purchasing.queries.verify import findings

__all__ = [
    "PAGE",
    "BookingRow",
    "CauseRow",
    "DisputeRow",
    "OrderRow",
    "OrderSummary",
    "PayerRow",
    "StandingRow",
    "accounts_of_order",
    "causes_of",
    "decided_by",
    "dispute",
    "disputes_for",
    "findings",
    "needs_with",
    "open_orders_of",
    "order",
    "order_of_booking",
    "order_with",
    "order_with_booking",
    "orders_for",
    "orders_open",
    "orders_to_act_on",
    "orders_with",
    "reached_by_clock",
    "said_by_person",
    "seen_by_person",
    "spent_by_person",
    "standings_of",
    "with_provider",
]
