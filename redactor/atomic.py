"""A file appears whole under its final name, or not at all.

.redactor-XXXX.part ──written, on disk──► NAME       in the same directory; locked for as long as its writer lives
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

PREFIX, SUFFIX = ".redactor-", ".part"


@contextlib.contextmanager
def writing(path: Path, *, overwrite: bool) -> Iterator[BinaryIO]:
    """A binary file that becomes `path` when the block ends well, and vanishes when it does not.

    Raises `FileExistsError` where `path` exists and may not be overwritten, and whatever else the system raises.
    """
    draft = path.with_name(f"{PREFIX}{secrets.token_hex(8)}{SUFFIX}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield file
            file.flush()
            os.fsync(file.fileno())
            _give_name(draft, path, overwrite=overwrite)
    finally:
        draft.unlink(missing_ok=True)


def sweep(folder: Path) -> int:
    """Remove what killed writers left under `folder`, and tell how many; drafts of living writers stay."""
    removed = 0
    for draft in folder.rglob(f"{PREFIX}*{SUFFIX}"):
        with contextlib.suppress(OSError), draft.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            draft.unlink()
            removed += 1
    return removed


def _give_name(draft: Path, path: Path, *, overwrite: bool) -> None:
    """Rename the draft; without leave to overwrite by a link, since a rename would replace what appeared meanwhile."""
    if overwrite:
        draft.replace(path)
        return
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        raise
    except OSError:  # a file system without links: the check is as good as it gets there
        if path.exists():
            raise FileExistsError from None
        draft.replace(path)
