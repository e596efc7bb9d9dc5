"""The face of whoever operates the product: its commands."""

from marketplace.cli.accounts import accounts
from marketplace.cli.accreditation import accreditation
from marketplace.cli.backing_up import backup, restore
from marketplace.cli.feeds import feeds
from marketplace.cli.index import index
from marketplace.cli.keys import keys
from marketplace.cli.ledger import ledger
from marketplace.cli.work import worker
from marketplace.webkit.face import Face

FACE = Face(commands=(accounts, worker, ledger, index, feeds, accreditation, backup, restore, keys))

__all__ = ["FACE"]
