"""Rows: what was found in an attachment and what becomes of it, in columns, since a large log has half a million."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator
from typing import NamedTuple

from redactor.model import Action

NEAR = "near"
"""In place of an action: found, but not surely enough for the policy, so that it stays."""
ACTIONS = (*map(str, Action), NEAR)


class Row(NamedTuple):
    """A stretch of the source: what it is, what is done with it, and what it becomes (nothing where it stays)."""

    start: int
    end: int
    line: int
    entity: str
    action: str
    """One of `ACTIONS`."""
    score: float
    rule: str
    low: int
    high: int
    """The source range that `becomes` replaces: the value, and padding beside it."""
    becomes: bytes

    @property
    def edits(self) -> bool:
        """True where the copy differs from the source here."""
        return self.action not in (Action.KEEP, NEAR)

    def __repr__(self) -> str:
        return f"Row({self.start}, {self.end}, {self.entity}, {self.action}, {self.rule})"


class Rows:
    """Rows in source order, disjoint."""

    __slots__ = ("_actions", "_blob", "_blob_ends", "_ends", "_entities", "_highs", "_lines", "_lows", "_names", "_numbers",
                 "_rules", "_scores", "starts")  # fmt: skip

    def __init__(self) -> None:
        self.starts, self._ends, self._lows, self._highs = array("q"), array("q"), array("q"), array("q")
        self._lines, self._scores = array("q"), array("f")
        self._entities, self._rules, self._actions = array("H"), array("H"), array("B")
        self._blob, self._blob_ends = bytearray(), array("q", [0])
        self._names: list[str] = []
        self._numbers: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self.starts)

    def __getitem__(self, at: int) -> Row:
        return Row(
            self.starts[at],
            self._ends[at],
            self._lines[at],
            self._names[self._entities[at]],
            ACTIONS[self._actions[at]],
            round(self._scores[at], 4),
            self._names[self._rules[at]],
            self._lows[at],
            self._highs[at],
            bytes(self._blob[self._blob_ends[at] : self._blob_ends[at + 1]]),
        )

    def __iter__(self) -> Iterator[Row]:
        return (self[at] for at in range(len(self)))

    def append(self, row: Row) -> None:
        """Add the next row."""
        self.starts.append(row.start)
        self._ends.append(row.end)
        self._lows.append(row.low)
        self._highs.append(row.high)
        self._lines.append(row.line)
        self._scores.append(row.score)
        self._entities.append(self._number(row.entity))
        self._rules.append(self._number(row.rule))
        self._actions.append(ACTIONS.index(row.action))
        self._blob += row.becomes
        self._blob_ends.append(len(self._blob))

    def between(self, start: int, end: int) -> range:
        """The numbers of the rows that begin in the source range [start, end)."""
        return range(bisect_left(self.starts, start), bisect_left(self.starts, end))

    def tally(self) -> Counter[tuple[str, str, str, float]]:
        """How many rows there are of each (entity, action, rule, score)."""
        counts = Counter(zip(self._entities, self._actions, self._rules, self._scores, strict=True))
        names = self._names
        return Counter(
            {(names[each[0]], ACTIONS[each[1]], names[each[2]], round(each[3], 4)): n for each, n in counts.items()}
        )

    def select(self, entity: str, rule: str, actions: Collection[str], low: float, high: float) -> list[int]:
        """The numbers of the rows of an entity, by a rule (empty: any), with one of the actions, scored low to high."""
        whose = [self._numbers.get(name, -1) if name else None for name in (entity, rule)]
        codes = {ACTIONS.index(action) for action in actions}
        least, most = low - 1e-6, high + 1e-6  # scores are held in four bytes
        columns = zip(self._entities, self._rules, self._actions, self._scores, strict=True)
        return [
            number
            for number, (one, other, action, score) in enumerate(columns)
            if action in codes and whose[0] in (None, one) and whose[1] in (None, other) and least <= score <= most
        ]

    def _number(self, name: str) -> int:
        found = self._numbers.get(name)
        if found is None:
            found = self._numbers[name] = len(self._names)
            self._names.append(name)
        return found
