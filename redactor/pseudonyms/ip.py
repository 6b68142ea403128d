"""IPv4 and IPv6 addresses and networks in every notation; `address.Tree` holds the map itself.

Loopback, unspecified, multicast, broadcast, 0.0.0.0/8, net and wildcard masks and whole special blocks stay.  An
address inside another (v4-mapped, NAT64) and an interface id made of a MAC agree with what they hold.
"""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import ip_address
from typing import NamedTuple

from recognizers import lazy_re as re
from redactor.pseudonyms.address import Block, Tree
from redactor.pseudonyms.ip6_text import Spelling6
from redactor.pseudonyms.mac import Macs
from redactor.pseudonyms.prf import Prf
from redactor.pseudonyms.shape import Shapes

_V4 = rb"(\d{1,3})([.\-_])(\d{1,3})\2(\d{1,3})\2(\d{1,3})"
_V4_VALUE = re.compile(_V4 + rb"(?:(/|[ \t]+)(\d{1,2}|\d{1,3}(?:\.\d{1,3}){3}))?")
_V4_INSIDE = re.compile(rb"(?<![0-9.])\d{1,3}(?:\.\d{1,3}){3}(?![0-9]|\.[0-9])")
_EVERY6 = 64
_LARGEST4, _LARGEST6 = 8, 16
"""Networks with a prefix this short or shorter (IPv6), or shorter (IPv4), are parts of the address plan and stay."""


def _block(text: str) -> Block:
    address, length = text.split("/")
    return int(ip_address(address)), int(length)


_PLAN4 = (
    "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 "
    "192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4 "
    "255.0.0.0/8"
)
_PLAN6 = (
    "::/96 ::ffff:0:0/96 64:ff9b::/96 64:ff9b:1::/48 100::/64 2000::/3 2001::/32 2001:db8::/32 2002::/16 3fff::/20 "
    "fc00::/8 fd00::/8 fe80::/10 fe80::/64 fe80::/112 fec0::/10 ff00::/8"
)
BLOCKS4 = tuple(map(_block, _PLAN4.split()))
"""IANA IPv4 Special-Purpose Address Registry (RFC 6890), multicast and class E; 255/8 holds masks and broadcast."""
BLOCKS6 = tuple(map(_block, _PLAN6.split()))
"""IANA IPv6 Special-Purpose Address Registry; fe80::/112 keeps the short interface ids of routers short."""
_HOLDERS = (0xFFFF, 0x64FF9B << 64)
"""The first 96 bits of ::ffff:0:0/96 and 64:ff9b::/96, which hold an IPv4 address."""


class Addresses:
    """The maps of both families under one key, with the case's known networks."""

    __slots__ = ("_macs", "_one_way", "_v4", "_v6", "shapes")

    def __init__(
        self, prf: Prf, macs: Macs, shapes: Shapes, networks: Iterable[tuple[int, int, int]], *, one_way: bool = False
    ) -> None:
        known = list(networks)
        self._v4 = Tree(prf.derive("ipv4"), 32, BLOCKS4, [item[1:] for item in known if item[0] == 4])
        self._v6 = Tree(prf.derive("ipv6"), 128, BLOCKS6, [item[1:] for item in known if item[0] == 6], _EVERY6)
        self._macs = macs
        self._one_way = one_way
        self.shapes = shapes

    def map4(self, x: int, length: int | None = None) -> int:
        """The pseudonym of an IPv4 address, or of the network that `length` makes of it."""
        return x if self.stays4(x, length) else self._member(self._v4, x, 32, length)

    def map6(self, x: int, length: int | None = None) -> int:
        """The pseudonym of an IPv6 address or network, with what it holds."""
        if self.stays6(x, length):
            return x
        if x >> 32 in _HOLDERS:
            return x >> 32 << 32 | self.map4(x & 0xFFFFFFFF, None if length is None else max(length - 96, 0))
        found = self._member(self._v6, x, 128, length)
        device = self._macs.interface(x & 0xFFFFFFFFFFFFFFFF)
        return found if device is None else found >> 64 << 64 | device

    def stays4(self, x: int, length: int | None = None) -> bool:
        """True where the address is nobody's: it is kept as it is."""
        inverse = x ^ 0xFFFFFFFF
        if x >> 24 in (0, 127, 255) or x >> 28 == 14:
            return True
        if length is None and (x & (x + 1) == 0 or inverse & (inverse + 1) == 0):
            return True
        return _is_plan(x, 32, length, BLOCKS4, _LARGEST4 - 1) or self._v4.stays(x, length)

    def stays6(self, x: int, length: int | None = None) -> bool:
        """True where the address is nobody's: it is kept as it is."""
        if x < 2 or x >> 120 == 0xFF or _is_plan(x, 128, length, BLOCKS6, _LARGEST6):
            return True
        return x >> 32 in _HOLDERS and self.stays4(x & 0xFFFFFFFF)

    def _member(self, tree: Tree, x: int, width: int, length: int | None) -> int:
        found = tree.scatter(x) if self._one_way else tree.map(x, length)
        if length is None or length >= width or x & ((1 << (width - length)) - 1):
            return found
        network = found >> (width - length) << (width - length)
        return network if network != x else found


