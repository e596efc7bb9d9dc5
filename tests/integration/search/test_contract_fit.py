"""Every engine that reads words, and not letters only: what means the same, every script, and what fits best first."""

import pytest

from tests.integration.search.conftest import READERS
from tests.integration.search.shelf import Shelf, document

pytestmark = pytest.mark.parametrize("index", READERS, indirect=True)


def test_title_comes_before_about_and_about_before_body(shelf: Shelf) -> None:
    shelf.put(
        document("A club", body="Some pottery."),
        document("B club", about="Pottery house"),
        document("C pottery"),
    )
    assert shelf.find("pottery") == ["C pottery", "B club", "A club"]


def test_the_word_as_typed_comes_before_what_means_the_same(shelf: Shelf) -> None:
    shelf.put(document("Allotment mornings"), document("Gardening mornings"))
    assert shelf.find("gardening") == ["Gardening mornings", "Allotment mornings"]
    assert shelf.find("allotment") == ["Allotment mornings", "Gardening mornings"]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("DP", "You can pay from a direct payment."),
        ("direct payments", "DP welcome"),
        ("PHB", "Personal health budgets are taken."),
        ("ISF", "We hold an Individual Service Fund for you."),
        ("PAs", "Find a personal assistant."),
        ("ULO", "A user-led organisation."),
        ("suitable person", "For the authorised person."),
        ("RAS", "The resource allocation system."),
        ("service user", "For people who use support."),
        ("talking therapy", "Counselling on Mondays."),
        ("counsellor", "A kind of therapy."),
        ("horticulture", "Gardening."),
        ("respite", "A short break."),
        ("befriending", "A buddy for you."),
        ("gym", "Fitness for all."),
        ("painting", "Arts and crafts."),
        ("caring", "For carers."),
    ],
)
def test_words_of_the_field_find_what_means_the_same(shelf: Shelf, typed: str, told: str) -> None:
    shelf.put(document("This", body=told), document("Other", body="Nothing of the kind: a directory of payment terms."))
    assert shelf.find(typed) == ["This"]


@pytest.mark.parametrize(
    ("title", "typed"),
    [
        ("Caf\u00e9 Lumi\u00e8re", "cafe lumiere"),
        ("Klub \u0141\u00f3d\u017a", "lodz"),
        ("Clwb y T\u0177", "clwb ty"),
        (
            "\u0646\u0627\u062f\u064a \u0627\u0644\u062d\u062f\u064a\u0642\u0629",
            "\u0627\u0644\u062d\u062f\u064a\u0642\u0629",
        ),
        ("\u0646\u064e\u0627\u062f\u0650\u064a", "\u0646\u0627\u062f\u064a"),
        ("\u09ac\u09be\u0997\u09be\u09a8 \u0995\u09cd\u09b2\u09be\u09ac", "\u09ac\u09be\u0997\u09be\u09a8"),
        ("\u0a2c\u0a3e\u0a17\u0a2c\u0a3e\u0a28\u0a40", "\u0a2c\u0a3e\u0a17\u0a2c\u0a3e\u0a28\u0a40"),
        ("\u793e\u5340\u5712\u85dd\u5c0f\u7d44", "\u5712\u85dd"),
        ("\u041a\u043b\u0443\u0431 \u0441\u0430\u0434\u043e\u0432\u043e\u0434\u043e\u0432", "\u043a\u043b\u0443\u0431"),
        ("\u05de\u05d5\u05e2\u05d3\u05d5\u05df", "\u202b\u05de\u05d5\u05e2\u05d3\u05d5\u05df\u202c"),
    ],
)
def test_every_script_is_found_with_and_without_its_marks(shelf: Shelf, title: str, typed: str) -> None:
    shelf.put(document(title), document("Something else"))
    assert shelf.find(typed) == [title]
    assert shelf.find(title) == [title]
