"""What is dear to make and the same for every run, kept in the user's own cache directory.

What is kept is code-like, so the directory is 0700 and ours, a file's name is the digest of everything that goes into
it, and its content carries a digest of itself; on any doubt it is made anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import tempfile
from pathlib import Path

_DIGEST = 32


def name(suffix: str, *parts: object) -> str:
    """The file name for what depends on `parts`, whose reprs tell all of it."""
    return hashlib.blake2b(repr(parts).encode(), digest_size=16).hexdigest() + suffix


def load(name: str) -> bytes | None:
    """What was kept under a name, or None where it is missing, foreign or damaged."""
    directory = _directory()
    if directory is None:
        return None
    try:
        content = (directory / name).read_bytes()
    except OSError:
        return None
    digest, kept = content[:_DIGEST], content[_DIGEST:]
    return kept if hashlib.blake2b(kept, digest_size=_DIGEST).digest() == digest else None


def save(name: str, content: bytes) -> None:
    """Keep something for the next process; a cache that cannot be written is no failure."""
    directory = _directory()
    if directory is None:
        return
    with contextlib.suppress(OSError):
        handle, temporary = tempfile.mkstemp(dir=directory)
        with os.fdopen(handle, "wb") as file:
            file.write(hashlib.blake2b(content, digest_size=_DIGEST).digest() + content)
        os.replace(temporary, directory / name)


def _directory() -> Path | None:
    """The cache directory, if it is ours alone; None where there can be none."""
    path = Path(os.environ.get("REDACTOR_CACHE_DIR") or _user_directory())
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = path.stat()
    except OSError:
        return None
    if status.st_uid != os.getuid() or stat.S_IMODE(status.st_mode) & 0o077:
        return None
    return path


def _user_directory() -> str:
    import platformdirs

    return platformdirs.user_cache_dir("redactor")
