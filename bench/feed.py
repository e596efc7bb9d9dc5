"""A page of 100 services of the open feed over HTTP, beside one SQL statement that gives the same JSON text."""

import json
from typing import Any
from uuid import UUID

import psycopg

from bench.floor_feed import LAID, UNITS
from bench.ground import Ground, NotAsItShouldBe
from bench.report import Figure, timed
from bench.web import Client, serving
from marketplace.catalogue.rules.open_referral_out import PublishedOrganisation, compact, organisation

LIMIT = 3
SIZE = 100
WARM_UP = 3
PATH = "/openreferral/v3/services"


def measure(ground: Ground) -> list[Figure]:
    """One client asks product and floor for the same pages in turn; p50 and p95 of a page."""
    url = ground.copy("bench_feed")
    _lay_ready(url)
    ground.settle("bench_feed")
    pages = max(ground.sizes.offers // SIZE, 1)
    product: list[float] = []
    floor: list[float] = []
    with serving("wsgi:app", url) as ours, serving("bench.floor_feed:app", url) as bare:
        _check_same(ours, bare, pages)
        for time in range(WARM_UP + ground.sizes.feed_pages):
            sides = [(ours, product), (bare, floor)]
            if time % 2:
                sides.reverse()
            for client, times in sides:
                took, _ = client.get(_address(1 + time * 7 % pages))
                if time >= WARM_UP:
                    times.append(took)
    ground.drop("bench_feed")
    print(f"feed_page: {len(product)} pages of each side, {SIZE} services each, one client, in turn.", flush=True)
    return timed("feed_page", product, floor, LIMIT)


def _address(page: int) -> str:
    return f"{PATH}?page={page}&per_page={SIZE}"


def _lay_ready(url: str) -> None:
    """Make the floor's tables: the words of units, and the attributes of providers, whose ids SQL cannot make."""
    with psycopg.connect(url) as connection, connection.cursor() as cursor:
        cursor.execute(LAID.encode())
        cursor.executemany("INSERT INTO floor_unit VALUES (%s, %s)", UNITS)
        cursor.execute(
            "SELECT id, name, about, email, phone, user_led, small FROM organisation WHERE kind = 'provider'"
        )
        told = [(row[0], _attributes(row)) for row in cursor.fetchall()]
        held = [(named, json.dumps(attributes)) for named, attributes in told if attributes]
        cursor.executemany("INSERT INTO floor_maker VALUES (%s, %s)", held)


def _attributes(row: tuple[UUID, Any, Any, Any, Any, Any, Any]) -> object:
    made = compact(organisation(PublishedOrganisation(*row)))
    return made.get("attributes") if isinstance(made, dict) else None


def _check_same(ours: Client, bare: Client, pages: int) -> None:
    """Raises NotAsItShouldBe unless both sides say the same on the first, a middle, the last page, and beyond it."""
    for page in (1, (pages + 1) // 2, pages, pages + 1):
        (_, told), (_, floor) = ours.get(_address(page)), bare.get(_address(page))
        product, plain = json.loads(told), json.loads(floor)
        if product != plain:
            wrong = [pair for pair in zip(product["contents"], plain["contents"], strict=False) if pair[0] != pair[1]]
            raise NotAsItShouldBe(f"Page {page} differs: {wrong[:1] or (told[:300], floor[:300])}")
        if len(product["contents"]) != (SIZE if page <= pages else 0):
            raise NotAsItShouldBe(f"Page {page} holds {len(product['contents'])} services")
