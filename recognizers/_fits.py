"""Whether a value can be what its label says, judged without regard to which digits stand in it."""

from __future__ import annotations

from recognizers.digits import zeroed
from recognizers.field_values import PLACEHOLDERS, locate

_WITH_DIGITS = frozenset(zeroed(word) for word in PLACEHOLDERS if zeroed(word) != word)
"""Placeholders such as `sha1` and `ipv4`: any digit in their place makes one."""


def fits(entity: str, value: bytes, *, weak: bool = False) -> bool:
    """True where the whole of `value` can be the entity; `weak` as in `field_values.locate`."""
    shape = zeroed(value)
    if shape.strip(b" \t\"'`.:,;()[]").lower() in _WITH_DIGITS:
        return False
    return locate(entity, shape, weak=weak) == (0, len(value))
