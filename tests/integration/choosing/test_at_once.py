"""The same form sent many times at one moment begins one list, keeps one thing and asks once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from marketplace.choosing import operations as choosing
from marketplace.choosing.operations import ListRequest, SaveRequest
from marketplace.commissioning import operations as commissioning
from marketplace.commissioning.operations import AskRequest
from marketplace.foundation import database
from tests import world

HANDS = 8


def at_once(do: Callable[[Session], UUID]) -> set[UUID]:
    """What eight hands get that do the same at one moment, each in a transaction of its own."""

    def one(_: int) -> UUID:
        with database.writing() as session:
            return do(session)

    with ThreadPoolExecutor(HANDS) as pool:
        return set(pool.map(one, range(HANDS)))


def test_the_same_forms_at_one_moment(db: Engine) -> None:
    world.areas()
    robin, offer_id = world.person(), world.offer(world.provider())
    person_id = robin.own_person_id or uuid4()
    starting = ListRequest(uuid4(), person_id, "For the spring")
    (list_id,) = at_once(lambda session: choosing.start(session, robin, starting))
    (_,) = at_once(lambda session: choosing.save(session, robin, SaveRequest(list_id, offer_id, "Near the bus.")))
    asking = AskRequest(uuid4(), person_id, "An accordion group.", world.AREA, list_id=list_id)
    (_,) = at_once(lambda session: commissioning.ask(session, robin, asking))
    with database.reading() as session:
        for table in ("shortlist", "shortlist_item", "gap_request"):
            assert session.scalar(text(f"SELECT count(*) FROM {table}")) == 1
        assert session.scalar(text("SELECT note FROM shortlist_item")) == "Near the bus."
