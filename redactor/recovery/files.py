"""A copy of ours, byte for byte as it was made, becomes the original again through its edit list."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from redactor.errors import VaultError
from redactor.model import Source
from redactor.recovery.text import NEVER, ROLE, Left
from redactor.vault.domain import Domain
from redactor.vault.edits import ERASED, Note, notes, stretches
from redactor.vault.rows import Part, Rows
from redactor.write import Sink

_WINDOW = 1 << 20
_WHOLE = ("pseudonymise", "generalise")
"""Actions whose originals are in the edit list, whole."""


@dataclass(frozen=True, slots=True)
class Found:
    """A copy that the vault knows."""

    domain: Domain
    part: Part
    note: Note


@dataclass(slots=True)
class Account:
    """What came back of a copy."""

    counts: Counter[str] = field(default_factory=Counter)
    left: list[Left] = field(default_factory=list)


def digest(source: Source) -> str:
    """The SHA-256 of a source."""
    found = hashlib.sha256()
    for window in source.windows(_WINDOW):
        found.update(window)
    return found.hexdigest()


def find(rows: Rows, domains: Iterable[Domain], source: Source) -> Found | None:
    """The copy that has these bytes; of several originals with the same copy the one of its name, else the latest."""
    sha256 = digest(source)
    found = [
        Found(domain, part, note)
        for domain in domains
        for part, note in notes(domain, rows, domain.file(sha256))
        if note.sha256 == sha256 and note.size == source.size
    ]
    named = [entry for entry in found if entry.note.copy == source.name]
    return max(named or found, key=lambda entry: entry.note.when, default=None)


class _Writing:
    """How far a copy has been read, and what was written of the original."""

    def __init__(self, source: Source, out: Sink) -> None:
        self.source, self.out = source, out
        self.at, self.line = 0, 1
        self.digest = hashlib.sha256()

    def write(self, data: bytes) -> None:
        """Put original bytes."""
        self.digest.update(data)
        self.out.write(data)

    def copy(self, size: int, instead: bytes | None = None) -> None:
        """Pass `size` bytes of the copy on, or put `instead` in their place."""
        for offset in range(self.at, self.at + size, _WINDOW):
            piece = self.source.read_at(offset, min(_WINDOW, self.at + size - offset))
            self.line += piece.count(b"\n")
            if instead is None:
                self.write(piece)
        if instead is not None:
            self.write(instead)
        self.at += size


def restore_file(rows: Rows, found: Found, source: Source, out: Sink, wanted: frozenset[str] | None) -> Account:
    """Write the original to `out`; what never entered the vault, or is not asked for, stays as it is and is listed.

    Raises `VaultError` where the edit list does not fit the copy, or nothing is left and it is not the original.
    """
    account, work = Account(), _Writing(source, out)
    for gap, size, text, entity, action in stretches(found.domain, rows, found.part, found.note):
        work.copy(gap)
        put = text if wanted is None or entity in wanted else None
        if put is None or action not in _WHOLE:
            account.left.append(Left(work.at, size, work.line, entity, _why(text, put, action)))
        if put is not None:
            account.counts[entity] += 1
        work.copy(size, put)
    if work.at > source.size:
        raise VaultError("the vault is damaged: an edit list does not fit its copy", "restore it from a backup")
    work.copy(source.size - work.at)
    if not account.left and work.digest.hexdigest() != found.note.original:
        raise VaultError("the original did not come out as it was", "restore the vault from a backup")
    return account


def _why(text: bytes | None, put: bytes | None, action: str) -> str:
    if text is not None and put is None:
        return ROLE
    return action if action == ERASED else f"{NEVER}: {action}"
