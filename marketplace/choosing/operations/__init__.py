"""Every write of choosing."""

from marketplace.choosing.operations.lists import (
    ListRequest,
    SaveRequest,
    begin,
    end,
    note,
    renew,
    save,
    take_out,
)
from marketplace.choosing.operations.sharing import share, unshare

__all__ = [
    "ListRequest",
    "SaveRequest",
    "begin",
    "end",
    "note",
    "renew",
    "save",
    "share",
    "take_out",
    "unshare",
]
