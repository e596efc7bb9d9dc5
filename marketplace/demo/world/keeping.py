"""What people of the demo world ask about their data: two requests wait for the back office."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from marketplace.demo.world.agenda import Step
from marketplace.demo.world.cast import Cast
from marketplace.demo.world.people import PEOPLE
from marketplace.foundation import database
from marketplace.keeping import operations as keeping
from marketplace.keeping.operations import AskRequest
from marketplace.keeping.rules.asking import RequestKind

# who asks, how many days before the anchor, what kind of thing, and in which words
ASKED = (
    ("maureen", 12, RequestKind.CORRECT, "My area is right, but my name has two Ls in some letters. It has one."),
    ("callum", 27, RequestKind.LOOK, "Who decided in January that I get less? I cannot find it in the download."),
)


def steps(cast: Cast) -> Iterator[Step]:
    """In the weeks before the anchor."""
    for person, days, kind, words in ASKED:
        at = cast.calendar.before(days, "11:15")
        yield Step(at, partial(_ask, cast, person, AskRequest(cast.key(f"data {person}"), kind, words), at))


def _ask(cast: Cast, person: str, request: AskRequest, at: datetime) -> None:
    with database.writing() as session:
        keeping.ask_about_data(session, cast.actor(PEOPLE[person][0], at), request)
