"""Running text in windows of fixed size: the whole file where it is small, else cut where a block of it ends.

The size is a constant, not a limit that somebody may tune: labels depend on what stands before them in the window.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from recognizers import lazy_re as re
from redactor import codecs
from redactor.errors import LimitError
from redactor.model import Codec, Source

WINDOW = 16 << 20
"""Bytes of the source that are looked at together; even, so that UTF-16 units stay whole."""
_BACK = 1 << 20
"""How far before the end of a window a block's end is looked for; else it is cut at a line's end."""
_MARKS = {"utf-8-sig": (b"\xef\xbb\xbf",), "utf-16-le": (b"\xff\xfe",), "utf-16-be": (b"\xfe\xff",)}
_BORDER = re.compile(rb"\n(?:[!#}]|end|exit|quit|\$)[ \t]*\r?\n|\n(?=config |hostname |interface |[\w.()@-]+[#>] ?\w)")


class Window(NamedTuple):
    """Source bytes [start, end), their text, and the number of the line they begin in."""

    start: int
    end: int
    text: bytes
    codec: Codec
    line: int


def windows(source: Source, encoding: str) -> Iterator[Window]:
    """The text of `source` in order, without its byte order mark; raises `LimitError` for a line that is too long."""
    codec, newline = codecs.for_encoding(encoding), _newline(encoding)
    start = next((len(mark) for mark in _MARKS.get(encoding, ()) if source.read_at(0, len(mark)) == mark), 0)
    line = 1
    while start < source.size:
        raw = source.read_at(start, WINDOW)
        if start + len(raw) < source.size:
            raw = raw[: _cut(raw, newline)]
        text = codec.decode(raw)
        yield Window(start, start + len(raw), text, codec, line)
        line += text.count(b"\n")
        start += len(raw)


def _newline(encoding: str) -> bytes:
    return {"utf-16-le": b"\n\0", "utf-16-be": b"\0\n"}.get(encoding, b"\n")


def _cut(raw: bytes, newline: bytes) -> int:
    """Where a full window ends: behind the last block's end in its last stretch, else behind its last line's end."""
    cut = 0
    if len(newline) == 1:
        for match in _BORDER.finditer(raw, max(0, len(raw) - _BACK)):
            cut = max(match.end(), match.start() + 1)
    if not cut:
        found = raw.rfind(newline)
        while found > 0 and found % len(newline):
            found = raw.rfind(newline, 0, found + len(newline) - 1)
        cut = found + len(newline) if found >= 0 else 0
    if not cut:
        raise LimitError("a line that is longer than a window")
    return cut
