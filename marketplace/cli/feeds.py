"""Commands of feeds: taking an Open Referral UK file into the directory."""

import csv
import sys
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import click
from flask.cli import AppGroup

from marketplace.catalogue import operations, rules
from marketplace.catalogue.operations import Imported, ImportRequest
from marketplace.catalogue.rules import FeedPage, Reading
from marketplace.foundation import access, clock, database
from marketplace.foundation.errors import Refusal

MOST_SHOWN = 20  # rejected records on the screen
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would run; a quote before it makes it text
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


@feeds.command("import")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--feed", help="The name of the source, as people see it.  [default: the name of the file]")
@click.option("--licence", default="", help="What the source lets us do with it, in its own words.")
@click.option("--report", type=click.Path(path_type=Path), help="Write what became of each record to this CSV file.")
def import_(path: Path, feed: str | None, licence: str, report: Path | None) -> None:
    """List the services of PATH, a version 3 or version 1 file, in the directory.

    PATH holds a page, a list of services, or one service. All of it is taken, or nothing. Taking it again changes
    only what has changed at the source.
    """
    with sentences():
        name = rules.feed_name(path.stem if feed is None else feed)
        page = rules.open_feed(_bytes(path))
        if report is not None:
            _check_writable(report, path)
        reading = _read(page)
        imported = _import(name, licence, reading)
    lines = sorted(_lines(reading, imported), key=lambda line: line.record)
    _say(page, imported, lines)
    if report is not None:
        _write(report, lines)


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


def _check_writable(report: Path, path: Path) -> None:
    """Raises before anything is imported when the report could not be written after it."""
    try:
        if report.exists() and report.samefile(path):
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


def _say(page: FeedPage, imported: Imported, lines: list[Line]) -> None:
    """The table of counts, then each rejected record and why."""
    rejected = [line for line in lines if line.outcome == "rejected"]
    counts = {"Read": len(lines)} | {outcome.capitalize(): count for outcome, count in imported.counts().items()}
    for word, count in (counts | {"Rejected": len(rejected)}).items():
        click.echo(f"{word:<10}{count:>8,}")
    if not lines:
        click.echo("The file holds no services.")
    if imported.removed:
        click.echo(f"{len(imported.removed):,} of the rejected were taken out of the directory.")
    if page.only:
        click.echo(f"The file names more pages than it holds: this was {page.only} only.")
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
