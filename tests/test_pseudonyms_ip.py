"""Laws of redactor.pseudonyms.ip, address and reverse."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, ip_address, ip_network
from itertools import islice

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from redactor.pseudonyms import Pseudonyms

SECRET = b"address test secret".ljust(32, b".")
PSEUDONYMS = Pseudonyms(SECRET)
BLOCKS = tuple(
    map(
        ip_network,
        ("10.0.0.0/8", "100.64.0.0/10", "169.254.0.0/16", "172.16.0.0/12", "192.0.2.0/24", "192.168.0.0/16",
         "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "192.0.0.0/24", "192.88.99.0/24", "240.0.0.0/5"),
    )
)  # fmt: skip
BLOCKS6 = tuple(map(ip_network, ("2001:db8::/32", "fd00::/8", "fe80::/10", "2000::/3")))
KNOWN = ("10.1.0.0/16", "10.1.2.0/24", "10.1.2.128/30", "172.16.5.4/31", "192.168.7.0/24", "8.8.0.0/16")


def _known(*networks: str) -> Pseudonyms:
    parsed = [ip_network(text) for text in networks]
    return Pseudonyms(SECRET, networks=[(net.version, int(net.network_address), net.prefixlen) for net in parsed])


def _map(value: object, pseudonyms: Pseudonyms = PSEUDONYMS) -> str:
    return pseudonyms.pseudonymise("IP_ADDRESS", str(value).encode()).decode()


def _common(a: str, b: str) -> int:
    first, second = ip_address(a), ip_address(b)
    return first.max_prefixlen - (int(first) ^ int(second)).bit_length()


def _special(address: IPv4Address) -> bool:
    return any(address in block for block in BLOCKS)


@settings(max_examples=100, deadline=None)
@given(st.ip_addresses(v=4), st.integers(0, 32), st.integers(0, 2**32 - 1))
def test_the_map_preserves_prefixes(first: IPv4Address, length: int, noise: int) -> None:
    """Two addresses share as many leading bits after as before, whatever their classes; none maps to itself."""
    second = IPv4Address(int(first) ^ (noise >> length if length < 32 else 0))
    assume(first != second)
    kept = [PSEUDONYMS.unchanged("IP_ADDRESS", str(address).encode()) for address in (first, second)]
    assume(not any(kept))

    assert _common(str(first), str(second)) == _common(_map(first), _map(second))
    assert str(first) != _map(first)


@settings(max_examples=80, deadline=None)
@given(st.ip_addresses(v=4))
def test_public_stays_public(address: IPv4Address) -> None:
    """An address outside of every special block maps outside of every special block."""
    assume(not _special(address))
    assume(not PSEUDONYMS.unchanged("IP_ADDRESS", str(address).encode()))

    assert not _special(IPv4Address(_map(address)))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(BLOCKS + BLOCKS6), st.data())
def test_a_special_block_maps_onto_itself(block: IPv4Network, data: st.DataObject) -> None:
    """Private, shared, link-local, unique-local and documentation addresses stay in their own block."""
    offset = data.draw(st.integers(1, block.num_addresses - 2))
    address = block.network_address + offset

    assert ip_address(_map(address)) in block
    assert str(address) != _map(address)


def test_the_map_is_a_bijection_without_fixed_point() -> None:
    """On all of 192.168/16, with and without known networks, 65,536 addresses have 65,536 images, none its own."""
    known = _known("192.168.7.0/24", "192.168.7.16/28", "192.168.64.0/18", "192.168.200.4/30", "192.168.200.8/31")
    for pseudonyms in (PSEUDONYMS, known):
        tree = pseudonyms._scheme.addresses
        images = [tree.map4(0xC0A80000 | low) for low in range(1 << 16)]

        assert set(range(0xC0A80000, 0xC0A90000)) == set(images)
        assert not any(image == 0xC0A80000 | low for low, image in enumerate(images))


@pytest.mark.parametrize("text", KNOWN)
def test_networks_stay_networks(text: str) -> None:
    """Network and broadcast of a known network map to those of the mapped network, hosts to its usable hosts."""
    network, pseudonyms = ip_network(text), _known(*KNOWN)
    image = ip_network(_map(network, pseudonyms))

    assert network != image
    assert str(image.network_address) == _map(network.network_address, pseudonyms)
    assert str(image.broadcast_address) == _map(network.broadcast_address, pseudonyms)
    usable = {str(host) for host in image.hosts()}
    for host in islice(network.hosts(), 250):
        assert _map(host, pseudonyms) in usable
        assert f"{_map(host, pseudonyms)}/{network.prefixlen}" == _map(f"{host}/{network.prefixlen}", pseudonyms)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 2**16 - 1), st.integers(17, 32)), max_size=6), st.data())
def test_prefixes_survive_any_known_networks(networks: list[tuple[int, int]], data: st.DataObject) -> None:
    """Whatever networks are known, the map of a private block preserves prefixes and leaves nothing where it was."""
    known = [(4, (0xC0A80000 | low) >> (32 - size) << (32 - size), size) for low, size in networks]
    tree = Pseudonyms(SECRET, networks=known)._scheme.addresses
    low, high = data.draw(st.integers(0, 2**16 - 1)), data.draw(st.integers(0, 2**16 - 1))
    first, second = 0xC0A80000 | low, 0xC0A80000 | high

    assert (first ^ second).bit_length() == (tree.map4(first) ^ tree.map4(second)).bit_length()
    assert first != tree.map4(first)


def test_hosts_of_a_documentation_network_are_usable() -> None:
    """192.0.2.0/24 cannot move: its hosts are permuted, and network and broadcast are said to stay."""
    pseudonyms = _known("192.0.2.0/24")
    hosts = [str(host) for host in ip_network("192.0.2.0/24").hosts()]
    images = [_map(host, pseudonyms) for host in hosts]

    assert set(hosts) == set(images)
    assert not any(host == image for host, image in zip(hosts, images, strict=True))
    assert images == [_map(f"{host}/24", pseudonyms).removesuffix("/24") for host in hosts]
    assert pseudonyms.unchanged("IP_ADDRESS", b"192.0.2.0")
    assert "192.0.2.255" == _map("192.0.2.255", pseudonyms)


@pytest.mark.parametrize(
    "value",
    ["127.0.0.1", "0.0.0.0", "0.0.0.255", "255.255.255.255", "255.255.254.0", "224.0.0.5", "239.1.1.1", "10.0.0.0/8",
     "192.168.0.0/16", "0.0.0.0/0", "::1", "::", "ff02::1", "fe80::/10", "2001:db8::/32", "::ffff:127.0.0.1",
     "1.0.0.127.in-addr.arpa"],
)  # fmt: skip
def test_special_addresses_stay(value: str) -> None:
    """What names nobody is kept under every action, and `unchanged` says so."""
    assert PSEUDONYMS.unchanged("IP_ADDRESS", value.encode())
    assert value == _map(value)
    assert value.encode() == PSEUDONYMS.suppress("IP_ADDRESS", value.encode())
    assert value.encode() == PSEUDONYMS.generalise("IP_ADDRESS", value.encode())


def test_notations_agree() -> None:
    """One address is one pseudonym in every notation, and comes back in the notation it had."""
    octets = _map("10.1.2.3").split(".")

    assert "-".join(octets) == _map("10-1-2-3")
    assert ".".join(octet.zfill(3) for octet in octets) == _map("010.001.002.003")
    assert ".".join(reversed(octets)) + ".IN-ADDR.arpa." == _map("3.2.1.10.IN-ADDR.arpa.")
    assert f"::ffff:{'.'.join(octets)}" == _map("::ffff:10.1.2.3")
    assert f"10.{octets[1]}.{octets[2]}.0/24" == _map("10.1.2.0/24")
    assert f"10.{octets[1]}.{octets[2]}.0 0.0.0.255" == _map("10.1.2.0 0.0.0.255")
    assert f"{octets[2]}.{octets[1]}.10.in-addr.arpa" == _map("2.1.10.in-addr.arpa")


def test_ipv6_notations_agree() -> None:
    """Compressed, expanded, capital, dashed, bracketed, zoned and reversed spellings of one address agree."""
    plain = IPv6Address(_map("2001:db8:1::a:1"))

    assert plain.compressed == _map("2001:db8:1::a:1")
    assert plain.exploded == _map("2001:0db8:0001:0000:0000:0000:000a:0001")
    assert plain.compressed.upper() == _map("2001:DB8:1::A:1")
    assert f"[{plain.compressed}]" == _map("[2001:db8:1::a:1]")
    assert plain.compressed.replace(":", "-") == _map("2001-db8-1--a-1")
    assert plain.reverse_pointer == _map(IPv6Address("2001:db8:1::a:1").reverse_pointer)
    assert _map("fe80::1") + "%eth0" == _map("fe80::1%eth0")
    assert _map("fe80::1%eth0") + "/64" == _map("fe80::1%eth0/64")


def test_interface_ids_agree_with_their_mac() -> None:
    """A modified EUI-64 interface id is that of the MAC's pseudonym."""
    mac = PSEUDONYMS.pseudonymise("MAC_ADDRESS", b"00:1b:21:12:34:56").replace(b":", b"")
    interface = (int(mac, 16) >> 24 ^ 0x020000) << 40 | 0xFFFE << 24 | int(mac, 16) & 0xFFFFFF

    for value in ("fe80::21b:21ff:fe12:3456", "2001:db8:5::21b:21ff:fe12:3456"):
        assert interface == int(IPv6Address(_map(value))) & 0xFFFFFFFFFFFFFFFF


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2**112 - 1), st.integers(0, 111))
def test_ipv6_preserves_prefixes(low: int, place: int) -> None:
    """Two global addresses share as many leading bits after as before."""
    first = IPv6Address(0x2A00 << 112 | low & ~(0xFFFF << 24))
    second = IPv6Address(int(first) ^ 1 << place)
    assume(int(second) >> 24 & 0xFFFF != 0xFFFE)

    assert _common(str(first), str(second)) == _common(_map(first), _map(second))


