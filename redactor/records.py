"""The records that a privacy officer asks for, from receipts and the data sheet alone: Art. 30, sub-processors, summary.

Evidence + DataSheet ─► Record: sections of rows ─► JSON, a page (`record_page`), or tables on a terminal
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pandas

from redactor import charts
from redactor.charts import Bar
from redactor.data_sheet import DataSheet
from redactor.evidence import Evidence
from redactor.model import Action
from redactor.report import VERDICTS
from redactor.version import VERSION

SCHEMA = "redactor-record/1"
Rows = list[dict[str, Any]]
ACTIONS = [str(action) for action in reversed(Action)]


@dataclass(frozen=True, slots=True)
class Section:
    """A titled table, and a chart of it where one says more."""

    key: str
    title: str
    caption: str
    rows: Rows
    chart: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """A record, ready to be written in any form."""

    kind: str
    title: str
    lead: str
    facts: dict[str, Any]
    sections: tuple[Section, ...]

    def data(self) -> dict[str, Any]:
        """The JSON form: facts, then the rows of every section under its key."""
        head = {"schema": SCHEMA, "record": self.kind, "version": VERSION, "facts": self.facts}
        return head | {section.key: section.rows for section in self.sections}


def art30(evidence: Evidence, sheet: DataSheet) -> Record:
    """The record of processing activities of a processor, Art. 30(2) GDPR."""
    return Record(
        "art30",
        "Record of processing activities",
        "Art. 30(2) GDPR, as processor: what was done for whom, by which technique, who got it, for how long it is kept.",
        _facts(evidence) | {"processor": sheet.processor, "contact": sheet.contact, "data sheet": sheet.digest[:16]},
        (
            Section(
                "controllers", "Categories of controllers", "For whom we process, and what for.", _controllers(sheet)
            ),
            Section(
                "tenants", "Processing by controller", "Attachments by tenant, from the receipts.", _tenants(evidence)
            ),
            Section("techniques", "Techniques", "What was done with which entity.", *_techniques(evidence)),
            Section("subprocessors", "Recipients", "Who may see which data, and where.", _recipients(evidence, sheet)),
            Section("retention", "Retention", "Days until the data are gone.", _retention(sheet)),
            Section("measures", "Security measures", "General description.", [{"measure": m} for m in sheet.measures]),
            _refusals(evidence),
            Section("erasures", "Erasures", "Certificates of destroyed secrets.", _plain(evidence.erasures)),
        ),
    )


def subprocessors(evidence: Evidence, sheet: DataSheet) -> Record:
    """The table of sub-processors, with what was made for each of them."""
    rows = _recipients(evidence, sheet)
    bars = [Bar(row["sub-processor"], (("redacted", row["files"]),)) for row in rows if row["files"]]
    chart = charts.across(bars, "Attachments by sub-processor")
    return Record(
        "subprocessors",
        "Sub-processors",
        "Who may see which categories of data of whose, where; and how many attachments were made for them.",
        _facts(evidence) | {"data sheet": sheet.digest[:16]},
        (
            Section("subprocessors", "Sub-processors", "From the data sheet, counted by receipts.", rows, chart),
            Section("left", "What stayed as it is", "Values that the policy kept, by recipient.", _left(evidence)),
            _refusals(evidence),
        ),
    )


def summary(evidence: Evidence, sheet: DataSheet) -> Record:
    """What happened in the period: by month, tenant, entity, and everything that was not released."""
    months, drawn = _months(evidence)
    return Record(
        "summary",
        "Summary of redactions",
        "Counted from signed receipts alone; none of them holds an original value.",
        _facts(evidence),
        (
            Section("months", "By month", "Attachments by verdict.", months, drawn),
            Section("tenants", "By tenant", "Attachments and bytes.", _tenants(evidence)),
            Section("entities", "By entity", "Occurrences by action.", *_techniques(evidence)),
            Section("rules", "By rule", "The most frequent rules.", _rules(evidence)),
            Section("withheld", "Not released", "Why attachments were withheld.", _withheld(evidence)),
            Section("policies", "Policies", "Which were in force, and when.", _policies(evidence)),
            _refusals(evidence),
            Section("erasures", "Erasures", "Certificates of destroyed secrets.", _plain(evidence.erasures)),
        ),
    )


RECORDS: dict[str, Callable[[Evidence, DataSheet], Record]] = {
    "art30": art30,
    "subprocessors": subprocessors,
    "summary": summary,
}


def _facts(evidence: Evidence) -> dict[str, Any]:
    """What a record is about, at a glance."""
    files = evidence.files
    since, until = evidence.period.since, evidence.period.until
    first = since.isoformat() if since else (_day(files["time"].min()) if len(files) else "")
    last = until.isoformat() if until else (_day(files["time"].max()) if len(files) else "")
    replaced = evidence.counts[evidence.counts["action"] != "keep"]
    return {
        "made": datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "from": first,
        "to": last,
        "attachments": len(files),
        "released": int(files["verdict"].isin(["redacted", "clean"]).sum()),
        "withheld": int((~files["verdict"].isin(["redacted", "clean"])).sum()),
        "values replaced": int(replaced["occurrences"].sum()),
        "names not sought": int((~files["names_sought"].astype(bool)).sum()),
        "refused transfers": len(evidence.refusals),
    }


def _controllers(sheet: DataSheet) -> Rows:
    return [
        {"controllers": each.description, "data subjects": "; ".join(each.data_subjects),
         "processing": "; ".join(sheet.purposes[purpose] for purpose in each.purposes)}
        for each in sheet.controllers.values()
    ]  # fmt: skip


def _tenants(evidence: Evidence) -> Rows:
    files = evidence.files
    rows = []
    for tenant, group in files.groupby("tenant", sort=True):
        counts = evidence.counts[(evidence.counts["tenant"] == tenant) & (evidence.counts["action"] != "keep")]
        released = group["verdict"].isin(["redacted", "clean"])
        rows.append({
            "tenant": tenant,
            "region": _words(group["region"]),
            "systems": _words(group["destination"]),
            "cases": int(group["case"].nunique()),
            "attachments": len(group),
            "released": int(released.sum()),
            "withheld": int((~released).sum()),
            "bytes": int(group["size"].sum()),
            "values replaced": int(counts["occurrences"].sum()),
            "from": _day(group["time"].min()),
            "to": _day(group["time"].max()),
        })  # fmt: skip
    return rows


def _techniques(evidence: Evidence) -> tuple[Rows, str]:
    """Entities by action, most frequent first, with the chart of it."""
    table = evidence.counts.pivot_table(
        index="entity", columns="action", values="occurrences", aggfunc="sum", fill_value=0
    ).reindex(columns=ACTIONS, fill_value=0)
    table = table.loc[table.sum(axis=1).sort_values(ascending=False, kind="stable").index]
    files = evidence.counts.groupby("entity")["file"].nunique()
    rows = [
        {"entity": entity, "attachments": int(files[entity]), **{action: int(row[action]) for action in ACTIONS}}
        for entity, row in table.iterrows()
    ]
    bars = [Bar(str(row["entity"]), tuple((action, row[action]) for action in ACTIONS)) for row in rows]
    return rows, charts.across(bars, "Occurrences by entity and action")


def _recipients(evidence: Evidence, sheet: DataSheet) -> Rows:
    """The rows of the sheet, with what the receipts say was made for them."""
    files = evidence.files[evidence.files["verdict"].isin(["redacted", "clean"])]
    made = files.groupby("destination").agg(files=("file", "size"), tenants=("tenant", "nunique"))
    rows = []
    for key, row in sheet.subprocessors.items():
        number, tenants = (made.loc[key, "files"], made.loc[key, "tenants"]) if key in made.index else (0, 0)
        rows.append({
            "sub-processor": row.name,
            "purpose": sheet.purposes[row.purpose],
            "may see": "; ".join(category.name.replace("_", " ") for category in row.sees),
            "tenants of": " ".join(row.regions),
            "location": row.location,
            "safeguard": row.safeguard,
            "days": row.retention_days,
            "files": int(number),
            "tenants": int(tenants),
        })  # fmt: skip
    return rows


def _left(evidence: Evidence) -> Rows:
    kept = evidence.counts[(evidence.counts["action"] == "keep") & (evidence.counts["destination"] != "")]
    sums = kept.groupby(["destination", "entity"])["occurrences"].sum()
    return [
        {"destination": destination, "entity": entity, "occurrences": int(number)}
        for (destination, entity), number in sums.items()
    ]


def _retention(sheet: DataSheet) -> Rows:
    terms = sheet.retention
    return [
        {"what": "data of a customer after the end of the contract", "days": terms.after_termination_days},
        {"what": "data of a customer after a written request", "days": terms.on_request_days},
        {"what": "receipts", "days": terms.receipts_days},
    ]


def _months(evidence: Evidence) -> tuple[Rows, str]:
    table = evidence.files.pivot_table(
        index="month", columns="verdict", values="file", aggfunc="size", fill_value=0
    ).reindex(columns=list(VERDICTS), fill_value=0)
    rows: Rows = [
        {"month": month, **{name: int(row[name]) for name in VERDICTS}} for month, row in table.sort_index().iterrows()
    ]
    bars = [Bar(row["month"], tuple((name, row[name]) for name in VERDICTS)) for row in rows]
    return rows, charts.upright(bars, "Attachments by month and verdict")


def _rules(evidence: Evidence, most: int = 20) -> Rows:
    replaced = evidence.counts[evidence.counts["action"] != "keep"]
    sums = replaced.groupby(["rule", "entity", "action"]).agg(n=("occurrences", "sum"), files=("file", "nunique"))
    ranked = sums.sort_values("n", ascending=False, kind="stable").head(most)
    return [
        {
            "rule": rule,
            "entity": entity,
            "action": action,
            "occurrences": int(row["n"]),
            "attachments": int(row["files"]),
        }
        for (rule, entity, action), row in ranked.iterrows()
    ]


def _withheld(evidence: Evidence) -> Rows:
    held = evidence.files[~evidence.files["verdict"].isin(["redacted", "clean"])]
    sums = held.groupby(["reason", "kind"])["file"].size().sort_values(ascending=False, kind="stable")
    return [
        {"reason": reason, "kind": kind or "unknown", "attachments": int(number)}
        for (reason, kind), number in sums.items()
    ]


def _policies(evidence: Evidence) -> Rows:
    keys = ["policy", "policy_digest", "destination"]
    groups = evidence.files.groupby(keys)["time"].agg(["size", "min", "max"]).sort_values("min", kind="stable")
    return [
        {"policy": policy, "digest": digest[:16], "destination": destination, "attachments": int(row["size"]),
         "first": _day(row["min"]), "last": _day(row["max"])}
        for (policy, digest, destination), row in groups.iterrows()
    ]  # fmt: skip


def _refusals(evidence: Evidence) -> Section:
    caption = "Attempts to send a tenant's case to another region; nothing was sent."
    return Section("refusals", "Refused transfers", caption, _plain(evidence.refusals))


def _plain(frame: pandas.DataFrame) -> Rows:
    """The rows of a table, each with its columns' names."""
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def _words(column: pandas.Series) -> str:
    return " ".join(sorted({str(value) for value in column if value}))


def _day(moment: datetime) -> str:
    return moment.date().isoformat()
