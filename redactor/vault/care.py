"""The vault's upkeep: whole copies of it and back, a check of every row, and what is due to go.

backup ─► a vault file of its own, whichever engine the vault has; restore puts what is missing back, and changes nothing
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from redactor import _keyfile
from redactor.errors import UsageError, VaultError
from redactor.keys import KeyStore
from redactor.recovery.known import pairs_of
from redactor.vault.domain import Domain
from redactor.vault.edits import Note, notes, stretches
from redactor.vault.rows import Rows, Value
from redactor.vault.sqlite import Sqlite

RETENTION = 90
"""Days after the end of a contract (the data sheet that founded this project)."""
_COMPLETE = "backup"


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found: how much opens, what is wrong, and how many cases no key here opens."""

    pairs: int
    copies: int
    problems: tuple[str, ...]
    strange: int


@dataclass(frozen=True, slots=True)
class Going:
    """What goes with a tenant or a case."""

    tenant: str
    case: str | None
    domains: tuple[Domain, ...]
    pairs: int
    copies: tuple[tuple[Domain, Note], ...] = field(repr=False)


def domains(store: KeyStore, tenant: str, case: str | None = None) -> Iterator[Domain]:
    """Every domain of a tenant, or of one of its cases, that has a key."""
    for name in store.cases(tenant) if case is None else [case]:
        for secret in store.known(tenant, name):
            yield Domain.of(tenant, name, secret)


def backup(rows: Rows, path: Path) -> int:
    """Write the whole vault to a new vault file; tells how many rows.  It is complete or not there."""
    if path.exists():
        raise UsageError(f"{path} exists", "name a new file")
    draft = path.with_name(f".{path.name}.part")
    for ending in ("", "-wal", "-shm"):
        draft.with_name(draft.name + ending).unlink(missing_ok=True)
    try:
        with Rows(Sqlite(draft, create=True)) as copy:
            number = _copy(rows, copy)
            copy.note(_COMPLETE, _keyfile.now())
            problems = copy.problems()
        if problems:
            raise VaultError("the backup came out damaged", "write it to another disk")
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return number


def restore(backup_file: Path, rows: Rows) -> int:
    """Put a backup's rows into a vault; tells how many the backup has.  A damaged or half backup changes nothing."""
    with Rows(Sqlite(backup_file, create=False)) as source:
        if source.problems() or _COMPLETE not in source.meta():
            raise VaultError(f"the backup {backup_file} is damaged or not complete", "use another one")
        return _copy(source, rows)


def _copy(source: Rows, target: Rows) -> int:
    number = 0
    for batch in source.everything():
        number += len(batch)
        if isinstance(batch[0], Value):
            target.put(batch)
        else:
            target.put((), batch)
    return number


def check(store: KeyStore, rows: Rows) -> Checked:
    """Open every row that a key of the store opens, and have the database look at itself."""
    problems = list(rows.problems())
    pairs = copies = 0
    names = rows.domains() if not problems else {}
    for domain in [each for tenant in store.tenants() for each in domains(store, tenant)]:
        if names.pop(domain.id, None) is None:
            continue
        try:
            pairs += sum(1 for _ in pairs_of(rows, [domain]))
            for part, note in notes(domain, rows):
                copies += 1
                for _ in stretches(domain, rows, part, note):
                    pass
        except VaultError as error:
            problems.append(f"case {domain.case!r} of tenant {domain.tenant!r}: {error}")
    return Checked(pairs, copies, tuple(problems), len(names))


def due(contract_end: str, days: int = RETENTION) -> date:
    """The day on which data of a contract that ended then has to be gone."""
    try:
        return date.fromisoformat(contract_end) + timedelta(days=days)
    except ValueError:
        raise UsageError("the end of the contract is not a day", "write it like 2027-03-31") from None


def going(store: KeyStore, rows: Rows | None, tenant: str, case: str | None = None) -> Going:
    """What would go with a tenant or case; nothing is changed."""
    found = tuple(domains(store, tenant, case))
    if rows is None:
        return Going(tenant, case, found, 0, ())
    held = rows.domains()
    copies = tuple((domain, note) for domain in found for _, note in notes(domain, rows))
    return Going(tenant, case, found, sum(held.get(domain.id, (0, 0))[0] for domain in found), copies)


def forget(rows: Rows, what: Going) -> int:
    """Delete it from the vault; tells how many rows that were."""
    return sum(rows.forget(domain.id) for domain in what.domains)
