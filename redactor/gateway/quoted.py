"""What a case has taught: pseudonyms that a reply may quote, and originals that are sought in all that follows.

A file says `hostname core-sw1`; the message beside it says "core-sw1 fails", where nothing but the file tells what that is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from redactor.attachment import Result
from redactor.intake import Rules
from redactor.model import Action, Source
from redactor.recovery.known import pairs_of
from redactor.recovery.parts import parts
from redactor.vault.domain import Domain
from redactor.vault.place import opened


@dataclass(frozen=True, slots=True)
class Taught:
    """A pseudonym and what it stands for, both lower case; whole, or a part of an address or name, which may be quoted alone."""

    pseudonym: str = field(repr=False)
    original: str = field(repr=False)
    entity: str
    whole: bool


def given_out(result: Result, source: Source) -> Iterator[Taught]:
    """What a copy gave out."""
    for edit in result.log:
        if edit.action == Action.PSEUDONYMISE:
            old = source.read_at(edit.value_start, edit.value_end - edit.value_start)
            yield from _with_parts(edit.entity, edit.replacement.strip(), old)


def from_vault(rules: Rules, case: str) -> Iterator[Taught]:
    """What the vault has of a case; nothing where none is kept."""
    domains = [Domain.of(rules.tenant, case, secret) for secret in rules.store.known(rules.tenant, case)]
    if rules.vault is None or not domains:
        return
    with opened(rules.vault) as rows:
        for pair in pairs_of(rows, domains):
            yield from _with_parts(pair.entity, pair.pseudonym, pair.original)


def _with_parts(entity: str, new: bytes, old: bytes) -> Iterator[Taught]:
    yield Taught(_lower(new), _lower(old), entity, True)
    for pseudonym, original in parts(entity, new, old):
        yield Taught(_lower(pseudonym), _lower(original), entity, False)


def _lower(text: bytes) -> str:
    return text.decode("utf-8", "replace").lower()
