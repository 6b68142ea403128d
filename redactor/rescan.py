"""What of a copy has to be looked at again: the lines that were changed.

In text where only the line itself tells what is on it, a line that no edit touched shows what it showed in the source,
and all of that was decided on.  So looking at the changed lines looks at everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from redactor.model import Edit, Segment


def changed_lines(segments: Iterable[Segment], edits: Iterable[Edit]) -> Iterator[Segment]:
    """The changed lines of a copy's running text, neighbours together; whole segments where text is not bytes.

    `segments` are the copy's, `edits` the source's, both ascending.
    """
    ahead = _in_copy(edits)
    edit = next(ahead, None)
    for segment in segments:
        text, ranges = segment.text, list[tuple[int, int]]()
        while edit is not None and edit[0] < segment.end:
            if edit[1] >= segment.start:
                low = text.rfind(b"\n", 0, max(0, edit[0] - segment.start)) + 1
                high = text.find(b"\n", max(low, edit[1] - segment.start))
                high = len(text) if high < 0 else high
                if ranges and ranges[-1][1] + 1 >= low:
                    ranges[-1] = (ranges[-1][0], max(high, ranges[-1][1]))
                else:
                    ranges.append((low, high))
            if edit[1] > segment.end:
                break
            edit = next(ahead, None)
        if segment.codec.name != "plain":
            yield segment
        elif ranges:
            yield from _only(segment, ranges)


def _only(segment: Segment, ranges: list[tuple[int, int]]) -> Iterator[Segment]:
    """Segments of the ranges of a segment's text."""
    for low, high in ranges:
        start = segment.start + low
        yield replace(segment, start=start, end=segment.start + high, text=segment.text[low:high])


def _in_copy(edits: Iterable[Edit]) -> Iterator[tuple[int, int]]:
    """The ranges of the replacements in the copy."""
    shift = 0
    for edit in edits:
        start = edit.start + shift
        shift += len(edit.replacement) - (edit.end - edit.start)
        yield start, start + len(edit.replacement)
