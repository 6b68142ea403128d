"""The erasure certificate: which secrets were destroyed, and what became irreversible with them; signed like a receipt.

A certificate never claims more than is so: where anything of what it covers was made with a secret that still exists (a
case under `--scope tenant`, an older generation that was left), it is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

from redactor import attest
from redactor.attest import Statement, Subject
from redactor.data_sheet import DataSheet
from redactor.errors import UsageError
from redactor.receipt import Receipt
from redactor.signing import Signer
from redactor.version import VERSION


@dataclass(frozen=True, slots=True)
class Destroyed:
    """A secret that is gone: its key id, and whose it was (`case` None: the tenant's own)."""

    key_id: str
    case: str | None
    generation: int = 1
    created: str = ""


@dataclass(frozen=True, slots=True)
class Deletion:
    """What is still to be deleted at a helpdesk, and by when (a date, or empty where nobody said)."""

    helpdesk: str
    case: str
    files: int
    due: str = ""
    ticket: str = ""


@dataclass(frozen=True, slots=True)
class Erasure:
    """What is to be certified.  `case` None: the whole tenant.  `who` and `reason` are signed as they are given."""

    tenant: str
    case: str | None
    destroyed: tuple[Destroyed, ...]
    who: str
    reason: str
    deletions: tuple[Deletion, ...] = ()


def certificate(
    signer: Signer,
    erasure: Erasure,
    receipts: Iterable[Receipt] = (),
    *,
    scope: str = "case",
    now: datetime | None = None,
) -> bytes:
    """The signed certificate, one line; raises `UsageError` where it would claim more than is so.

    `receipts` are all that are known; those of the destroyed secrets are listed.  `scope` is how the case was redacted, as
    far as the key store knows.
    """
    known = [receipt for receipt in receipts if receipt.tenant == erasure.tenant and receipt.released]
    judge(erasure, known, scope=scope)
    gone = {secret.key_id for secret in erasure.destroyed}
    irreversible = [receipt for receipt in known if receipt.key.id in gone]
    moment = (now or datetime.now(UTC)).astimezone(UTC).replace(microsecond=0)
    predicate = {
        "tenant": erasure.tenant,
        "case": erasure.case,
        "covers": "tenant" if erasure.case is None else "case",
        "destroyed": [asdict(secret) for secret in erasure.destroyed],
        "irreversible": [
            {"name": each.name, "sha256": each.sha256, "case": each.case, "key": each.key.id, "time": _time(each.time)}
            for each in irreversible
        ],
        "deletions_due": [asdict(deletion) for deletion in erasure.deletions],
        "who": erasure.who,
        "reason": erasure.reason,
        "time": _time(moment),
        "tool": VERSION,
    }
    subjects = tuple(
        Subject(f"secret of {'the tenant' if secret.case is None else 'a case'}", secret.key_id, "redactorKeyId")
        for secret in erasure.destroyed
    )
    return attest.seal(Statement(attest.ERASURE, subjects, predicate), signer)


def judge(erasure: Erasure, receipts: Iterable[Receipt], *, scope: str = "case") -> None:
    """Raise `UsageError` where the destroyed secrets do not end what the certificate would cover.

    To be asked before anything is destroyed, and asked again by `certificate`.
    """
    if not erasure.destroyed:
        raise UsageError("no secret was destroyed, so there is nothing to certify", "see `redactor key show`")
    if scope == "tenant" and erasure.case is not None:
        raise _too_much("the tenant's secret still reverses the case")
    if scope == "tenant" and all(secret.case is not None for secret in erasure.destroyed):
        raise _too_much("the tenant's own secret was not destroyed")
    gone = {secret.key_id for secret in erasure.destroyed}
    left = [receipt for receipt in _covered(erasure, receipts) if receipt.key.id not in gone]
    if left:
        ids = ", ".join(sorted({receipt.key.id for receipt in left}))
        raise _too_much(f"{len(left)} of its receipts were made with another secret ({ids})")


def deletions_due(receipts: Iterable[Receipt], sheet: DataSheet, now: datetime | None = None) -> Iterator[Deletion]:
    """What the receipts say was made for a helpdesk, case by case, with the date by which it must be gone there."""
    moment = now or datetime.now(UTC)
    files: dict[tuple[str, str], int] = {}
    for receipt in receipts:
        if receipt.released and receipt.destination:
            key = (receipt.destination, receipt.case)
            files[key] = files.get(key, 0) + 1
    for (helpdesk, case), number in sorted(files.items()):
        row = sheet.subprocessors.get(helpdesk)
        days = row.retention_days if row else sheet.retention.on_request_days
        yield Deletion(helpdesk, case, number, (moment + timedelta(days=days)).date().isoformat())


def _covered(erasure: Erasure, receipts: Iterable[Receipt]) -> Sequence[Receipt]:
    """The receipts that a reader of the certificate would take for covered."""
    ours = [receipt for receipt in receipts if receipt.tenant == erasure.tenant and receipt.released]
    if erasure.case is None:
        return ours
    gone = {secret.key_id for secret in erasure.destroyed}
    shown = {receipt.case for receipt in ours if receipt.key.id in gone} | {erasure.case}
    return [receipt for receipt in ours if receipt.case in shown]


def _too_much(why: str) -> UsageError:
    return UsageError(f"the certificate would claim too much: {why}", "destroy the tenant's secrets instead")


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
