"""Fixed-width tables: the grid is read from the header, a ruler or bars, and a column is what its header says.

    Device ID        Local Intrfce   Platform        header: cells parted by two blanks, or by what the rows show
    ---------------  --------------  ---------       ruler (optional): its runs are the columns
    core-sw1         Gig 0/1         C9300-48P       rows: a cell belongs to the column it starts or ends with

Where a row has as many cells as the table has columns, they are taken in order, aligned or not.  A column whose header
proves little must convince by its members or by its company.  A table ends at a blank line that no row follows, at the
next header, or where `key: value` lines begin.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from recognizers import lazy_re as re
from recognizers.labels import Meaning, meaning, normalise
from recognizers.scan import lines
from redactor.detect.company import convincing, inferred, moulded
from redactor.detect.display import Display
from redactor.detect.grid import CELL, TOKEN, Column, columns_at, is_header, is_ruler
from redactor.detect.labels import found
from redactor.detect.separated import mark_of, separated
from redactor.model import Finding

_PAIR = re.compile(rb"[ *]*[A-Za-z#][A-Za-z0-9 /()_#.-]{0,60}?[ ]*[:=](?:[ ]|\Z)")
_SENTENCE = re.compile(rb" ?[A-Za-z0-9]\S*(?: \S+){2,}\.[ \r]*")
_VALUES = frozenset(("value", "values", "data", "setting", "content", "current value", "info", "information"))
_BEFORE_COMMAND = re.compile(rb"\A(?:\[[^\]]*\]|[^ #>$]*[#>$])")
_PROMPT = re.compile(rb"[0-9A-Za-z_.@()/:~\[\]\x80-\xff-]{1,64}[#>$%] ?[A-Za-z./~]")
"""A prompt with a command behind it: what follows is another output."""
_TITLE_LINES = 4
Range = tuple[int, int]


class Cell(NamedTuple):
    """A cell: its range in the displayed text, its column's number, its row's."""

    start: int
    end: int
    column: int
    row: int


def tables(text: bytes, *, ruled_only: bool = False) -> Iterator[Finding]:
    """What the columns of the tables in `text` give away; `ruled_only` leaves out headers that no ruler confirms."""
    display = Display(text)
    shown = display.text
    spans = list(lines(shown))
    at = 0
    while at < len(spans):
        columns, first = columns_at(shown, spans, at, ruled_only=ruled_only)
        if not columns or (not ruled_only and mark_of(text[slice(*map(display.origin, spans[at]))])):
            at += 1
            continue
        last = _end_of_table(shown, spans, first, columns)
        cells = [cell for index in range(first, last) for cell in _row(shown, spans[index], index, columns)]
        for told, start, end, how in _members(shown, cells, columns, _title(shown, spans, at)):
            low, high = display.origin(start), display.origin(end)
            yield from found(told, text[low:high], low, how)
        at = max(first, last)
    if not ruled_only:
        yield from separated(text)
        for start, end in moulded(text):
            yield from found(Meaning("SERIAL_NUMBER", False), text[start:end], start, "mould")


def _members(
    text: bytes, cells: Sequence[Cell], columns: Sequence[Column], title: str
) -> Iterator[tuple[Meaning, int, int, str]]:
    """What the cells of a table are; a weak column counts where most of its members look the part."""
    members = [[cell for cell in cells if cell.column == number] for number in range(len(columns))]
    values = [[text[cell.start : cell.end] for cell in mine] for mine in members]
    if not any(column.told is not None and not column.told.weak for column in columns):
        yield from _transposed(text, cells, columns)
    for number, column in enumerate(columns):
        told = column.told
        how = "column"
        if told is None or (told.weak and not convincing(told, values[number], alone=True)):
            told, how = inferred(number, columns, values, title), "company"
        if told is not None:
            for cell in members[number]:
                yield told, cell.start, cell.end, how


def _transposed(
    text: bytes, cells: Sequence[Cell], columns: Sequence[Column]
) -> Iterator[tuple[Meaning, int, int, str]]:
    """`Name  Value` tables: the first cell of a row is the label of the cell under `Value`."""
    number = next((n for n, column in enumerate(columns) if normalise(column.label) in _VALUES), 0)
    labels = {cell.row: text[cell.start : cell.end] for cell in cells if cell.column == 0}
    for cell in cells:
        if cell.column == number > 0 and cell.row in labels:
            told = meaning(labels[cell.row].decode("latin-1"))
            if told is not None:
                yield told, cell.start, cell.end, "column"


def _title(text: bytes, spans: Sequence[Range], at: int) -> str:
    """The words of the line above a table that says what it lists, or of the command; empty where there is none."""
    for index in range(at - 1, max(-1, at - 1 - _TITLE_LINES), -1):
        line = text[slice(*spans[index])].strip()
        if not line or is_ruler(line) or line.startswith((b"Flags", b"Columns")):
            continue
        if len(line) > 80 or b"  " in line or b": " in line:
            return ""
        return normalise(_BEFORE_COMMAND.sub(b"", line, count=1).decode("latin-1")).replace("/", " ")
    return ""


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
        elif index > first and (_PROMPT.match(line) or is_header(line) or _pairs_begin(text, spans, index, columns)):
            return index
    return len(spans)


def _pairs_begin(text: bytes, spans: Sequence[Range], at: int, columns: Sequence[Column]) -> bool:
    """True where this line and the next one that is no ruler are `key: value`."""
    if columns[0].barred or not _PAIR.match(text[slice(*spans[at])]):
        return False
    for span in spans[at + 1 :]:
        line = text[slice(*span)]
        if line.strip() and not is_ruler(line):
            return _PAIR.match(line) is not None
    return True


def _row_follows(text: bytes, spans: Sequence[Range], at: int, columns: Sequence[Column]) -> bool:
    """True where the line behind the blank line `at` stands in the columns as well: two of them start a cell there."""
    if at + 1 >= len(spans):
        return False
    starts = {match.start() for match in CELL.finditer(text[slice(*spans[at + 1])])}
    return len(starts & {column.start for column in columns}) > 1


def _row(text: bytes, span: Range, row: int, columns: Sequence[Column]) -> Iterator[Cell]:
    """The cells of one row."""
    line = text[slice(*span)]
    if not line.strip() or is_ruler(line):
        return
    if not columns[0].barred and (_PAIR.match(line) or _SENTENCE.fullmatch(line)):
        return
    for start, end, column in _placed(line, columns):
        yield Cell(span[0] + start, span[0] + end, column, row)


def _placed(line: bytes, columns: Sequence[Column]) -> list[tuple[int, int, int]]:
    """The cells of a row with their columns: in order where their number fits, else by where they stand."""
    if columns[0].barred:
        return _by_place(line, columns)
    cells = [match.span() for match in CELL.finditer(line)]
    if len(cells) == len(columns) > 1 and not _shifted(line, cells, columns):
        return [(start, end, number) for number, (start, end) in enumerate(cells)]
    if columns[0].collapsed:
        return _collapsed([match.span() for match in TOKEN.finditer(line)], len(columns))
    return _by_place(line, columns)


def _shifted(line: bytes, cells: Sequence[Range], columns: Sequence[Column]) -> bool:
    """True where two tokens stand right under a header that their order would not give them."""
    starts = {column.start: number for number, column in enumerate(columns)}
    order = {start: number for number, (start, _) in enumerate(cells)}
    under = [match.start() for match in TOKEN.finditer(line) if match.start() in starts]
    return len(under) > 2 and sum(order.get(start) != starts[start] for start in under) * 2 >= len(under)


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
