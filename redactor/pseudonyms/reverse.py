"""Reverse DNS names agree with their address (RFC 1035 section 3.5, RFC 3596 section 2.5)."""

from __future__ import annotations

from recognizers import lazy_re as re
from redactor.pseudonyms.ip import Addresses

_V4 = re.compile(rb"(?:(.+)\.)??(\d{1,3}(?:\.\d{1,3}){0,3})(\.in-addr\.arpa\.?)", re.IGNORECASE)
_V6 = re.compile(rb"(?:(.+)\.)??([0-9a-f](?:\.[0-9a-f]){0,31})(\.ip6\.arpa\.?)", re.IGNORECASE)


def split(value: bytes) -> tuple[bytes, bytes, bytes] | None:
    """(labels in front, reversed address, suffix) of a reverse DNS name, or None where it is not one."""
    match = _V4.fullmatch(value) or _V6.fullmatch(value)
    if match is None or max(map(_number, match[2].split(b"."))) > 255:
        return None
    return match[1] or b"", match[2], match[3]


def pseudonym(addresses: Addresses, address: bytes, suffix: bytes) -> bytes:
    """The reversed pseudonym of a reversed address, or of the network that its leading part names."""
    parts = address.split(b".")[::-1]
    if suffix.lower().startswith(b".in-addr"):
        x = int.from_bytes(bytes(map(int, parts)).ljust(4, b"\0"), "big")
        found = addresses.map4(x, 8 * len(parts) if len(parts) < 4 else None)
        octets = [b"%d" % octet for octet in found.to_bytes(4, "big")]
        return b".".join(octets[: len(parts)][::-1])
    x = int(b"".join(parts).ljust(32, b"0"), 16)
    found = addresses.map6(x, 4 * len(parts) if len(parts) < 32 else None)
    text = b"%032x" % found
    text = text.upper() if address != address.lower() else text
    return b".".join(text[at : at + 1] for at in reversed(range(len(parts))))


def is_special(addresses: Addresses, address: bytes, suffix: bytes) -> bool:
    """True for the reversed form of an address or network that is kept as it is."""
    return pseudonym(addresses, address, suffix) == address


def _number(label: bytes) -> int:
    return int(label) if label.isdigit() else 0
