"""A key that the operating system's keyring keeps wraps the root key; needs the extra `keyring`."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from redactor import _keyfile
from redactor.custody._sealed import seal, unseal
from redactor.errors import KeyStoreError

NAME = "keyring"
DOC = "a key in the operating system's keyring (extra: keyring)"
SERVICE = "support-redactor"


def wrap(key: bytes, context: bytes) -> dict[str, Any]:
    """`key` under a new one, which goes into the keyring under a random name."""
    under, name = secrets.token_bytes(32), secrets.token_hex(8)
    ring = _ring()
    with _asking(ring):
        ring.set_password(SERVICE, name, _keyfile.text(under))
    return {"name": name, **seal(under, key, context)}


def unwrap(entry: Mapping[str, Any], context: bytes) -> bytes:
    """The key; raises `KeyStoreError` where the keyring has none of that name."""
    ring = _ring()
    with _asking(ring):
        found = ring.get_password(SERVICE, str(entry["name"]))
    if found is None:
        raise KeyStoreError("the keyring has no key for this key store", "use the keyring of whoever made it")
    return unseal(_keyfile.raw(found), entry, context, "the keyring's key is another one")


def _ring() -> Any:
    try:
        import keyring
    except ImportError:
        raise KeyStoreError("the keyring needs another package", "pip install support-redactor[keyring]") from None
    return keyring


class _asking:
    """Turns whatever a keyring raises into one error, without its message."""

    def __init__(self, ring: Any) -> None:
        self._error = ring.errors.KeyringError

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, self._error):
            problem = f"the keyring cannot be used ({type(error).__name__})"
            raise KeyStoreError(problem, "unlock it, or use another custody") from None
