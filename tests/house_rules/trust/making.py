"""What the routes of trust need in the scene: one step for each kind of record."""

from collections.abc import Callable
from uuid import UUID, uuid4

from sqlalchemy import text

from marketplace.foundation import database
from marketplace.foundation.access import Actor
from marketplace.keeping import operations as keeping
from marketplace.keeping.operations import AskRequest
from marketplace.keeping.rules.asking import RequestKind
from marketplace.people import operations as people
from marketplace.people.operations import AppointRequest, OpenRequest, Telling
from marketplace.people.rules import MandateKind
from marketplace.people.rules.contact import NoticeKind
from marketplace.people.rules.mail import MailTrouble
from marketplace.people.rules.needs import CommunicationNeed, Needs
from marketplace.webkit.pictures import cleaned
from marketplace.webkit.unsubscribing import Subscriber, token
from tests import world
from tests.faces.conftest import SECRET
from tests.faces.helping import SEES, given, terms
from tests.house_rules.trust import (
    carding_scene,
    contributing_scene,
    costing_scene,
    funding_scene,
    invoicing_scene,
    joining_scene,
    planning_scene,
    spending_scene,
)
from tests.house_rules.trust.council import officials
from tests.pictures import photo

Step = Callable[[dict[str, Actor], dict[str, Actor], dict[str, UUID]], None]


def sign_in(actors: dict[str, Actor], _strangers: dict[str, Actor], ids: dict[str, UUID]) -> None:
    """A sign-in of Robin's on another device."""
    robin = actors["person"]
    assert robin.account_id
    with database.writing() as session:
        people.begin(session, robin, robin.account_id, "Firefox/140 (Linux)")
        ids["sign_in"] = session.execute(text("SELECT id FROM sign_in")).scalar_one()


def passkey(actors: dict[str, Actor], _strangers: dict[str, Actor], ids: dict[str, UUID]) -> None:
    """A passkey of Robin's, whose public half no device holds."""
    ids["passkey"] = uuid4()
    made = text(
        "INSERT INTO passkey (id, account_id, credential_id, public_key, sign_count, name, made_at) "
        "VALUES (:id, :account, 'id', 'key', 0, 'My phone', :now)"
    )
    robin = actors["person"]
    with database.writing() as session:
        session.execute(made, {"id": ids["passkey"], "account": robin.account_id, "now": robin.now})


def told(actors: dict[str, Actor], _strangers: dict[str, Actor], ids: dict[str, UUID]) -> None:
    """Robin's needs, whom nobody may ring; the worker's mail fails, and its address is marked; the broker's fails."""
    robin, worker, broker = actors["person"], actors["worker"], actors["broker"]
    needs = Needs((CommunicationNeed.LARGE_PRINT,), "Polish", "Please write in blue.", True, True, None)
    assert robin.account_id
    office = actors["administrator"]
    with database.writing() as session:
        people.record_needs(session, robin, needs)
        for actor in (worker, broker):
            assert actor.account_id
            news = Telling("News of an order", "There is news.", "order", None, "news", NoticeKind.ORDERS)
            people.tell(session, world.system(), [actor.account_id], news)
            failed = session.execute(_NEWS, {"account": actor.account_id}).scalars().all()
            people.mail_failed(session, world.system(), failed, MailTrouble.NO_SUCH_BOX)
        failures = dict(tuple(row) for row in session.execute(text("SELECT account_id, id FROM mail_failure")))
        people.stop_mail(session, office, failures[worker.account_id])
    ids["mail_failure"] = failures[broker.account_id]
    who = Subscriber(robin.account_id, "robin@example.org")
    ids["unsubscribe"] = token(SECRET, who, world.NOW)  # type: ignore[assignment]


_NEWS = text("SELECT id FROM notice WHERE account_id = :account AND once = 'news'")


def mandates(actors: dict[str, Actor], strangers: dict[str, Actor], ids: dict[str, UUID]) -> None:
    """Mandates in every state: one to change, one to end, one to give back; a body to choose; an emergency."""
    robin, sam, north = actors["person"], strangers["person"], actors["commissioner"]
    jo = world.actor(world.account("Jo Marsh", "jo@example.org"))
    kim = world.actor(world.account("Kim Marsh", "kim@example.org"))
    ids["to_end"] = given(robin, jo, terms(SEES))
    ids["to_change"] = given(robin, kim, terms(most_each=50_00))
    ids["to_give_back"] = given(world.person("Ari Vale", email="ari@example.org"), robin, terms(SEES))
    ids["body"] = world.broker("Third brokers", "third@example.org").organisation_id
    ids["stranger_mandate"] = given(sam, jo, terms(SEES))
    with database.writing() as session:
        request = OpenRequest("Robin Vale", "A neighbour rang: nobody has seen Robin for days.")
        ids["emergency"] = people.open_in_emergency(session, north, request)
        request = OpenRequest("Ari Vale", "Nobody answers at the door.")  # whom no lead watches over
        ids["other_emergency"] = people.open_in_emergency(session, north, request)
    actors["commissioner"] = world.actor(north.account_id)


def joining(actors: dict[str, Actor], strangers: dict[str, Actor], ids: dict[str, UUID]) -> None:
    """Links in hand, invitations that wait, somebody signed up at each desk, and a provider that waits."""
    joining_scene.make(actors, strangers, ids)


def data_request(actors: dict[str, Actor], _strangers: dict[str, Actor], ids: dict[str, UUID]) -> None:
    """Robin asks for something to be put right."""
    with database.writing() as session:
        asked = AskRequest(uuid4(), RequestKind.CORRECT, "My name is spelt another way.")
        ids["data_request"] = keeping.ask_about_data(session, actors["person"], asked)


def deputies(actors: dict[str, Actor], _strangers: dict[str, Actor], ids: dict[str, UUID]) -> None:
    """Somebody acts for Robin because of a paper, and somebody did."""
    north, robin = actors["commissioner"], actors["person"]
    assert robin.own_person_id
    for name in ("before", "now"):
        world.account(f"Dee {name}", f"dee.{name}@example.org")
        paper = AppointRequest(
            robin.own_person_id,
            MandateKind.DEPUTY,
            f"dee.{name}@example.org",
            "Court 7",
            north.today,
            cleaned(photo()),
        )
        with database.writing() as session:
            ids["deputy"] = people.appoint(session, north, paper)
            if name == "before":
                people.revoke(session, north, ids["deputy"])


STEPS: tuple[Step, ...] = (
    sign_in,
    officials,
    passkey,
    told,
    mandates,
    joining,
    data_request,
    deputies,
    invoicing_scene.make,
    funding_scene.make,
    costing_scene.make,
    spending_scene.make,
    carding_scene.make,
    contributing_scene.make,
    planning_scene.make,
)
