"""Phone numbers: the country code stays (ITU-T E.164), the other digits change as one number, formatting stands.

So `+49 30 1234567` and `+49301234567` agree; zeros in front of a national number stay.
"""

from __future__ import annotations

from redactor.pseudonyms.digits import filled, taken
from redactor.pseudonyms.scheme import Scheme

_CODES = (
    "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 "
    "91 92 93 94 95 98"
)
_TWO_DIGITS = frozenset(_CODES.split())
"""Country codes of two digits; 1 and 7 have one, all others three (ITU-T E.164 list of assigned codes)."""


def pseudonym(scheme: Scheme, value: bytes) -> bytes:
    """The pseudonym of a phone number in the formatting of `value`; text without a digit keeps its shape."""
    digits = taken(value)
    if not digits:
        return scheme.shapes.replace("phone", value)
    start = _country(value, digits)
    while start < len(digits) - 1 and digits[start] == "0":
        start += 1
    if start == len(digits):
        start = 0
    number = digits[start:]
    if len(number) > 1 and number[0] != "0":
        found = scheme.shapes.replace("phone", number.encode("ascii")).decode("ascii")
    else:
        found = scheme.shapes.digits("phone", number)
    return filled(value, digits[:start] + found)


def _country(value: bytes, digits: str) -> int:
    """How many digits in front are the country code, with its `00`."""
    if value.lstrip(b"(").startswith(b"+"):
        start = 0
    elif digits.startswith("00") and len(digits) > 8:
        start = 2
    else:
        return 0
    if digits[start : start + 1] in ("1", "7"):
        return start + 1
    return start + (2 if digits[start : start + 2] in _TWO_DIGITS else 3)
