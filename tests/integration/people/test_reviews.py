"""A person is asked once, when the day has come, whether how to talk with them is still right."""

from datetime import timedelta

from sqlalchemy import Engine, text

from marketplace.foundation import access, database
from marketplace.people import operations as people
from marketplace.people.rules.needs import CommunicationNeed, Needs
from tests import world


def test_somebody_is_asked_once_on_their_day(db: Engine) -> None:
    world.areas()
    robin = world.person()
    day = world.NOW.date() + timedelta(days=30)
    with database.writing() as session:
        people.record_needs(session, robin, Needs((CommunicationNeed.BSL,), review_on=day))
    asked = []
    for days in range(28, 40):
        with database.writing() as session:
            people.ask_to_review(session, access.clock(world.NOW + timedelta(days=days)))
            asked.append(session.execute(text("SELECT count(*) FROM notice")).scalar_one())
    assert asked == [0, 0] + [1] * 10
