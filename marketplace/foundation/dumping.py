"""A whole database out and in, by PostgreSQL's own pg_dump and pg_restore."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, cast

from sqlalchemy import make_url, text
from sqlalchemy.orm import Session

from marketplace.foundation.embedded import program_folders

CHUNK = 2**20  # bytes that pass at a time
_LINES = 20  # of what a program complains of


class CannotDump(Exception):
    """A program is missing, too old, or failed; the message says which and why."""


def server_major(session: Session) -> int:
    """The major version of the server, such as 18."""
    return int(session.execute(text("SHOW server_version_num")).scalar_one()) // 10000


def _major(program: Path) -> int | None:
    """The major version of a program; None where it does not run."""
    try:
        ran = subprocess.run([str(program), "--version"], capture_output=True, text=True, check=False)
    except OSError:
        return None
    said = re.search(r"\) (\d+)", ran.stdout)
    return int(said[1]) if ran.returncode == 0 and said else None


def program(name: str, server: int) -> Path:
    """The oldest program of a name that is not older than a server's major version. Raises CannotDump."""
    folders = [*program_folders(), *(Path(found).parent for found in [shutil.which(name)] if found)]
    found = {folder / name: _major(folder / name) for folder in folders}
    fit = [(major, path) for path, major in found.items() if major is not None and major >= server]
    if fit:
        return min(fit)[1]
    there = ", ".join(sorted({str(major) for major in found.values() if major})) or "none"
    raise CannotDump(
        f"The server is PostgreSQL {server}, and {name} must not be older; found here: {there}. "
        f"Install PostgreSQL {server}'s client programs (on Debian: postgresql-client-{server})."
    )


def _reached(url: str) -> tuple[str, dict[str, str]]:
    """A database's address for a program, and its environment: a password never shows in the list of processes."""
    made = make_url(url)
    environment = dict(os.environ)
    if made.password:
        environment["PGPASSWORD"] = str(made.password)
    bare = made.set(drivername="postgresql", password=None)  # type: ignore[arg-type]
    return bare.render_as_string(hide_password=False), environment


def dump(url: str, server: int, snapshot: str) -> Iterator[bytes]:
    """The database as it is in an exported snapshot, in pg_dump's custom format. Raises CannotDump."""
    address, environment = _reached(url)
    command = [
        str(program("pg_dump", server)), "--format=custom", "--no-owner", "--no-privileges", "--no-comments",
        f"--snapshot={snapshot}", f"--dbname={address}",
    ]  # fmt: skip
    with tempfile.TemporaryFile() as said:
        running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=said, env=environment)
        out = cast(IO[bytes], running.stdout)
        try:
            while some := out.read(CHUNK):
                yield some
        finally:
            out.close()
            ended = running.wait()
        if ended:
            raise CannotDump(f"pg_dump failed: {_complaint(said)}")


def load(url: str, server: int, chunks: Iterable[bytes]) -> None:
    """Load a dump into an empty database, in one transaction: all of it or nothing. Raises CannotDump."""
    address, environment = _reached(url)
    command = [
        str(program("pg_restore", server)), "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges",
        f"--dbname={address}",
    ]  # fmt: skip
    with tempfile.TemporaryFile() as said:
        running = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=said, stderr=said, env=environment)
        try:
            with cast(IO[bytes], running.stdin) as into:
                for some in chunks:
                    into.write(some)
        except BrokenPipeError:
            pass  # it gave up, and says why
        finally:
            ended = running.wait()
        if ended:
            raise CannotDump(f"pg_restore failed: {_complaint(said)}")


def _complaint(said: IO[bytes]) -> str:
    """The last that a program said."""
    said.seek(0)
    lines = said.read().decode(errors="replace").strip().splitlines()
    return " ".join(line.strip() for line in lines[-_LINES:]) or "it did not say why"
