"""Alembic's environment: which tables there are, and the connection to use."""

from alembic import context
from sqlalchemy import Connection, create_engine

import marketplace.budgets.models
import marketplace.catalogue.models
import marketplace.choosing.models
import marketplace.commissioning.models
import marketplace.foundation.models
import marketplace.keeping.models
import marketplace.people.models
import marketplace.plans.models
import marketplace.purchasing.models
import marketplace.voice.models
import search_index.models
from marketplace.foundation.database import Base
from marketplace.settings import Settings

MODELS = (
    marketplace.foundation.models,
    marketplace.people.models,
    marketplace.catalogue.models,
    marketplace.choosing.models,
    marketplace.budgets.models,
    marketplace.plans.models,
    marketplace.purchasing.models,
    marketplace.voice.models,
    marketplace.commissioning.models,
    marketplace.keeping.models,
    search_index.models,
)


def run(connection: Connection) -> None:
    """Bring the schema up to date, each migration in a transaction of its own."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        compare_type=True,
        compare_server_default=True,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with create_engine(Settings().database_url).connect() as opened:
        run(opened)
        opened.commit()
