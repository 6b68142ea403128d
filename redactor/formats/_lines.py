"""Bounded windows of whole lines, and whole small files: what the formats of running text begin with.

A window never ends inside of a line or of a PEM-like block, so what is found does not depend on where windows end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from redactor.codecs import for_encoding
from redactor.errors import FormatError, LimitError
from redactor.limits import Limits
from redactor.model import Codec, MediaType, Reason, Source

_BOMS = {"utf-8-sig": b"\xef\xbb\xbf", "utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}
_BEGIN, _END = "-----BEGIN ", "-----END "


@dataclass(frozen=True, slots=True)
class LineWindow:
    """Some whole lines: source bytes [start, start + len(raw)), the first of which has the 1-based number `line`."""

    start: int
    line: int
    raw: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Marks:
    """How line ends and the ends of PEM-like blocks are spelled in an encoding of `unit` bytes a character."""

    unit: int
    newline: bytes
    blank: tuple[bytes, ...]
    begin: bytes
    end: bytes

    @classmethod
    def of(cls, encoding: str) -> _Marks:
        spelling = encoding if encoding.startswith("utf-16") else "ascii"
        newline, *blank, begin, end = (text.encode(spelling) for text in ("\n", "\n\n", "\n\r\n", _BEGIN, _END))
        return cls(len(newline), newline, tuple(blank), begin, end)

    def find(self, raw: bytes, mark: bytes, start: int) -> int:
        """The first place of `mark` from `start` on, on a whole unit; -1 where there is none."""
        found = raw.find(mark, start)
        while found % self.unit and found >= 0:
            found = raw.find(mark, found + 1)
        return found

    def behind(self, raw: bytes, mark: bytes, end: int) -> int:
        """The offset behind the last `mark` that ends before or at `end`, on a whole unit; 0 where there is none."""
        found = raw.rfind(mark, 0, end)
        while found % self.unit and found >= 0:
            found = raw.rfind(mark, 0, found + len(mark) - 1)
        return found + len(mark) if found >= 0 else 0

    def open_block(self, raw: bytes) -> int:
        """Where a PEM-like block begins that does not end in `raw`; -1 where there is none."""
        return self.find(raw, self.begin, self.behind(raw, self.end, len(raw)))

    def count(self, raw: bytes) -> int:
        """Number of line ends."""
        if self.unit == 1:
            return raw.count(self.newline)
        return sum(match.start() % self.unit == 0 for match in re.finditer(re.escape(self.newline), raw))


def body(source: Source, media: MediaType) -> int:
    """The offset at which the text begins: behind the byte order mark, if there is one."""
    bom = _BOMS.get(media.encoding, b"")
    return len(bom) if bom and source.read_at(0, len(bom)) == bom else 0


def line_windows(
    source: Source, media: MediaType, limits: Limits, size: int, *, paragraphs: bool = False
) -> Iterator[LineWindow]:
    """The source in windows of about `size` bytes; with `paragraphs` they end behind a blank line where they can.

    Raises `LimitError` for a line or a PEM-like block of more than `limits.line_bytes`.
    """
    marks = _Marks.of(media.encoding)
    longest = limits.line_bytes + len(marks.newline)
    position, line, wanted = body(source, media), 1, min(size, longest)
    if (source.size - position) % marks.unit:
        raise FormatError("half a character at the end of UTF-16 text", Reason.UNDECODABLE)
    while position < source.size:
        raw = source.read_at(position, wanted - wanted % marks.unit or marks.unit)
        cut = _cut(raw, marks, last=position + len(raw) >= source.size, paragraphs=paragraphs)
        if cut == 0:
            if wanted >= longest:
                raise LimitError("a line or a key block is longer than allowed")
            wanted = min(2 * wanted, longest)
            continue
        raw = raw[:cut]
        yield LineWindow(position, line, raw)
        line += marks.count(raw)
        position, wanted = position + cut, min(size, longest)


def _cut(raw: bytes, marks: _Marks, *, last: bool, paragraphs: bool) -> int:
    """Where a window that starts like `raw` ends; 0 where more of the source is needed to tell."""
    if last:
        return len(raw)
    whole = marks.behind(raw, marks.newline, len(raw))
    block = marks.open_block(raw[:whole])
    if block >= 0:
        whole = marks.behind(raw, marks.newline, block)
    if paragraphs:
        ends = [marks.behind(raw, blank, whole) for blank in marks.blank]
        whole = max((end for end in ends if end and marks.open_block(raw[:end]) < 0), default=whole)
    return whole


def whole_text(source: Source, media: MediaType, limits: Limits) -> tuple[int, bytes, Codec]:
    """Everything behind the byte order mark: its offset, its raw bytes, its codec.

    For formats of small files; raises `LimitError` where there are more than `limits.line_bytes`.
    """
    start, codec = body(source, media), for_encoding(media.encoding)
    if source.size - start > limits.line_bytes:
        raise LimitError("too large for a format that is read as a whole")
    return start, source.read_at(start, source.size - start), codec
