"""Web servers and the worker as they run in production, on Unix sockets, and a client that keeps its connection."""

import http.client
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

from marketplace.settings import ROOT

BIN = Path(sys.executable).parent
READY_SECONDS = 60
STOP_SECONDS = 15


class DidNotStart(Exception):
    """A process ended or did not become ready; the message has what it said."""


class _Connection(http.client.HTTPConnection):
    """HTTP over a Unix socket."""

    def __init__(self, path: Path) -> None:
        super().__init__("localhost", timeout=30)
        self.path = path

    def connect(self) -> None:
        """Open the socket."""
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(str(self.path))


class Client:
    """One client with one connection."""

    def __init__(self, path: Path) -> None:
        self._connection = _Connection(path)

    def get(self, address: str, headers: Mapping[str, str] = MappingProxyType({})) -> tuple[float, str]:
        """How many seconds a page took from the request to its last byte, and its text. It must be a 200."""
        began = time.perf_counter()
        self._connection.request("GET", address, headers=dict(headers))
        answer = self._connection.getresponse()
        body = answer.read()
        took = time.perf_counter() - began
        if answer.status != 200:
            raise DidNotStart(f"{address} answered {answer.status}: {body[-500:]!r}")
        return took, body.decode()

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


def environment(url: str) -> Mapping[str, str]:
    """What the product's processes find in their environment: production's settings, and this database."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("OWNPATH_")}
    return kept | {
        "DATABASE_URL": url,
        "OWNPATH_SECRET_KEY": secrets.token_urlsafe(32),
        "OWNPATH_PUBLIC_URL": "http://bench.invalid",
    }


@contextmanager
def running(command: list[str], url: str, log: Path) -> Generator[subprocess.Popen[bytes]]:
    """A process of the product, ended by its id when the block ends."""
    with log.open("wb") as file:
        process = subprocess.Popen(command, cwd=ROOT, env=environment(url), stdout=file, stderr=file)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def serving(app: str, url: str) -> Generator[Client]:
    """A gunicorn with one worker of four threads, as in production, and a client of it."""
    with tempfile.TemporaryDirectory(prefix="ownpath-bench-", dir="/tmp") as folder:
        path, log = Path(folder) / "web", Path(folder) / "log"
        command = [
            str(BIN / "gunicorn"), app, "--bind", f"unix:{path}", "--worker-class", "gthread", "--workers", "1",
            "--threads", "4", "--keep-alive", "60", "--no-control-socket", "--log-level", "warning",
        ]  # fmt: skip
        with running(command, url, log) as process:
            _wait(process, path, log)
            client = Client(path)
            try:
                yield client
            finally:
                client.close()


def _wait(process: subprocess.Popen[bytes], path: Path, log: Path) -> None:
    ends = time.monotonic() + READY_SECONDS
    while time.monotonic() < ends and process.poll() is None:
        client = Client(path)
        try:
            client.get("/health")
        except OSError:
            time.sleep(0.1)
        else:
            return
        finally:
            client.close()
    raise DidNotStart(f"{process.args} did not start:\n{log.read_text(errors='replace')[-3000:]}")


def worker() -> list[str]:
    """The command of the worker."""
    return [str(BIN / "flask"), "--app", "wsgi", "worker"]
