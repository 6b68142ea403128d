"""A key from the environment or a descriptor, as a secret store of an orchestrator gives it, wraps the root key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from redactor import _keyfile
from redactor.custody import given
from redactor.custody._sealed import seal, unseal
from redactor.errors import KeyStoreError

NAME = "environment"
DOC = "a key in REDACTOR_ROOT_KEY or at descriptor REDACTOR_ROOT_KEY_FD (32 bytes in base64)"
VARIABLE = "REDACTOR_ROOT_KEY"


def wrap(key: bytes, context: bytes) -> dict[str, Any]:
    """`key` under the given one."""
    return dict(seal(_under(), key, context))


def unwrap(entry: Mapping[str, Any], context: bytes) -> bytes:
    """The key; raises `KeyStoreError` where the given one is another."""
    return unseal(_under(), entry, context, f"check {VARIABLE}")


def _under() -> bytes:
    found = given(VARIABLE)
    if found is None:
        raise KeyStoreError(f"the key store needs {VARIABLE}", f"set it, or {VARIABLE}_FD to a descriptor")
    try:
        key = _keyfile.raw(found.decode("ascii"))
    except ValueError:
        key = b""
    if len(key) != 32:
        raise KeyStoreError(f"{VARIABLE} is not 32 bytes in base64", "make one: head -c 32 /dev/urandom | base64")
    return key
