"""``flask ledger verify``: recompute every balance from the entries alone, and name what does not agree."""

import click
from flask.cli import AppGroup

from marketplace.budgets.queries import findings as of_ledger
from marketplace.foundation import access, database
from marketplace.foundation.clock import now
from marketplace.purchasing.queries import findings as of_orders

ledger = AppGroup("ledger", help="The ledger.")


@ledger.command("verify")
def verify() -> None:
    """Check that money, orders and places agree; ends with 1 when they do not."""
    actor = access.worker(now())
    with database.reading() as session:
        found = [*of_ledger(session, actor), *of_orders(session, actor)]
    for line in found:
        click.echo(line)
    if found:
        raise click.ClickException(f"{len(found)} things do not agree.")
    click.echo("Everything agrees.")
