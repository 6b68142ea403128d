"""A copy is held to five laws against its source; only a copy that keeps them all becomes a `Verified`.

    untouched   every byte outside of the edits is the source's, and every replacement stands where it should
    changed     no edit's value is what it was, upper and lower case aside
    absent      outside of edits and kept places no original stands, in any spelling (`_filter` says how)
    redetect    whatever a rescan of the copy finds lies in an edit or in a kept place, punctuation aside
    parses      the copy's structure is the source's

A container's copy is opened again and held to three of its own (`verify_container`):

    members     it holds exactly the members that were verified, or the fixed text of a placeholder, in their order
    names       no member's name holds what was found in the original's
    nothing     there is nothing else in it: no comment, no extra field, no byte that no member accounts for

This module imports no stage, so that it cannot repeat a stage's mistake: originals are read from the source again.
*Absent* looks at the copy's raw bytes, and at the decoded text of every segment whose text is not its bytes (escapes,
UTF-16, 8-bit encodings).  Not sought: IPv4 addresses as bare numbers, which counters are by chance; values that a line
break cuts in two; of blocks, all but their long words.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import InitVar, dataclass, field
from itertools import zip_longest
from typing import NamedTuple

from redactor._filter import Originals
from redactor._originals import Collector, compared
from redactor._spans import Span, Sweep, outside, spans
from redactor._unwrap import SEPARATOR
from redactor.errors import VerificationError
from redactor.model import Check, Edit, Finding, Member, Reason, Segment, Source
from redactor.placeholder import text as placeholder

CHECKS = ("untouched", "changed", "absent", "redetect", "parses")
CONTAINER_CHECKS = ("members", "names", "nothing")
MOST = 100_000
"""Loose ends that are handed back at once."""
_BATCH = 256 << 10
_SEAL = object()
Edits = Iterable[Edit]
Keeps = Iterable[tuple[int, int]]
Rescan = Callable[[Source], Iterable[tuple[Segment, list[Finding]]]]
Shape = Callable[[Source], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class Verified:
    """A copy that keeps all its laws; nothing but this module can make one."""

    name: str
    size: int
    sha256: str
    checks: tuple[Check, ...]
    copy: Source = field(repr=False, compare=False)
    seal: InitVar[object]

    def __post_init__(self, seal: object) -> None:
        if seal is not _SEAL:
            raise TypeError("only verify makes a Verified")


class Loose(NamedTuple):
    """Something sensitive that is left in a copy, as a range of bytes of the *source*; never the value."""

    start: int
    end: int
    entity: str
    score: float
    rule: str
    """The rule that found it; `absent` where it is an original that stands once more."""


class Unsettled(VerificationError):
    """The copy holds what no decision covers; `findings` may go back to `decide`, ascending and without duplicates."""

    def __init__(self, findings: tuple[Loose, ...]) -> None:
        check = "absent" if any(loose.rule == "absent" for loose in findings) else "redetect"
        super().__init__(f"{len(findings)} places of the copy are sensitive and not settled", check)
        self.findings = findings


def verify(
    source: Source,
    copy: Source,
    edits: Edits,
    *,
    keeps: Keeps,
    rescan: Rescan,
    shape: Shape,
    everywhere: frozenset[str],
    exempt: Callable[[Edit], bool],
    secret: bytes,
) -> Verified:
    """Hold `copy` to all laws; raises `Unsettled` for what a further round may settle, else `VerificationError`.

    `edits` and `keeps` (source ranges that policy keeps) are re-iterable and ascending.  `everywhere` are the entities
    whose originals may stand nowhere, save those of edits that `exempt` names by entity and value alone.  `shape`
    yields structure, never values.
    """
    collector = Collector(everywhere, exempt, secret, wide=_wide(source))
    digest = hashlib.sha256()
    collector.collect(compared(source, copy, edits, digest))
    counts = _Counts(collector.edits, collector.exempt)
    loose: set[Loose] = set()
    for part in range(collector.parts):
        if part:
            collector.part = part
            collector.collect(compared(source, copy, edits, hashlib.sha256()))
        search = _Search(copy, collector.originals())
        search.raw(spans(edits, keeps))
        if not part:
            loose.update(_redetect(rescan(copy), search, Sweep(copy, spans(edits, keeps)), counts))
        elif counts.decoded:
            for segment, _ in rescan(copy):
                search.decoded(segment)
        loose.update(search.loose(Sweep(copy, spans(edits, keeps))))
    if loose:
        raise Unsettled(tuple(sorted(loose)[:MOST]))
    counts.tokens = _parses(shape(source), shape(copy))
    checks = counts.checks(copy.size, sum(1 for _ in keeps))
    return Verified(copy.name, copy.size, digest.hexdigest(), checks, copy, _SEAL)


class Proof(NamedTuple):
    """What a member of a container's copy must be: a verified copy, a placeholder for a reason, or a directory."""

    name: str
    held: Verified | Reason | None
    gone: frozenset[str] = frozenset()
    """What may not stand in its name, case-folded."""


def verify_container(copy: Source, members: Iterable[Member], spare: int, proofs: Sequence[Proof]) -> Verified:
    """Hold the copy of a container, opened again, to its laws; raises `VerificationError`."""
    values = 0
    for number, (member, proof) in enumerate(zip_longest(members, proofs), 1):
        if member is None or proof is None or member.name != proof.name or not _is(member, proof.held):
            raise VerificationError(f"member {number} of the copy is not what was verified", "members")
        values += len(proof.gone)
        if any(value in member.name.casefold() for value in proof.gone):
            raise VerificationError(f"the name of member {number} holds what was to be replaced", "names")
    if spare:
        raise VerificationError(f"{spare} bytes of the copy belong to no member", "nothing")
    withheld = sum(isinstance(proof.held, Reason) for proof in proofs)
    checks = (Check("members", len(proofs), withheld), Check("names", values), Check("nothing", copy.size))
    return Verified(copy.name, copy.size, _digest(copy), checks, copy, _SEAL)


