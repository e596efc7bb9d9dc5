"""``make demo``: a database of its own with the demo world, the web processes and the worker; Ctrl-C ends them."""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Generator, Mapping
from contextlib import contextmanager, nullcontext
from datetime import datetime
from pathlib import Path
from types import FrameType

import click
import psycopg
from psycopg import sql
from pydantic import ValidationError

from marketplace.catalogue.operations import INDEX
from marketplace.cli.jobs import handlers
from marketplace.demo import world
from marketplace.foundation import database, outbox, passwords, schema, sealing
from marketplace.foundation.clock import civil, now
from marketplace.foundation.embedded import CannotStart, Cluster, forget, is_running
from marketplace.settings import ROOT, Settings
from search_index.worker import rebuild

NAME = "ownpath"
MAKING = "ownpath_making"
HOST = "127.0.0.1"
NEED_BYTES = 300 * 2**20
READY_SECONDS = 60
STOP_SECONDS = 15
BIN = Path(sys.executable).parent


class Missing(click.ClickException):
    """Something that the demo needs is not there; the message says what to do."""


class Stopped(Exception):
    """Somebody asked the demo to end."""


def _check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            raise Missing(
                f"Port {port} is taken by another program. End it, or choose another port, such as: PORT=8001 make demo"
            ) from None


def _check_disk(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as failure:
        raise Missing(f"{folder} cannot be made ({failure.strerror}). Set OWNPATH_DATA to a folder of yours.") from None
    if not os.access(folder, os.W_OK):
        raise Missing(f"{folder} cannot be written to. Set OWNPATH_DATA to a folder of yours.")
    free = shutil.disk_usage(folder).free
    if free < NEED_BYTES:
        raise Missing(f"Only {free // 2**20} MiB of disk is free in {folder}. Make some room: the demo needs 300 MiB.")


def _secret(folder: Path) -> str:
    """The key that signs sign-ins, made once and kept beside the data, for its owner's eyes only."""
    kept = folder / "secret-key"
    if not kept.exists():
        kept.touch(0o600)
        kept.write_text(secrets.token_urlsafe(48))
    return kept.read_text()


def _has_database(cluster: Cluster, name: str) -> bool:
    with psycopg.connect(cluster.url, autocommit=True) as connection:
        return connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def _own_database(cluster: Cluster, secret: str) -> str:
    """The demo's database, with its world in it. It is made under another name, and renamed when it is whole."""
    if not _has_database(cluster, NAME):
        with psycopg.connect(cluster.url, autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(MAKING)))
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(MAKING)))
            # a database that counts only once it is whole need not wait for the disk at every step
            quick = sql.SQL("ALTER DATABASE {} SET synchronous_commit TO off")
            connection.execute(quick.format(sql.Identifier(MAKING)))
        make_world(cluster.database_url(MAKING), secret)
        with psycopg.connect(cluster.url, autocommit=True) as connection:
            connection.execute(sql.SQL("ALTER DATABASE {} RESET ALL").format(sql.Identifier(MAKING)))
            renamed = sql.SQL("ALTER DATABASE {} RENAME TO {}")
            connection.execute(renamed.format(sql.Identifier(MAKING), sql.Identifier(NAME)))
    url = cluster.database_url(NAME)
    schema.migrate(url)
    return url


def _given_database(url: str, secret: str) -> str:
    """A database that DATABASE_URL names: migrated, and given the world when it is empty."""
    try:
        with psycopg.connect(url) as connection:
            made = connection.execute("SELECT to_regclass('account') IS NOT NULL").fetchone()
            begun = bool(made and made[0]) and connection.execute("SELECT 1 FROM account LIMIT 1").fetchone()
            guests = [guest.email for guest in world.GUIDE]
            ours = begun and connection.execute("SELECT 1 FROM account WHERE email = ANY(%s)", [guests]).fetchone()
            whole = begun and connection.execute("SELECT 1 FROM search_live LIMIT 1").fetchone()
    except psycopg.OperationalError as failure:
        raise Missing(f"The database that DATABASE_URL names does not answer: {failure}") from None
    if begun and not ours:
        raise Missing("The database that DATABASE_URL names is in use, and holds no demo. Name an empty one.")
    if begun and not whole:
        raise Missing("The database that DATABASE_URL names holds a half-made demo world. Empty it, and start again.")
    if begun:
        schema.migrate(url)
    else:
        make_world(url, secret)
    return url


def _settings() -> Settings:
    """The settings of the environment, with the address that the demo is served at, and no mail server."""
    try:
        settings = Settings()
    except ValidationError as wrong:
        first = wrong.errors()[0]
        raise Missing(f"{first['loc'][0]} is set to {first['input']!r}: {first['msg'].lower()}.") from None
    return settings.model_copy(update={"public_url": f"http://{HOST}:{settings.port}", "mail_url": "", "demo": True})


