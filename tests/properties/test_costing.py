"""Whatever is told of costs: heads add up, shares sum to the whole to the penny, break-even is where surplus turns."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.catalogue.rules.costing import (
    Cost,
    Head,
    Key,
    Service,
    Sheet,
    Staff,
    answers,
    as_document,
    from_document,
    left_at,
    problems,
    shared,
    shares,
)

DAY = date(2026, 3, 31)


def tenths(least: int, most: int) -> st.SearchStrategy[Decimal]:
    return st.integers(least, most).map(lambda n: Decimal(n) / 10)


@st.composite
def services(draw: st.DrawFn, name: str) -> Service:
    places = draw(st.integers(1, 40))
    sessions = draw(tenths(10, 100))
    return Service(
        name,
        sessions,
        draw(tenths(5, 120)),
        places,
        draw(tenths(1, places * 10)),
        draw(tenths(1, 50)),
        draw(tenths(1, 900)),
        price=draw(st.integers(0, 200_00)),
    )


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    many = draw(st.integers(1, 3))
    cost = st.builds(
        Cost,
        st.just("Rent"),
        st.sampled_from([*(head.value for head in Head), ""]),
        st.integers(0, 90_000_00),
        st.booleans(),
        st.sampled_from(Key),
        st.integers(0, many - 1),
    )
    staff = st.builds(
        Staff, st.just("Workers"), st.integers(0, 40_00), tenths(1, 400), tenths(0, 100), tenths(0, 80), tenths(0, 300)
    )
    return Sheet(
        DAY,
        draw(tenths(1, 520)),
        tuple(draw(services(f"Service {n}")) for n in range(many)),
        tuple(draw(st.lists(cost, min_size=1, max_size=6))),
        tuple(draw(st.lists(staff, max_size=2))),
    )


@given(st.integers(0, 10**12), st.lists(st.fractions(0, 10**6), min_size=1, max_size=12).filter(any))
@settings(max_examples=150, deadline=None)
def test_what_is_shared_is_the_whole_and_nobody_is_a_penny_out(total: int, by: list[Fraction]) -> None:
    parts = shared(total, by)
    assert sum(parts) == total
    assert all(abs(part - total * weight / sum(by)) < 1 for part, weight in zip(parts, by, strict=True))


@given(sheets())
@settings(max_examples=120, deadline=None)
def test_heads_add_up_and_break_even_is_where_surplus_turns(sheet: Sheet) -> None:
    assert not list(problems(sheet, DAY))
    assert from_document(as_document(sheet)) == sheet
    assert all(sum(parts) == cost.pence for cost, parts in shares(sheet))
    told = answers(sheet)
    assert told.year == sum(head.pence for head in told.heads) == sum(service.year for service in told.services)
    for service in told.services:
        assert service.year == service.fixed + service.varying == sum(head.pence for head in service.heads)
        costs, even = (service.fixed, service.varying), service.even
        assert even is not None
        if even.people is None:
            assert left_at(sheet, service.service, costs, Fraction(1_000)) < 0
            continue
        assert left_at(sheet, service.service, costs, Fraction(even.people)) >= 0
        assert even.people == 0 or left_at(sheet, service.service, costs, Fraction(even.people - 1)) < 0
        lefts = [at.left for at in service.filled]
        assert lefts == sorted(lefts)
