"""The worked example of the docs is what the code works out; what cannot be so is told; and every figure says how."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from marketplace.catalogue.rules import Level, Unit
from marketplace.catalogue.rules.costing import (
    Cost,
    Even,
    Key,
    Sheet,
    SheetRefused,
    answers,
    as_document,
    check,
    from_document,
    problems,
    shares,
    under_cost,
    weights,
)
from tests.unit.catalogue.harbour_kitchen import DAY, pence, sheet, tables


def test_the_example_shares_its_costs_as_the_page_says() -> None:
    told, page = sheet(), tables()
    assert not list(problems(told, DAY))
    found = [[cost.name, cost.pence, *parts] for cost, parts in shares(told)]
    found.append(["All", *(sum(int(row[n]) for row in found) for n in (1, 2, 3))])
    assert found == [[name, *map(pence, sums)] for name, *sums in page["Cost / Whole"]]
    for key, *sums in page["Key / Cooking"]:
        said = [Decimal(each.split("=")[1].replace(",", "")) for each in sums]
        assert weights(told, Cost("", "", 1, key=Key(key))) == said, key


def test_the_example_comes_to_what_the_page_says() -> None:
    told, page = answers(sheet()), tables()
    figures = [[*service.units.values(), service.charge] for service in told.services]
    rows = zip(*figures, strict=True)
    found = [[cooking.name, cooking.pence, garden.pence] for cooking, garden in rows]
    assert found == [[name, *map(pence, sums)] for name, *sums in page["For one person / Cooking"]]
    years = zip(*(service.filled for service in told.services), strict=True)
    filled = [[f"{row[0].percent}%", *(n for at in row for n in (at.cost, at.income, at.left))] for row in years]
    assert filled == [[name, *map(pence, sums)] for name, *sums in page["With / Cooking costs"]]
    cooking, garden = told.services
    assert (cooking.even.people, cooking.even.reachable) == (8, True)
    assert (garden.even.people, garden.even.reachable) == (12, False)
    assert told.left_out == ("Office", "Lighting", "Travel")
    assert told.short == ""


def test_more_support_costs_more_and_says_why() -> None:
    cooking = answers(sheet()).services[0]
    more = cooking.levels[Level.MORE]
    assert (more.pence, more.working.startswith("Help with eating. £22.03 a session, and 0.5 hours more")) == (
        31_63,
        True,
    )
    assert cooking.costs(Unit.SESSION, Level.MORE) == 31_63
    assert cooking.costs(Unit.HOUR, Level.MORE) == 10_54
    assert cooking.costs(Unit.HOUR, Level.STANDARD) == 7_34
    assert cooking.costs(Unit.SESSION, Level.ONE_TO_ONE) == 22_03  # nothing more is told: it costs at least this
    assert cooking.costs(Unit.EACH, Level.STANDARD) is None
    nobody = answers(replace(sheet(), staff=())).services[0].levels[Level.MORE]
    assert nobody.pence is None
    assert "Tell of your staff" in nobody.working


def test_a_price_under_the_cost_is_told_and_by_how_much() -> None:
    cooking = answers(sheet()).services[0]
    lines = [
        ("session", "standard", 20_00),
        ("session", "more", 40_00),
        ("hour", "more", 10_00),
        ("each", "standard", 0),
    ]
    assert [(under.line, under.words) for under in under_cost(cooking, lines)] == [
        (0, "£20 a session is £2.03 under what it costs you: £22.03 with as many people as you expect."),
        (2, "£10 an hour (more support) is £0.54 under what it costs you: £10.54 with as many people as you expect."),
    ]
    assert under_cost(cooking, [("session", "standard", 22_03)]) == []


def test_it_is_read_as_it_was_stored() -> None:
    assert from_document(as_document(sheet())) == sheet()


def test_a_price_below_what_each_person_costs_never_meets_the_costs() -> None:
    told = sheet()
    free = replace(told, services=tuple(replace(service, price=0) for service in told.services))
    assert [service.even.people for service in answers(free).services] == [None, None]
    unset = replace(told, services=tuple(replace(service, price=None) for service in told.services))
    assert [(service.even, service.filled[0].left) for service in answers(unset).services] == [(None, None)] * 2
    gift = replace(told, costs=(Cost("Nothing", "", 0),), staff=())
    assert answers(gift).services[0].even == Even(0, reachable=True, working=answers(gift).services[0].even.working)


def _one(**changes: object) -> Sheet:
    told = sheet()
    return replace(told, services=(replace(told.services[0], **changes), told.services[1]))


@pytest.mark.parametrize(
    ("told", "where", "words"),
    [
        (replace(sheet(), day=DAY + timedelta(days=1)), "day", "Costs cannot be of a day to come."),
        (replace(sheet(), weeks=Decimal(53)), "weeks", "Enter how many weeks"),
        (replace(sheet(), reserve=Decimal(-1)), "reserve", "from 0 to 100"),
        (replace(sheet(), costs=(), staff=()), "costs", "at least one cost"),
        (replace(sheet(), services=()), "services", "at least one service"),
        (replace(sheet(), services=sheet().services * 2), "services", "up to 3 services"),
        (_one(expected=Decimal(11)), "expected", "You have 10 places."),
        (_one(expected=Decimal(0)), "expected", "above 0"),
        (_one(places=0), "places", "from 1 to 500"),
        (_one(a_day=Decimal(3)), "a_day", "not more than in a week"),
        (_one(hours=Decimal(-1), sessions=Decimal(-1)), "hours", "above 0"),
        (_one(sessions=Decimal("1E+999999")), "sessions", "up to 10,000"),
        (_one(floor=Decimal("1E-999999")), "floor", "no more than 4 decimals"),
        (_one(sessions=Decimal(60)), "sessions", "A week has 168 hours."),
        (_one(workers=Decimal(-1)), "workers", "0 or more"),
        (_one(price=-1), "price", "0 or more"),
        (_one(name="garden"), "name", "a name of its own"),
        (replace(sheet(), costs=(Cost("Rent", "", -1),)), "pence", "cannot be below nothing"),
        (replace(sheet(), costs=(Cost("", "", 1),)), "name", "what this cost is for"),
        (replace(sheet(), costs=(Cost("Van", "", 1, key=Key.ONLY, only=2),)), "key", "a service that you told of"),
        (replace(sheet(), staff=(replace(sheet().staff[0], hours=Decimal(0)),)), "hours", "above 0"),
        (replace(sheet(), staff=(replace(sheet().staff[0], on_costs=Decimal(101)),)), "on_costs", "from 0 to 100"),
    ],
)
def test_what_cannot_be_so_is_told_where_it_stands(told: Sheet, where: str, words: str) -> None:
    found = [problem for problem in problems(told, DAY) if problem.field == where]
    assert found, list(problems(told, DAY))
    assert words in found[0].words
    with pytest.raises(SheetRefused):
        check(told, DAY)


def test_a_cost_is_not_shared_by_what_nobody_told() -> None:
    told = sheet()
    bare = replace(told, services=tuple(replace(service, floor=Decimal(0)) for service in told.services))
    assert [(p.where, p.place, p.field) for p in problems(bare, DAY)] == [("cost", 4, "key")]  # heating, by floor


def test_workers_who_are_missing_are_told_of() -> None:
    assert "Your sessions need 22 hours of workers a week." in answers(_one(workers=Decimal(3))).short
