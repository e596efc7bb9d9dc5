"""The records of our feed from what is published: ids, terms, numbers, and nothing that is empty."""

from datetime import UTC, datetime
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from hypothesis import given
from hypothesis import strategies as st

from marketplace.catalogue.rules import open_referral_out as out
from marketplace.catalogue.rules.open_referral_out.ids import derived
from marketplace.catalogue.rules.open_referral_out.nested import amount, instant


@given(st.uuids(version=4))
def test_the_id_of_a_place_leads_back_to_its_offer(offer_id: UUID) -> None:
    place = out.at_place(offer_id)
    assert place != offer_id
    assert out.at_place(place) == offer_id
    assert (place.version, place.variant) == (offer_id.version, offer_id.variant)


def test_an_id_is_the_same_wherever_it_is_made() -> None:
    """Whoever has taken the feed knows its records by these; another way of making them may not make others."""
    feed = uuid5(NAMESPACE_URL, "urn:ownpath:open-referral")
    assert derived("phone", "service", feed) == uuid5(feed, f"phone/service/{feed}")


def test_every_term_and_taxonomy_has_an_id_of_its_own_and_is_found_by_it() -> None:
    ids = [term.id for term in out.TERMS]
    assert len(set(ids)) == len(ids)
    assert all(out.term_named(term.id) is term for term in out.TERMS)
    listed = out.taxonomies(whole=True)
    assert [out.taxonomy_named(each["id"]) for each in listed] == listed  # type: ignore[arg-type]
    assert sum(len(out.terms_of(each["id"])) for each in listed) == len(ids)  # type: ignore[arg-type]
    assert out.term_named(uuid4()) is out.taxonomy_named(uuid4()) is None


def test_ids_are_the_same_after_every_deployment() -> None:
    first = out.TERMS[0]
    assert (first.code, str(first.id)) == ("arts", "8cd950eb-5c82-5056-ace1-c20d35b60326")


def test_what_has_no_value_is_left_out_and_nought_is_kept() -> None:
    held = {"a": None, "b": "", "c": [], "d": {"e": None}, "amount": 0, "flag": False, "list": [{"x": ""}, {"y": 1}]}
    assert out.compact(held) == {"amount": 0, "flag": False, "list": [{}, {"y": 1}]}


def test_a_page_counts_its_slots_and_tells_its_items() -> None:
    records: list[out.Json] = [{"id": UUID(int=1), "name": ""}]
    page = out.page_of(records, out.Numbers(page=2, size=2, total=2, slots=3))
    assert (page["total_items"], page["total_pages"], page["size"]) == (2, 2, 1)
    assert (page["first_page"], page["last_page"], page["empty"]) == (False, True, False)
    assert page["contents"] == [{"id": str(UUID(int=1))}]


def test_money_is_a_number_of_pounds_and_instants_are_utc() -> None:
    assert [amount(pence) for pence in (0, 1, 24_50, 80_00)] == [0, 0.01, 24.5, 80]
    assert instant(datetime(2026, 9, 1, 9, 30, tzinfo=UTC)) == "2026-09-01T09:30:00.000Z"