def make_world(url: str, secret: str, *, told: bool = True) -> None:
    """Migrate an empty database and make the demo world in it, with a progress bar, for processes with a secret.

    Unless people are told what happens, there is no worker, and so neither notices nor letters.
    """
    click.echo("Making the demo world. This happens once.")
    schema.migrate(url)
    engine = database.connect(url)
    settings = _settings()
    passwords.configure(settings.argon2_memory_kib, settings.argon2_rounds)
    sealing.configure([secret])

    def work(instant: datetime) -> None:
        does = {**handlers(settings, lambda: instant), INDEX: lambda _payload: None}  # the whole index is made after
        outbox.work(does, lambda: instant)

    with click.progressbar(length=100, label="  People, offers, orders") as bar:
        done = 0

        def progress(made: int, total: int) -> None:
            nonlocal done
            bar.update(100 * made // total - done)
            done = 100 * made // total

        world.make(civil(now()), progress, work if told else None)
    rebuild(now)
    engine.dispose()


@contextmanager
def _children(environment: Mapping[str, str], port: int) -> Generator[list[subprocess.Popen[bytes]]]:
    """The web processes and the worker, ended by their ids when the block ends."""
    commands = (
        [str(BIN / "gunicorn"), "wsgi:app", "--bind", f"{HOST}:{port}", "--worker-class", "gthread", "--workers", "2",
         "--threads", "4", "--no-control-socket", "--log-level", "warning"],
        [str(BIN / "flask"), "--app", "wsgi", "worker"],
    )  # fmt: skip
    running: list[subprocess.Popen[bytes]] = []
    try:
        running += [
            subprocess.Popen(command, cwd=ROOT, env=dict(environment), start_new_session=True) for command in commands
        ]
        yield running
    finally:
        for process in running:
            process.terminate()
        for process in running:
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait_until_ready(port: int, running: list[subprocess.Popen[bytes]]) -> None:
    ends = time.monotonic() + READY_SECONDS
    while time.monotonic() < ends:
        _check_alive(running)
        try:
            with urllib.request.urlopen(f"http://{HOST}:{port}/ready", timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    raise Missing("The product did not become ready in a minute. The lines above say why.")


def _check_alive(running: list[subprocess.Popen[bytes]]) -> None:
    for name, process in zip(("The web server", "The worker"), running, strict=False):
        if process.poll() is not None:
            raise Missing(f"{name} ended by itself. The lines above say why.")


def _say(port: int) -> None:
    click.echo(f"\nOwnpath runs at http://{HOST}:{port}/   (Ctrl-C ends it)\n")
    click.echo(f"Everybody is made up. The password of all of them is: {world.PASSWORD}\n")
    for guest in world.GUIDE:
        click.echo(f"  {guest.email:<34} {guest.name}: {guest.what}")
    click.echo("\nWhoever works for an organisation also gives a code. The guide shows it beside their name.")
    click.echo(f"The same list, and the mail that was sent: http://{HOST}:{port}/demo\n")


def _stop(_sign: int, _frame: FrameType | None) -> None:
    """Ask for the end once; asking again does not disturb it."""
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, signal.SIG_IGN)
    raise Stopped


@click.group()
def main() -> None:
    """Run the demo."""


@main.command()
def run() -> None:
    """Start everything, and keep it running until told to stop."""
    settings = _settings()
    _check_port(settings.port)
    _check_disk(settings.data)
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, _stop)
    try:
        with nullcontext() if settings.database_url else Cluster(settings.data / "postgres") as cluster:
            secret = _secret(settings.data)
            url = _own_database(cluster, secret) if cluster else _given_database(settings.database_url, secret)
            environment = os.environ | {
                "DATABASE_URL": url,
                "OWNPATH_SECRET_KEY": secret,
                "OWNPATH_PUBLIC_URL": settings.public_url,
                "OWNPATH_MAIL_URL": "",  # no mail of the demo leaves the machine
                "OWNPATH_DEMO": "1",
                "OWNPATH_LOG_LEVEL": os.environ.get("OWNPATH_LOG_LEVEL", "WARNING"),
            }
            with _children(environment, settings.port) as running:
                _wait_until_ready(settings.port, running)
                _say(settings.port)
                while True:
                    time.sleep(1)
                    _check_alive(running)
    except Stopped:
        click.echo("\nEverything is stopped. `make demo` finds your data again.")
    except CannotStart as failure:
        raise Missing(str(failure)) from None


@main.command()
def reset() -> None:
    """Remove the demo's data, so that the next start makes a fresh world."""
    settings = _settings()
    if settings.database_url:
        raise Missing("DATABASE_URL is set, and the demo does not empty a database of yours. Empty it yourself.")
    folder = settings.data / "postgres"
    if is_running(folder):
        raise Missing("The demo seems to be running. End it with Ctrl-C first.")
    forget(folder)
    click.echo("The demo's data are gone. `make demo` makes a fresh world.")


if __name__ == "__main__":
    main()
