"""What the tables of providers hold for each."""

from dataclasses import dataclass

from marketplace.catalogue.rules import Vat

NOTIONAL = "notional"
DIRECT = "direct"
ISF = "isf"
ANY = (NOTIONAL, DIRECT, ISF)


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider with its owner, and what its offers have in common unless they say otherwise.

    ``access`` and ``languages`` are codes with spaces between; cancelling is free until ``notice`` hours before, then
    it costs ``late`` percent.
    """

    key: str
    name: str
    owner: str
    phone: str
    about: str
    access: str = ""
    languages: str = "en"
    notice: int = 24
    late: int = 50
    vat: Vat = Vat.EXEMPT
    takes: tuple[str, ...] = ANY
    user_led: bool = False
    small: bool = False
    worker: str = ""
