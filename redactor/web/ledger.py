"""What a person changes in an attachment's plan: rows that are kept or replaced after all, and stretches that are marked."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator
from dataclasses import replace as with_fields
from typing import NamedTuple

from redactor.model import Action
from redactor.plan.make import Apply, Sheet, previewed
from redactor.plan.rows import Row, Rows
from redactor.web.layout import Layout


class State(NamedTuple):
    """The corrections of an attachment."""

    changed: dict[int, str]
    marks: dict[int, Row]
    hidden: set[int]


class Ledger:
    """A sheet with its corrections; row numbers from `len(sheet.rows)` on are marks."""

    def __init__(self, sheet: Sheet, apply: Apply) -> None:
        self.sheet = sheet
        self.layout = Layout(sheet.source, sheet.media.encoding)
        self._apply = apply
        self.changed: dict[int, str] = {}
        self.marks: dict[int, Row] = {}
        self._order: list[tuple[int, int]] = []
        """(start, number) of the marks, ascending."""
        self.hidden: set[int] = set()
        """Rows that a mark took the place of."""
        self._next = len(sheet.rows)

    def row(self, number: int) -> Row:
        """A row as it stands now."""
        if number in self.marks:
            return self.marks[number]
        row = self.sheet.rows[number]
        action = self.changed.get(number)
        if action is None or action == row.action:
            return row
        if action == Action.KEEP:
            return row._replace(action=action, low=row.start, high=row.end, becomes=b"")
        return self._replaced(row._replace(action=action, low=row.start, high=row.end))

    def numbers(self) -> Iterator[int]:
        """All rows, in the order of the source."""
        starts, at = self.sheet.rows.starts, 0
        for start, mark in self._order:
            while at < len(starts) and starts[at] < start:
                if at not in self.hidden:
                    yield at
                at += 1
            yield mark
        yield from (number for number in range(at, len(starts)) if number not in self.hidden)

    def on(self, number: int) -> list[tuple[int, Row]]:
        """What overlaps a row of the screen, in order."""
        start, end = self.layout.ends(number)
        found = [(which, self.row(which)) for which in self._near(start, end)]
        return sorted(
            ((which, row) for which, row in found if row.start < end and row.end > start),
            key=lambda each: each[1].start,
        )

    def value(self, row: Row) -> bytes:
        """The original bytes of a row."""
        return self.sheet.source.read_at(row.start, row.end - row.start)

    def change(self, number: int, action: str) -> None:
        """Give a row another action; a mark that is kept is gone."""
        if number in self.marks:
            if action == Action.KEEP:
                self.unmark(number)
        elif action == self.sheet.rows[number].action:
            self.changed.pop(number, None)
        else:
            self.changed[number] = action

    def mark(self, start: int, end: int, entity: str, action: str, rule: str) -> int:
        """Mark a stretch that no row touches; gives back the mark's number."""
        line = self.layout.row_of(start)
        made = Row(start, end, self._line(line), entity, action, 1.0, rule, start, end, b"")
        self.marks[self._next] = self._replaced(made)
        insort(self._order, (start, self._next))
        self._next += 1
        return self._next - 1

    def unmark(self, number: int) -> None:
        """Take a mark away."""
        del self._order[bisect_left(self._order, (self.marks.pop(number).start, number))]

    def state(self) -> State:
        """The corrections so far."""
        return State(dict(self.changed), dict(self.marks), set(self.hidden))

    def restore(self, state: State) -> None:
        """The corrections as they were."""
        self.changed, self.marks, self.hidden = dict(state.changed), dict(state.marks), set(state.hidden)
        self._order = sorted((row.start, number) for number, row in self.marks.items())

    def touched(self, start: int, end: int) -> list[int]:
        """The rows that overlap a range of the original."""
        return [
            number for number in self._near(start, end) if self.row(number).start < end and start < self.row(number).end
        ]

    def final(self) -> Sheet:
        """The sheet with the corrections in it; what is made anew becomes whatever it becomes."""
        rows = Rows()
        for number in self.numbers():
            row = self.row(number)
            own = number not in self.marks and number not in self.changed
            rows.append(row if own else row._replace(becomes=b""))
        return with_fields(self.sheet, rows=rows)

    def _near(self, start: int, end: int) -> list[int]:
        """The rows that begin in a range, and the one before: rows are disjoint, so no other reaches into it."""
        rows = self.sheet.rows.between(start, end)
        low, high = bisect_left(self._order, (start, -1)), bisect_left(self._order, (end, -1))
        own = (number for number in range(max(0, rows.start - 1), rows.stop) if number not in self.hidden)
        return [*own, *(number for _, number in self._order[max(0, low - 1) : high])]

    def _line(self, row: int) -> int:
        return self.layout.show(row, []).line

    def _replaced(self, row: Row) -> Row:
        """The row with what it will become: shown now, made anew when the plan is carried out."""
        return previewed(row, self.value(row), self.sheet.media.encoding, self._apply)
