"""One attachment from bytes to a verified copy: read, detect, decide, replace, write, verify, until nothing is left.

    ┌───────────────── unsettled: found in the copy, taken back to decide ────────────────┐
    ▼                                                                                      │
read ─► detect ─► decide ─► replace ─► write ─► verify ───────────────────────────────────┴─► Verified
"""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from redactor import advice
from redactor.case import Equipment, Known
from redactor.decide import decide
from redactor.detect.detector import Detector
from redactor.detect.lexicon import distinctive
from redactor.detect.networks import NETWORK
from redactor.errors import LimitError, VerificationError, WithheldError
from redactor.field_lengths import followed
from redactor.limits import Budget
from redactor.model import (
    Action,
    Count,
    Coverage,
    Edit,
    Finding,
    Format,
    MediaType,
    Outcome,
    Place,
    Reason,
    Segment,
    Source,
)
from redactor.replace import Memo, replace
from redactor.rescan import changed_lines
from redactor.source import Spool
from redactor.structure import Structure
from redactor.verify import Unsettled, Verified, verify
from redactor.write import EditLog, splice

EVERYWHERE = frozenset(
    """IP_ADDRESS MAC_ADDRESS EMAIL_ADDRESS SECRET SERIAL_NUMBER PHONE_NUMBER CREDIT_CARD IBAN NATIONAL_ID OTHER_ID HOSTNAME
    USERNAME PERSON""".split()
)
"""Entities that are sensitive wherever they stand; an ordinary word among them is exempt outside of its anchor."""
LINE_LOCAL = frozenset({"log"})
"""Kinds in which nothing but the line itself tells what is on it."""
FIRST_PLACES = 1000
DISTINCT = 10_000
"""Distinct values are counted up to here, so that counting needs bounded memory."""

Extra = tuple[int, int, str, float, str]
"""A finding to take into account from outside: source range, entity, score, rule."""


@dataclass(slots=True)
class Tally:
    """What happened to an attachment, counted while it happens."""

    occurrences: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    values: dict[tuple[str, str, str], set[int]] = field(default_factory=dict, repr=False)
    kept: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    kept_values: dict[tuple[str, str, str], set[int]] = field(default_factory=dict, repr=False)
    places: list[Place] = field(default_factory=list)
    scanned: int = 0

    def edits(self, edits: list[Edit]) -> None:
        """Count edits; equal replacements count as one distinct value."""
        if not edits:
            return
        _, _, replacements, _, _, entities, actions, _, rules, _ = zip(*edits, strict=True)
        keys = list(zip(entities, map(str, actions), rules, strict=True))
        self.occurrences.update(keys)
        for key, value in set(zip(keys, map(hash, replacements), strict=True)):
            seen = self.values.setdefault(key, set())
            if len(seen) < DISTINCT:
                seen.add(value)
        room = FIRST_PLACES - len(self.places)
        if room > 0:
            self.places += [place(edit) for edit in edits[:room]]

    def add(self, other: Tally) -> None:
        """Count what another attachment had; places are its own."""
        self.occurrences.update(other.occurrences)
        self.kept.update(other.kept)
        for mine, its in ((self.values, other.values), (self.kept_values, other.kept_values)):
            for key, seen in its.items():
                known = mine.setdefault(key, set())
                if len(known) < DISTINCT:
                    known |= seen

    def counts(self) -> tuple[Count, ...]:
        """The replaced, most frequent first."""
        return _counts(self.occurrences, self.values)

    def kept_counts(self) -> tuple[Count, ...]:
        """The kept, most frequent first."""
        return _counts(self.kept, self.kept_values)


@dataclass(slots=True)
class Result:
    """A verified copy with its account."""

    verified: Verified
    tally: Tally
    coverage: Coverage
    rounds: int
    lines: int
    log: EditLog
    members: tuple[Outcome, ...] = ()


def place(edit: Edit) -> Place:
    """Where an edit was made, and why."""
    return Place(
        edit.line,
        edit.value_start,
        edit.value_end - edit.value_start,
        edit.entity,
        str(edit.action),
        edit.score,
        edit.rule,
    )


def redact(source: Source, media: MediaType, equipment: Equipment, known: Known | None = None) -> Result:
    """The verified copy of an attachment; raises `WithheldError` where there can be none.

    `known` is what the learn pass saw of it, where it kept that.
    """
    reader = equipment.formats.get(media.format)
    if reader is None:
        reason = Reason.BINARY if media.kind == "binary" else Reason.UNSUPPORTED
        raise WithheldError(f"{media.name or media.kind} is not read", reason, advice.unread(media))
    if source.size > equipment.config.limits.attachment_bytes:
        raise LimitError("the attachment is larger than allowed", hint="raise limits.attachment_bytes")
    extras: list[Extra] = []
    for number in range(1, equipment.config.limits.rounds + 1):
        try:
            return _Round(source, media, reader, equipment, extras).run(number, known)
        except Unsettled as error:
            extras = sorted({*extras, *error.findings})
    left = tuple(extras)
    raise VerificationError("something is still found in the copy", "redetect", Reason.NEEDS_REVIEW, left)


