"""The caseload, and one client: what waits, their orders and their money."""

from dataclasses import dataclass
from uuid import UUID

from flask import url_for
from werkzeug.wrappers import Response

from broker_console import broker_console
from marketplace.budgets.queries import accounts_for, left_of, movements_for
from marketplace.foundation import database
from marketplace.foundation.access import Power, Section
from marketplace.people.queries import PersonRow, needs_of, people_who_chose, person, reach_over
from marketplace.people.rules import MandateKind
from marketplace.purchasing.queries import PAGE, causes_of, orders_for, standings_of
from marketplace.webkit.allowing import allow, current_actor
from marketplace.webkit.money import Totals
from marketplace.webkit.pages import page, page_number


@dataclass(frozen=True, slots=True)
class Client:
    """One client, and what they let the broker do."""

    row: PersonRow
    reach: frozenset[tuple[Power, Section]]

    @property
    def may_spend(self) -> bool:
        """Whether the broker may book for them."""
        return (Power.SPEND, Section.BOOKINGS) in self.reach

    @property
    def may_plan(self) -> bool:
        """Whether the broker may begin lists for them."""
        return (Power.PLAN, Section.LISTS) in self.reach

    def sees(self, section: str) -> bool:
        """Whether a part of their matters stands open to the broker."""
        return (Power.SEE, Section(section)) in self.reach


def client(person_id: UUID, power: Power = Power.SEE) -> Client:
    """A client who lets the broker do something. Raises NotFound for anybody else."""
    actor = current_actor()
    with database.reading() as session:
        return Client(person(session, actor, person_id, power), reach_over(session, actor, person_id))


@broker_console.get("/clients")
@allow(Power.BROKER)
def client_list() -> Response:
    """Everybody whose mandate the broker holds: what is left, what comes next, what waits."""
    actor = current_actor()
    with database.reading() as session:
        people = people_who_chose(session, actor, MandateKind.BROKER)
        ids = [row.id for row in people]
        left = left_of(session, actor, ids)
        standings = standings_of(session, actor, ids)
    return page("broker_console/client/list.html", people=people, left=left, standings=standings)


@broker_console.get("/clients/<uuid:person_id>")
@allow(Power.BROKER)
def client_show(person_id: UUID) -> Response:
    """One client: their orders, and their money."""
    actor, whom = current_actor(), client(person_id)
    number = page_number()
    with database.reading() as session:
        needs = needs_of(session, actor, person_id)
        orders = orders_for(session, actor, person_id, number)
        accounts = accounts_for(session, actor, person_id)
        movements = movements_for(session, actor, person_id)
        causes = causes_of(session, actor, [movement.transaction_id for movement in movements])
    return page(
        "broker_console/client/show.html",
        client=whom,
        needs=needs,
        orders=orders,
        number=number,
        more=len(orders) == PAGE,
        accounts=accounts,
        totals=Totals.of(accounts),
        movements=movements,
        causes=causes,
        order_url=lambda order_id: url_for("broker_console.order_show", person_id=person_id, order_id=order_id),
    )
