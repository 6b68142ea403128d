"""Everything that looks at a segment, in one place: rules, labels, tables, the case's lexicon, names, the dictionary.

Small segments (JSON values, INI values) are scanned in batches, each on lines of its own, since a scan has a price per
call and none per line; the spans are handed back to the segment they stand in.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from redactor.detect.labels import labelled
from redactor.detect.lexicon import Lexicon
from redactor.detect.tables import tables
from redactor.model import Finding, Nature, Segment

BATCH = 64 << 10
"""Bytes of small segments that are scanned together; results do not depend on it."""
SMALL = 4 << 10
TABLED = frozenset({"cli", "config", "text"})
"""Kinds of attachment whose running text may hold fixed-width tables."""


class TextScanner(Protocol):
    """Rules over a text: `detect.scanner.Scanner`, or a Presidio AnalyzerEngine behind the same door."""

    def scan(self, text: bytes) -> list[Finding]:
        """All findings, sorted."""
        ...


class NameFinder(Protocol):
    """The statistical tier: persons, places and organisations in prose."""

    def find(self, text: bytes, *, written: bool = False) -> list[Finding]:
        """The names in a segment that is `written` (prose), or in the name-shaped lines of machine text."""
        ...


class SegmentFinder(Protocol):
    """What a user adds that looks at whole segments: labels, a Presidio class."""

    def find(self, segment: Segment) -> Iterable[Finding]:
        """The findings of a segment."""
        ...


@dataclass(slots=True)
class Detector:
    """How one kind of attachment is looked at; `lexicon` is None while the case still learns."""

    kind: str
    scanner: TextScanner
    engine: str
    lexicon: Lexicon | None = None
    dictionary: Lexicon | None = None
    names: NameFinder | None = None
    own: tuple[SegmentFinder, ...] = ()

    def detect(self, segments: Iterable[Segment]) -> Iterator[tuple[Segment, list[Finding]]]:
        """Each segment with its findings, ascending; overlaps are not settled."""
        return self.recall(self.look(segments))

    def recall(self, looked: Iterable[tuple[Segment, list[Finding]]]) -> Iterator[tuple[Segment, list[Finding]]]:
        """What `look` gave, and what the case knows besides."""
        for segment, findings in looked:
            more = list(self._recalled(segment))
            yield segment, sorted(findings + more) if more else findings

    def look(self, segments: Iterable[Segment]) -> Iterator[tuple[Segment, list[Finding]]]:
        """What the segments show by themselves, without what the case knows."""
        batch: list[Segment] = []
        size = 0
        for segment in segments:
            if len(segment.text) > SMALL:
                yield from self._batch(batch)
                batch, size = [], 0
                yield segment, self._findings(segment, self.scanner.scan(segment.text))
                continue
            batch.append(segment)
            size += len(segment.text) + 1
            if size > BATCH:
                yield from self._batch(batch)
                batch, size = [], 0
        yield from self._batch(batch)

    def _batch(self, batch: list[Segment]) -> Iterator[tuple[Segment, list[Finding]]]:
        """Scan the segments as lines of one text."""
        if len(batch) < 2:
            for segment in batch:
                yield segment, self._findings(segment, self.scanner.scan(segment.text))
            return
        starts, at = [], 0
        for segment in batch:
            starts.append(at)
            at += len(segment.text) + 1
        spans: list[list[Finding]] = [[] for _ in batch]
        for start, end, entity, score, rule in self.scanner.scan(b"\n".join(segment.text for segment in batch)):
            owner = bisect_right(starts, start) - 1
            base = starts[owner]
            spans[owner].append(Finding(start - base, min(end - base, len(batch[owner].text)), entity, score, rule))
        for segment, own in zip(batch, spans, strict=True):
            yield segment, self._findings(segment, own)

    def _findings(self, segment: Segment, findings: list[Finding]) -> list[Finding]:
        """The findings of the rules, and what labels and tables tell."""
        seen = len(findings)
        if segment.label or segment.fields:
            findings += labelled(segment)
        if self.kind in TABLED and not segment.label:
            findings += tables(segment.text, ruled_only=self.kind == "config")
        for finder in self.own:
            findings += finder.find(segment)
        if len(findings) > seen:
            findings.sort()
        return findings

    def _recalled(self, segment: Segment) -> Iterator[Finding]:
        """What the case's lexicon, the dictionary and the statistical tier add."""
        text = segment.text
        for terms in (self.lexicon, self.dictionary):
            if terms is not None:
                yield from terms.find(text, self.engine)
        if self.names is not None and (segment.nature is Nature.PROSE or not segment.label):
            yield from self.names.find(text, written=segment.nature is Nature.PROSE)
