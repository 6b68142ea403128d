"""Samples of what was found, in context: a local file for the person who decides; it holds original values and says so."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from redactor.errors import UsageError
from redactor.model import Source
from redactor.plan.make import Sheet
from redactor.plan.rows import Row

HEAD = (
    "# SENSITIVE: this file holds original values in context. Keep it here, send it to nobody, delete it when you\n"
    "# have decided. «…» is what was found; behind it stands what it becomes.\n"
)
_OF_A_RULE, _AROUND = 3, 40


def write(path: Path, sheets: Iterable[Sheet], *, overwrite: bool) -> None:
    """Write the samples, private to the user from the first byte on."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW | (os.O_TRUNC if overwrite else os.O_EXCL)
    try:
        handle = os.open(path, flags, 0o600)
    except OSError as error:
        raise UsageError(
            f"the samples {path} cannot be written ({type(error).__name__})", "choose another file"
        ) from None
    os.fchmod(handle, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(HEAD.encode())
        for sheet in sheets:
            file.write(f"\n== {sheet.name}\n".encode(errors="backslashreplace"))
            file.writelines(_lines(sheet))


def _lines(sheet: Sheet) -> Iterator[bytes]:
    """Some samples of every rule that found something in an attachment."""
    shown: Counter[tuple[str, str, str]] = Counter()
    for row in sheet.rows:
        key = (row.entity, row.action, row.rule)
        shown[key] += 1
        if shown[key] <= _OF_A_RULE:
            yield _line(sheet.source, row, sheet.media.encoding)


def _line(source: Source, row: Row, encoding: str) -> bytes:
    before, value, after = context(source, row.start, row.end)
    text = [part.decode(encoding or "utf-8", "backslashreplace") for part in (before, value, after, row.becomes)]
    told = f" -> {text[3].strip()}" if row.edits else ""
    return f"{row.line}: {row.entity} {row.action} {row.score:.2f} {row.rule}: {text[0]}«{text[1]}»{text[2]}{told}\n".encode()


def context(source: Source, start: int, end: int, around: int = _AROUND) -> tuple[bytes, bytes, bytes]:
    """What stands before a range on its line, the range, and what stands behind it."""
    low = max(0, start - around)
    low -= low & 1  # a character of UTF-16 begins at an even offset
    before = source.read_at(low, start - low).rpartition(b"\n")[2]
    after = source.read_at(end, around).partition(b"\n")[0]
    return before, source.read_at(start, end - start), after.rstrip(b"\r")
