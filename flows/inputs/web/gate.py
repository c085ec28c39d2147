"""Which addresses on the network may be asked: nobody else's feed may lead into private networks.

What the user typed is asked wherever it is. What a feed links to or a server redirects to must lead to public addresses
only, or to the very host and port that the user typed. A host is looked up once a run, and connections go to what the
look-up gave, so that no later answer of a name server can lead elsewhere.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from typing import NamedTuple

Resolve = Callable[[str], list[str]]
Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# Python's own list of what is not public grows from version to version, and ours must not depend on that.
_SPECIAL = tuple(map(ipaddress.ip_network, ("192.0.0.0/24", "192.88.99.0/24", "2001::/23", "3fff::/20")))
_UNICAST = ipaddress.ip_network("2000::/3")  # all of IPv6 that is given out to the public
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_COMPATIBLE = ipaddress.ip_network("::/96")


class HostAndPort(NamedTuple):
    """A host, in lower case and in ASCII, and a port."""

    host: str
    port: int


class RefusedError(Exception):
    """An address that may not be asked; the message says why."""


def resolved(host: str) -> list[str]:
    """The addresses of a host, each once, in the system's order. Raises OSError where there are none."""
    entries = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in entries))


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet, whatever form it is wrapped in.

    >>> [is_public(a) for a in ("93.184.216.34", "100.64.0.1", "::ffff:127.0.0.1", "64:ff9b::10.0.0.1")]
    [True, False, False, False]
    """
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return _is_public(parsed)


def _is_public(address: Address) -> bool:
    if isinstance(address, ipaddress.IPv6Address):
        inner = _embedded(address)
        if inner is not None:
            return _is_public(inner)
        if address not in _UNICAST:
            return False
    special = address.is_multicast or address.is_reserved or address.is_unspecified
    return address.is_global and not special and not any(address in network for network in _SPECIAL)


def _embedded(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 address stands for: mapped, compatible, by NAT64 or by 6to4."""
    if address.ipv4_mapped or address.sixtofour:
        return address.ipv4_mapped or address.sixtofour
    if address in _NAT64 or (address in _COMPATIBLE and int(address) > 1):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None


def spelled_address(host: str) -> str | None:
    """The IP address that a host is a spelling of, such as 127.1, 0x7f.1 and 2130706433; None for names."""
    try:
        return str(ipaddress.ip_address(host.strip("[]").partition("%")[0]))
    except ValueError:
        pass
    try:
        return socket.inet_ntoa(socket.inet_aton(host)) if host[:1].isdigit() else None
    except (OSError, UnicodeEncodeError):
        return None


class Gate:
    """What may be asked in this run, and the addresses that its hosts had when they were looked up."""

    def __init__(self, allow_private: bool = False, resolve: Resolve = resolved) -> None:
        self._allow_private, self._resolve = allow_private, resolve
        self._found: dict[str, list[str]] = {}

    def addresses(self, host: str) -> list[str]:
        """Where to connect to: the host's addresses; without the private ones where it has public ones, too."""
        addresses = self._look_up(host)
        return [address for address in addresses if is_public(address)] or addresses

    def admit(self, place: HostAndPort, home: HostAndPort | None) -> None:
        """Raise RefusedError for a link or redirect that leads into a private network; OSError for an unknown host.

        `home` is the host and port that the user typed and where it all began.
        """
        if place == home or self._allow_private:
            return
        if not all(map(is_public, self._look_up(place.host))):
            raise RefusedError("refused: it leads to a private address; allow_private in [source] lets it in")

    def admit_by_proxy(self, place: HostAndPort, home: HostAndPort | None) -> None:
        """As `admit`, where a proxy looks names up: only what says itself where it leads can be told."""
        if place == home or self._allow_private:
            return
        spelled = spelled_address(place.host)
        local = place.host == "localhost" or place.host.endswith(".localhost")
        if local or (spelled and not is_public(spelled)):
            raise RefusedError("refused: it leads to a private address; allow_private in [source] lets it in")

    def _look_up(self, host: str) -> list[str]:
        if host not in self._found:
            spelled = spelled_address(host)
            self._found[host] = [spelled] if spelled else self._resolve(host)
        return self._found[host]