def _is(member: Member, held: Verified | Reason | None) -> bool:
    if held is None or member.source is None:
        return held is None and member.source is None and member.refused is None
    if isinstance(held, Verified):
        return member.source.size == held.size and _digest(member.source) == held.sha256
    expected = placeholder(held)
    return member.source.size == len(expected) and member.source.read_at(0, len(expected)) == expected


def _digest(source: Source) -> str:
    digest = hashlib.sha256()
    for window in source.windows(1 << 20):
        digest.update(window)
    return digest.hexdigest()


@dataclass(slots=True)
class _Counts:
    """How many things each check looked at."""

    edits: int
    exempt: int
    findings: int = 0
    decoded: int = 0
    tokens: int = 0

    def checks(self, size: int, kept: int) -> tuple[Check, ...]:
        """One `Check` a law, in order."""
        return (
            Check("untouched", size),
            Check("changed", self.edits),
            Check("absent", self.edits, self.exempt + kept),
            Check("redetect", self.findings),
            Check("parses", self.tokens),
        )


class _Search:
    """Looks for originals in a copy and remembers where they stand."""

    __slots__ = ("_batch", "_hits", "_originals", "_read", "_size", "copy")

    def __init__(self, copy: Source, originals: Originals) -> None:
        self.copy, self._originals = copy, originals
        self._hits: list[tuple[int, int, str]] = []
        self._read: list[tuple[int, int, str]] = []
        self._batch: list[Segment] = []
        self._size = 0

    def raw(self, ahead: Iterable[Span]) -> None:
        """The copy's bytes outside of the spans."""
        for part in outside(self.copy, ahead) if self._originals else ():
            if self._originals.find(part.text()):
                text, pieces = part.pieces()
                for start, end, entity in self._originals.places(text):
                    there, offset = pieces[bisect_right(pieces, (start, 1 << 62)) - 1]
                    self._hits.append((start - there + offset, end - there + offset, entity))

    def decoded(self, segment: Segment) -> bool:
        """Look at a segment's text if it is not its bytes; true if so."""
        if segment.text == self.copy.read_at(segment.start, segment.end - segment.start):
            return False
        self._batch.append(segment)
        self._size += len(segment.text)
        if self._size > _BATCH:
            self._flush()
        return True

    def _flush(self) -> None:
        batch, self._batch, self._size = self._batch, [], 0
        if batch and self._originals.find(SEPARATOR.join([segment.text for segment in batch])):
            for segment in batch:
                if self._originals.find(segment.text):
                    hits = list(self._originals.places(segment.text))
                    ranges = _located(self.copy, segment, [hit[:2] for hit in hits])
                    self._read += [(*ends, hit[2]) for ends, hit in zip(ranges, hits, strict=True)]

    def loose(self, sweep: Sweep) -> Iterator[Loose]:
        """The places found, in the source; those in an edit or a keep are no originals, or are kept."""
        self._flush()
        for start, end, entity in sorted({*self._read, *_clear_of(self._hits, self._read)}):
            if not any(span[0] < span[1] for span in sweep.over(start, end)):
                yield Loose(*sweep.origin(start, end), entity, 1.0, "absent")


def _clear_of(hits: Iterable[tuple[int, int, str]], read: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Hits in raw bytes, save those that were read in decoded text too: that knows where letters begin."""
    ends = sorted(hit[:2] for hit in read)
    for hit in hits:
        before = bisect_right(ends, hit[:2])
        near = ends[max(0, before - 1) : before + 1]
        if not any(start < hit[1] and hit[0] < end for start, end in near):
            yield hit


def _located(copy: Source, segment: Segment, ranges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges of a segment's text as ranges of the copy's bytes."""
    raw = copy.read_at(segment.start, segment.end - segment.start)
    base = segment.start
    if raw == segment.text:
        return [(base + start, base + end) for start, end in ranges]
    offsets = sorted({offset for ends in ranges for offset in ends})
    there = dict(zip(offsets, segment.codec.locate(raw, offsets), strict=True))
    return [(base + there[start], base + there[end]) for start, end in ranges]


def _redetect(
    scanned: Iterable[tuple[Segment, list[Finding]]], search: _Search, sweep: Sweep, counts: _Counts
) -> Iterator[Loose]:
    """Findings of the copy that no edit and no kept place covers; decoded segments go on to `search`."""
    for segment, findings in scanned:
        decoded = search.decoded(segment)
        counts.decoded += decoded
        counts.findings += len(findings)
        findings = sorted(findings)
        if not decoded:
            findings = sweep.suspects(segment.start, segment.end, findings)
        ranges = _located(search.copy, segment, [finding[:2] for finding in findings]) if findings else ()
        for (start, end), finding in zip(ranges, findings, strict=True):
            if not sweep.settled(start, end):
                yield Loose(*sweep.origin(start, end), finding.entity, finding.score, finding.rule)


def _parses(before: Iterable[bytes], after: Iterable[bytes]) -> int:
    """The number of structure tokens, which are the same before and after."""
    number = 0
    for number, (old, new) in enumerate(zip_longest(before, after), 1):
        if old != new:
            raise VerificationError(f"the structure differs at its token {number}", "parses")
    return number


def _wide(source: Source) -> str:
    """The UTF-16 a source is in, told by its mark or by where its zero bytes are; empty for anything else."""
    head = source.read_at(0, 4096)
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16-le" if head[:1] == b"\xff" else "utf-16-be"
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) * 4 < len(head) or min(even, odd) * 10 > max(even, odd):
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"
