"""What is done to a key store: shown, rotated, exported, and secrets in it destroyed.

rotate(root)      a new root key wraps every secret anew: pseudonyms and vault stay as they are
rotate(tenant)    cases that come later share a new tenant secret; earlier ones keep theirs, and stay restorable
destroy           a secret leaves the file: nothing brings its pseudonyms back (NIST SP 800-88, cryptographic erase)
"""

from __future__ import annotations

import copy
import json
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from redactor import _keyfile
from redactor.errors import KeyStoreError, UsageError
from redactor.keys import SIZE, KeyStore, wrapped_root


@dataclass(frozen=True, slots=True)
class Row:
    """One secret of a store, without the secret."""

    tenant: str
    case: str
    """Empty for the tenant's own."""
    key_id: str
    scheme: int
    generation: int
    created: str
    state: str
    """`in use`, `earlier` (a tenant's, still needed to restore) or `destroyed`."""


@dataclass(frozen=True, slots=True)
class Destroyed:
    """What a destruction ended."""

    tenant: str
    case: str | None
    when: str
    cases: tuple[str, ...]
    secrets: tuple[Row, ...]
    exports: tuple[dict[str, str], ...]
    """Copies of the store that were made earlier and have to go as well."""


def rows(store: KeyStore) -> list[Row]:
    """Every secret, and what was destroyed, by tenant and case."""
    found = []
    for tenant, case, entry, secret in store.all_secrets():
        current = case is not None or entry is store.data["tenants"][tenant].get("secret")
        state = "in use" if current else "earlier"
        found.append(Row(tenant, case or "", secret.key_id, secret.scheme, secret.generation, entry["created"], state))
    for tenant, owner in store.data["tenants"].items():
        for case, ended in owner.get("destroyed", {}).items():
            for key_id in ended["key_ids"]:
                found.append(Row(tenant, case, key_id, 0, ended["generation"], ended["when"], "destroyed"))
    return sorted(found, key=lambda row: (row.tenant, row.case, row.generation, row.state))


def custody_of(store: KeyStore) -> str:
    """How the root key is kept."""
    root = store.data["root"]
    return "none" if isinstance(root, str) else str(root["custody"])


def rotate_root(store: KeyStore, custody: str | None = None) -> int:
    """Wrap every secret under a new root key, kept as before or as `custody` says; tells how many secrets there are."""

    def turn() -> int:
        root = secrets.token_bytes(SIZE)
        other = store.with_root(root)
        fresh = _rewrapped(store, other, store.data["tenants"])
        store.data["root"] = wrapped_root(root, custody or custody_of(store))
        store.data["rotated"] = _keyfile.now()
        store.data["tenants"] = fresh[0]
        store.turn(root)
        return fresh[1]

    number: int = store.change(turn)
    return number


def rotate_tenant(store: KeyStore, tenant: str) -> int:
    """Give a tenant a new secret for cases to come (`--scope tenant`); tells its generation."""

    def turn() -> int:
        owner = _owner(store, tenant)
        if "secret" not in owner:
            raise UsageError(f"tenant {tenant!r} has no secret of its own", "only --scope tenant makes one")
        owner.setdefault("earlier", []).insert(0, owner["secret"])
        generation: int = owner["secret"]["generation"] + 1
        owner["secret"] = store.fresh(tenant, None, generation)
        return generation

    number: int = store.change(turn)
    return number


def export(store: KeyStore, path: Path, custody: str, tenant: str | None = None, case: str | None = None) -> int:
    """Write a key store of its own, all or one tenant's or case's secrets, under a new root key; tells how many.

    The export is noted in the store, since whoever destroys a secret later has to destroy it there too.
    """
    if path.exists():
        raise UsageError(f"{path} exists", "name a new file")
    chosen = _chosen(store, tenant, case)
    root = secrets.token_bytes(SIZE)
    tenants, number = _rewrapped(store, store.with_root(root), chosen)
    data = {
        "schema": store.data["schema"],
        "created": _keyfile.now(),
        "root": wrapped_root(root, custody),
        "tenants": tenants,
    }
    note = {"when": _keyfile.now(), "to": path.name, "tenant": tenant or "", "case": case or ""}
    store.change(lambda: store.data.setdefault("exports", []).append(note))
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _keyfile.replace(path, data)
    except OSError as error:
        raise KeyStoreError(f"{path} cannot be written ({type(error).__name__})", "choose another place") from None
    return number


