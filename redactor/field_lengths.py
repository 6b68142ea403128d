"""Where a text's length stands before it (codec `sized`), edits that change the length get one more that says the new one.

The length is eight bytes, the least significant first, directly before the segment, as journald exports it.
"""

from __future__ import annotations

from redactor.model import Action, Edit, Segment

SIZE = 8
ENTITY, RULE = "FIELD_LENGTH", "field-length"


def followed(segment: Segment, edits: list[Edit]) -> list[Edit]:
    """The edits of a segment with what its length becomes, ascending; the same where the length stays."""
    size = segment.end - segment.start
    now = size + sum(len(edit.replacement) - (edit.end - edit.start) for edit in edits)
    if segment.codec.name != "sized" or now == size:
        return edits
    start, end = segment.start - SIZE, segment.start
    new = now.to_bytes(SIZE, "little")
    return [Edit(start, end, new, start, end, ENTITY, Action.GENERALISE, 1.0, RULE, segment.line), *edits]
