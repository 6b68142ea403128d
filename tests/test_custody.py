"""Laws of what keeps a root key: it opens by its own means alone, and nothing of it lies in the key file."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from redactor import custody, key_care
from redactor.custody import kms_file, passphrase
from redactor.errors import KeyStoreError, UsageError
from redactor.keys import KeyStore

PHRASE = "correct horse battery staple"
CONTEXT = b"context"
NAMES = ["environment", "keyring", "kms-file", "passphrase"]


@pytest.fixture(autouse=True)
def _means(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Every custody has what it needs; the keyring is a real one, in memory."""
    keyring = pytest.importorskip("keyring")
    backend = pytest.importorskip("keyring.backend")

    class Memory(backend.KeyringBackend):  # type: ignore[misc,name-defined]
        priority = 1

        def __init__(self) -> None:
            super().__init__()
            self.kept: dict[tuple[str, str], str] = {}

        def get_password(self, service: str, username: str) -> str | None:
            return self.kept.get((service, username))

        def set_password(self, service: str, username: str, password: str) -> None:
            self.kept[service, username] = password

        def delete_password(self, service: str, username: str) -> None:
            del self.kept[service, username]

    before = keyring.get_keyring()
    keyring.set_keyring(Memory())
    monkeypatch.setattr(passphrase, "COST", 1 << 10)
    monkeypatch.setenv("REDACTOR_PASSPHRASE", PHRASE)
    monkeypatch.setenv("REDACTOR_ROOT_KEY", "QUFB" * 10 + "QUE=")
    monkeypatch.setenv("REDACTOR_KMS_FILE", str(tmp_path / "kms.json"))
    yield
    keyring.set_keyring(before)


def test_these_are_all() -> None:
    """Every custody is tested here; another word is an error that names the nearest."""
    assert set(NAMES) == set(custody.available())
    with pytest.raises(UsageError) as caught:
        custody.load("pasphrase")

    assert "passphrase" in caught.value.hint


@pytest.mark.parametrize("name", NAMES)
def test_what_is_wrapped_opens_in_its_context_alone(name: str) -> None:
    """`unwrap` undoes `wrap`, refuses another context and any change, and what lies in the file tells nothing."""
    keeper, key = custody.load(name), os.urandom(32)
    entry = json.loads(json.dumps(keeper.wrap(key, CONTEXT)))

    assert key == keeper.unwrap(entry, CONTEXT)
    assert entry != keeper.wrap(key, CONTEXT)
    assert key.hex() not in json.dumps(entry) and PHRASE not in json.dumps(entry)
    for changed, context in ((entry, b"other"), ({**entry, "wrapped": entry["wrapped"][:-4] + "AAA="}, CONTEXT)):
        with pytest.raises(KeyStoreError):
            keeper.unwrap(changed, context)


