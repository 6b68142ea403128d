"""Network addresses that must not stand, found in the tokens of a text in whatever notation they are written."""

from __future__ import annotations

from collections.abc import Iterator

from recognizers import lazy_re as re
from redactor.spellings import address, address6, flip, mac, quad

_HEX = b"0123456789abcdef"
_QUADS, _COLON, _MACS = 1, 2, 4
_NUMBERS = re.compile(rb"(?<![0-9])[0-9]{1,5}(?:[.\-_][0-9]{1,5}){3,}(?![0-9])")
_NUMBER = re.compile(rb"[0-9]+")
_COLONS = re.compile(rb"(?<![0-9a-f:])[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,9}")
_MAC = re.compile(
    rb"(?<![0-9a-f])(?:[0-9a-f]{2}([:\-.])(?:[0-9a-f]{2}\1){4}(?:[0-9a-f]{2}\1){0,2}[0-9a-f]{2}"
    rb"|[0-9a-f]{4}([.\-])[0-9a-f]{4}\2[0-9a-f]{4}(?:\2[0-9a-f]{2})?|[0-9a-f]{6}-[0-9a-f]{6})(?![0-9a-f])"
)
_ARPA = re.compile(rb"[0-9a-f][0-9a-f.]+\.i(?:n-addr|p6)\.arpa")


class Addresses:
    """IPv4, IPv6 and MAC originals, packed."""

    __slots__ = ("_macs", "_v4", "_v6")

    def __init__(self) -> None:
        self._v4: set[bytes] = set()
        self._v6: set[bytes] = set()
        self._macs: set[bytes] = set()

    def __len__(self) -> int:
        return len(self._v4) + len(self._v6) + len(self._macs)

    def add(self, entity: str, value: bytes) -> bool:
        """False where the value is no address after all."""
        if entity == "IP_ADDRESS":
            packed = address(value)
            if packed is not None:
                (self._v4 if len(packed) == 4 else self._v6).add(packed)
            return packed is not None
        digits = mac(value) if entity == "MAC_ADDRESS" else None
        if digits is not None:
            self._macs.add(digits)
        return digits is not None

    def macs(self) -> list[bytes]:
        """The twelve digits of each MAC address."""
        return list(self._macs)

    def find(self, tokens: list[bytes], marks: list[bytes], squeezed: set[bytes], *, double: bool) -> str:
        """The entity of an address that stands in the folded tokens (or, without separators, in `squeezed`), or "".

        `marks` are the tokens without their letters and digits; there are few different ones, so they choose.
        `double` is true where a double colon stands anywhere.
        """
        if self._macs and self._squeezed_mac(squeezed):
            return "MAC_ADDRESS"
        ways = {mark: _ways(mark, double) for mark in set(marks)}
        some = [(ways[mark], token) for token, mark in zip(tokens, marks, strict=True) if ways[mark]]
        if self._v4 and self._quad([token for way, token in some if way & _QUADS]):
            return "IP_ADDRESS"
        if self._macs and self._inner_mac([token for way, token in some if way & _MACS and len(token) > 13]):
            return "MAC_ADDRESS"
        colons = [token for way, token in some if way & _COLON]
        for run in set(
            _COLONS.findall(b" ".join([token for token in colons if b"::" in token or token.count(b":") > 6]))
        ):
            # A run ends before a colon that follows it; its last group may be a port.
            bare = run if run.endswith(b"::") else run.rstrip(b":")
            found = self._known(address6(bare)) or self._known(address6(bare.rpartition(b":")[0]))
            if found:
                return found
        arpa = [run for way, token in some if way & _QUADS and b".arpa" in token for run in _ARPA.findall(token)]
        return next(filter(None, (self._known(address(run)) for run in arpa)), "")

    def _known(self, packed: bytes | None) -> str:
        if packed is None:
            return ""
        if packed in self._v4 or packed in self._v6:
            return "IP_ADDRESS"
        made_of_mac = packed[11:13] == b"\xff\xfe"
        return "MAC_ADDRESS" if made_of_mac and flip((packed[8:11] + packed[13:]).hex().encode()) in self._macs else ""

    def _quad(self, tokens: list[bytes]) -> bool:
        """Anywhere in a token: after a scheme, before a port, between dashes."""
        return any(packed in self._v4 for packed in _all_quads(b" ".join(tokens)))

    def _squeezed_mac(self, squeezed: set[bytes]) -> bool:
        """A token of its own, bare or with any separators; client ids and EUI-64 have fourteen and sixteen digits."""
        if not self._macs.isdisjoint(squeezed):
            return True
        return any(self._long_mac(token) for token in squeezed if len(token) == 16 or len(token) == 14)

    def _long_mac(self, token: bytes) -> bool:
        digits = mac(token)
        return digits is not None and (digits in self._macs or (len(token) == 16 and flip(digits) in self._macs))

    def _inner_mac(self, tokens: list[bytes]) -> bool:
        """Part of a longer token."""
        return any(mac(found[0]) in self._macs for found in _MAC.finditer(b" ".join(tokens)))


def _ways(mark: bytes, double: bool) -> int:
    """What a token whose punctuation is `mark` may hold."""
    dots, dashes, colons = mark.count(b"."), mark.count(b"-"), mark.count(b":")
    dated = mark.startswith((b"--:", b"--.")) and dashes == 2
    return (
        _QUADS * (dots > 2 or dashes > 2 or mark.count(b"_") > 2)
        | _COLON * (colons > (1 if double else 6) and not dated)
        | _MACS * (dots > 1 or colons > 4 or (dashes > 1 and not dated))
    )


def _all_quads(text: bytes) -> Iterator[bytes]:
    """The first and the last four numbers of every run (a port may follow, an object identifier precede)."""
    for run in set(_NUMBERS.findall(text)):
        parts = _NUMBER.findall(run)
        for four in (parts[:4], parts[-4:]):
            packed = quad(four)
            if packed is not None:
                yield packed
