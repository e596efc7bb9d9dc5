"""Saying how it was: only of what was had, one voice for each order, which may change its mind."""

from uuid import UUID

import pytest
from sqlalchemy import text

from marketplace.foundation import database
from marketplace.purchasing import operations as purchasing
from marketplace.voice.queries import RatingRow, rating_for
from tests import world
from tests.faces.conftest import Client
from tests.faces.shop import Shop, says, silent_about
from tests.faces.storefront.people import ODD_WORDS, form_at, nothing_changes, refused

ANSWERS = ("listened", "on_time", "in_control", "outcome", "again")


def rating(shop: Shop, order_id: UUID) -> RatingRow | None:
    """What the person said of an order."""
    with database.reading() as session:
        return rating_for(session, shop.person, order_id)


def test_what_was_had_is_rated_and_the_words_are_shown(robin: Client, shop: Shop) -> None:
    order_id = shop.confirmed()
    where = f"/orders/{order_id}/rating"
    page = robin.page(f"/orders/{order_id}")
    assert f'href="{where}"' in page
    says(page, "Say how it was")
    form = form_at(robin, where)
    assert form.fields.getlist("again") == []  # nothing is chosen for them
    answer = form.send(robin, listened=4, again=1, words="They were kind.")
    page = robin.page(answer.headers["Location"])
    says(page, "Thank you for saying how it was.", "What you said", "I was listened to Yes, very much")
    says(page, "I would choose it again Not at all", "In your own words They were kind.", "Change what you said")
    silent_about(page, "It happened when we agreed")


def test_a_mind_can_be_changed_and_it_stays_one_voice(robin: Client, shop: Shop) -> None:
    order_id = shop.rated("It did me good.")
    where = f"/orders/{order_id}/rating"
    form = form_at(robin, where)
    assert (form.fields["listened"], form.fields["words"]) == ("4", "It did me good.")
    form.send(robin, listened=2, again=3, words="On second thoughts.")
    page = robin.page(f"/orders/{order_id}")
    says(page, "I was listened to Not much", "On second thoughts.")
    silent_about(page, "It did me good.")
    kept = rating(shop, order_id)
    assert kept is not None
    assert (kept.scores, kept.changed) == ({"listened": 2, "again": 3}, True)
    with database.reading() as session:
        assert session.execute(text("SELECT count(*) FROM rating")).scalar_one() == 1
        words = session.scalars(text("SELECT words FROM rating_wording ORDER BY number")).all()
    assert words == ["It did me good.", "On second thoughts."]


@pytest.mark.parametrize("made", ["ordered", "accepted", "recorded", "disputed", "cancelled", "cancelled late"])
def test_only_what_was_had_can_be_rated(robin: Client, shop: Shop, made: str) -> None:
    if made == "ordered":
        order_id = shop.ordered(world.offer(shop.owner))
    elif made.startswith("cancelled"):
        order_id = shop.accepted()
        shop.clock.forward(days=6.5 if "late" in made else 0)
        with database.writing() as session:
            costs = 6_00 if "late" in made else 0
            purchasing.cancel(session, shop.person, shop.order(order_id).bookings[0].id, costs)
    else:
        order_id = getattr(shop, made)()
    silent_about(robin.page(f"/orders/{order_id}"), "/rating", "Say how it was")
    form = form_at(robin, f"/orders/{order_id}/rating")
    with nothing_changes():
        answer = form.send(robin, again=4, words="I can tell already.")
    refused(answer, "You can rate this once you have had it and said so.", typed="I can tell already.")
    assert rating(shop, order_id) is None


@pytest.mark.parametrize("again", ["0", "5", "-1", "4.0", "yes", "\0", "٤", "4 ", "x" * 10_000])
def test_what_is_no_answer_counts_as_none(robin: Client, shop: Shop, again: str) -> None:
    order_id = shop.confirmed()
    form = form_at(robin, f"/orders/{order_id}/rating")
    with nothing_changes():
        answer = form.send(robin, again=again, words="It was fine.")
    refused(answer, "Answer at least one of the statements.", field="listened", typed="It was fine.")
    assert form.send(robin, again=again, listened=3).status_code == 303
    kept = rating(shop, order_id)
    assert kept is not None
    assert kept.scores == {"listened": 3}


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ("z" * 10_000, "This has 10,000 characters. Shorten it to 5,000 or fewer."),
        ("it\0was", "There is a hidden character in this"),
    ],
)
def test_words_that_cannot_be_kept_are_asked_again(robin: Client, shop: Shop, words: str, error: str) -> None:
    form = form_at(robin, f"/orders/{(order_id := shop.rated())}/rating")
    with nothing_changes():
        answer = form.send(robin, again=1, listened=2, words=words)
    refused(answer, error, field="words", typed=words)
    assert 'name="again" type="radio" value="1" checked' in answer.text
    assert 'name="listened" type="radio" value="2" checked' in answer.text
    says(robin.page(f"/orders/{order_id}"), "It did me good.")


@pytest.mark.parametrize("words", [*ODD_WORDS, "", "é" * 5_000])
def test_whatever_people_write_is_read_as_it_was(robin: Client, shop: Shop, words: str) -> None:
    order_id = shop.confirmed()
    form_at(robin, f"/orders/{order_id}/rating").send(robin, outcome=3, words=words)
    kept = rating(shop, order_id)
    assert kept is not None
    assert kept.words == words
    page = robin.page(f"/orders/{order_id}")
    assert "<script>alert" not in page
    if not words:
        silent_about(page, "In your own words")


def test_every_answer_is_kept_by_its_own_name(robin: Client, shop: Shop) -> None:
    order_id = shop.confirmed()
    said = dict(zip(ANSWERS, (1, 2, 3, 4, 1), strict=True))
    form_at(robin, f"/orders/{order_id}/rating").send(robin, **said)
    kept = rating(shop, order_id)
    assert kept is not None
    assert kept.scores == said
