"""The two engines answer alike where no words are typed: the same records in the same order, and the same counts."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import cycle
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine as Database

from marketplace.foundation.distance import Point
from search_index.documents import Document, Facet, Kind
from search_index.engine import Engine, Near, SearchRequest, Sort
from search_index.postgres import PostgresEngine
from tests.integration.search.conftest import REAL, on_stand_in
from tests.integration.search.shelf import document
from tests.integration.search.stand_in import StandIn

MANY = 40
VALUES = ("a", "b", "c", "online", "home")
HERE = Point(54.97, -1.61)


def documents() -> Iterator[Document]:
    """Documents that hold many different mixes of values; some of what can be known is not known."""
    values = cycle([(), ("a",), ("b", "c"), ("a", "online"), ("c",), ("home", "b"), ("a", "b", "c")])
    for n in range(MANY):
        facets = {facet: next(values) for facet in Facet}
        yield document(
            f"Club {n % 7}",
            kind=Kind.ENTRY if n % 3 else Kind.OFFER,
            record_id=UUID(int=n),
            price=None if n % 5 == 0 else n % 4 * 500,
            rating=None if n % 3 == 0 else 1 + n % 4 * 0.5,
            point=None if n % 4 == 0 else Point(HERE.latitude + n / 300, HERE.longitude - n / 500),
            soonest=None if n % 6 == 0 else date(2026, 12, 1) + timedelta(days=n % 9),
            **facets,
        )


@pytest.fixture(params=[pytest.param(on_stand_in, id="stand-in"), *REAL])
def engines(request: pytest.FixtureRequest, db: Database, stand_in: StandIn) -> tuple[Engine, Engine]:
    """Both, with the same documents."""
    both = (PostgresEngine(), request.param(stand_in))
    for engine in both:
        engine.put(list(documents()))
    return both


REQUESTS = st.builds(
    SearchRequest,
    chosen=st.dictionaries(
        st.sampled_from(Facet), st.lists(st.sampled_from(VALUES), max_size=3).map(tuple), max_size=3
    ),
    price_least=st.sampled_from([None, None, 0, 500, 501]),
    price_most=st.sampled_from([None, None, 0, 1_000]),
    sort=st.sampled_from(Sort),
    page=st.integers(1, 5),
    size=st.sampled_from([1, 7, 20]),
    near=st.none()
    | st.builds(Near, st.just(HERE), st.sampled_from([None, 0, 3_000, 9_000]), st.sampled_from(["", "a"])),
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(request=REQUESTS)
def test_a_request_without_words_has_one_answer(engines: tuple[Engine, Engine], request: SearchRequest) -> None:
    one, other = (engine.search(request) for engine in engines)
    assert one == other
