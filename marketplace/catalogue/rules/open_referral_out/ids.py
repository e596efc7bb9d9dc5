"""Ids of what has no id of its own here: derived from what does, so that they are the same after every deployment."""

from hashlib import sha1
from uuid import NAMESPACE_URL, UUID, uuid5

_FEED = uuid5(NAMESPACE_URL, "urn:ownpath:open-referral")
_SEED = _FEED.bytes
_PLACED = _FEED.int & (2**62 - 1)  # the part of an id that says neither its version nor its variant


def derived(kind: str, *parts: object) -> UUID:
    """The id of a nested record, from its kind and what makes it itself."""
    name = "/".join([kind, *map(str, parts)])
    return UUID(bytes=sha1(_SEED + name.encode(), usedforsecurity=False).digest()[:16], version=5)  # what uuid5 does


def at_place(record_id: UUID) -> UUID:
    """The id of an offer's one place from the offer's id; asked of that id, the offer's again."""
    return UUID(int=record_id.int ^ _PLACED)
