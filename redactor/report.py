"""What happened in a run: counts, rules and places; never a value.

The JSON file, one object (`"schema": "redactor-report/1"`; fields are only ever added to a schema):

    schema tool version command       "redactor-report/1", "redactor", its version, "run" or "check"
    started finished seconds          UTC, ISO 8601; wall time of the whole run
    policy    {name, digest}          digest: SHA-256 of what the policy does
    rules     {digest}                digest: SHA-256 of the rule table
    tenant scope engine language names_sought
    plan      null, or {digest, approved}: SHA-256 of the plan that was carried out; whether a review approved it
    decisions null, or {file, keep, redact, columns}: the name of the file of decisions, and how many it has of each
    cases[]   {name, key_id, scheme, generation, files, terms[{entity, rule, terms}]}
                                      terms: what the case's lexicon learnt, by the rule that taught it; counts only
    totals    {files, released, withheld, by_verdict{}, by_reason{}, bytes, copy_bytes, found, kept,
               by_entity{ENTITY: {ACTION: n}}, by_action{ACTION: n}, members, members_withheld}
                                      files, released, withheld, verdicts and reasons are of attachments; members of
                                      containers at any depth are counted apart, what was found in them is in `found`
    files[]   name case verdict seconds size
              verdict   clean (nothing to replace) · redacted · review (a person must decide) · withheld
              media     {kind, format, name, encoding, confidence, why[], name_disagrees} or null
              released: renamed copy_size copy_sha256 lines rounds names_sought
                        replaced[] kept[]   {entity, action, rule, occurrences, distinct}
                        checks[]            {name, looked_at, exempt}
                        coverage            {scanned, structure}: bytes; together they are the size
                        places[]            {line, start, size, entity, action, score, rule}, the first 1,000:
                                            1-based line, byte offset and length of the value in the original
              withheld: reason (model.Reason) error (class of the exception) hint
              members[] of a container, the same again for everything in it at any depth, named `archive!member`; one
                        that is withheld has a placeholder in the copy
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from redactor import atomic
from redactor.model import Action, Count, Outcome, Reason, Released, Withheld, every
from redactor.version import VERSION

if TYPE_CHECKING:
    import pandas

SCHEMA = "redactor-report/1"
JSON_NAME = "redaction-report.json"
HTML_NAME = "redaction-report.html"
PLACES_NAME = "places.jsonl"
_NAMES = "backslashreplace"
"""A file name that is not UTF-8 stands as `\\udcXX`, which JSON reads back as it was."""
VERDICTS = ("redacted", "clean", "review", "withheld")


class TermCount(NamedTuple):
    """How many terms of an entity a rule taught the case's lexicon."""

    entity: str
    rule: str
    terms: int


@dataclass(frozen=True, slots=True)
class CaseResult:
    """What became of the attachments of one case; `name` as it may be shown."""

    name: str
    key_id: str
    scheme: int
    generation: int
    outcomes: tuple[Outcome, ...]
    terms: tuple[TermCount, ...] = ()


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over all attachments; `found` counts replaced occurrences."""

    files: int
    released: int
    withheld: int
    by_verdict: dict[str, int]
    by_reason: dict[str, int]
    bytes: int
    copy_bytes: int
    found: int
    kept: int
    by_entity: dict[str, dict[str, int]]
    by_action: dict[str, int]
    members: int = 0
    members_withheld: int = 0
    """Of containers that were released."""


@dataclass(frozen=True, slots=True)
class RunReport:
    """All that may be said of a run."""

    command: str
    """`run` or `check`."""
    policy: str
    policy_digest: str
    rules_digest: str
    tenant: str
    scope: str
    engine: str
    language: str
    names_sought: bool
    started: datetime
    finished: datetime
    cases: tuple[CaseResult, ...]
    decisions: tuple[str, int, int, int] | None = None
    """The name of the file of decisions that was used, and how many it keeps, redacts and says of columns."""
    plan: tuple[str, bool] | None = None
    """SHA-256 of the plan that was carried out, and whether a review approved it."""

    @property
    def outcomes(self) -> Iterator[Outcome]:
        """Every attachment, case by case."""
        return (outcome for case in self.cases for outcome in case.outcomes)

    @property
    def entries(self) -> Iterator[Outcome]:
        """Every attachment, and behind a container everything in it."""
        return every(self.outcomes)

    @property
    def seconds(self) -> float:
        """Wall time of the run."""
        return (self.finished - self.started).total_seconds()

    def totals(self) -> Totals:
        """The sums; entities and actions in descending order of their counts."""
        outcomes = tuple(self.outcomes)
        released = [outcome for outcome in outcomes if isinstance(outcome, Released)]
        withheld = [outcome for outcome in outcomes if isinstance(outcome, Withheld)]
        verdicts = Counter(verdict(outcome) for outcome in outcomes)
        replaced = [count for outcome in released for count in outcome.counts]
        return Totals(
            files=len(outcomes),
            released=len(released),
            withheld=len(withheld),
            by_verdict={name: verdicts[name] for name in VERDICTS},
            by_reason=dict(Counter(str(outcome.reason) for outcome in withheld).most_common()),
            bytes=sum(outcome.size for outcome in outcomes),
            copy_bytes=sum(outcome.copy_size for outcome in released),
            found=sum(count.occurrences for count in replaced),
            kept=sum(count.occurrences for outcome in released for count in outcome.kept),
            by_entity=_by_entity(replaced),
            by_action=_by_action(replaced),
            members=sum(len(outcome.members) for outcome in outcomes),
            members_withheld=sum(isinstance(member, Withheld) for outcome in released for member in outcome.members),
        )


def verdict(outcome: Outcome) -> str:
    """One of `VERDICTS`."""
    if isinstance(outcome, Withheld):
        return "review" if outcome.reason is Reason.NEEDS_REVIEW else "withheld"
    return "redacted" if outcome.counts else "clean"


def write_json(report: RunReport, path: Path) -> None:
    """Write the report, whole or not at all, over an earlier one; one file's entry at a time."""
    with atomic.writing(path, overwrite=True) as file:
        file.writelines(chunk.encode(errors=_NAMES) for chunk in json_chunks(report))


