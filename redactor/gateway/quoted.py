"""Which pseudonyms of a case a reply may quote: those given out since the start, and those that the vault has from before."""

from __future__ import annotations

from collections.abc import Iterator

from redactor.attachment import Result
from redactor.intake import Rules
from redactor.model import Action, Source
from redactor.recovery.known import pairs_of
from redactor.recovery.parts import parts
from redactor.vault.domain import Domain
from redactor.vault.place import opened

Pairs = Iterator[tuple[str, str]]
"""Pseudonyms with their originals, lower case; also of the parts of addresses and names, which a reply may quote alone."""


def given_out(result: Result, source: Source) -> Pairs:
    """What a copy gave out."""
    for edit in result.log:
        if edit.action == Action.PSEUDONYMISE:
            old = source.read_at(edit.value_start, edit.value_end - edit.value_start)
            yield from _with_parts(edit.entity, edit.replacement.strip(), old)


def from_vault(rules: Rules, case: str) -> Pairs:
    """What the vault has of a case; nothing where none is kept."""
    domains = [Domain.of(rules.tenant, case, secret) for secret in rules.store.known(rules.tenant, case)]
    if rules.vault is None or not domains:
        return
    with opened(rules.vault) as rows:
        for pair in pairs_of(rows, domains):
            yield from _with_parts(pair.entity, pair.pseudonym, pair.original)


def _with_parts(entity: str, new: bytes, old: bytes) -> Pairs:
    for pseudonym, original in ((new, old), *parts(entity, new, old)):
        yield pseudonym.decode("utf-8", "replace").lower(), original.decode("utf-8", "replace").lower()
