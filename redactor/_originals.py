"""What was replaced, read from the source again; and the proof, on the way, that nothing else was touched."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Protocol

from redactor._filter import Originals, meaningful, pieces
from redactor._unwrap import plains
from redactor.errors import VerificationError
from redactor.model import Edit, Reason, Source
from redactor.native import core
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
        expected = b"".join(parts)
        there = self._copy.read_at(self.size, len(expected))
        if there != expected:
            raise VerificationError(f"the copy differs within {len(expected)} bytes from byte {self.size}", "untouched")
        self._digest.update(there)
        self.size += len(expected)

    def end(self) -> None:
        """Demand that the copy ends here."""
        if self.size != self._copy.size or self._copy.read_at(self.size, 1):
            raise VerificationError(f"the copy goes on after byte {self.size}", "untouched")


Pairs = tuple[list[Edit], list[bytes]]
"""Edits, and the original of each."""


def compared(source: Source, copy: Source, edits: Iterable[Edit], digest: Digest) -> Iterator[Pairs]:
    """Edits with their originals, while source plus edits is proven to be the copy, byte for byte.

    Raises `VerificationError` too where an original is what it was, upper and lower case aside.
    """
    comparison = _Comparison(source, copy, digest)
    stream = iter(edits)
    while batch := list(islice(stream, _PIECES)):
        yield batch, comparison.originals(batch)
    comparison.finish()


class _Comparison:
    """How far source and copy have been read."""

    __slots__ = ("_at", "_base", "_limit", "_parts", "_source", "_target", "_window", "_windows")

    def __init__(self, source: Source, copy: Source, digest: Digest) -> None:
        self._source, self._target, self._windows = source, _Copy(copy, digest), source.windows(WINDOW)
        self._window = b""
        self._base = self._limit = self._at = 0
        self._parts: list[bytes] = []

    def originals(self, batch: list[Edit]) -> list[bytes]:
        """The originals of the next edits."""
        values: list[bytes] = []
        while len(values) < len(batch):
            if core is not None and self._at <= self._limit:
                at, done = self._at, len(values)
                part, some, doubtful, self._at, done = core.stretch(self._window, self._base, at, batch, done)
                values += some
                self._parts.append(part)
                for number in doubtful:
                    _demand_change(batch[number], values[number])
            if len(values) < len(batch):
                values.append(self._original(batch[len(values)]))
        self._target.match(self._parts)
        self._parts = []
        return values

    def _original(self, edit: Edit) -> bytes:
        """The original of the next edit, which may lie anywhere."""
        start, end, replacement, first, last = edit[:5]
        if not self._at <= start <= first <= last <= end <= self._source.size:
            raise VerificationError(f"an edit at byte {start} overlaps another or leaves the source", "untouched")
        while start > self._limit:
            self._pass()
        base = self._base
        self._parts += (self._window[self._at - base : start - base], replacement)
        if end <= self._limit:
            value = self._window[first - base : last - base]
        else:
            value = self._source.read_at(first, min(last - first, max(LONGEST, len(replacement) + 1)))
            while end > self._limit:
                self._load()
        self._at = end
        _demand_change(edit, value)
        return value

    def _load(self) -> None:
        window = next(self._windows, b"")
        if not window:
            raise VerificationError("the source is shorter than it was", "untouched", Reason.CHANGED)
        self._window, self._base, self._limit = window, self._limit, self._limit + len(window)

    def _pass(self) -> None:
        """Go to the next window; nothing of what is left of this one is edited."""
        self._target.match([*self._parts, self._window[self._at - self._base :]])
        self._parts = []
        self._load()
        self._at = self._base

    def finish(self) -> None:
        """Demand that the copy goes on as the source does, and then ends."""
        self._target.match([self._window[self._at - self._base :]])
        for window in self._windows:
            self._target.match([window])
        self._target.end()


def _demand_change(edit: Edit, value: bytes) -> None:
    new = edit[2]
    if value.lower() == new.lower() or fold(value.strip()) == fold(new.strip()):
        raise VerificationError(f"the edit of rule {edit.rule} at byte {edit.start} changes nothing", "changed")


class Collector:
    """The distinct originals of one part; where there are too many for one part, the parts grow in number.

    Parts are told apart by a keyed hash, so that they are the same in every run.
    """

    __slots__ = ("_ask", "_everywhere", "_held", "_secret", "_told", "_wide", "edits", "exempt", "part", "parts")

    def __init__(
        self, everywhere: frozenset[str], exempt: Callable[[Edit], bool], secret: bytes, *, wide: str = ""
    ) -> None:
        self._everywhere, self._ask, self._secret, self._wide = everywhere, exempt, secret, wide
        self._held: set[tuple[str, bytes]] = set()
        self._told: dict[tuple[str, bytes], bool] = {}
        self.part, self.parts = 0, 1
        self.edits = self.exempt = 0

    def collect(self, batches: Iterable[Pairs]) -> None:
        """Take in the originals of this part, in their raw bytes."""
        self.edits = self.exempt = 0
        for edits, values in batches:
            self.edits += len(edits)
            pairs = list(zip([edit[5] for edit in edits], values, strict=True))
            some = dict(zip(pairs, edits, strict=True))
            for pair, number in Counter(pairs).items():
                if pair not in self._held and pair[0] in self._everywhere:
                    if self._is_exempt(pair, some[pair]):
                        self.exempt += number
                    elif self.parts == 1 or self._mine(pair):
                        self._hold(pair)

    def _is_exempt(self, pair: tuple[str, bytes], edit: Edit) -> bool:
        told = self._told.get(pair)
        if told is None:
            told = len(pair[1]) >= LONGEST or not meaningful(pair[1]) or self._ask(edit)
            if len(self._told) >= _PIECES:
                self._told.clear()
            self._told[pair] = told
        return told

    def _hold(self, pair: tuple[str, bytes]) -> None:
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
