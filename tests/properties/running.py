"""How many random histories are made: a few, always the same, in the suite; many, never the same, in a long run."""

import os
import sys
from random import SystemRandom
from typing import Any

from hypothesis import HealthCheck, seed, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

OPERATIONS = "OWNPATH_SIMULATE"  # about how many operations a long run makes of each kind of history
SEED = "OWNPATH_SEED"  # of a long run that is to be made again


def run(machine: type[RuleBasedStateMachine], examples: int, steps: int) -> None:
    """Make so many histories of up to so many operations; a long run has as many as it takes, and says its seed."""
    asked = int(os.environ.get(OPERATIONS, "0"))
    kept: dict[str, Any] = {"deadline": None, "database": None, "suppress_health_check": list(HealthCheck)}
    if not asked:
        told = settings(max_examples=examples, stateful_step_count=steps, derandomize=True, **kept)
        run_state_machine_as_test(machine, settings=told)
        return
    number = int(os.environ.get(SEED) or SystemRandom().randrange(10**9))
    sys.stdout.write(f"\n{machine.__module__}: about {asked:,} operations, {SEED}={number}\n")
    told = settings(max_examples=max(1, asked // steps), stateful_step_count=steps, **kept)
    run_state_machine_as_test(seed(number)(machine), settings=told)
