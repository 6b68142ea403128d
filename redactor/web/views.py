"""What the page asks for, as plain data: the overview, rows of the screen, lists of what was found.

Original values are in it: they go to the page that holds the session's key, and nowhere else.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from redactor.errors import UsageError
from redactor.model import Action, Released, Withheld
from redactor.plan.rows import ACTIONS, NEAR, Row
from redactor.report import verdict
from redactor.report_page import ENTITY_WORDS, WHAT_TO_DO
from redactor.web.ledger import Ledger
from redactor.web.session import Session

ROWS, ITEMS = 400, 200
"""Most rows, and most items of a list, that one answer holds."""
_VALUE = 200
"""Most characters of a value in a list."""
_EDITS = tuple(action for action in ACTIONS if action not in (str(Action.KEEP), NEAR))
_ACTIONS_OF: dict[str, tuple[str, ...]] = {
    "all": ACTIONS,
    "replaced": _EDITS,
    "kept": (str(Action.KEEP),),
    "nearly": (NEAR,),
    "changed": (),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to."""

    file: int = -1
    """-1: all attachments."""
    entity: str = ""
    rule: str = ""
    state: str = "all"
    low: float = 0.0
    high: float = 1.0
    text: str = ""
    number: int = -1
    """One row alone, by its number."""

    def takes(self, ledger: Ledger, number: int, row: Row) -> bool:
        """True where a row is among what is wanted."""
        if (self.entity and row.entity != self.entity) or (self.rule and row.rule != self.rule):
            return False
        if not self.low <= row.score <= self.high:
            return False
        if self.state != "all" and self.state != _state(ledger, number, row):
            return False
        return not self.text or self.text.lower().encode() in ledger.value(row).lower()


def overview(session: Session) -> dict[str, Any]:
    """The case: attachments, counts, what is left to do."""
    by_entity: Counter[tuple[str, str]] = Counter()
    rules: Counter[str] = Counter()
    scores: Counter[int] = Counter()
    files = [_file(ledger, by_entity, rules, scores) for ledger in session.ledgers]
    report = session.report
    return {
        "case": report.cases[0].name if report.cases else "",
        "policy": report.policy,
        "tenant": report.tenant,
        "names_sought": report.names_sought,
        "files": files,
        "withheld": [
            _withheld(each)
            for each in report.outcomes
            if isinstance(each, Withheld) and each.name not in {file["shown"] for file in files}
        ],
        "by_entity": _by_entity(by_entity),
        "words": ENTITY_WORDS,
        "entities": session.entities,
        "rules": sorted(rules),
        "scores": [scores[step] for step in range(10)],
        "state": state(session),
    }


def state(session: Session) -> dict[str, Any]:
    """Where the review stands."""
    decided = session.job.config.decisions
    applied = session.applied
    return {
        "changes": len(session.steps),
        "undo": session.steps[-1].label if session.steps else "",
        "approved": session.approved,
        "plan": session.plan_file.name,
        "decisions": {"file": session.decisions_file.name, "keep": len(decided.keep), "redact": len(decided.redact),
                      "columns": [list(each) for each in decided.columns]},
        "out": session.job.out.name if session.job.out else "",
        "applied": [_result(each) for each in applied.outcomes] if applied else None,
    }  # fmt: skip


def rows(session: Session, file: int, first: int, last: int) -> dict[str, Any]:
    """The rows [first, last) of an attachment, and what was found on them."""
    ledger = _ledger(session, file)
    found: dict[int, Row] = {}
    shown = []
    for number in range(max(0, first), min(last, first + ROWS, len(ledger.layout))):
        on = ledger.on(number)
        found.update(on)
        shown.append(ledger.layout.show(number, on))
    return {
        "first": max(0, first),
        "rows": shown,
        "found": {which: _told(session, ledger, which, row) for which, row in found.items()},
    }


def items(session: Session, wanted: Wanted, offset: int, limit: int) -> dict[str, Any]:
    """A stretch of the list of what was found, in the order of the attachments, and how many there are."""
    if wanted.state not in _ACTIONS_OF:
        raise UsageError("unknown state", "")
    total, listed = 0, []
    for file, ledger in enumerate(session.ledgers):
        if wanted.file not in (-1, file):
            continue
        numbers = _numbers(ledger, wanted)
        for number in numbers[max(0, offset - total) : max(0, offset + min(limit, ITEMS) - total)]:
            listed.append({"file": file, **_told(session, ledger, number, ledger.row(number))})
        total += len(numbers)
    return {"total": total, "offset": offset, "items": listed}


