"""How an IPv6 address is written: what is read comes back in the same notation with another address in it."""

from __future__ import annotations

from dataclasses import dataclass

from recognizers import lazy_re as re

_VALUE = re.compile(
    rb"(\[?)([0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,8}(?:(?<=:)\d{1,3}(?:\.\d{1,3}){3})?"
    rb"|[0-9A-Fa-f]{0,4}(?:-[0-9A-Fa-f]{0,4}){2,8})"
    rb"((?:%[0-9A-Za-z_.\-/:]+?)?)(?:/(\d{1,3}))?(\]?)"
)
_DOTTED = re.compile(rb"\d{1,3}(?:\.\d{1,3}){3}\Z")


@dataclass(frozen=True, slots=True, repr=False)
class Spelling6:
    """An address with its notation: brackets, zone, prefix length, case, compression, dots, dashes."""

    number: int
    length: int | None
    before: bytes
    after: bytes
    """Zone, prefix length and bracket, as they stand."""
    dashed: bool
    dotted: bool
    compressed: bool
    padded: bool
    capital: bool

    @classmethod
    def parse(cls, value: bytes) -> Spelling6 | None:
        """The spelling of `value`, or None where it is no IPv6 address or network."""
        match = _VALUE.fullmatch(value)
        if match is None:
            return None
        text, dashed = match[2], b"-" in match[2]
        body = text.replace(b"-", b":") if dashed else text
        dotted = _DOTTED.search(body)
        if dotted is not None:
            octets = [int(part) for part in dotted[0].split(b".")]
            if max(octets) > 255:
                return None
            body = body[: dotted.start()] + b"%x:%x" % (octets[0] << 8 | octets[1], octets[2] << 8 | octets[3])
        number = _number(body)
        length = None if match[4] is None else int(match[4])
        if number is None or (length is not None and length > 128):
            return None
        groups = [group for group in body.split(b":") if group]
        return cls(
            number, length, match[1], value[match.end(2) :], dashed, dotted is not None, b"::" in body,
            all(len(group) == 4 for group in groups) and any(group[:1] == b"0" for group in groups),
            text != text.lower(),
        )  # fmt: skip

    def spell(self, number: int) -> bytes:
        """`number` in this notation."""
        groups = [number >> shift & 0xFFFF for shift in range(112, -16, -16)]
        parts = [b"%04x" % group if self.padded else b"%x" % group for group in groups]
        if self.dotted:
            parts[6:] = [b".".join(b"%d" % octet for octet in (number & 0xFFFFFFFF).to_bytes(4, "big"))]
        text = _compressed(parts) if self.compressed else b":".join(parts)
        if self.capital:
            text = text.upper()
        return self.before + (text.replace(b":", b"-") if self.dashed else text) + self.after


def _number(body: bytes) -> int | None:
    head, gap, tail = body.partition(b"::")
    left = head.split(b":") if head else []
    right = tail.split(b":") if tail else []
    missing = 8 - len(left) - len(right)
    if b"" in left or b"" in right or (missing < 1 if gap else missing != 0):
        return None
    number = 0
    for group in left + [b"0"] * missing + right:
        if len(group) > 4:
            return None
        number = number << 16 | int(group, 16)
    return number


def _compressed(parts: list[bytes]) -> bytes:
    """With `::` for the longest run of zero groups, the first of equals (RFC 5952 section 4.2)."""
    best, start = (0, 0), 0
    while start < len(parts):
        end = start
        while end < len(parts) and not parts[end].strip(b"0"):
            end += 1
        if end - start > best[0]:
            best = (end - start, start)
        start = max(end, start + 1)
    size, start = best
    if size < 2:
        return b":".join(parts)
    return b":".join(parts[:start]) + b"::" + b":".join(parts[start + size :])