def test_no_network_maps_to_itself_even_where_it_cannot_move() -> None:
    """A network beside a special block keeps its bits; the value changes behind them rather than not at all."""
    for value in ("11.0.0.0/8", "192.169.0.0/16", "203.0.112.0/24"):
        assert value != _map(value)
        assert _map(value).endswith(value[-3:].lstrip("0"))


def test_generalised_addresses_are_networks() -> None:
    """Generalising gives the network part of the pseudonym, host bits zero."""
    found = PSEUDONYMS.generalise("IP_ADDRESS", b"10.1.2.3").decode()

    assert _map("10.1.2.3").rpartition(".")[0] + ".0" == found


def test_suppressed_addresses_keep_their_block() -> None:
    """Suppression is one-way, stays in the block and never gives the address itself."""
    found = {PSEUDONYMS.suppress("IP_ADDRESS", b"192.168.%d.1" % n).decode() for n in range(50)}

    assert all(ip_address(text) in ip_network("192.168.0.0/16") for text in found)
    assert PSEUDONYMS.suppress("IP_ADDRESS", b"192.168.1.1") != PSEUDONYMS.pseudonymise("IP_ADDRESS", b"192.168.1.1")


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=30))
def test_nothing_raises(value: bytes) -> None:
    """Whatever bytes are called an address, a replacement comes back."""
    for text in (value, b"10.1.2.3/" + value, b"2001:db8::" + value, value + b".in-addr.arpa"):
        assert isinstance(PSEUDONYMS.pseudonymise("IP_ADDRESS", text), bytes)


@pytest.mark.parametrize("value", ["300.1.2.3", "10.1.2.3/99", "10.1.2.3-10.1.2.9", "1.2.3.4.5"])
def test_what_is_no_address_changes_all_the_same(value: str) -> None:
    """Ranges map both ends; text that only looks like an address keeps its shape."""
    assert value != _map(value)
    assert value.count(".") == _map(value).count(".")
