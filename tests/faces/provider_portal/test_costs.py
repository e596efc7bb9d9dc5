"""Working costs out on a page, keeping and changing them, and being told when a price is under them."""

import io
from dataclasses import replace
from uuid import uuid4

import pytest
from werkzeug.test import TestResponse

from marketplace.catalogue import operations as catalogue
from marketplace.catalogue.operations import CostingRequest
from marketplace.catalogue.queries import costings
from marketplace.foundation import database
from provider_portal.forms.cost_files import read
from provider_portal.forms.costing import CostingForm
from tests import world
from tests.faces.conftest import Client
from tests.faces.shop import Shop, says
from tests.house_rules.trust.costs import TOLD
from tests.unit.catalogue.harbour_kitchen import sheet

NEW, READ = "/provider/costs/new", "/provider/costs/read"
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


def test_costs_go_into_a_spreadsheet_and_come_back_as_they_were(shop: Shop, provider: Client) -> None:
    told = replace(sheet(), day=shop.owner.today)
    with database.writing() as session:
        costing_id = catalogue.cost(session, shop.owner, CostingRequest(uuid4(), told, "Harbour Kitchen"))
    file = provider.get(f"/provider/costs/{costing_id}/file?told=1")
    with provider.application.test_request_context():
        back, odd = read(file.data)
        assert odd == []
        assert CostingForm(back).sheet(shop.owner.today) == told
    shown = _send(provider, file.data.replace(b"Harbour Kitchen", b"Costs again"))
    assert shown.status_code == 200
    says(shown.text, "What it comes to", "Nothing is kept yet.")
    assert 'value="Costs again"' in shown.text
    assert provider.get("/provider/costs/layout").mimetype == "text/csv"


def test_a_file_is_read_as_people_save_it_and_what_is_odd_in_it_is_told(provider: Client) -> None:
    lines = [
        "What;Field;Value",
        ";name;Café",
        ";day;2026-02-28",
        ";weeks;48",
        ";service_1_name;Soup",
        ";service_1_hours;3",
    ]
    lines += [";service_1_sessions;2", ";service_1_places;10", ";service_1_expected;8", ";cost_heating_pence;£1,200.50"]
    odd = [";cost_heating_key;by magic", ";nothing_known;=cmd|' /C calc'!A0", ";weeks;12"]
    shown = _send(provider, "\r\n".join(lines + odd).encode("cp1252"))
    assert shown.status_code == 200
    says(shown.text, "Line 11: “by magic” is none of the answers", "Line 12: we do not know", "Line 13:", "£1.56")
    assert 'value="Café"' in shown.text
    shown = _send(provider, "\n".join([*lines, ";cost_travel_pence;=cmd|' /C calc'!A0"]).encode("utf-16"))
    assert shown.status_code == 422
    assert "Enter an amount in pounds" in shown.text


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (b"PK\x03\x04workbook", "This is a workbook."),
        (b"\x00\x01\x02", "cannot be read as words"),
        (b"", "The first line must name the columns"),
        (b"a,b\n1,2", "The first line must name the columns"),
        (b'field,value\n"' + b"x" * 150_000, "cannot be read as CSV"),
        (b"x" * 300_000, "larger than 200 KB"),
        (b"field,value\n" + b"weeks,4\n" * 1_001, "more than 1,000 lines"),
    ],
    ids=["workbook", "no words", "empty", "other columns", "broken", "large", "long"],
)
def test_a_file_that_cannot_be_read_says_what_to_do(provider: Client, sent: bytes, said: str) -> None:
    shown = _send(provider, sent)
    assert shown.status_code == 422
    says(shown.text, said)


def _send(provider: Client, sent: bytes) -> TestResponse:
    """Send a file with costs."""
    data = {"csrf_token": provider.token(READ), "file": (io.BytesIO(sent), "costs.csv")}
    return provider.post(READ, data=data, content_type="multipart/form-data")
