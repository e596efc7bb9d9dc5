"""Routes of deputies and authorised persons, and of the papers they act on."""

import io
from typing import Any

from tests.house_rules.record import Record
from tests.pictures import photo

_ROBIN = {"person_id": "person"}
_DEE = _ROBIN | {"mandate_id": "deputy"}


def paper() -> tuple[io.BytesIO, str]:
    """A picture of a paper, as a browser sends it."""
    return io.BytesIO(photo()), "paper.jpg"


_PAPER: dict[str, Any] = {
    "kind": "authorised",
    "email": "dee.before@example.org",
    "reference": "Care 12",
    "dated": ["1", "3", "2026"],
    "ends": ["", "", ""],
    "picture": paper,
}

RECORDS = {
    "commissioner_desk.deputy_list": Record("commissioner", _ROBIN, status=200),
    "commissioner_desk.deputy_new": Record("commissioner", _ROBIN, status=200),
    "commissioner_desk.deputy_appoint": Record(
        "commissioner", _ROBIN, _PAPER, form_ids={"account_ids": "direct_account"}
    ),
    "commissioner_desk.deputy_show": Record("commissioner", _DEE, status=200),
    "commissioner_desk.deputy_ending": Record("commissioner", _DEE, status=200),
    "commissioner_desk.deputy_end": Record("commissioner", _DEE),
    "commissioner_desk.evidence_show": Record("commissioner", _DEE, status=200),
}
OTHERS: dict[str, frozenset[str]] = {}
