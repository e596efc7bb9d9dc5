"""Placing orders: the product's operation beside the same rows by hand-written SQL, with 1, 4 and 16 clients."""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from itertools import count
from statistics import mean

from bench.clients import Clients, Run, clients
from bench.ground import Ground, verify
from bench.report import Figure, timed
from marketplace.foundation import database

LIMIT = 4  # of the floor, with 1 and with 4 clients
LIMIT_SPLIT = 1.5  # of an order that one account pays
LEAST_KEPT = 0.7  # of the orders per second with 4 clients, with 16
FEW, CROWD = 4, 16
COPY = "bench_orders"
WARM_UP = 8  # orders of each client: PostgreSQL prepares a statement at its fifth time

Runs = dict[tuple[str, int], list[Run]]


def measure_one(ground: Ground) -> list[Figure]:
    """Orders of one booking."""
    return _measure(ground, "order_one", 1)


def measure_six(ground: Ground) -> list[Figure]:
    """Orders of six bookings."""
    return _measure(ground, "order_six", 6)


def measure_split(ground: Ground) -> list[Figure]:
    """Orders of one booking that two accounts pay, beside those that one pays."""
    runs: Runs = {}
    with _crowd(ground) as crowd:
        fresh = count()
        for side in ("split", "product"):
            crowd.take(side, ground.sizes.budgets, 1, _numbers(fresh, FEW, WARM_UP))
        ground.settle(COPY)
        for time in range(ground.sizes.order_rounds):
            for number in (1, FEW):
                for side in ("split", "product") if time % 2 else ("product", "split"):
                    numbers = _numbers(fresh, number, ground.sizes.orders[number])
                    runs.setdefault((side, number), []).append(crowd.take(side, ground.sizes.budgets, 1, numbers))
    figures: list[Figure] = []
    for number in (1, FEW):
        who = f"order_split/{number} client{'s' if number > 1 else ''}"
        figures += timed(who, _seconds(runs["split", number]), _seconds(runs["product", number]), LIMIT_SPLIT)
    return figures


@contextmanager
def _crowd(ground: Ground) -> Generator[Clients]:
    """Clients at a copy of the ground; after them its books must be square."""
    url = ground.copy(COPY)
    with clients(url, CROWD) as crowd:
        yield crowd
    database.connect(url)
    verify()
    ground.drop(COPY)


def _measure(ground: Ground, name: str, bookings: int) -> list[Figure]:
    figures: list[Figure] = []
    for budgets in (ground.sizes.budgets, 1):
        with _crowd(ground) as crowd:
            runs = _runs(ground, crowd, budgets, bookings)
        placed = sum(len(run.seconds) for each in runs.values() for run in each)
        whose = f"{budgets} budgets" if budgets > 1 else "one budget"
        print(f"{name}, {whose}: {placed:,} orders of {bookings}, and no findings after them.", flush=True)
        figures += _figures(f"{name}/{whose}", runs)
    return figures


def _runs(ground: Ground, crowd: Clients, budgets: int, bookings: int) -> Runs:
    """Product and floor take turns with each number of clients; 16 clients are for the product alone."""
    fresh = count()
    runs: Runs = {}
    for side in ("product", "floor"):
        crowd.take(side, budgets, bookings, _numbers(fresh, CROWD, WARM_UP))
    ground.settle(COPY)
    for time in range(ground.sizes.order_rounds):
        for number, each in ground.sizes.orders.items():
            sides = ("product", "floor") if number < CROWD else ("product",)
            for side in sides if time % 2 else reversed(sides):
                run = crowd.take(side, budgets, bookings, _numbers(fresh, number, each))
                runs.setdefault((side, number), []).append(run)
    return runs


def _numbers(fresh: Iterator[int], number: int, each: int) -> list[list[int]]:
    """Fresh numbers for the orders of each client, dealt out in turn, so that clients are at different offers."""
    dealt = [[next(fresh) for _ in range(number)] for _ in range(each)]
    return [list(client) for client in zip(*dealt, strict=True)]


def _figures(name: str, runs: Runs) -> list[Figure]:
    figures: list[Figure] = []
    for side, number in runs:
        if side == "product" and number < CROWD:
            who = f"{name}/{number} client{'s' if number > 1 else ''}"
            figures += timed(who, _seconds(runs[side, number]), _seconds(runs["floor", number]), LIMIT)
    few, crowd = (_time_each(runs["product", number]) for number in (FEW, CROWD))
    kept = Figure(f"{name}/{CROWD} clients over {FEW}", 1000 * crowd, "ms/order", 1000 * few, round(1 / LEAST_KEPT, 2))
    return [*sorted(figures, key=lambda figure: figure.name), kept]


def _seconds(runs: list[Run]) -> list[float]:
    return [second for run in runs for second in run.seconds]


def _time_each(runs: list[Run]) -> float:
    """Seconds for each order that all clients together took: one over orders per second."""
    return mean((run.ended - run.began) / len(run.seconds) for run in runs)
