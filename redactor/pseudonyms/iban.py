"""IBANs: the country stays, the account changes in its shape, and a valid number is valid again.

ISO 13616-1 with the check digits of ISO/IEC 7064 MOD 97-10; checks inside national account numbers are not kept.
"""

from __future__ import annotations

from recognizers import lazy_re as re
from redactor.pseudonyms.scheme import Scheme

_IBAN = re.compile(rb"[A-Za-z]{2}[0-9]{2}[0-9A-Za-z]{8,30}")


def pseudonym(scheme: Scheme, value: bytes) -> bytes:
    """The pseudonym of an IBAN in the grouping of `value`; other text keeps its shape."""
    compact = b"".join(value.split()).replace(b"-", b"")
    if _IBAN.fullmatch(compact) is None:
        return scheme.shapes.replace("iban", value)
    country, account = compact[:2], compact[4:]
    free = {place: "0123456789" for place, byte in enumerate(account) if 48 <= byte <= 57}
    found = scheme.shapes.replace(f"iban {country.decode().upper()}", account, fixed=free)
    distance = int(compact[2:4]) - check_digits(country, account)
    digits = (check_digits(country, found) - 2 + distance) % 97 + 2
    rest = iter(country + b"%02d" % digits + found)
    return bytes(byte if byte in b" \t\xa0-" else next(rest) for byte in value)


def check_digits(country: bytes, account: bytes) -> int:
    """The two digits, 2 to 98, that make country + digits + account valid."""
    digits = "".join(str(int(char, 36)) for char in (account + country).decode("ascii"))
    return 98 - int(digits + "00") % 97
