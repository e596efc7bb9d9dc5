"""The quality set: enough queries of each kind, a third of them held out, and right answers that can be found."""

import re
from collections import Counter
from pathlib import Path

import pytest

from bench.quality import KINDS, Query, load
from marketplace.catalogue.rules import OfferState
from marketplace.demo.world.areas import AREAS
from marketplace.demo.world.offers import OFFERS

QUERIES = load()
LIVE = {key: offer for key, offer in OFFERS.items() if offer.state is OfferState.PUBLISHED}
SMALL = {"a", "an", "and", "at", "for", "i", "in", "is", "it", "my", "of", "on", "or", "the", "to", "who", "with"}


def words(text: str) -> set[str]:
    """The words of a text but the smallest."""
    return set(re.findall(r"\w+", text.casefold())) - SMALL


def shares_a_word_with_a_best(query: Query) -> bool:
    """Whether a word of the query stands in the title of one of its best answers."""
    best = max(query.right.values())
    return any(words(query.q) & words(OFFERS[key].title) for key, grade in query.right.items() if grade == best)


def test_there_are_enough_and_no_two_are_alike() -> None:
    assert len(QUERIES) >= 120
    asked = Counter((query.q.casefold(), query.area) for query in QUERIES)
    assert [key for key, times in asked.items() if times > 1] == []


def test_every_kind_is_there_and_a_third_of_it_held_out() -> None:
    assert {query.kind for query in QUERIES} == KINDS
    for kind in KINDS:
        held = [query.held_out for query in QUERIES if query.kind == kind]
        assert sum(held) == round(len(held) / 3), kind


def test_what_means_the_same_is_held_out_together() -> None:
    sides: dict[frozenset[str], set[bool]] = {}
    for query in QUERIES:
        best = frozenset(key for key, grade in query.right.items() if grade == 3)
        sides.setdefault(best, set()).add(query.held_out)
    assert [sorted(best) for best, held_out in sides.items() if len(held_out) > 1] == []


def test_every_right_answer_is_on_sale() -> None:
    assert {(query.q, key) for query in QUERIES for key in query.right if key not in LIVE} == set()


def test_where_an_area_is_chosen_every_right_answer_serves_it() -> None:
    chosen = [query for query in QUERIES if query.area]
    assert chosen
    assert {query.area for query in chosen} <= AREAS.keys()
    assert [(query.q, key) for query in chosen for key in query.right if query.area not in LIVE[key].where.areas] == []


def test_the_measure_is_sharp() -> None:
    assert sum(len(query.good) < 8 for query in QUERIES) >= 100
    assert all(max(query.right.values()) == 3 for query in QUERIES)


def test_many_queries_have_no_word_of_the_title_that_they_mean() -> None:
    own_words = [query for query in QUERIES if query.kind in {"outcome", "synonym", "old_word", "long"}]
    assert sum(not shares_a_word_with_a_best(query) for query in own_words) >= 50


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('kind = "wish"\nright.3 = ["choir"]', "'wish' is not a kind"),
        ('kind = "name"\nright.3 = ["choir"]\nright.1 = ["choir"]', "an offer has two grades"),
        ('kind = "name"\nright.1 = ["choir"]', "no offer is a right answer"),
    ],
)
def test_a_query_that_is_badly_written_is_refused(tmp_path: Path, line: str, reason: str) -> None:
    path = tmp_path / "queries.toml"
    path.write_text(f'[[query]]\nq = "sing"\nheld_out = false\n{line}\n')
    with pytest.raises(ValueError, match=f"'sing': {reason}"):
        load(path)
