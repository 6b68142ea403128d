"""Payment cards: first digit and grouping stay, and a number that passes Luhn's test passes it again.

ISO/IEC 7812-1 annex B.  The check digit keeps its distance from the right one, so the map is a bijection.
"""

from __future__ import annotations

from redactor.pseudonyms.digits import filled, taken
from redactor.pseudonyms.scheme import Scheme


def pseudonym(scheme: Scheme, value: bytes) -> bytes:
    """The pseudonym of a card number; masked ones (with `*` or `x`) change what digits they show."""
    digits = taken(value)
    if len(digits) < 3:
        return scheme.shapes.replace("card", value)
    body = digits[0] + scheme.shapes.digits("card", digits[1:-1])
    check = (int(digits[-1]) - check_digit(digits[:-1]) + check_digit(body)) % 10
    return filled(value, f"{body}{check}")


def check_digit(body: str) -> int:
    """The Luhn digit that makes `body` + digit valid."""
    total = 0
    for place, char in enumerate(reversed(body)):
        number = int(char) * (2 - place % 2)
        total += number - 9 * (number > 9)
    return -total % 10
