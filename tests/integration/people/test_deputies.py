"""Deputies and authorised persons: appointed by officials with a paper, two roles that are never mixed up."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import Engine, text

from marketplace.budgets.queries import accounts_for
from marketplace.budgets.rules import Holding
from marketplace.foundation import database
from marketplace.foundation.access import Actor
from marketplace.foundation.errors import NotFound, Refusal
from marketplace.people import operations as people
from marketplace.people.operations import AppointRequest
from marketplace.people.queries import helpers_of
from marketplace.people.rules import MandateKind
from marketplace.people.rules.mandates import ActsAlready, NotYoursToEnd, TermsRefused
from tests import world

EMAIL = "dee@example.org"
TODAY = world.NOW.date()


class Case:
    """Robin with notional and direct money, their council, and Dee who may decide for them."""

    def __init__(self) -> None:
        world.areas()
        self.robin, self.council = world.person(), world.commissioner()
        self.notional = world.budget(self.robin, self.council)
        self.direct = world.budget(self.robin, world.commissioner("The NHS trust"), 200_00, Holding.DIRECT)
        self.dee = world.person("Dee Marsh", email=EMAIL)
        assert self.robin.own_person_id
        self.person_id = self.robin.own_person_id
        self.paper = AppointRequest(
            self.person_id, MandateKind.DEPUTY, " Dee@Example.org ", "Court 7", TODAY, b"picture"
        )

    def appointed(self, actor: Actor | None = None, **asked: object) -> UUID:
        """Appoint Dee."""
        with database.writing() as session:
            return people.appoint(session, actor or self.council, replace(self.paper, **asked))  # type: ignore[arg-type]

    def reached(self) -> set[UUID]:
        """The accounts that Dee sees."""
        with database.reading() as session:
            return {row.id for row in accounts_for(session, self.dee, self.person_id)}


@pytest.fixture
def case(db: Engine) -> Case:
    """Who is there."""
    return Case()


def test_a_deputy_reaches_everything_and_an_authorised_person_their_payment(case: Case) -> None:
    deputy = case.appointed()
    assert case.reached() == {case.notional, case.direct}
    with database.writing() as session:
        people.revoke(session, case.council, deputy)
        people.revoke(session, case.council, deputy)
    assert case.reached() == set()
    case.appointed(kind=MandateKind.AUTHORISED, only_accounts=(case.direct,))
    assert case.reached() == {case.direct}
    with database.reading() as session:
        subjects = set(
            session.scalars(text("SELECT subject FROM notice WHERE account_id = :a"), {"a": case.robin.account_id})
        )
        held = [row for row in helpers_of(session, case.robin) if row.name == "Dee Marsh"]
    assert {"Somebody may decide for you now", "Somebody decides for you no more"} <= subjects
    assert [(row.terms.kind, row.over, row.may_end) for row in held] == [
        (MandateKind.AUTHORISED, False, False),
        (MandateKind.DEPUTY, True, False),
    ]


def test_only_officials_appoint_and_end(case: Case) -> None:
    other = world.commissioner("South Council")
    for actor in (case.robin, case.dee, other, world.broker(), world.provider()):
        with pytest.raises(NotFound):
            case.appointed(actor)
    deputy = case.appointed(world.administrator())
    for actor in (case.robin, case.dee, other):
        with pytest.raises(NotFound), database.writing() as session:
            people.revoke(session, actor, deputy)
    with pytest.raises(NotYoursToEnd), database.writing() as session:
        people.end_mandate(session, case.robin, deputy)
    assert case.reached() == {case.notional, case.direct}


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"kind": MandateKind.SUPPORTER}, "kind"),
        ({"kind": MandateKind.AUTHORISED}, "account_ids"),
        ({"dated": TODAY + timedelta(days=1)}, "dated"),
        ({"ends": TODAY - timedelta(days=1)}, "ends"),
        ({"email": "nobody@example.org"}, "email"),
    ],
)
def test_what_cannot_be_is_refused(case: Case, asked: dict[str, object], field: str) -> None:
    with pytest.raises(Refusal) as refused:
        case.appointed(**asked)
    assert refused.value.field == field
    assert case.reached() == set()


def test_once_is_enough(case: Case) -> None:
    case.appointed()
    with pytest.raises(ActsAlready):
        case.appointed()
    with pytest.raises(TermsRefused):
        case.appointed(kind=MandateKind.BROKER)
