"""Edits of a segment that is encoded as a whole (base64): each reaches from its value to the next one or to the end.

text   host=core1;user=jane
raw    aG9zdD1jb3JlMTt1c2VyPWphbmU=
       ······[edit of core1][ edit of jane ]     together: what the changed text is encoded as
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from redactor.model import Action, Decision, Edit, Segment

EDITING = frozenset({Action.GENERALISE, Action.PSEUDONYMISE, Action.SUPPRESS})
Apply = Callable[[Action, str, bytes], bytes]
"""The replacement of a value."""


def whole(segment: Segment, decisions: list[Decision], apply: Apply, raw: bytes) -> tuple[list[Edit], list[Decision]]:
    """The edits of the segment and the decisions that leave a value as it is, as `replace.replace` gives them."""
    changed, left = list[Decision](), list[Decision]()
    text, at = bytearray(), 0
    for decision in decisions:
        value = segment.text[decision.start : decision.end]
        new = apply(decision.action, decision.entity, value) if decision.action in EDITING else value
        text += segment.text[at : decision.start] + new
        at = decision.end
        (left if new == value else changed).append(decision)
    text += segment.text[at:]
    if not changed:
        return [], left
    return list(_edits(segment, changed, raw, segment.codec.encode(bytes(text)))), left


def _edits(segment: Segment, changed: list[Decision], raw: bytes, new: bytes) -> Iterator[Edit]:
    """The encoded text, cut where the values begin."""
    located = segment.codec.locate(raw, [place for decision in changed for place in decision[:2]])
    starts = [*located[::2], len(raw)]
    for number, (_, _, entity, action, score, rule) in enumerate(changed):
        low, high = starts[number], starts[number + 1]
        piece = new[low:] if number + 1 == len(changed) else new[low:high]
        end, at = min(located[2 * number + 1], high), segment.start
        yield Edit(at + low, at + high, piece, at + low, at + end, entity, action, score, rule, segment.line)
