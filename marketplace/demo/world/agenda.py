"""What happens in the demo world: steps at their instants, taken one after the other."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

Progress = Callable[[int, int], None]  # done, of how many
Work = Callable[[datetime], object]  # the worker does what is due at an instant

LATER = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happens at an instant (UTC)."""

    at: datetime
    do: Callable[[], None]


def run(steps: Iterable[Step], progress: Progress, work: Work | None) -> None:
    """Take the steps by their instants, those of one instant in the order given; the worker follows each instant."""
    ordered = sorted(steps, key=lambda step: step.at)
    for done, step in enumerate(ordered, 1):
        step.do()
        if work and (done == len(ordered) or ordered[done].at > step.at):
            work(step.at + LATER)
        progress(done, len(ordered))
