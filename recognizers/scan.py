"""The executable specification of a scan: which values a set of rules finds in a text.

    text ──► lines ──► pieces of at most PIECE owned bytes ──► candidates (rule × piece) ──► confirm ──► matches

The law: for each line (ended by LF; a CR before it does not belong to it), for each piece of it, for each rule, all
non-overlapping matches of the rule's pattern from left to right that start in the piece and that the rule's validator
does not refuse.  An engine may only choose *which rules need not run on which piece*; it never decides a match.  So all
engines give the same matches, byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from recognizers.rule import Rule, Verdict

PIECE = 4096
"""Longest stretch of a line that is matched at once; longer lines are cut behind a separator where there is one."""
BACK = 256
"""Context before a piece that its matches may use (a label, a boundary)."""
AHEAD = 1024
"""How far a match may run past its piece before the rest of the line is looked at as well."""
CONFIRMED = 0.95
REMEMBERED = 20_000
"""Verdicts that a rule's `check` may have remembered at once."""

Range = tuple[int, int]
"""Half-open byte offsets."""
Span = tuple[int, int, str, float, str]
"""(start, end, entity, score, rule id): a match as a bare tuple, since a large log has millions."""


def pieces(text: bytes, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut the line `text[start:end)` into owned ranges of at most PIECE bytes; most lines are one piece."""
    while end - start > PIECE:
        cut = start + PIECE
        tail = max(text.rfind(b" ", start + PIECE // 2, cut), text.rfind(b",", start + PIECE // 2, cut))
        cut = tail + 1 if tail >= 0 else cut
        yield start, cut
        start = cut
    yield start, end


def lines(text: bytes) -> Iterator[tuple[int, int]]:
    """The half-open ranges of the lines of a text, without their line ends."""
    start, size = 0, len(text)
    while start < size:
        end = text.find(b"\n", start)
        end = size if end < 0 else end
        yield start, end - (end > start and text[end - 1] == 13)
        start = end + 1


class Confirmer:
    """Runs one rule on one piece; compiles the rule when it is first needed."""

    __slots__ = ("_checked", "_pattern", "rule")

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self._pattern: re.Pattern[bytes] | None = None
        self._checked: dict[bytes, Verdict] = {}

    @property
    def pattern(self) -> re.Pattern[bytes]:
        """The compiled pattern."""
        if self._pattern is None:
            self._pattern = self.rule.compiled()
        return self._pattern

    def confirm(self, text: bytes, line: Range, piece: Range, found: list[Span]) -> None:
        """Append the rule's matches that start in `piece` of `line` to `found`."""
        rule = self.rule
        for start, end, low, high in self.matches(text, line, piece):
            score = rule.score
            if rule.validate is not None or rule.check is not None:
                score = self.judge(text[low:high], start - low, end - low, score)
            if score:
                found.append((start, end, rule.entity, score, rule.id))

    def matches(self, text: bytes, line: Range, piece: Range) -> Iterator[tuple[int, int, int, int]]:
        """(start, end of the value, start, end of what a validator may see) of every match that starts in `piece`."""
        if line == piece:
            for match in self.pattern.finditer(text, *line):
                start, end = match.span("value")
                if start < end:
                    yield start, end, *line
            return
        low, high = max(line[0], piece[0] - BACK), min(line[1], piece[1] + AHEAD)
        for match in self.pattern.finditer(text, low, high):
            start, end = match.span("value")
            if start == end or not piece[0] <= start < piece[1]:
                continue
            if match.end() == high < line[1]:
                longer = self.pattern.match(text, match.start(), line[1])
                if longer is None:
                    continue
                start, end = longer.span("value")
            yield start, end, low, max(high, end)

    def judge(self, line: bytes, start: int, end: int, score: float, context: bool = True) -> float:
        """The score after the validators have spoken, 0 where one refuses; `context=False` leaves `validate` out."""
        rule = self.rule
        if context and rule.validate is not None:
            verdict = rule.validate(line, start, end)
            if verdict is Verdict.REFUSE:
                return 0.0
            if verdict is Verdict.CONFIRM and score < CONFIRMED:
                score = CONFIRMED
        if rule.check is not None:
            verdict = self.checked(line[start:end])
            if verdict is Verdict.REFUSE:
                return 0.0
            if verdict is Verdict.CONFIRM and score < CONFIRMED:
                score = CONFIRMED
        return score

    def checked(self, value: bytes) -> Verdict:
        """What `check` says of a value, remembered."""
        verdict = self._checked.get(value)
        if verdict is None:
            assert self.rule.check is not None
            verdict = self.rule.check(value)
            if len(self._checked) >= REMEMBERED:
                self._checked.clear()
            self._checked[value] = verdict
        return verdict


def scan(rules: Sequence[Rule], text: bytes, kind: str = "") -> list[Span]:
    """All matches of `rules` in `text`, sorted; `kind` leaves out rules that are for other kinds of attachment."""
    confirmers = [Confirmer(rule) for rule in for_kind(rules, kind)]
    found: list[Span] = []
    for line in lines(text):
        for piece in pieces(text, *line):
            for confirmer in confirmers:
                confirmer.confirm(text, line, piece, found)
    found.sort()
    return found


def for_kind(rules: Iterable[Rule], kind: str) -> list[Rule]:
    """The rules that run on attachments of `kind`; all of them where `kind` is empty."""
    return [rule for rule in rules if not kind or not rule.kinds or kind in rule.kinds]
