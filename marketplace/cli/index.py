"""``flask search rebuild``: fill a fresh index from the database, and swap it for the old one."""

import click
from flask.cli import AppGroup

from marketplace.foundation.clock import now
from search_index.breaker import Name
from search_index.meilisearch import NoAnswer
from search_index.worker import NotInUse, rebuild

index = AppGroup("search", help="The search index.")


@index.command("rebuild")
@click.option(
    "--engine",
    type=click.Choice([name.value for name in Name]),
    help="The engine to fill; unless named, all that are in use.",
)
def rebuild_index(engine: str | None) -> None:
    """Rebuild the search index; searches go on answering from the old one until the swap."""
    try:
        held = rebuild(now, Name(engine) if engine else None)
    except NotInUse as refusal:
        raise click.BadParameter("it is not in use: MEILISEARCH_URL is not set.") from refusal
    except NoAnswer as failure:
        raise click.ClickException(
            f"Meilisearch was not filled: {failure}. The index in the database is whole."
        ) from failure
    click.echo(f"The index holds {held} documents.")
