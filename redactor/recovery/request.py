"""One source turned back for somebody: role, vault, session, and the entry in the access log before anything is given out."""

from __future__ import annotations

import os
from dataclasses import dataclass

from redactor.config import Config
from redactor.errors import AccessError, UsageError
from redactor.keys import KeyStore
from redactor.model import Source
from redactor.policy import ENTITIES
from redactor.recovery.session import Done, Session
from redactor.toml_file import hint_for
from redactor.vault import access, place, roles
from redactor.vault.access import Access
from redactor.vault.rows import Rows


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for; None where it is the default."""

    vault: str | None
    tenant: str
    case: str | None
    wanted: frozenset[str] | None = None
    everything: bool = False
    reason: str = ""
    role: str | None = None


def wanted(asked: Asked, config: Config) -> tuple[str, frozenset[str] | None]:
    """The role in which this is asked, and the entities that may come back; raises `AccessError` or `UsageError`."""
    for name in asked.wanted or ():
        if name not in ENTITIES:
            raise UsageError(f"unknown entity {name!r}", hint_for(name, ENTITIES))
    if config.roles and not asked.reason.strip():
        raise UsageError("a reason is needed, for the access log", "say why")
    role = roles.role_of(config.roles, access.who(), asked.role)
    return role.name, roles.types(role, asked.wanted)


def session(store: KeyStore, rows: Rows, config: Config, asked: Asked, types: frozenset[str] | None) -> Session:
    """The session that does what is asked for, with everything that can be opened."""
    from redactor.equipment import Openers  # here: a refusal needs none of it

    return Session(store, rows, asked.tenant, asked.case, types, asked.everything, Openers(), config.limits)


def restore(source: Source, store: KeyStore, config: Config, asked: Asked) -> Done:
    """The source with its originals, logged."""
    log = access.place(os.environ, store.path)
    try:
        role, types = wanted(asked, config)
    except AccessError:
        access.append(
            log, Access("restore", asked.reason, asked.tenant, asked.case or "", asked.role or "", result="refused")
        )
        raise
    where = place.place(None, {} if asked.vault else os.environ, asked.vault or config.vault, store.path)
    with place.opened(where, reading=True) as rows:
        done = session(store, rows, config, asked, types).restore(source)
    access.append(log, Access("restore", asked.reason, asked.tenant, done.case, role, done.counts, len(done.left)))
    return done
