"""Receipts, refusals and certificates as pandas tables: all that the records of processing are made from.

statements ─► files     a row for each attachment
           ─► counts    a row for each entity, action and rule of an attachment, replaced or kept
           ─► refusals  a row for each attempt that the residency interlock refused
           ─► erasures  a row for each certificate
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pandas

from redactor import attest, receipt, receipt_files
from redactor.attest import Statement
from redactor.receipt import Receipt

FILES = (
    "file time month tenant case region destination verdict reason policy policy_digest scope kind names_sought"
    " size copy_size scanned structure tool rules model"
).split()
COUNTS = "file tenant destination entity action rule occurrences".split()
REFUSALS = ["time", "tenant", "region", "destination", "serves"]
ERASURES = ["time", "tenant", "case", "covers", "secrets", "irreversible", "deletions_due", "who", "reason"]


@dataclass(frozen=True, slots=True)
class Period:
    """From the beginning of a day to the end of another, UTC; None is open."""

    since: date | None = None
    until: date | None = None

    def holds(self, moment: datetime) -> bool:
        """True where the moment lies in the period."""
        day = moment.astimezone(UTC).date()
        return (self.since is None or day >= self.since) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was signed in a period."""

    files: pandas.DataFrame
    counts: pandas.DataFrame
    refusals: pandas.DataFrame
    erasures: pandas.DataFrame
    period: Period


def gather(
    paths: Iterable[Path], trusted: Mapping[str, bytes], period: Period | None = None, tenant: str | None = None
) -> Evidence:
    """Everything in those files and folders, each statement once, its signature checked."""
    period = period or Period()
    rows: dict[str, list[dict[str, Any]]] = {"files": [], "counts": [], "refusals": [], "erasures": []}
    seen: set[bytes] = set()
    for line, said in receipt_files.statements(paths, trusted):
        if line not in seen and _wanted(said, period, tenant):
            seen.add(line)
            _take(said, rows)
    return Evidence(
        pandas.DataFrame(rows["files"], columns=FILES),
        pandas.DataFrame(rows["counts"], columns=COUNTS),
        pandas.DataFrame(rows["refusals"], columns=REFUSALS),
        pandas.DataFrame(rows["erasures"], columns=ERASURES),
        period,
    )


def _wanted(said: Statement, period: Period, tenant: str | None) -> bool:
    if tenant is not None and said.predicate.get("tenant") != tenant:
        return False
    try:
        return period.holds(datetime.fromisoformat(said.predicate["time"]))
    except (KeyError, TypeError, ValueError):
        raise attest.refused("it does not say when it was made") from None


def _take(said: Statement, rows: dict[str, list[dict[str, Any]]]) -> None:
    """Add a statement to the tables."""
    if said.kind in (attest.RECEIPT, attest.WITHHELD):
        made = receipt.of(said)
        number = len(rows["files"])
        rows["files"].append(_file(made, number))
        rows["counts"] += [
            {"file": number, "tenant": made.tenant, "destination": made.destination, "entity": count.entity,
             "action": count.action, "rule": count.rule, "occurrences": count.occurrences}
            for count in (*made.counts, *made.kept)
        ]  # fmt: skip
    elif said.kind == attest.REFUSAL:
        row = {name: said.predicate.get(name, "") for name in REFUSALS}
        rows["refusals"].append(row | {"serves": " ".join(row["serves"])})
    elif said.kind == attest.ERASURE:
        rows["erasures"].append(_erasure(said.predicate))


def _file(made: Receipt, number: int) -> dict[str, Any]:
    return {
        "file": number,
        "time": made.time,
        "month": made.time.strftime("%Y-%m"),
        **{name: getattr(made, name) for name in "tenant case region destination verdict reason scope kind".split()},
        "policy": made.policy.name,
        "policy_digest": made.policy.digest(),
        "names_sought": made.made.names_sought,
        "size": made.size,
        "copy_size": made.copy_size,
        "scanned": made.coverage.scanned,
        "structure": made.coverage.structure,
        "tool": made.made.tool,
        "rules": made.made.rules,
        "model": made.made.model,
    }


def _erasure(said: Mapping[str, Any]) -> dict[str, Any]:
    row = {name: said.get(name) or "" for name in ("time", "tenant", "case", "covers", "who", "reason")}
    return row | {
        "secrets": len(said.get("destroyed", ())),
        "irreversible": len(said.get("irreversible", ())),
        "deletions_due": len(said.get("deletions_due", ())),
    }
