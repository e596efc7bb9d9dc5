"""Choosing for a client: side by side, lists that are theirs, and asking for them; never beyond what they let."""

from uuid import uuid4

from flask import Flask
from sqlalchemy import text

from marketplace.choosing import operations as choosing
from marketplace.choosing.operations import ListRequest, SaveRequest
from marketplace.foundation import database
from search_index.worker import rebuild
from tests import world
from tests.faces.broker_console.conftest import Case
from tests.faces.conftest import Client, signed_in
from tests.faces.shop import says, silent_about
from tests.faces.storefront.people import form_at, link, nothing_changes, notices
from tests.faces.storefront.sheet import sheet


def test_side_by_side_for_a_client(broker: Client, case: Case) -> None:
    world.offer(case.owner, title="Allotment")
    world.offer(case.owner, title="Allotment talks")
    rebuild(case.clock)
    first = broker.page(link(broker.page(f"{case.home}/search?q=allotment"), "Compare Allotment"))
    says(first, "Side by side for Robin Vale", "This is one thing so far.")
    both = broker.page(link(broker.page(link(first, "Add another thing")), "Compare Allotment talks"))
    says(both, "Allotment talks", "What is that a week, as you would use it?")
    assert link(both, "Look, then book: Allotment talks").startswith(f"{case.home}/offers/")
    broker.page(f"/broker/clients/{case.stranger.own_person_id}/compare", 404)


def test_a_list_that_the_broker_begins_is_the_clients_own(app: Flask, broker: Client, case: Case) -> None:
    offer_id = world.offer(case.owner)
    saved = form_at(broker, f"{case.home}/lists/save?o={offer_id}", "/lists/save")
    page = broker.page(saved.send(broker, name="For the spring", note="Step-free.").headers["Location"])
    says(page, "Robin Vale", "For the spring", "Open Door Brokers, since", "£12 a session")
    silent_about(page, "Stop showing it")
    robin = signed_in(app, Case.PERSON)
    own = robin.page(link(robin.page("/lists"), "For the spring"))
    says(own, "Open Door Brokers member saved it", "“Step-free.”")
    assert sheet(own, "/shares/").send(robin).status_code == 303
    silent_about(broker.page(f"{case.home}/lists"), "For the spring")
    broker.page(f"{case.home}{link(robin.page('/lists'), 'For the spring')}", 404)


def test_a_list_that_a_client_shares_is_told_and_found(app: Flask, broker: Client, case: Case) -> None:
    person_id = case.robin.own_person_id or uuid4()
    with database.writing() as session:
        list_id = choosing.start(session, case.robin, ListRequest(uuid4(), person_id, "For both"))
    robin = signed_in(app, Case.PERSON)
    share = form_at(robin, f"/lists/{list_id}", "/share")
    given = robin.page(f"/lists/{list_id}").partition('name="mandate_id" type="radio" value="')[2][:36]
    assert share.send(robin, mandate_id=given).status_code == 303
    told = notices(broker)["A list is shared with you"]
    assert broker.send(f"{told}/open", come_from=told).location == f"/broker/lists/{list_id}"
    assert broker.get(f"/broker/lists/{list_id}").location == f"{case.home}/lists/{list_id}"
    says(broker.page(f"{case.home}/lists/{list_id}"), "For both")
    sheet(robin.page(f"/lists/{list_id}"), "/shares/").send(robin)
    broker.page(f"/broker/lists/{list_id}", 404)


def test_what_a_client_keeps_to_themselves_is_not_there(broker: Client, case: Case) -> None:
    person_id = case.robin.own_person_id or uuid4()
    with database.writing() as session:
        list_id = choosing.start(session, case.robin, ListRequest(uuid4(), person_id, "Private"))
        item_id = choosing.save(session, case.robin, SaveRequest(list_id, world.offer(case.owner)))
    silent_about(broker.page(f"{case.home}/lists"), "Private")
    with nothing_changes():
        for part in ("", f"/items/{item_id}"):
            broker.page(f"{case.home}/lists/{list_id}{part}", 404)
        for part in ("/end", f"/items/{item_id}/drop", f"/items/{item_id}/renew"):
            assert broker.send(f"{case.home}/lists/{list_id}{part}", come_from=f"{case.home}/lists").status_code == 404


def test_a_client_who_lets_them_look_is_not_planned_for(broker: Client, case: Case) -> None:
    home = f"/broker/clients/{case.looked_at.own_person_id}"
    silent_about(broker.page(f"{home}/lists"), "Begin a list")
    broker.page(f"{home}/ask", 404)
    broker.page(f"{home}/lists/save?o={world.offer(case.owner)}", 404)
    with nothing_changes():
        for address, form in ((f"{home}/lists", {"name": "Mine"}), (f"{home}/ask", {"words": "Mine"})):
            assert broker.send(address, form, come_from=f"{case.home}/lists").status_code == 404


def test_asking_for_a_client(app: Flask, broker: Client, case: Case) -> None:
    rebuild(case.clock)
    page = broker.page(f"{case.home}/search?q=accordion")
    form = sheet(broker.page(link(page, "Ask for this")), "/ask")
    assert form.fields["words"] == "accordion"
    answer = sheet(form.send(broker).text, "/ask").send(broker)
    shown = broker.page(answer.headers["Location"])
    says(shown, "Robin Vale", "accordion", "They do not see a name.")
    says(broker.page(f"{case.home}/asked"), "accordion")
    robin = signed_in(app, Case.PERSON)
    says(robin.page(link(robin.page("/asked"), "accordion")), "Take it back")
    with database.reading() as session:
        gap_id = session.execute(text("SELECT id FROM gap_request")).scalar_one()
    assert broker.get(f"/broker/asked/{gap_id}").headers["Location"] == f"{case.home}/asked/{gap_id}"
    other = f"/broker/clients/{case.looked_at.own_person_id}/asked/{gap_id}"
    broker.page(other, 404)
    assert sheet(shown, "/withdraw").send(broker).status_code == 303


def test_what_a_client_asked_for_themselves_is_theirs(app: Flask, broker: Client, case: Case) -> None:
    robin = signed_in(app, Case.PERSON)
    check = form_at(robin, "/ask").send(robin, words="A quiet choir")
    address = sheet(check.text, "/ask").send(robin).headers["Location"]
    silent_about(broker.page(f"{case.home}/asked"), "choir")
    broker.page(f"{case.home}{address}", 404)
