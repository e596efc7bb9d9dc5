"""Commands of accreditation: a funder stands by a provider, and no longer does."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

import click
from flask.cli import AppGroup

from marketplace.catalogue import operations as catalogue
from marketplace.catalogue.operations import AccreditationRequest
from marketplace.catalogue.queries import accreditations
from marketplace.cli.feeds import sentences
from marketplace.foundation import access, database
from marketplace.foundation.errors import NotFound
from marketplace.people.queries import organisations_called
from marketplace.people.rules import FUNDERS, OrganisationKind
from marketplace.webkit.allowing import clock

DAY = click.DateTime(["%Y-%m-%d"])

accreditation = AppGroup("accreditation", help="Which funder stands by which provider.")


def _organisation(name: str, kinds: Iterable[OrganisationKind], what: str) -> UUID:
    """The one organisation of some kinds by this name, or with this id. Raises ClickException."""
    with database.reading() as session:
        found = organisations_called(session, access.worker(clock()()), name, kinds)
    if len(found) == 1:
        return found[0].id
    try:
        return UUID(name)
    except ValueError:
        pass
    if found:
        ids = ", ".join(str(each.id) for each in found)
        raise click.ClickException(f"There are {len(found)} called {name}. Give the id of one: {ids}.")
    raise click.ClickException(f"There is no {what} called {name}. Give its name as it is on its page, or its id.")


def _day(given: datetime | None) -> date:
    return given.date() if given else access.worker(clock()()).today


@accreditation.command("add")
@click.argument("provider")
@click.argument("funder")
@click.option("--from", "starts", type=DAY, help="The first day.  [default: today]")
@click.option("--until", type=DAY, help="The last day.  [default: until it is ended]")
def add(provider: str, funder: str, starts: datetime | None, until: datetime | None) -> None:
    """FUNDER accredits PROVIDER: each by its name or its id."""
    request = AccreditationRequest(
        _organisation(provider, [OrganisationKind.PROVIDER], "provider"),
        _organisation(funder, FUNDERS, "funder"),
        _day(starts),
        until.date() if until else None,
    )
    with sentences(), database.writing() as session:
        accreditation_id = catalogue.accredit(session, access.worker(clock()()), request)
    click.echo(f"{provider} is accredited by {funder} from {request.starts:%-d %B %Y}: {accreditation_id}.")


@accreditation.command("end")
@click.argument("accreditation_id", type=click.UUID)
@click.option("--on", type=DAY, help="The last day.  [default: today]")
@click.option("--why", default="", help="What goes into the audit trail.")
def end(accreditation_id: UUID, on: datetime | None, why: str) -> None:
    """ACCREDITATION_ID ends, with its last day inside."""
    ends = _day(on)
    with sentences(), database.writing() as session:
        try:
            catalogue.end_accreditation(session, access.worker(clock()()), accreditation_id, ends, why)
        except NotFound:
            raise click.ClickException("There is no accreditation by that id. `list` shows them.") from None
    click.echo(f"It ends on {ends:%-d %B %Y}.")


@accreditation.command("list")
def show() -> None:
    """Say which accreditations hold today or will."""
    with database.reading() as session:
        rows = accreditations(session, access.worker(clock()()))
    for row in rows:
        until = f" to {row.ends:%-d %B %Y}" if row.ends else ""
        click.echo(f"{row.id}  {row.provider}  by {row.funder}  from {row.starts:%-d %B %Y}{until}")
    if not rows:
        click.echo("There is none.")
