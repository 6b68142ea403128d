"""Serial numbers keep their shape; those built of plant, year, week and number stay plausible.

Cisco's and many others' are LLLYYWWSSSS: three letters of the plant, the year less 1996, the week (01 to 53), four
characters (Cisco's support pages on serial numbers).
"""

from __future__ import annotations

from recognizers import lazy_re as re
from redactor.pseudonyms.scheme import Scheme

_DATED = re.compile(r"[a-z]{3}[0-3][0-9](?:0[1-9]|[1-4][0-9]|5[0-3])[0-9a-z]{4}")
_WEEK_TENS = "012345"
_DIGITS = "0123456789"


def pseudonym(scheme: Scheme, value: bytes) -> bytes:
    """The pseudonym of a serial number, of its kind where that is known."""
    text = value.decode("utf-8", "surrogateescape").lower()
    if _DATED.fullmatch(text) is None:
        return scheme.shapes.replace("serial", value, lambda found: _DATED.fullmatch(found) is None)
    fixed = {3: "" if text[3] == "0" else "123", 4: _DIGITS, 5: _WEEK_TENS, 6: _DIGITS}
    return scheme.shapes.replace("serial", value, lambda found: _DATED.fullmatch(found) is not None, fixed)
