"""Rows of a table sheet as CSV lines that no spreadsheet program takes for formulas."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

_ACTIVE = ("=", "@", "+", "-", "\t", "\r")
MOST = 16384
"""Columns of a sheet."""


def lines(rows: Iterable[list[str]]) -> Iterator[str]:
    """One line a row; rows at the end of which nothing stands are cut short."""
    for row in rows:
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerow([_harmless(cell) for cell in row])
        yield out.getvalue()


def _harmless(cell: str) -> str:
    """The cell's text, marked as text where a program would run it (DDE, formulas)."""
    if not cell.startswith(_ACTIVE) or cell[1:].replace(".", "", 1).isdigit():
        return cell
    return "'" + cell