def destroy(store: KeyStore, tenant: str, case: str | None) -> Destroyed:
    """End a case's secret, or all of a tenant's; what remains of them are their ids."""

    def end() -> Destroyed:
        owner = _owner(store, tenant)
        refuse(store, tenant, case)
        names = [case] if case is not None else store.cases(tenant)
        gone = [row for row in rows(store) if row.tenant == tenant and row.state != "destroyed"]
        gone = [row for row in gone if case in (None, row.case)]
        when = _keyfile.now()
        ended = owner.setdefault("destroyed", {})
        for row in gone:
            kept = ended.get(row.case, {"generation": 0, "key_ids": []})
            ids = [*kept["key_ids"], row.key_id]
            number = max(kept["generation"], row.generation)
            ended[row.case] = {"when": when, "generation": number, "key_ids": ids}
            owner["cases"].pop(row.case, None)
        if case is None:
            for name in ("secret", "earlier", "members"):
                owner.pop(name, None)
        exports = [note for note in store.data.get("exports", []) if _holds(note, tenant, case)]
        return Destroyed(tenant, case, when, tuple(names), tuple(gone), tuple(exports))

    ended: Destroyed = store.change(end)
    return ended


def refuse(store: KeyStore, tenant: str, case: str | None) -> None:
    """Raise `UsageError` where destroying this would promise more than it does, or where there is nothing."""
    owner = _owner(store, tenant)
    if case is None:
        return
    if case in owner.get("members", {}):
        raise UsageError(
            f"case {case!r} was redacted with --scope tenant: the tenant's secret still reverses it",
            "destroy the tenant's key, which ends all of its cases",
        )
    if case not in owner["cases"]:
        raise UsageError(f"there is no key of case {case!r}", "see redactor key show")


def _holds(note: dict[str, str], tenant: str, case: str | None) -> bool:
    return note.get("tenant") in ("", tenant) and (case is None or note.get("case") in ("", case))


def _owner(store: KeyStore, tenant: str) -> dict[str, Any]:
    owner: dict[str, Any] | None = store.data["tenants"].get(tenant)
    if owner is None:
        raise UsageError(f"the key store knows no tenant {tenant!r}", "see redactor key show")
    return owner


def _chosen(store: KeyStore, tenant: str | None, case: str | None) -> dict[str, Any]:
    tenants: dict[str, Any] = store.data["tenants"]
    if tenant is None:
        return tenants
    owner = _owner(store, tenant)
    if case is None:
        return {tenant: owner}
    refuse(store, tenant, case)  # a case under the tenant's secret cannot be given away without the whole tenant
    return {tenant: {"cases": {case: owner["cases"][case]}}}


def _rewrapped(store: KeyStore, other: KeyStore, tenants: dict[str, Any]) -> tuple[dict[str, Any], int]:
    """A copy of `tenants` whose secrets `other`'s root key wraps, and how many those are."""
    fresh = copy.deepcopy(tenants)
    known = {_place(t, c, e): s.secret for t, c, e, s in store.all_secrets()}
    number = 0
    for tenant, owner in fresh.items():
        slots: list[tuple[Any, Any, str | None]] = [(owner, "secret", None)] if "secret" in owner else []
        slots += [(owner["earlier"], place, None) for place in range(len(owner.get("earlier", [])))]
        slots += [(owner["cases"], case, case) for case in owner["cases"]]
        for holder, key, case in slots:
            entry = holder[key]
            bare = {name: entry[name] for name in ("scheme", "generation", "created")}
            holder[key] = other.wrap(tenant, case, bare, known[_place(tenant, case, entry)])
            number += 1
    return fresh, number


def _place(tenant: str, case: str | None, entry: dict[str, Any]) -> str:
    return json.dumps([tenant, case, entry["generation"]])
