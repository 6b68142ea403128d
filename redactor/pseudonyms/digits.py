"""Numbers with a formatting of their own: the digits change as one number, everything else stands."""

from __future__ import annotations

from recognizers import lazy_re as re

_DIGIT = re.compile(rb"[0-9]")


def taken(value: bytes) -> str:
    """The digits of `value`."""
    return b"".join(_DIGIT.findall(value)).decode("ascii")


def filled(template: bytes, digits: str) -> bytes:
    """`template` with its digits replaced by `digits`, one by one."""
    rest = iter(digits)
    return _DIGIT.sub(lambda match: next(rest).encode("ascii"), template)
