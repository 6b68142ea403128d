"""The key store: one private file that holds what makes pseudonyms pseudonyms.

    root key ─AES-256-GCM─► secret of a tenant            random, 32 bytes each, made on first use and never again;
             └────────────► secret of a case of a tenant  bound to tenant, case, scheme and generation
                               └─HKDF-SHA256─► one key per purpose (`derive`)

A secret is random and not derived from the root, so that removing it from the file ends it for ever.  The file is JSON:

    {"schema": "redactor-keys/1", "created": "…Z", "root": base64,
     "tenants": {TENANT: {"secret": SECRET, "cases": {CASE: SECRET}}}}      a tenant's own secret is made when asked for
    SECRET = {"scheme": 1, "generation": 1, "created": "…Z", "nonce": base64, "wrapped": base64}

It is replaced as a whole under an exclusive lock (`FILE.lock`), never edited: processes that start together agree.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import fcntl
import json
import os
import secrets
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from redactor.errors import KeyStoreError

SCHEMA = "redactor-keys/1"
SCHEME = 1
"""Number of the pseudonym scheme that new cases get; a case keeps the one it was made with."""
SIZE = 32
"""Bytes of the root key and of every secret."""
ENVIRONMENT = "REDACTOR_KEY_FILE"
_NONCE = 12
_RESTORE = "restore it from a backup; a new key gives other pseudonyms and cannot reverse the old ones"

Scope = Literal["case", "tenant"]


@dataclass(frozen=True, slots=True)
class CaseSecret:
    """What a case's pseudonyms are keyed with; `key_id` names it without telling anything about it."""

    secret: bytes = field(repr=False)
    scheme: int
    generation: int
    key_id: str


def default_path(environ: Mapping[str, str]) -> Path:
    """Where the key store is: `REDACTOR_KEY_FILE`, else the user's data directory."""
    if environ.get(ENVIRONMENT):
        return Path(environ[ENVIRONMENT])
    from platformdirs import user_data_path  # here: not needed where a file is named

    return user_data_path("redactor") / "keys.json"


def derive(secret: bytes, label: str) -> bytes:
    """The 32-byte key for one purpose; different labels give independent keys (HKDF-SHA256, RFC 5869, no salt)."""
    if len(secret) < SIZE:
        raise KeyStoreError("a secret is too short", f"it must have {SIZE} bytes")
    return hkdf(secret, b"", f"redactor/{label}".encode(), SIZE)


