"""Asking people, when the day has come that they chose, whether how to talk with them is still right."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.foundation.access import Actor, ActorKind
from marketplace.foundation.errors import NotFound
from marketplace.people.models import CommunicationNeeds, Person
from marketplace.people.operations.notices import Telling, tell
from marketplace.people.rules.contact import NoticeKind

LATE = timedelta(days=7)  # a night or two may be missed; asked once, nobody is asked again


def ask_to_review(session: Session, actor: Actor) -> int:
    """Ask those whose day to look again has come, each once; how many. For the nightly clock alone."""
    if actor.kind is not ActorKind.CLOCK:
        raise NotFound
    day = CommunicationNeeds.review_on
    due = session.execute(
        select(Person.id, Person.account_id, day)
        .join(CommunicationNeeds, CommunicationNeeds.person_id == Person.id)
        .where(Person.account_id.is_not(None), day <= actor.today, day > actor.today - LATE)
    ).all()
    for person_id, account_id, review_on in due:
        telling = Telling(
            "Is this still right for you?",
            "You told us once how to talk with you. Please look if it is still right. There is no hurry.",
            "needs",
            None,
            f"needs {person_id} {review_on}",
            NoticeKind.OTHER,
            person_id,
        )
        if account_id is not None:
            tell(session, actor, [account_id], telling)
    return len(due)
