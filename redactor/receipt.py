"""A receipt for every attachment: what its copy is, what was done to it, by what; never a value.

    RunReport ──receipts──► Receipt ──statement──► attest.seal ──► one line of `receipts.jsonl`
                                    ◄──of────────── attest.unseal

The statement's subject is the copy, by name and SHA-256.  Of a withheld attachment there is no copy: its statement is of
another kind, and its subject is nothing at all.  The predicate, both ways (fields are only ever added):

    verdict reason time               reason: why it is withheld
    tenant case scope region destination
    key        {id, scheme, generation}
    policy     what `strictness.terms` writes: name, digest, action and threshold of every entity
    dictionary {always, never}        keyed digests of the user's words, empty where there are none
    names_sought language model       model: name and version of what seeks names
    tool rules engine media sizes coverage counts kept checks    as in the report
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from redactor import attest, strictness
from redactor.attest import Statement, Subject
from redactor.config import Config
from redactor.model import Check, Count, Coverage, Outcome, Released
from redactor.policy import Policy
from redactor.report import CaseResult, RunReport, verdict
from redactor.signing import Signer
from redactor.version import VERSION

NAME = "receipts.jsonl"
"""What the receipts of a run are called in its directory."""


@dataclass(frozen=True, slots=True)
class Key:
    """Which secret the pseudonyms were made with; the id tells nothing about it."""

    id: str
    scheme: int
    generation: int


@dataclass(frozen=True, slots=True)
class Dictionary:
    """Keyed digests of the words that were always, and never, acted on; empty for none."""

    always: str = ""
    never: str = ""

    @classmethod
    def of(cls, config: Config, signer: Signer) -> Dictionary:
        """The digests of a configuration's words, those of decisions among them, keyed by the signing key."""
        decided = config.decisions
        always = tuple(f"{term.entity} {term.text}" for term in (*config.always, *decided.redact))
        return cls(signer.digest("always", always), signer.digest("never", (*config.never, *decided.keep)))


@dataclass(frozen=True, slots=True)
class Made:
    """What an attachment was redacted with."""

    tool: str
    rules: str
    engine: str
    language: str
    model: str
    names_sought: bool


