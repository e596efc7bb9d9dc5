"""What the routes of rules and of asking first need in the scene."""

from datetime import date, timedelta
from uuid import UUID, uuid4

from marketplace.budgets import operations as budgets
from marketplace.budgets.operations import AnswerRequest, ChangeRequest, QuestionRequest, RuleRequest
from marketplace.budgets.rules.asking import QuestionMove
from marketplace.budgets.rules.spending import Effect
from marketplace.budgets.rules.streams import Change, ChangeKind, ChangeReason
from marketplace.foundation import database
from marketplace.foundation.access import Actor
from tests import world

Ids = dict[str, UUID]
EARLY = world.NOW - timedelta(days=25)


def make(actors: dict[str, Actor], strangers: dict[str, Actor], ids: Ids) -> None:
    """Each council has a rule and one to come; Robin asked twice and was asked back once; Sam asked too."""
    for manager, whose in ((actors["manager"], ""), (strangers["manager"], "stranger_")):
        ids[f"{whose}rule"] = _rule(manager, "arts")
        ids[f"{whose}coming_rule"] = _rule(manager, "music", days=30)
    person_id = actors["person"].own_person_id or uuid4()
    rise = Change(ChangeKind.AMOUNT, robins_rise(actors), ChangeReason.RISE, "Costs went up.", 95_00)
    with database.writing() as session:
        request = ChangeRequest(uuid4(), person_id, ids["direct_account"], rise)
        budgets.change_stream(session, actors["commissioner"], request)
    for name in ("askable", "asked_offer", "back_offer"):
        ids[name] = crafts(actors["provider"], name)
    robin, sam = actors["person"], strangers["person"]
    ids["question"] = asked(robin, ids["account"], ids["asked_offer"])
    ids["back_question"] = asked(robin, ids["account"], ids["back_offer"])
    ids["stranger_question"] = asked(sam, ids["stranger_account"], ids["asked_offer"])
    with database.writing() as session:
        back = AnswerRequest(QuestionMove.ASK_BACK, "How often?")
        budgets.answer_question(session, actors["commissioner"], ids["back_question"], back)


def robins_rise(actors: dict[str, Actor]) -> date:
    """The day from which Robin gets more in each payment."""
    return actors["commissioner"].today + timedelta(days=60)


def _rule(manager: Actor, about: str, days: int = 0) -> UUID:
    starts = manager.today + timedelta(days=days)
    said = ("Ask us before you book this.", "Direct payments policy, page 4")
    with database.writing() as session:
        request = RuleRequest(manager.organisation_id or uuid4(), about, Effect.ASK, *said, starts)
        return budgets.plan_rule(session, manager, request)


def crafts(provider: Actor, name: str) -> UUID:
    """An offer that North's rule says to ask about first."""
    return world.offer(provider.at(EARLY), title=f"Pottery {name}", category="arts", starts=EARLY.date())


def asked(person: Actor, account_id: UUID, offer_id: UUID) -> UUID:
    """Somebody asks whether an account may pay for an offer."""
    with database.writing() as session:
        why = "It gets me out."
        request = QuestionRequest(uuid4(), person.own_person_id or uuid4(), account_id, offer_id, 24_00, why)
        return budgets.ask_first(session, person, request)
