"""A name or a value of a form body or a query string (WHATWG URL, section 5): `+` is a blank, `%40` is `@`.

A percent sign without two digits behind it is a character like any other.  What a query may hold as it is (RFC 3986,
section 3.4) is not escaped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from redactor.codecs._pieces import locate

_ESCAPE = re.compile(rb"%[0-9A-Fa-f]{2}|\+")
_TRIPLET = re.compile(rb"%[0-9A-Fa-f]{2}")
_SPECIAL = re.compile(rb"[^0-9A-Za-z._~!$'()*,:@/?-]")


class Form:
    """Percent triplets and plus signs in, bytes out."""

    __slots__ = ()
    name = "form"

    def decode(self, raw: bytes) -> bytes:
        return _ESCAPE.sub(_character, raw) if b"%" in raw or b"+" in raw else raw

    def encode(self, text: bytes) -> bytes:
        return _SPECIAL.sub(_escape, text)

    def locate(self, raw: bytes, offsets: Sequence[int]) -> list[int]:
        return locate(((match.start(), 3, 1) for match in _TRIPLET.finditer(raw)), offsets)


def _character(match: re.Match[bytes]) -> bytes:
    escape = match.group()
    return b" " if escape == b"+" else bytes.fromhex(escape[1:].decode())


def _escape(match: re.Match[bytes]) -> bytes:
    return b"+" if match.group() == b" " else b"%%%02X" % match.group()[0]


FORM = Form()
