"""``flask accounts first``: the first administrators of a fresh installation, invited by whoever operates it."""

import click
from flask import current_app
from flask.cli import AppGroup

from marketplace.cli.feeds import sentences
from marketplace.foundation import access, database
from marketplace.people.operations.founding import invite_first
from marketplace.people.rules.joining import LASTS, Purpose
from marketplace.webkit.allowing import clock

accounts = AppGroup("accounts", help="Who runs the back office of a fresh installation.")


@accounts.command("first")
@click.argument("emails", metavar="EMAIL EMAIL", nargs=-1, required=True)
@click.option("--name", default="Ownpath", show_default=True, help="What the platform is called, where it is new.")
def first(emails: tuple[str, ...], name: str) -> None:
    """Invite the first two administrators by e-mail; run again, letters that were not answered open nothing."""
    settings = current_app.extensions["ownpath.settings"]
    if not settings.mail_url and not settings.demo:
        raise click.ClickException("No letter can leave from here. Set OWNPATH_MAIL_URL, and run this again.")
    with sentences(), database.writing() as session:
        asked = invite_first(session, access.worker(clock()()), emails, name)
    for email in asked:
        click.echo(f"The worker sends a letter with a link to {email}. It works once, for {_days()} days.")
    click.echo("Each opens their own link, chooses a password, and sets up a second step: the back office needs one.")
    click.echo("Once both have, they give every further role in the back office: one proposes, the other agrees.")
    click.echo("If a letter is lost, run this again for those who are missing.")


def _days() -> int:
    return LASTS[Purpose.INVITATION].days
