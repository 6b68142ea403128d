"""Make a plan: oversee a run that writes nothing, and note for each attachment what it would do and what it nearly did.

A row comes from an edit, from a decision that left a value as it is, or from findings below the policy's threshold.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from redactor import field_lengths
from redactor.attachment import Result
from redactor.case import Equipment
from redactor.decide import decide
from redactor.detect.networks import NETWORK
from redactor.errors import VerificationError, WithheldError
from redactor.job import Task
from redactor.keys import CaseSecret
from redactor.model import Action, Decision, Edit, Finding, MediaType, Reason, Segment, Source
from redactor.plan.rows import NEAR, Row, Rows
from redactor.policy import Policy
from redactor.source import FileSource


@dataclass(frozen=True, slots=True)
class Sheet:
    """One attachment that can be released."""

    name: str = field(repr=False)
    """What it is called among the inputs."""
    shown: str
    """What its copy is called."""
    case: int
    """The number of its case in the plan."""
    sha256: str
    media: MediaType
    source: Source = field(repr=False)
    rows: Rows = field(repr=False)
    doubtful: bool = False
    """True where the checks still found something: nothing of it is released before a person has decided."""


@dataclass(frozen=True, slots=True)
class PlannedCase:
    """A case whose attachments were planned."""

    secret: CaseSecret = field(repr=False)
    equipment: Equipment = field(repr=False)


Apply = Callable[[Action, str, bytes], bytes]
"""What makes replacements: (action, entity, value)."""


class Planner:
    """The overseer of a run that makes a plan."""

    def __init__(self) -> None:
        self.cases: list[PlannedCase] = []
        self.sheets: list[Sheet] = []
        self._name = ""
        self._noted: list[Row] = []

    def begin(self, case: str, secret: CaseSecret, equipment: Equipment) -> None:
        """The next case."""
        self.cases.append(PlannedCase(secret, equipment))

    def rule(
        self, name: str, segment: Segment, raw: bytes, findings: list[Finding], decisions: list[Decision]
    ) -> list[Decision]:
        """Note what stays in a segment; the decisions stand as they are."""
        if name != self._name or (self._noted and self._noted[-1].start > segment.start):
            self._name, self._noted = name, []  # another attachment, or another round
        policy = self.cases[-1].equipment.policy
        noted = [(each, str(each.action)) for each in decisions] + [
            (each, NEAR) for each in _nearly(segment.text, findings, policy, decisions)
        ]
        self._noted += _placed(sorted(noted), segment, raw)
        return decisions

    def open(self, source: Source) -> None:
        """Any attachment may be planned."""

    def done(self, task: Task, source: Source, media: MediaType, result: Result) -> None:
        """The attachment's sheet is complete."""
        noted = self._noted if self._name == source.name else []
        rows = Rows()
        for row in _merged(result.log, noted):
            rows.append(row)
        digest, path = digest_of(source), task.attachment.path
        kept = source if path is None else Reopened(path, source.name, source.size)
        self.sheets.append(Sheet(source.name, task.name, len(self.cases) - 1, digest, media, kept, rows))
        self._noted = []

    def failed(self, task: Task, media: MediaType | None, error: WithheldError) -> None:
        """What a person has to decide on gets a sheet as well: what would be done, and what is still found then."""
        path = task.attachment.path
        if not isinstance(error, VerificationError) or error.reason is not Reason.NEEDS_REVIEW or not (path and media):
            return
        with FileSource(path, task.attachment.name) as source:
            rows, replacer = Rows(), self.cases[-1].equipment.replacer
            noted = self._noted if self._name == source.name else []
            for row in _with_left(noted, error.left):
                row = row if row.line else row._replace(line=1 + _line_ends(source, row.start))
                rows.append(_previewed(row, source, media, replacer.apply) if row.edits else row)
            kept = Reopened(path, source.name, source.size)
            self.sheets.append(
                Sheet(source.name, task.name, len(self.cases) - 1, digest_of(source), media, kept, rows, True)
            )
        self._noted = []


