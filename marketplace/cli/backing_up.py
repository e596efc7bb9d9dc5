"""``flask backup`` and ``flask restore``: the whole database into one file, and back into an empty one."""

import tomllib
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from marketplace.cli.ledger import disagreements
from marketplace.foundation import backups, database, dumping, restoring, schema
from marketplace.foundation.backups import BadBackup, Manifest
from marketplace.foundation.clock import now
from marketplace.foundation.dumping import CannotDump
from marketplace.settings import ROOT, Settings
from search_index.meilisearch import NoAnswer
from search_index.worker import rebuild

FILE = click.Path(dir_okay=False, path_type=Path)
HALF = (
    "This database is half restored: an earlier restore did not finish. Drop it, make an empty one, and restore again."
)


def _settings() -> Settings:
    return current_app.extensions["ownpath.settings"]


@contextmanager
def _plainly() -> Generator[None]:
    """Say in a sentence what went wrong."""
    try:
        yield
    except (CannotDump, BadBackup) as failure:
        raise click.ClickException(str(failure)) from failure
    except FileExistsError:
        raise click.ClickException("There is a file of that name already. Choose another name.") from None
    except OSError as failure:
        raise click.ClickException(f"The file cannot be written: {failure.strerror}.") from failure
    except database.UNAVAILABLE as failure:
        raise click.ClickException("The database does not answer.") from failure


def _product() -> str:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]


@click.command("backup")
@click.argument("file", type=FILE)
@with_appcontext
def backup(file: Path) -> None:
    """Write the whole database into FILE; people can go on working meanwhile."""
    settings = _settings()
    with _plainly(), database.reading() as session:
        snapshot = restoring.export_snapshot(session)
        if restoring.is_marked(session):
            raise click.ClickException(HALF)
        server, revision, tables = dumping.server_major(session), schema.revision(session), restoring.counts(session)

        def describe(size: int, sha256: str, salt: str) -> Manifest:
            return Manifest(backups.FORMAT, _product(), revision, now().isoformat(), server, tables, size, sha256, salt)

        chunks = dumping.dump(settings.database_url, server, snapshot)
        made = backups.write(file, settings.backup_passphrase.get_secret_value(), chunks, describe)
    rows = sum(tables.values())
    sealed = "sealed with your passphrase" if made.salt else "not sealed: keep it where nobody else reads it"
    click.echo(f"{len(tables)} tables, {rows:,} rows, {made.size:,} bytes; {sealed}.")


@click.command("restore")
@click.argument("file", type=FILE)
@with_appcontext
def restore(file: Path) -> None:
    """Bring FILE back into the database that DATABASE_URL names, which must be empty."""
    settings = _settings()
    passphrase = settings.backup_passphrase.get_secret_value()
    with _plainly():
        manifest = backups.read(file)
        backups.check_passphrase(file, manifest, passphrase)
        server = _check(manifest)
        with database.writing() as session:
            restoring.mark(session)
        dumping.load(settings.database_url, server, backups.dumped(file, manifest, passphrase))
        _finish(manifest, settings)
    click.echo(f"{sum(manifest.tables.values()):,} rows of {manifest.made_at:.16} are back, and everything agrees.")


def _check(manifest: Manifest) -> int:
    """The server's major version. Raises ClickException where the backup does not fit the code or the database."""
    if not schema.knows(manifest.revision):
        raise click.ClickException(
            f"This backup was made by Ownpath {manifest.product}, whose schema {manifest.revision} this code does not "
            "know. Install that version or a newer one first."
        )
    with database.reading() as session:
        held, marked = restoring.holds_anything(session), restoring.is_marked(session)
        server = dumping.server_major(session)
    if held:
        raise click.ClickException(
            HALF if marked else "This database is not empty. Make an empty one, and name it in DATABASE_URL."
        )
    if server < manifest.server:
        raise click.ClickException(
            f"This backup comes from PostgreSQL {manifest.server}, and the server is {server}, which is older."
        )
    return server


def _finish(manifest: Manifest, settings: Settings) -> None:
    """Check what was loaded, bring it up to date, and only then let it be served. Raises ClickException."""
    with database.reading() as session:
        loaded = restoring.counts(session)
    if loaded != manifest.tables:
        names = sorted(name for name in {*loaded, *manifest.tables} if loaded.get(name) != manifest.tables.get(name))
        raise click.ClickException(f"Rows are missing or too many in {', '.join(names)}. {HALF}")
    schema.migrate(settings.database_url)
    if found := disagreements():
        raise click.ClickException("\n".join([*found, f"{len(found)} things do not agree. {HALF}"]))
    try:
        rebuild(now)
    except NoAnswer as failure:
        click.echo(f"Meilisearch was not filled: {failure}. The index in the database is whole.", err=True)
    with database.writing() as session:
        restoring.unmark(session)
