"""The file of a key store: private, replaced as a whole under a lock, never edited."""

from __future__ import annotations

import base64
import binascii
import contextlib
import fcntl
import json
import os
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from redactor.errors import KeyStoreError

RESTORE = "restore it from a backup; a new key gives other pseudonyms and cannot reverse the old ones"


def read(path: Path) -> dict[str, Any]:
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
        raise KeyStoreError(f"key store {path} is damaged or too short", RESTORE) from None
    if not isinstance(data, dict):
        raise KeyStoreError(f"key store {path} is damaged", RESTORE)
    return data


def replace(path: Path, data: dict[str, Any]) -> None:
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
def locked(path: Path) -> Iterator[None]:
    """Hold the exclusive lock of a file; the lock file stays, since removing it would race."""
    handle = os.open(path.with_name(f"{path.name}.lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def now() -> str:
    """The time, UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def text(raw: bytes) -> str:
    """Bytes as base64."""
    return base64.b64encode(raw).decode("ascii")


def raw(text: str) -> bytes:
    """The bytes behind base64; raises `ValueError` on anything else."""
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        raise ValueError("not base64") from None
