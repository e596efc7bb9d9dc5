"""Which addresses a feed may be read from: http or https, and never a network that the public cannot reach."""

import ipaddress
import socket
from ipaddress import IPv4Address, IPv6Address

from urllib3.exceptions import LocationParseError
from urllib3.util import Url, parse_url

from marketplace.catalogue.rules import FeedRefused

MOST = 2_000  # characters of an address
PORTS = {"http": 80, "https": 443}
_PUBLIC = ipaddress.IPv6Network("2000::/3")  # all of IPv6 that has been given to the public Internet
_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")  # IPv4 behind a translator: the last 32 bits are the address

Place = tuple[socket.AddressFamily, tuple[str, int] | tuple[str, int, int, int]]


def parsed(address: str) -> Url:
    """An address in its parts. Raises FeedRefused for what is no web address or carries a password."""
    try:
        url = parse_url(address if len(address) <= MOST else "")
    except LocationParseError:
        url = Url()
    if url.scheme not in PORTS or not url.host:
        raise FeedRefused(f"“{address[:200]}” is no address of a feed: those begin with http:// or https://.")
    if url.auth:
        raise FeedRefused("The address holds a user name or password. Open feeds need none: leave it out.")
    return url


def places_of(url: Url, *, private: bool) -> list[Place]:
    """Where a host is, looked up once. Raises FeedRefused when it has no address, or any that is not public.

    ``private``: the installation allows private networks.
    """
    host = (url.host or "").strip("[]")
    try:
        found = socket.getaddrinfo(host, url.port or PORTS[url.scheme or "https"], type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise FeedRefused(f"There is no address for {host}. Look at how it is written, then try again.") from None
    places: list[Place] = [(family, place) for family, _, _, _, place in found if isinstance(place[0], str)]
    hidden = next((place[0] for _, place in places if not is_public(place[0])), None)
    if hidden is not None and not private:
        raise FeedRefused(
            f"{host} leads to {hidden}, which is not on the public Internet, so it is not read. "
            "Set OWNPATH_FEEDS_PRIVATE=1 if that is what you want."
        )
    return places


def is_public(address: str) -> bool:
    """Whether an IP address is one that anybody on the Internet could reach, also one that is inside another."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(found, IPv4Address):
        return _open(found)
    inner = _inside(found)
    if inner is not None:
        return _open(inner)
    return found in _PUBLIC and found.scope_id is None and _open(found)


def _open(address: IPv4Address | IPv6Address) -> bool:
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def _inside(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 one stands for: mapped, 6to4, or behind a translator."""
    if address in _TRANSLATED:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped or address.sixtofour
