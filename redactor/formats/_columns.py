"""`Key              value` in two aligned columns, where at least three lines in a row agree on the second column.

    Model name        X-48        label `Model name`
    Serial number     ABC123      label `Serial number`
A line with a third column, or a rule of dashes next to it, makes it a table, which is not read here.
"""

from __future__ import annotations

from recognizers import lazy_re as re
from redactor.formats._keywords import NAME, SECRET
from redactor.formats._pairs import Pairs, part
from redactor.formats._words import Walk, joined

LEAST = 3
"""Lines that must agree, unless the first column names something itself."""
_ROW = re.compile(rb"([ \t]*[A-Za-z\x80-\xff][^\t\n]*?)(?:[ ]{2,}|[ ]*\t[ \t]*)(\S[^\n]*?)[ \t\r]*\Z")
_RULE = re.compile(rb"[ \t]*[-=+]{3,}[-=+ \t]*\r?\Z")
_LONG = 400
"""Longer lines are no pair of columns."""


class Columns:
    """Collects candidate lines and appends them once enough of them agree."""

    __slots__ = ("_column", "_rows", "_table", "_walk")

    def __init__(self, walk: Walk) -> None:
        self._walk = walk
        self._rows: list[tuple[int, int, str, bool]] = []
        self._column = -1
        self._table = False

    def line(self, start: int, end: int, pairs: Pairs) -> None:
        """Look at a line that holds no other pair."""
        raw = self._walk.text[start : min(end, start + _LONG)]
        if _RULE.match(raw):
            self._rows.clear()
            self._table = True
            return
        if not raw.strip():
            self.flush()
            self._table = False
            return
        match = _ROW.match(raw) if end - start < _LONG and not self._table else None
        if match is None or b"  " in match.group(2) or len(match.group(1).split()) > 6:
            self.flush()
            return
        if match.start(2) != self._column:
            self.flush()
            self._column = match.start(2)
        indent = len(raw) - len(raw.lstrip())
        label = joined(pairs.section(indent), part(match.group(1)))
        sure = self._walk.keywords.of(match.group(1).split()[-1]) in (NAME, SECRET)
        self._rows.append((start + match.start(2), start + match.end(2), label, sure))

    def flush(self) -> None:
        """A block of lines is over."""
        for start, end, label, sure in self._rows:
            if sure or len(self._rows) >= LEAST:
                self._walk.add(start, end, label)
        self._rows.clear()
        self._column = -1
