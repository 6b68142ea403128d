"""How a table with separators is written: its separator, where its records begin, what stands above them.

sep=;                 a spreadsheet's hint
Report of 3 May       a preamble: lines with fewer cells than the table has
name;mail;phone       the heading, if there is one
Jane;…                records
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from recognizers.labels import meaning
from redactor.formats._csv_records import MARKS, records

HEAD = 64 << 10
"""Bytes of a table by which its dialect and its columns are told."""
SAMPLED = 400
"""Records that are looked at for that."""
_HINT = re.compile(rb'"?sep=([,;\t|])"?[ \t]*\r?\n', re.I)
_DATA = re.compile(r"@|\d[-/:.,]\d|^[-+]?[\d., ]+$|[{}<>=]|://|^.{81}", re.DOTALL)
"""What no heading has: addresses, dates, times, numbers, other text than names."""
_NAME = re.compile(r"[^\W\d_]")
_DIGIT = re.compile(r"\d")

Row = list[bytes]


@dataclass(frozen=True, slots=True)
class Dialect:
    """What the beginning of a table says of all of it."""

    mark: bytes
    width: int
    """Cells of most records."""
    regular: float
    """Which part of the records has that many."""
    skipped: int
    """Records before the heading, or before the first record where there is none."""
    heading: tuple[str, ...] = field(repr=False)
    """The names of the columns; empty where there is no heading."""
    rows: tuple[Row, ...] = field(repr=False)
    """The cells of the first records of the table, decoded."""


def dialect(text: bytes, *, whole: bool) -> Dialect | None:
    """The dialect of a table that begins with `text`; None where no separator makes records of it."""
    hint = _HINT.match(text)
    best: Dialect | None = None
    for mark in (hint[1],) if hint else MARKS:
        found = _read(text, mark, 1 if hint else 0, whole=whole)
        if found and (best is None or (found.regular, found.width) > (best.regular, best.width)):
            best = found
    return best


def _read(text: bytes, mark: bytes, hints: int, *, whole: bool) -> Dialect | None:
    """The text as a table with that separator, behind a first record that is a hint (`hints` 1 or 0)."""
    rows: list[Row] = []
    for _, cells in records(text, mark, last=whole):
        rows.append([_decoded(text[cell.start : cell.end], quoted=cell.quoted) for cell in cells])
        if len(rows) == SAMPLED:
            break
    widths = [len(row) for row in rows[hints:] if row]
    width = max(set(widths), key=lambda size: (widths.count(size), size), default=0)
    if width < 2:
        return None
    first = next(number for number, row in enumerate(rows) if len(row) == width and number >= hints)
    table = [row for row in rows[first:] if row]
    names = heading(table[0], table[1:])
    regular = sum(len(row) == width for row in table) / len(table)
    return Dialect(mark, width, regular, first, names, tuple(table[1:] if names else table))


def heading(row: Row, below: list[Row]) -> tuple[str, ...]:
    """The names in a row, if it is the heading of those below; else nothing.

    Names are different from each other and look like no data; and one is known as a label, is written like an
    identifier, or stands above cells with digits.
    """
    names = tuple(" ".join(cell.decode("utf-8", "replace").replace("/", " ").split()) for cell in row)
    given = [name for name in names if name]
    if not given or len(set(given)) < len(given) or any(_DATA.search(name) for name in given):
        return ()
    if not all(map(_NAME.search, given)) or len(given) < len(names) - 1:
        return ()
    told = any("_" in name or meaning(name) is not None for name in given)
    return names if told or any(_differs(name, number, below) for number, name in enumerate(names)) else ()


def _differs(name: str, column: int, below: list[Row]) -> bool:
    """Whether a name has no digits though most cells under it have."""
    cells = [row[column] for row in below if len(row) > column and row[column]]
    digits = sum(bool(_DIGIT.search(cell.decode("utf-8", "replace"))) for cell in cells)
    return not _DIGIT.search(name) and digits > len(cells) / 2


def _decoded(raw: bytes, *, quoted: bool) -> bytes:
    return raw.replace(b'""', b'"') if quoted else raw.strip()
