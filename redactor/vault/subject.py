"""What the vault holds of one person (or host, or account): where it is, and taking it out.

A value is found where it was replaced by itself, in any spelling, and where it is a word of a longer one (an account in
a URL).  What never entered the vault, and what nobody found in an attachment, is not found here either.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from redactor.policy import ENTITIES
from redactor.spellings import fold
from redactor.vault.domain import Domain, same, unpack
from redactor.vault.edits import ERASED, Note, Stretch, notes, read_note, read_part, sealed_note, sealed_part
from redactor.vault.rows import Part, Rows, Value


@dataclass(frozen=True, slots=True)
class Holding:
    """What a case has of a value; of the copies only what they are called and where they went."""

    domain: Domain
    values: tuple[Value, ...] = field(repr=False)
    types: dict[str, int]
    """Pairs by entity."""
    copies: tuple[tuple[Note, int], ...]
    """Copies with it, and in how many places."""


def indexed(rows: Rows, domain: Domain, value: bytes) -> list[Value]:
    """The pairs whose original is the value, by the keyed index alone."""
    return [row for entity in ENTITIES for row in rows.of_owner(domain.id, domain.original(entity, value))]


def find(rows: Rows, domains: Iterable[Domain], value: bytes) -> Iterator[Holding]:
    """Every case that holds the value."""
    seek = _Seek(value)
    for domain in domains:
        found = {row.lookup: row for row in indexed(rows, domain, value)}
        for row in rows.values(domain.id):
            if row.lookup not in found:
                _, original = unpack(domain.open(row.entity, row.lookup + row.owner, row.sealed))
                if seek.within(row.entity, original):
                    found[row.lookup] = row
        copies = tuple(_copies(rows, domain, seek))
        if found or copies:
            types = Counter(row.entity for row in found.values())
            yield Holding(domain, tuple(found.values()), dict(types), copies)


def erase(rows: Rows, holding: Holding, value: bytes) -> int:
    """Take the value out of a case: its pairs, and every stretch of an edit list; tells how many places those were."""
    seek, places = _Seek(value), 0
    parts: list[Part] = []
    for part in rows.parts(holding.domain.id):
        changed, number = _without(holding.domain, part, seek)
        if changed is not None:
            parts.append(changed)
            places += number
    rows.exchange(holding.values, parts)
    return places


def _without(domain: Domain, part: Part, seek: _Seek) -> tuple[Part | None, int]:
    """A part without the value, and how often it was there; None where it was not."""
    if part.part == 0:
        note = read_note(domain, part)
        if not seek.within("", note.name.encode("utf-8", "surrogateescape")):
            return None, 0
        fields = {name: getattr(note, name) for name in Note.__dataclass_fields__}
        return sealed_note(domain, part.file, part.version, Note(**{**fields, "name": note.copy})), 1
    old = read_part(domain, part)
    new = [
        Stretch(each.gap, each.size, None, each.entity, ERASED)
        if each.text is not None and seek.within(each.entity, each.text)
        else each
        for each in old
    ]
    number = sum(one != other for one, other in zip(old, new, strict=True))
    return (sealed_part(domain, part.file, part.version, part.part, new), number) if number else (None, 0)


def _copies(rows: Rows, domain: Domain, seek: _Seek) -> Iterator[tuple[Note, int]]:
    counts: Counter[tuple[bytes, bytes]] = Counter()
    for part in rows.parts(domain.id):
        counts[part.file, part.version] += _without(domain, part, seek)[1]
    for part, note in notes(domain, rows):
        if counts[part.file, part.version]:
            yield note, counts[part.file, part.version]


class _Seek:
    """A value, and whether another one is it or has it in it as a word."""

    def __init__(self, value: bytes) -> None:
        self.value = value.strip()
        self._forms = {fold(self.value), fold(self.value).decode("utf-8", "replace").encode("utf-16-le")}
        word = rb"[0-9A-Za-z\x80-\xff]"
        self._inside = re.compile(
            b"|".join(
                rb"(?<!%b)%b(?!%b)" % (word, re.escape(form), word) if form.isascii() and b"\0" not in form
                else re.escape(form)
                for form in self._forms
            )
        )  # fmt: skip

    def within(self, entity: str, text: bytes) -> bool:
        """True where the text is the value in some spelling, or holds it as a word."""
        return self._inside.search(fold(text)) is not None or (bool(entity) and same(entity, text.strip(), self.value))
