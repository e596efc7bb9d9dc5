"""A funder's rule that says to ask first, a question about it, and the funder's answer, between a shop's people."""

from datetime import date
from uuid import UUID, uuid4

from marketplace.budgets import operations as budgets
from marketplace.budgets.operations import AnswerRequest, ChangeRequest, QuestionRequest, RuleRequest
from marketplace.budgets.rules.asking import QuestionMove, Scope
from marketplace.budgets.rules.spending import Effect
from marketplace.budgets.rules.streams import Change
from marketplace.foundation import database
from marketplace.foundation.access import Actor
from marketplace.foundation.money import Pence
from marketplace.people.rules import Duty, OrganisationKind
from tests import world
from tests.faces.shop import Shop

WORDS, SOURCE = "Ask us before you book arts.", "Direct payments policy, page 4"
ENDS = date(2026, 12, 31)


def offered(shop: Shop, category: str = "arts") -> UUID:
    """An offer of a category, at £12 a time."""
    return world.offer(shop.owner, title="Pottery mornings", category=category)


def rule(shop: Shop, effect: Effect = Effect.ASK, about: str = "arts", starts: date | None = None) -> RuleRequest:
    """What the shop's funder says of a category from a day on, or from now."""
    funder_id = shop.funder.organisation_id or uuid4()
    return RuleRequest(funder_id, about, effect, WORDS, SOURCE, starts or shop.person.today)


def manager(shop: Shop, email: str = "") -> Actor:
    """Whoever manages the shop's funder."""
    return world.member(OrganisationKind.COUNCIL, Duty.MANAGER, "Manager", shop.funder.organisation_id, email)


def asked(shop: Shop, offer_id: UUID, pence: Pence = 24_00, why: str = "It calms me.") -> UUID:
    """The person asks first."""
    person_id = shop.robin.own_person_id or uuid4()
    with database.writing() as session:
        request = QuestionRequest(uuid4(), person_id, shop.account_id, offer_id, pence, why)
        return budgets.ask_first(session, shop.person, request)


def answered(
    shop: Shop,
    question_id: UUID,
    move: QuestionMove = QuestionMove.YES,
    words: str = "",
    pence: Pence = 24_00,
    scope: Scope = Scope.OFFER,
) -> None:
    """The funder answers."""
    with database.writing() as session:
        request = AnswerRequest(move, words, scope, pence, ENDS)
        budgets.answer_question(session, shop.funder.at(shop.clock()), question_id, request)


def changed(shop: Shop, change: Change, account_id: UUID | None = None, key: UUID | None = None) -> UUID:
    """The funder changes a stream."""
    person_id = shop.robin.own_person_id or uuid4()
    with database.writing() as session:
        request = ChangeRequest(key or uuid4(), person_id, account_id or shop.account_id, change)
        return budgets.change_stream(session, shop.funder.at(shop.clock()), request)
