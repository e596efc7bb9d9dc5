"""The choices of the demo world: lists of what people think of, one of them kept with a broker, and what is missing."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from marketplace.choosing import operations as choosing
from marketplace.choosing.operations import ListRequest, SaveRequest
from marketplace.commissioning import operations as commissioning
from marketplace.commissioning.operations import AskRequest
from marketplace.demo.world.agenda import Step
from marketplace.demo.world.areas import DUR, NCL, NTY
from marketplace.demo.world.cast import Cast
from marketplace.demo.world.people import PEOPLE
from marketplace.foundation import database

# whose list, who begins it, its name, and the offers on it with notes
LISTS = (
    ("maureen", "Maureen Thirlwell", "For the spring", (("allotment-mornings", "Near the bus."), ("tea-dance", ""))),
    (
        "bisi",
        "Imran Tasker",
        "Music, with Imran",
        (("piano-lessons", "Ask if she comes to North Shields."), ("choir", "Cheaper, and there are people.")),
    ),
)
# whose wish, where, what kind of thing, when, and in which words
WISHES = (
    ("maureen", NCL, "music", "A weekday morning", "I would like to play the accordion again, with one or two others."),
    ("callum", NCL, "sport", "", "Boxing for people who have been in hospital. No sparring, just the bags."),
    ("bisi", NTY, "", "Evenings", "Somewhere warm to sit and read with others after six."),
    ("angela", DUR, "travel", "Sundays", "A lift to the coast on a Sunday. There is no bus from the village."),
)


def steps(cast: Cast) -> Iterator[Step]:
    """In the last week before the anchor."""
    for number, kept in enumerate(LISTS):
        at = cast.calendar.before(6, f"1{number}:20")
        yield Step(at, partial(_keep, cast, kept, at))
    for number, wish in enumerate(WISHES):
        at = cast.calendar.before(5 - number, "18:40")
        yield Step(at, partial(_ask, cast, wish, at))


def _keep(cast: Cast, kept: tuple[str, str, str, tuple[tuple[str, str], ...]], at: datetime) -> None:
    """Begin a list, and put things on it."""
    person, by, name, offers = kept
    actor = cast.actor(by, at)
    with database.writing() as session:
        request = ListRequest(cast.key(f"list {person}"), cast.people[person], name)
        list_id = choosing.start(session, actor, request)
        for offer, note in offers:
            choosing.save(session, actor, SaveRequest(list_id, cast.offers[offer], note))


def _ask(cast: Cast, wish: tuple[str, str, str, str, str], at: datetime) -> None:
    """Somebody asks for what is missing."""
    person, area, category, times, words = wish
    request = AskRequest(cast.key(f"wish {person}"), cast.people[person], words, area, category, times)
    with database.writing() as session:
        commissioning.ask(session, cast.actor(PEOPLE[person][0], at), request)
