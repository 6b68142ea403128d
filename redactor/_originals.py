"""What was replaced, read from the source again; and the proof, on the way, that nothing else was touched."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from redactor._filter import Originals, meaningful, pieces
from redactor._unwrap import plains
from redactor.errors import VerificationError
from redactor.model import Edit, Reason, Source
from redactor.spellings import fold

CAP = 100_000
"""Distinct originals that are held at once; more of them are sought in several passes."""
WINDOW = 1 << 20
LONGEST = 64 << 10
"""Bytes of an original that are looked at."""
_PIECES = 8192


class Digest(Protocol):
    """A running hash."""

    def update(self, data: bytes, /) -> None: ...


class _Copy:
    """The copy, compared from its first to its last byte."""

    __slots__ = ("_copy", "_digest", "size")

    def __init__(self, copy: Source, digest: Digest) -> None:
        self._copy, self._digest, self.size = copy, digest, 0

    def match(self, parts: list[bytes]) -> None:
        """Demand that the copy goes on with `parts`."""
        expected = parts[0] if len(parts) == 1 else b"".join(parts)
        there = self._copy.read_at(self.size, len(expected))
        if there != expected:
            raise VerificationError(f"the copy differs within {len(expected)} bytes from byte {self.size}", "untouched")
        self._digest.update(there)
        self.size += len(expected)


def compared(source: Source, copy: Source, edits: Iterable[Edit], digest: Digest) -> Iterator[tuple[Edit, bytes]]:
    """Each edit with its original, while source plus edits is proven to be the copy, byte for byte."""
    windows, target = source.windows(WINDOW), _Copy(copy, digest)
    window, base, limit, at = b"", 0, 0, 0
    parts: list[bytes] = []
    for edit in edits:
        start, end, replacement, first, last = edit[:5]
        if not at <= start <= first <= last <= end <= source.size:
            raise VerificationError(f"an edit at byte {start} overlaps another or leaves the source", "untouched")
        while start > limit:
            parts.append(window[at - base :])
            target.match(parts)
            parts, window, base = [], _next(windows), limit
            at, limit = base, base + len(window)
        parts += (window[at - base : start - base], replacement)
        if end <= limit:
            yield edit, window[first - base : last - base]
        else:
            yield edit, source.read_at(first, min(last - first, max(LONGEST, len(replacement) + 1)))
            window, base, limit = _reach(windows, window, base, end)
        at = end
        if len(parts) > _PIECES:
            target.match(parts)
            parts = []
    parts.append(window[at - base :])
    target.match(parts)
    for window in windows:
        target.match([window])
    if target.size != copy.size or copy.read_at(target.size, 1):
        raise VerificationError(f"the copy goes on after byte {target.size}", "untouched")


def _next(windows: Iterator[bytes]) -> bytes:
    window = next(windows, b"")
    if not window:
        raise VerificationError("the source is shorter than it was", "untouched", Reason.CHANGED)
    return window


def _reach(windows: Iterator[bytes], window: bytes, base: int, wanted: int) -> tuple[bytes, int, int]:
    """The window that holds the byte before `wanted`, with its range."""
    while wanted > base + len(window):
        window, base = _next(windows), base + len(window)
    return window, base, base + len(window)


class Collector:
    """The distinct originals of one part; where there are too many for one part, the parts grow in number.

    Parts are told apart by a keyed hash, so that they are the same in every run.
    """

    __slots__ = ("_everywhere", "_exempt", "_held", "_secret", "_wide", "edits", "exempt", "part", "parts")

    def __init__(
        self, everywhere: frozenset[str], exempt: Callable[[Edit], bool], secret: bytes, *, wide: str = ""
    ) -> None:
        self._everywhere, self._exempt, self._secret, self._wide = everywhere, exempt, secret, wide
        self._held: set[tuple[str, bytes]] = set()
        self.part, self.parts = 0, 1
        self.edits = self.exempt = 0

    def changed(self, pairs: Iterable[tuple[Edit, bytes]]) -> Iterator[tuple[Edit, bytes]]:
        """The same pairs, once each is proven to be a change."""
        for edit, value in pairs:
            new = edit[2]
            if value.lower() == new.lower() or fold(value.strip()) == fold(new.strip()):
                raise VerificationError(f"the edit of rule {edit.rule} at byte {edit.start} changes nothing", "changed")
            yield edit, value

    def collect(self, pairs: Iterable[tuple[Edit, bytes]]) -> None:
        """Take in the originals of this part, in their raw bytes."""
        self.edits = self.exempt = 0
        for edit, value in pairs:
            self.edits += 1
            entity = edit[5]
            if entity not in self._everywhere:
                continue
            if len(value) >= LONGEST or not meaningful(value) or self._exempt(edit):
                self.exempt += 1
                continue
            pair = (entity, value)
            if pair not in self._held and (self.parts == 1 or self._mine(pair)):
                self._held.add(pair)
                if len(self._held) > CAP and self.part == 0:
                    self._split()

    def _split(self) -> None:
        self.parts *= 2
        self._held = {pair for pair in self._held if self._mine(pair)}

    def _mine(self, pair: tuple[str, bytes]) -> bool:
        digest = hashlib.blake2b(pair[1], digest_size=8, key=self._secret[:64]).digest()
        return int.from_bytes(digest, "big") % self.parts == self.part

    def originals(self) -> Originals:
        """What was collected, decoded and filed; forgets it."""
        filed = Originals()
        for entity, raw in sorted(self._held):
            for value in plains(raw, self._wide):
                for piece in pieces(value):
                    if meaningful(piece):
                        filed.add(entity, piece)
        self._held = set()
        return filed
