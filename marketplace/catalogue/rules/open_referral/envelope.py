"""The envelope of a feed: from the bytes of a file to a page of records, or one sentence that says why not."""

import json
import math
import re
from dataclasses import dataclass

from marketplace.catalogue.rules.open_referral.told import Told, one_line
from marketplace.foundation.errors import Refusal

MOST_BYTES = 50_000_000  # of a file
MOST_RECORDS = 100_000
MOST_DIGITS = 300  # of a whole number; Python itself refuses to read thousands
MOST_NAME = 100  # characters of the name of a source

# What may be left of a value in whose middle a file ends, from where the reader gave up.
_HALF = re.compile(r"t|tr|tru|f|fa|fal|fals|n|nu|nul|-|[.eE][-+]?\d*|\\?u?[0-9a-fA-F]{0,4}")


class FeedRefused(Refusal):
    """A file that is not a feed of services; the message says what it is instead, in one sentence."""


@dataclass(frozen=True, slots=True)
class FeedPage:
    """What a file holds: its records as they stand, and which page of how many it says it is (1 of 1: the whole).

    ``total``: how many records it says that all pages hold; ``counted``: whether it says how many pages there are;
    ``first``, ``last``: whether it says that it is the first or last of them. None where it does not say.
    """

    items: list[object]
    page: int = 1
    pages: int = 1
    total: int | None = None
    counted: bool = False
    first: bool | None = None
    last: bool | None = None

    @property
    def only(self) -> str:
        """``page 1 of 3`` where the file names more pages than itself; else empty."""
        return f"page {self.page} of {self.pages}" if self.pages > 1 else ""


def feed_name(words: str) -> str:
    """The name of a source, as it is shown beside its entries. Raises FeedRefused when there is none."""
    name = one_line(words, MOST_NAME)
    if not name:
        raise FeedRefused("Give the feed a name: it is shown as the source of each entry.", "feed")
    return name


def open_feed(data: bytes) -> FeedPage:
    """The records of a file: a page of version 3 or 1, a bare list of services, or one service. Raises FeedRefused."""
    if len(data) > MOST_BYTES:
        raise FeedRefused(f"The file is too large: the most that is taken at once is {MOST_BYTES // 1_000_000} MB.")
    page = _page(_parsed(_text(data)))
    if len(page.items) > MOST_RECORDS:
        raise FeedRefused(f"The file holds more than {MOST_RECORDS:,} records, the most that is taken at once.")
    return page


def open_record(data: bytes) -> dict[str, object]:
    """One service, as a feed answers for it alone. Raises FeedRefused."""
    held = _parsed(_text(data))
    if not isinstance(held, dict):
        raise FeedRefused("The file is JSON, but not one service.")
    return held


def _text(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as failure:
        if failure.reason == "unexpected end of data":
            raise FeedRefused(_cut_at(data.count(b"\n") + 1)) from None
        raise FeedRefused("The file is not UTF-8 text, which is what feeds are written in.") from None
    if not text.strip():
        raise FeedRefused("The file is empty.")
    if "\0" in text:
        raise FeedRefused("The file is not UTF-8 text: it holds NUL characters.")
    if text.lstrip().startswith("<"):
        raise FeedRefused("The file is not JSON: it looks like a web page or XML.")
    return text


def _parsed(text: str) -> object:
    decoder = json.JSONDecoder(strict=False, parse_constant=_no_number, parse_float=_float, parse_int=_int)
    try:
        return decoder.decode(text)
    except json.JSONDecodeError as failure:
        if _is_cut(text, failure):
            raise FeedRefused(_cut_at(text.count("\n") + 1)) from None
        where = f"line {failure.lineno}, column {failure.colno}"
        raise FeedRefused(f"The file is not JSON: it cannot be read at {where}.") from None
    except RecursionError:
        raise FeedRefused("The file is not a feed: its lists and objects are nested too deeply.") from None


def _cut_at(line: int) -> str:
    return f"The file is cut off: it ends in the middle, at line {line}. Get the whole file and try again."


def _is_cut(text: str, failure: json.JSONDecodeError) -> bool:
    """Whether a file failed only because it ends too early."""
    if text.lstrip()[0] not in "{[" or failure.msg.startswith("Extra data"):
        return False
    rest = text[failure.pos :].strip()
    return failure.msg.startswith("Unterminated string") or _HALF.fullmatch(rest) is not None


def _no_number(word: str) -> float:
    raise FeedRefused(f"The file is not JSON: it holds {word}, which is not a number.")


def _float(digits: str) -> float:
    found = float(digits)
    if not math.isfinite(found):
        raise FeedRefused(f"The file holds a number that is too large: {digits[:20]}.")
    return found


def _int(digits: str) -> int:
    if len(digits) > MOST_DIGITS:
        raise FeedRefused(f"The file holds a number that is too large: it has {len(digits):,} digits.")
    return int(digits)


def _page(held: object) -> FeedPage:
    if isinstance(held, list):
        if held and not any(isinstance(each, dict) for each in held):
            raise FeedRefused("The file is a list, but not one of services.")
        return FeedPage(held)
    told = Told(held)
    for name in ("contents", "content"):
        if told.has(name):
            return _counted(told, told.value(name))
    if told.has("organization", "organization_id") or (told.has("id") and told.has("status")):
        return FeedPage([held])
    raise FeedRefused(
        "The file is JSON, but not a feed of services: it is no list, it has no “contents” or “content”, "
        "and it is not one service."
    )


def _counted(told: Told, items: object) -> FeedPage:
    """A page and what it says of the others; the first page is number nought in some feeds."""
    if not isinstance(items, list):
        raise FeedRefused("The file is JSON, but not a feed of services: its contents are not a list.")
    pages = _whole(told, "total_pages", "totalPages")
    page = _whole(told, "page_number", "number")
    return FeedPage(
        items,
        page or 1,
        max(pages or 1, page or 1),
        total=_whole(told, "total_items", "totalElements"),
        counted=pages is not None,
        first=_said(told, "first_page", "first"),
        last=_said(told, "last_page", "last"),
    )


def _whole(told: Told, *names: str) -> int | None:
    """A count that it tells; None where it tells none, or one that no feed could have."""
    found = told.value(*names)
    return found if isinstance(found, int) and not isinstance(found, bool) and 0 <= found <= 10**9 else None


def _said(told: Told, *names: str) -> bool | None:
    found = told.value(*names)
    return found if isinstance(found, bool) else None
