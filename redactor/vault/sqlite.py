"""A vault in one private SQLite file: write-ahead log, every commit on disk, deleted rows overwritten.

It is made whole under another name and then linked to its own, so that no half-made vault has ever been seen.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import sqlite3
import stat
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from redactor.errors import VaultError
from redactor.vault.domain import SCHEMA
from redactor.vault.rows import META, TABLES

BUSY = 60.0
"""Seconds that a writer waits for the others."""
_RESTORE = "restore it from a backup (redactor vault restore)"


class Sqlite:
    """An open vault file."""

    __slots__ = ("_connection", "where")

    def __init__(self, path: Path, *, create: bool) -> None:
        self.where = str(path)
        with self._failing():
            if not path.exists():
                if not create:
                    raise VaultError(f"there is no vault {path}", "check --vault; a run makes one")
                _make(path)
            _judge(path)
            self._connection = _connect(path)
            self._prepare()

    def _prepare(self) -> None:
        try:
            self._connection.execute("PRAGMA synchronous = FULL")
            self._connection.execute("PRAGMA secure_delete = ON")
            found = dict(self._connection.execute("SELECT name, value FROM vault_meta").fetchall())
        except BaseException:
            self._connection.close()
            raise
        if found.get("schema") != SCHEMA:
            self._connection.close()
            raise VaultError(f"{self.where} is no vault, or of another version", _RESTORE)

    def change(self, statements: Sequence[tuple[str, Sequence[Mapping[str, Any]]]]) -> list[int]:
        """All or nothing, on disk when it returns."""
        with self._failing():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                changed = [max(0, self._connection.executemany(*statement).rowcount) for statement in statements]
                self._connection.execute("COMMIT")
            except BaseException:
                with contextlib.suppress(sqlite3.Error):
                    self._connection.execute("ROLLBACK")
                raise
            return changed

    def ask(self, statement: str, given: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
        """The rows of one statement."""
        with self._failing():
            yield from self._connection.execute(statement, given)

    def problems(self) -> list[str]:
        """What `PRAGMA integrity_check` says."""
        with self._failing():
            found = [str(row[0]) for row in self._connection.execute("PRAGMA integrity_check")]
        return [] if found == ["ok"] else [f"{len(found)} faults in the database"]

    def shrink(self) -> None:
        """Put the write-ahead log, which still has deleted rows, into the file and cut it off."""
        with self._failing():
            self._connection.execute("VACUUM")
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    @contextlib.contextmanager
    def _failing(self) -> Iterator[None]:
        """Say of any failure where it was and of which kind, never with which row."""
        try:
            yield
        except sqlite3.OperationalError as error:
            if "locked" in str(error) or "busy" in str(error):
                raise VaultError(f"vault {self.where} is busy", "try again when the other writers are done") from None
            raise self._broken(error) from None
        except (sqlite3.Error, OSError) as error:
            raise self._broken(error) from None

    def _broken(self, error: Exception) -> VaultError:
        return VaultError(f"vault {self.where} is damaged or cannot be used ({type(error).__name__})", _RESTORE)


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(
        f"file:{quote(str(path))}?mode=rw", uri=True, timeout=BUSY, isolation_level=None, check_same_thread=False
    )


def _make(path: Path) -> None:
    """Make an empty vault at `path`, unless another process is first."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        with contextlib.closing(_connect(draft)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            for table in TABLES:
                connection.execute(table.format(blob="BLOB", tail=" WITHOUT ROWID"))
            connection.execute(META, {"name": "schema", "value": SCHEMA})
        with contextlib.suppress(FileExistsError):
            path.hardlink_to(draft)
    finally:
        for ending in ("", "-wal", "-shm"):
            draft.with_name(draft.name + ending).unlink(missing_ok=True)


def _judge(path: Path) -> None:
    """Refuse what is no private regular file, and an empty one: that is a vault that lost its content."""
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        raise VaultError(f"vault {path} is not a regular file", "check --vault")
    if found.st_mode & 0o077:
        raise VaultError(f"vault {path} can be read by others", f"chmod 600 {path}")
    if found.st_size == 0:
        raise VaultError(f"vault {path} is damaged: it is empty", _RESTORE)
