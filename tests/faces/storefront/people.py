"""Who comes to the storefront beside the person themselves, and what a refusal on its pages keeps."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from html import unescape
from uuid import UUID, uuid4

from werkzeug.test import TestResponse

from marketplace.foundation import database
from marketplace.foundation.access import Power
from marketplace.people import operations as people
from marketplace.people.operations import MandateRequest
from marketplace.people.rules import MandateKind
from marketplace.purchasing.queries import OrderSummary, orders_for
from tests import world
from tests.faces.conftest import Client
from tests.faces.shop import Shop, says
from tests.faces.storefront.sheet import Sheet, sheets

JOURNALS = ("looked",)  # what a page may write to without anything having changed
SUPPORTER = "sue@example.org"
STRANGER = "ned@example.org"
SEES = frozenset({Power.SEE})
SPENDS = frozenset({Power.SEE, Power.SPEND})

# what people type, or paste, that a page must take as words and show again as it was
ODD_WORDS = (
    "Thank you 🌻👩🏽\u200d🦽, it was fine",
    "\u200fהשער היה סגור\u200e and \u202bمغلق\u202c",
    "<script>alert(\"x\")</script> & 'so on' {{ 7 * 7 }}",
    "one line\nand another",
)


def supporter(shop: Shop, powers: frozenset[Power], ends: date | None = None, email: str = SUPPORTER) -> UUID:
    """The account of somebody whom the person lets help, with some powers, until the end of a day if one is given."""
    account_id = world.account("Sue Vale", email)
    assert shop.robin.own_person_id is not None
    lets(shop, account_id, powers, ends)
    return account_id


def lets(shop: Shop, account_id: UUID, powers: frozenset[Power], ends: date | None = None) -> None:
    """The person lets an account help them."""
    assert shop.robin.own_person_id is not None
    request = MandateRequest(
        shop.robin.own_person_id,
        MandateKind.SUPPORTER,
        powers,
        world.NOW.date() - timedelta(days=30),
        ends,
        holder_account_id=account_id,
    )
    with database.writing() as session:
        people.give_mandate(session, shop.robin, request)


def orders(shop: Shop) -> list[OrderSummary]:
    """The person's orders, as they see them, the newest first."""
    with database.reading() as session:
        return orders_for(session, shop.person, shop.robin.own_person_id or uuid4())


def _contents() -> dict[str, str]:
    """What every table holds, but for the journals of who looked and the sign-ins that tests make last."""
    names = sorted(set(database.Base.metadata.tables) - set(JOURNALS) - {"sign_in"})
    held = "SELECT '{0}', coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') FROM \"{0}\" t"
    with database.reading() as session:
        rows = session.connection().exec_driver_sql(" UNION ALL ".join(held.format(name) for name in names))
        return dict(tuple(row) for row in rows)


@contextmanager
def nothing_changes() -> Iterator[None]:
    """Nothing in the database is different after the block."""
    before = _contents()
    yield
    after = _contents()
    assert [name for name in before if before[name] != after[name]] == []


def refused(answer: TestResponse, *words: str, field: str = "", typed: str = "") -> None:
    """The page again: it says what is wrong, each link of its summary reaches a field, and what was typed is there."""
    assert answer.status_code == 422, (answer.status_code, answer.headers.get("Location"), words)
    says(answer.text, "There is a problem", *words)
    summary = re.search(r'<div class="govuk-error-summary".*?</ul>', answer.text, re.DOTALL)
    assert summary, words
    links = re.findall(r'href="#([^"]*)"', summary[0])
    assert links == [field] if field else links == [], links
    for link in links:
        assert f'id="{link}"' in answer.text, link
    assert typed.strip() in unescape(answer.text), typed[:80]


def form_at(client: Client, address: str, part: str = "") -> Sheet:
    """The form of a page that leads to an address: its own, unless another is named."""
    goes = part or address
    (found,) = [each for each in sheets(client.page(address)) if goes in each.action]
    return found


def links(page: str) -> dict[str, str]:
    """Where each link of a page leads, by its words."""
    found = re.findall(r'<a [^>]*href="([^"]*)"[^>]*>(.*?)</a>', page, re.DOTALL)
    return {" ".join(unescape(re.sub(r"<[^>]*>", "", words)).split()): unescape(address) for address, words in found}


def link(page: str, words: str) -> str:
    """Where the link with these words leads."""
    found = links(page)
    assert words in found, list(found)
    return found[words]


def notices(client: Client) -> dict[str, str]:
    """The notices that somebody finds in their list: the address of each by its subject."""
    pattern = r'action="(/notices/[0-9a-f-]{36})">.*?<button[^>]*>(.*?)</button>'
    return {unescape(words): address for address, words in re.findall(pattern, client.page("/notices"), re.DOTALL)}


def opens(client: Client, address: str) -> str:
    """Where a notice leads when somebody presses the button that opens what it is about."""
    answer = form_at(client, address, f"{address}/open").send(client)
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"]
