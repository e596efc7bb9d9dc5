"""Records of feeds, with the oddities of real ones: invented services, one oddity each."""

from datetime import date

import pytest

from marketplace.catalogue.rules import Access, AreaTold, Day, Language, Part, Place, area_codes
from tests.unit.catalogue.invented import Json, at_place, read, record, schedule, service


def test_a_thin_record_is_kept_as_told() -> None:
    found = record()
    assert (found.number, found.title, found.organisation) == (1, "Lantern walks", "Lantern Trust")
    assert (found.url, found.email) == ("https://lantern.example/walks", "walks@lantern.example")
    assert (found.told_at, found.place, found.free, found.prices) == (date(2026, 2, 1), None, False, ())


@pytest.mark.parametrize(
    ("item", "why"),
    [
        ("words", "It is not a record."),
        (None, "It is not a record."),
        ([service()], "It is not a record."),
        (service(id=...), "It has no id."),
        (service(id=" "), "It has no id."),
        (service(id=-1), "It has no id."),
        (service(id=True), "It has no id."),
        (service(id="x" * 201), "Its id is longer than 200 characters."),
        (service(name=""), "It has no name."),
        (service(name=["Lantern"]), "It has no name."),
        (service(organization=...), "It has no organisation."),
        (service(organization={"id": "1", "name": "\xa0"}), "It has no organisation."),
        (service(status="defunct"), "Its source says that it is defunct."),
        (service(status="Temporarily_Closed "), "Its source says that it is temporarily closed."),
    ],
)
def test_what_cannot_be_listed_is_rejected_with_the_reason(item: object, why: str) -> None:
    reading = read(service(id="good"), item)
    assert [(left.number, left.why) for left in reading.rejected] == [(2, why)]
    assert (reading.read, len(reading.records)) == (2, 1)


def test_the_first_of_two_records_with_one_id_is_kept() -> None:
    reading = read(service(name=""), service(name="First"), service(name="Second"), service(id=7), service(id="7"))
    assert [each.title for each in reading.records] == ["First", "Lantern walks"]
    assert [left.why for left in reading.rejected] == [
        "It has no name.",
        "Its id came before, in record 2.",
        "Its id came before, in record 4.",
    ]


def test_a_service_that_is_closed_is_told_from_one_that_is_wrong() -> None:
    assert read(service(id="a", status="inactive"), service(id="b", name="")).closed == ("a",)


def test_keys_are_read_whatever_their_case() -> None:
    lowered = {"ID": "1", "Name": "Tea", "Organization": {"NAME": "Lantern"}, "AttendingType": "Venue"}
    (found,) = read(lowered).records
    assert (found.title, found.organisation, found.place) == ("Tea", "Lantern", Place.VENUE)


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("www.lantern.example", "https://www.lantern.example"),
        (" lantern.example:8080/walks?a=1 ", "https://lantern.example:8080/walks?a=1"),
        ("//lantern.example", "https://lantern.example"),
        ("HTTP://Lantern.example/x", "HTTP://Lantern.example/x"),
        ("http://www.example.com", ""),
        ("https://nothing.invalid/", ""),
        ("javascript:alert(1)", ""),
        ("java\tscript:alert(1)", ""),
        ("java\x00script:alert(1)", ""),
        ("data:text/html,hello", ""),
        ("mailto:walks@lantern.example", ""),
        ("ftp://lantern.example/x", ""),
        ("https://lantern.example@evil.example", ""),
        ("https://[bad", ""),
        ("https://lantern.example:port/", ""),
        ("see our leaflet", ""),
        ("https://localhost/", ""),
        ('https://lantern.example/"onclick="x', ""),
        ("https://lantern.example/" + "a" * 2_000, ""),
        ("", ""),
        (-1, ""),
    ],
)
def test_addresses_of_pages(told: object, kept: str) -> None:
    assert record(url=told).url == kept


def test_the_organisation_lends_its_address_in_either_version() -> None:
    for name in ("website", "url"):
        organisation = {"id": "1", "name": "Lantern", name: "lantern.example", "email": "all@lantern.example"}
        found = record(url="", email="none@lantern.invalid", organization=organisation)
        assert (found.url, found.email) == ("https://lantern.example", "all@lantern.example")


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("walks@lantern.example\xa0", "walks@lantern.example"),
        ("walks@lantern.example.", "walks@lantern.example"),
        ("walks @lantern.example", "walks@lantern.example"),
        ("mailto:walks@lantern.example", "walks@lantern.example"),
        ("Lantern <walks@lantern.example>; tea@lantern.example", "walks@lantern.example"),
        ("Unknown-17@noemail.invalid", ""),
        ("email@example.com", ""),
        ("not an address", ""),
        ("a@b", ""),
        (["walks@lantern.example"], ""),
    ],
)
def test_e_mail_addresses(told: object, kept: str) -> None:
    assert record(email=told).email == kept


