"""A key under a key: AES-256-GCM, in the JSON of a key file."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from redactor import _keyfile
from redactor.errors import KeyStoreError

_NONCE = 12


def seal(under: bytes, key: bytes, context: bytes) -> dict[str, str]:
    """`key` wrapped under the 32-byte key `under`, bound to `context`."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(_NONCE)
    return {"nonce": _keyfile.text(nonce), "wrapped": _keyfile.text(AESGCM(under).encrypt(nonce, key, context))}


def unseal(under: bytes, entry: Mapping[str, Any], context: bytes, hint: str) -> bytes:
    """What `seal` wrapped; raises `KeyStoreError` with the hint where `under` is another key."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(under).decrypt(_keyfile.raw(entry["nonce"]), _keyfile.raw(entry["wrapped"]), context)
    except (InvalidTag, KeyError, TypeError, ValueError):
        raise KeyStoreError("the root key does not open", hint) from None
