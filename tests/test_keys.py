"""Laws of the key store."""

from __future__ import annotations

import json
import multiprocessing
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redactor.errors import KeyStoreError
from redactor.keys import SIZE, KeyStore, default_path, derive, hkdf


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "private" / "keys.json"


def test_first_use_makes_a_private_file_in_a_private_folder(path: Path) -> None:
    """The store is made once, for its owner only, and says that it was made."""
    first, second = KeyStore.open(path), KeyStore.open(path)

    assert (True, False) == (first.created, second.created)
    assert 0o600 == stat.S_IMODE(path.stat().st_mode)
    assert 0o700 == stat.S_IMODE(path.parent.stat().st_mode)


def test_a_secret_is_made_once_and_stays(path: Path) -> None:
    """The same tenant, case and scope give the same secret, also from the file alone."""
    store = KeyStore.open(path)
    made = store.secret("acme", "T-1")

    assert SIZE == len(made.secret)
    assert made == store.secret("acme", "T-1") == KeyStore.open(path).secret("acme", "T-1")
    assert (1, 1) == (made.scheme, made.generation)


def test_secrets_of_different_places_are_unrelated(path: Path) -> None:
    """No two tenants, cases or scopes share a secret or a key id, even where their names run together."""
    store = KeyStore.open(path)
    made = [
        store.secret("acme", "T-1"),
        store.secret("acme", "T-2"),
        store.secret("acme", "T-1", "tenant"),
        store.secret("other", "T-1"),
        store.secret("acmeT", "-1"),
    ]

    assert len(made) == len({entry.secret for entry in made}) == len({entry.key_id for entry in made})


def test_under_tenant_scope_all_cases_share_a_secret(path: Path) -> None:
    """`--scope tenant` keeps equal values equal over the cases of a tenant."""
    store = KeyStore.open(path)

    assert store.secret("acme", "T-1", "tenant") == store.secret("acme", "T-2", "tenant")


def test_nothing_shows_a_secret(path: Path) -> None:
    """Neither a repr nor the file holds a secret in clear."""
    store = KeyStore.open(path)
    made = store.secret("acme", "T-1")
    shown = repr(made) + repr(store) + str(made)

    assert repr(made.secret)[2:-1] not in shown
    assert made.secret.hex() not in shown
    assert made.secret not in path.read_bytes()


def _ask(path: Path, case: str, results: multiprocessing.Queue[str]) -> None:
    results.put(KeyStore.open(path).secret("acme", case).secret.hex())


def test_processes_that_start_together_agree(path: Path) -> None:
    """Eight processes that make the store and a case at once get one secret, and none of another case is lost."""
    context = multiprocessing.get_context("fork")
    results: multiprocessing.Queue[str] = context.Queue()
    workers = [context.Process(target=_ask, args=(path, f"T-{n % 2}", results)) for n in range(8)]
    for worker in workers:
        worker.start()
    got = [results.get(timeout=20) for _ in workers]
    for worker in workers:
        worker.join()
    store = KeyStore.open(path)

    assert 2 == len(set(got))
    assert {store.secret("acme", "T-0").secret.hex(), store.secret("acme", "T-1").secret.hex()} == set(got)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o666])
def test_a_file_that_others_can_read_is_refused(path: Path, mode: int) -> None:
    """A key that others can read is no key."""
    KeyStore.open(path)
    path.chmod(mode)

    with pytest.raises(KeyStoreError, match="by others") as caught:
        KeyStore.open(path)

    assert "chmod 600" in caught.value.hint


@pytest.mark.parametrize("raw", [b"", b"short", bytes(range(100, 132)), b"[]", b"{}", b'{"schema": "redactor-keys/1"}'])
def test_what_is_no_key_store_is_refused_and_left_alone(path: Path, raw: bytes) -> None:
    """A short or foreign file is an error with a hint; it is never taken for an empty store."""
    path.parent.mkdir(mode=0o700)
    path.write_bytes(raw)
    path.chmod(0o600)

    with pytest.raises(KeyStoreError) as caught:
        KeyStore.open(path)

    assert caught.value.hint
    assert raw == path.read_bytes()


