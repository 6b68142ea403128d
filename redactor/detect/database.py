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
from collections.abc import Callable, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple

_DIGEST = 32


class Expressions(NamedTuple):
    """What a database is compiled from: patterns, the id that each reports, and whether it ignores case."""

    patterns: Sequence[bytes]
    ids: Sequence[int]
    ignore_case: Sequence[bool]


def cached(key: object, build: Callable[[], Expressions]) -> Any:
    """The database for `key` (anything whose repr tells all that `build` depends on), compiled only where it is new."""
    import hyperscan

    parts = (metadata.version("hyperscan"), platform.machine(), key)
    name = hashlib.blake2b(repr(parts).encode(), digest_size=16).hexdigest()
    found = _load(name)
    if found is None:
        found = compiled(build())
        _save(name, hyperscan.dumpb(found))
    return found


def compiled(expressions: Expressions) -> Any:
    """A block-mode database in memory only: for expressions that hold a customer's values."""
    import hyperscan

    flags = [
        hyperscan.HS_FLAG_MULTILINE | (hyperscan.HS_FLAG_CASELESS if caseless else 0)
        for caseless in expressions.ignore_case
    ]
    made = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    patterns, ids = list(expressions.patterns), list(expressions.ids)
    made.compile(expressions=patterns, ids=ids, elements=len(patterns), flags=flags)
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
