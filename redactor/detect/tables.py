"""Fixed-width tables: the grid is read from the header, a ruler or bars, and a column is what its header says.

    Device ID        Local Intrfce   Platform        header: cells parted by two blanks, or by what the rows show
    ---------------  --------------  ---------       ruler (optional): its runs are the columns
    core-sw1         Gig 0/1         C9300-48P       rows: a token belongs to the column it starts or ends with

A table ends at a blank line below its first row, or where the next header begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from recognizers.labels import Meaning, meaning
from recognizers.scan import lines

from redactor.detect.labels import found
from redactor.model import Finding

_CELL = re.compile(rb"\S+(?: \S+)*")
_TOKEN = re.compile(rb"\S+")
_RULER = re.compile(rb"[\s|+]*[-=~_]{2,}[-=~_\s|+:]*")
_RUN = re.compile(rb"[-=~_]{2,}|[-=]")
_SAMPLE, _HEADER_LINES = 40, 3
_HEADER_BYTES = 400


class Column(NamedTuple):
    """A column: where its header stands [start, end), where it may reach, and what the header says."""

    start: int
    end: int
    limit: int
    told: Meaning | None
    exact: bool
    """True where a ruler or bars give the borders."""


def tables(text: bytes) -> Iterator[Finding]:
    """What the columns of the tables in `text` give away."""
    spans = list(lines(text))
    at = 0
    while at < len(spans):
        columns, first = _columns_at(text, spans, at)
        if not columns:
            at += 1
            continue
        last = _end_of_table(text, spans, first)
        if any(column.told for column in columns):
            for start, end in spans[first:last]:
                yield from _row(text, start, end, columns)
        at = max(first, last)


def _line(text: bytes, span: tuple[int, int]) -> bytes:
    return text[span[0] : span[1]].expandtabs(8) if b"\t" in text[span[0] : span[1]] else text[span[0] : span[1]]


def _columns_at(text: bytes, spans: Sequence[tuple[int, int]], at: int) -> tuple[list[Column], int]:
    """The columns of a table whose header (its last line) or ruler stands at line `at`, and its first row."""
    line = text[slice(*spans[at])]
    if not line or len(line) > _HEADER_BYTES:
        return [], at
    if at + 1 < len(spans) and _is_ruler(text[slice(*spans[at + 1])]):
        ruler = text[slice(*spans[at + 1])]
        headers = _header_lines(text, spans, at)
        if b"|" in line and line.count(b"|") > 1:
            return _barred(line), at + 2
        if len(_RUN.findall(ruler)) > 1:
            return _ruled(ruler, headers), at + 2
        return _headed(text, spans, headers, at + 2), at + 2
    if any(48 <= byte <= 57 for byte in line) or b"  " not in line.strip() or _is_ruler(line):
        return [], at
    cells = [match.group() for match in _CELL.finditer(line)]
    if len(cells) < 2 or b":" in line or not any(meaning(_label(cell)) for cell in cells):
        return [], at
    return _headed(text, spans, [line], at + 1), at + 1


def _is_ruler(line: bytes) -> bool:
    return bool(line) and _RULER.fullmatch(line) is not None and line.count(b"-") + line.count(b"=") + line.count(b"~") > 3


def _label(cell: bytes) -> str:
    return cell.decode("latin-1").strip(" |:-*")


def _header_lines(text: bytes, spans: Sequence[tuple[int, int]], at: int) -> list[bytes]:
    """The header above a ruler: up to three lines, not past a blank line, another ruler or a sentence."""
    found_lines: list[bytes] = []
    for index in range(at, max(-1, at - _HEADER_LINES), -1):
        line = text[slice(*spans[index])]
        if not line.strip() or _is_ruler(line) or (index < at and b"  " not in line.strip() and line[:1].strip()):
            break
        found_lines.insert(0, line)
    return found_lines


def _ruled(ruler: bytes, headers: list[bytes]) -> list[Column]:
    """Columns from the runs of a ruler; a header is what stands above a run, line by line."""
    runs = [match.span() for match in _RUN.finditer(ruler)]
    columns = []
    for index, (start, end) in enumerate(runs):
        limit = runs[index + 1][0] if index + 1 < len(runs) else 1 << 30
        words = [
            token.group()
            for line in headers
            for token in _TOKEN.finditer(line)
            if token.start() < max(end, min(limit, end + 1)) and token.end() > start
        ]
        columns.append(Column(start, end, limit, meaning(_label(b" ".join(words))), True))
    return columns


def _barred(line: bytes) -> list[Column]:
    """Columns between the bars of a boxed header."""
    bars = [index for index, byte in enumerate(line) if byte == 124]
    if bars[0] > 0 and line[: bars[0]].strip():
        bars.insert(0, -1)
    if line[bars[-1] + 1 :].strip():
        bars.append(len(line))
    return [
        Column(left + 1, right, right, meaning(_label(line[left + 1 : right])), True)
        for left, right in zip(bars, bars[1:], strict=False)
    ]


def _headed(
    text: bytes, spans: Sequence[tuple[int, int]], headers: list[bytes], first: int
) -> list[Column]:
    """Columns from a header's own cells; cells that the rows prove to be two columns are split."""
    if not headers:
        return []
    line = headers[-1]
    rows = [text[slice(*span)] for span in spans[first : first + _SAMPLE]]
    rows = rows[: next((index for index, row in enumerate(rows) if index and not row.strip()), len(rows))]
    cells: list[tuple[int, int]] = []
    for match in _CELL.finditer(line):
        cells += _split(match.start(), line[match.start() : match.end()], rows)
    columns = []
    for index, (start, end) in enumerate(cells):
        limit = cells[index + 1][0] if index + 1 < len(cells) else 1 << 30
        above = b" ".join(
            cell.group()
            for upper in headers[:-1]
            for cell in _CELL.finditer(upper)
            if cell.start() < end and cell.end() > start
        )
        told = meaning(_label(above + b" " + line[start:end])) or meaning(_label(line[start:end]))
        columns.append(Column(start, end, limit, told, False))
    return columns