def hkdf(secret: bytes, salt: bytes, info: bytes, size: int) -> bytes:
    """HKDF-SHA256 as RFC 5869 has it; its appendix A is the test."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), size, salt or None, info).derive(secret)


class KeyStore:
    """The secrets of tenants and cases; never shows them, and has no state but its file and what it read of it."""

    __slots__ = ("_data", "_root", "created", "path")

    def __init__(self, path: Path, data: dict[str, Any], *, created: bool) -> None:
        self.path, self.created = path, created
        self._root = b""
        self._data: dict[str, Any] = {}
        self._adopt(data)

    def __repr__(self) -> str:
        return f"KeyStore({str(self.path)!r})"

    @classmethod
    def open(cls, path: Path, *, create: bool = True) -> KeyStore:
        """The key store in that file, made where there is none (`created` tells); raises `KeyStoreError`."""
        try:
            path = path.resolve()
            if path.exists():
                return cls(path, _read(path), created=False)
            if not create:
                raise KeyStoreError(f"there is no key store {path}", "check --key-file")
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with _locked(path):
                if path.exists():
                    return cls(path, _read(path), created=False)
                data = {"schema": SCHEMA, "created": _now(), "root": _text(secrets.token_bytes(SIZE)), "tenants": {}}
                _replace(path, data)
                return cls(path, data, created=True)
        except OSError as error:
            raise KeyStoreError(f"key store {path} cannot be used ({type(error).__name__})", "check its path") from None

    def secret(self, tenant: str, case: str, scope: Scope = "case") -> CaseSecret:
        """The secret of a case, or of its whole tenant; random on first use, the same ever after, in every process."""
        name = case if scope == "case" else None
        entry = self._entry(tenant, name)
        if entry is None:
            try:
                with _locked(self.path):
                    entry = self._add(tenant, name)
            except OSError as error:
                problem = f"key store {self.path} cannot be written ({type(error).__name__})"
                raise KeyStoreError(problem, "it needs room for the secret of a new case") from None
        return self._unwrap(tenant, name, entry)

    def _entry(self, tenant: str, case: str | None) -> dict[str, Any] | None:
        """The wrapped secret of a case, or of the tenant itself, where the file has one."""
        owner = self._data["tenants"].get(tenant, {})
        found: dict[str, Any] | None = owner.get("secret") if case is None else owner.get("cases", {}).get(case)
        return found

    def _add(self, tenant: str, case: str | None) -> dict[str, Any]:
        """Make a secret, unless another process has made it meanwhile; the lock is held."""
        self._adopt(_read(self.path))
        entry = self._entry(tenant, case)
        if entry is not None:
            return entry
        nonce = secrets.token_bytes(_NONCE)
        entry = {"scheme": SCHEME, "generation": 1, "created": _now(), "nonce": _text(nonce)}
        wrapped = self._cipher().encrypt(nonce, secrets.token_bytes(SIZE), _bound_to(tenant, case, entry))
        entry["wrapped"] = _text(wrapped)
        owner = self._data["tenants"].setdefault(tenant, {"cases": {}})
        if case is None:
            owner["secret"] = entry
        else:
            owner["cases"][case] = entry
        _replace(self.path, self._data)
        return entry

    def _unwrap(self, tenant: str, case: str | None, entry: dict[str, Any]) -> CaseSecret:
        """Open a wrapped secret; whatever was moved, edited or damaged does not open."""
        from cryptography.exceptions import InvalidTag

        try:
            nonce, wrapped = _bytes(entry["nonce"]), _bytes(entry["wrapped"])
            secret = self._cipher().decrypt(nonce, wrapped, _bound_to(tenant, case, entry))
            scheme, generation = int(entry["scheme"]), int(entry["generation"])
        except (InvalidTag, KeyError, TypeError, ValueError):
            raise KeyStoreError(f"key store {self.path} is damaged: a secret does not open", _RESTORE) from None
        return CaseSecret(secret, scheme, generation, derive(secret, "key-id")[:8].hex())

    def _adopt(self, data: dict[str, Any]) -> None:
        """Take over what the file says, where it is whole and has the root key that is in use."""
        try:
            root, tenants = _bytes(data["root"]), data["tenants"]
        except (KeyError, TypeError, ValueError):
            raise KeyStoreError(f"key store {self.path} is damaged", _RESTORE) from None
        if data.get("schema") != SCHEMA or not _is_tree(tenants):
            raise KeyStoreError(f"key store {self.path} is damaged or of another version", _RESTORE)
        if len(root) != SIZE:
            raise KeyStoreError(f"key store {self.path}: the root key has {len(root)} of {SIZE} bytes", _RESTORE)
        if self._root and self._root != root:
            raise KeyStoreError(f"key store {self.path} was exchanged while in use", "run again")
        self._root, self._data = root, data

    def _cipher(self) -> Any:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        return AESGCM(self._root)


def _is_tree(tenants: object) -> bool:
    """True where `tenants` has the shape that the module docstring draws."""
    return isinstance(tenants, dict) and all(
        isinstance(owner, dict)
        and isinstance(owner.get("cases"), dict)
        and all(isinstance(entry, dict) for entry in (*owner["cases"].values(), owner.get("secret", {})))
        for owner in tenants.values()
    )


def _bound_to(tenant: str, case: str | None, entry: dict[str, Any]) -> bytes:
    """The associated data of a wrapped secret; a list, so that no two places are spelt alike."""
    return json.dumps([SCHEMA, tenant, case, entry["scheme"], entry["generation"]]).encode()


def _read(path: Path) -> dict[str, Any]:
    """The content of a key file that only its owner can read."""
    with path.open("rb") as file:
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode):
            raise KeyStoreError(f"key store {path} is not a regular file", "check --key-file")
        if found.st_mode & 0o077:
            raise KeyStoreError(f"key store {path} can be read by others", f"chmod 600 {path}")
        raw = file.read()
    try:
        data = json.loads(raw)
    except ValueError:
        raise KeyStoreError(f"key store {path} is damaged or too short", _RESTORE) from None
    if not isinstance(data, dict):
        raise KeyStoreError(f"key store {path} is damaged", _RESTORE)
    return data


def _replace(path: Path, data: dict[str, Any]) -> None:
    """Put `data` in place of the file, whole and on disk, or leave the file alone; the lock is held."""
    text = json.dumps(data, separators=(",", ":")).encode()
    # One fixed name: the lock is held, and what a killed process left there is overwritten.
    draft = path.with_name(f".{path.name}.new")
    draft.unlink(missing_ok=True)
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold the exclusive lock of a key file; the lock file stays, since removing it would race."""
    handle = os.open(path.with_name(f"{path.name}.lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


def _bytes(text: str) -> bytes:
    """The bytes behind base64; raises `ValueError` on anything else."""
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        raise ValueError("not base64") from None
