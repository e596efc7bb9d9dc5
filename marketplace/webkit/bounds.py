"""What a mandate lets its holder do, in one sentence; and for whom somebody acted until a moment ago."""

from collections.abc import Mapping
from uuid import UUID

from flask import request

from marketplace.foundation import database
from marketplace.foundation.access import Power, Section
from marketplace.foundation.money import pounds
from marketplace.people.queries import ended_lately, left_lately
from marketplace.people.rules.mandates import APPOINTED, SECTION_WORDS, MandateTerms
from marketplace.webkit.allowing import current_actor
from marketplace.webkit.words import listed, short_day

THEIRS = {
    Section.MONEY: "their money",
    Section.BOOKINGS: "their bookings",
    Section.LISTS: "the lists they share",
    Section.REQUESTS: "what you asked for them",
    Section.JOURNAL: "who looked at their details",
    Section.PLANS: "their plan",
}


def may_words(terms: MandateTerms, accounts: Mapping[UUID, str] | None = None, *, theirs: bool = False) -> list[str]:
    """What a holder may do, in short sentences; ``accounts`` are names by id, ``theirs`` says it to the holder."""
    words = THEIRS if theirs else SECTION_WORDS
    who, whom = ("You", "them") if theirs else ("They", "you")
    seen = [words[section] for section in Section if section in terms.sections and section is not Section.NOTICES]
    said = [f"{who} may see {listed(seen)}."] if seen and Power.SEE in terms.powers else []
    if Section.NOTICES in terms.sections:
        said.append(f"{who} hear when something happens.")
    if Power.PLAN in terms.powers:
        said.append(f"{who} may make lists and plans, and ask for things, for {whom}.")
    if Power.SPEND in terms.powers:
        said.append(f"{who} may book for {whom}{_up_to(terms)}.")
    if terms.only_accounts:
        named = [accounts[each] for each in terms.only_accounts if accounts and each in accounts]
        only = listed(named) if named else "part of the money"
        said.append(f"This is only for {only}.")
    lasts = "It lasts until it is decided anew." if terms.kind in APPOINTED else "It lasts until one of you ends it."
    said.append(f"It ends after {short_day(terms.ends)}." if terms.ends else lasts)
    return said


def _up_to(terms: MandateTerms) -> str:
    sums = []
    if terms.most_each is not None:
        sums.append(f"{pounds(terms.most_each)} each time")
    if terms.most_month is not None:
        sums.append(f"{pounds(terms.most_month)} in a month")
    return f", up to {listed(sums)}" if sums else ", as far as the budget goes"


def over_lately() -> str | None:
    """For whom the actor acted until a moment ago, under what is over since yesterday: ``them`` for somebody whose
    mandate this request asks for, or the name of an organisation that they worked for; None where neither is so.
    """
    actor = current_actor()
    if not actor.signed_in or request.view_args is None:
        return None
    person_id = request.view_args.get("person_id")
    with database.reading() as session:
        if ended_lately(session, actor, person_id if isinstance(person_id, UUID) else None):
            return "them"
        return None if actor.organisation_id or actor.person_id else left_lately(session, actor)
