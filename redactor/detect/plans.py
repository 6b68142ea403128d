"""Plans: what the rules do on the lines of a shape, remembered and carried out.

`Plans` is what `redactor._patterns.Plans` does in C, where that was built.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, Protocol

from recognizers.scan import PIECE, REMEMBERED, Range
from redactor.model import Finding
from redactor.native import patterns

MASK = bytes(48 if 48 <= byte <= 57 else byte for byte in range(256))
PLANS, PLAN_BYTES = 16_000, 2 << 20
"""Most shapes that are remembered as new, and the bytes of all of them together; as many old ones are kept besides."""

Judge = Callable[[bytes, int, int, float, bool], float]
"""`(line, start, end, score, whether the line has a say) -> score`, 0 where the match is refused."""
Line = tuple[int, int]
"""(offset, size)."""


class Step(NamedTuple):
    """Part of a plan: a match relative to the line's start, or (start negative) rule `~start`, to be run on the line."""

    start: int
    end: int
    entity: str
    score: float
    rule: str
    judge: Judge | None
    """None where nothing is left to ask."""
    context: bool
    """True where the line has a say, not the value alone."""


class Store(Protocol):
    """The plans of the shapes seen so far."""

    def play(self, text: bytes, lines: list[Line] | None = None) -> tuple[list[Finding], list[Line]]:
        """Carry out the plans of `lines` (without: of all); what was found, and the lines without a plan."""
        ...

    def learn(self, made: dict[bytes, tuple[Step, ...]]) -> None:
        """Remember plans by shape; forgets all that was not used lately where they would be too many."""
        ...

    def clear(self) -> None:
        """Forget all plans."""
        ...


class Plans:
    """Plans in Python; `matches(number, line)` runs a rule on a line."""

    def __init__(self, matches: Callable[[int, bytes], Iterable[Range]]) -> None:
        self._matches = matches
        self._young: dict[bytes, tuple[Step, ...]] = {}
        self._old: dict[bytes, tuple[Step, ...]] = {}
        self._bytes = 0

    def play(self, text: bytes, lines: list[Line] | None = None) -> tuple[list[Finding], list[Line]]:
        """Carry out the plans of `lines` (without: of all); what was found, and the lines without a plan."""
        found: list[Finding] = []
        fresh: list[Line] = []
        masked = text.translate(MASK)
        for at, size in _lines(masked) if lines is None else lines:
            plan = self._known(masked[at : at + size])
            if plan is None:
                fresh.append((at, size))
            elif plan:
                self._carry_out(text, at, size, plan, found)
        return found, fresh

    def learn(self, made: dict[bytes, tuple[Step, ...]]) -> None:
        """Remember plans by shape; forgets all that was not used lately where they would be too many."""
        size = sum(map(len, made))
        if len(self._young) + len(made) > PLANS or self._bytes + size > PLAN_BYTES:
            self._young, self._old, self._bytes = {}, self._young, 0
        self._bytes += size
        self._young.update(made)

    def clear(self) -> None:
        """Forget all plans."""
        self._young, self._old, self._bytes = {}, {}, 0

    def _known(self, shape: bytes) -> tuple[Step, ...] | None:
        """The plan of a shape; one that was not used lately counts as new from now on, while there is room."""
        plan = self._young.get(shape)
        if plan is None:
            plan = self._old.get(shape)
            if plan is not None and len(self._young) < PLANS and self._bytes + len(shape) <= PLAN_BYTES:
                self._young[shape] = plan
                self._bytes += len(shape)
        return plan

    def _carry_out(self, text: bytes, at: int, size: int, plan: tuple[Step, ...], found: list[Finding]) -> None:
        line = text[at : at + size].removesuffix(b"\r")
        for start, end, entity, score, rule, judge, context in plan:
            if judge is None:
                found.append(Finding(at + start, at + end, entity, score, rule))
                continue
            for low, high in self._matches(~start, line) if start < 0 else ((start, end),):
                judged = judge(line, low, high, score, context)
                if judged:
                    found.append(Finding(at + low, at + high, entity, judged, rule))


def store(matcher: Any, matches: Callable[[int, bytes], Iterable[Range]]) -> Store:
    """An empty store of plans: in C where `matcher`, its programs, is there."""
    if patterns is None or matcher is None:
        return Plans(matches)
    seed = int.from_bytes(os.urandom(8), "little")
    made: Store = patterns.Plans(matcher, Finding, PLANS, PLAN_BYTES, PIECE, REMEMBERED, seed)
    return made


def _lines(text: bytes) -> Iterable[Line]:
    at = 0
    for line in text.split(b"\n"):
        yield at, len(line)
        at += len(line) + 1
