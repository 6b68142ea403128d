"""Laws of rotation, export and destruction: what must come back does, what must not does not, and no more is claimed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from redactor import key_care
from redactor.custody import passphrase
from redactor.errors import KeyStoreError, UsageError
from redactor.keys import KeyStore


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> KeyStore:
    """A store with cases of their own and cases that share the tenant's secret."""
    monkeypatch.setenv("REDACTOR_PASSPHRASE", "correct horse battery staple")
    monkeypatch.setattr(passphrase, "COST", 1 << 10)
    made = KeyStore.open(tmp_path / "keys.json")
    for case, scope in (("T-1", "case"), ("T-2", "case"), ("T-3", "tenant"), ("T-4", "tenant")):
        made.secret("acme", case, scope)  # type: ignore[arg-type]
    made.secret("other", "T-1")
    return made


def everything(store: KeyStore) -> dict[tuple[str, str], list[bytes]]:
    """Every case's secrets."""
    return {(t, c): [s.secret for s in store.known(t, c)] for t in store.tenants() for c in store.cases(t)}


@pytest.mark.parametrize("custody", [None, "passphrase", "none"])
def test_a_new_root_key_changes_no_secret(store: KeyStore, custody: str | None) -> None:
    """After a rotation every case has the secret it had, by the file alone; nothing of the old wrapping is left."""
    before, old = everything(store), json.loads(store.path.read_bytes())
    assert 4 == key_care.rotate_root(store, custody)
    after, new = KeyStore.open(store.path), json.loads(store.path.read_bytes())

    assert before == everything(store) == everything(after)
    assert old["root"] != new["root"]
    assert (custody or "none") == key_care.custody_of(after)
    assert not _wrapped(old) & _wrapped(new)


def _wrapped(data: object) -> set[str]:
    """Every wrapped secret in a key file."""
    if isinstance(data, dict):
        own = {data["wrapped"]} if isinstance(data.get("wrapped"), str) else set()
        return own.union(*map(_wrapped, data.values()))
    return set().union(*map(_wrapped, data)) if isinstance(data, list) else set()


def test_a_process_that_uses_the_old_root_key_is_stopped(store: KeyStore) -> None:
    """Whoever opened the store before a rotation makes no case under the root key that is gone."""
    other = KeyStore.open(store.path)
    key_care.rotate_root(store)

    with pytest.raises(KeyStoreError, match="exchanged"):
        other.secret("acme", "T-9")


def test_a_case_keeps_the_generation_it_has(store: KeyStore) -> None:
    """A tenant's new secret is for cases to come; earlier ones keep theirs, and stay restorable."""
    old = store.secret("acme", "T-3", "tenant")
    assert 2 == key_care.rotate_tenant(store, "acme")
    later = KeyStore.open(store.path)

    assert old == later.secret("acme", "T-3", "tenant")
    assert (2, 1) == (later.secret("acme", "T-9", "tenant").generation, old.generation)
    assert old.secret != later.secret("acme", "T-9", "tenant").secret
    assert {old.secret} < {secret.secret for secret in later.known("acme", "T-9")}
    with pytest.raises(UsageError, match="no secret of its own"):
        key_care.rotate_tenant(store, "other")


def test_an_export_is_a_key_store(store: KeyStore, tmp_path: Path) -> None:
    """It has the secrets that were asked for and no others, under a root key of its own; that it was made is noted."""
    assert 4 == key_care.export(store, tmp_path / "all.json", "passphrase")
    assert 1 == key_care.export(store, tmp_path / "one.json", "passphrase", "acme", "T-1")
    one = KeyStore.open(tmp_path / "one.json", create=False)

    assert everything(store) == everything(KeyStore.open(tmp_path / "all.json", create=False))
    assert {("acme", "T-1"): everything(store)["acme", "T-1"]} == everything(one)
    assert one._root != store._root
    assert ["all.json", "one.json"] == [note["to"] for note in KeyStore.open(store.path).data["exports"]]
    assert 0o600 == (tmp_path / "one.json").stat().st_mode & 0o777
    with pytest.raises(UsageError, match="exists"):
        key_care.export(store, tmp_path / "one.json", "passphrase")
    with pytest.raises(UsageError, match="scope tenant"):
        key_care.export(store, tmp_path / "two.json", "passphrase", "acme", "T-3")


def test_a_destroyed_case_is_gone_and_nothing_else_is(store: KeyStore) -> None:
    """Its secret is in the file no more; a case of that name that comes later has another one, of the next generation."""
    before, gone = everything(store), store.secret("acme", "T-1")
    done = key_care.destroy(store, "acme", "T-1")
    after = KeyStore.open(store.path)
    left = everything(after)

    assert ("T-1",) == done.cases
    assert [gone.key_id] == [row.key_id for row in done.secrets]
    assert {place: secrets for place, secrets in before.items() if place != ("acme", "T-1")} == left
    assert [] == after.known("acme", "T-1")
    again = after.secret("acme", "T-1")
    assert (2, True) == (again.generation, again.secret != gone.secret)


def test_a_case_under_the_tenants_secret_is_refused(store: KeyStore) -> None:
    """A certificate never claims more: what the tenant's secret still reverses cannot be destroyed by itself."""
    before = store.path.read_bytes()
    for case, why in (("T-3", "still reverses"), ("T-8", "no key")):
        with pytest.raises(UsageError, match=why):
            key_care.destroy(store, "acme", case)
    with pytest.raises(UsageError, match="no tenant"):
        key_care.destroy(store, "acne", None)

    assert before == store.path.read_bytes()


def test_a_case_of_both_scopes_is_refused(store: KeyStore) -> None:
    """A case that was redacted once by its own secret and once by the tenant's is not ended by ending its own."""
    store.secret("acme", "T-1", "tenant")

    assert 2 == len(store.known("acme", "T-1"))
    with pytest.raises(UsageError, match="still reverses"):
        key_care.destroy(store, "acme", "T-1")


def test_a_destroyed_tenant_is_gone_with_all_generations(store: KeyStore) -> None:
    """Every secret of every generation and case goes; another tenant's stay."""
    key_care.rotate_tenant(store, "acme")
    done = key_care.destroy(store, "acme", None)
    after = KeyStore.open(store.path)

    assert ("T-1", "T-2", "T-3", "T-4") == done.cases
    assert 4 == len(done.secrets) == len({row.key_id for row in done.secrets})
    assert {("other", "T-1")} == set(everything(after))
    assert {"destroyed"} == {row.state for row in key_care.rows(after) if row.tenant == "acme"}
    assert 3 == after.secret("acme", "T-9", "tenant").generation


def test_exports_that_hold_a_secret_are_named(store: KeyStore, tmp_path: Path) -> None:
    """Whoever destroys a secret learns which exports have it too, and no others."""
    key_care.export(store, tmp_path / "whole.json", "passphrase")
    key_care.export(store, tmp_path / "other.json", "passphrase", "other")
    key_care.export(store, tmp_path / "one.json", "passphrase", "acme", "T-1")

    assert ["whole.json"] == [note["to"] for note in key_care.destroy(store, "acme", "T-2").exports]


def test_no_change_is_half_made(store: KeyStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the new root key cannot be kept, the store stays as it was and goes on working."""
    before = store.path.read_bytes()
    monkeypatch.delenv("REDACTOR_PASSPHRASE")
    with pytest.raises(KeyStoreError):
        key_care.rotate_root(store, "passphrase")

    assert before == store.path.read_bytes()
    assert store.secret("acme", "T-1") == KeyStore.open(store.path).secret("acme", "T-1")
