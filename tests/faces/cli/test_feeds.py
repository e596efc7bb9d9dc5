"""The import command, as whoever runs an installation sees it."""

import csv
from pathlib import Path

import pytest
from sqlalchemy import Engine

from marketplace.catalogue.rules import MOST_BYTES
from tests.faces.cli.conftest import Run, listed, table
from tests.unit.catalogue.invented import in_bytes, page_v1, page_v3, service


def file(folder: Path, document: object, name: str = "North directory.json") -> Path:
    """A file that holds a document, or bytes as they are."""
    path = folder / name
    path.write_bytes(document if isinstance(document, bytes) else in_bytes(document))
    return path


def test_a_page_is_imported_and_counted(run: Run, db: Engine, tmp_path: Path) -> None:
    path = file(tmp_path, page_v3(service(), service(id="2", name=""), service(id="3", name="Tea"), pages=3))
    result = run(path)
    assert result.exit_code == 0
    assert table(result) == {"Read": 3, "Listed": 2, "Changed": 0, "Unchanged": 0, "Rejected": 1}
    assert "this was page 1 of 3 only" in result.stdout
    assert "Record 2 (2): It has no name." in result.stdout
    assert result.stderr == ""  # the bar is for a terminal
    assert listed(db) == [("North directory", "Lantern walks", ""), ("North directory", "Tea", "")]


def test_a_second_run_changes_nothing_and_a_changed_file_what_has_changed(run: Run, db: Engine, tmp_path: Path) -> None:
    path = file(tmp_path, page_v1(service(), service(id="2")))
    run(path)
    assert table(run(path)) == {"Read": 2, "Listed": 0, "Changed": 0, "Unchanged": 2, "Rejected": 0}
    file(tmp_path, page_v1(service(name="Tea"), service(id="2", status="defunct")))
    result = run(path)
    assert table(result) == {"Read": 2, "Listed": 0, "Changed": 1, "Unchanged": 0, "Rejected": 1}
    assert "1 of the rejected were taken out of the directory." in result.stdout
    assert "Its source says that it is defunct. It was taken out of the directory." in result.stdout
    assert listed(db) == [("North directory", "Tea", "")]


def test_the_source_and_its_licence_can_be_named(run: Run, db: Engine, tmp_path: Path) -> None:
    assert run(file(tmp_path, service()), "--feed", "Hexham", "--licence", "OGL 3.0").exit_code == 0
    assert listed(db) == [("Hexham", "Lantern walks", "OGL 3.0")]


def test_an_empty_page_is_taken_and_said_to_be_empty(run: Run, tmp_path: Path) -> None:
    result = run(file(tmp_path, {"totalelements": 0, "content": []}))
    assert (result.exit_code, "The file holds no services." in result.stdout) == (0, True)


def test_a_long_list_of_rejected_records_is_cut(run: Run, tmp_path: Path) -> None:
    result = run(file(tmp_path, [service(id=str(n), name="") for n in range(25)]))
    assert result.stdout.count("It has no name.") == 20
    assert result.stdout.endswith("and 5 more: --report FILE lists them all.\n")


def test_the_report_holds_every_record_and_no_formula(run: Run, tmp_path: Path) -> None:
    report = tmp_path / "report.csv"
    services = [
        service(name='=HYPERLINK("x")'),
        service(id="@2", name=""),
        service(id="3", name=" +1", organization=...),
    ]
    assert run(file(tmp_path, services), "--report", report).exit_code == 0
    with report.open(newline="", encoding="utf-8") as opened:
        rows = list(csv.reader(opened))
    assert rows == [
        ["record", "id", "name", "outcome", "why"],
        ["1", service()["id"], '\'=HYPERLINK("x")', "listed", ""],
        ["2", "'@2", "", "rejected", "It has no name."],
        ["3", "3", "'+1", "rejected", "It has no organisation."],
    ]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is empty."),
        (b"not json", "The file is not JSON: it cannot be read at line 1, column 1."),
        (in_bytes([service()])[:-20], "The file is cut off"),
        (in_bytes({"version": "HSDS-UK-3.0"}), "not a feed of services"),
        (b"<html><script>alert(1)</script></html>", "looks like a web page"),
        (b"[" * 50_000, "nested too deeply"),
        (b" " * (2 * MOST_BYTES), "The file is too large: the most that is taken at once is 50 MB."),
    ],
)
def test_a_file_that_is_no_feed_is_refused(run: Run, db: Engine, tmp_path: Path, data: bytes, sentence: str) -> None:
    report = tmp_path / "report.csv"
    result = run(file(tmp_path, data), "--report", report)
    assert result.exit_code == 1
    assert sentence in result.stderr
    assert result.stderr.startswith("Error: ")
    assert len(result.stderr.splitlines()) == 1
    assert (listed(db), report.exists()) == ([], False)


def test_a_path_that_cannot_be_read_is_named(run: Run, tmp_path: Path) -> None:
    for path, why in ((tmp_path / "none.json", "No such file or directory"), (tmp_path, "Is a directory")):
        result = run(path)
        assert (result.exit_code, result.stderr) == (1, f"Error: The file {path} cannot be read: {why}.\n")


def test_a_report_that_cannot_be_written_stops_the_import_before_it(run: Run, db: Engine, tmp_path: Path) -> None:
    path = file(tmp_path, service())
    for report, why in (
        (tmp_path / "no" / "r.csv", "cannot be written"),
        (tmp_path, "cannot be written"),
        (path, "over"),
    ):
        result = run(path, "--report", report)
        assert result.exit_code == 1
        assert why in result.stderr
    assert (listed(db), path.read_bytes()) == ([], in_bytes(service()))


def test_a_feed_without_a_name_is_refused(run: Run, db: Engine, tmp_path: Path) -> None:
    result = run(file(tmp_path, service()), "--feed", " ")
    assert (result.exit_code, "Give the feed a name" in result.stderr) == (1, True)
    assert listed(db) == []
