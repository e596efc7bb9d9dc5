"""Who asks: the kinds of actor, and that a day is London's for them too."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from marketplace.foundation import access
from marketplace.foundation.access import Actor, ActorKind, Power
from marketplace.foundation.errors import IllegalMove, KeyReused, Refusal

NIGHT = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize("make", [access.anonymous, access.worker, access.clock])
def test_nobody_without_an_account_has_a_power_or_is_signed_in(make: object) -> None:
    actor = make(NIGHT)  # type: ignore[operator]
    assert not actor.signed_in
    assert not any(actor.may(power) for power in Power)


def test_the_day_is_londons_and_moves_with_the_instant() -> None:
    actor = Actor(ActorKind.ACCOUNT, NIGHT, account_id=uuid4(), powers=frozenset({Power.SEE}))
    assert (actor.today, actor.at(NIGHT - timedelta(hours=1)).today) == (date(2026, 7, 1), date(2026, 6, 30))
    later = actor.at(NIGHT + timedelta(days=1))
    assert (later.account_id, later.powers, later.signed_in) == (actor.account_id, actor.powers, True)
    assert (later.may(Power.SEE), later.may(Power.SPEND)) == (True, False)


def test_a_refusal_says_its_sentence_and_its_field() -> None:
    assert (str(Refusal("No.", "ends")), Refusal("No.", "ends").field, Refusal("No.").field) == ("No.", "ends", None)
    assert isinstance(IllegalMove("No."), Refusal)
    assert "Open the page again" in KeyReused().message
