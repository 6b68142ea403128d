"""The key store: one private file that holds what makes pseudonyms pseudonyms.

    root key ─AES-256-GCM─► secret of a tenant            random, 32 bytes each, made on first use and never again;
             └────────────► secret of a case of a tenant  bound to tenant, case, scheme and generation
                               └─HKDF-SHA256─► one key per purpose (`derive`)

A secret is random and not derived from the root, so that removing it from the file ends it for ever.  The file is JSON:

    {"schema": "redactor-keys/1", "created": "…Z", "root": ROOT, "exports": [{"when": …, "to": …}],
     "tenants": {TENANT: {"secret": SECRET, "earlier": [SECRET], "members": {CASE: generation}, "cases": {CASE: SECRET},
                          "destroyed": {CASE or "": {"when": …, "generation": 1, "key_ids": […]}}}}}
    SECRET = {"scheme": 1, "generation": 1, "created": "…Z", "nonce": base64, "wrapped": base64}
    ROOT = base64, or {"custody": NAME, …}: wrapped by a plug-in of `redactor.custody`

A tenant's own secret is made when a case asks for it (`--scope tenant`); `members` are those cases, each with the
generation of it that it keeps.  The file is replaced as a whole under an exclusive lock (`FILE.lock`), never edited:
processes that start together agree.  What is done to it besides (rotate, export, destroy) is in `redactor.key_care`.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from redactor import _keyfile
from redactor._keyfile import RESTORE
from redactor.errors import KeyStoreError

SCHEMA = "redactor-keys/1"
SCHEME = 1
"""Number of the pseudonym scheme that new cases get; a case keeps the one it was made with."""
SIZE = 32
"""Bytes of the root key and of every secret."""
ENVIRONMENT = "REDACTOR_KEY_FILE"
NONCE = 12
CONTEXT = b"redactor root key"
"""What a custody binds the wrapped root key to."""

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

    __slots__ = ("_root", "created", "data", "path")

    def __init__(self, path: Path, data: dict[str, Any], *, created: bool) -> None:
        self.path, self.created = path, created
        self._root = b""
        self.data: dict[str, Any] = {}
        self._adopt(data)

    def __repr__(self) -> str:
        return f"KeyStore({str(self.path)!r})"

    @classmethod
    def open(cls, path: Path, *, create: bool = True, custody: str = "none") -> KeyStore:
        """The key store in that file, made where there is none (`created` tells); raises `KeyStoreError`.

        `custody` says how a new store's root key is kept.
        """
        try:
            path = path.resolve()
            if path.exists():
                return cls(path, _keyfile.read(path), created=False)
            if not create:
                raise KeyStoreError(f"there is no key store {path}", "check --key-file")
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with _keyfile.locked(path):
                if path.exists():
                    return cls(path, _keyfile.read(path), created=False)
                root = wrapped_root(secrets.token_bytes(SIZE), custody)
                data = {"schema": SCHEMA, "created": _keyfile.now(), "root": root, "tenants": {}}
                _keyfile.replace(path, data)
                return cls(path, data, created=True)
        except OSError as error:
            raise KeyStoreError(f"key store {path} cannot be used ({type(error).__name__})", "check its path") from None

    def secret(self, tenant: str, case: str, scope: Scope = "case") -> CaseSecret:
        """The secret of a case, or of its whole tenant; random on first use, the same ever after, in every process."""
        if scope == "tenant":
            return self._shared(tenant, case)
        entry = self._entry(tenant, case)
        if entry is None:
            entry = self.change(lambda: self._add(tenant, case))
        return self._unwrap(tenant, case, entry)

    def known(self, tenant: str, case: str) -> list[CaseSecret]:
        """Every secret that there is of a case, its own first; none is made."""
        entry = self._entry(tenant, case)
        found = [] if entry is None else [self._unwrap(tenant, case, entry)]
        if case in self._owner(tenant).get("members", {}):
            found += [self._unwrap(tenant, None, entry) for entry in self._generations(tenant)]
        return found

    def cases(self, tenant: str) -> list[str]:
        """The names of a tenant's cases that have a secret."""
        owner = self._owner(tenant)
        return sorted({*owner.get("cases", {}), *owner.get("members", {})})

    def tenants(self) -> list[str]:
        """The names of all tenants."""
        return sorted(self.data["tenants"])

    def change(self, make: Callable[[], Any]) -> Any:
        """Let `make` change `data` as it now is on disk, and put it there; all or nothing, one process at a time."""
        try:
            with _keyfile.locked(self.path):
                self._adopt(_keyfile.read(self.path))
                before, root = json.dumps(self.data), self._root
                try:
                    made = make()
                    if json.dumps(self.data) != before:
                        _keyfile.replace(self.path, self.data)
                except BaseException:
                    self.data, self._root = json.loads(before), root
                    raise
                return made
        except OSError as error:
            problem = f"key store {self.path} cannot be written ({type(error).__name__})"
            raise KeyStoreError(problem, "it needs room, and a folder that can be written") from None

    def fresh(self, tenant: str, case: str | None, generation: int) -> dict[str, Any]:
        """A new random secret, wrapped."""
        entry = {"scheme": SCHEME, "generation": generation, "created": _keyfile.now()}
        return self.wrap(tenant, case, entry, secrets.token_bytes(SIZE))

    def wrap(self, tenant: str, case: str | None, entry: dict[str, Any], secret: bytes) -> dict[str, Any]:
        """`entry` with `secret` wrapped under the root key in use."""
        nonce = secrets.token_bytes(NONCE)
        wrapped = _cipher(self._root).encrypt(nonce, secret, _bound_to(tenant, case, entry))
        return {**entry, "nonce": _keyfile.text(nonce), "wrapped": _keyfile.text(wrapped)}

    def all_secrets(self) -> Iterator[tuple[str, str | None, dict[str, Any], CaseSecret]]:
        """(tenant, case or None, its entry, its secret) of whatever is in the store."""
        for tenant, owner in self.data["tenants"].items():
            for entry in self._generations(tenant):
                yield tenant, None, entry, self._unwrap(tenant, None, entry)
            for case, entry in owner.get("cases", {}).items():
                yield tenant, case, entry, self._unwrap(tenant, case, entry)

    def turn(self, root: bytes) -> None:
        """Use another root key from now on; whoever calls this wraps everything anew and runs inside of `change`."""
        self._root = root

    def with_root(self, root: bytes) -> KeyStore:
        """This store's content under another root key, in memory; wrapped entries stay as they are."""
        other = KeyStore.__new__(KeyStore)
        other.path, other.created, other._root, other.data = self.path, False, root, self.data
        return other

    def _owner(self, tenant: str) -> dict[str, Any]:
        owner: dict[str, Any] = self.data["tenants"].get(tenant, {})
        return owner

    def _entry(self, tenant: str, case: str) -> dict[str, Any] | None:
        """The wrapped secret of a case, where the file has one."""
        found: dict[str, Any] | None = self._owner(tenant).get("cases", {}).get(case)
        return found

    def _generations(self, tenant: str) -> list[dict[str, Any]]:
        """The tenant's own secrets, the one in use first."""
        owner = self._owner(tenant)
        return [*([owner["secret"]] if "secret" in owner else []), *owner.get("earlier", [])]

    def _shared(self, tenant: str, case: str) -> CaseSecret:
        """The tenant's secret, of the generation that the case keeps; the case becomes a member."""
        generation = self._owner(tenant).get("members", {}).get(case)
        if generation is None:
            generation = self.change(lambda: self._join(tenant, case))
        for entry in self._generations(tenant):
            if entry["generation"] == generation:
                return self._unwrap(tenant, None, entry)
        raise KeyStoreError(f"key store {self.path} is damaged: a generation is missing", RESTORE)

    def _join(self, tenant: str, case: str) -> int:
        owner = self.data["tenants"].setdefault(tenant, {"cases": {}})
        if "secret" not in owner:
            owner["secret"] = self.fresh(tenant, None, self._next(owner, ""))
        generation: int = owner.setdefault("members", {}).setdefault(case, owner["secret"]["generation"])
        return generation

    def _add(self, tenant: str, case: str) -> dict[str, Any]:
        """Make a secret, unless another process has made it meanwhile; the lock is held."""
        owner = self.data["tenants"].setdefault(tenant, {"cases": {}})
        if case not in owner["cases"]:
            owner["cases"][case] = self.fresh(tenant, case, self._next(owner, case))
        entry: dict[str, Any] = owner["cases"][case]
        return entry

    @staticmethod
    def _next(owner: dict[str, Any], case: str) -> int:
        """One more than the generation that was destroyed, so that the two are never taken for one another."""
        ended: dict[str, int] = owner.get("destroyed", {}).get(case, {})
        return ended.get("generation", 0) + 1

    def _unwrap(self, tenant: str, case: str | None, entry: dict[str, Any]) -> CaseSecret:
        """Open a wrapped secret; whatever was moved, edited or damaged does not open."""
        from cryptography.exceptions import InvalidTag

        try:
            nonce, wrapped = _keyfile.raw(entry["nonce"]), _keyfile.raw(entry["wrapped"])
            secret = _cipher(self._root).decrypt(nonce, wrapped, _bound_to(tenant, case, entry))
            scheme, generation = int(entry["scheme"]), int(entry["generation"])
        except (InvalidTag, KeyError, TypeError, ValueError):
            raise KeyStoreError(f"key store {self.path} is damaged: a secret does not open", RESTORE) from None
        return CaseSecret(secret, scheme, generation, derive(secret, "key-id")[:8].hex())

    def _adopt(self, data: dict[str, Any]) -> None:
        """Take over what the file says, where it is whole and has the root key that is in use."""
        try:
            same = bool(self.data) and data["root"] == self.data["root"]
            root, tenants = self._root if same else _unwrapped_root(data["root"]), data["tenants"]
        except (KeyError, TypeError, ValueError):
            raise KeyStoreError(f"key store {self.path} is damaged", RESTORE) from None
        if data.get("schema") != SCHEMA or not _is_tree(tenants):
            raise KeyStoreError(f"key store {self.path} is damaged or of another version", RESTORE)
        if len(root) != SIZE:
            raise KeyStoreError(f"key store {self.path}: the root key has {len(root)} of {SIZE} bytes", RESTORE)
        if self._root and self._root != root:
            raise KeyStoreError(f"key store {self.path} was exchanged while in use", "run again")
        self._root, self.data = root, data


