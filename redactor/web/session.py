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
from functools import partial
from pathlib import Path
from typing import NamedTuple

from redactor import equipment as outfit
from redactor import pipeline
from redactor.decisions import Decisions, Term, save
from redactor.errors import UsageError
from redactor.model import Action
from redactor.pipeline import Job
from redactor.plan import carry_out, document
from redactor.plan.make import Planner
from redactor.plan.reasons import MARKED, reason, reasons
from redactor.policy import ENTITIES
from redactor.report import HTML_NAME, JSON_NAME, RunReport, write_html, write_json
from redactor.web.ledger import Ledger

Undo = Callable[[], None]
LEAST = 2
"""Shortest value, in characters, that is redacted wherever it stands."""


class Step(NamedTuple):
    """Something that was done, with what takes it back."""

    label: str
    back: list[Undo]


class Session:
    """A review; every method takes the lock, so requests may come at once."""

    def __init__(self, job: Job, plan_file: Path, decisions_file: Path) -> None:
        self.lock = threading.RLock()
        self.plan_file, self.decisions_file = plan_file, decisions_file
        self._job = job
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
                self._done(f"keep {row.entity}, line {row.line}", [self._changed(ledger, number, str(Action.KEEP))])
                return
            value = ledger.value(row)
            word = self._word(ledger, value)
            back = [self._decided(replace(self._decisions, keep=tuple(dict.fromkeys((*self._decisions.keep, word)))))]
            for each in self.ledgers:
                back += [
                    self._changed(each, which, str(Action.KEEP))
                    for which in each.numbers()
                    if each.row(which).end - each.row(which).start == len(value)
                    and each.value(each.row(which)).lower() == value.lower()
                ]
            self._done(f"always keep this {row.entity}", back)

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
            decided = replace(self._decisions, columns=(*others, (label.strip(), entity)))
            back = [self._decided(decided)]
            self._plan()
            self._done(f"a column holds {entity}", [*back, self._plan])

    def undo(self) -> str:
        """Take the last step back; gives back what it was."""
        with self.lock:
            if not self.steps:
                raise UsageError("there is nothing to undo", "")
            step = self.steps.pop()
            for back in step.back:
                back()
            self.approved = ""
            return step.label

    def approve(self) -> None:
        """Write the plan, and the decisions where there are any."""
        with self.lock:
            if self._decisions != Decisions():
                named = replace(self._decisions, name=self.decisions_file.name)
                self._decided(named)
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
            write_json(self.applied, self._job.out / JSON_NAME)
            write_html(self.applied, self._job.out / HTML_NAME)
            return self.applied

    @property
    def _decisions(self) -> Decisions:
        return self._job.config.decisions

    def _plan(self) -> None:
        """Plan the case anew; corrections that still have their place stay."""
        had = [(each.sheet.name, each) for each in self.ledgers]
        if self.ledgers:
            self._kit = outfit.kit(
                self._job.engine, self._job.config, names=self._job.names, language=self._job.language
            )
        self.planner = Planner()
        looking = replace(self._job, out=None, deliver=None, on_places=None, overseer=self.planner)
        self.report = pipeline.run(looking, kit=self._kit)
        self.ledgers = [
            Ledger(each, self.planner.cases[each.case].equipment.replacer.apply) for each in self.planner.sheets
        ]
        for name, old in had:
            for ledger in self.ledgers:
                if ledger.sheet.name == name:
                    _carry(old, ledger)

    def _done(self, label: str, back: list[Undo]) -> None:
        self.steps.append(Step(label, back[::-1]))
        self.approved, self.applied = "", None

    def _decided(self, decided: Decisions) -> Undo:
        """Use these decisions from now on."""
        had = self._decisions

        def back() -> None:
            self._job = replace(self._job, config=replace(self._job.config, decisions=had))

        self._job = replace(self._job, config=replace(self._job.config, decisions=decided))
        return back

    def _changed(self, ledger: Ledger, number: int, action: str) -> Undo:
        """Give a row another action; a mark that is kept is gone."""
        if number in ledger.marks:
            mark = ledger.marks.pop(number)
            return lambda: ledger.marks.update({number: mark})
        had = ledger.change(number, action)

        def back() -> None:
            ledger.change(number, had)

        return back

    def _word(self, ledger: Ledger, value: bytes) -> str:
        return value.decode(ledger.sheet.media.encoding or "utf-8", "replace").strip()

    def _everywhere(self, ledger: Ledger, value: bytes, entity: str, *, always: bool, place: tuple[int, int]) -> None:
        """Replace a value in all attachments, where no letter or digit touches it, and at `place` in any case."""
        action = str(self._acting(entity))
        back: list[Undo] = []
        for each in self.ledgers:
            spots = set(_standing(each, value)) | ({place} if each is ledger else set())
            for start, end in sorted(spots):
                back += self._redacted(each, start, end, entity, action)
        if always:
            term = Term(self._word(ledger, value), entity)
            known = tuple(each for each in self._decisions.redact if each.text != term.text)
            back.append(self._decided(replace(self._decisions, redact=(*known, term))))
        self._done(f"{'always ' if always else ''}redact this {entity}", back)

    def _acting(self, entity: str) -> Action:
        """What the policy does with the entity; a person who marks what it keeps wants it gone."""
        action = self.planner.cases[0].equipment.policy.action(entity)
        return Action.PSEUDONYMISE if action is Action.KEEP else action

    def _redacted(self, ledger: Ledger, start: int, end: int, entity: str, action: str) -> Iterator[Undo]:
        """Replace one stretch: the row that is there, or a mark where none is."""
        touched = ledger.touched(start, end)
        for number in touched:
            row = ledger.row(number)
            if row.edits and not (start <= row.start and row.end <= end and row.end - row.start < end - start):
                return  # it is gone already, or a part of something that is
            if (row.start, row.end, row.entity) == (start, end, entity):
                yield self._changed(ledger, number, action)
                return
        yield self._hidden(ledger, {number for number in touched if number not in ledger.marks})
        for number in touched:
            if number in ledger.marks:
                yield self._changed(ledger, number, str(Action.KEEP))
        made = ledger.mark(start, end, entity, action, MARKED)
        yield partial(_forget, ledger, made)

    def _hidden(self, ledger: Ledger, numbers: set[int]) -> Undo:
        """Rows that a mark takes the place of."""
        had = set(ledger.hidden)
        ledger.hidden |= numbers

        def back() -> None:
            ledger.hidden = had

        return back


def _forget(ledger: Ledger, mark: int) -> None:
    ledger.marks.pop(mark, None)


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
