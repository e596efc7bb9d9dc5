"""The worked example of docs/unit-costs.md: its tables as they stand there, and the sheet that they tell."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from marketplace.catalogue.rules import Level
from marketplace.catalogue.rules.costing import HEAD_WORDS, Cost, Extra, Key, Service, Sheet, Staff
from marketplace.foundation.money import parse_pounds

PAGE = Path(__file__).parents[3] / "docs" / "unit-costs.md"
HEADS = {words: head.value for head, words in HEAD_WORDS.items()}
DAY = date(2026, 3, 31)


def tables() -> dict[str, list[list[str]]]:
    """The rows of each table of the page, by the first words of its heading row."""
    found: dict[str, list[list[str]]] = {}
    heading = ""
    for line in PAGE.read_text().splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")] if line.startswith("|") else []
        if not cells:
            heading = ""
        elif not heading:
            heading = " / ".join(cells[:2])
            found[heading] = []
        elif not set(line) <= set("|- "):
            found[heading].append(cells)
    return found


def pence(words: str) -> int:
    """A sum as the page writes it."""
    told = parse_pounds(words.removeprefix("-"))
    assert told is not None, words
    return -told if words.startswith("-") else told


def sheet() -> Sheet:
    """What the page tells."""
    page = tables()
    services = tuple(
        Service(name, Decimal(a), Decimal(b), int(c), Decimal(d), Decimal(e), Decimal(f), price=pence(price))
        for name, a, b, c, d, e, f, price in page["Service / Sessions a week"]
    )
    eating = (Extra(Level.MORE, Decimal("0.5"), "Help with eating."),)
    first, *others = services
    first = Service(**{name: getattr(first, name) for name in Service.__slots__} | {"extras": eating})
    costs = tuple(
        Cost(name, HEADS[name], pence(year), moves == "rises and falls", *_key(by))
        for name, year, moves, by in page["Cost / A year"]
    )
    staff = tuple(
        Staff(who, pence(hour), Decimal(a), Decimal(b), Decimal(c), Decimal(d.rstrip("%")))
        for who, hour, a, b, c, d in page["Staff / An hour"]
    )
    return Sheet(DAY, Decimal(48), (first, *others), costs, staff, Decimal(5), Decimal(3))


def _key(by: str) -> tuple[Key, int]:
    return (Key.ONLY, 1) if by == "Garden" else (Key(by), 0)