def write_html(report: RunReport, path: Path) -> None:
    """Write the page for people, whole or not at all, over an earlier one."""
    from redactor.report_page import chunks  # here: Jinja2 is heavy, and `--json` on standard output needs none

    with atomic.writing(path, overwrite=True) as file:
        file.writelines(chunk.encode(errors=_NAMES) for chunk in chunks(report))


def released_by(path: Path) -> set[str]:
    """The names that an earlier report says were released; none where there is no sound report."""
    try:
        files = json.loads(path.read_bytes())["files"]
        return {str(entry["name"]) for entry in files if entry["verdict"] in ("redacted", "clean")}
    except (OSError, ValueError, KeyError, TypeError):
        return set()


def json_chunks(report: RunReport) -> Iterator[str]:
    """The JSON text of the report, in pieces: the head, then a line for each file."""
    head = json.dumps(_head(report), indent=1, ensure_ascii=False)
    yield head.removesuffix("\n}") + ',\n "files": ['
    separator = "\n  "
    for case in report.cases:
        for outcome in case.outcomes:
            yield separator + json.dumps(file_entry(outcome, case.name), ensure_ascii=False)
            separator = ",\n  "
    yield "\n ]\n}\n"


def file_entry(outcome: Outcome, case: str) -> dict[str, Any]:
    """What the report says of one attachment."""
    entry: dict[str, Any] = {"name": outcome.name, "case": case, "verdict": verdict(outcome)}
    entry["seconds"] = round(outcome.seconds, 4)
    entry["size"] = outcome.size
    entry["media"] = asdict(outcome.media) if outcome.media else None
    if outcome.members:
        entry["members"] = [file_entry(member, case) for member in outcome.members]
    if isinstance(outcome, Withheld):
        return entry | {"reason": str(outcome.reason), "error": outcome.error, "hint": outcome.hint}
    for name in ("renamed", "copy_size", "copy_sha256", "lines", "rounds", "names_sought"):
        entry[name] = getattr(outcome, name)
    entry["replaced"] = [asdict(count) for count in outcome.counts]
    entry["kept"] = [asdict(count) for count in outcome.kept]
    entry["checks"] = [asdict(check) for check in outcome.checks]
    entry["coverage"] = asdict(outcome.coverage)
    entry["places"] = [place._asdict() for place in outcome.places]
    return entry


def summary_table(report: RunReport) -> pandas.DataFrame:
    """Entities by action, as a table with a row for each entity, most frequent first; `files` that hold it."""
    import pandas

    rows = [
        {"entity": count.entity, "action": str(count.action), "found": count.occurrences, "file": number}
        for number, outcome in enumerate(report.outcomes)
        if isinstance(outcome, Released)
        for count in (*outcome.counts, *outcome.kept)
    ]
    frame = pandas.DataFrame(rows, columns=["entity", "action", "found", "file"])
    table = frame.pivot_table(index="entity", columns="action", values="found", aggfunc="sum", fill_value=0)
    present = [str(action) for action in reversed(Action) if str(action) in table.columns]
    table = table.reindex(columns=present)
    table.insert(0, "files", frame.groupby("entity")["file"].nunique())
    order = table.drop(columns="files").sum(axis=1).sort_values(ascending=False, kind="stable").index
    return table.loc[order]


def _head(report: RunReport) -> dict[str, Any]:
    """The report without its files."""
    return {
        "schema": SCHEMA,
        "tool": "redactor",
        "version": VERSION,
        "command": report.command,
        "started": _time(report.started),
        "finished": _time(report.finished),
        "seconds": round(report.seconds, 3),
        "policy": {"name": report.policy, "digest": report.policy_digest},
        "rules": {"digest": report.rules_digest},
        "tenant": report.tenant,
        "scope": report.scope,
        "engine": report.engine,
        "language": report.language,
        "names_sought": report.names_sought,
        "plan": dict(zip(("digest", "approved"), report.plan, strict=True)) if report.plan else None,
        "decisions": dict(zip(("file", "keep", "redact", "columns"), report.decisions, strict=True))
        if report.decisions
        else None,
        "cases": [_case(case) for case in report.cases],
        "totals": asdict(report.totals()),
    }


def _case(case: CaseResult) -> dict[str, Any]:
    return {
        "name": case.name,
        "key_id": case.key_id,
        "scheme": case.scheme,
        "generation": case.generation,
        "files": len(case.outcomes),
        "terms": [term._asdict() for term in case.terms],
    }


def _by_entity(counts: list[Count]) -> dict[str, dict[str, int]]:
    sums: dict[str, Counter[str]] = {}
    for count in counts:
        sums.setdefault(count.entity, Counter())[str(count.action)] += count.occurrences
    ranked = sorted(sums.items(), key=lambda item: (-item[1].total(), item[0]))
    return {entity: dict(actions.most_common()) for entity, actions in ranked}


def _by_action(counts: list[Count]) -> dict[str, int]:
    sums: Counter[str] = Counter()
    for count in counts:
        sums[str(count.action)] += count.occurrences
    return dict(sums.most_common())


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
