"""An HTML validator beside the tests: one node process for each test worker, asked about each new page once."""

import atexit
import hashlib
import json
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from threading import Lock

from marketplace.settings import ROOT

# Rules that are style, or that GOV.UK Frontend's own markup breaks on purpose.
OFF = (
    "no-inline-style",
    "long-title",
    "no-trailing-whitespace",
    "void-style",
    "attr-quotes",
    "doctype-style",
    "attribute-boolean-style",
    "attribute-empty-style",
    "no-implicit-button-type",
    "require-sri",
    "tel-non-breaking",
    "no-raw-characters",
    "prefer-native-element",
    "no-redundant-role",
    "input-missing-label",
    "valid-id",
    "aria-label-misuse",
    "no-autoplay",
    "wcag/h63",
    "input-attributes",
    "form-dup-name",
)
SERVER = """
import { createInterface } from "node:readline";
import { HtmlValidate } from "html-validate";
const rules = JSON.parse(process.argv[1]);
const check = new HtmlValidate({ root: true, extends: ["html-validate:recommended"], rules });
for await (const line of createInterface({ input: process.stdin })) {
  const report = await check.validateString(JSON.parse(line));
  const found = report.results.flatMap((result) => result.messages)
    .map((m) => `${m.line}:${m.column} ${m.ruleId}: ${m.message}`);
  console.log(JSON.stringify(found));
}
"""
RULES = dict.fromkeys(OFF, "off")
# What a form or an address was given to be told from all others. It never decides whether a page is valid, as long as
# those that are alike stay alike: an id that stands there twice, a label for a field.
GIVEN = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[A-Za-z0-9_-]{40,}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{20,}"
)
_seen: set[str] = set()
_asking = Lock()  # threads of one test would read each other's answers, and wait for ever for one that is gone


@cache
def _validator() -> subprocess.Popen[str]:
    node = Path(sys.executable).parent / "node"
    process = subprocess.Popen(
        [str(node), "--input-type=module", "--eval", SERVER, json.dumps(RULES)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )

    def end() -> None:
        process.communicate()

    atexit.register(end)
    return process


def _alike(html: str) -> str:
    """A digest that two pages share which differ in tokens and ids alone."""
    names: dict[str, str] = {}
    plain = GIVEN.sub(lambda given: names.setdefault(given[0], f"{len(given[0])}:{len(names)}"), html)
    return hashlib.sha256(plain.encode()).hexdigest()


def faults(html: str) -> list[str]:
    """What is wrong with a page of HTML, one line each; a page that was seen before is not asked about again."""
    digest = _alike(html)
    if digest in _seen:
        return []
    with _asking:
        process = _validator()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(html) + "\n")
        process.stdin.flush()
        found: list[str] = json.loads(process.stdout.readline())
    if not found:
        _seen.add(digest)
    return found
