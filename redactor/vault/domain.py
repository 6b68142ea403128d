"""One case as the vault sees it: an opaque name, and the keys that seal and look up.

secret of the case ─HKDF─► vault-seal    AES-256-GCM; bound to tenant, case, entity and place
                       └─► vault-index   keyed BLAKE2b (RFC 7693): names of the case, of pseudonyms, originals, files
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from redactor.errors import VaultError
from redactor.keys import CaseSecret, derive
from redactor.spellings import canonical, fold

SCHEMA = "redactor-vault/1"
NAME = 16
"""Bytes of a keyed name."""
_NONCE = 12


@dataclass(slots=True)
class Domain:
    """A pseudonymisation domain (EDPB Guidelines 01/2025) under one secret; may be sent to another process."""

    tenant: str
    case: str
    key_id: str
    _seal_key: bytes = field(repr=False)
    _index: bytes = field(repr=False)
    id: bytes = field(default=b"", repr=False)
    _cipher: Any = field(default=None, repr=False, compare=False)
    _bound: dict[str, bytes] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, tenant: str, case: str, secret: CaseSecret) -> Domain:
        """The domain of a case under one of its secrets."""
        # Cases of a tenant may share a secret; what they call an original must not be the same.
        own = json.dumps([tenant, case]).encode()
        index = blake2b(own, key=derive(secret.secret, "vault-index"), digest_size=32).digest()
        made = cls(tenant, case, secret.key_id, derive(secret.secret, "vault-seal"), index)
        made.id = made._name("domain", b"")
        return made

    def __getstate__(self) -> tuple[Any, ...]:
        return self.tenant, self.case, self.key_id, self._seal_key, self._index, self.id

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        self.tenant, self.case, self.key_id, self._seal_key, self._index, self.id = state
        self._cipher, self._bound = None, {}

    def pseudonym(self, entity: str, pseudonym: bytes) -> bytes:
        """The name of a pseudonym, to the byte."""
        return self._name(f"pseudonym {entity}", pseudonym)

    def original(self, entity: str, original: bytes) -> bytes:
        """The name of an original: the same in every spelling that `spellings.canonical` knows."""
        return self._name(f"original {entity}", canonical(entity, original))

    def file(self, sha256: str) -> bytes:
        """The name of a copy, by the hash of its bytes."""
        return self._name("file", sha256.encode())

    def version(self, name: str, sha256: str) -> bytes:
        """The name of the original that a copy was made of."""
        return self._name("version", json.dumps([name, sha256]).encode())

    def seal(self, kind: str, place: bytes, data: bytes) -> bytes:
        """`data`, which only this domain's key opens, and only as this kind (an entity) at this place."""
        nonce = os.urandom(_NONCE)
        sealed: bytes = nonce + self._aead().encrypt(nonce, data, self._bound_to(kind) + place)
        return sealed

    def open(self, kind: str, place: bytes, sealed: bytes) -> bytes:
        """What was sealed; raises `VaultError` for anything moved, edited or damaged."""
        from cryptography.exceptions import InvalidTag

        try:
            data: bytes = self._aead().decrypt(sealed[:_NONCE], sealed[_NONCE:], self._bound_to(kind) + place)
        except (InvalidTag, ValueError):
            raise VaultError("the vault is damaged: a row does not open", "restore it from a backup") from None
        return data

    def _aead(self) -> Any:
        if self._cipher is None:
            from cryptography.hazmat.primitives.ciphers.aead import AESGCM

            self._cipher = AESGCM(self._seal_key)
        return self._cipher

    def _bound_to(self, kind: str) -> bytes:
        found = self._bound.get(kind)
        if found is None:
            text = json.dumps([SCHEMA, self.tenant, self.case, kind]).encode()
            found = self._bound[kind] = len(text).to_bytes(4, "big") + text
        return found

    def _name(self, kind: str, data: bytes) -> bytes:
        return blake2b(kind.encode() + b"\0" + data, key=self._index, digest_size=NAME).digest()


def pack(pseudonym: bytes, original: bytes) -> bytes:
    """A pair as the bytes that are sealed."""
    return len(pseudonym).to_bytes(4, "big") + pseudonym + original


def unpack(data: bytes) -> tuple[bytes, bytes]:
    """The pair."""
    size = int.from_bytes(data[:4], "big")
    return data[4 : 4 + size], data[4 + size :]


def same(entity: str, one: bytes, other: bytes) -> bool:
    """True where two values are spellings of one."""
    return fold(one) == fold(other) or canonical(entity, one) == canonical(entity, other)
