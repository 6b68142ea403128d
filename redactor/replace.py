"""Decisions become edits: the replacement, and the padding that keeps a column where it was.

Where a replacement is longer or shorter than its value and the value stands in a padded column (two blanks or more
behind it, or before it), the edit takes blanks in or gives blanks back, so that the line keeps its width; one blank
always stays.
"""

from __future__ import annotations

from typing import Protocol

from redactor._whole import whole
from redactor.model import Action, Decision, Edit, Nature, Segment
from redactor.native import core

Memo = dict[tuple[Action, str], dict[bytes, bytes]]
CAP = 2000
"""Most replacements of one action and entity that a memo holds at once."""
_EDITING = frozenset({Action.GENERALISE, Action.PSEUDONYMISE, Action.SUPPRESS})


class Replacer(Protocol):
    """What makes replacements: `redactor.pseudonyms.Pseudonyms`, or Presidio's anonymizer behind the same door."""

    def apply(self, action: Action, entity: str, value: bytes) -> bytes:
        """The replacement of `value`; pure."""
        ...


def replace(
    segment: Segment, decisions: list[Decision], replacer: Replacer, raw: bytes, memo: Memo | None = None
) -> tuple[list[Edit], list[Decision]]:
    """The edits of one segment, ascending, in source offsets, and the decisions that leave a value as it is.

    `raw` is the segment's stretch of the source.  A value stays where the policy keeps it, and where it has no other
    form (a special address).  `memo` is a dictionary to share between the segments of a case, under one replacer.
    """
    memo, text = {} if memo is None else memo, segment.text
    plain = raw == text
    padded = not segment.label and segment.nature is Nature.MACHINE
    if plain and core is not None:
        at, line = segment.start, segment.line
        found: tuple[list[Edit], list[Decision]] = core.edits(
            text, decisions, replacer.apply, _EDITING, memo, CAP, at, line, padded, Edit, _pad
        )
        return found
    if segment.whole:
        return whole(segment, decisions, lambda *one: _applied(memo, replacer, *one), raw)
    edits, left = list[Edit](), list[Decision]()
    line, counted, floor, at = segment.line, 0, 0, segment.start
    for decision in decisions:
        start, end, entity, action, score, rule = decision
        value = text[start:end]
        new = _applied(memo, replacer, action, entity, value) if action in _EDITING else value
        if new == value:
            left.append(decision)
            floor = end
            continue
        low, high = start, end
        if padded and len(new) != end - start:
            low, high, new = _pad(text, start, end, new, floor)
        line += text.count(b"\n", counted, start)
        counted, floor = start, high
        if not plain:
            low, start, end, high = segment.codec.locate(raw, (low, start, end, high))
            new = segment.codec.encode(new)
        edits.append(Edit(at + low, at + high, new, at + start, at + end, entity, action, score, rule, line))
    return edits, left


def _applied(memo: Memo, replacer: Replacer, action: Action, entity: str, value: bytes) -> bytes:
    known = memo.setdefault((action, entity), {})
    new = known.get(value)
    if new is None:
        new = replacer.apply(action, entity, value)
        if len(known) >= CAP:
            known.clear()
        known[value] = new
    return new


def _pad(text: bytes, start: int, end: int, new: bytes, floor: int) -> tuple[int, int, bytes]:
    """Give or take blanks beside the value so that the line keeps its width, as far as there is padding."""
    if text[end : end + 2] != b"  " and text[max(0, start - 2) : start] != b"  ":
        return start, end, new
    longer = len(new) - (end - start)
    behind = _blanks(text, end, 1)
    if behind > 1 and (longer < 0 or behind > longer):
        return (start, end + longer, new) if longer > 0 else (start, end, new + b" " * -longer)
    before = _blanks(text, start - 1, -1)
    if start - before == 0 or text[start - before - 1] in b"\r\n":
        return start, end, new
    if before > 1 and (longer < 0 or start - longer >= floor and before > longer) and _ends_cell(text, end):
        return (start - longer, end, new) if longer > 0 else (start, end, b" " * -longer + new)
    return start, end, new


def _blanks(text: bytes, at: int, step: int) -> int:
    count = 0
    while 0 <= at < len(text) and text[at] == 32:
        count, at = count + 1, at + step
    return count


def _ends_cell(text: bytes, end: int) -> bool:
    """True where the value's cell ends with it: at a blank, a bar or the line's end."""
    return end >= len(text) or text[end] in b" |\r\n"
