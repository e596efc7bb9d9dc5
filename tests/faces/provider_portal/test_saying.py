"""What people say: ratings without names, problems and their answers; harm never reaches the provider."""

from uuid import UUID, uuid4

from flask import Flask

from marketplace.foundation import database
from marketplace.voice.queries import WorryRow, worries_of
from marketplace.voice.rules import WorryKind
from tests import world
from tests.faces.conftest import Client, signed_in
from tests.faces.shop import AWKWARD, Shop, refuses, says, silent_about


def the_worry(shop: Shop, order_id: UUID) -> WorryRow:
    """The one worry of an order, as the person sees it."""
    with database.reading() as session:
        (worry,) = worries_of(session, shop.person, order_id)
        return worry


def test_ratings_are_read_without_names(shop: Shop, provider: Client) -> None:
    order_id = shop.rated(f"It did me good. {AWKWARD}")
    page = provider.page("/provider/ratings")
    says(page, "I was listened to", "Yes, very much", f"It did me good. {AWKWARD}")
    assert f'href="/provider/orders/{order_id}"' in page
    silent_about(page, "Robin Vale")
    says(provider.page(f"/provider/orders/{order_id}"), "How they found it", "It did me good.")


def test_a_problem_is_read_and_answered(shop: Shop, provider: Client) -> None:
    order_id = shop.accepted()
    worry_id = shop.worried(order_id, words=f"The gate was shut.\n{AWKWARD}")
    says(provider.page(f"/provider/orders/{order_id}"), "Problems they told you of", "Answer it")
    page = provider.page(f"/provider/problems/{worry_id}")
    says(page, "Robin Vale told you this", "The gate was shut.", AWKWARD, "Please answer by Thursday 5 March 2026")
    provider.send(f"/provider/problems/{worry_id}", {"answer": f"We are sorry. {AWKWARD}"})
    page = provider.page(f"/provider/problems/{worry_id}")
    says(page, "We have sent them your answer", f"We are sorry. {AWKWARD}")
    assert the_worry(shop, order_id).answer == f"We are sorry. {AWKWARD}"
    silent_about(provider.page("/provider/"), "Problems to answer")
    answer = provider.send(f"/provider/problems/{worry_id}", {"answer": "And more."}, come_from="/provider/offers/new")
    assert answer.status_code == 422
    says(answer.text, "This has been answered already", "What you wrote was not sent", "And more.")


def test_an_answer_needs_words(shop: Shop, provider: Client) -> None:
    order_id = shop.accepted()
    address = f"/provider/problems/{shop.worried(order_id)}"
    for words in ("", "  \n", "y" * 10_000, "sorry\0"):
        refuses(provider.send(address, {"answer": words}), "answer", "The gate was shut.", typed=words)
    assert the_worry(shop, order_id).state == "open"


def test_harm_never_reaches_the_provider(shop: Shop, provider: Client) -> None:
    order_id = shop.accepted()
    worry_id = shop.worried(order_id, WorryKind.HARM, "Somebody hits me.")
    for address in ("/provider/", "/provider/orders", "/provider/ratings"):
        silent_about(provider.page(address), "Somebody hits me.", str(worry_id))
    provider.page(f"/provider/problems/{worry_id}", 404)
    answer = provider.send(
        f"/provider/problems/{worry_id}", {"answer": "It is not so."}, come_from="/provider/offers/new"
    )
    assert answer.status_code == 404
    silent_about(provider.page(f"/provider/orders/{order_id}"), "Somebody hits me.", "Problems they told you of")
    assert the_worry(shop, order_id).state == "open"


def test_another_providers_problems_are_not_there(app: Flask, shop: Shop) -> None:
    world.provider("Somebody else", email="other@example.org")
    order_id = shop.rated()
    worry_id = shop.worried(order_id)
    other = signed_in(app, "other@example.org")
    other.page(f"/provider/problems/{worry_id}", 404)
    other.page(f"/provider/problems/{uuid4()}", 404)
    for words in ("Well.", ""):
        answer = other.send(f"/provider/problems/{worry_id}", {"answer": words}, come_from="/provider/offers/new")
        assert answer.status_code == 404
    silent_about(other.page("/provider/ratings"), "It did me good.")
    silent_about(other.page("/provider/"), "The gate was shut.", "Robin")
    assert the_worry(shop, order_id).state == "open"
