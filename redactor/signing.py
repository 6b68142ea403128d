"""Who signs receipts and certificates: one Ed25519 key in a private file beside the key store.

KEYSTORE.signing.pem        PKCS #8, 0600, made on first use; `redactor receipt key` prints the public half.

Losing it loses nothing but the power to sign under the same name: receipts stay valid for whoever kept the public key.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from redactor.errors import KeyStoreError, UsageError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

SUFFIX = ".signing.pem"
ENVIRONMENT = "REDACTOR_SIGNING_KEY"
"""Names the signing key's file where the key store's folder cannot be written."""


class Signer:
    """A private key that signs and is never shown; `public` is the raw public key."""

    __slots__ = ("_key", "created", "path", "public")

    def __init__(self, path: Path, pem: bytes, *, created: bool) -> None:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
        from cryptography.hazmat.primitives.serialization import load_pem_private_key

        try:
            key = load_pem_private_key(pem, None)
        except (TypeError, ValueError):
            key = None
        if not isinstance(key, Ed25519PrivateKey):
            raise KeyStoreError(f"signing key {path} is damaged", "restore it, or move it away for a new one")
        self.path, self.created = path, created
        self._key = key
        self.public = key.public_key().public_bytes_raw()

    def __repr__(self) -> str:
        return f"Signer({str(self.path)!r})"

    @classmethod
    def open(cls, path: Path, *, create: bool = True) -> Signer:
        """The key in that file, made where there is none; processes that start together get the same one."""
        try:
            made = create and not path.exists() and _make(path)
            return cls(path, _read(path), created=made)
        except FileNotFoundError:
            raise KeyStoreError(f"there is no signing key {path}", "a run makes one, or name --public-key") from None
        except OSError as error:
            raise KeyStoreError(f"signing key {path} cannot be used ({type(error).__name__})", "check it") from None

    @property
    def key_id(self) -> str:
        """What the public key is called."""
        return key_id(self.public)

    def sign(self, message: bytes) -> bytes:
        """The signature of a message, 64 bytes."""
        return self._key.sign(message)

    def digest(self, label: str, words: tuple[str, ...]) -> str:
        """What a set of words is called without telling them: keyed, so that nobody else can try words; empty for none."""
        if not words:
            return ""
        key = hashlib.blake2b(self._key.private_bytes_raw(), person=b"redactor-words").digest()
        text = "\0".join([label, *sorted({word.casefold() for word in words})])
        return hashlib.blake2b(text.encode(errors="surrogatepass"), key=key, digest_size=16).hexdigest()


def beside(key_store: Path) -> Path:
    """Where the signing key of a key store is: `REDACTOR_SIGNING_KEY`, else in the same folder."""
    if os.environ.get(ENVIRONMENT):
        return Path(os.environ[ENVIRONMENT])
    path = key_store.resolve()
    return path.with_name(path.name + SUFFIX)


def key_id(public: bytes) -> str:
    """What a public key is called: the beginning of its SHA-256."""
    return hashlib.sha256(public).hexdigest()[:16]


def trusted(*public: bytes) -> dict[str, bytes]:
    """Public keys by what they are called."""
    return {key_id(key): key for key in public}


def public_pem(public: bytes) -> bytes:
    """The public key as others read it."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    key = Ed25519PublicKey.from_public_bytes(public)
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def read_public(path: Path) -> bytes:
    """The raw public key in a PEM file; raises `UsageError`."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    try:
        key = load_pem_public_key(path.read_bytes())
    except OSError as error:
        raise UsageError(f"public key {path} cannot be read ({type(error).__name__})", "check --public-key") from None
    except ValueError:
        key = None
    if not isinstance(key, Ed25519PublicKey):
        raise UsageError(f"{path} is not an Ed25519 public key in PEM", "`redactor receipt key` prints one")
    return key.public_bytes_raw()


def _make(path: Path) -> bool:
    """Write a new key, whole and private, unless another process was faster; tells whether it was this one."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(_pem(_generate()))
            file.flush()
            os.fsync(file.fileno())
        path.hardlink_to(draft)
        return True
    except FileExistsError:
        return False
    finally:
        draft.unlink(missing_ok=True)


def _generate() -> Ed25519PrivateKey:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.generate()


def _pem(key: Ed25519PrivateKey) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _read(path: Path) -> bytes:
    """The content of a key file that only its owner can read."""
    with path.open("rb") as file:
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode):
            raise KeyStoreError(f"signing key {path} is not a regular file", "check --key-file")
        if found.st_mode & 0o077:
            raise KeyStoreError(f"signing key {path} can be read by others", f"chmod 600 {path}")
        return file.read()
