"""Copies under a directory, each at its relative name, by atomic rename."""

from __future__ import annotations

import contextlib
from pathlib import Path

from redactor import atomic
from redactor.errors import UsageError, WithheldError
from redactor.model import Reason, Source

NAME = "directory"
DOC = "a directory that mirrors the inputs' relative paths"
RESERVED = frozenset({"redaction-report.json", "redaction-report.html", "places.jsonl", "receipts.jsonl"})
"""Names at the top of the directory that belong to the run itself."""
_WINDOW = 1 << 20


def prepare(out: Path) -> int:
    """Make the directory, remove what crashed runs left in it, and tell how many drafts those were."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"the output {out} cannot be made ({type(error).__name__})", "choose another --out") from None
    return atomic.sweep(out)


def deliver(copy: Source, out: Path, name: str, *, overwrite: bool) -> None:
    """Write the copy to `out/name`, whole or not at all."""
    path = target(out, name)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.parent.resolve().is_relative_to(out.resolve()):
            raise _refused("its directory is a link to elsewhere", "use an empty output directory")
        with atomic.writing(path, overwrite=overwrite) as file:
            for window in copy.windows(_WINDOW):
                file.write(window)
    except FileExistsError:
        raise _refused("its output exists", "use --overwrite or another directory") from None
    except OSError as error:
        raise _refused(f"it cannot be written ({type(error).__name__})", "free space, or check permissions") from None


def withdraw(out: Path, name: str) -> None:
    """Remove what an earlier run left at `out/name`, since this run releases nothing there."""
    with contextlib.suppress(WithheldError, OSError):
        target(out, name).unlink()


def target(out: Path, name: str) -> Path:
    """Where a copy of that name goes; refuses names that leave the directory or belong to the report."""
    parts = name.split("/")
    if any(part in ("", ".", "..") or "\0" in part for part in parts):
        raise _refused("its name is no relative path", "rename it")
    if name in RESERVED:
        raise _refused("its name is one of the report's", "rename it")
    return out.joinpath(*parts)


def _refused(why: str, hint: str) -> WithheldError:
    return WithheldError(f"not delivered: {why}", Reason.DESTINATION, hint)
