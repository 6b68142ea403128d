"""What of a copy has to be looked at again: the lines that were changed.

In text where only the line itself tells what is on it, a line that no edit touched shows what it showed in the source,
and all of that was decided on.  So looking at the changed lines looks at everything.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace

from redactor.model import Edit, Segment
from redactor.native import core

NEAR = 1024
"""Changed lines with no more bytes than this between them are looked at together: a segment costs more than a line."""


def changed_lines(segments: Iterable[Segment], edits: Iterable[Edit]) -> Iterator[Segment]:
    """The changed lines of a copy's running text, near ones together; whole segments where text is not bytes.

    `segments` are the copy's, `edits` the source's, both ascending.
    """
    ahead: Iterator[tuple[int, int]] = _in_copy(edits) if core is None else core.spans(edits, (), NEAR)
    edit = next(ahead, None)
    for segment in segments:
        text, ranges, begin, stop = segment.text, list[tuple[int, int]](), segment.start, segment.end
        while edit is not None and edit[0] < stop:
            first, last = edit
            if last >= begin and not (ranges and last - begin <= ranges[-1][1]):
                low = text.rfind(b"\n", 0, max(0, first - begin)) + 1
                high = text.find(b"\n", max(low, last - begin))
                high = len(text) if high < 0 else high
                if ranges and ranges[-1][1] + NEAR >= low:
                    ranges[-1] = (ranges[-1][0], max(high, ranges[-1][1]))
                else:
                    ranges.append((low, high))
            if last > stop:
                break
            edit = next(ahead, None)
        if segment.codec.name != "plain":
            yield segment
        elif ranges:
            yield from _only(segment, ranges)


def _only(segment: Segment, ranges: list[tuple[int, int]]) -> Iterator[Segment]:
    """Segments of the ranges of a segment's text."""
    fields = segment.fields
    for low, high in ranges:
        start = segment.start + low
        if segment.fields:
            inside = segment.fields[bisect_left(segment.fields, (low,)) : bisect_left(segment.fields, (high,))]
            fields = tuple(field._replace(start=field.start - low, end=field.end - low) for field in inside)
        yield replace(segment, start=start, end=segment.start + high, text=segment.text[low:high], fields=fields)


def _in_copy(edits: Iterable[Edit]) -> Iterator[tuple[int, int]]:
    """The ranges of the replacements in the copy, near ones together."""
    shift = 0
    low, high = -1, -1 - NEAR
    for edit in edits:
        start, size = edit[0] + shift, len(edit[2])
        if start > high + NEAR:
            if low >= 0:
                yield low, high
            low = start
        high = start + size
        shift += size - edit[1] + edit[0]
    if low >= 0:
        yield low, high
