"""Feeds read over HTTP: from a base, a list or a page, of either version, all pages and each service in full."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from tests.faces.cli.conftest import Run, listed, table
from tests.faces.cli.hostile import LIST, Request, Server, numbered, paged
from tests.unit.catalogue.invented import Json, page_v1, page_v3

BASE = {"version": "HSDS-UK-3.0", "profile": "https://profile.example", "openapi_url": "https://openapi.example"}
SERVICES = [numbered(n) for n in range(5)]
TITLES = [f"Service {n}" for n in range(5)]


def titles(db: Engine) -> list[str]:
    """The titles of all entries."""
    return [title for _, title, _ in listed(db)]


def thin(service: Json) -> Json:
    """A service as lists hold it."""
    return {name: value for name, value in service.items() if name != "cost_options"}


def prices(db: Engine) -> list[str]:
    """The words on the price of every entry."""
    with db.connect() as connection:
        return list(connection.execute(text("SELECT price_words FROM directory_entry ORDER BY title")).scalars())


@pytest.mark.parametrize(
    "address", ["/v3", "/v3/", "/v3/services", "/v3/services/", "/v3/services?page=2", "/feed.json"]
)
def test_all_pages_are_read_whatever_address_is_given(inside: Run, db: Engine, server: Server, address: str) -> None:
    server.routes |= {LIST: lambda request: paged(request, SERVICES), "/v3/": BASE, "/v3": BASE}
    server.routes["/feed.json"] = server.routes[LIST]
    result = inside(server.url(address))
    assert (result.exit_code, result.stderr) == (0, "")
    assert table(result) == {"Read": 5, "Listed": 5, "Changed": 0, "Unchanged": 0, "Rejected": 0}
    assert listed(db) == [("127.0.0.1", title, "") for title in TITLES]


@pytest.mark.parametrize("root", [None, lambda request: request.send(b"<!DOCTYPE html><title>Feed</title>")])
def test_a_base_that_says_nothing_of_itself_is_still_one(inside: Run, db: Engine, server: Server, root: object) -> None:
    server.routes |= {LIST: page_v3(*SERVICES)} | ({"/v3": root} if root else {})
    assert inside(server.url("/v3"), "--feed", "North", "--licence", "OGL 3.0").exit_code == 0
    assert listed(db)[0] == ("North", "Service 0", "OGL 3.0")


def test_an_address_that_holds_a_list_or_one_service_is_taken_as_it_is(inside: Run, db: Engine, server: Server) -> None:
    server.routes |= {"/all": SERVICES[:2], "/v3/services/s4": SERVICES[4]}
    for path in ("/all", "/v3/services/s4"):
        assert inside(server.url(path)).exit_code == 0
    assert titles(db) == ["Service 0", "Service 1", "Service 4"]


def test_filters_in_the_address_are_kept_on_every_page(inside: Run, db: Engine, server: Server) -> None:
    server.routes[LIST] = lambda request: paged(request, SERVICES)
    assert inside(server.url(f"{LIST}?search=tea+%26+cake&page=3&per_page=7")).exit_code == 0
    assert server.asked == [f"{LIST}?page={n}&per_page=7&full=true&search=tea+%26+cake" for n in (1, 2, 3)]
    assert titles(db) == TITLES


def test_a_thin_list_is_asked_for_each_service_in_full(inside: Run, db: Engine, server: Server) -> None:
    server.routes[LIST] = lambda request: paged(request, [thin(each) for each in SERVICES])
    server.routes |= {f"{LIST}/s{n}": SERVICES[n] for n in range(5)}
    assert inside(server.url("/v3/services")).exit_code == 0
    assert (titles(db), prices(db)) == (TITLES, ["Free"] * 5)
    assert server.asked[3:] == [f"{LIST}/s{n}" for n in range(5)]


def test_a_service_that_has_gone_since_the_list_is_taken_from_the_list(inside: Run, db: Engine, server: Server) -> None:
    server.routes[LIST] = page_v1(*map(thin, SERVICES), thin(numbered(0, id="../../x", name="Z")))
    server.routes |= {f"{LIST}/s{n}": SERVICES[n] for n in (0, 1, 4)}
    assert inside(server.url("/v3/services")).exit_code == 0
    assert prices(db) == ["Free", "Free", "", "", "Free", ""]
    assert not [asked for asked in server.asked if ".." in asked]


def test_a_feed_that_has_no_service_in_full_is_asked_once(inside: Run, db: Engine, server: Server) -> None:
    server.routes[LIST] = page_v1(*map(thin, SERVICES))
    assert inside(server.url("/v3/services")).exit_code == 0
    assert (titles(db), len(server.asked)) == (TITLES, 2)


def version_1(request: Request, start: int, size: int = 2) -> None:
    """A page of version 1, whose first page has a number of its own."""
    at = (request.page - start) * size
    held, pages = SERVICES[at : at + size] if at >= 0 else [], 3
    ends = {"first": request.page == start, "last": request.page - start == pages - 1}
    request.json({"totalElements": 5, "totalPages": pages, "number": request.page, "content": held} | ends)


@pytest.mark.parametrize("start", [0, 1])
def test_version_1_is_read_from_its_first_page_on(inside: Run, db: Engine, server: Server, start: int) -> None:
    server.routes[LIST] = lambda request: version_1(request, start)
    result = inside(server.url())
    assert (result.exit_code, titles(db)) == (0, TITLES)


def test_an_empty_feed_is_taken_and_said_to_be_empty(inside: Run, server: Server) -> None:
    numbers = {"totalelements": 0, "totalpages": 0, "number": 1, "size": 2}
    server.routes[LIST] = numbers | {"first": True, "last": False, "content": []}
    result = inside(server.url())
    assert (result.exit_code, "The feed holds no services." in result.stdout) == (0, True)


def test_pages_without_a_count_are_read_until_one_is_the_last_or_empty(inside: Run, db: Engine, server: Server) -> None:
    def uncounted(request: Request) -> None:
        request.json({"contents": SERVICES[request.page - 1 : request.page], "last_page": False})

    server.routes[LIST] = uncounted
    assert inside(server.url()).exit_code == 0
    assert titles(db) == TITLES


def test_an_empty_page_in_the_middle_ends_nothing(inside: Run, db: Engine, server: Server) -> None:
    """Our own feed keeps the slots of what left it today, so a page may be empty and not be the last."""
    server.routes[LIST] = lambda request: request.json(
        page_v3(*([] if request.page == 2 else [SERVICES[request.page]]), pages=3, page=request.page)
    )
    assert inside(server.url()).exit_code == 0
    assert titles(db) == ["Service 1", "Service 3"]


def test_another_number_of_services_than_told_is_noted(inside: Run, server: Server) -> None:
    server.routes[LIST] = lambda request: paged(request, SERVICES, total_items=874)
    assert "The feed says that it holds 874 services, and gave 5." in inside(server.url()).stdout


def test_a_second_run_changes_what_has_changed_and_takes_out_only_what_is_closed(
    inside: Run, db: Engine, server: Server
) -> None:
    """As with files: that a feed does not list a service is no word that it has ended."""
    server.routes[LIST] = page_v3(*SERVICES)
    inside(server.url())
    assert table(inside(server.url()))["Unchanged"] == 5
    server.routes[LIST] = page_v3(numbered(0, name="Tea"), numbered(1, status="defunct"), *SERVICES[2:4])
    result = inside(server.url())
    assert table(result) == {"Read": 4, "Listed": 0, "Changed": 1, "Unchanged": 2, "Rejected": 1}
    assert titles(db) == ["Service 2", "Service 3", "Service 4", "Tea"]


def test_a_redirect_is_followed_and_the_report_is_written(inside: Run, server: Server, tmp_path: Path) -> None:
    server.routes["/old/services"] = lambda request: request.send(b"", 308, Location=f"{LIST}?page={request.page}")
    server.routes[LIST] = page_v3(*SERVICES)
    report = tmp_path / "report.csv"
    assert inside(server.url("/old/services"), "--report", report).exit_code == 0
    assert len(report.read_text().splitlines()) == 6
