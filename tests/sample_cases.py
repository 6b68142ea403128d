"""The cases of `samples/`: found, run and described, for the tests that replay them and for `tests.update_samples`.

samples/in/KIND/CASE/…            what people try first: everything here is released
samples/withheld/CASE/…           what may not be passed, alone and between files that may
samples/expected/KIND/CASE.toml   how the case is run, what must vanish and survive, and what was counted
samples/expected/KIND/CASE/…      the copies, to the byte (KIND is `withheld` for the latter)
samples/rules/…                   rules, decisions and test lines of one's own to copy (tests/test_workshop.py)
samples/review/…                  what the review page looks like
samples/keys.json                 the key store they are made with; a test key, secret to nobody
"""

from __future__ import annotations

import dataclasses
import functools
import json
import shutil
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from redactor import config, equipment, pipeline, policy
from redactor.job import Job
from redactor.keys import KeyStore
from redactor.model import Released
from redactor.report import RunReport, verdict
from tests.unpack import unpacked

ROOT = Path(__file__).parents[1] / "samples"
KEYS = ROOT / "keys.json"
NAME = "samples"
"""Tenant and case of every sample: one secret, so that a new sample needs no new key."""
MEASURED = "# Counted by `python -m tests.update_samples`: look at the difference before you commit it."


@dataclass(frozen=True, slots=True)
class Case:
    """One case: where its inputs are and what is expected of them."""

    kind: str
    name: str
    inputs: Path

    def __str__(self) -> str:
        return f"{self.kind}/{self.name}"

    @property
    def copies(self) -> Path:
        """The expected copies."""
        return ROOT / "expected" / self.kind / self.name

    @property
    def sheet(self) -> Path:
        """How it is run and what is counted."""
        return self.copies.with_name(f"{self.name}.toml")

    @property
    def expected(self) -> dict[str, Any]:
        """The sheet's content."""
        return tomllib.loads(self.sheet.read_text())

    @property
    def files(self) -> dict[str, bytes]:
        """The expected copies by name; archives lie there unpacked."""
        return _files(self.copies)


def cases() -> list[Case]:
    """Every case, in order."""
    found = [Case(path.parent.name, path.name, path) for path in (ROOT / "in").glob("*/*")]
    found += [Case("withheld", path.name, path) for path in (ROOT / "withheld").glob("*")]
    return sorted(found, key=str)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file under a folder by its relative name, archives unpacked; the reports of a run are left out."""
    plain: dict[str, bytes] = {}
    for name, data in _files(folder).items():
        plain |= unpacked(name, data) if not name.startswith("redaction-report.") else {}
    return plain


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def keys_in(folder: Path) -> Path:
    """A private copy of the key store: the one in the repository can be read by others, which a key file may not be."""
    private = folder / "keys.json"
    shutil.copyfile(KEYS, private)
    private.chmod(0o600)
    return private


def run(case: Case, out: Path, keys: Path, engine: str = "auto", **changes: Any) -> RunReport:
    """Run a case as its sheet says; `changes` are fields of `pipeline.Job`."""
    sheet = case.expected
    job = Job(
        inputs=(case.inputs,),
        policy=policy.load(sheet["policy"]),
        config=config.Config(),
        out=out,
        tenant=NAME,
        case=NAME,
        key_store=KeyStore.open(keys, create=False),
        engine=engine,
        names=sheet["names"],
    )
    return pipeline.run(dataclasses.replace(job, **changes))


def counted(report: RunReport) -> dict[str, dict[str, Any]]:
    """What the sheet says of each file: by name in the output, the verdict, what it was taken for, counts by entity."""
    found = {}
    for outcome in report.entries:
        entry: dict[str, Any] = {"verdict": verdict(outcome)}
        if outcome.media is not None:
            entry |= {"is": outcome.media.name, "encoding": outcome.media.encoding}
        if isinstance(outcome, Released):
            sums: Counter[str] = Counter()
            for count in outcome.counts:
                sums[count.entity] += count.occurrences
            entry["replaced"] = dict(sorted(sums.items()))
        else:
            entry["reason"] = str(outcome.reason)
        found[outcome.name] = entry
    return found


def measured(files: dict[str, dict[str, Any]]) -> str:
    """The counted part of a sheet, as TOML."""
    lines = [MEASURED, ""]
    for name, entry in files.items():
        lines.append(f"[files.{json.dumps(name)}]")
        for key, value in entry.items():
            if isinstance(value, dict):
                value = "{ " + ", ".join(f"{entity} = {number}" for entity, number in value.items()) + " }"
                lines.append(f"{key} = {value}" if entry[key] else f"{key} = {{}}")
            else:
                lines.append(f"{key} = {json.dumps(value)}")
        lines.append("")
    return "\n".join(lines)


def share_kits(patch: pytest.MonkeyPatch) -> None:
    """Compile the rules once for all the runs of a test session, not once a run; a kit keeps nothing of a case."""
    original = equipment.kit

    @functools.cache
    def shared(engine: str, *, names: bool, language: str) -> equipment.Kit:
        return original(engine, config.Config(), names=names, language=language)

    patch.setattr(
        equipment, "kit", lambda engine, _config, *, names, language: shared(engine, names=names, language=language)
    )
