"""The journal as `journalctl -o export` writes it: fields of entries, the binary ones with their length.

    MESSAGE=one line                          NAME=value, a line end
    MESSAGE                                   NAME, a line end, eight bytes of length, the value, a line end
Segments: every value under the name of its field; messages and command lines are running text.  Structure: names of
fields, lengths, line ends.  Source: systemd's documentation of the journal export format.
"""

from __future__ import annotations

from collections.abc import Iterator

from recognizers import lazy_re as re
from redactor.codecs import PLAIN
from redactor.codecs.sized import SIZED
from redactor.errors import FormatError, LimitError
from redactor.limits import Limits
from redactor.model import Codec, Field, MediaType, Segment, Source

NAME = "journald"
DOC = "journalctl -o export: every field by its name, binary fields with their length"
_LENGTH = 8
_FIELD = re.compile(rb"([A-Z_][A-Z0-9_]{0,127})(=|\n)")
_CURSOR = re.compile(rb"(?:\A|;)([bsm])=([0-9a-f]+)")
_CURSOR_PARTS = {b"b": "boot id", b"s": "instance id"}
_RUNNING = frozenset(("MESSAGE", "_CMDLINE", "COREDUMP_CMDLINE", "COREDUMP_STACKTRACE", "COREDUMP_ENVIRON"))
"""Fields that are texts of their own."""


def read(source: Source, media: MediaType, limits: Limits) -> Iterator[Segment]:
    """A segment for each value that is not empty, in order; `FormatError` where a field or its length is not sound."""
    reader = _Reader(source, limits)
    while (byte := reader.peek()) is not None:
        if byte == 10:
            reader.skip_line_end()
            continue
        yield from reader.field()


class _Reader:
    """A window of the source from `at` on, and the number of the line there."""

    __slots__ = ("_at", "_base", "_buffer", "_limits", "_line", "_source")

    def __init__(self, source: Source, limits: Limits) -> None:
        self._source = source
        self._limits = limits
        self._buffer = b""
        self._base = self._at = 0
        self._line = 1

    def peek(self) -> int | None:
        """The next byte; None at the end."""
        return self._buffer[self._at] if self._have(1) else None

    def skip_line_end(self) -> None:
        """Pass the line end that `peek` saw."""
        self._at += 1
        self._line += 1

    def field(self) -> Iterator[Segment]:
        """The next field."""
        self._have(130)
        name = _FIELD.match(self._buffer, self._at)
        if name is None:
            raise FormatError("a journal export with a field that has no name")
        label, codec = name[1].decode(), PLAIN
        self._at = name.end()
        size = self._line_size()
        if name[2] == b"\n":
            self._line += 1
            size, codec = self._sized(), SIZED
        if not self._have(size):
            raise FormatError("a journal export that ends within a field")
        value = self._buffer[self._at : self._at + size]
        if value:
            yield self._segment(value, label, codec)
        self._line += value.count(b"\n")
        self._at += size
        if self.peek() not in (10, None):
            raise FormatError("a journal export with a field whose length is wrong")

    def _segment(self, value: bytes, label: str, codec: Codec) -> Segment:
        fields: tuple[Field, ...] = ()
        if label == "__CURSOR":
            found = _CURSOR.finditer(value)
            fields = tuple(Field(*m.span(2), _CURSOR_PARTS[m[1]]) for m in found if m[1] in _CURSOR_PARTS)
        start = self._base + self._at
        label = "" if label in _RUNNING else label
        return Segment(start, start + len(value), value, codec, self._line, label, fields=fields)

    def _sized(self) -> int:
        if not self._have(_LENGTH):
            raise FormatError("a journal export that ends within a length")
        size = int.from_bytes(self._buffer[self._at : self._at + _LENGTH], "little")
        self._at += _LENGTH
        if size > self._limits.line_bytes:
            raise LimitError("a field of a journal export is longer than allowed")
        return size

    def _line_size(self) -> int:
        """Bytes up to the line's end, or to the end of the source."""
        wanted = 1 << 12
        while (end := self._buffer.find(b"\n", self._at)) < 0 and self._have(wanted):
            if wanted > self._limits.line_bytes:
                raise LimitError("a field of a journal export is longer than allowed")
            wanted *= 2
        return (end if end >= 0 else len(self._buffer)) - self._at

    def _have(self, size: int) -> bool:
        """Have `size` bytes from the position on, if there are so many."""
        if len(self._buffer) - self._at < size:
            self._base += self._at
            self._buffer = self._buffer[self._at :]
            self._at = 0
            self._buffer += self._source.read_at(self._base + len(self._buffer), max(1 << 16, size))
        return len(self._buffer) - self._at >= size
