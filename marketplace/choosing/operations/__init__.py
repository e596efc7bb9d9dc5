"""Every write of choosing."""

from marketplace.choosing.operations.lists import (
    ListRequest,
    SaveRequest,
    end,
    note,
    renew,
    save,
    start,
    take_out,
)
from marketplace.choosing.operations.sharing import share, unshare

__all__ = [
    "ListRequest",
    "SaveRequest",
    "end",
    "note",
    "renew",
    "save",
    "share",
    "start",
    "take_out",
    "unshare",
]
