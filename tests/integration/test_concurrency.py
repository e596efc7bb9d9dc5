"""Many at once: real threads on a real database, where exactly as many win as there is money or room for."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import Engine

from marketplace.budgets.rules import OverBudget
from marketplace.catalogue.rules import Level, PriceLine, Unit
from marketplace.foundation import database
from marketplace.foundation.errors import Refusal
from marketplace.purchasing import operations as purchasing
from marketplace.purchasing.rules import AlreadyBooked, PlacesGone
from tests import world
from tests.integration.test_purchasing import Shop

THREADS = 50


def at_once(jobs: Sequence[Callable[[], object]]) -> list[object]:
    """Do jobs at the same moment, each in a thread of its own; what each returned or was refused with."""
    ready = threading.Barrier(len(jobs))
    ended: list[object] = [None] * len(jobs)

    def run(number: int, job: Callable[[], object]) -> None:
        ready.wait()
        try:
            ended[number] = job()
        except Refusal as refused:
            ended[number] = refused

    threads = [threading.Thread(target=run, args=(number, job)) for number, job in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ended


@pytest.mark.parametrize("turn", range(3))
def test_ten_pounds_buy_three_orders_of_three_pounds(db: Engine, turn: int) -> None:
    shop = Shop(pence=10_00)
    offer_id = world.offer(shop.provider, prices=(PriceLine(Unit.SESSION, Level.STANDARD, 3_00),))
    first = shop.ask(offer_id)
    (start,) = first.times
    requests = []
    for n in range(THREADS):
        moved = timedelta(hours=2 * n)
        times = (replace(start, starts_at=start.starts_at + moved, ends_at=start.ends_at + moved),)
        requests.append(replace(first, key=uuid4(), times=times))
    ended = at_once([lambda request=request: shop.place(request) for request in requests])
    assert sum(isinstance(end, OverBudget) for end in ended) == THREADS - 3
    assert (shop.account().available, shop.account().promised) == (1_00, 9_00)
    shop.sound()


def test_as_many_buyers_win_as_there_are_places(db: Engine) -> None:
    shop = Shop()
    group = world.group(shop.provider, places=5)
    people = [world.person(f"Person {n}") for n in range(20)]
    accounts = [world.budget(person, shop.funder) for person in people]
    first = shop.ask(group.offer_id, session_ids=group.sessions[:3], times=())
    requests = [
        replace(
            first,
            key=uuid4(),
            person_id=person.own_person_id,
            account_id=account_id,
            session_ids=tuple(reversed(first.session_ids)) if n % 2 else first.session_ids,
        )
        for n, (person, account_id) in enumerate(zip(people, accounts, strict=True))
    ]
    ended = at_once(
        [lambda r=r, p=p: shop.place(r, p) for r, p in zip(requests, people, strict=True)],
    )
    assert sum(isinstance(end, PlacesGone) for end in ended) == 15
    shop.sound()


def test_the_same_form_at_the_same_moment_is_one_order(db: Engine) -> None:
    shop = Shop()
    request = shop.ask(world.offer(shop.provider))
    ended = at_once([lambda: shop.place(request)] * 12)
    assert len(set(ended)) == 1
    assert shop.account().promised == 12_00
    shop.sound()


def test_two_forms_for_the_same_time_at_the_same_moment_are_one_order(db: Engine) -> None:
    shop = Shop()
    request = shop.ask(world.offer(shop.provider), 3)
    forms = [replace(request, key=uuid4(), times=tuple(reversed(request.times))) for _ in range(4)]
    forms += [replace(request, key=uuid4()) for _ in range(4)]
    ended = at_once([lambda form=form: shop.place(form) for form in forms])
    assert sum(isinstance(end, AlreadyBooked) for end in ended) == 7
    shop.sound()


def test_accepting_declining_and_cancelling_at_once_leaves_one_truth(db: Engine) -> None:
    shop = Shop()
    order_id = shop.place(shop.ask(world.offer(shop.provider)))
    (booking,) = shop.order(order_id).bookings

    def written(operation: Callable[..., object], *values: object) -> Callable[[], object]:
        def job() -> object:
            with database.writing() as session:
                return operation(session, *values)

        return job

    at_once(
        [
            written(purchasing.accept, shop.provider, order_id),
            written(purchasing.decline, shop.provider, order_id, "No worker."),
            written(purchasing.cancel, shop.person, booking.id, 0),
        ]
        * 3
    )
    assert (shop.account().available, shop.account().promised) == (500_00, 0) or shop.account().promised == 12_00
    shop.sound()
