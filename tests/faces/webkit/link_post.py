"""The mail of a test: the newest letter to an address, and where its link leads."""

from collections.abc import Callable

from marketplace.foundation import database
from marketplace.people.queries.links import LinkLetterRow, link_letters_sent
from tests import world


def letters(email: str, work: Callable[[], int]) -> list[LinkLetterRow]:
    """The letters to an address, the newest first, when the worker has done its work."""
    while work():
        pass
    with database.reading() as session:
        return link_letters_sent(session, world.system(), email)


def link(email: str, work: Callable[[], int]) -> str:
    """The address that the newest letter opens."""
    opens = letters(email, work)[0].opens
    assert opens
    return opens
