"""What a feed tells, value by value: each cleaned, or missing. Real feeds write "", -1 and example.com for nothing."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

from marketplace.catalogue.rules.open_referral.markup import cut_words, plain_words, without_unseen

SHORT = 200  # characters of a name
LONG = 500  # characters of words about a price, a place, an area
MOST_ITEMS = 200  # of one list inside a record
MOST_NUMBER = 1_000_000_000
OLDEST = date(1990, 1, 1)  # some systems write the first day of their calendar for no date
MOST_URL = 2_000
MOST_HOST = 253

_EMAIL = re.compile(
    r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@((?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,24})", re.ASCII | re.IGNORECASE
)
_NUMBER = re.compile(r"£?\s*(-?\d{1,9}(?:\.\d{1,4})?)")
_SCHEME = re.compile(r"[a-z][a-z0-9+-]*:", re.IGNORECASE)
_HOST = re.compile(r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+(?:[^\W\d_]{2,24}|xn--[a-z0-9-]{1,59})", re.IGNORECASE)


def lines(value: object, most: int) -> str:
    """Text with its line breaks, without control characters and half characters; empty when it is not text."""
    if not isinstance(value, str):
        return ""
    seen = without_unseen(value[: most * 2]).replace("\xa0", " ").replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", seen)[:most].strip()


def one_line(value: object, most: int = SHORT) -> str:
    """Plain words on one line, cut at a word; ``-1`` is how some feeds write nothing."""
    words = lines(value, most * 20)
    if "<" in words or "&" in words:
        words = without_unseen(plain_words(words))
    words = " ".join(words.split())
    return "" if words == "-1" else cut_words(words, most)


def number(value: object) -> float | None:
    """A number, also one written as text; -1 and what no amount or age can be is missing."""
    if isinstance(value, str) and (found := _NUMBER.fullmatch(value.strip())):
        value = float(found[1])
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value if 0 <= value <= MOST_NUMBER else None


def day(value: object) -> date | None:
    """The date that text begins with, if it is one that people could have meant."""
    try:
        found = date.fromisoformat(one_line(value)[:10])
    except ValueError:
        return None
    return found if found >= OLDEST else None


def _placeholder(host: str) -> bool:
    """Whether a host is one that feeds write where there is none."""
    return host == "example.com" or host.endswith((".example.com", ".invalid"))


def email(value: object) -> str:
    """An e-mail address, without the spaces and dots around it; empty when it is none."""
    words = lines(value, LONG).removeprefix("mailto:")
    whole = ["".join(words.split())] if words.count("@") == 1 else []
    for word in [*re.split(r"[\s,;]+", words), *whole]:
        address = word.strip("<>().:\"'")
        found = _EMAIL.fullmatch(address)
        if found and not _placeholder(found[1].lower()):
            return address
    return ""


def url(value: object) -> str:
    """A web address with its scheme, ``https`` where none is told; empty when it is none that a browser may open."""
    words = lines(value, MOST_URL + 1)
    if not words or len(words) > MOST_URL or any(c.isspace() or c in '<>"`\\' for c in words):
        return ""
    if not words.lower().startswith(("http://", "https://")):
        if _SCHEME.match(words):
            return ""
        words = f"https://{words.removeprefix('//')}"
    try:
        parts = urlsplit(words)
        host = (parts.hostname or "", parts.port)[0]  # asking for the port refuses one that is no number
    except ValueError:
        return ""
    found = len(host) <= MOST_HOST and _HOST.fullmatch(host)
    return words if found and "@" not in parts.netloc and not _placeholder(host) else ""


class Told:
    """One object of a feed, read without regard to the case and underscores of its keys.

    Some feeds lower-case them all, others write ``serviceId`` for ``service_id``. What is not an object tells nothing.
    """

    __slots__ = ("_held",)

    def __init__(self, value: object) -> None:
        held = value if isinstance(value, dict) else {}
        self._held: dict[str, object] = {_fold(key): each for key, each in held.items()}

    def has(self, *names: str) -> bool:
        """Whether it tells any of the names."""
        return any(_fold(name) in self._held for name in names)

    def value(self, *names: str) -> object:
        """The first of the names that holds anything; None when none does."""
        for name in names:
            held = self._held.get(_fold(name))
            if held is not None and held != "":
                return held
        return None

    def text(self, *names: str, most: int = SHORT) -> str:
        """Plain words on one line: of the first name that has any."""
        return next((words for name in names if (words := one_line(self.value(name), most))), "")

    def one(self, *names: str) -> "Told":
        """The object inside."""
        return Told(self.value(*names))

    def many(self, *names: str) -> Iterator["Told"]:
        """The objects of a list inside, under every one of the names, at most 200 of each."""
        for name in names:
            held = self.value(name)
            for each in held[:MOST_ITEMS] if isinstance(held, list) else [held]:
                if isinstance(each, dict):
                    yield Told(each)


def _fold(key: str) -> str:
    return key.lower().replace("_", "")


def unique(words: Iterator[str] | list[str]) -> list[str]:
    """Words in the order they came, without empty ones and without repeats whatever their case."""
    kept: dict[str, str] = {}
    for word in words:
        if word:
            kept.setdefault(word.casefold(), word)
    return list(kept.values())
