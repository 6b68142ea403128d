"""A quoted cell of a table with separators (RFC 4180): quotes inside of it are doubled."""

from __future__ import annotations

import re
from collections.abc import Sequence

from redactor.codecs._pieces import locate

_DOUBLED = re.compile(rb'""')


class CsvQuoted:
    """What stands between the quotes of a cell."""

    __slots__ = ()
    name = "csv_quoted"

    def decode(self, raw: bytes) -> bytes:
        return raw.replace(b'""', b'"')

    def encode(self, text: bytes) -> bytes:
        return text.replace(b'"', b'""')

    def locate(self, raw: bytes, offsets: Sequence[int]) -> list[int]:
        if b'""' not in raw:
            return list(offsets)
        return locate(((match.start(), 2, 1) for match in _DOUBLED.finditer(raw)), offsets)


CSV_QUOTED = CsvQuoted()
