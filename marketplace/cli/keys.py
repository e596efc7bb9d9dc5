"""``flask keys renew``: seal afresh, under the newest secret, what is stored under an older one."""

import click
from flask.cli import AppGroup

from marketplace.foundation import access, database
from marketplace.foundation.clock import now
from marketplace.keeping import operations as keeping
from marketplace.keeping.operations import Sealed

keys = AppGroup("keys", help="The secrets that sign and seal.")


@keys.command("renew")
def renew() -> None:
    """Seal everything stored afresh; ends with 1 when something does not open. Run again, it does the same again."""
    lost = 0
    for kept in keeping.SEALED:
        renewed, unread = _renew(kept)
        click.echo(f"{kept.table}.{kept.column}: {renewed} sealed afresh, {unread} could not be opened.")
        lost += unread
    if lost:
        raise click.ClickException(
            f"{lost} were sealed under a secret that is not named any more, and stay as they are. "
            "Name it in OWNPATH_SECRET_KEYS_BEFORE and run this again."
        )
    click.echo("All that is stored is sealed under OWNPATH_SECRET_KEY alone.")


def _renew(kept: Sealed) -> tuple[int, int]:
    """Batch by batch, each in a transaction of its own; how many were renewed, and how many could not be opened."""
    renewed = unread = 0
    last = None
    while True:
        with database.writing() as session:
            done, missed, last = keeping.renew(session, access.worker(now()), kept, last)
        if last is None:
            return renewed, unread
        renewed, unread = renewed + done, unread + missed
