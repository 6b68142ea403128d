"""The library: one attachment in, one outcome out, without touching the disk for small ones.

>>> import redactor
>>> outcome = redactor.redact(b"hostname core-sw1\\nsnmp-server community s3cretString RO\\n", filename="core.cfg")
>>> outcome.verdict
'redacted'
>>> b"core-sw1" in outcome.data or b"s3cretString" in outcome.data
False
>>> outcome.data.startswith(b"hostname ") and outcome.data.endswith(b" RO\\n")
True
"""

from __future__ import annotations

import os
import threading
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, Literal

from redactor import config as configuration
from redactor import policy as policies
from redactor.keys import KeyStore, default_path
from redactor.model import Released, Source, Withheld
from redactor.policy import Policy
from redactor.report import RunReport, verdict

if TYPE_CHECKING:
    from redactor.equipment import Kit

Input = bytes | bytearray | str | os.PathLike[str] | IO[bytes]
_LOCK = threading.Lock()
"""Guards the key store's first use."""
_WARM = threading.local()
WARM = 4
"""Sets of equipment that a thread keeps between calls."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one attachment.

    `verdict` is `clean`, `redacted`, `review` or `withheld`; only the first two have `data`.
    """

    account: Released | Withheld
    report: RunReport = field(repr=False)
    _copy: bytes | None = field(default=None, repr=False)

    @property
    def verdict(self) -> str:
        """`clean` · `redacted` · `review` · `withheld`."""
        return verdict(self.account)

    @property
    def name(self) -> str:
        """The name the copy should have: sensitive parts of the file name are replaced as well."""
        return self.account.name

    @property
    def data(self) -> bytes:
        """The verified copy; raises `ValueError` where nothing may be released."""
        if self._copy is None:
            raise ValueError("the attachment is withheld; there is no copy")
        return self._copy

    @property
    def counts(self) -> dict[str, int]:
        """Replaced occurrences by entity."""
        total: Counter[str] = Counter()
        for count in self.account.counts if isinstance(self.account, Released) else ():
            total[count.entity] += count.occurrences
        return dict(total)


def redact(
    attachment: Input,
    *,
    filename: str = "attachment",
    policy: Policy | str = policies.DEFAULT,
    key: KeyStore | str | os.PathLike[str] | None = None,
    tenant: str = "default",
    case: str = "default",
    scope: Literal["case", "tenant"] = "case",
    names: bool = True,
    engine: str = "auto",
) -> Outcome:
    """Redact one attachment: bytes, a path, or a binary file object (read to its end).

    `key` is a key store or its path; without it the user's key store is used, and made on first use.  The same case,
    tenant and key give the same pseudonyms in every call.  Never raises for what is in the attachment: what cannot be
    released is withheld.  Raises `UsageError` for a wrong argument.  Thread-safe.
    """
    store = key if isinstance(key, KeyStore) else _store(key)
    return _run(
        attachment, filename, policy, names=names, engine=engine, tenant=tenant, case=case, scope=scope, store=store
    )


def scan(
    attachment: Input,
    *,
    filename: str = "attachment",
    policy: Policy | str = policies.DEFAULT,
    names: bool = True,
    engine: str = "auto",
) -> Outcome:
    """What `redact` would find in an attachment, without a key; `account.places` says where, never what."""
    return _run(attachment, filename, policy, names=names, engine=engine, store=None)


def _store(path: str | os.PathLike[str] | None) -> KeyStore:
    with _LOCK:
        return KeyStore.open(Path(path) if path is not None else default_path(os.environ))


def _run(
    attachment: Input,
    filename: str,
    policy: Policy | str,
    *,
    names: bool,
    engine: str,
    store: KeyStore | None,
    tenant: str = "default",
    case: str = "default",
    scope: Literal["case", "tenant"] = "case",
) -> Outcome:
    from redactor.pipeline import Job, run  # here: `import redactor` stays cheap

    settings = configuration.load()
    source = _source(attachment, filename, settings.limits.attachment_bytes)
    copies: list[bytes] = []
    job = Job(
        inputs=(),
        policy=policy if isinstance(policy, Policy) else policies.load(policy),
        config=settings,
        tenant=tenant,
        case=case,
        scope=scope,
        key_store=store,
        engine=engine,
        names=names,
        streams=(source,),
        deliver=(lambda copy, _name: copies.append(copy.read_at(0, copy.size))) if store else None,
    )
    report = run(job, kit=_kit(engine, settings, names=names))
    account = next(iter(report.outcomes))
    kept = copies[0] if copies and isinstance(account, Released) else None
    return Outcome(account, report, kept)


def _kit(engine: str, settings: configuration.Config, *, names: bool) -> Kit:
    """This thread's equipment for such calls: rules and models are made ready once, not once a call."""
    from redactor import equipment  # here: see above

    kits: dict[tuple[str, bool, configuration.Config], Kit] = _WARM.__dict__.setdefault("kits", {})
    key = (engine, names, settings)
    if key not in kits:
        if len(kits) >= WARM:
            kits.clear()
        kits[key] = equipment.kit(engine, settings, names=names, language=settings.language)
    return kits[key]


def _source(attachment: Input, filename: str, limit: int) -> Source:
    from redactor.source import BytesSource, FileSource, SpooledSource  # here: see above

    if isinstance(attachment, bytes | bytearray):
        return BytesSource(bytes(attachment), filename)
    if isinstance(attachment, str | os.PathLike):
        path = Path(attachment)
        return FileSource(path, path.name if filename == "attachment" else filename)
    return SpooledSource.from_stream(attachment, filename, limit)
