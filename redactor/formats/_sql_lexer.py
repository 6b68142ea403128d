r"""Statements of an SQL dump, by offsets: which values stand in which column of which table.

    INSERT INTO users (id, mail) VALUES (1, 'x'), …     users/mail → x
    CREATE TABLE users (id int, mail text)              the columns of an INSERT that names none
    UPDATE users SET mail = 'x'                         users/mail → x
    COPY users (id, mail) FROM stdin;                   lines of values with tabs between them, up to `\.`

What other statements hold is left to be read as running text.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from redactor.codecs.plain import PLAIN
from redactor.codecs.sql_string import SQL_COPIED, SQL_ESCAPED, SQL_STRING
from redactor.model import Codec

_PLAIN_STRING, _ESCAPED_STRING = rb"'([^']*+(?:''[^']*+)*+)'", rb"'([^'\\]*+(?:(?:''|\\.)[^'\\]*+)*+)'"
_GRAMMAR = (
    rb"(\s++)|(--[^\n]*+%s|/\*.*?\*/)|[eE]"
    + _ESCAPED_STRING
    + rb"|[nNxXbB]?+%s|(\"[^\"\n]*+\"|`[^`\n]*+`|\[\w[^\]\n]*+\])"
    rb"|([-+]?[0-9][0-9.]*+(?:[eE][-+]?[0-9]+)?(?![\w.]))|([A-Za-z_\x80-\xff][\w$\x80-\xff]*+)|(.)"
)
_STANDARD = re.compile(_GRAMMAR % (b"", _PLAIN_STRING), re.DOTALL)
_MYSQL = re.compile(_GRAMMAR % (rb"|\#[^\n]*+", _ESCAPED_STRING), re.DOTALL)
_SPACE, _COMMENT, _ESCAPED, _STRING, _QUOTED, _NUMBER, _WORD, _MARK = range(1, 9)
_NO_COLUMN = frozenset(("primary", "key", "unique", "constraint", "index", "foreign", "check", "fulltext", "like"))
_BEFORE_TABLE = frozenset(("if", "not", "exists", "only", "ignore", "low_priority", "delayed", "or", "replace"))
_FILLS = frozenset(("insert", "replace", "update"))
_NULL = rb"\N"
_SHORT = 3
"""Characters of numbers that are structure: nothing that short singles anybody out."""


class Value(NamedTuple):
    """The text [start, end) of a value, inside of its quotes, the path to its column, and its spelling."""

    start: int
    end: int
    label: str
    codec: Codec


class Lexer:
    """Reads one dump, piece by piece, each up to the last line end that no string and no comment holds."""

    def __init__(self, *, mysql: bool) -> None:
        self._match = (_MYSQL if mysql else _STANDARD).match
        self._string: Codec = SQL_ESCAPED if mysql else SQL_STRING
        self._tables: dict[str, list[str]] = {}
        self._copying = False
        self._begin()

    def _begin(self) -> None:
        """A new statement."""
        self._verb = self._table = self._name = ""
        self._columns: list[str] = []
        self._depth = self._column = 0
        self._filling = self._wants_table = self._first = False

    def feed(self, text: bytes, *, last: bool) -> tuple[int, list[Value]]:
        """The values of all whole lines of `text`, and how many bytes those take; all of it, if it is the `last`."""
        values: list[Value] = []
        tokens: list[re.Match[bytes]] = []
        position = taken = 0
        while position < len(text):
            if self._copying:
                end = text.find(b"\n", position) + 1 or (len(text) if last else 0)
                if not end:
                    break
                self._copied(text, position, end, values)
                taken = position = end
                continue
            found = self._match(text, position)
            assert found is not None
            if not last and found.lastindex == _MARK and (found[_MARK] in b"'\"`" or text.startswith(b"/*", position)):
                break
            position = found.end()
            if found.lastindex != _SPACE or b"\n" not in found[_SPACE]:
                tokens.append(found)
                continue
            taken = position = found.start() + found[_SPACE].index(b"\n") + 1
            self._run(tokens, values)
            tokens = []
        if last:
            self._run(tokens, values)
            taken = len(text)
        return taken, values

    def _run(self, tokens: list[re.Match[bytes]], values: list[Value]) -> None:
        """Take the tokens of whole lines into account."""
        for token in tokens:
            sort = token.lastindex or _MARK
            if sort == _MARK:
                self._mark(token[_MARK])
            elif sort in (_WORD, _QUOTED):
                self._identifier(token[sort].strip(b'"`[]').decode("utf-8", "replace"), word=sort == _WORD)
            elif sort in (_ESCAPED, _STRING, _NUMBER) and self._verb in _FILLS:
                low, high = token.span(sort)
                if high > low and (sort != _NUMBER or high - low > _SHORT):
                    codec = PLAIN if sort == _NUMBER else SQL_ESCAPED if sort == _ESCAPED else self._string
                    values.append(Value(low, high, self._label(), codec))

    def _identifier(self, name: str, *, word: bool) -> None:
        low = name.lower() if word else ""
        if not self._verb:
            self._verb, self._wants_table = low, low in ("update", "copy")
        elif low in ("into", "table") and not self._table:
            self._wants_table = True
        elif self._wants_table and low not in _BEFORE_TABLE:
            self._table, self._wants_table = name, False
        elif low in ("values", "value") and self._verb in _FILLS and not self._depth:
            self._filling = True
        elif self._depth == 1 and self._first and not self._filling:
            self._first = False
            if not (self._verb == "create" and low in _NO_COLUMN):
                self._columns.append(name)
        else:
            self._name = name
            self._copying = self._copying or (low == "stdin" and self._verb == "copy")

    def _mark(self, mark: bytes) -> None:
        if mark == b"(":
            self._depth += 1
            self._first = self._depth == 1
            self._column = 0 if self._first else self._column
        elif mark == b")":
            self._depth -= 1
        elif mark == b"," and self._depth == 1:
            self._first = True
            self._column += 1
        elif mark == b"." and self._table and not self._depth and not self._columns and not self._name:
            self._wants_table = True
        elif mark == b";":
            self._end()

    def _end(self) -> None:
        """The statement is over; a table remembers its columns, and copied lines need them."""
        if self._verb == "create" and self._columns:
            self._tables[self._table] = self._columns
        if not self._copying:
            self._begin()

    def _copied(self, text: bytes, start: int, end: int, values: list[Value]) -> None:
        """A line of copied values, or the end of them."""
        line = text[start:end].rstrip(b"\r\n")
        if line == rb"\.":
            self._copying = False
            self._begin()
            return
        for self._column, cell in enumerate(line.split(b"\t")):
            if cell != _NULL and (len(cell) > _SHORT or not cell.isdigit()) and cell:
                values.append(Value(start, start + len(cell), self._path(), SQL_COPIED))
            start += len(cell) + 1

    def _label(self) -> str:
        """What a value is called: by its place among the columns, or by the name before it."""
        return self._path() if self._filling and self._depth else f"{_part(self._table)}/{_part(self._name)}"

    def _path(self) -> str:
        columns = self._columns or self._tables.get(self._table, [])
        name = columns[self._column] if self._column < len(columns) else f"column {self._column + 1}"
        return f"{_part(self._table)}/{_part(name)}"


def _part(name: str) -> str:
    """A part of a label: never empty, never a path."""
    return name.replace("/", " ") or "value"
