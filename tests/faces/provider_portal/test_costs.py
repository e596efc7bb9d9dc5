"""Working costs out on a page, keeping and changing them, and being told when a price is under them."""

from marketplace.catalogue.queries import costings
from marketplace.foundation import database
from tests import world
from tests.faces.conftest import Client
from tests.faces.shop import Shop, says
from tests.house_rules.trust.costs import TOLD

NEW = "/provider/costs/new"
WORK_OUT, KEEP = {"do": "work out"}, {"do": "keep"}


def test_costs_are_worked_out_kept_changed_and_held_to_an_offer(shop: Shop, provider: Client) -> None:
    looked = provider.send(NEW, TOLD | WORK_OUT)
    assert looked.status_code == 200
    # £1,200.50 and £900 by 96 sessions and 8 people
    says(looked.text, "One person, a session: £2.74", "Nothing is told of activities, workforce")
    with database.reading() as session:
        assert costings(session, shop.owner) == []
    kept = provider.send(NEW, TOLD | KEEP)
    assert kept.status_code == 303
    address = kept.headers["Location"]
    says(provider.page(address), "one person's session costs £2.74.", "All services in a year: £2,100.50")
    says(provider.page("/provider/costs"), "Costs of the spring", "Version 1")
    assert (
        provider.send(f"{address}/edit", TOLD | KEEP | {"cost_heating_pence": "20,000", "key": ""}).status_code == 303
    )
    offer_id = world.offer(shop.owner, title="Cooking together")
    hold = {"offer": str(offer_id), "service": "0"}
    assert provider.send(f"{address}/hold", hold, come_from=address).status_code == 303
    for page in (f"/provider/offers/{offer_id}", f"/provider/offers/{offer_id}/edit"):
        says(provider.page(page), "under what it costs you: £27.21 with as many people as you expect.")
    says(provider.page(f"{address}?beside=1"), "One person's session, version 1 and version 2", "£2.74, then £27.21")
    file = provider.get(f"{address}/file?version=1")
    assert file.mimetype == "text/csv"
    assert "Cooking,a session,274," in file.text
    for nowhere in ("?version=9", "?version=x", "?beside=9"):
        provider.page(f"{address}{nowhere}", status=404)


def test_what_cannot_be_read_is_told_and_nothing_typed_is_lost(provider: Client) -> None:
    wrong = TOLD | {
        "cost_heating_pence": "-5",
        "service_1_expected": "11",
        "cost_materials_pence": "=cmd|' /C calc'!A0",
        "cost_own_1_name": "Rent <b>",
        "day": ["1", "3", "2099"],
    }
    shown = provider.send(NEW, wrong | WORK_OUT)
    assert shown.status_code == 422
    for words in ("Enter an amount in pounds", "=cmd|", "Rent &lt;b&gt;", 'value="-5"', "what it costs in a year"):
        assert words in shown.text, words
    mended = wrong | {"cost_heating_pence": "5", "cost_materials_pence": "5", "cost_own_1_pence": "1"}
    again = provider.send(NEW, mended | WORK_OUT)
    assert again.status_code == 422
    says(again.text, "You have 10 places.", "Costs cannot be of a day to come.")
    says(provider.send(NEW, {}).text, "Tell of at least one service.")
    part = provider.post(NEW, data={"csrf_token": provider.token(NEW)}, headers={"HX-Request": "true"})
    assert part.text.lstrip().startswith("<h2") or "Some answers need another look" in part.text
    assert "<!DOCTYPE" not in part.text
