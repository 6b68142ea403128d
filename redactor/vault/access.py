"""The access log: who turned what back, when and why; append-only, each line chained to the one before it.

    {"n": 1, "when": "…Z", "who": "ann", "role": "support", "what": "restore", "why": "…", "tenant": …, "case": …,
     "types": {"HOSTNAME": 3}, "left": 0, "result": "done", "before": SHA-256 of the line before (64 zeros for the first)}

It has types and counts, never values.  An entry is on disk before what it speaks of is given out.  The chain shows
whatever was changed, taken out or put in; whether lines at its end were cut off is told by a head that was noted
elsewhere (`redactor vault log verify --head`).
"""

from __future__ import annotations

import hashlib
import json
import os
import pwd
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from redactor import _keyfile
from redactor.errors import VaultError

ENVIRONMENT = "REDACTOR_ACCESS_LOG"
FILE = "access-log.jsonl"
START = "0" * 64


@dataclass(frozen=True, slots=True)
class Access:
    """One use, or one attempt."""

    what: str
    why: str
    tenant: str
    case: str = ""
    role: str = ""
    types: Mapping[str, int] = field(default_factory=dict)
    left: int = 0
    result: str = "done"


@dataclass(frozen=True, slots=True)
class Chain:
    """A log that is whole: how many entries, and the hash of its last line."""

    entries: int
    head: str


def place(environ: Mapping[str, str], key_store: Path) -> Path:
    """Where the log is: `REDACTOR_ACCESS_LOG`, else beside the key store."""
    return Path(environ[ENVIRONMENT]) if environ.get(ENVIRONMENT) else key_store.with_name(FILE)


def who() -> str:
    """The account that this process runs as, by the system's own table and not by the environment."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return str(os.getuid())


def append(path: Path, access: Access) -> Chain:
    """Put an entry at the end, on disk; raises `VaultError` where it cannot be, or where the log's end is not whole."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _keyfile.locked(path):
            handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
            try:
                return _append(handle, path, access)
            finally:
                os.close(handle)
    except OSError as error:
        problem = f"the access log {path} cannot be written ({type(error).__name__})"
        raise VaultError(problem, "nothing is given out without an entry; make room for it") from None


def _append(handle: int, path: Path, access: Access) -> Chain:
    found = os.fstat(handle)
    if found.st_mode & 0o077 or not stat.S_ISREG(found.st_mode):
        raise VaultError(f"the access log {path} can be read by others, or is no file", f"chmod 600 {path}")
    last = _last(handle, found.st_size, path)
    number, before = (json.loads(last)["n"], _hash(last)) if last else (0, START)
    entry = {
        "n": number + 1,
        "when": _keyfile.now(),
        "who": who(),
        "role": access.role,
        "what": access.what,
        "why": access.why,
        "tenant": access.tenant,
        "case": access.case,
        "types": dict(sorted(access.types.items())),
        "left": access.left,
        "result": access.result,
        "before": before,
    }
    line = json.dumps(entry, ensure_ascii=True, separators=(",", ":")).encode()
    data = line + b"\n"
    try:
        if os.write(handle, data) != len(data):
            raise OSError
        os.fsync(handle)
    except OSError:
        os.ftruncate(handle, found.st_size)
        raise
    return Chain(number + 1, _hash(line))


def _last(handle: int, size: int, path: Path) -> bytes:
    """The last line, without its end; empty where there is none."""
    if size == 0:
        return b""
    tail = os.pread(handle, min(size, 1 << 16), max(0, size - (1 << 16)))
    lines = tail.split(b"\n")
    if lines[-1] != b"" or not _is_entry(lines[-2]):
        raise VaultError(f"the access log {path} is damaged at its end", "see redactor vault log verify")
    return lines[-2]


def verify(path: Path, head: str = "") -> Chain:
    """The chain, where it is whole and `head` (if given) is one of its lines; raises `VaultError` with the first fault."""
    if not path.exists():
        raise VaultError(f"there is no access log {path}", "nothing was turned back yet, or it was removed")
    before, number, seen = START, 0, not head
    with path.open("rb") as file:
        for line in file:
            entry = _entry(line)
            if entry is None or not line.endswith(b"\n") or entry["before"] != before or entry["n"] != number + 1:
                raise VaultError(f"the access log is broken at line {number + 1}", "an entry was changed or removed")
            number, before = number + 1, _hash(line[:-1])
            seen = seen or before == head
    if not seen:
        raise VaultError("the access log does not have the entry with that head", "entries at its end were removed")
    return Chain(number, before)


def _is_entry(line: bytes) -> bool:
    return _entry(line) is not None


def _entry(line: bytes) -> dict[str, Any] | None:
    try:
        entry = json.loads(line)
    except ValueError:
        return None
    return entry if isinstance(entry, dict) and isinstance(entry.get("n"), int) and "before" in entry else None


def _hash(line: bytes) -> str:
    return hashlib.sha256(line).hexdigest()
