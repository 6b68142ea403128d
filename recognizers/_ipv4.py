"""What the four numbers of a dotted quad say by themselves: possible, private, nobody's."""

from __future__ import annotations


def octets_of(text: bytes) -> tuple[int, ...] | None:
    """The four octets, or None where they are no address's: too large, or led by zeros that no tool writes."""
    parts = text.split(b".")
    octets = tuple(int(part) for part in parts)
    if max(octets) > 255:
        return None
    zeros = any(len(part) > 1 and part[0] == 48 for part in parts)
    if zeros and not is_private(octets) and any(len(part) < 3 for part in parts):
        return None
    return octets


def is_private(octets: tuple[int, ...]) -> bool:
    """True within RFC 1918 and the shared space of RFC 6598."""
    first, second = octets[0], octets[1]
    return (
        first == 10
        or (first == 172 and 16 <= second <= 31)
        or (first == 192 and second == 168)
        or (first == 100 and 64 <= second <= 127)
    )


def is_nobody(octets: tuple[int, ...]) -> bool:
    """True for addresses that single out nothing: this-network, loopback, multicast, broadcast, masks, wildcards."""
    first = octets[0]
    if first in (0, 127) or 224 <= first <= 239:
        return True
    value = int.from_bytes(bytes(octets), "big")
    if first < 128:
        return value & (value + 1) == 0
    inverse = value ^ 0xFFFFFFFF
    return inverse & (inverse + 1) == 0 or set(octets) == {0, 255}
