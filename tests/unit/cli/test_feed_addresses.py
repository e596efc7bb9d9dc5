"""Which addresses a feed may be read from."""

import pytest

from marketplace.catalogue.rules import FeedRefused
from marketplace.cli.fetching.addresses import is_public, parsed, places_of


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254"),  # noqa: S104
        *("100.64.0.1", "192.0.2.1", "198.18.0.1", "203.0.113.9", "224.0.0.1", "239.1.1.1", "240.0.0.1"),
        *("255.255.255.255", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12:3456::1", "fec0::1", "ff02::1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "2002:7f00:1::1"),
        *("2002:a00:1::", "2002:c0a8:101::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:db8::1", "100::1"),
        *("64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::1", "2001:4860:4860::8888%eth0", "no address", ""),
    ],
)
def test_an_address_that_the_public_cannot_reach_is_none_to_read_from(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "1.1.1.1",
        "8.8.8.8",
        "2001:4860:4860::8888",
        "2a00:1450::1",
        "::ffff:8.8.8.8",
        "2002:808:808::1",
        "64:ff9b::808:808",
    ],
)
def test_a_public_address_may_be_read_from(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        *("ftp://feeds.example/a", "file:///etc/passwd", "gopher://feeds.example", "http://", "https:///services"),
        *("feeds.example/services", "http://[::1", "http://feeds.example:99999/", "", "http://" + "a" * 3000),
        *("javascript:alert(1)", "http://a b/", "unix:///run/postgres"),
    ],
)
def test_what_is_no_web_address_is_refused(address: str) -> None:
    with pytest.raises(FeedRefused, match="is no address of a feed"):
        parsed(address)


def test_an_address_with_a_password_is_refused() -> None:
    with pytest.raises(FeedRefused, match="holds a user name or password"):
        parsed("https://ann:secret@feeds.example/services")


@pytest.mark.parametrize(
    "host",
    ["localhost", "127.0.0.1", "127.1", "2130706433", "0x7f.1", "0", "[::1]", "[::ffff:127.0.0.1]", "[2002:7f00:1::1]"],
)
def test_every_way_of_writing_this_machine_is_refused_unless_allowed(host: str) -> None:
    url = parsed(f"http://{host}:8080/services")
    with pytest.raises(FeedRefused, match="which is not on the public Internet"):
        places_of(url, private=False)
    assert places_of(url, private=True)[0][1][1] == 8080


def test_a_name_that_leads_nowhere_is_told() -> None:
    with pytest.raises(FeedRefused, match=r"There is no address for feeds\.invalid"):
        places_of(parsed("https://feeds.invalid/services"), private=False)


def test_one_private_address_among_public_ones_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    def lookup(*_: object, **__: object) -> list[object]:
        return [(2, 1, 6, "", (ip, 443)) for ip in ("8.8.8.8", "10.0.0.1")]

    monkeypatch.setattr("socket.getaddrinfo", lookup)
    with pytest.raises(FeedRefused, match=r"feeds\.example leads to 10\.0\.0\.1"):
        places_of(parsed("https://feeds.example/services"), private=False)
