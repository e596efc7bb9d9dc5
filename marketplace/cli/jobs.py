"""What the worker does for each topic of the outbox."""

from collections.abc import Mapping
from typing import Any

from marketplace.cli import nightly, tidying
from marketplace.foundation import access, database
from marketplace.foundation.clock import Clock
from marketplace.foundation.outbox import Handler
from marketplace.people.rules.mail import LETTER
from marketplace.purchasing.operations import TELL, tell_of
from marketplace.settings import Settings
from marketplace.webkit.cards import card_handlers
from marketplace.webkit.letters import mail_handlers
from marketplace.webkit.link_letters import letter_handler
from search_index import worker as search


def handlers(settings: Settings, clock: Clock) -> Mapping[str, Handler]:
    """Every topic with its handler; all are safe to repeat."""

    def tell(payload: dict[str, Any]) -> None:
        with database.writing() as session:
            tell_of(session, access.worker(clock()), payload)

    return {
        TELL: tell,
        **mail_handlers(settings, clock),
        **card_handlers(settings, clock),
        LETTER: letter_handler(settings, clock),
        **nightly.handlers(clock),
        **tidying.handlers(clock),
        **search.handlers(clock),
    }
