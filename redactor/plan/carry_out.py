"""Carry out a plan: exactly what it says, or nothing.

Before any work: the policy, rules, settings, tenant and every input are those of the plan, else `UsageError`.
At work: the plan's entries are the decisions; what is then found in a copy beside them is not taken back to `decide`
but withholds, and so does a result that is not the plan's.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace

from redactor import field_lengths
from redactor.attachment import Result
from redactor.case import Equipment
from redactor.config import Config
from redactor.decisions import text as decided_text
from redactor.equipment import case_secret
from redactor.errors import UsageError, WithheldError
from redactor.job import Job, Task
from redactor.keys import CaseSecret
from redactor.model import Action, Decision, Finding, MediaType, Reason, Segment, Source
from redactor.pipeline import group
from redactor.plan.document import Plan, Planned
from redactor.plan.make import digest_of
from redactor.source import FileSource, walk


def settings_digest(config: Config, secret: bytes) -> str:
    """What besides policy and rules decides, keyed with the case's secret: words could be guessed from a plain hash."""
    parts = (config.limits, config.always, config.never, config.names)
    shown = repr([*parts[:1], [(term.text, term.entity) for term in config.always], *parts[2:]])
    told = shown + decided_text(config.decisions)
    return hashlib.blake2b(told.encode(), key=hashlib.sha256(secret).digest(), digest_size=32).hexdigest()


def planned_job(job: Job, plan: Plan) -> Job:
    """The job as the plan says; raises `UsageError` where the inputs or the tenant are not the plan's."""
    if job.tenant != plan.tenant:
        raise UsageError("the plan is another tenant's", "give the --tenant it was made for")
    for number, (case, _) in enumerate(group(replace(job, case_by=plan.case_by))):
        secret = case_secret(job.key_store, job.tenant, case, "tenant" if plan.scope == "tenant" else "case")
        if number >= len(plan.key_ids) or plan.key_ids[number] != secret.key_id:
            raise UsageError(
                "the plan was made with another key, or for another case", "use the same --key-file and --case"
            )
    found = set()
    for path, _ in walk(job.inputs):
        try:
            with FileSource(path, "input") as source:
                found.add(digest_of(source))
        except WithheldError:
            continue  # it is withheld again when its turn comes
    for stream in job.streams:
        found.add(digest_of(stream))
    missing = len(plan.files.keys() - found)
    if missing:
        raise UsageError(f"{missing} of the planned inputs changed or are not there", "make a new plan")
    return replace(
        job,
        names=plan.names_sought,
        language=plan.language,
        scope="tenant" if plan.scope == "tenant" else "case",
        case_by=plan.case_by,
        overseer=Executor(plan),
        plan=(plan.digest, plan.approved is not None),
    )


class Executor:
    """The overseer of a run that carries out a plan."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._cases = 0
        self._entries: dict[str, tuple[Planned, ...] | None] = {}

    def begin(self, case: str, secret: CaseSecret, equipment: Equipment) -> None:
        """Judge that the next case is the plan's: the policy, the rules, the settings."""
        plan, number = self._plan, self._cases
        self._cases += 1
        if equipment.policy.digest() != plan.policy_digest:
            raise UsageError(f"the policy {equipment.policy.name} is not what it was", "make a new plan")
        if equipment.rules_digest != plan.rules_digest:
            raise UsageError("the rules are not what they were", "make a new plan")
        if number == 0 and settings_digest(equipment.config, secret.secret) != plan.settings:
            raise UsageError("the configuration or the decisions are not what they were", "make a new plan")

    def rule(
        self, name: str, segment: Segment, raw: bytes, findings: list[Finding], decisions: list[Decision]
    ) -> list[Decision]:
        """The plan's entries that lie in the segment."""
        entries = self._entries[name]
        if entries is None:  # here, so that what is withheld for a reason of its own keeps that
            raise WithheldError("the plan does not have it", Reason.CHANGED, "make a new plan")
        low = bisect_left(entries, (segment.start,))
        high = bisect_left(entries, (segment.end,))
        return list(_decisions(entries[low:high], segment, raw))

    def open(self, source: Source) -> None:
        """An attachment's turn: find its plan by its bytes."""
        self._entries[source.name] = self._plan.files.get(digest_of(source))

    def failed(self, task: Task, media: MediaType | None, error: WithheldError) -> None:
        """There is nothing to compare with the plan."""

    def done(self, task: Task, source: Source, media: MediaType, result: Result) -> None:
        """Withhold a result that is not exactly the plan's."""
        entries = self._entries.pop(source.name)
        planned = [each for each in entries or () if each.action is not Action.KEEP]
        made = [edit for edit in result.log if edit.rule != field_lengths.RULE]
        same = len(made) == len(planned) and all(
            (edit.value_start, edit.value_end - edit.value_start, edit.entity, str(edit.action))
            == (each.start, each.size, each.entity, str(each.action))
            and each.becomes in (b"", edit.replacement)
            for edit, each in zip(made, planned, strict=True)
        )
        if not same or entries is None:
            raise WithheldError("the result is not what was planned", Reason.NEEDS_REVIEW, "make a new plan")


def _decisions(entries: Iterable[Planned], segment: Segment, raw: bytes) -> Iterator[Decision]:
    """Entries as decisions on a segment's text."""
    offsets: list[int] | None = None
    for start, size, entity, action, score, rule, _ in entries:
        low, high = start - segment.start, start + size - segment.start
        if raw is not segment.text:
            if offsets is None:
                offsets = segment.codec.locate(raw, range(len(segment.text) + 1))
            low, high = bisect_left(offsets, low), bisect_left(offsets, high)
        yield Decision(low, min(high, len(segment.text)), entity, action, score, rule)
