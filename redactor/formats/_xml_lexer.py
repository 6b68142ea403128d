"""XML as tokens with their byte offsets; nothing is normalised, nothing is lost.

    text ─► TEXT | CDATA | COMMENT | PI | DOCTYPE | OPEN | CLOSE      the tokens cover every byte, in order
The buffer holds one token and what was read behind it; a token longer than `longest` raises `LimitError`.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from typing import NamedTuple

from recognizers import lazy_re as re
from redactor.errors import FormatError, LimitError
from redactor.model import Source

CHUNK = 1 << 16
"""Bytes that are read at once; tokens do not depend on it."""


class Kind(enum.Enum):
    """What a token is."""

    TEXT = enum.auto()
    CDATA = enum.auto()
    COMMENT = enum.auto()
    PI = enum.auto()
    DOCTYPE = enum.auto()
    OPEN = enum.auto()
    CLOSE = enum.auto()


class Token(NamedTuple):
    """A token with its markup; `start` is its offset in the source."""

    kind: Kind
    start: int
    raw: bytes


_MARKUP = (
    (b"<!--", b"-->", Kind.COMMENT),
    (b"<![CDATA[", b"]]>", Kind.CDATA),
    (b"<?", b"?>", Kind.PI),
    (b"<!", b">", Kind.DOCTYPE),
    (b"</", b">", Kind.CLOSE),
    (b"<", b">", Kind.OPEN),
)
_TAG_MARK = re.compile(rb"[>\"']")
_DOCTYPE_MARK = re.compile(rb"[>\"'\[\]]")
_SPLIT = b"]]><![CDATA[>"
"""How `]]>` is written inside of CDATA: the section goes on."""


class Lexer:
    """Reads a source from `start` on."""

    __slots__ = ("_base", "_buffer", "_chunk", "_longest", "_pos", "_source")

    def __init__(self, source: Source, start: int, longest: int, chunk: int = CHUNK) -> None:
        self._source = source
        self._base = start
        self._buffer = b""
        self._pos = 0
        self._longest = longest
        self._chunk = chunk

    def tokens(self) -> Iterator[Token]:
        """All tokens; raises `FormatError` for markup that is not closed."""
        while self._fill(1):
            if self._buffer[self._pos] != 60:
                yield self._take(Kind.TEXT, self._find(b"<", self._pos, required=False))
                continue
            self._fill(len(b"<![CDATA["))
            opener, closer, kind = next(row for row in _MARKUP if self._buffer.startswith(row[0], self._pos))
            if kind in (Kind.OPEN, Kind.DOCTYPE):
                yield self._take(kind, self._tag(kind))
                continue
            end = self._find(closer, self._pos + len(opener)) + len(closer)
            while kind is Kind.CDATA and self._goes_on(end):
                end = self._find(closer, end) + len(closer)
            yield self._take(kind, end)

    def _goes_on(self, end: int) -> bool:
        """Whether the section that ends at `end` only does so to spell `]]>`."""
        while len(self._buffer) - end < len(_SPLIT) and self._more():
            pass
        return self._buffer.startswith(_SPLIT, end - 3)

    def _take(self, kind: Kind, end: int) -> Token:
        token = Token(kind, self._base + self._pos, self._buffer[self._pos : end])
        self._pos = end
        return token

    def _fill(self, size: int) -> bool:
        """Have `size` bytes after the position, if there are so many; False where there are none."""
        if len(self._buffer) - self._pos >= size:
            return True
        self._buffer = self._buffer[self._pos :]
        self._base += self._pos
        self._pos = 0
        while len(self._buffer) < size and self._more():
            pass
        return bool(self._buffer)

    def _more(self) -> bool:
        held = len(self._buffer)
        if held - self._pos > self._longest:
            raise LimitError("a piece of XML that is too long")
        more = self._source.read_at(self._base + held, max(self._chunk, held))
        self._buffer += more
        return bool(more)

    def _find(self, what: bytes, start: int, *, required: bool = True) -> int:
        """The position of `what`, reading on as need be; the end of the source where it may be missing."""
        while (found := self._buffer.find(what, start)) < 0:
            start = max(start, len(self._buffer) - len(what) + 1)
            if not self._more():
                if required:
                    raise FormatError("XML markup that is not closed")
                return len(self._buffer)
        return found

    def _tag(self, kind: Kind) -> int:
        """The end of a start tag or a document type, whose quoted values may hold any byte but their quote."""
        pos, depth = self._pos + 1, 0
        marks = _DOCTYPE_MARK if kind is Kind.DOCTYPE else _TAG_MARK
        while True:
            mark = marks.search(self._buffer, pos)
            if mark is None:
                pos = len(self._buffer)
                if not self._more():
                    raise FormatError("XML markup that is not closed")
                continue
            byte, pos = mark[0], mark.end()
            if byte in b"\"'":
                pos = self._find(byte, pos) + 1
            elif byte in b"[]":
                depth += 1 if byte == b"[" else -1
            elif depth <= 0:
                return pos
