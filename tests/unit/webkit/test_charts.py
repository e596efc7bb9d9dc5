"""The pie of a person's money: its slices are the whole, and the sentence says the same."""

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.webkit.charts import COLOURS, RADIUS, pie

PARTS = st.lists(st.integers(0, 1_000_000_00), min_size=1, max_size=len(COLOURS))
SLICE = re.compile(
    rf"M100 100L([\d.]+) ([\d.]+)A{RADIUS} {RADIUS} 0 ([01]) 1 ([\d.]+) ([\d.]+)Z\" fill=\"(#[0-9a-f]+)\""
)
WHOLE = f'<circle cx="100" cy="100" r="{RADIUS}" fill="'


def angle(x: str, y: str) -> float:
    """Degrees from twelve o'clock, with the clock."""
    return math.degrees(math.atan2(float(x) - 100, 100 - float(y))) % 360


def turns(drawn: str) -> list[float]:
    """How many degrees each slice takes."""
    found = []
    for x1, y1, large, x2, y2, _ in SLICE.findall(drawn):
        turn = (angle(x2, y2) - angle(x1, y1)) % 360
        if turn > 359.9 and large == "0":
            turn = 0  # too thin a slice to see
        found.append(turn)
    return found


def drawn(*pence: int) -> str:
    """A pie of sums."""
    return str(pie("The money", [(f"Part {n}", each) for n, each in enumerate(pence)]))


def test_slices_are_in_proportion_in_their_order_and_colours() -> None:
    picture = drawn(50_00, 25_00, 25_00)
    assert turns(picture) == [pytest.approx(180, abs=0.1), pytest.approx(90, abs=0.1), pytest.approx(90, abs=0.1)]
    assert [found[-1] for found in SLICE.findall(picture)] == list(COLOURS[:3])
    assert [found[2] for found in SLICE.findall(picture)] in (["0", "0", "0"], ["1", "0", "0"])
    assert '<desc id="pie-d">Part 0 £50, Part 1 £25, Part 2 £25.</desc>' in picture


@given(PARTS)
def test_slices_make_up_the_whole(pence: list[int]) -> None:
    picture, total = drawn(*pence), sum(pence)
    sizes = [360 * each / total for each in pence if each] if total else []
    if len(sizes) < 2:
        assert (picture.count(WHOLE), picture.count("<path")) == (1, 0)
        return
    assert picture.count("<path") + picture.count(WHOLE) >= 1
    if all(1 < size < 359 for size in sizes):
        found = turns(picture)
        assert found == [pytest.approx(size, abs=0.2) for size in sizes]
        assert sum(found) == pytest.approx(360, abs=0.5)


def test_one_part_is_the_whole_circle_in_its_own_colour() -> None:
    assert f'{WHOLE}{COLOURS[1]}"/>' in drawn(0, 12_00, 0)
    assert f'{WHOLE}{COLOURS[0]}"/>' in drawn(1)


@pytest.mark.parametrize("pence", [(), (0,), (0, 0, 0)])
def test_nothing_is_an_empty_circle_that_says_so(pence: tuple[int, ...]) -> None:
    picture = drawn(*pence)
    assert (picture.count("<circle"), picture.count("<path")) == (1, 0)
    assert not any(colour in picture for colour in COLOURS)


def test_a_part_of_a_penny_beside_a_fortune_is_no_fault() -> None:
    picture = drawn(1, 1_000_000_00)
    assert "nan" not in picture
    assert picture.count("<path") + picture.count("<circle") >= 1


def test_names_and_labels_are_escaped() -> None:
    picture = str(pie("<b>&", [("<script>", 1), ('"', 2)]))
    assert "<script>" not in picture
    assert "&lt;b&gt;&amp;" in picture
