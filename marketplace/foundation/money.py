"""Money in whole pence, and the only rounding the product does."""

import re
from decimal import ROUND_HALF_UP, Decimal

Pence = int  # a sum of money in whole pence

MOST_PENCE = 100_000_000_00  # a hundred million pounds: more than any budget, less than bigint
_POUNDS = re.compile(r"£?\s*(\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.(\d{1,2}))?")


def pounds(pence: Pence) -> str:
    """Pence as people write it: ``£12``, ``£12.50``, ``-£3``."""
    whole, part = divmod(abs(pence), 100)
    sign = "-" if pence < 0 else ""
    return f"{sign}£{whole:,}" + (f".{part:02d}" if part else "")


def parse_pounds(text: str) -> Pence | None:
    """Pence from what a person typed (``12``, ``£12.50``, ``1,200``), or None when it is not an amount."""
    found = _POUNDS.fullmatch(text.strip())
    if not found:
        return None
    whole, part = found.groups()
    return int(whole.replace(",", "")) * 100 + int((part or "0").ljust(2, "0"))


def times(unit: Pence, quantity: Decimal) -> Pence:
    """A unit price times a quantity, rounded half up to a penny."""
    return int((unit * quantity).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def percent_of(pence: Pence, percent: int) -> Pence:
    """A whole percentage of a sum, rounded half up to a penny."""
    return times(pence, Decimal(percent) / 100)


def in_parts(total: Pence, parts: int) -> list[Pence]:
    """A sum cut into equal parts that add up to it again; the first parts carry the odd pennies."""
    each, odd = divmod(total, parts)
    return [each + (1 if n < odd else 0) for n in range(parts)]
