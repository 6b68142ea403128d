"""What was begun and what was done: a private file of JSON lines, each on disk before the next step begins."""

from __future__ import annotations

import fcntl
import json
import os
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from redactor.errors import UsageError


class Journal:
    """Open for one process at a time; a last line that a crash cut off counts for nothing."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        except OSError as error:
            raise UsageError(f"the journal {path} cannot be used ({type(error).__name__})", "choose another") from None
        self._file = os.fdopen(handle, "r+b")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self._file.close()
            raise UsageError("another run is at the same tickets", "wait for it to end") from None
        self.entries: list[dict[str, Any]] = []
        kept = 0
        *whole, _cut = self._file.read().split(b"\n")
        for line in whole:
            self.entries.append(json.loads(line))
            kept += len(line) + 1
        self._file.truncate(kept)

    def note(self, event: str, **about: object) -> None:
        """Add an entry; it is on disk when this returns."""
        entry = {"event": event, **about}
        self._file.write(json.dumps(entry, separators=(",", ":")).encode() + b"\n")
        self._file.flush()
        os.fsync(self._file.fileno())
        self.entries.append(entry)

    def of(self, event: str, name: str) -> set[Any]:
        """What entries of an event have under a name."""
        return {entry[name] for entry in self.entries if entry["event"] == event and name in entry}

    def open_tokens(self) -> set[str]:
        """Uploads that were begun, and neither used nor discarded as far as anybody noted."""
        return self.of("opened", "token") - self.of("closed", "token")

    def close(self) -> None:
        """Let others have it."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
