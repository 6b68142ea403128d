r"""The inside of an SQL string: quotes are doubled (ISO/IEC 9075), and in MySQL's dialect and in E'…' backslashes escape.

`COPY` text (PostgreSQL) is the latter without quotes.  An escape that is not known is its character.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from redactor.codecs._pieces import locate

_DOUBLED = re.compile(rb"''")
_ESCAPE = re.compile(rb"''|\\.", re.DOTALL)
_COPIED = re.compile(rb"\\.", re.DOTALL)
_CHARACTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"0": b"\0", b"Z": b"\x1a", b"v": b"\v", b"f": b"\f"}
_SPELLED = {b"\n": b"\\n", b"\r": b"\\r", b"\t": b"\\t", b"\\": b"\\\\", b"'": b"''", b"\0": b"\\0"}
_SPECIAL = re.compile(rb"[\n\r\t\\'\0]")
_SPECIAL_COPIED = re.compile(rb"[\n\r\t\\]")


class SqlString:
    """Doubled quotes."""

    __slots__ = ()
    name = "sql_string"

    def decode(self, raw: bytes) -> bytes:
        return raw.replace(b"''", b"'")

    def encode(self, text: bytes) -> bytes:
        return text.replace(b"'", b"''")

    def locate(self, raw: bytes, offsets: Sequence[int]) -> list[int]:
        return locate(((match.start(), 2, 1) for match in _DOUBLED.finditer(raw)), offsets)


class SqlEscaped:
    """Backslashes, and doubled quotes unless it is `COPY` text."""

    __slots__ = ("_escape", "_special", "name")

    def __init__(self, name: str, escape: re.Pattern[bytes], special: re.Pattern[bytes]) -> None:
        self.name = name
        self._escape, self._special = escape, special

    def decode(self, raw: bytes) -> bytes:
        return self._escape.sub(_character, raw)

    def encode(self, text: bytes) -> bytes:
        return self._special.sub(lambda match: _SPELLED[match.group()], text)

    def locate(self, raw: bytes, offsets: Sequence[int]) -> list[int]:
        return locate(((match.start(), 2, len(_character(match))) for match in self._escape.finditer(raw)), offsets)


def _character(match: re.Match[bytes]) -> bytes:
    letter = match.group()[1:]
    return letter if match.group() == b"''" else _CHARACTERS.get(letter, letter)


SQL_STRING = SqlString()
SQL_ESCAPED = SqlEscaped("sql_escaped", _ESCAPE, _SPECIAL)
SQL_COPIED = SqlEscaped("sql_copied", _COPIED, _SPECIAL_COPIED)