class Reopened:
    """An attachment that is opened for each look at it: a case may have more of them than a process may have files."""

    def __init__(self, path: Path, name: str, size: int) -> None:
        self._path, self.name, self.size = path, name, size

    def read_at(self, offset: int, size: int) -> bytes:
        """The bytes [offset, offset + size), fewer at the end."""
        with FileSource(self._path, self.name) as source:
            return source.read_at(offset, size)

    def windows(self, size: int) -> Iterator[bytes]:
        """All bytes in order, `size` at a time."""
        for offset in range(0, self.size, size):
            yield self.read_at(offset, size)


def _line_ends(source: Source, until: int) -> int:
    """How many line ends stand before an offset."""
    return sum(source.read_at(at, min(1 << 20, until - at)).count(b"\n") for at in range(0, until, 1 << 20))


def digest_of(source: Source) -> str:
    """SHA-256 of an attachment."""
    digest = hashlib.sha256()
    for window in source.windows(1 << 20):
        digest.update(window)
    return digest.hexdigest()


class _Anything:
    """A policy under which every finding counts, so that overlaps among the unsure ones are settled as always."""

    def action(self, entity: str) -> Action:
        return Action.PSEUDONYMISE

    def threshold(self, entity: str) -> float:
        return 0.0


def _nearly(text: bytes, findings: Iterable[Finding], policy: Policy, decisions: list[Decision]) -> Iterator[Decision]:
    """What was found below the threshold, where nothing was decided."""
    low = [each for each in findings if each.entity != NETWORK and each.score < policy.threshold(each.entity)]
    for unsure in decide(text, low, _Anything()) if low else ():
        if not any(each.start < unsure.end and unsure.start < each.end for each in decisions):
            yield unsure


def _placed(noted: list[tuple[Decision, str]], segment: Segment, raw: bytes) -> Iterator[Row]:
    """Decisions in a segment's text as rows of the source."""
    line, counted, text = segment.line, 0, segment.text
    plain = raw is text
    for decision, action in noted:
        low, high = decision.start, decision.end
        line += text.count(b"\n", counted, low)
        counted = low
        if not plain:
            low, high = segment.codec.locate(raw, (low, high))
        start, end = segment.start + low, segment.start + high
        yield Row(start, end, line, decision.entity, action, decision.score, decision.rule, start, end, b"")


def _with_left(noted: list[Row], left: Iterable[tuple[int, int, str, float, str]]) -> Iterator[Row]:
    """The rows, and what is still found beside those that replace something, as nearly found."""
    edits = [row for row in noted if row.edits]
    beside = []
    reach = 0
    for start, end, entity, score, rule in sorted(left):
        if start >= reach and not any(row.start < end and start < row.end for row in edits):
            beside.append(Row(start, end, 0, entity, NEAR, score, rule, start, end, b""))
            reach = end
    clear = [
        row for row in noted if row.edits or not any(row.start < each.end and each.start < row.end for each in beside)
    ]
    yield from sorted((*clear, *beside))


def previewed(row: Row, raw: bytes, encoding: str, apply: Apply) -> Row:
    """The row with what it would become, as far as that can be told without its segment."""
    plain = encoding in ("", "utf-8", "utf-8-sig")
    text = raw if plain else raw.decode(encoding, "replace").encode()
    made = apply(Action(row.action), row.entity, text)
    return row._replace(becomes=made if plain else made.decode("utf-8", "replace").encode(encoding, "replace"))


def _previewed(row: Row, source: Source, media: MediaType, apply: Apply) -> Row:
    return previewed(row, source.read_at(row.start, row.end - row.start), media.encoding, apply)


def _merged(log: Iterable[Edit], noted: list[Row]) -> Iterator[Row]:
    """The edits, and what was noted where there is none: a value that has no other form stays.

    What follows from other edits (a length that is written before a text) is no finding, and follows again.
    """
    edits = {edit.value_start: edit for edit in log if edit.rule != field_lengths.RULE}
    by_start = {row.start: row for row in noted}
    for start in sorted({*edits, *by_start}):
        edit = edits.get(start)
        if edit is None:
            row = by_start[start]
            yield row if row.action in (Action.KEEP, NEAR) else row._replace(action=str(Action.KEEP))
        else:
            yield Row(edit.value_start, edit.value_end, edit.line, edit.entity, str(edit.action), edit.score, edit.rule,
                      edit.start, edit.end, edit.replacement)  # fmt: skip
