"""The compiled hyperscan database: private, cached between processes, made anew on any doubt.

A serialised database is code-like input, so the cache directory is the user's own and 0700, the file's name is the
digest of everything that goes into it, and its content carries a digest of itself.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import platform
import stat
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

_DIGEST = 32


def database(
    expressions: Sequence[bytes], ids: Sequence[int], ignore_case: Sequence[bool], *, cache: bool = True
) -> Any:
    """A hyperscan block-mode database of the expressions, each reporting its id at every end of a match.

    `cache=False` for expressions that hold a customer's values: those never touch the disk.
    """
    import hyperscan

    parts = (hyperscan.__version__, platform.machine(), expressions, ids, ignore_case)
    key = hashlib.blake2b(repr(parts).encode(), digest_size=16).hexdigest()
    cached = _load(key) if cache else None
    if cached is not None:
        return cached
    flags = [
        hyperscan.HS_FLAG_MULTILINE | (hyperscan.HS_FLAG_CASELESS if caseless else 0) for caseless in ignore_case
    ]
    made = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    made.compile(expressions=list(expressions), ids=list(ids), elements=len(expressions), flags=flags)
    if cache:
        _save(key, hyperscan.dumpb(made))
    return made


def _directory() -> Path | None:
    """The cache directory, if it is ours alone; `None` where there can be none."""
    import platformdirs

    path = Path(os.environ.get("REDACTOR_CACHE_DIR") or platformdirs.user_cache_dir("redactor"))
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = path.stat()
    except OSError:
        return None
    if status.st_uid != os.getuid() or stat.S_IMODE(status.st_mode) & 0o077:
        return None
    return path


def _load(key: str) -> Any:
    """The cached database, or None where it is missing, foreign or damaged."""
    import hyperscan

    directory = _directory()
    if directory is None:
        return None
    try:
        content = (directory / f"{key}.hsdb").read_bytes()
    except OSError:
        return None
    digest, serialised = content[:_DIGEST], content[_DIGEST:]
    if hashlib.blake2b(serialised, digest_size=_DIGEST).digest() != digest:
        return None
    try:
        loaded = hyperscan.loadb(serialised, hyperscan.HS_MODE_BLOCK)
        loaded.scratch = hyperscan.Scratch(loaded)
    except hyperscan.error:
        return None
    return loaded


def _save(key: str, serialised: bytes) -> None:
    """Keep a database for the next process; a cache that cannot be written is no failure."""
    directory = _directory()
    if directory is None:
        return
    with contextlib.suppress(OSError):
        handle, name = tempfile.mkstemp(dir=directory)
        with os.fdopen(handle, "wb") as file:
            file.write(hashlib.blake2b(serialised, digest_size=_DIGEST).digest() + serialised)
        os.replace(name, directory / f"{key}.hsdb")
