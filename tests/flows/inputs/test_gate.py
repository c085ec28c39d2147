"""Which addresses feeds and redirects may lead to."""

from __future__ import annotations

import pytest

from newsloom.flows.inputs.web.gate import Gate, HostAndPort, RefusedError, is_public, spelled_address

# fmt: off
PRIVATE = (
    "127.0.0.1", "127.255.1.2", "0.0.0.0", "0.1.2.3", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1",
    "169.254.169.254", "100.64.0.1", "100.127.255.255", "192.0.0.8", "192.0.2.1", "192.88.99.1", "198.18.0.1",
    "198.51.100.1", "203.0.113.1", "224.0.0.1", "224.0.1.1", "239.1.1.1", "240.0.0.1", "255.255.255.255", "::", "::1",
    "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:0:0", "64:ff9b::127.0.0.1", "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1", "2002:7f00:1::", "2002:a00:1::", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:db8::1",
    "3fff::1", "5f00::1", "fe80::1", "fe80::1%eth0", "fec0::1", "fc00::1", "fd12:3456::1", "ff02::1", "ff0e::1",
    "100::1", "nonsense",
)
PUBLIC = (
    "93.184.216.34", "8.8.8.8", "1.1.1.1", "100.63.255.255", "100.128.0.1", "172.15.0.1", "172.32.0.1",
    "2606:2800:220:1::1", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::",
)
SPELLINGS = (
    "2130706433", "0x7f.1", "0x7f000001", "127.1", "0177.0.0.1", "017700000001", "127.0.1", "[::1]", "::1",
    "[::ffff:127.0.0.1]", "::ffff:7f00:1", "0", "0x0",
)
# fmt: on
HOME = HostAndPort("127.0.0.1", 8000)


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("host", SPELLINGS)
def test_spellings_of_this_machine_are_refused_without_asking_a_name_server(host: str) -> None:
    gate = Gate(resolve=lambda _: ["8.8.8.8"])
    assert spelled_address(host)
    for admit in (gate.admit, gate.admit_by_proxy):
        with pytest.raises(RefusedError, match="private"):
            admit(HostAndPort(host, 80), None)


def test_names_are_neither_numbers_nor_refused() -> None:
    gate = Gate(resolve=lambda _: ["8.8.8.8"])
    for host in ("news.example", "1.example", "4chan.example", "0x7f.example"):
        assert spelled_address(host) is None
        gate.admit(HostAndPort(host, 80), None)


@pytest.mark.parametrize("found", [["127.0.0.1"], ["8.8.8.8", "10.0.0.1"], ["::1", "8.8.8.8"]])
def test_one_private_address_among_those_of_a_name_is_enough(found: list[str]) -> None:
    with pytest.raises(RefusedError):
        Gate(resolve=lambda _: found).admit(HostAndPort("news.example", 80), None)


def test_what_the_user_typed_may_be_private_and_so_may_its_own_links() -> None:
    gate = Gate(resolve=lambda _: ["127.0.0.1"])
    gate.admit(HOME, HOME)
    for other in (HostAndPort("127.0.0.1", 8001), HostAndPort("127.0.0.2", 8000), HostAndPort("localhost", 8000)):
        with pytest.raises(RefusedError):
            gate.admit(other, HOME)
    Gate(allow_private=True, resolve=lambda _: ["127.0.0.1"]).admit(HostAndPort("localhost", 1), None)


def test_a_host_is_looked_up_once_so_that_its_addresses_cannot_change() -> None:
    answers = iter([["8.8.8.8"], ["127.0.0.1"]])
    gate = Gate(resolve=lambda _: next(answers))
    gate.admit(HostAndPort("news.example", 80), None)
    assert gate.addresses("news.example") == ["8.8.8.8"]


def test_of_a_host_that_is_public_and_private_only_the_public_address_is_connected_to() -> None:
    gate = Gate(resolve=lambda _: ["127.0.0.1", "8.8.8.8"])
    assert gate.addresses("news.example") == ["8.8.8.8"]


def test_a_proxy_looks_names_up_but_this_machine_stays_refused() -> None:
    gate = Gate(resolve=lambda _: pytest.fail("the proxy looks up"))
    gate.admit_by_proxy(HostAndPort("news.example", 80), None)
    for host in ("localhost", "a.localhost"):
        with pytest.raises(RefusedError):
            gate.admit_by_proxy(HostAndPort(host, 80), None)
