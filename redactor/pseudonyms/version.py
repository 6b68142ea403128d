"""Versions are generalised: the leading numbers stay, the others become 0, letters and separators stay.

    17.3.4a ─► 17.3.0a      15.2(4)M7 ─► 15.2(0)M0      v7.4.8 ─► v7.4.0      (family alone: 17.0.0a, 15.0(0)M0, v7.0.0)

A result always differs: where nothing behind the leading numbers was left to zero, the last number that is not 0
becomes 0 (17.9 ─► 17.0 ─► 0.0), and a version of zeros ends in 1.  A version without a number (a code name) is crossed
out with `x`.
"""

from __future__ import annotations

from recognizers import lazy_re as re

_NUMBER = re.compile(rb"[0-9]+")
_LETTER = re.compile(rb"[A-Za-z\x80-\xff]")


def generalised(value: bytes, *, family_only: bool = False) -> bytes:
    """The version with its leading two numbers kept (`family_only`: one)."""
    matches = list(_NUMBER.finditer(value))
    if not matches:
        return crossed(value)
    keep = 1 if family_only else 2
    found = _zeroed(value, matches[keep:])
    if found != value:
        return found
    for match in reversed(matches[:keep]):
        found = _zeroed(value, [match])
        if found != value:
            return found
    return value[: matches[-1].end() - 1] + b"1" + value[matches[-1].end() :]


def crossed(value: bytes) -> bytes:
    """Letters as `x`, digits as `0`, each byte of another script as it was; differs where it holds either."""
    text = _NUMBER.sub(lambda match: b"0" * len(match[0]), value)
    found = bytes(_cross(byte) for byte in text)
    if found.lower() != value.lower():
        return found
    return found.translate(bytes.maketrans(b"Xx0", b"Zz9"))


def _cross(byte: int) -> int:
    if 65 <= byte <= 90:
        return 88
    return 120 if 97 <= byte <= 122 else byte


def _zeroed(value: bytes, matches: list[re.Match[bytes]]) -> bytes:
    parts, end = [], 0
    for match in matches:
        parts += [value[end : match.start()], zero(match[0])]
        end = match.end()
    return b"".join(parts) + value[end:]


def zero(digits: bytes) -> bytes:
    """`0` for a number, as many zeros for one that is padded with zeros (`03` ─► `00`)."""
    return b"0" * len(digits) if digits[:1] == b"0" else b"0"
