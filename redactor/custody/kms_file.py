"""A key management service in a file: what a real one does, for one machine and for tests.

    {"schema": "redactor-kms/1", "current": ID, "keys": {ID: base64}}

`REDACTOR_KMS_FILE` names it; it is made on first use, 0600, and belongs on another disk than the key store.  A new
current key may be put in at any time: what an earlier one wrapped still opens.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from redactor import _keyfile
from redactor.custody._sealed import seal, unseal
from redactor.errors import KeyStoreError

NAME = "kms-file"
DOC = "a key management service in the file REDACTOR_KMS_FILE"
VARIABLE = "REDACTOR_KMS_FILE"
SCHEMA = "redactor-kms/1"


def wrap(key: bytes, context: bytes) -> dict[str, Any]:
    """`key` under the service's current key."""
    data = _service(create=True)
    current = str(data["current"])
    return {"id": current, **seal(_key(data, current), key, context)}


def unwrap(entry: Mapping[str, Any], context: bytes) -> bytes:
    """The key; raises `KeyStoreError` where the service no longer has the one that wrapped it."""
    data = _service(create=False)
    return unseal(_key(data, str(entry["id"])), entry, context, f"check {VARIABLE}")


def turn(path: Path) -> None:
    """Make a new current key; the earlier ones stay."""
    with _keyfile.locked(path):
        data = _keyfile.read(path)
        _keyfile.replace(path, _with_new(data))


def _service(*, create: bool) -> dict[str, Any]:
    name = os.environ.get(VARIABLE)
    if not name:
        raise KeyStoreError(f"the key store needs {VARIABLE}", "set it to the file of the key management service")
    path = Path(name)
    try:
        with _keyfile.locked(path):
            if create and not path.exists():
                _keyfile.replace(path, _with_new({"schema": SCHEMA, "keys": {}}))
            data = _keyfile.read(path)
    except OSError as error:
        raise KeyStoreError(f"{VARIABLE} cannot be used ({type(error).__name__})", "check its path") from None
    if data.get("schema") != SCHEMA or not isinstance(data.get("keys"), dict):
        raise KeyStoreError(f"{VARIABLE} is damaged or no such service", "restore it from a backup")
    return data


def _with_new(data: dict[str, Any]) -> dict[str, Any]:
    name = secrets.token_hex(8)
    return {**data, "current": name, "keys": {**data["keys"], name: _keyfile.text(secrets.token_bytes(32))}}


def _key(data: dict[str, Any], name: str) -> bytes:
    if name not in data["keys"]:
        raise KeyStoreError("the key management service has no such key", f"check {VARIABLE}")
    return _keyfile.raw(data["keys"][name])
