"""`plan.json`: what would be done, to be read, edited and carried out; never an original value.

One object (`"schema": "redactor-plan/1"`; fields are only ever added):

    schema tool version made          "redactor-plan/1", "redactor", its version, UTC
    policy {name, digest}  rules {digest}  settings    what it was made under; `settings` is keyed, since it covers words
    tenant scope case case_by language names_sought    as in the report; `case` as it may be shown
    cases[]   {key_id, scheme, generation}
    approved  null, or {at, changes}: a person looked at it in a review
    reasons   {rule: words}
    files[]   name sha256 size case media verdict   `planned` or `withheld` (with reason and hint)
              doubtful    true where the checks still find something: carried out as it stands, it is withheld
              findings[]  {line, start, size, entity, action, score, rule, becomes}
                          1-based line, byte offset and length of the value; `action` may be edited, also from and to
                          `keep`; `becomes` is then left out or emptied, and made anew
              nearly[]    {line, start, size, entity, score, rule}: below the policy's threshold, stays
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from redactor import atomic
from redactor.errors import UsageError
from redactor.model import Action, Withheld
from redactor.plan.make import Sheet
from redactor.plan.reasons import reason
from redactor.plan.rows import NEAR, Row
from redactor.policy import GENERALISABLE
from redactor.report import RunReport
from redactor.version import VERSION

SCHEMA = "redactor-plan/1"
_EDITABLE = tuple(str(action) for action in Action if action is not Action.DROP)


class Planned(NamedTuple):
    """One entry of `findings`."""

    start: int
    size: int
    entity: str
    action: Action
    score: float
    rule: str
    becomes: bytes
    """What it must become; nothing where that is made anew."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan as it was read."""

    policy: str
    policy_digest: str
    rules_digest: str
    settings: str
    tenant: str
    scope: str
    case_by: str
    language: str
    names_sought: bool
    key_ids: tuple[str, ...]
    approved: Mapping[str, Any] | None
    files: dict[str, tuple[Planned, ...]] = field(repr=False)
    """The entries of each planned attachment, ascending, by the SHA-256 of its bytes."""
    digest: str = ""
    """SHA-256 of the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a plan says before its files."""

    report: RunReport
    case_by: str
    settings: str
    known: Mapping[str, str] = field(repr=False)
    """Reasons by rule."""
    approved: Mapping[str, Any] | None = None


def write(path: Path, head: Head, sheets: Iterable[Sheet], *, overwrite: bool) -> None:
    """Write the plan, whole or not at all; raises `UsageError` where the file is there already."""
    try:
        with atomic.writing(path, overwrite=overwrite) as file:
            file.writelines(chunk.encode(errors="backslashreplace") for chunk in chunks(head, list(sheets)))
    except FileExistsError:
        raise UsageError(f"the plan {path} exists", "use --overwrite, or choose another --out") from None
    except OSError as error:
        raise UsageError(f"the plan {path} cannot be written ({type(error).__name__})", "check the folder") from None


def chunks(head: Head, sheets: list[Sheet]) -> Iterator[str]:
    """The JSON text of a plan, a file's entry at a time."""
    yield json.dumps(_head(head, sheets), indent=1, ensure_ascii=False).removesuffix("\n}") + ',\n "files": ['
    separator = "\n  "
    for sheet in sheets:
        yield separator
        yield from _file(sheet)
        separator = ",\n  "
    planned = {sheet.shown for sheet in sheets}
    for outcome in head.report.outcomes:
        if isinstance(outcome, Withheld) and outcome.name not in planned:
            yield separator + json.dumps(_withheld(outcome), ensure_ascii=False)
            separator = ",\n  "
    yield "\n ]\n}\n"


def _head(head: Head, sheets: list[Sheet]) -> dict[str, Any]:
    report = head.report
    used = sorted({row.rule for sheet in sheets for row in sheet.rows})
    return {
        "schema": SCHEMA,
        "tool": "redactor",
        "version": VERSION,
        "made": datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "policy": {"name": report.policy, "digest": report.policy_digest},
        "rules": {"digest": report.rules_digest},
        "settings": head.settings,
        "tenant": report.tenant,
        "scope": report.scope,
        "case_by": head.case_by,
        "language": report.language,
        "names_sought": report.names_sought,
        "cases": [
            {"name": case.name, "key_id": case.key_id, "scheme": case.scheme, "generation": case.generation}
            for case in report.cases
        ],
        "approved": dict(head.approved) if head.approved else None,
        "reasons": {rule: reason(rule, head.known) for rule in used},
    }


