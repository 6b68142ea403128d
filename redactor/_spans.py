"""Where edits and kept places lie in a copy, and what lies between them.

source  ····[edit]····[keep]··        a span is (copy start, copy end, source start, source end, edit?)
copy    ····[replacement]····[keep]··
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from redactor._unwrap import ALNUM, SEPARATOR
from redactor.model import Edit, Finding, Source
from redactor.native import core

Span = tuple[int, int, int, int, bool]
BLOCK = 128 << 10
"""How much of a copy is looked at at once: what fits a processor's cache is looked at fastest."""
OVERLAP = 4096
"""How much of a line that is longer than a block is looked at twice, so that no value is cut."""
_BEYOND = (1 << 62, 1 << 62)
_END: Span = (*_BEYOND, *_BEYOND, False)


def spans(edits: Iterable[Edit], keeps: Iterable[tuple[int, int]]) -> Iterator[Span]:
    """Edits and keeps in one ascending stream; a keep that an edit overlaps counts only outside of it."""
    stream: Iterator[Span] = _spans(edits, keeps) if core is None else core.spans(edits, keeps, -1)
    return stream


def _spans(edits: Iterable[Edit], keeps: Iterable[tuple[int, int]]) -> Iterator[Span]:
    shift = at = 0
    kept = iter(keeps)
    start, end = next(kept, _BEYOND)
    for edit in edits:
        first, last, replacement = edit[0], edit[1], edit[2]
        while start < first:
            if at < end:
                yield max(start, at) + shift, min(end, first) + shift, max(start, at), min(end, first), False
            start, end = (first, end) if end > first else next(kept, _BEYOND)
        out = first + shift
        yield out, out + len(replacement), first, last, True
        shift += len(replacement) - last + first
        at = last
    while start < _BEYOND[0]:
        if at < end:
            yield max(start, at) + shift, end + shift, max(start, at), end, False
        start, end = next(kept, _BEYOND)


class Sweep:
    """Answers for ranges of the copy with ascending starts how they lie to the spans."""

    __slots__ = ("_ahead", "_copy", "_near", "_reached", "_shift")

    def __init__(self, copy: Source, ahead: Iterable[Span]) -> None:
        self._copy = copy
        self._ahead = iter(ahead)
        self._near: deque[Span] = deque()
        self._reached = -1
        self._shift = 0

    def settled(self, start: int, end: int) -> bool:
        """True where nothing of the range lies outside of the spans but punctuation."""
        near = self._near
        if near and near[0][0] <= start and end <= near[0][1]:
            return True
        at = start
        for first, last, *_ in self.over(start, end):
            if first > at and self._speaks(at, first):
                return False
            at = max(at, last)
        return at >= end or not self._speaks(at, end)

    def suspects(self, start: int, end: int, findings: list[Finding]) -> list[Finding]:
        """Of ascending findings in the range, whose offsets count from its start, those that may not be settled."""
        if core is not None and findings:
            findings = core.uncovered(findings, start, self.over(start, end))
        return findings

    def over(self, start: int, end: int) -> list[Span]:
        """The spans that share a byte with the range, or are empty and inside of it."""
        near = self._near
        while near and near[0][1] <= start:
            _, last, _, stop, _ = near.popleft()
            self._shift = stop - last
        while self._reached < end:
            span = next(self._ahead, _END)
            self._reached = span[0]
            if span[1] > start and span[0] != _BEYOND[0]:
                near.append(span)
            elif span[0] != _BEYOND[0]:
                self._shift = span[3] - span[1]
        return [span for span in near if span[0] < end]

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """The source range of a range of the copy, all of every edit it touches included."""
        over = self.over(start, end)
        shift = self._near[0][2] - self._near[0][0] if self._near else self._shift
        if not over:
            return start + shift, end + shift
        first, last = over[0], over[-1]
        return (
            first[2] if first[4] and first[0] <= start else start + first[2] - first[0],
            last[3] if last[4] and last[1] >= end else end + last[3] - last[1],
        )

    def _speaks(self, start: int, end: int) -> bool:
        text = self._copy.read_at(start, end - start)
        return not text.isascii() or text.translate(None, ALNUM) != text


class Outside(NamedTuple):
    """What of the range [at, high) of a copy lies between spans; `block` begins at `low`."""

    block: bytes
    low: int
    at: int
    high: int
    near: list[Span]

    def text(self) -> bytes:
        """All of it; pieces are parted by `SEPARATOR`."""
        if core is None:
            return self.pieces()[0]
        joined: bytes = core.between(*self)
        return joined

    def pieces(self) -> tuple[bytes, list[tuple[int, int]]]:
        """The text, and where each piece of it lies: (offset in the text, offset in the copy)."""
        block, low, at, high, near = self
        pieces: list[bytes] = []
        places: list[tuple[int, int]] = []
        length = 0
        for first, last, *_ in near:
            if first >= high:
                break
            if first > at:
                piece = block[at - low : first - low]
                pieces.append(piece)
                places.append((length, at))
                length += len(piece) + 1
            if last > at:
                at = last
        if at < high:
            pieces.append(block[at - low : high - low])
            places.append((length, at))
        return SEPARATOR.join(pieces), places


def outside(copy: Source, ahead: Iterable[Span]) -> Iterator[Outside]:
    """The copy's bytes outside of the spans, a block at a time, no line or word cut."""
    stream, near = iter(ahead), deque[Span]()
    reached, low, head = 0, 0, 0
    while low < copy.size:
        block = copy.read_at(low, BLOCK)
        if not block:
            return
        size, again = _whole(block, last=low + len(block) >= copy.size)
        high = low + size
        while reached < high:
            span = next(stream, _END)
            reached = span[0]
            near.append(span)
        yield Outside(block, low, low + min(head, size), high, list(near))
        low = high - again
        head = _cut_word(copy, low) if again else 0
        while near and near[0][1] <= low and near[0][0] < _BEYOND[0]:
            near.popleft()


def _whole(block: bytes, *, last: bool) -> tuple[int, int]:
    """(bytes to look at, bytes of them to look at again): up to a line's end, else a word's end, else all."""
    size = len(block)
    line = size if last else block.rfind(b"\n") + 1
    if line:
        return line, 0
    word = len(block.rstrip(ALNUM))
    return (word if size - word < OVERLAP < word else size), OVERLAP


def _cut_word(copy: Source, low: int) -> int:
    """How many bytes from `low` on end a word that the last block saw whole."""
    ahead = copy.read_at(low, OVERLAP)
    rest = len(ahead) - len(ahead.lstrip(ALNUM))
    return rest if rest < len(ahead) and not copy.read_at(low - 1, 1).strip(ALNUM) else 0
