"""Reads of every organisation, for the back office."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.foundation.access import Actor, Power
from marketplace.foundation.errors import NotFound
from marketplace.people.models import Organisation
from marketplace.people.queries.people import OrganisationRow


def organisations_to_staff(session: Session, actor: Actor) -> list[OrganisationRow]:
    """Every organisation, by name. Raises NotFound unless the back office asks."""
    if not actor.may(Power.ADMINISTER):
        raise NotFound
    columns = (getattr(Organisation, name) for name in OrganisationRow.__dataclass_fields__)
    rows = session.execute(select(*columns).order_by(Organisation.name, Organisation.id))
    return [OrganisationRow(*row) for row in rows]
