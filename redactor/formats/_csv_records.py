"""Records of a table with separators, by offsets (RFC 4180, and what spreadsheets make of it).

Quotes count where they open and close a cell.  A quote that stands inside of a bare cell, that is closed in the middle of
one, or that is not closed within `LONGEST` is a character like any other, so that one stray quote costs one cell.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import NamedTuple

MARKS = (b",", b";", b"\t", b"|")
"""The separators that are known."""
LONGEST = 1 << 20
"""Bytes of a quoted cell."""


class Cell(NamedTuple):
    """The text [start, end) of a cell, inside of its quotes if it is `quoted`."""

    start: int
    end: int
    quoted: bool


class _Grammar(NamedTuple):
    """Patterns of a separator: each takes a cell and what ends it; group 1 is the cell, the last one its end."""

    quoted: re.Pattern[bytes]
    bare: re.Pattern[bytes]
    opened: re.Pattern[bytes]
    """A quoted cell without its closing quote."""


@functools.cache
def _grammar(mark: bytes) -> _Grammar:
    blank, stop = (b"" if mark == b"\t" else b" *+"), re.escape(mark)
    end = b"(" + stop + rb"|\r\n?|\n|\Z)"
    inside = rb'"([^"]*+(?:""[^"]*+)*+)'
    return _Grammar(
        re.compile(blank + inside + b'"' + blank + end),
        re.compile(rb"([^\r\n" + stop + rb"]*+)" + end),
        re.compile(blank + inside),
    )


def records(text: bytes, mark: bytes, *, last: bool) -> Iterator[tuple[int, list[Cell]]]:
    """Where each complete record ends, its line end included, and its cells; no cells for an empty line.

    Unless `text` is the `last` of the table, a record that its end may cut off is left.
    """
    grammar, position, size = _grammar(mark), 0, len(text)
    cells: list[Cell] = []
    while position < size or cells:
        found = grammar.quoted.match(text, position)
        quoted = found is not None and found.end(1) - found.start(1) <= LONGEST
        if found is None or not quoted:
            found = _bare(grammar, text, position, last=last)
        if found is None or (found.end() == size and not last):
            return
        cells.append(Cell(*found.span(1), quoted))
        position = found.end()
        if found[2] != mark:
            yield position, cells if len(cells) > 1 or cells[0].end > cells[0].start else []
            cells = []


def _bare(grammar: _Grammar, text: bytes, position: int, *, last: bool) -> re.Match[bytes] | None:
    """The cell at `position`, taken as it stands; None where a quote may still be closed behind the end of `text`."""
    opened = None if last else grammar.opened.match(text, position)
    if opened is not None and opened.end() == len(text) and len(text) - position <= LONGEST:
        return None
    return grammar.bare.match(text, position)
