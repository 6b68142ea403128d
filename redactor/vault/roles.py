"""Who may turn what back: roles of the configuration.

[roles.support]
members = ["ann", "ben"]                    accounts of the system
restore = ["HOSTNAME", "IP_ADDRESS"]        entities; ["all"] is every one
[roles.privacy-officer]
members = ["pia"]
restore = ["all"]
erase = true                                may erase, expire and destroy keys

Without roles whoever has the key may do everything; with them nobody may who has none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from redactor.errors import AccessError, UsageError
from redactor.policy import ENTITIES
from redactor.toml_file import Table, hint_for

ROLES = ("support", "engineering", "privacy-officer")
ALL = "all"
Right = Literal["restore", "erase"]


@dataclass(frozen=True, slots=True)
class Role:
    """What the members of a role may do; `restore` None is every entity."""

    name: str
    members: tuple[str, ...] = ()
    restore: frozenset[str] | None = None
    erase: bool = False


EVERYBODY = Role("", erase=True)


def parse(table: Table) -> Mapping[str, Role]:
    """The roles of a configuration; raises `ConfigError` for a word it does not know."""
    roles = {}
    for name in table.keys:
        if name not in ROLES:
            raise table.error("unknown role", name, hint_for(name, ROLES))
        entry = table.table(name)
        types = entry.words("restore")
        for word in types:
            if word not in (*ENTITIES, ALL):
                raise entry.error(f"unknown word {word!r}", "restore", hint_for(word, (*ENTITIES, ALL)))
        erase = entry.take("erase", bool, False)
        allowed = None if ALL in types else frozenset(types)
        roles[name] = Role(name, entry.words("members"), allowed, erase)
        entry.done()
    return roles


def role_of(roles: Mapping[str, Role], who: str, asked: str | None) -> Role:
    """The role in which somebody acts: the one asked for, else the one that has most rights; raises `AccessError`."""
    if not roles:
        if asked:
            raise UsageError("no roles are configured", "leave --role out, or write [roles] in redactor.toml")
        return EVERYBODY
    if asked and asked not in roles:
        raise UsageError(f"unknown role {asked!r}", hint_for(asked, tuple(roles)))
    own = [role for role in roles.values() if who in role.members and asked in (None, role.name)]
    if not own:
        name = f"role {asked!r}" if asked else "any role"
        raise AccessError(f"account {who!r} is not a member of {name}", "ask whoever keeps redactor.toml")
    return max(own, key=lambda role: (role.erase, role.restore is None, len(role.restore or ())))


def types(role: Role, asked: frozenset[str] | None) -> frozenset[str] | None:
    """The entities to turn back (None: all); raises `AccessError` where one is asked for that the role may not have."""
    if role.restore is None:
        return asked
    forbidden = (asked or frozenset()) - role.restore
    if forbidden or not role.restore:
        names = ", ".join(sorted(forbidden)) or "anything"
        raise AccessError(f"role {role.name!r} may not turn back {names}", "ask a privacy officer")
    return asked or role.restore


def demand_erase(role: Role) -> None:
    """Raise `AccessError` unless the role may erase."""
    if not role.erase:
        raise AccessError(f"role {role.name!r} may not erase or destroy", "ask a privacy officer")
