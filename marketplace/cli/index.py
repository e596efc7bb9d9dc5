"""``flask search rebuild``: fill a fresh index from the database, and swap it for the old one."""

import click
from flask.cli import AppGroup

from marketplace.foundation.clock import now
from search_index.worker import rebuild

index = AppGroup("search", help="The search index.")


@index.command("rebuild")
def rebuild_index() -> None:
    """Rebuild the search index; searches go on answering from the old one until the swap."""
    click.echo(f"The index holds {rebuild(now)} documents.")
