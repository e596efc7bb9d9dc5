"""What a feed says a service costs: kept as told, with its unit where it is said, and never guessed from free text."""

import re
from dataclasses import dataclass
from datetime import date

from marketplace.catalogue.rules.open_referral.told import LONG, Told, day, number, one_line
from marketplace.foundation.money import pounds

MOST_PRICE = 1_000_000  # pounds
OTHER = "other"

_UNIT = re.compile(r"per (?:1 )?(hour|half hour|session|half day|day|night|week|month)")
_FREE = re.compile(
    r"(?:(?:it|this|this service|the service) is )?(?:completely |totally )?"
    r"(?:free|free of charge|free service|free to (?:use|attend|join|access|all|everyone)"
    r"|no (?:charge|charges|cost|costs|fee|fees)|there (?:is|are) no (?:charge|charges|cost|costs|fee|fees)"
    r"|nil|£?0(?:\.00?)?)"
)
_MONEY = re.compile(r"£\s*[\d.,]*[1-9]")


@dataclass(frozen=True, slots=True)
class PriceTold:
    """One price as told: what it is for, the amount in pounds if there is one, its unit, and the words about it."""

    option: str
    amount: float | None
    unit: str
    words: str

    @property
    def free(self) -> bool:
        """Whether it says that nothing is charged."""
        return said_free(self.option or self.words) if self.amount is None else self.amount == 0

    @property
    def line(self) -> str:
        """The price as one line: ``One to one: £24.50 per hour``."""
        if self.amount is None:
            cost = self.words
        elif self.amount == 0:
            cost = "free"
        elif "£" in self.words:
            cost = self.words
        else:
            cost = f"{pounds(round(self.amount * 100))} {self.words}".strip()
        return ": ".join(part for part in (self.option, cost) if part)


def said_free(words: str) -> bool:
    """Whether words say that it is free, and nothing else."""
    return _FREE.fullmatch(words.lower().strip(" .!")) is not None


def prices(service: Told, today: date) -> tuple[PriceTold, ...]:
    """The prices that hold on a day, in the feed's order. Amounts in another currency are left as words."""
    found = (_price(each) for each in service.many("cost_options") if _holds(each, today))
    return tuple(each for each in found if each.line)


def _holds(option: Told, today: date) -> bool:
    starts, ends = day(option.value("valid_from")), day(option.value("valid_to"))
    return (starts is None or starts <= today) and (ends is None or ends >= today)


def _price(told: Told) -> PriceTold:
    option, words = told.text("option"), told.text("amount_description")
    amount, currency = number(told.value("amount")), told.text("currency").upper()
    if amount is not None and currency not in {"", "GBP"}:
        return PriceTold(option, None, _unit(words), f"{amount:g} {currency} {words}".strip())
    if amount == 0 and _MONEY.search(f"{option} {words}"):
        amount = None  # nought beside a sum in words is a number that nobody filled in
    if amount is not None:
        amount = round(amount, 2) if amount <= MOST_PRICE else None
    return PriceTold(option, amount, _unit(words), words)


def _unit(words: str) -> str:
    found = _UNIT.fullmatch(words.lower().rstrip("."))
    return found[1].replace(" ", "_") if found else OTHER


def price_words(told: tuple[PriceTold, ...], service: Told) -> str:
    """What it costs in words: its prices, or else what the feed says of fees."""
    if told:
        return one_line("; ".join(each.line for each in told), LONG)
    return service.text("fees_description", "fees", most=LONG)


def free(told: tuple[PriceTold, ...], words: str) -> bool:
    """Whether all its prices say that it is free; without prices, whether the words do."""
    return all(each.free for each in told) if told else said_free(words)
