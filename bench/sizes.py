"""How much data there is, and how often each thing is done."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sizes:
    """Rows of the loaded database, and operations of each benchmark."""

    offers: int
    entries: int
    providers: int
    budgets: int
    searches: int  # times that the whole query set is asked, of each side
    feed_pages: int  # of each side
    order_rounds: int  # product and floor take turns so many times
    orders: dict[int, int]  # clients -> orders of each client in a round
    edits: int
    many: int  # clients, orders and so on of the pages with many rows
    quick: bool = False


FULL = Sizes(
    offers=10_000,
    entries=500,
    providers=200,
    budgets=1_000,
    searches=50,
    feed_pages=400,
    order_rounds=6,
    orders={1: 100, 4: 60, 16: 25},
    edits=20,
    many=60,
)
QUICK = Sizes(
    offers=1_000,
    entries=50,
    providers=40,
    budgets=100,
    searches=5,
    feed_pages=40,
    order_rounds=2,
    orders={1: 15, 4: 10, 16: 5},
    edits=3,
    many=20,
    quick=True,
)
