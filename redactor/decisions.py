"""`decisions.toml`: what people decided while they looked at copies; later runs use it, reports name it.

[keep]
values = ["monitor"]                                   these stay, whatever a rule takes them for
[redact]
values = [{ text = "Silver Otter", entity = "ORGANIZATION" }, "corp.example.com"]    these go, wherever they stand
[columns]
"Site Code" = "LOCATION"                               fields, keys and columns that are called so

The file holds values of the user's: it is the user's own, made with mode 0600, and never part of a report.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass, field
from pathlib import Path

from redactor import toml_file
from redactor.policy import ENTITIES
from redactor.toml_file import Table

NAME = "decisions.toml"
DOMAIN = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}")
_HEAD = "# Decisions of a review. Holds original values: keep it as private as the attachments.\n"


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase of the user's that is always sensitive; `repr` hides it."""

    text: str = field(repr=False)
    entity: str


@dataclass(frozen=True, slots=True)
class Decisions:
    """What people decided; `repr` hides the values."""

    keep: tuple[str, ...] = field(default=(), repr=False)
    redact: tuple[Term, ...] = field(default=(), repr=False)
    columns: tuple[tuple[str, str], ...] = ()
    """(label, entity)."""
    name: str = ""
    """The file's name, without its folder."""

    def summary(self) -> tuple[str, int, int, int] | None:
        """The file's name and how many values it keeps, values it redacts, and columns it explains."""
        return (self.name, len(self.keep), len(self.redact), len(self.columns)) if self.name else None


def load(path: Path) -> Decisions:
    """The decisions in a file; raises `ConfigError` on whatever it does not fully understand."""
    table = toml_file.read(path, "decisions")
    kept, gone, columns = table.table("keep"), table.table("redact"), table.table("columns")
    redact = tuple(_term(gone, entry) for entry in gone.entries("values"))
    decided = Decisions(
        kept.words("values"), redact, tuple((key, columns.word(key, ENTITIES)) for key in columns.keys), path.name
    )
    for each in (kept, gone, columns, table):
        each.done()
    return decided


def save(decided: Decisions, path: Path) -> None:
    """Write the file, private to the user, whole or not at all."""
    draft = path.with_name(f"{path.name}.part")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(_HEAD + text(decided))
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def text(decided: Decisions) -> str:
    """The decisions as TOML; equal decisions give equal text."""
    terms = [f"{{ text = {_quoted(term.text)}, entity = {_quoted(term.entity)} }}" for term in decided.redact]
    rows = [f"{_quoted(label)} = {_quoted(entity)}" for label, entity in decided.columns]
    return (
        f"[keep]\nvalues = {_listed([_quoted(word) for word in decided.keep])}\n"
        f"\n[redact]\nvalues = {_listed(terms)}\n\n[columns]\n" + "".join(f"{row}\n" for row in rows)
    )


def _listed(entries: list[str]) -> str:
    return "[" + "".join(f"\n  {entry}," for entry in entries) + ("\n" if entries else "") + "]"


def _quoted(value: str) -> str:
    """A TOML basic string: JSON's escapes are among TOML's, and it also escapes DEL."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _term(table: Table, entry: object) -> Term:
    """One entry of `redact`; a bare domain is a host name, another bare word an id.  A complaint never quotes it."""
    entity = ""
    if isinstance(entry, dict):
        inner = table.inner("values", entry)
        entity = inner.word("entity", ENTITIES)
        entry = inner.take("text", str, "")
        inner.done()
    if not isinstance(entry, str) or not entry.strip():
        raise table.error("must be a list of words and of { text = …, entity = … }", "values")
    return Term(entry, entity or ("HOSTNAME" if DOMAIN.fullmatch(entry) else "OTHER_ID"))
