"""The erasure certificate: which secrets were destroyed, and what became irreversible with them; signed like a receipt.

A certificate never claims more than is so: where anything of what it covers was made with a secret that still exists (a
case under `--scope tenant`, an older generation that was left), it is refused.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
class Gone:
    """A copy that cannot be turned back any more."""

    name: str
    sha256: str
    case: str
    key: str
    time: str


@dataclass(frozen=True, slots=True)
class Erasure:
    """What is to be certified.  `case` None: the whole tenant.  `who` and `reason` are signed as they are given.

    `copies` are those that the vault knew, `exports` the copies of the key store that still have the secrets.
    """

    tenant: str
    case: str | None
    destroyed: tuple[Destroyed, ...]
    who: str
    reason: str
    deletions: tuple[Deletion, ...] = ()
    copies: tuple[Gone, ...] = ()
    exports: tuple[Mapping[str, str], ...] = ()


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
    irreversible = [
        Gone(each.name, each.sha256, each.case, each.key.id, _time(each.time)) for each in known if each.key.id in gone
    ]
    told = {(each.sha256, each.key) for each in irreversible}
    irreversible += [each for each in erasure.copies if (each.sha256, each.key) not in told]
    moment = (now or datetime.now(UTC)).astimezone(UTC).replace(microsecond=0)
    predicate = {
        "tenant": erasure.tenant,
        "case": erasure.case,
        "covers": "tenant" if erasure.case is None else "case",
        "destroyed": [asdict(secret) for secret in erasure.destroyed],
        "irreversible": [asdict(each) for each in irreversible],
        "deletions_due": [asdict(deletion) for deletion in erasure.deletions],
        "key_store_copies_due": [dict(export) for export in erasure.exports],
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
    sent = ((each.destination, each.case) for each in receipts if each.released and each.destination)
    return due_at(sent, sheet, now)


def due_at(sent: Iterable[tuple[str, str]], sheet: DataSheet, now: datetime | None = None) -> Iterator[Deletion]:
    """The deletions for copies that were made for a (helpdesk, case)."""
    moment = now or datetime.now(UTC)
    for (helpdesk, case), number in sorted(Counter(sent).items()):
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
