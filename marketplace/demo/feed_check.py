"""``make feed-check``: the product with the demo world on a port that the system gives, and a checker against it."""

import logging
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from threading import Thread

import click
from werkzeug.serving import make_server

from marketplace.demo.runner import HOST, Missing, make_world
from marketplace.foundation.embedded import CannotStart, Cluster
from marketplace.settings import ROOT

FEED = "/openreferral/v3"
MOST = "100000"  # pages and records: all of them


@click.command()
@click.argument("checker", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def main(checker: Path) -> None:
    """Run CHECKER against the feed, and end with its exit code."""
    folder = Path(tempfile.mkdtemp(prefix="ownpath-feed-", dir="/tmp"))
    try:
        with Cluster(folder, durable=False) as cluster:
            code = _checked(checker.resolve(), cluster.database_url("postgres"))
    except CannotStart as failure:
        raise Missing(str(failure)) from None
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(code)


def _checked(checker: Path, url: str) -> int:
    """The checker's exit code, with the product running while it looks."""
    secret = secrets.token_urlsafe(48)
    make_world(url, secret, told=False)  # nothing of it is in the feed
    os.environ |= {"DATABASE_URL": url, "OWNPATH_SECRET_KEY": secret, "OWNPATH_DEMO": "1"}
    os.environ |= {"OWNPATH_LOG_LEVEL": "ERROR", "OWNPATH_PUBLIC_URL": "", "OWNPATH_MAIL_URL": ""}
    from wsgi import app  # noqa: PLC0415 - it reads the environment that was set just now

    logging.getLogger("werkzeug").setLevel(logging.ERROR)  # not a line for each request
    server = make_server(HOST, 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    address = f"http://{HOST}:{server.server_port}{FEED}"
    command = [sys.executable, str(checker), address, "--optional", "--max-pages", MOST, "--max-services", MOST]
    try:
        return subprocess.run(command, cwd=ROOT, check=False).returncode
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


if __name__ == "__main__":
    main()
