"""The vault's tables and every statement on them, the same for SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

TABLES = (
    "CREATE TABLE IF NOT EXISTS vault_meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    """CREATE TABLE IF NOT EXISTS vault_values (
        domain {blob} NOT NULL, lookup {blob} NOT NULL, entity TEXT NOT NULL, owner {blob} NOT NULL, sealed {blob} NOT NULL,
        PRIMARY KEY (domain, lookup)){tail}""",
    "CREATE INDEX IF NOT EXISTS vault_owners ON vault_values (domain, owner)",
    """CREATE TABLE IF NOT EXISTS vault_edits (
        domain {blob} NOT NULL, file {blob} NOT NULL, version {blob} NOT NULL, part INTEGER NOT NULL, sealed {blob} NOT NULL,
        PRIMARY KEY (domain, file, version, part))""",
)
META = "INSERT INTO vault_meta (name, value) VALUES (:name, :value) ON CONFLICT DO NOTHING"
PUT = {
    "values": """INSERT INTO vault_values (domain, lookup, entity, owner, sealed)
        VALUES (:domain, :lookup, :entity, :owner, :sealed) ON CONFLICT DO NOTHING""",
    "edits": """INSERT INTO vault_edits (domain, file, version, part, sealed)
        VALUES (:domain, :file, :version, :part, :sealed) ON CONFLICT DO NOTHING""",
}
COLUMNS = {"values": ("domain", "lookup", "entity", "owner", "sealed"),
           "edits": ("domain", "file", "version", "part", "sealed")}  # fmt: skip
BATCH = 2000


class Value(NamedTuple):
    """One pair of a case."""

    domain: bytes
    lookup: bytes
    entity: str
    owner: bytes
    sealed: bytes


class Part(NamedTuple):
    """A stretch of a copy's edit list; part 0 is what is said of the file."""

    domain: bytes
    file: bytes
    version: bytes
    part: int
    sealed: bytes


class Engine(Protocol):
    """A database: named parameters in `:name` form, one transaction at a time."""

    where: str
    """What it may be called in messages: without a password."""

    def change(self, statements: Sequence[tuple[str, Sequence[Mapping[str, Any]]]]) -> list[int]:
        """Run all or nothing, on disk when it returns; rows changed by each statement."""
        ...

    def ask(self, statement: str, given: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
        """The rows of one statement."""
        ...

    def problems(self) -> list[str]:
        """What the database itself finds wrong with its files; empty where nothing is."""
        ...

    def shrink(self) -> None:
        """Give back, and overwrite where the engine can, what deleted rows occupied."""
        ...

    def close(self) -> None:
        """Give back the connection."""
        ...


class Rows:
    """A vault, open; raises `VaultError` for whatever is not as it should be."""

    __slots__ = ("_engine", "where")

    def __init__(self, engine: Engine) -> None:
        self._engine, self.where = engine, engine.where

    def __enter__(self) -> Rows:
        return self

    def __exit__(self, *_: object) -> None:
        self._engine.close()

    def put(self, values: Iterable[Value], parts: Iterable[Part] = ()) -> None:
        """Take in rows; those that are there already stay as they are.  When it returns they are on disk, all of them."""
        # In one order, so that writers who meet wait for one another instead of blocking each other.
        rows = [
            (PUT["values"], [row._asdict() for row in sorted(set(values))]),
            (PUT["edits"], [row._asdict() for row in sorted(parts)]),
        ]
        self._engine.change([(statement, given) for statement, given in rows if given])

    def values(self, domain: bytes) -> Iterator[Value]:
        """All pairs of a case."""
        asked = f"SELECT {', '.join(COLUMNS['values'])} FROM vault_values WHERE domain = :domain"
        return (_value(row) for row in self._engine.ask(asked, {"domain": domain}))

    def of_owner(self, domain: bytes, owner: bytes) -> list[Value]:
        """The pairs of one original."""
        asked = f"SELECT {', '.join(COLUMNS['values'])} FROM vault_values WHERE domain = :domain AND owner = :owner"
        return [_value(row) for row in self._engine.ask(asked, {"domain": domain, "owner": owner})]

    def parts(self, domain: bytes, file: bytes | None = None) -> Iterator[Part]:
        """The edit lists of a case, or of one copy, in order."""
        asked = f"SELECT {', '.join(COLUMNS['edits'])} FROM vault_edits WHERE domain = :domain"
        asked += " AND file = :file" if file is not None else ""
        found = self._engine.ask(f"{asked} ORDER BY file, version, part", {"domain": domain, "file": file or b""})
        return (Part(bytes(row[0]), bytes(row[1]), bytes(row[2]), int(row[3]), bytes(row[4])) for row in found)

    def domains(self) -> dict[bytes, tuple[int, int]]:
        """For every case in the vault: its pairs, and its edit-list parts."""
        pairs = dict(self._engine.ask("SELECT domain, COUNT(*) FROM vault_values GROUP BY domain", {}))
        parts = dict(self._engine.ask("SELECT domain, COUNT(*) FROM vault_edits GROUP BY domain", {}))
        names = {bytes(name) for name in (*pairs, *parts)}
        one, two = ({bytes(name): int(number) for name, number in found.items()} for found in (pairs, parts))
        return {name: (one.get(name, 0), two.get(name, 0)) for name in sorted(names)}

    def forget(self, domain: bytes) -> int:
        """Delete a whole case; tells how many rows that were."""
        given = [{"domain": domain}]
        gone = self._engine.change([
            ("DELETE FROM vault_values WHERE domain = :domain", given),
            ("DELETE FROM vault_edits WHERE domain = :domain", given),
        ])  # fmt: skip
        self._engine.shrink()
        return sum(gone)

    def exchange(self, gone: Sequence[Value], parts: Sequence[Part]) -> None:
        """Delete pairs and put other content into parts, all or nothing."""
        self._engine.change([
            ("DELETE FROM vault_values WHERE domain = :domain AND lookup = :lookup", [row._asdict() for row in gone]),
            ("UPDATE vault_edits SET sealed = :sealed WHERE domain = :domain AND file = :file AND version = :version"
             " AND part = :part", [row._asdict() for row in parts]),
        ])  # fmt: skip
        self._engine.shrink()

    def everything(self) -> Iterator[list[Value] | list[Part]]:
        """All rows, in batches, for a backup."""
        yield from _batches(
            map(_value, self._engine.ask(f"SELECT {', '.join(COLUMNS['values'])} FROM vault_values", {}))
        )
        asked = f"SELECT {', '.join(COLUMNS['edits'])} FROM vault_edits"
        yield from _batches(
            Part(bytes(row[0]), bytes(row[1]), bytes(row[2]), int(row[3]), bytes(row[4]))
            for row in self._engine.ask(asked, {})
        )

    def meta(self) -> dict[str, str]:
        """What the vault says of itself."""
        return {str(name): str(value) for name, value in self._engine.ask("SELECT name, value FROM vault_meta", {})}

    def note(self, name: str, value: str) -> None:
        """Say something of the vault itself, once."""
        self._engine.change([(META, [{"name": name, "value": value}])])

    def problems(self) -> list[str]:
        """What the engine finds wrong."""
        return self._engine.problems()


def _value(row: tuple[Any, ...]) -> Value:
    return Value(bytes(row[0]), bytes(row[1]), str(row[2]), bytes(row[3]), bytes(row[4]))


def _batches(rows: Iterable[Any]) -> Iterator[Any]:
    batch = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
