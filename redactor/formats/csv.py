"""Tables with separators: CSV, TSV and their relatives, by offsets, every cell under its column's name.

Segments: every cell that holds more than a short number, the names of the columns, and the cells above the heading.
Structure: the byte order mark, separators, line ends, quotes around cells and the blanks outside of them, shorter
numbers.  Formulas are text: nothing is evaluated.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import NamedTuple

from redactor.codecs import compose, for_encoding
from redactor.codecs.csv_field import CSV_QUOTED
from redactor.errors import FormatError, LimitError
from redactor.formats._csv_columns import Column, columns, unnamed
from redactor.formats._csv_dialect import HEAD, Dialect, dialect, heading
from redactor.formats._csv_records import Cell, records
from redactor.formats._inside import inside
from redactor.formats._lines import body
from redactor.limits import Limits
from redactor.model import Codec, MediaType, Segment, Source

NAME = "csv"
DOC = "CSV, TSV and other tables with separators: every cell under its column's name"
_SHORT = 3
"""Digits of numbers that are structure: nothing that short singles anybody out."""


def read(source: Source, media: MediaType, limits: Limits) -> Iterator[Segment]:
    """A segment for each cell; raises `FormatError` where no separator makes a table of the source."""
    outer, position = for_encoding(media.encoding), body(source, media)
    head = source.read_at(position, HEAD)
    told = dialect(outer.decode(head), whole=position + len(head) >= source.size)
    if told is None:
        raise FormatError("no separator makes a table of it")
    table = _Table(told, outer, limits)
    smallest = max(4, min(limits.window_bytes, limits.line_bytes) & ~1)
    wanted = smallest
    while position < source.size:
        raw = source.read_at(position, wanted)
        last = position + len(raw) >= source.size
        taken = yield from table.segments(raw, position, last=last)
        if last:
            break
        if taken == 0:
            if wanted > limits.line_bytes:
                raise LimitError("a record is longer than allowed")
            wanted *= 2
            continue
        position, wanted = position + taken, smallest


class _Table:
    """How far a table has been read: the record and the line that come next, and the columns."""

    def __init__(self, told: Dialect, outer: Codec, limits: Limits) -> None:
        self._told, self._outer, self._limits = told, outer, limits
        self._quoted = compose(outer, CSV_QUOTED)
        self._columns = columns(told.heading, told.rows, told.width)
        self._number, self._line = 0, 1
        self._after_blank = False

    def segments(self, raw: bytes, offset: int, *, last: bool) -> Generator[Segment, None, int]:
        """The segments of all whole records in `raw`, which stands at `offset`; returns how many bytes they take."""
        text, start, taken, at = self._outer.decode(raw), 0, 0, 0
        found = list(records(text, self._told.mark, last=last))
        located = self._outer.locate(raw, [place for end, cells in found for place in (*_ends(cells), end)])
        for end, cells in found:
            yield from self._record(_Record(text, raw, offset, start, cells, located[at : at + 2 * len(cells)]))
            at += 2 * len(cells) + 1
            taken = located[at - 1]
            self._line += text.count(b"\n", start, end)
            start = end
        return taken

    def _record(self, record: _Record) -> Iterator[Segment]:
        """The segments of one record."""
        above = self._number < self._told.skipped
        names = not above and self._names(record)
        self._number += 1
        self._after_blank = not record.cells
        for column, cell in enumerate(record.cells):
            value = record.text[cell.start : cell.end]
            if not value.strip() or (len(value) <= _SHORT and value.isdigit()):
                continue
            known = self._columns[column] if column < len(self._columns) else Column(unnamed(column))
            label = "above" if above else known.label
            low, high = record.located[2 * column], record.located[2 * column + 1]
            raw, codec = record.raw[low:high], self._quoted if cell.quoted else self._outer
            line = self._line + record.text.count(b"\n", record.start, cell.start)
            text = CSV_QUOTED.decode(value) if cell.quoted else value
            start, end, nature = record.offset + low, record.offset + high, known.nature
            yield from inside(Segment(start, end, text, codec, line, label, nature, (), names), raw, self._limits)

    def _names(self, record: _Record) -> bool:
        """Whether a record names the columns: the heading, or behind an empty line that of another table."""
        if self._number == self._told.skipped:
            return bool(self._told.heading)
        if not self._after_blank or not record.cells:
            return False
        names = heading([record.text[cell.start : cell.end] for cell in record.cells], [])
        if names:
            self._columns = columns(names, (), len(names))
        return bool(names)


class _Record(NamedTuple):
    """A record that begins at `start` of `text`, which stands as `raw` at `offset` of the source."""

    text: bytes
    raw: bytes
    offset: int
    start: int
    cells: list[Cell]
    located: list[int]
    """Where its cells begin and end in `raw`, in pairs."""


def _ends(cells: list[Cell]) -> list[int]:
    return [place for cell in cells for place in cell[:2]]
