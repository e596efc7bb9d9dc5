"""``python -m bench``: build the data, measure everything, print a table and write bench/results.json."""

import argparse
import signal
import sys
from collections.abc import Callable
from functools import partial

from bench import edits, feed, orders, pages, rebuilding, scale, search
from bench.ground import Ground, ground
from bench.quality import measure as quality
from bench.report import RESULTS, Figure, show, write
from bench.sizes import FULL, QUICK

BENCHMARKS: dict[str, Callable[[Ground], list[Figure]]] = {
    "search_page": search.measure,
    "feed_page": feed.measure,
    "search_five": scale.measure,
    "as_you_type": scale.measure_typing,
    "rebuild": rebuilding.measure,
    "order_one": orders.measure_one,
    "order_six": orders.measure_six,
    "order_split": orders.measure_split,
    "edit_to_found": edits.measure,
    "signed_in_pages": pages.measure,
    "quality": quality.measure,
}


def main() -> int:
    """Run what is asked for; 1 when a figure is over its limit."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure the product beside its floors.")
    parser.add_argument("--only", choices=BENCHMARKS, action="append", help="measure this one; may be given again")
    parser.add_argument("--quick", action="store_true", help="small data and few operations, to try the benchmarks")
    parser.add_argument("--held-out", action="store_true", help="the quality of what is held out too; not for tuning")
    asked = parser.parse_args()
    held_out = asked.held_out or not asked.only
    benchmarks = BENCHMARKS | {"quality": partial(quality.measure, held_out=held_out)}
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that everything that was started is ended
    figures: list[Figure] = []
    try:
        with ground(QUICK if asked.quick else FULL) as made:
            for name in asked.only or BENCHMARKS:
                print(f"\n{name}", flush=True)
                figures += benchmarks[name](made)
    finally:  # what was measured is not lost when a later benchmark fails
        show(figures)
        write(figures)
    over = [figure.name for figure in figures if figure.over]
    print(f"\n{len(figures)} figures in {RESULTS.name}, {len(over)} over their limit.")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
