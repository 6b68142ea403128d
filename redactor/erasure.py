"""A secret is destroyed, deleted from the vault, and certified: in this order of doubts first, deeds last.

judge ─► what would go        nothing is changed yet: whatever could be claimed too much is refused here
erase ─► vault rows ─► secrets of the key store ─► signed certificate
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from redactor import certificate, key_care, residency
from redactor.certificate import Deletion, Destroyed, Erasure, Gone
from redactor.config import Config
from redactor.key_care import Row
from redactor.keys import KeyStore
from redactor.receipt import Receipt
from redactor.signing import Signer, beside
from redactor.vault import care
from redactor.vault.care import Going
from redactor.vault.rows import Rows


@dataclass(frozen=True, slots=True)
class Plan:
    """What would go, and what would be certified; `rows` None where there is no vault."""

    store: KeyStore
    going: Going
    receipts: tuple[Receipt, ...]
    erasure: Erasure
    scope: str
    signer: Signer = field(repr=False)


def judge(
    store: KeyStore,
    config: Config,
    rows: Rows | None,
    case: str | None,
    receipts: Iterable[Receipt],
    who: str,
    reason: str,
) -> Plan:
    """What the erasure of the configured tenant's case (None: of the tenant) would be; raises `UsageError` where it may not be."""
    key_care.refuse(store, config.tenant, case)
    going = care.going(store, rows, config.tenant, case)
    own = [row for row in key_care.rows(store) if row.tenant == config.tenant and case in (None, row.case)]
    known = tuple(each for each in receipts if each.tenant == config.tenant and (case is None or each.case == case))
    planned = Erasure(
        tenant=config.tenant,
        case=case,
        destroyed=tuple(map(_destroyed, own)),
        who=who,
        reason=reason,
        deletions=_deletions(config, going, known),
        copies=tuple(
            Gone(note.copy, note.sha256, domain.case, domain.key_id, note.when) for domain, note in going.copies
        ),
    )
    scope = "tenant" if any(row.case == "" for row in own) and case is None else "case"
    certificate.judge(planned, known, scope=scope)
    return Plan(store, going, known, planned, scope, Signer.open(beside(store.path)))


def erase(plan: Plan, rows: Rows | None) -> tuple[bytes, tuple[dict[str, str], ...]]:
    """Do it; the signed certificate, and the exports of the key store that still have the secrets."""
    if rows is not None:
        care.forget(rows, plan.going)
    gone = key_care.destroy(plan.store, plan.erasure.tenant, plan.erasure.case)
    final = replace(plan.erasure, exports=gone.exports)
    return certificate.certificate(plan.signer, final, plan.receipts, scope=plan.scope), gone.exports


def _destroyed(row: Row) -> Destroyed:
    """A secret as the certificate names it; one that was destroyed earlier counts too, for the receipts made with it."""
    return Destroyed(row.key_id, row.case or None, row.generation, row.created)


def _deletions(config: Config, going: Going, receipts: Sequence[Receipt]) -> tuple[Deletion, ...]:
    """What is still due at helpdesks: by the receipts, and by the vault's own notes of copies without one."""
    told = {each.sha256 for each in receipts}
    sent = [(each.destination, each.case) for each in receipts if each.released and each.destination]
    sent += [
        (note.destination, domain.case) for domain, note in going.copies if note.destination and note.sha256 not in told
    ]
    return tuple(certificate.due_at(sent, residency.sheet_of(config))) if sent else ()
