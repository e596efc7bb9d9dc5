"""Commands of feeds: taking an Open Referral UK feed, from a file or over HTTP, into the directory."""

import csv
import re
import sys
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import click
from flask import current_app
from flask.cli import AppGroup

from marketplace.catalogue import operations, rules
from marketplace.catalogue.operations import Imported, ImportRequest
from marketplace.catalogue.rules import FeedPage, Reading
from marketplace.cli.fetching import BOUNDS, Asker, read_feed
from marketplace.cli.fetching.addresses import parsed
from marketplace.foundation import access, clock, database
from marketplace.foundation.errors import Refusal

MOST_SHOWN = 20  # rejected records on the screen
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would run; a quote before it makes it text
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
COLUMNS = ("record", "id", "name", "outcome", "why")

Item = TypeVar("Item")

feeds = AppGroup("feeds", help="Directory entries from Open Referral UK feeds.")


@dataclass(frozen=True, slots=True)
class Line:
    """One record of the file in the report."""

    record: int
    id: str
    name: str
    outcome: str
    why: str


@dataclass(frozen=True, slots=True)
class Source:
    """What was read: its records, the name it goes by unless one is given, what it is called, and what to note."""

    page: FeedPage
    name: str
    called: str
    note: str = ""


@feeds.command("import")
@click.argument("source")
@click.option("--feed", help="The name of the source, as people see it.  [default: the name of the file, or its host]")
@click.option("--licence", default="", help="What the source lets us do with it, in its own words.")
@click.option("--report", type=click.Path(path_type=Path), help="Write what became of each record to this CSV file.")
def import_(source: str, feed: str | None, licence: str, report: Path | None) -> None:
    """List the services of SOURCE, a file or an address, version 3 or version 1, in the directory.

    A file holds a page, a list of services, or one service. An address begins with http:// or https:// and is the
    base of a feed, its list of services, or a page of it: all pages are read, and each service in full. All of it is
    taken, or nothing. Taking it again changes only what has changed at the source.
    """
    with sentences():
        name = None if feed is None else rules.feed_name(feed)
        found = _over_http(source) if _ADDRESS.match(source) else _from_file(Path(source))
        if report is not None:
            _check_writable(report, source)
        reading = _read(found.page)
        imported = _import(name or rules.feed_name(found.name), licence, reading)
    lines = sorted(_lines(reading, imported), key=lambda line: line.record)
    _say(found, imported, lines)
    if report is not None:
        _write(report, lines)


def _from_file(path: Path) -> Source:
    """The records of a file."""
    page = rules.open_feed(_bytes(path))
    note = f"The file names more pages than it holds: this was {page.only} only." if page.only else ""
    return Source(page, path.stem, "file", note)


def _over_http(address: str) -> Source:
    """The records of all pages of a feed."""
    private = current_app.extensions["ownpath.settings"].feeds_private
    with Asker(BOUNDS, private=private) as asker:
        fetched = read_feed(asker, address, _bar)
    return Source(fetched.page, parsed(address).host or "", "feed", fetched.note)


@contextmanager
def sentences() -> Generator[None]:
    """A refusal ends the command with its sentence and exit code 1."""
    try:
        yield
    except Refusal as refused:
        raise click.ClickException(refused.message) from None


def _bytes(path: Path) -> bytes:
    """The bytes of a file, at most one more than is taken."""
    try:
        with path.open("rb") as file:
            return file.read(rules.MOST_BYTES + 1)
    except OSError as failure:
        raise click.ClickException(f"The file {path} cannot be read: {failure.strerror}.") from None


def _check_writable(report: Path, source: str) -> None:
    """Raises before anything is imported when the report could not be written after it."""
    try:
        path = Path(source)
        if report.exists() and path.exists() and report.samefile(path):
            raise click.ClickException("The report would be written over the feed. Give it another name.")
        report.open("a").close()
    except OSError as failure:
        raise click.ClickException(f"The report {report} cannot be written: {failure.strerror}.") from None


def _read(page: FeedPage) -> Reading:
    now = clock.now()
    with _bar(page.items, "Reading") as items:
        return rules.read_records(items, clock.civil(now))


def _import(feed: str, licence: str, reading: Reading) -> Imported:
    with _bar(reading.records, "Importing") as records, database.writing() as session:
        request = ImportRequest(feed, licence, records, reading.closed)
        return operations.import_entries(session, access.worker(clock.now()), request)


def _bar(items: Sequence[Item], label: str) -> AbstractContextManager[Iterable[Item]]:
    """A progress bar on the way through items, where somebody sees it."""
    return click.progressbar(items, label=label, file=sys.stderr, hidden=not sys.stderr.isatty())


def _lines(reading: Reading, imported: Imported) -> Iterator[Line]:
    for each in reading.records:
        yield Line(each.number, each.source_id, each.title, imported.outcomes[each.source_id], "")
    for left in reading.rejected:
        gone = left.closed and left.source_id in imported.removed
        why = f"{left.why} It was taken out of the directory." if gone else left.why
        yield Line(left.number, left.source_id, left.title, "rejected", why)


def _say(source: Source, imported: Imported, lines: list[Line]) -> None:
    """The table of counts, then each rejected record and why."""
    rejected = [line for line in lines if line.outcome == "rejected"]
    counts = {"Read": len(lines)} | {outcome.capitalize(): count for outcome, count in imported.counts().items()}
    for word, count in (counts | {"Rejected": len(rejected)}).items():
        click.echo(f"{word:<10}{count:>8,}")
    if not lines:
        click.echo(f"The {source.called} holds no services.")
    if imported.removed:
        click.echo(f"{len(imported.removed):,} of the rejected were taken out of the directory.")
    if source.note:
        click.echo(source.note)
    for line in rejected[:MOST_SHOWN]:
        known = ", ".join(part for part in (line.id, line.name) if part)
        click.echo(f"Record {line.record}" + (f" ({known})" if known else "") + f": {line.why}")
    if len(rejected) > MOST_SHOWN:
        click.echo(f"and {len(rejected) - MOST_SHOWN:,} more: --report FILE lists them all.")


def _write(report: Path, lines: list[Line]) -> None:
    try:
        with report.open("w", newline="", encoding="utf-8") as file:
            rows = csv.writer(file)
            rows.writerow(COLUMNS)
            rows.writerows([line.record, *map(_text, (line.id, line.name, line.outcome, line.why))] for line in lines)
    except OSError as failure:
        message = f"The import is done, but the report {report} could not be written: {failure.strerror}."
        raise click.ClickException(message) from None


def _text(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.lstrip().startswith(FORMULA) else cell