class _Round:
    """One pass over the attachment with the findings that earlier passes brought back."""

    def __init__(
        self, source: Source, media: MediaType, reader: Format, equipment: Equipment, extras: list[Extra]
    ) -> None:
        self.source, self.media, self.reader, self.equipment = source, media, reader, equipment
        self.extras = extras
        self.tally, self.log = Tally(), EditLog()
        self.memo: Memo = {}
        self.keeps: array[int] = array("q")
        self.budget = Budget(equipment.config.limits)
        self.before, self.after = Structure(), Structure()
        self.detector: Detector = equipment.detectors.detector(media.kind, equipment.lexicon, equipment.dictionary)

    def run(self, number: int, known: Known | None) -> Result:
        """Replace, write, verify."""
        looked = iter(known) if known is not None else self.detector.look(self._segments(self.source))
        for segment, findings in self.detector.recall(looked):
            self.before.add(segment)
            self._replace(segment, findings)
        copy = Spool(self.source.name, 2 * self.equipment.config.limits.attachment_bytes)
        splice(self.source, self.log, copy)
        verified = verify(
            self.source,
            copy,
            self.log,
            keeps=self._keeps(),
            rescan=self._rescan,
            shape=lambda which: (self.before if which is self.source else self.after).tokens(),
            everywhere=EVERYWHERE,
            exempt=self._exempt,
            secret=self.equipment.secret,
        )
        coverage = Coverage(self.tally.scanned, self.source.size - self.tally.scanned)
        lines = sum(window.count(b"\n") for window in self.source.windows(1 << 20))
        return Result(verified, self.tally, coverage, number, lines, self.log)

    def _segments(self, source: Source) -> Iterator[Segment]:
        for segment in self.reader.read(source, self.media, self.equipment.config.limits):
            if self.budget.out_of_time():
                raise LimitError("the attachment took longer than allowed", hint="raise limits.seconds")
            yield segment

    def _rescan(self, copy: Source) -> Iterator[tuple[Segment, list[Finding]]]:
        """What the same detectors find in the copy, as far as the policy would act on it."""
        spared = self.equipment.spared
        self.after = Structure()
        again = self.after.watch(self._segments(copy))
        if self.media.kind in LINE_LOCAL and self.media.format == "text":
            again = changed_lines(again, self.log)
        least: dict[str, float] = {}
        for segment, findings in self.detector.detect(again):
            text, counting = segment.text, list[Finding]()
            for finding in findings:
                start, end, entity, score, _ = finding
                if entity not in least:
                    least[entity] = self._least(entity)
                if score >= least[entity] and not (spared and text[start:end].lower() in spared):
                    counting.append(finding)
            yield segment, counting

    def _least(self, entity: str) -> float:
        """The score from which on the policy acts on findings of an entity."""
        policy = self.equipment.policy
        acts = entity != NETWORK and policy.action(entity) is not Action.KEEP
        return policy.threshold(entity) if acts else math.inf

    def _replace(self, segment: Segment, findings: list[Finding]) -> None:
        """Decide and replace in one segment, and take account of it."""
        equipment = self.equipment
        raw = segment.text
        if segment.codec.name != "plain" or segment.end - segment.start != len(raw):
            raw = self.source.read_at(segment.start, segment.end - segment.start)
        findings = [finding for finding in findings if finding.entity != NETWORK]
        if self.extras:
            findings = sorted([*findings, *_brought_back(segment, raw, self.extras)])
        decisions = decide(segment.text, findings, equipment.policy, equipment.spared)
        if equipment.ruling is not None:
            decisions = equipment.ruling.rule(self.source.name, segment, raw, findings, decisions)
        edits, left = replace(segment, decisions, equipment.replacer, raw, self.memo)
        self.log.append(followed(segment, edits))
        self.tally.edits(edits)
        self.tally.scanned += segment.end - segment.start
        for decision in left:
            key = (decision.entity, "keep", decision.rule)
            self.tally.kept[key] += 1
            seen = self.tally.kept_values.setdefault(key, set())
            if len(seen) < DISTINCT:
                seen.add(hash(segment.text[decision.start : decision.end]))
            low, high = decision.start, decision.end
            if raw is not segment.text:
                low, high = segment.codec.locate(raw, (low, high))
            self.keeps.extend((segment.start + low, segment.start + high))

    def _keeps(self) -> Iterable[tuple[int, int]]:
        return list(zip(self.keeps[::2], self.keeps[1::2], strict=True))

    def _exempt(self, edit: Edit) -> bool:
        """An ordinary word (a user called `test`, a password `info`) may stand elsewhere: only its anchor told.

        So may a host or account that is one plain word: the lexicon replaced it in text, but it may name a tag or a key.
        """
        value = self.source.read_at(edit.value_start, edit.value_end - edit.value_start)
        if edit.entity in ("HOSTNAME", "USERNAME") and value.isalpha():
            return True
        return edit.entity in ("HOSTNAME", "USERNAME", "PERSON", "SECRET") and not distinctive(
            edit.entity, value.lower()
        )


def _brought_back(segment: Segment, raw: bytes, extras: list[Extra]) -> Iterator[Finding]:
    """The extras that lie in this segment, as findings in its text."""
    at = bisect_left(extras, (segment.start,))
    inside = []
    while at < len(extras) and extras[at][0] < segment.end:
        inside.append(extras[at])
        at += 1
    if not inside:
        return
    if raw is segment.text:
        for start, end, entity, score, rule in inside:
            yield Finding(start - segment.start, min(end, segment.end) - segment.start, entity, score, rule)
        return
    offsets = segment.codec.locate(raw, range(len(segment.text) + 1))
    for start, end, entity, score, rule in inside:
        low = bisect_left(offsets, start - segment.start)
        high = bisect_left(offsets, min(end, segment.end) - segment.start)
        yield Finding(low, high, entity, score, rule)


def _counts(
    occurrences: Counter[tuple[str, str, str]], values: dict[tuple[str, str, str], set[int]]
) -> tuple[Count, ...]:
    return tuple(Count(*key, number, len(values[key])) for key, number in occurrences.most_common())
