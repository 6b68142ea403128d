"""What may go to whom: a destination narrows the policy, and serves only tenants of its own region.

policy + row of the data sheet ─narrow─► policy that keeps only what the row says
tenant ─region─► row serves it?  ─no─► refused before any work, and recorded beside the key store
"""

from __future__ import annotations

import dataclasses
import fcntl
import os
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parseaddr
from pathlib import Path

from redactor import attest, data_sheet, signing, strictness
from redactor.attest import Statement, Subject
from redactor.config import Config
from redactor.data_sheet import DataSheet, Subprocessor
from redactor.errors import UsageError
from redactor.model import Action
from redactor.policy import GENERALISABLE, Policy
from redactor.signing import Signer
from redactor.toml_file import hint_for
from redactor.version import VERSION

SUFFIX = ".refused.jsonl"
_COARSE = frozenset({"OS_VERSION", "BROWSER"}) & GENERALISABLE
"""Entities of which a coarser value may stay everywhere: the row decides about the exact one."""


class ResidencyError(UsageError):
    """A tenant of one region at the destination of another."""


def sheet_of(config: Config) -> DataSheet:
    """The data sheet that the configuration names, else ours."""
    return data_sheet.load(Path(config.data_sheet) if config.data_sheet else None)


def row(sheet: DataSheet, name: str) -> Subprocessor:
    """The row of a destination; raises `UsageError` for a sub-processor that may not get copies, and for no one."""
    known = sheet.destinations()
    if name in known:
        return known[name]
    if name in sheet.subprocessors:
        problem = f"the data sheet lets {name} see no redacted attachments"
        raise UsageError(problem, f"add {data_sheet.CONTENT} to what it sees, or choose another destination")
    raise UsageError(f"unknown destination {name!r}", hint_for(name, tuple(known)))


def narrow(policy: Policy, to: Subprocessor) -> Policy:
    """The policy, with everything acted on that the destination's row does not let stay; never laxer than before."""
    stays = to.stays("attachments")
    floor = {
        entity: Action.GENERALISE if entity in _COARSE else Action.PSEUDONYMISE
        for entity in policy.actions
        if entity not in stays
    }
    custom = Action.PSEUDONYMISE if policy.custom is Action.KEEP else policy.custom
    resolvers = policy.keep_public_resolvers and "IP_ADDRESS" in stays
    kept = {entity: action for entity, action in floor.items() if policy.action(entity) is Action.KEEP}
    return strictness.at_least(policy, kept, custom=custom, keep_public_resolvers=resolvers)


def admitted(policy: Policy, tenant: str, config: Config, to: Subprocessor, key_store: Path) -> Policy:
    """The narrowed policy for a tenant's case; a destination that does not serve the tenant refuses, and it is recorded."""
    try:
        judge(tenant, config, to)
    except ResidencyError:
        record(beside(key_store), tenant, config, to, Signer.open(signing.beside(key_store)))
        raise
    return narrow(policy, to)


def judge(tenant: str, config: Config, to: Subprocessor) -> str:
    """The tenant's region, which the destination serves; raises `ResidencyError` where it does not, or nobody knows."""
    region = config.regions.get(tenant, "")
    if not region:
        hint = f'declare it in redactor.toml: [tenants.{tenant}] region = "{to.regions[0] if to.regions else "eu"}"'
        raise ResidencyError(f"the region of tenant {tenant!r} is not known, so nothing goes to {to.key}", hint)
    if region not in to.regions:
        serves = " and ".join(to.regions) or "no region"
        raise ResidencyError(
            f"tenant {tenant!r} is of region {region}, and {to.key} serves {serves}",
            "choose its own region's destination",
        )
    return region


def beside(key_store: Path) -> Path:
    """Where the refusals of whoever uses a key store are recorded."""
    path = key_store.resolve()
    return path.with_name(path.name + SUFFIX)


def record(path: Path, tenant: str, config: Config, to: Subprocessor, signer: Signer) -> None:
    """Append the refusal, signed, whole and on disk, to a private file."""
    predicate = {
        "tenant": tenant,
        "region": config.regions.get(tenant, ""),
        "destination": to.key,
        "serves": list(to.regions),
        "time": datetime.now(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z"),
        "tool": VERSION,
    }
    line = attest.seal(Statement(attest.REFUSAL, (Subject(to.key, attest.NOTHING),), predicate), signer) + b"\n"
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
    with os.fdopen(handle, "wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.write(line)
        file.flush()
        os.fsync(file.fileno())


@dataclass(frozen=True, slots=True)
class Requester:
    """Whoever wrote the ticket: own contact data, which ticket fields may keep; `repr` hides them."""

    name: str = field(default="", repr=False)
    email: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)

    @classmethod
    def parse(cls, text: str) -> Requester:
        """From `--requester`, written as mail has it: `Ann Lee <ann@example.com>`, or the address alone."""
        name, address = parseaddr(text)
        if "@" not in address:
            raise UsageError("--requester holds no e-mail address", "write: Ann Lee <ann@example.com>")
        return cls(name, address)

    def values(self) -> dict[str, str]:
        """The values by entity, where they are given."""
        given = {"PERSON": self.name, "EMAIL_ADDRESS": self.email, "PHONE_NUMBER": self.phone}
        return {entity: value for entity, value in given.items() if value.strip()}


def for_ticket_fields(config: Config, to: Subprocessor, requester: Requester) -> Config:
    """The configuration for a ticket's fields: the requester's own data stay, where the destination's row says so.

    For fields only: attachments are redacted with `config` itself, and there the same values are acted on.
    """
    stays = to.stays("ticket-fields")
    words = tuple(value for entity, value in requester.values().items() if entity in stays)
    return dataclasses.replace(config, never=(*config.never, *words))