def test_words_are_cleaned_and_capped() -> None:
    found = record(name=" Tea\xa0&amp; <b>cake</b>\x00\x1b[31m &#8238;\ud800 ", organization={"name": "word " * 100})
    assert found.title == "Tea & cake[31m"
    assert len(found.organisation) <= 200
    assert found.organisation.endswith("word…")


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ({"assured_date": "2023-05-06"}, date(2023, 5, 6)),
        ({"assured_date": "2025-09-02T12:06:15.654"}, date(2025, 9, 2)),
        ({"assured_date": "", "pc_metadata": {"date_assured": "2024-08-21"}}, date(2024, 8, 21)),
        ({"assured_date": "", "last_modified": "2025-09-02T12:06:15.654"}, None),
        ({"assured_date": "2031-01-01"}, None),
        ({"assured_date": "0001-01-01"}, None),
        ({"assured_date": "last spring"}, None),
        ({"assured_date": 20250902}, None),
    ],
)
def test_when_the_source_last_checked(told: Json, kept: date | None) -> None:
    assert record(**told).told_at == kept


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ({"minimum_age": -1, "maximum_age": -1}, ""),
        ({"minimum_age": 18}, "18 and over"),
        ({"minimum_age": "16", "maximum_age": 25.0}, "16 to 25"),
        ({"minimum_age": 0, "maximum_age": 5}, "Up to 5"),
        ({"minimum_age": 12, "maximum_age": 100}, "12 and over"),
        ({"minimum_age": 40, "maximum_age": 20}, ""),
        ({"minimum_age": True, "maximum_age": 10**200}, ""),
        ({"eligibilitys": [{"minimum_age": 55, "maximum_age": -1}, {"minimum_age": 55}]}, "55 and over"),
    ],
)
def test_ages(told: Json, kept: str) -> None:
    assert record(**told).ages == kept


@pytest.mark.parametrize(
    ("told", "days"),
    [
        ({"schedules": [schedule(byday="TU,MO")]}, "MO TU"),
        ({"regular_schedules": [schedule(byday="we")]}, "WE"),
        ({"schedules": [schedule(freq="MONTHLY", byday="2MO,-1FR")]}, "MO FR"),
        ({"schedules": [schedule(byday=["SA", 3, None])]}, "SA"),
        ({"schedules": [schedule(byday="Thursday; Fri")]}, "TH FR"),
        ({"schedules": [schedule(freq="DAILY")]}, "MO TU WE TH FR SA SU"),
        ({"schedules": [schedule(freq="DAILY", interval=2)]}, ""),
        ({"schedules": [schedule(byday="MONKEY,XX,")]}, ""),
        ({"schedules": [schedule(byday="MO", valid_to="2026-03-01")]}, ""),
        ({"schedules": schedule(byday="SU", valid_to="2026-03-02")}, "SU"),
        ({"service_at_locations": [{"regular_schedules": [schedule(byday="MO")]}]}, "MO"),
        ({"service_at_locations": [{"location": {"schedules": [schedule(byday="TU")]}}]}, "TU"),
    ],
)
def test_days_of_the_week(told: Json, days: str) -> None:
    assert record(**told).days == tuple(Day(day) for day in days.split())


@pytest.mark.parametrize(
    ("opens", "closes", "parts"),
    [
        ("09:30", "12:00", "morning"),
        ("09:30Z", "15:30+01:00", "morning afternoon"),
        ("10:00:00", None, "morning"),
        ("13:00", "17:30", "afternoon"),
        ("13:00", "18:00", "afternoon evening"),
        ("2026-01-01T19:00:00", "", "evening"),
        ("00:00", "23:59", "morning afternoon evening"),
        ("00:00", "00:00", ""),
        ("00:00", None, ""),
        ("9am", "noon", ""),
        ("25:00", "26:00", ""),
    ],
)
def test_parts_of_the_day(opens: str, closes: str | None, parts: str) -> None:
    found = record(schedules=[schedule(byday="MO", opens_at=opens, closes_at=closes)])
    assert found.parts == tuple(Part(part) for part in parts.split())