def _is_plan(x: int, width: int, length: int | None, blocks: tuple[Block, ...], largest: int) -> bool:
    if length is None or x & ((1 << (width - length)) - 1):
        return False
    return length <= largest or (x, length) in blocks


def pseudonym(addresses: Addresses, value: bytes) -> bytes:
    """The pseudonym of an address or network in the notation of `value`; other text keeps its shape."""
    found = _spelled4(addresses, value)
    if found is None:
        found = _spelled6(addresses, value)
    if found is None:
        found = _V4_INSIDE.sub(lambda match: _spelled4(addresses, match[0]) or match[0], value)
        if found == value:
            found = addresses.shapes.replace("ip", value)
    return found


def generalised(addresses: Addresses, value: bytes) -> bytes:
    """The pseudonym's /24 or /64: host bits zero."""
    read = _read4(value)
    if read is not None and not addresses.stays4(read.number, read.length):
        return read.spell(addresses.map4(read.number, 24) & 0xFFFFFF00)
    spelling = None if read else Spelling6.parse(value)
    if spelling is None or addresses.stays6(spelling.number, spelling.length):
        return pseudonym(addresses, value)
    return spelling.spell(addresses.map6(spelling.number) >> 64 << 64)


def is_special(addresses: Addresses, value: bytes) -> bool:
    """True for an address that is kept as it is."""
    read = _read4(value)
    if read is not None:
        return addresses.stays4(read.number, read.length)
    spelling = Spelling6.parse(value)
    return spelling is not None and addresses.stays6(spelling.number, spelling.length)


def _spelled4(addresses: Addresses, value: bytes) -> bytes | None:
    read = _read4(value)
    return None if read is None else read.spell(addresses.map4(read.number, read.length))


class _Spelling4(NamedTuple):
    """An address with its notation: dots or dashes, octets padded with zeros, a prefix length or mask behind it."""

    number: int
    length: int | None
    octets: tuple[bytes, bytes, bytes, bytes]
    separator: bytes
    after: bytes

    def spell(self, x: int) -> bytes:
        """`x` in this notation."""
        separator = self.separator
        if not any(octet.startswith(b"0") for octet in self.octets):
            octets = (x >> 24, separator, x >> 16 & 255, separator, x >> 8 & 255, separator, x & 255, self.after)
            return b"%d%b%d%b%d%b%d%b" % octets
        parts = []
        for old, octet in zip(self.octets, x.to_bytes(4, "big"), strict=True):
            text = b"%d" % octet
            parts.append(text.zfill(len(old)) if len(old) > 1 and old.startswith(b"0") else text)
        return separator.join(parts) + self.after


def _read4(value: bytes) -> _Spelling4 | None:
    match = _V4_VALUE.fullmatch(value)
    if match is None:
        return None
    octets = (match[1], match[3], match[4], match[5])
    a, b, c, d = map(int, octets)
    length = _length4(match[7])
    if max(a, b, c, d) > 255 or (length or 0) > 32:
        return None
    return _Spelling4(a << 24 | b << 16 | c << 8 | d, length, octets, match[2], value[match.end(5) :])


def _length4(text: bytes | None) -> int | None:
    """The prefix length that `24`, `255.255.255.0` or `0.0.0.255` says; None where there is none."""
    if text is None or text.isdigit():
        return None if text is None else int(text)
    octets = [int(part) for part in text.split(b".")]
    if max(octets) > 255:
        return None
    mask = int.from_bytes(bytes(octets), "big")
    wildcard = min(mask, mask ^ 0xFFFFFFFF) if mask >> 31 != mask & 1 else None
    if wildcard is None or wildcard & (wildcard + 1):
        return None
    return 32 - wildcard.bit_length()


def _spelled6(addresses: Addresses, value: bytes) -> bytes | None:
    spelling = Spelling6.parse(value)
    if spelling is None:
        return None
    return spelling.spell(addresses.map6(spelling.number, spelling.length))
