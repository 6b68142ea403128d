"""Tables whose columns are parted by commas, tabs or semicolons, under a header of which at least one label is known.

Name,Model,Serial      a line of three labels or more
edge1,XR-500,SYN12AB   rows: as many separators as the header
"""

from __future__ import annotations

from collections.abc import Iterator

from recognizers import lazy_re as re
from recognizers.labels import meaning, normalise
from recognizers.scan import lines
from redactor.detect.company import convincing, inferred
from redactor.detect.grid import Column
from redactor.detect.labels import found
from redactor.model import Finding

_HEADER = re.compile(r"[A-Za-z][A-Za-z0-9_ ./()#-]{0,40}")
_LEAST, _MOST, _BYTES = 3, 60, 1000
Range = tuple[int, int]


def separated(text: bytes) -> Iterator[Finding]:
    """What the columns of such tables give away."""
    spans = list(lines(text))
    at = 0
    while at < len(spans):
        mark = mark_of(text[slice(*spans[at])])
        rows = _rows(text, spans, at, mark) if mark else []
        if rows:
            yield from _columns(text, text[slice(*spans[at])].decode("latin-1").split(mark.decode()), rows)
        at += 1 + len(rows)


def mark_of(line: bytes) -> bytes:
    """The separator of a header; empty where the line is none."""
    if len(line) > _BYTES:
        return b""
    for mark in (b"\t", b",", b";"):
        if not _LEAST - 1 <= line.count(mark) <= _MOST or b"  " in line.strip() or mark * 2 in line:
            continue
        cells = [cell.strip().strip('"') for cell in line.decode("latin-1").split(mark.decode())]
        told = [meaning(cell) for cell in cells]
        sure = any(entry is not None and not entry.weak for entry in told)
        if sure and all(_HEADER.fullmatch(cell) for cell in cells):
            return mark
    return b""


def _rows(text: bytes, spans: list[Range], at: int, mark: bytes) -> list[list[Range]]:
    """The cells of the lines below a header that have as many separators."""
    count = text[slice(*spans[at])].count(mark)
    rows = []
    for start, end in spans[at + 1 :]:
        line = text[start:end]
        if line.count(mark) != count:
            break
        cells, low = [], start
        for cell in line.split(mark):
            lead = len(cell) - len(cell.lstrip())
            cells.append((low + lead, low + len(cell.rstrip()) if cell.strip() else low + lead))
            low += len(cell) + 1
        rows.append(cells)
    return rows


def _columns(text: bytes, header: list[str], rows: list[list[Range]]) -> Iterator[Finding]:
    labels = [cell.strip().strip('"') for cell in header]
    columns = [Column(n, n, n, meaning(label), label=normalise(label)) for n, label in enumerate(labels)]
    values = [[text[slice(*row[n])].strip(b'"') for row in rows if row[n][0] < row[n][1]] for n in range(len(columns))]
    for number, column in enumerate(columns):
        told, how = column.told, "column"
        if told is None or (told.weak and not convincing(told, values[number], alone=True)):
            told, how = inferred(number, columns, values, ""), "company"
        if told is not None:
            for row in rows:
                yield from found(told, text[slice(*row[number])], row[number][0], how)