@pytest.mark.parametrize(
    ("told", "place"),
    [
        ({"attending_type": "Venue"}, Place.VENUE),
        ({"attending_type": "Home visit", "service_at_locations": at_place()}, Place.HOME),
        ({"attending_type": "Online"}, Place.ONLINE),
        ({"attending_type": "Phone", "service_at_locations": at_place()}, None),
        ({"attending_type": ""}, None),
        ({"schedules": [schedule(attending_type="In-person, at the venue")]}, Place.VENUE),
        ({"service_at_locations": at_place(location_type="virtual")}, Place.ONLINE),
        ({"service_at_locations": at_place(location_type="postal")}, None),
        ({"service_at_locations": at_place(location_type="virtual") + at_place()}, Place.VENUE),
        ({"service_at_locations": [{"location": {"physical_addresses": [{"address_1": "1 Low Row"}]}}]}, Place.VENUE),
    ],
)
def test_the_kind_of_place(told: Json, place: Place | None) -> None:
    assert record(**told).place == place


def test_the_venue_is_its_name_and_address_in_either_version() -> None:
    address = {"address_1": "The Boat House", "city": "Hexham", "state_province": "N", "postal_code": "NE46 0AA"}
    for name in ("addresses", "physical_addresses"):
        places = at_place(name="The Boat House", **{name: [{"address_type": "postal", "city": "No"}, address]})
        assert record(service_at_locations=places).venue == "The Boat House, Hexham, NE46 0AA"
    more = at_place(addresses=[{"city": "Hexham"}]) + at_place(addresses=[{"city": "Blyth"}])
    assert record(service_at_locations=more).venue == "Hexham, and 1 more place"


def test_areas_are_found_by_whole_name_or_by_code() -> None:
    known = {"E08000021": "Newcastle upon Tyne", "E08000037": "Gateshead", "E06000003": "Redcar and Cleveland"}
    told = {
        "E08000021": AreaTold("Newcastle Upon Tyne City Council", ""),
        "E08000037": AreaTold("", "http://statistics.data.gov.uk/id/statistical-geography/e08000037/"),
        "E06000003": AreaTold("Redcar and Cleveland", "http://www.example.com"),
    }
    for code, area in told.items():
        assert area_codes([area], known) == (code,)
    assert area_codes([AreaTold("Gateshead and Newcastle-upon-Tyne", "")], known) == ("E08000021", "E08000037")
    assert area_codes([AreaTold("Anybody who can come to Gateshead", ""), AreaTold("", "")], known) == ()


def test_areas_are_kept_in_the_words_of_either_version() -> None:
    found = record(service_areas=[{"name": "Hexham", "uri": "x"}, {"service_area": "Blyth", "serviceId": "1"}, "no"])
    assert found.areas == (AreaTold("Hexham", "x"), AreaTold("Blyth", ""))


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ([{"code": "en"}, {"code": "bfi"}], (Language.ENGLISH, Language.BSL)),
        ([{"name": "Punjabi"}, {"language": "welsh"}], (Language.WELSH, Language.PANJABI)),
        ([{"code": "en-GB"}, {"id": "1"}, {"name": "Klingon"}, "en", None], (Language.ENGLISH,)),
        ({"name": "Urdu"}, (Language.URDU,)),
    ],
)
def test_languages(told: object, kept: tuple[Language, ...]) -> None:
    assert record(languages=told).languages == kept


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("Step-free entrance and hoist-equipped accessible toilet.", {Access.STEP_FREE, Access.TOILET, Access.HOIST}),
        ("Wheelchair accessible toilet", {Access.TOILET}),
        ("Wheelchair access. Blue Badge bays; guide dogs welcome", None),
        ("No step-free access, hearing loop in the hall", {Access.LOOP}),
        ("There isn't a hoist, but there is a quiet room", {Access.QUIET}),
        ("Step-free and no hoist", {Access.STEP_FREE}),
        ("Easy Read papers. BSL. Carers go free.", {Access.EASY_READ, Access.SIGNING, Access.COMPANION}),
        ("Carers free parking", set()),
        ("Limited wheelchair access", set()),
        ("Ask us", set()),
    ],
)
def test_access_only_where_the_words_say_so(words: str, kept: set[Access] | None) -> None:
    wanted = {Access.STEP_FREE, Access.PARKING, Access.ASSISTANCE_DOG} if kept is None else kept
    for name in ("accessibility", "accessibility_for_disabilities"):
        assert set(record(service_at_locations=at_place(**{name: [{"accessibility": words}]})).access) == wanted
    term = {"link_type": "access_need", "taxonomy_term": {"name": words}}
    assert set(record(attributes=[term]).access) == wanted


def test_telephones_keep_the_words_beside_them() -> None:
    phones = [{"number": "Young people: 0191 498 0000"}, {"number": ""}, {"number": "0191 498 0001"}]
    found = record(contacts=[{"name": "A person", "phones": phones}], phones=[{"number": "0191 498 0001"}])
    assert found.phone == "0191 498 0001, Young people: 0191 498 0000"