def _numbers(ledger: Ledger, wanted: Wanted) -> list[int]:
    """The rows that are wanted, in the order of the source."""
    if wanted.number >= 0:
        return [wanted.number]
    rows = ledger.sheet.rows
    numbers = rows.select(wanted.entity, wanted.rule, _ACTIONS_OF[wanted.state], wanted.low, wanted.high)
    if wanted.text:
        numbers = [number for number in numbers if wanted.takes(ledger, number, rows[number])]
    touched = ledger.changed.keys() | ledger.hidden
    if touched or ledger.marks:
        numbers = [number for number in numbers if number not in touched]
        more = [*(ledger.changed.keys() - ledger.hidden), *ledger.marks]
        numbers += [number for number in more if wanted.takes(ledger, number, ledger.row(number))]
        starts = rows.starts
        numbers.sort(key=lambda number: starts[number] if number < len(starts) else ledger.marks[number].start)
    return numbers


def _ledger(session: Session, file: int) -> Ledger:
    if not 0 <= file < len(session.ledgers):
        raise UsageError("no such attachment", "")
    return session.ledgers[file]


def _told(session: Session, ledger: Ledger, number: int, row: Row) -> dict[str, Any]:
    """A row as the page knows it."""
    encoding = ledger.sheet.media.encoding or "utf-8"
    return {
        "id": number,
        "row": ledger.layout.row_of(row.start),
        "line": row.line,
        "entity": row.entity,
        "action": row.action,
        "state": _state(ledger, number, row),
        "score": round(row.score, 2),
        "rule": row.rule,
        "why": session.why(row.rule),
        "value": ledger.value(row)[: 4 * _VALUE].decode(encoding, "replace")[:_VALUE],
        "becomes": row.becomes[: 4 * _VALUE].decode(encoding, "replace").strip()[:_VALUE] if row.edits else "",
    }


def _state(ledger: Ledger, number: int, row: Row) -> str:
    if number in ledger.marks or number in ledger.changed:
        return "changed"
    if row.action == NEAR:
        return "nearly"
    return "replaced" if row.edits else "kept"


def _file(
    ledger: Ledger, by_entity: Counter[tuple[str, str]], rules: Counter[str], scores: Counter[int]
) -> dict[str, Any]:
    counts: Counter[str] = Counter()
    for (entity, action, rule, score), many in _tally(ledger).items():
        if many:
            kind = "nearly" if action == NEAR else "kept" if action == Action.KEEP else "replaced"
            counts[kind] += many
            by_entity[entity, kind] += many
            rules[rule] += many
            scores[min(9, int(score * 10))] += many
    sheet = ledger.sheet
    return {
        "name": sheet.name.encode("utf-8", "replace").decode(),
        "shown": sheet.shown.encode("utf-8", "replace").decode(),
        "kind": sheet.media.name or sheet.media.kind,
        "size": sheet.source.size,
        "rows": len(ledger.layout),
        "doubtful": sheet.doubtful,
        "changed": len(ledger.changed) + len(ledger.marks),
        **{kind: counts[kind] for kind in ("replaced", "kept", "nearly")},
    }


def _tally(ledger: Ledger) -> Counter[tuple[str, str, str, float]]:
    """The rows as they stand now, counted."""
    counts = ledger.sheet.rows.tally()
    for number in ledger.changed.keys() | ledger.hidden:
        row = ledger.sheet.rows[number]
        counts[row.entity, row.action, row.rule, row.score] -= 1
    for number in (*(ledger.changed.keys() - ledger.hidden), *ledger.marks):
        row = ledger.row(number)
        counts[row.entity, row.action, row.rule, row.score] += 1
    return counts


def _by_entity(counts: Counter[tuple[str, str]]) -> list[dict[str, Any]]:
    names = {entity for entity, _ in counts}
    listed = [
        {"entity": name, **{kind: counts[name, kind] for kind in ("replaced", "kept", "nearly")}} for name in names
    ]
    return sorted(listed, key=lambda each: (-each["replaced"], -each["kept"], each["entity"]))


def _withheld(outcome: Withheld) -> dict[str, str]:
    advice = outcome.hint or WHAT_TO_DO[outcome.reason]
    return {"name": outcome.name, "reason": str(outcome.reason).replace("-", " "), "advice": advice}


def _result(outcome: Released | Withheld) -> dict[str, str]:
    told = {"name": outcome.name, "verdict": verdict(outcome), "reason": "", "advice": ""}
    return told | _withheld(outcome) if isinstance(outcome, Withheld) else told
