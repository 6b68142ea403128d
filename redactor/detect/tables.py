"""Fixed-width tables: the grid is read from the header, a ruler or bars, and a column is what its header says.

    Device ID        Local Intrfce   Platform        header: cells parted by two blanks, or by what the rows show
    ---------------  --------------  ---------       ruler (optional): its runs are the columns
    core-sw1         Gig 0/1         C9300-48P       rows: a cell belongs to the column it starts or ends with

Where a row has as many cells as the table has columns, they are taken in order, aligned or not.  A column whose header
proves little must convince by its members.  A table ends at a blank line that no row follows, or at the next header.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from recognizers.field_values import locate
from recognizers.labels import Meaning
from recognizers.scan import lines

from redactor.detect.grid import CELL, TOKEN, Column, columns_at, is_ruler
from redactor.detect.labels import found
from redactor.model import Finding

Range = tuple[int, int]


class Cell(NamedTuple):
    """A cell that may hold something: its range in the text and its column's number."""

    start: int
    end: int
    column: int


def tables(text: bytes, *, ruled_only: bool = False) -> Iterator[Finding]:
    """What the columns of the tables in `text` give away; `ruled_only` leaves out headers that no ruler confirms."""
    spans = list(lines(text))
    at = 0
    while at < len(spans):
        columns, first = columns_at(text, spans, at, ruled_only=ruled_only)
        if not columns:
            at += 1
            continue
        last = _end_of_table(text, spans, first, columns)
        if any(column.told for column in columns):
            yield from _members(text, [cell for span in spans[first:last] for cell in _row(text, span, columns)], columns)
        at = max(first, last)


def _members(text: bytes, cells: Sequence[Cell], columns: Sequence[Column]) -> Iterator[Finding]:
    """The findings of a table's cells; a weak column counts where most of its members look the part."""
    for number, column in enumerate(columns):
        told = column.told
        if told is None:
            continue
        mine = [cell for cell in cells if cell.column == number]
        if told.weak and not _convincing(text, mine, told):
            continue
        for cell in mine:
            yield from found(told, text[cell.start : cell.end], cell.start, "column")


def _convincing(text: bytes, cells: Sequence[Cell], told: Meaning) -> bool:
    """True where at least two members of a column, and most of them, look like what the header hints at."""
    good = sum(locate(told.entity, text[cell.start : cell.end], weak=True) is not None for cell in cells)
    return good > 1 and good * 5 >= len(cells) * 3


def _end_of_table(text: bytes, spans: Sequence[Range], first: int, columns: Sequence[Column]) -> int:
    """The line behind the table's last row."""
    for index in range(first, len(spans)):
        line = text[slice(*spans[index])]
        if not line.strip():
            if index > first and not _row_follows(text, spans, index, columns):
                return index
        elif index > first and index + 1 < len(spans) and is_ruler(text[slice(*spans[index + 1])]):
            if not is_ruler(line) and not any(48 <= byte <= 57 for byte in line):
                return index
    return len(spans)


def _row_follows(text: bytes, spans: Sequence[Range], at: int, columns: Sequence[Column]) -> bool:
    """True where the line behind the blank line `at` stands in the columns as well: two of them start a cell there."""
    if at + 1 >= len(spans):
        return False
    starts = {match.start() for match in CELL.finditer(text[slice(*spans[at + 1])])}
    return len(starts & {column.start for column in columns}) > 1


def _row(text: bytes, span: Range, columns: Sequence[Column]) -> Iterator[Cell]:
    """The cells of one row that stand in columns whose header says something."""
    line = text[slice(*span)]
    if not line.strip() or is_ruler(line) or b"\t" in line:
        return
    for start, end, column in _placed(line, columns):
        if columns[column].told is not None:
            yield Cell(span[0] + start, span[0] + end, column)


def _placed(line: bytes, columns: Sequence[Column]) -> list[tuple[int, int, int]]:
    """The cells of a row with their columns: in order where their number fits, else by where they stand."""
    if columns[0].barred:
        return _by_place(line, columns)
    cells = [match.span() for match in CELL.finditer(line)]
    if len(cells) == len(columns) > 1:
        return [(start, end, number) for number, (start, end) in enumerate(cells)]
    if columns[0].collapsed:
        return _collapsed([match.span() for match in TOKEN.finditer(line)], len(columns))
    return _by_place(line, columns)


def _collapsed(tokens: Sequence[Range], count: int) -> list[tuple[int, int, int]]:
    """Columns by order where the blanks between them are gone: the first from the left, the others from the right."""
    if len(tokens) < count:
        return []
    first = [(*tokens[0], 0)]
    return first + [(*token, number) for number, token in enumerate(tokens[len(tokens) - count + 1 :], 1)]


def _by_place(line: bytes, columns: Sequence[Column]) -> list[tuple[int, int, int]]:
    """Tokens joined to cells by the column they stand in."""
    placed: dict[int, Range] = {}
    for match in TOKEN.finditer(line):
        start, end = match.span()
        owner = _owner(start, end, columns)
        if owner >= 0 and match.group() != b"|":
            placed[owner] = (placed[owner][0] if owner in placed else start, end)
    return [(start, end, number) for number, (start, end) in placed.items()]


def _owner(start: int, end: int, columns: Sequence[Column]) -> int:
    """The number of the column a token belongs to: by where it starts, where it ends, or what it overlaps; else -1."""
    best, overlap = -1, 0
    for number, column in enumerate(columns):
        if start == column.start or (end == column.end and not column.exact):
            return number
        reach = column.limit if column.exact else max(column.end, min(column.limit - 1, column.end + 2))
        common = min(end, reach) - max(start, column.start)
        if common > overlap:
            best, overlap = number, common
    if best < 0:
        near = (n for n, column in enumerate(columns) if column.start <= start < min(column.limit, column.start + 3))
        return next(near, -1)
    return best
