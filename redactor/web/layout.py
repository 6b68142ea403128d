"""The rows of both panes: a row is a line of the original, or a part of a long one, and what becomes of it.

Only where rows begin in the original is remembered; the copy's side is made from the original and the rows of the plan, so
both sides are aligned by construction, in files of any size.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from redactor.model import Source
from redactor.plan.rows import Row

PART = 1000
"""Longest part of a line that is one row, in bytes, but for a value that stands across its end."""
_WINDOW = 1 << 20
_UNREADABLE = "\N{REPLACEMENT CHARACTER}"

Piece = tuple[str, int]
"""Text, and the number of the row of the plan it belongs to, or -1."""


class Shown(NamedTuple):
    """A row on the screen."""

    line: int
    first: bool
    """True where its line begins with it."""
    old: list[Piece]
    new: list[Piece]


class Layout:
    """Where the rows of an original begin."""

    __slots__ = ("_encoding", "_lines", "_source", "starts")

    def __init__(self, source: Source, encoding: str) -> None:
        self._source, self._encoding = source, encoding or "utf-8"
        self.starts, self._lines = array("q"), array("q")
        wide = self._encoding.startswith("utf-16")
        line, at = 1, 0
        for end in _line_ends(source, 2 if wide else 1, 0 if self._encoding == "utf-16-le" else 1):
            if at == end and at:
                break  # behind the last line end there is no line
            for start in range(at, max(at + 1, end), PART):
                self.starts.append(_whole(source, start, at, wide=wide))
                self._lines.append(line)
            line, at = line + 1, end

    def __len__(self) -> int:
        return len(self.starts)

    def row_of(self, offset: int) -> int:
        """The number of the row in which a byte of the original stands."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def ends(self, number: int) -> tuple[int, int]:
        """The range of a row in the original, with its line end."""
        last = number + 1 < len(self.starts)
        return self.starts[number], self.starts[number + 1] if last else self._source.size

    def show(self, number: int, found: list[tuple[int, Row]]) -> Shown:
        """A row with what was found on it; `found` are the plan's rows that overlap it, with their numbers."""
        start, end = self.ends(number)
        old, new = list[Piece](), list[Piece]()
        at = start
        for which, row in found:
            low, high = max(start, min(row.low, row.start)), min(end, max(row.high, row.end))
            if low > at:
                self._plain(at, low, old, new)
            self._value(which, row, start, end, old, new)
            at = max(at, high)
        if at < end:
            self._plain(at, end, old, new)
        line = self._lines[number]
        return Shown(line, number == 0 or self._lines[number - 1] != line, old, new)

    def text(self, number: int) -> str:
        """The original's text of a row, one character a character (or byte that is none)."""
        start, end = self.ends(number)
        return self._source.read_at(start, end - start).decode(self._encoding_at(start), self._errors)

    def offset(self, number: int, characters: int) -> int:
        """The byte of the original at which a character of a row begins."""
        start = self.starts[number]
        text = self.text(number)[:characters]
        mark = (
            3 if start == 0 and self._encoding == "utf-8-sig" and self._source.read_at(0, 3) == b"\xef\xbb\xbf" else 0
        )
        return start + mark + len(text.encode(self._plain_encoding, self._errors))

    @property
    def _plain_encoding(self) -> str:
        return "utf-8" if self._encoding == "utf-8-sig" else self._encoding

    @property
    def _errors(self) -> str:
        return "replace" if self._encoding.startswith("utf-16") else "surrogateescape"

    def _encoding_at(self, start: int) -> str:
        return self._encoding if start == 0 else self._plain_encoding

    def _plain(self, start: int, end: int, old: list[Piece], new: list[Piece]) -> None:
        text = self._decoded(self._source.read_at(start, end - start), start)
        if text:
            old.append((text, -1))
            new.append((text, -1))

    def _value(self, which: int, row: Row, start: int, end: int, old: list[Piece], new: list[Piece]) -> None:
        """The part of a value, and of what it becomes, that stands on the row [start, end)."""
        low, high = max(start, row.start), min(end, row.end)
        if row.low < low and row.low >= start:
            old.append((self._decoded(self._source.read_at(row.low, low - row.low), row.low), -1))
        was = self._decoded(self._source.read_at(low, high - low), low)
        old.append((was, which))
        if row.high > high and row.high <= end:
            old.append((self._decoded(self._source.read_at(high, row.high - high), high), -1))
        if not row.edits:
            new.append((was, which))
            return
        becomes = row.becomes
        if row.start < start or row.end > end:
            parts = becomes.split(b"\n")
            before = self._source.read_at(row.start, max(0, low - row.start)).count(b"\n")
            becomes = parts[before] if before < len(parts) else b""
        new.append((self._decoded(becomes, 1), which))

    def _decoded(self, raw: bytes, at: int) -> str:
        text = raw.decode(self._encoding_at(at), self._errors).rstrip("\r\n")
        return "".join(_UNREADABLE if "\udc80" <= each <= "\udcff" else each for each in text)


def _line_ends(source: Source, unit: int, low_byte: int) -> Iterator[int]:
    """The offsets behind the line ends of a source, and its end; `unit` bytes are a character."""
    base = 0
    for window in source.windows(_WINDOW):
        at = window.find(b"\n")
        while at >= 0:
            if (
                unit == 1
                or (at % 2 == low_byte and window[at - low_byte or at + 1 :][:1] == b"\0")
                or _wide(window, at, low_byte)
            ):
                yield base + at + (1 if unit == 1 else 2 - low_byte)
            at = window.find(b"\n", at + 1)
        base += len(window)
    yield source.size


def _wide(window: bytes, at: int, low_byte: int) -> bool:
    """True where the line feed byte is a character of UTF-16."""
    other = at - 1 if low_byte else at + 1
    return at % 2 == low_byte and 0 <= other < len(window) and window[other] == 0


def _whole(source: Source, start: int, line: int, *, wide: bool) -> int:
    """The next offset at which a character begins."""
    if start == line:
        return start
    if wide:
        return start + (start - line) % 2
    for byte in source.read_at(start, 3):
        if byte & 0xC0 != 0x80:
            break
        start += 1
    return start
