"""One review: a case that is planned, corrected with undo, approved and then carried out.

    planned ─keep, redact, mark, column─► corrected ─approve─► plan.json, decisions.toml ─apply─► copies
       ▲────────────── undo ──────────────────┘ a change after approval takes the approval back

All of it lives in memory; nothing is written but what `approve` and `apply` write.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from redactor import equipment as outfit
from redactor import pipeline
from redactor.decisions import Decisions, Term, save
from redactor.errors import UsageError
from redactor.job import Job
from redactor.model import Action
from redactor.plan import carry_out, document
from redactor.plan.make import Planner
from redactor.plan.reasons import MARKED, reason, reasons
from redactor.policy import ENTITIES
from redactor.report import RunReport
from redactor.web.ledger import Ledger, State

Publish = Callable[[RunReport, Job], None]
"""What writes report and receipts beside the copies."""
LEAST = 2
"""Shortest value, in characters, that is redacted wherever it stands."""


class Step(NamedTuple):
    """Something that was done, with what was before."""

    label: str
    decisions: Decisions
    states: list[State]


class Session:
    """A review; every method takes the lock, so requests may come at once."""

    def __init__(self, job: Job, plan_file: Path, decisions_file: Path, publish: Publish) -> None:
        self.lock = threading.RLock()
        self.plan_file, self.decisions_file = plan_file, decisions_file
        self._job, self._publish = job, publish
        self._kit = outfit.kit(job.engine, job.config, names=job.names, language=job.language)
        self.steps: list[Step] = []
        self.approved = ""
        """When the plan as it stands was approved; empty while it is not."""
        self.applied: RunReport | None = None
        self._written = False
        """True once copies of this review lie in the output, which then may be replaced."""
        self.report: RunReport
        self.planner: Planner
        self.ledgers: list[Ledger] = []
        self.reasons = reasons(self._kit.rules)
        self._plan()

    @property
    def job(self) -> Job:
        """What is reviewed, with the decisions so far."""
        return self._job

    @property
    def entities(self) -> tuple[str, ...]:
        """What may be marked: the built-in entities and the user's."""
        return tuple(dict.fromkeys((*ENTITIES, *self._kit.own.actions)))

    def why(self, rule: str) -> str:
        """Why a rule finds what it finds."""
        return reason(rule, self.reasons)

    def keep(self, file: int, number: int, *, always: bool) -> None:
        """Keep a value here, or this value wherever it stands, now and in later runs."""
        with self.lock:
            ledger = self.ledgers[file]
            row = ledger.row(number)
            if not always:
                self._step(f"keep {row.entity}, line {row.line}")
                ledger.change(number, str(Action.KEEP))
                return
            self._step(f"always keep this {row.entity}")
            value = ledger.value(row)
            words = (*self._decisions.keep, self._word(ledger, value))
            self._decide(replace(self._decisions, keep=tuple(dict.fromkeys(words))))
            for each in self.ledgers:
                for which in list(each.numbers()):
                    row = each.row(which)
                    if row.end - row.start == len(value) and each.value(row).lower() == value.lower():
                        each.change(which, str(Action.KEEP))

    def redact(self, file: int, number: int, *, always: bool) -> None:
        """Replace the value of a row wherever it stands in the case; `always`: in later runs as well."""
        with self.lock:
            ledger = self.ledgers[file]
            row = ledger.row(number)
            self._everywhere(ledger, ledger.value(row), row.entity, always=always, place=(row.start, row.end))

    def mark(self, file: int, start: tuple[int, int], end: tuple[int, int], entity: str, *, always: bool) -> None:
        """Mark a selection, (row, character) to (row, character), and replace its text wherever it stands in the case."""
        with self.lock:
            if entity not in self.entities:
                raise UsageError("unknown entity", "choose one of the list")
            ledger = self.ledgers[file]
            low, high = (ledger.layout.offset(*place) for place in (start, end))
            value = ledger.sheet.source.read_at(low, high - low)
            core = value.strip()
            low += len(value) - len(value.lstrip())
            if len(core) < LEAST or b"\n" in core:
                raise UsageError("too short, or more than a line", "select a value on one line")
            self._everywhere(ledger, core, entity, always=always, place=(low, low + len(core)))

    def column(self, label: str, entity: str) -> None:
        """Say what fields and columns of that name hold, now and in later runs."""
        with self.lock:
            if entity not in ENTITIES or not re.fullmatch(r"[^\x00-\x1f\x7f]{1,100}", label.strip()):
                raise UsageError("no label, or an unknown entity", "name a column, and what it holds")
            others = tuple(each for each in self._decisions.columns if each[0] != label.strip())
            self._step(f"a column holds {entity}")
            self._decide(replace(self._decisions, columns=(*others, (label.strip(), entity))))
            had = self.ledgers
            self._plan()
            for old in had:
                for ledger in self.ledgers:
                    if ledger.sheet.name == old.sheet.name:
                        _carry(old, ledger)

    def undo(self) -> str:
        """Take the last step back; gives back what it was."""
        with self.lock:
            if not self.steps:
                raise UsageError("there is nothing to undo", "")
            step = self.steps.pop()
            anew = step.decisions.columns != self._decisions.columns
            self._decide(step.decisions)
            if anew:
                self._plan()
            for ledger, state in zip(self.ledgers, step.states, strict=True):
                ledger.restore(state)
            self.approved, self.applied = "", None
            return step.label

    def approve(self) -> None:
        """Write the plan, and the decisions where there are any."""
        with self.lock:
            if self._decisions != Decisions():
                named = replace(self._decisions, name=self.decisions_file.name)
                self._decide(named)
                save(named, self.decisions_file)
            at = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
            secret = self.planner.cases[0].secret.secret if self.planner.cases else b""
            head = document.Head(
                report=self.report,
                case_by=self._job.case_by,
                settings=carry_out.settings_digest(self._job.config, secret),
                known=self.reasons,
                approved={"at": at, "changes": len(self.steps)},
            )
            document.write(self.plan_file, head, [each.final() for each in self.ledgers], overwrite=True)
            self.approved = at

    def apply(self) -> RunReport:
        """Carry out the approved plan, as it lies on the disk; raises `UsageError` while none is approved."""
        with self.lock:
            if not self.approved:
                raise UsageError("the plan is not approved", "approve it first")
            if self._job.out is None:
                raise UsageError("no directory for the copies is named", "start the review with --out DIR")
            plan = document.read(self.plan_file)
            job = replace(carry_out.planned_job(self._job, plan), overwrite=self._written)
            self._written = True
            self.applied = pipeline.run(job, kit=self._kit)
            self._publish(self.applied, job)
            return self.applied

    @property
    def _decisions(self) -> Decisions:
        return self._job.config.decisions

    def _plan(self) -> None:
        """Plan the case anew: equal decisions give equal rows, with equal numbers."""
        job = self._job
        if self._kit.config.columns != job.config.columns:
            self._kit = outfit.kit(job.engine, job.config, names=job.names, language=job.language)
        self.planner = Planner()
        looking = replace(job, out=None, vault=None, deliver=None, on_places=None, overseer=self.planner)
        self.report = pipeline.run(looking, kit=self._kit)
        cases = self.planner.cases
        self.ledgers = [Ledger(each, cases[each.case].equipment.replacer.apply) for each in self.planner.sheets]

    def _step(self, label: str) -> None:
        """Something is going to be done."""
        self.steps.append(Step(label, self._decisions, [ledger.state() for ledger in self.ledgers]))
        self.approved, self.applied = "", None

    def _decide(self, decided: Decisions) -> None:
        """Use these decisions from now on."""
        self._job = replace(self._job, config=replace(self._job.config, decisions=decided))

    def _word(self, ledger: Ledger, value: bytes) -> str:
        return value.decode(ledger.sheet.media.encoding or "utf-8", "replace").strip()

    def _everywhere(self, ledger: Ledger, value: bytes, entity: str, *, always: bool, place: tuple[int, int]) -> None:
        """Replace a value in all attachments, where no letter or digit touches it, and at `place` in any case."""
        self._step(f"{'always ' if always else ''}redact this {entity}")
        action = str(self._acting(entity))
        for each in self.ledgers:
            for start, end in sorted(set(_standing(each, value)) | ({place} if each is ledger else set())):
                _redact(each, start, end, entity, action)
        if always:
            term = Term(self._word(ledger, value), entity)
            known = tuple(each for each in self._decisions.redact if each.text != term.text)
            self._decide(replace(self._decisions, redact=(*known, term)))

    def _acting(self, entity: str) -> Action:
        """What the policy does with the entity; a person who marks what it keeps wants it gone."""
        action = self.planner.cases[0].equipment.policy.action(entity)
        return Action.PSEUDONYMISE if action is Action.KEEP else action


