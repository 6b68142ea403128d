"""What a run puts into the vault, before a copy is delivered: its pairs, and its edit list.

A copy is never delivered whose way back is not on disk; a vault that fails withholds the attachment.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from redactor import _keyfile
from redactor._unwrap import unentity, unescape
from redactor.errors import VaultError, WithheldError
from redactor.model import Action, Edit, Reason, Source
from redactor.pseudonyms import url
from redactor.vault import edits as lists
from redactor.vault.domain import Domain, pack
from redactor.vault.edits import Note, Stretch
from redactor.vault.place import opened
from redactor.vault.rows import Part, Rows, Value

_READ = 4 << 20
"""Most bytes of the source that are read at once for the edits on them."""
_SEEN = 50_000
_WINDOW = 1 << 20


@dataclass(frozen=True, slots=True)
class Copy:
    """The verified copy that the edits make."""

    name: str
    sha256: str
    size: int
    destination: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """Where the way back of a case is written; may be sent to another process."""

    where: str = field(repr=False)
    domain: Domain

    def keep(self, source: Source, edits: Iterable[Edit], copy: Copy, wide: str = "") -> None:
        """Put the pairs and the edit list of one copy in; `wide` is the UTF-16 it is in, if so."""
        try:
            with opened(self.where) as rows:
                _Keeping(self.domain, rows, source, wide).run(edits, copy)
        except VaultError as error:
            raise WithheldError(str(error), Reason.VAULT, "see redactor vault check") from None


class _Keeping:
    """One copy on its way into the vault."""

    def __init__(self, domain: Domain, rows: Rows, source: Source, wide: str) -> None:
        self.domain, self.rows, self.source, self.wide = domain, rows, source, wide
        self.seen: set[tuple[str, bytes, bytes]] = set()
        self.values: list[Value] = []
        self.at = 0

    def run(self, edits: Iterable[Edit], copy: Copy) -> None:
        """Values first, then the parts, then the note by which the file is found: it is never found half."""
        digest = hashlib.sha256()
        for window in self.source.windows(_WINDOW):
            digest.update(window)
        original = digest.hexdigest()
        file = self.domain.file(copy.sha256)
        version = self.domain.version(self.source.name, original)
        number, stream = 0, iter(edits)
        waiting: list[Part] = []
        while batch := list(islice(stream, lists.PER_PART)):
            number += 1
            waiting.append(lists.sealed_part(self.domain, file, version, number, list(self.stretches(batch))))
            if len(self.values) > _SEEN:
                self.rows.put(self.values, waiting)
                self.values, waiting = [], []
        note = Note(
            self.source.name, copy.name, copy.sha256, copy.size, original, number, _keyfile.now(), copy.destination
        )
        self.rows.put(self.values, [*waiting, lists.sealed_note(self.domain, file, version, note)])

    def stretches(self, batch: list[Edit]) -> Iterator[Stretch]:
        """What each edit replaced; pairs that are new are made rows on the way."""
        for first, data, edits in self._read(batch):
            for edit in edits:
                start, end, new, low, high, entity, action = edit[:7]
                gap, self.at = start - self.at, end
                if action in lists.NEVER:
                    yield Stretch(gap, len(new), None, entity, str(action))
                    continue
                value, text = data[low - first : high - first], data[start - first : end - first]
                clean = self._clean(entity, value, new.strip(b" "))
                if action == Action.PSEUDONYMISE:
                    self._pair(entity, value if clean is None else clean, new)
                if clean is None:
                    yield Stretch(gap, len(new), text, entity, str(action))
                else:
                    partly = text.replace(value, clean, 1) if clean else None
                    yield Stretch(gap, len(new), partly, entity, lists.PARTLY)

    def _read(self, batch: list[Edit]) -> Iterator[tuple[int, bytes, list[Edit]]]:
        """The edits with the bytes of the source that they lie in."""
        at = 0
        while at < len(batch):
            first, till = batch[at].start, at + 1
            while till < len(batch) and batch[till].end - first <= _READ:
                till += 1
            yield first, self.source.read_at(first, batch[till - 1].end - first), batch[at:till]
            at = till

    def _clean(self, entity: str, value: bytes, new: bytes) -> bytes | None:
        """None for a value without secrets in it; else the value with their replacements, empty where that is doubtful."""
        if entity != "URL":
            return None
        if b"\0" in value or b"\\" in value or b"&" in value and b";" in value:
            readings = [(b"", b""), *_readings(value, new, self.wide)][1:]
            return b"" if any(url.without_secrets(old, after) != old for old, after in readings) else None
        clean = url.without_secrets(value, new)
        return None if clean == value else clean

    def _pair(self, entity: str, value: bytes, new: bytes) -> None:
        if not value or (entity, value, new) in self.seen:
            return
        if len(self.seen) >= _SEEN:
            self.seen.clear()
        self.seen.add((entity, value, new))
        for original, pseudonym in _readings(value, new, self.wide):
            if original and pseudonym and original != pseudonym:
                self.values.append(sealed_value(self.domain, entity, pseudonym, original))


def sealed_value(domain: Domain, entity: str, pseudonym: bytes, original: bytes) -> Value:
    """The row of a pair."""
    lookup, owner = domain.pseudonym(entity, pseudonym), domain.original(entity, original)
    return Value(domain.id, lookup, entity, owner, domain.seal(entity, lookup + owner, pack(pseudonym, original)))


def _readings(value: bytes, new: bytes, wide: str) -> Iterator[tuple[bytes, bytes]]:
    """A pair as it is read, once its encoding is off; an edit knows bytes, not their codec."""
    if wide:
        pair = [text.decode(wide, "replace").encode("utf-8", "replace") for text in (value, new)]
        value, new = pair
    elif not (value.isascii() and new.isascii()):
        value, new = _utf8(value), _utf8(new)
    value, new = value.strip(), new.strip()
    yield value, new
    for decode, mark in ((unescape, b"\\"), (unentity, b"&")):
        if mark in value:
            pair = [decode(value), decode(new)]
            if pair != [value, new]:
                yield pair[0], pair[1]


def _utf8(text: bytes) -> bytes:
    """UTF-8 as it is; what is none was read as Windows-1252."""
    try:
        text.decode("utf-8")
    except UnicodeDecodeError:
        return text.decode("cp1252", "replace").encode("utf-8")
    return text