@pytest.mark.parametrize(
    ("name", "variable", "other"),
    [
        ("passphrase", "REDACTOR_PASSPHRASE", "another phrase of words"),
        ("environment", "REDACTOR_ROOT_KEY", "QkJC" * 10 + "QkI="),
        ("environment", "REDACTOR_ROOT_KEY", "short"),
        ("kms-file", "REDACTOR_KMS_FILE", "/nowhere/kms.json"),
        ("kms-file", "REDACTOR_KMS_FILE", ""),
    ],
)
def test_other_means_do_not_open(name: str, variable: str, other: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another phrase, another key, no service: an error with a hint, and never another key."""
    entry = custody.load(name).wrap(b"k" * 32, CONTEXT)
    monkeypatch.setenv(variable, other)

    with pytest.raises(KeyStoreError) as caught:
        custody.load(name).unwrap(entry, CONTEXT)

    assert caught.value.hint
    assert not other or other not in str(caught.value) or name == "kms-file"


def test_another_keyring_does_not_open() -> None:
    """The key of one keyring is not in another one's."""
    import keyring
    from keyring.backends import fail

    entry = custody.load("keyring").wrap(b"k" * 32, CONTEXT)
    own = keyring.get_keyring()
    own.kept.clear()  # type: ignore[attr-defined]
    with pytest.raises(KeyStoreError, match="no key"):
        custody.load("keyring").unwrap(entry, CONTEXT)
    keyring.set_keyring(fail.Keyring())
    with pytest.raises(KeyStoreError, match="cannot be used"):
        custody.load("keyring").unwrap(entry, CONTEXT)


def test_a_descriptor_goes_before_the_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    """`…_FD` names a descriptor that is read to its end; the line end is not part of what it says."""
    entry = custody.load("passphrase").wrap(b"k" * 32, CONTEXT)
    read, write = os.pipe()
    os.write(write, PHRASE.encode() + b"\n")
    os.close(write)
    monkeypatch.setenv("REDACTOR_PASSPHRASE", "not this one at all")
    monkeypatch.setenv("REDACTOR_PASSPHRASE_FD", str(read))

    assert b"k" * 32 == custody.load("passphrase").unwrap(entry, CONTEXT)
    monkeypatch.setenv("REDACTOR_PASSPHRASE_FD", "99999")
    with pytest.raises(KeyStoreError, match="descriptor"):
        custody.load("passphrase").unwrap(entry, CONTEXT)
    os.close(read)


def test_a_short_passphrase_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fewer than twelve bytes protect nothing; without a terminal nobody is asked."""
    monkeypatch.setenv("REDACTOR_PASSPHRASE", "elevenchars")
    with pytest.raises(KeyStoreError, match="shorter"):
        passphrase.wrap(b"k" * 32, CONTEXT)
    monkeypatch.delenv("REDACTOR_PASSPHRASE")
    with pytest.raises(KeyStoreError, match="needs its passphrase"):
        passphrase.wrap(b"k" * 32, CONTEXT)


def test_absurd_parameters_are_refused() -> None:
    """A key file cannot make scrypt take all memory there is."""
    entry = passphrase.wrap(b"k" * 32, CONTEXT)
    with pytest.raises(KeyStoreError, match="absurd"):
        passphrase.unwrap({**entry, "n": 1 << 40}, CONTEXT)


def test_the_service_turns_its_key_and_keeps_the_earlier_ones(tmp_path: Path) -> None:
    """What an earlier key of the service wrapped still opens; what a removed one wrapped does not."""
    path = tmp_path / "kms.json"
    entry = kms_file.wrap(b"k" * 32, CONTEXT)
    kms_file.turn(path)
    later = kms_file.wrap(b"k" * 32, CONTEXT)

    assert entry["id"] != later["id"]
    assert b"k" * 32 == kms_file.unwrap(entry, CONTEXT) == kms_file.unwrap(later, CONTEXT)
    data = json.loads(path.read_bytes())
    del data["keys"][entry["id"]]
    path.write_text(json.dumps(data))
    with pytest.raises(KeyStoreError, match="no such key"):
        kms_file.unwrap(entry, CONTEXT)
    assert 0o600 == path.stat().st_mode & 0o777


@pytest.mark.parametrize("name", NAMES)
def test_a_store_under_each_custody(name: str, tmp_path: Path) -> None:
    """Secrets are the same in every process that has the means; the root key is nowhere in the file."""
    path = tmp_path / "keys.json"
    store = KeyStore.open(path, custody=name)
    made = store.secret("acme", "T-1")
    raw = path.read_bytes()

    assert made == KeyStore.open(path).secret("acme", "T-1")
    assert name == key_care.custody_of(store)
    assert store._root not in raw and json.dumps(store._root.hex()).encode() not in raw
    assert isinstance(json.loads(raw)["root"], dict)


# RFC 7914, section 12.
SCRYPT = [
    ("", "", 16, 1, 1,
     "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906"),
    ("password", "NaCl", 1024, 8, 16,
     "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640"),
    ("pleaseletmein", "SodiumChloride", 16384, 8, 1,
     "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887"),
]  # fmt: skip


@pytest.mark.parametrize(("phrase", "salt", "n", "r", "p", "expected"), SCRYPT)
def test_scrypt_gives_the_published_vectors(phrase: str, salt: str, n: int, r: int, p: int, expected: str) -> None:
    """scrypt is the one of RFC 7914."""
    assert expected == passphrase.scrypt(phrase.encode(), salt.encode(), n, r, p, 64).hex()


# The Galois/Counter Mode of Operation (McGrew, Viega), appendix B, test cases 13, 14 and 16: AES-256, 96-bit nonces.
GCM = [
    ("00" * 32, "00" * 12, "", "", "530f8afbc74536b9a963b4f1c4cb738b"),
    ("00" * 32, "00" * 12, "00" * 16, "", "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919"),
    ("feffe9928665731c6d6a8f9467308308" * 2, "cafebabefacedbaddecaf888",
     "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
     "feedfacedeadbeeffeedfacedeadbeefabaddad2",
     "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
     "76fc6ece0f4e1768cddf8853bb2d551b"),
]  # fmt: skip


@pytest.mark.parametrize(("key", "nonce", "plain", "bound", "expected"), GCM)
def test_the_cipher_gives_the_published_vectors(key: str, nonce: str, plain: str, bound: str, expected: str) -> None:
    """What wraps and seals is AES-256-GCM with the tag behind the text."""
    key_, nonce_, plain_, bound_ = (bytes.fromhex(text) for text in (key, nonce, plain, bound))

    assert expected == AESGCM(key_).encrypt(nonce_, plain_, bound_).hex()