def _redact(ledger: Ledger, start: int, end: int, entity: str, action: str) -> None:
    """Replace one stretch: the row that is there, or a mark that takes the place of what is in it."""
    touched = ledger.touched(start, end)
    for number in touched:
        row = ledger.row(number)
        if row.edits and not (start <= row.start and row.end <= end and row.end - row.start < end - start):
            return  # it is gone already, or a part of something that is
        if (row.start, row.end, row.entity) == (start, end, entity):
            ledger.change(number, action)
            return
    for number in touched:
        if number in ledger.marks:
            ledger.unmark(number)
        else:
            ledger.hidden.add(number)
    ledger.mark(start, end, entity, action, MARKED)


def _standing(ledger: Ledger, value: bytes) -> Iterator[tuple[int, int]]:
    """Where a value stands in an attachment with no letter or digit beside it."""
    pattern = re.compile(rb"(?<![0-9A-Za-z\x80-\xff])" + re.escape(value) + rb"(?![0-9A-Za-z\x80-\xff])", re.IGNORECASE)
    source, size, reach = ledger.sheet.source, 1 << 20, len(value) + 1
    for base in range(0, source.size, size):
        low = max(0, base - reach)
        text = source.read_at(low, base + size + reach - low)
        for match in pattern.finditer(text):
            if base <= low + match.start() < base + size:
                yield low + match.start(), low + match.end()


def _carry(old: Ledger, new: Ledger) -> None:
    """Corrections of a sheet to the same places of a newer one."""
    places = (
        {(new.sheet.rows[number].start, new.sheet.rows[number].end): number for number in range(len(new.sheet.rows))}
        if old.changed
        else {}
    )
    for number, action in old.changed.items():
        row = old.sheet.rows[number]
        found = places.get((row.start, row.end))
        if found is not None:
            new.change(found, action)
    for mark in old.marks.values():
        if not new.touched(mark.start, mark.end):
            new.mark(mark.start, mark.end, mark.entity, mark.action, mark.rule)