@dataclass(frozen=True, slots=True)
class Receipt:
    """What is vouched for; `name` and `sha256` are those of the copy (`attest.NOTHING` where there is none)."""

    name: str
    sha256: str
    verdict: str
    reason: str
    time: datetime
    tenant: str
    case: str
    scope: str
    region: str
    destination: str
    key: Key
    policy: Policy
    dictionary: Dictionary
    made: Made
    kind: str
    """What the attachment was: `MediaType.kind`, empty where that is unknown."""
    size: int
    copy_size: int
    lines: int
    coverage: Coverage
    counts: tuple[Count, ...] = ()
    kept: tuple[Count, ...] = ()
    checks: tuple[Check, ...] = ()

    @property
    def released(self) -> bool:
        """True where there is a copy."""
        return self.verdict in ("redacted", "clean")


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What holds for a whole run besides its report."""

    policy: Policy
    config: Config
    destination: str = ""


def receipts(report: RunReport, held: Circumstances, signer: Signer) -> Iterator[Receipt]:
    """A receipt for every attachment of a run, in the order of the report."""
    model = _version_of(held.config.names) if report.names_sought else ""
    dictionary = Dictionary.of(held.config, signer)
    for case in report.cases:
        for outcome in case.outcomes:
            sought = outcome.names_sought if isinstance(outcome, Released) else report.names_sought
            made = Made(VERSION, report.rules_digest, report.engine, report.language, model, sought)
            yield _receipt(report, case, outcome, held, dictionary, made)


def _receipt(
    report: RunReport, case: CaseResult, outcome: Outcome, held: Circumstances, dictionary: Dictionary, made: Made
) -> Receipt:
    released = outcome if isinstance(outcome, Released) else None
    return Receipt(
        name=outcome.name,
        sha256=released.copy_sha256 if released else attest.NOTHING,
        verdict=verdict(outcome),
        reason="" if isinstance(outcome, Released) else str(outcome.reason),
        time=report.finished.astimezone(UTC).replace(microsecond=0),
        tenant=report.tenant,
        case=case.name,
        scope=report.scope,
        region=held.config.regions.get(report.tenant, ""),
        destination=held.destination,
        key=Key(case.key_id, case.scheme, case.generation),
        policy=held.policy,
        dictionary=dictionary,
        made=made,
        kind=outcome.media.kind if outcome.media else "",
        size=outcome.size,
        copy_size=released.copy_size if released else 0,
        lines=released.lines if released else 0,
        coverage=released.coverage if released else Coverage(0, 0),
        counts=released.counts if released else (),
        kept=released.kept if released else (),
        checks=released.checks if released else (),
    )


def statement(receipt: Receipt) -> Statement:
    """The receipt as it is signed."""
    coverage = asdict(receipt.coverage)
    predicate = {
        "verdict": receipt.verdict,
        "reason": receipt.reason,
        "time": receipt.time.isoformat().replace("+00:00", "Z"),
        **{name: getattr(receipt, name) for name in ("tenant", "case", "scope", "region", "destination")},
        "key": asdict(receipt.key),
        "policy": strictness.terms(receipt.policy),
        "dictionary": asdict(receipt.dictionary),
        "made": asdict(receipt.made),
        "kind": receipt.kind,
        "sizes": {"original": receipt.size, "copy": receipt.copy_size, "lines": receipt.lines},
        "coverage": coverage | {"withheld": 0 if receipt.released else receipt.size},
        "counts": [asdict(count) for count in receipt.counts],
        "kept": [asdict(count) for count in receipt.kept],
        "checks": [asdict(check) for check in receipt.checks],
    }
    kind = attest.RECEIPT if receipt.released else attest.WITHHELD
    return Statement(kind, (Subject(receipt.name, receipt.sha256),), predicate)


def of(said: Statement) -> Receipt:
    """The receipt that a statement is; raises `WithheldError` where it is none that we could have made."""
    try:
        receipt = _read(said.subjects, said.predicate)
    except (AttributeError, KeyError, TypeError, ValueError):
        raise attest.refused("it does not say what a receipt says") from None
    if said.kind != (attest.RECEIPT if receipt.released else attest.WITHHELD):
        raise attest.refused("it is no receipt")
    return receipt


def _read(subjects: tuple[Subject, ...], given: Mapping[str, Any]) -> Receipt:
    ((name, sha256, algorithm),) = subjects
    if algorithm != "sha256":
        raise ValueError
    sizes, coverage = given["sizes"], given["coverage"]
    return Receipt(
        name=name,
        sha256=sha256,
        time=datetime.fromisoformat(given["time"]),
        **{key: str(given[key]) for key in ("verdict", "reason", "tenant", "case", "scope", "region", "destination")},
        key=Key(**given["key"]),
        policy=strictness.policy_of(given["policy"]),
        dictionary=Dictionary(**given["dictionary"]),
        made=Made(**given["made"]),
        kind=str(given["kind"]),
        size=int(sizes["original"]),
        copy_size=int(sizes["copy"]),
        lines=int(sizes["lines"]),
        coverage=Coverage(int(coverage["scanned"]), int(coverage["structure"])),
        counts=tuple(Count(**count) for count in given["counts"]),
        kept=tuple(Count(**count) for count in given["kept"]),
        checks=tuple(Check(**check) for check in given["checks"]),
    )


def _version_of(model: str) -> str:
    """Name and version of an installed model; of one in a directory the directory's name."""
    from importlib import metadata  # here: slow to load, and needed only where names were sought

    name = model.rstrip("/").rpartition("/")[2]
    try:
        return f"{name} {metadata.version(name)}"
    except (metadata.PackageNotFoundError, ValueError):
        return name