def wrapped_root(root: bytes, custody: str) -> Any:
    """A root key as the file has it: in base64, or wrapped by a custody."""
    if custody == "none":
        return _keyfile.text(root)
    from redactor import custody as custodies

    return {"custody": custody, **custodies.load(custody).wrap(root, CONTEXT)}


def _unwrapped_root(entry: Any) -> bytes:
    if isinstance(entry, str):
        return _keyfile.raw(entry)
    from redactor import custody as custodies

    return custodies.load(entry["custody"]).unwrap(entry, CONTEXT)


def _cipher(root: bytes) -> Any:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(root)


def _is_tree(tenants: object) -> bool:
    """True where `tenants` has the shape that the module docstring draws."""
    return isinstance(tenants, dict) and all(
        isinstance(owner, dict)
        and isinstance(owner.get("cases"), dict)
        and all(isinstance(owner.get(name, {}), dict) for name in ("secret", "members", "destroyed"))
        and isinstance(owner.get("earlier", []), list)
        and all(isinstance(entry, dict) for entry in (*owner["cases"].values(), *owner.get("earlier", [])))
        for owner in tenants.values()
    )


def _bound_to(tenant: str, case: str | None, entry: dict[str, Any]) -> bytes:
    """The associated data of a wrapped secret; a list, so that no two places are spelt alike."""
    return json.dumps([SCHEMA, tenant, case, entry["scheme"], entry["generation"]]).encode()
