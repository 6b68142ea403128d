"""Whether a file's receipt covers what is asked now: then it passes unchanged, so that nothing is redacted twice.

file ─sha256─► receipt of it? ─no─► its name has a receipt of another file? ─yes─► refused
                    │ yes                                                   └no─► redacted as any other
                    ├─ tenant, policy, words, names at least as strict ─► Covered, passes as it is
                    └─ anything less ──────────────────────────────────► redacted as any other
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import InitVar, dataclass, field

from redactor import attest, strictness
from redactor.errors import WithheldError
from redactor.model import Check, Coverage, MediaType, Reason, Released, Source
from redactor.policy import Policy
from redactor.receipt import Dictionary, Receipt
from redactor.receipt_files import VOUCHED, Sealed
from redactor.source import Spool

_WINDOW = 1 << 20
_SEAL = object()


@dataclass(frozen=True, slots=True)
class Covered:
    """A copy that was verified when its receipt was made, and is unchanged since; nothing but `Cover` makes one."""

    copy: Source = field(repr=False)
    receipt: Receipt
    seal: InitVar[object]

    def __post_init__(self, seal: object) -> None:
        if seal is not _SEAL:
            raise TypeError("only Cover makes a Covered")

    def account(self, name: str, media: MediaType, seconds: float) -> Released:
        """What the report says of it: nothing was done, since its receipt vouches for all of it."""
        size = self.copy.size
        return Released(
            name=name,
            renamed=False,
            media=media,
            size=size,
            copy_size=size,
            copy_sha256=self.receipt.sha256,
            lines=self.receipt.lines,
            counts=(),
            kept=(),
            places=(),
            checks=(Check(VOUCHED, size),),
            coverage=Coverage(0, size),
            rounds=0,
            names_sought=self.receipt.made.names_sought,
            seconds=seconds,
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked now: whose, how strictly, with which words, and whether names are to be sought."""

    tenant: str
    policy: Policy
    names: bool = False
    language: str = "en"
    dictionary: Dictionary = Dictionary()


def is_covered(file: Source, receipt: Receipt, tenant: str, policy: Policy, *, names: bool = False) -> bool:
    """True where the (checked) receipt is the file's and covers what is asked; raises `WithheldError` for another file."""
    if sha256(file) != receipt.sha256:
        raise attest.refused("the file is not the one it is for", _NOT_IT)
    return not lacks(receipt, Asked(tenant, policy, names))


def lacks(receipt: Receipt, asked: Asked) -> str:
    """Why a receipt does not cover what is asked, in words; empty where it does."""
    if not receipt.released:
        return "nothing was released"
    if receipt.tenant != asked.tenant:
        return "it is another tenant's"
    if asked.names and not (receipt.made.names_sought and receipt.made.language == asked.language):
        return "names were not sought"
    if asked.dictionary.always and asked.dictionary.always != receipt.dictionary.always:
        return "other words are always sensitive now"
    if receipt.dictionary.never and receipt.dictionary.never != asked.dictionary.never:
        return "other words were kept then"
    return strictness.weaker(receipt.policy, asked.policy)


@dataclass(frozen=True, slots=True)
class Cover:
    """The receipts at hand, by the file they are for, and what is asked; travels to workers."""

    asked: Asked
    limit: int
    """Bytes that a file may have."""
    by_digest: Mapping[str, Receipt] = field(hash=False, repr=False)
    names: frozenset[str] = field(repr=False)
    """What the copies are called, also seen from folders further down."""
    lines: Mapping[str, bytes] = field(hash=False, repr=False)
    """The sealed receipts, by the file they are for."""

    @classmethod
    def of(cls, sealed: Iterable[Sealed], asked: Asked, limit: int) -> Cover:
        """The cover that checked receipts give."""
        released = [each for each in sealed if each.receipt.released]
        by_digest = {each.receipt.sha256: each for each in released if not lacks(each.receipt, asked)}
        for each in released:
            by_digest.setdefault(each.receipt.sha256, each)
        return cls(
            asked,
            limit,
            {digest: each.receipt for digest, each in by_digest.items()},
            frozenset(name for each in released for name in _tails(each.receipt.name)),
            {digest: each.line for digest, each in by_digest.items()},
        )

    def knows(self, source: Source) -> bool:
        """True where the receipts settle what becomes of the file: it passes, or is refused."""
        receipt = self.by_digest.get(sha256(source))
        return source.name in self.names if receipt is None else not lacks(receipt, self.asked)

    def take(self, source: Source) -> Covered:
        """The file as it may pass; raises `WithheldError` for what no receipt covers."""
        copy = Spool(source.name, self.limit)
        for window in source.windows(_WINDOW):
            copy.write(window)
        receipt = self.by_digest.get(copy.sha256)
        if receipt is None:
            raise attest.refused("the file is not the one it is for", _NOT_IT)
        if lacks(receipt, self.asked):
            raise WithheldError("the file changed while it was read", Reason.CHANGED)
        return Covered(copy, receipt, _SEAL)


def sha256(source: Source) -> str:
    """Of all bytes of a source, in hex."""
    digest = hashlib.sha256()
    for window in source.windows(_WINDOW):
        digest.update(window)
    return digest.hexdigest()


def _tails(name: str) -> Iterator[str]:
    """A relative name, and what it is called in each folder on its way."""
    while name:
        yield name
        name = name.partition("/")[2]


_NOT_IT = "it was changed after its receipt was made; redact the original again"
