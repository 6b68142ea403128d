"""The edit list of a copy: what stood where something was replaced, so that the file comes back byte for byte.

    part 0        what the file was called, and how many parts follow
    part 1 … n    {"kinds": [[entity, action]], "texts": […], "edits": [gap, size, text, kind, …]}

An edit: `gap` bytes of the copy stay, the `size` bytes after them were `text` (an index; -1: what stood there did not
enter the vault), by `kind`.  Parts are JSON, compressed, sealed; each is bound to its file, version and number.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import NamedTuple

from redactor.errors import VaultError
from redactor.vault.domain import Domain
from redactor.vault.rows import Part, Rows

KIND = "edit-list"
PER_PART = 20_000
NEVER = frozenset({"suppress", "drop"})
"""Actions whose originals never enter."""
PARTLY, ERASED = "suppress in part", "erased"
"""Said of a stretch whose secret part did not enter, and of one that was taken out again."""


class Stretch(NamedTuple):
    """`size` bytes of a copy, `gap` bytes behind the last stretch, and what they were (None: nothing is known)."""

    gap: int
    size: int
    text: bytes | None
    entity: str
    action: str


@dataclass(frozen=True, slots=True)
class Note:
    """What the vault knows of a copy."""

    name: str = field(repr=False)
    """What the original was called."""
    copy: str
    sha256: str
    """Of the copy."""
    size: int
    """Of the copy."""
    original: str
    """The original's SHA-256."""
    parts: int
    when: str
    destination: str = ""


def sealed_note(domain: Domain, file: bytes, version: bytes, note: Note) -> Part:
    """Part 0 of an edit list."""
    return _part(domain, file, version, 0, json.dumps(asdict(note)).encode())


def sealed_part(domain: Domain, file: bytes, version: bytes, number: int, stretches: Sequence[Stretch]) -> Part:
    """One of the parts that follow."""
    kinds: dict[tuple[str, str], int] = {}
    texts: dict[bytes, int] = {}
    flat: list[int] = []
    for gap, size, text, entity, action in stretches:
        place = -1 if text is None else texts.setdefault(text, len(texts))
        flat += (gap, size, place, kinds.setdefault((entity, action), len(kinds)))
    data = {"kinds": list(kinds), "texts": [text.decode("latin-1") for text in texts], "edits": flat}
    return _part(domain, file, version, number, json.dumps(data, separators=(",", ":")).encode())


def _part(domain: Domain, file: bytes, version: bytes, number: int, data: bytes) -> Part:
    place = file + version + number.to_bytes(4, "big")
    return Part(domain.id, file, version, number, domain.seal(KIND, place, zlib.compress(data, 1)))


def read_note(domain: Domain, part: Part) -> Note:
    """What part 0 says; raises `VaultError` for anything else."""
    return Note(**json.loads(_opened(domain, part)))


def read_part(domain: Domain, part: Part) -> list[Stretch]:
    """The stretches of one part."""
    data = json.loads(_opened(domain, part))
    kinds, flat = data["kinds"], data["edits"]
    texts = [text.encode("latin-1") for text in data["texts"]]
    return [
        Stretch(flat[at], flat[at + 1], None if flat[at + 2] < 0 else texts[flat[at + 2]], *kinds[flat[at + 3]])
        for at in range(0, len(flat), 4)
    ]


def _opened(domain: Domain, part: Part) -> bytes:
    place = part.file + part.version + part.part.to_bytes(4, "big")
    try:
        return zlib.decompress(domain.open(KIND, place, part.sealed))
    except zlib.error:
        raise VaultError("the vault is damaged: an edit list does not open", "restore it from a backup") from None


def notes(domain: Domain, rows: Rows, file: bytes | None = None) -> Iterator[tuple[Part, Note]]:
    """Every copy of a case (or the versions of one) whose edit list was put in whole."""
    for part in rows.parts(domain.id, file):
        if part.part == 0:
            yield part, read_note(domain, part)


def stretches(domain: Domain, rows: Rows, of: Part, note: Note) -> Iterator[Stretch]:
    """The edit list behind part 0 `of`, in order; raises `VaultError` where a part is missing."""
    number = 0
    for part in rows.parts(domain.id, of.file):
        if part.version == of.version and part.part:
            number += 1
            if part.part != number:
                break
            yield from read_part(domain, part)
    if number != note.parts:
        raise VaultError("the vault is damaged: a part of an edit list is missing", "restore it from a backup")
