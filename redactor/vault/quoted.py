"""Pseudonyms that a text on its way out may quote: a reply about a copy keeps them as they are.

Only what no original of the case can be by chance is let through: long, made of many letters or digits, no address
(the map of addresses stays within their networks, where real ones are), and no original itself.
"""

from __future__ import annotations

from redactor.recovery.known import pairs_of
from redactor.vault.place import opened
from redactor.vault.record import Record

SHORTEST = 8
"""Letters and digits that a pseudonym has to have: a value of that many is another one's pseudonym once in 10**8."""
ENTITIES = frozenset({"HOSTNAME", "EMAIL_ADDRESS", "SERIAL_NUMBER", "MAC_ADDRESS", "PERSON", "USERNAME", "OTHER_ID"})


def quoted(record: Record) -> frozenset[bytes]:
    """The case's pseudonyms that stay, lower case, as the vault has them before a run puts more in."""
    with opened(record.where) as rows:
        pairs = list(pairs_of(rows, [record.domain]))
    originals = {pair.original.lower() for pair in pairs}
    found = {pair.pseudonym.lower() for pair in pairs if pair.entity in ENTITIES and _long(pair.pseudonym)}
    return frozenset(found - originals)


def _long(pseudonym: bytes) -> bool:
    return len(pseudonym) - sum(map(pseudonym.count, b" .-_@:/\\")) >= SHORTEST
