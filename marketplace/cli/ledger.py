"""``flask ledger verify``: recompute every balance from the entries alone, and name what does not agree."""

import click
from flask.cli import AppGroup

from marketplace.budgets.queries import findings as of_ledger
from marketplace.foundation import access, database
from marketplace.foundation.clock import now
from marketplace.purchasing.queries import findings as of_orders

ledger = AppGroup("ledger", help="The ledger.")


def disagreements() -> list[str]:
    """What does not agree, each in a line."""
    actor = access.worker(now())
    with database.reading() as session:
        return [*of_ledger(session, actor), *of_orders(session, actor)]


@ledger.command("verify")
def verify() -> None:
    """Check that money, orders and places agree; ends with 1 when they do not."""
    found = disagreements()
    for line in found:
        click.echo(line)
    if found:
        raise click.ClickException(f"{len(found)} things do not agree.")
    click.echo("Everything agrees.")
