"""Stylesheets, scripts and fonts: ours, and those that the package registry brought to node_modules."""

import hashlib
from functools import cache
from pathlib import Path

from flask import Blueprint, Flask, url_for

from marketplace.settings import ROOT

NODE = ROOT / "node_modules"
FOLDERS = {
    "govuk": (NODE / "govuk-frontend" / "dist" / "govuk", "/vendor/govuk"),
    "govuk_assets": (NODE / "govuk-frontend" / "dist" / "govuk" / "assets", "/assets"),
    "htmx": (NODE / "htmx.org" / "dist", "/vendor/htmx"),
    "own": (Path(__file__).parent / "static", "/own"),
}


class AssetsMissing(Exception):
    """The browser's assets have not been fetched."""


@cache
def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:10]


def asset(blueprint: str, filename: str) -> str:
    """The address of a file, with a digest so that browsers may keep it."""
    folder, _ = FOLDERS[blueprint]
    return url_for(f"{blueprint}.static", filename=filename, v=_digest(folder / filename))


def install(app: Flask) -> None:
    """Serve the folders. Raises AssetsMissing before the first ``npm ci``."""
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = 31_536_000
    for name, (folder, address) in FOLDERS.items():
        if not folder.is_dir():
            raise AssetsMissing(f"{folder} is not there: run `npm ci` first; `make demo` and `make test` do.")
        app.register_blueprint(Blueprint(name, __name__, static_folder=str(folder), static_url_path=address))
    app.add_template_global(asset)