def test_a_short_root_key_is_refused(path: Path) -> None:
    """A root key of fewer than 32 bytes is named as such."""
    KeyStore.open(path)
    data = json.loads(path.read_bytes())
    data["root"] = data["root"][:8]
    path.write_text(json.dumps(data))

    with pytest.raises(KeyStoreError, match="6 of 32 bytes"):
        KeyStore.open(path)


def test_every_cut_of_the_file_is_refused(path: Path) -> None:
    """Half a key store is an error wherever it ends."""
    KeyStore.open(path).secret("acme", "T-1")
    whole = path.read_bytes()
    for size in range(len(whole)):
        path.write_bytes(whole[:size])
        with pytest.raises(KeyStoreError):
            KeyStore.open(path)


def test_a_secret_moved_to_another_place_does_not_open(path: Path) -> None:
    """A wrapped secret is bound to its tenant, case, scheme and generation."""
    KeyStore.open(path).secret("acme", "T-1")
    data = json.loads(path.read_bytes())
    cases = data["tenants"]["acme"]["cases"]
    data["tenants"]["other"] = {"cases": {"T-1": cases["T-1"]}}
    cases["T-2"] = cases["T-1"]
    cases["T-3"] = {**cases["T-1"], "generation": 2}
    path.write_text(json.dumps(data))
    store = KeyStore.open(path)

    assert store.secret("acme", "T-1")
    for tenant, case in (("other", "T-1"), ("acme", "T-2"), ("acme", "T-3")):
        with pytest.raises(KeyStoreError, match="does not open"):
            store.secret(tenant, case)


def test_a_store_exchanged_while_in_use_is_refused(path: Path) -> None:
    """A new case is never made under a root key that this process did not start with."""
    store = KeyStore.open(path)
    path.unlink()
    KeyStore.open(path)

    with pytest.raises(KeyStoreError, match="exchanged"):
        store.secret("acme", "T-1")


def test_no_store_where_none_may_be_made(path: Path) -> None:
    """Without `create` a missing file is an error, and stays missing."""
    with pytest.raises(KeyStoreError, match="no key store"):
        KeyStore.open(path, create=False)

    assert not path.parent.exists()


def test_a_directory_is_no_key_store(tmp_path: Path) -> None:
    """What cannot be opened is an error of the key store, not of the system."""
    with pytest.raises(KeyStoreError):
        KeyStore.open(tmp_path)


def test_the_environment_names_the_file(tmp_path: Path) -> None:
    """`REDACTOR_KEY_FILE` goes before the user's data directory."""
    assert tmp_path / "k" == default_path({"REDACTOR_KEY_FILE": str(tmp_path / "k")})
    assert "keys.json" == default_path({}).name


# RFC 5869, appendix A, test cases 1 to 3.
VECTORS = [
    ("0b" * 22, bytes(range(13)).hex(), bytes(range(0xF0, 0xFA)).hex(),
     "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"),
    (bytes(range(0x50)).hex(), bytes(range(0x60, 0xB0)).hex(), bytes(range(0xB0, 0x100)).hex(),
     "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c"
     "59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87"),
    ("0b" * 22, "", "",
     "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"),
]  # fmt: skip


@pytest.mark.parametrize(("secret", "salt", "info", "expected"), VECTORS)
def test_hkdf_gives_the_published_vectors(secret: str, salt: str, info: str, expected: str) -> None:
    """HKDF-SHA256 is the one of RFC 5869."""
    got = hkdf(bytes.fromhex(secret), bytes.fromhex(salt), bytes.fromhex(info), len(expected) // 2)

    assert expected == got.hex()


@given(st.binary(min_size=SIZE, max_size=SIZE), st.text(max_size=20), st.text(max_size=20))
def test_labels_give_independent_keys(secret: bytes, one: str, two: str) -> None:
    """Equal labels give equal keys, different labels different ones."""
    assert (one == two) == (derive(secret, one) == derive(secret, two))


def test_a_short_secret_derives_nothing() -> None:
    """Nothing is ever keyed by less than 32 bytes."""
    with pytest.raises(KeyStoreError, match="too short"):
        derive(b"\x00" * (SIZE - 1), "address")
