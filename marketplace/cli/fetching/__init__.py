"""Reading feeds over HTTP: every address checked, every answer bounded, all of a feed or nothing."""

from marketplace.cli.fetching.asking import Asker
from marketplace.cli.fetching.bounds import BOUNDS, Bounds
from marketplace.cli.fetching.reading import Fetched, read_feed

__all__ = ["BOUNDS", "Asker", "Bounds", "Fetched", "read_feed"]