def _file(sheet: Sheet) -> Iterator[str]:
    entry = {"name": sheet.shown, "verdict": "planned", "sha256": sheet.sha256, "size": sheet.source.size,
             "case": sheet.case, "media": asdict(sheet.media), "doubtful": sheet.doubtful}  # fmt: skip
    yield json.dumps(entry, ensure_ascii=False).removesuffix("}") + ', "findings": ['
    yield ",".join(f"\n   {json.dumps(_finding(row))}" for row in sheet.rows if row.action != NEAR)
    yield '], "nearly": ['
    yield ",".join(f"\n   {json.dumps(_place(row))}" for row in sheet.rows if row.action == NEAR)
    yield "]}"


def _place(row: Row) -> dict[str, Any]:
    return {"line": row.line, "start": row.start, "size": row.end - row.start, "entity": row.entity,
            "score": row.score, "rule": row.rule}  # fmt: skip


def _finding(row: Row) -> dict[str, Any]:
    entry = _place(row) | {"action": row.action}
    return entry | {"becomes": row.becomes.decode("utf-8", "surrogateescape")} if row.edits else entry


def _withheld(outcome: Withheld) -> dict[str, Any]:
    return {"name": outcome.name, "verdict": "withheld", "reason": str(outcome.reason), "hint": outcome.hint}


def read(path: Path) -> Plan:
    """The plan in a file; raises `UsageError` for anything that is not one, and names the entry that is wrong."""
    import hashlib

    try:
        raw = path.read_bytes()
        data = json.loads(raw)
    except OSError as error:
        raise UsageError(f"the plan {path} cannot be read ({type(error).__name__})", "check the path") from None
    except ValueError:
        raise UsageError(f"the plan {path} is not valid JSON", "make it anew with redactor plan") from None
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        raise UsageError(f"{path} is no plan of this version", "make it anew with redactor plan")
    try:
        files = {entry["sha256"]: _entries(entry, path) for entry in data["files"] if entry["verdict"] == "planned"}
        return Plan(
            policy=str(data["policy"]["name"]),
            policy_digest=str(data["policy"]["digest"]),
            rules_digest=str(data["rules"]["digest"]),
            settings=str(data["settings"]),
            tenant=str(data["tenant"]),
            scope=str(data["scope"]),
            case_by=str(data["case_by"]),
            language=str(data["language"]),
            names_sought=bool(data["names_sought"]),
            key_ids=tuple(str(case["key_id"]) for case in data["cases"]),
            approved=data["approved"],
            files=files,
            digest=hashlib.sha256(raw).hexdigest(),
        )
    except (KeyError, TypeError, AttributeError):
        raise UsageError(f"the plan {path} lacks something", "make it anew with redactor plan") from None


def _entries(entry: dict[str, Any], path: Path) -> tuple[Planned, ...]:
    """The findings of a file's entry, ascending and disjoint."""
    found = sorted(_entry(each, path) for each in entry["findings"])
    for one, other in zip(found, found[1:], strict=False):
        if one.start + one.size > other.start:
            raise UsageError(f"the plan {path} has findings that overlap", f"see byte {other.start} of a file")
    return tuple(found)


def _entry(each: dict[str, Any], path: Path) -> Planned:
    from redactor.toml_file import hint_for

    start, size, action, entity = each["start"], each["size"], str(each["action"]), str(each["entity"])
    if action not in _EDITABLE:
        raise UsageError(f"the plan {path} has the unknown action {action!r}", hint_for(action, _EDITABLE))
    if action == Action.GENERALISE and entity not in GENERALISABLE:
        raise UsageError(f"the plan {path} generalises {entity}, which has no coarser value", "use pseudonymise")
    if entity == "SECRET" and action in (Action.GENERALISE, Action.PSEUDONYMISE):
        raise UsageError(f"the plan {path} pseudonymises a secret", "secrets are suppressed, or kept by your decision")
    if type(start) is not int or type(size) is not int or start < 0 or size < 1:
        raise UsageError(f"the plan {path} has a finding that is nowhere", "start and size are whole numbers")
    becomes = str(each.get("becomes", "")).encode("utf-8", "surrogateescape") if action != Action.KEEP else b""
    return Planned(start, size, entity, Action(action), float(each["score"]), str(each["rule"]), becomes)
