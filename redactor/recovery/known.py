"""The pairs of a case, ready to be sought in text: by their words, by their addresses, by their digits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from redactor.recovery import notations
from redactor.recovery.parts import distinctive, parts
from redactor.spellings import fold
from redactor.vault.domain import Domain, unpack
from redactor.vault.rows import Rows

_FIRST = re.compile(rb"[0-9A-Za-z\x80-\xff]+")
_EDGE = re.compile(rb"[^0-9A-Za-z\x80-\xff]*")


class Pair(NamedTuple):
    """A pseudonym and what it stands for."""

    pseudonym: bytes
    original: bytes
    entity: str
    whole: bool = True
    """False for a part that was never seen alone."""


@dataclass(slots=True)
class Known:
    """What the vault has of a case.  Only the entities that were asked for are turned back; all are known."""

    wanted: frozenset[str] | None = None
    words: dict[bytes, list[tuple[bytes, Pair]]] = field(default_factory=dict, repr=False)
    """By the first word of a pseudonym, lower case: the pseudonym in lower case, longest first, and its pair."""
    addresses: dict[bytes, Pair] = field(default_factory=dict, repr=False)
    macs: dict[bytes, Pair] = field(default_factory=dict, repr=False)
    phones: dict[bytes, Pair] = field(default_factory=dict, repr=False)
    originals: set[bytes] = field(default_factory=set, repr=False)
    """In lower case; addresses packed."""
    doubtful: set[bytes] = field(default_factory=set, repr=False)
    """Parts that stand for more than one original."""
    _texts: dict[bytes, list[Pair]] = field(default_factory=dict, repr=False)
    _networks: dict[tuple[int, int], dict[int, int | None]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, rows: Rows, domains: Iterable[Domain], wanted: frozenset[str] | None = None) -> Known:
        """Everything that the vault has of a case."""
        known = cls(wanted)
        pairs = list(pairs_of(rows, domains))
        for pair in pairs:
            known._add(pair)
        for pair in pairs:
            for pseudonym, original in parts(pair.entity, pair.pseudonym, pair.original):
                known._add_part(Pair(pseudonym, original, pair.entity, whole=False))
        known._order()
        return known

    def is_both(self, form: bytes) -> bool:
        """True for a pseudonym that is an original of the case as well."""
        return form in self.originals

    def network(self, number: int, width: int, length: int) -> int | None:
        """The original of a network of pseudonyms, where a known member tells it and none tells another."""
        table = self._networks.get((width, length))
        if table is None:
            table = self._networks[width, length] = {}
            for form, pair in self.addresses.items():
                original = notations.packed(pair.original)
                if original is None or len(form) * 8 != width or len(original) != len(form):
                    continue
                new, old = (int.from_bytes(text, "big") >> (width - length) for text in (form, original))
                table[new] = old if table.get(new, old) == old else None
        found = table.get(number >> (width - length))
        return None if found is None else found << (width - length)

    def asked(self, pair: Pair) -> bool:
        """True for an entity that is to be turned back."""
        return self.wanted is None or pair.entity in self.wanted

    def _add(self, pair: Pair) -> None:
        entity, form = pair.entity, None
        if entity == "IP_ADDRESS":
            form = notations.packed(pair.pseudonym)
            original = notations.packed(pair.original)
            if form is not None and original is not None:
                self.addresses.setdefault(form, pair)
                self.originals.add(original)
                return
        elif entity == "MAC_ADDRESS":
            form, digits = notations.mac_of(pair.pseudonym), notations.mac_of(pair.original)
            if form is not None and digits is not None:
                self.macs.setdefault(form, Pair(form, digits, entity))
                self.originals.add(digits)
                return
        elif entity == "PHONE_NUMBER":
            self.phones.setdefault(notations.phone_of(pair.pseudonym), pair)
        self.originals.add(fold(pair.original))
        if distinctive(pair.pseudonym):
            self._texts.setdefault(fold(pair.pseudonym), []).append(pair)

    def _add_part(self, pair: Pair) -> None:
        form = fold(pair.pseudonym)
        self.originals.add(fold(pair.original))
        there = self._texts.setdefault(form, [])
        if any(other.whole for other in there):
            return
        if any(fold(other.original) != fold(pair.original) for other in there):
            self.doubtful.add(form)
        there.append(pair)

    def _order(self) -> None:
        for form, pairs in self._texts.items():
            first = _FIRST.search(form)
            if first is not None:
                self.words.setdefault(first[0], []).extend((form, pair) for pair in dict.fromkeys(pairs))
        for entries in self.words.values():
            entries.sort(key=lambda entry: -len(entry[0]))
        self._texts = {}


def pairs_of(rows: Rows, domains: Iterable[Domain]) -> Iterator[Pair]:
    """The pairs of a case as they were put in; raises `VaultError` where one does not open."""
    for domain in domains:
        for row in rows.values(domain.id):
            pseudonym, original = unpack(domain.open(row.entity, row.lookup + row.owner, row.sealed))
            yield Pair(pseudonym, original, row.entity)


def lead(form: bytes) -> int:
    """How many bytes of a pseudonym stand before its first word."""
    found = _EDGE.match(form)
    return found.end() if found else 0
