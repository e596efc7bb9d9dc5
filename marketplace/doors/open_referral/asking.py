"""What is asked of the feed in an address: read strictly, and refused in a sentence that says what would be right."""

import re
from datetime import UTC, datetime
from uuid import UUID

from flask import request

from marketplace.catalogue.queries import FeedAsk
from marketplace.catalogue.rules.open_referral_out import Term, term_named, terms_of

DEFAULT_SIZE = 50
MOST_SIZE = 100
MOST_MINIMAL = 5_000  # ids and dates only: ideally all in one page
MOST_PAGE = 1_000_000
MOST_SEARCH = 200  # characters
MOST_WORDS = 10

_NOT_HERE = ("postcode", "proximity")
_YES, _NO = frozenset({"true", "1", "yes"}), frozenset({"", "false", "0", "no"})
# a literal "+" of a time zone arrives as a space
_INSTANT = re.compile(r"(\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d)(\.\d{1,9})?([Zz]|[+ -]\d\d:?\d\d)?")


class BadAsk(Exception):
    """Something in the address cannot be read; the message says what would be right."""


def asked(*, placed: bool = False, size: int = DEFAULT_SIZE, most: int = MOST_SIZE) -> FeedAsk:
    """The page and the filters that a list is asked for. Raises BadAsk."""
    _plain()
    organisation = _uuid("organization_id")
    return FeedAsk(
        page=_whole("page", 1, MOST_PAGE),
        size=_whole("per_page", size, most),
        search=_search(),
        organisations=None if organisation is None else (organisation,),
        modified_after=_instant("modified_after"),
        terms=_terms(),
        placed=placed,
    )


def minimal_asked() -> FeedAsk:
    """The same for a list of ids and dates, which holds many more on a page. Raises BadAsk."""
    return asked(size=MOST_MINIMAL, most=MOST_MINIMAL)


def flag(name: str) -> bool:
    """Whether a yes-or-no of the address says yes. Raises BadAsk when it says neither."""
    said = request.args.get(name, "").strip().lower()
    if said not in _YES | _NO:
        raise BadAsk(f"{name} is true or false.")
    return said in _YES


def parent() -> UUID | None:
    """The term whose children are asked for. Raises BadAsk."""
    return _uuid("parent_id")


def taxonomy() -> UUID | None:
    """The taxonomy whose terms are asked for. Raises BadAsk."""
    return _uuid("taxonomy_id")


def _plain() -> None:
    """Raises BadAsk for what is asked for and not served, since leaving a filter out would answer another question."""
    if request.args.get("format", "json") != "json":
        raise BadAsk("format is json: this feed has no other.")
    for name in _NOT_HERE:
        if request.args.get(name):
            raise BadAsk(f"This feed cannot be filtered by {name}: its records hold no coordinates. Leave it out.")
    if any("\0" in value for values in request.args.listvalues() for value in values):
        raise BadAsk("A NUL character cannot be searched for. Leave it out.")


def _whole(name: str, default: int, most: int) -> int:
    said = request.args.get(name, "").strip()
    if not said:
        return default
    if said.isascii() and said.isdigit() and len(said) < 12 and 1 <= int(said) <= most:
        return int(said)
    raise BadAsk(f"{name} is a whole number from 1 to {most}.")


def _search() -> str:
    said = " ".join(request.args.get("search", "").split())
    if len(said) > MOST_SEARCH or said.count(" ") >= MOST_WORDS:
        raise BadAsk(f"search is at most {MOST_WORDS} words and {MOST_SEARCH} characters.")
    return said


def _uuid(name: str) -> UUID | None:
    said = request.args.get(name, "").strip()
    if not said:
        return None
    try:
        return UUID(said)
    except ValueError:
        raise BadAsk(f"{name} is a UUID, such as d45d17bd-f550-5eb1-b7c8-c04104489a74.") from None


def _instant(name: str) -> datetime | None:
    said = request.args.get(name, "").strip()
    if not said:
        return None
    wrong = BadAsk(f"{name} is a date and time of RFC 3339, such as 2026-09-01T09:30:00Z.")
    found = _INSTANT.fullmatch(said)
    if found is None:
        raise wrong
    whole, part, zone = found[1].upper(), (found[2] or "")[:7], (found[3] or "Z").upper().replace(" ", "+")
    try:
        told = datetime.fromisoformat(f"{whole}{part}{zone}")
        return told.astimezone(UTC)
    except (ValueError, OverflowError):
        raise wrong from None


def _terms() -> tuple[Term, ...] | None:
    """The terms that a record must carry one of; None when whatever it carries."""
    one, all_of = _uuid("taxonomy_term_id"), _uuid("taxonomy_id")
    term = None if one is None else term_named(one)
    either = None if one is None else ((term,) if term else ())
    if all_of is None:
        return either
    return tuple(each for each in terms_of(all_of) if either is None or each in either)