def _split(start: int, cell: bytes, rows: list[bytes]) -> list[tuple[int, int]]:
    """Split a header cell where every row has a blank and some row starts a token right behind it."""
    parts, low = [], 0
    for match in re.finditer(b" ", cell):
        gap = start + match.start()
        blank = all(row[gap : gap + 1] in (b" ", b"") for row in rows)
        starts = sum(row[gap + 1 : gap + 2].strip() != b"" for row in rows)
        if rows and blank and starts * 2 > len(rows):
            parts.append((start + low, gap))
            low = match.end()
    return [*parts, (start + low, start + len(cell))]


def _end_of_table(text: bytes, spans: Sequence[tuple[int, int]], first: int) -> int:
    """The line behind the table's last row."""
    for index in range(first, len(spans)):
        line = text[slice(*spans[index])]
        if not line.strip():
            if index > first:
                return index
        elif index > first and index + 1 < len(spans) and _is_ruler(text[slice(*spans[index + 1])]):
            if not _is_ruler(line) and not any(48 <= byte <= 57 for byte in line):
                return index
    return len(spans)


def _row(text: bytes, start: int, end: int, columns: list[Column]) -> Iterator[Finding]:
    """The findings of one row."""
    line = text[start:end]
    if not line.strip() or _is_ruler(line) or b"\t" in line:
        return
    for token_start, token_end, told in _cells(line, columns):
        yield from found(told, line[token_start:token_end], start + token_start, "column")


def _cells(line: bytes, columns: list[Column]) -> Iterator[tuple[int, int, Meaning]]:
    """The ranges of `line` that stand in a column whose header says something."""
    tokens = [match.span() for match in _TOKEN.finditer(line)]
    owners = [_owner(span, columns) for span in tokens]
    for number, column in enumerate(columns):
        if column.told is None:
            continue
        mine = [span for span, owner in zip(tokens, owners, strict=True) if owner == number and line[slice(*span)] != b"|"]
        if mine:
            yield mine[0][0], mine[-1][1], column.told


def _owner(span: tuple[int, int], columns: list[Column]) -> int:
    """The number of the column a token belongs to: by where it starts, where it ends, or what it overlaps; else -1."""
    start, end = span
    best, overlap = -1, 0
    for number, column in enumerate(columns):
        if start == column.start or (end == column.end and not column.exact):
            return number
        reach = column.limit if column.exact else max(column.end, min(column.limit - 1, column.end + 2))
        common = min(end, reach) - max(start, column.start)
        if common > overlap:
            best, overlap = number, common
    if best < 0:
        for number, column in enumerate(columns):
            if column.start <= start < column.limit and start - column.start <= 2:
                return number
    return best
