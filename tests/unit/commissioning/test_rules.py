"""Which state of a request follows which."""

from itertools import product

import pytest

from marketplace.commissioning.rules import GapState, next_state
from marketplace.foundation.errors import IllegalMove

ALLOWED = {
    (GapState.OPEN, GapState.ANSWERED),
    (GapState.OPEN, GapState.WITHDRAWN),
    (GapState.ANSWERED, GapState.WITHDRAWN),
}


@pytest.mark.parametrize(("was", "asked"), list(product(GapState, GapState)))
def test_only_some_states_follow(was: GapState, asked: GapState) -> None:
    if (was, asked) in ALLOWED:
        assert next_state(was, asked) is asked
    else:
        with pytest.raises(IllegalMove, match="already"):
            next_state(was, asked)
