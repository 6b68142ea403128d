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
from collections.abc import Collection
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
    from redactor.recovery.text import Left

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


@dataclass(frozen=True, slots=True)
class Restored:
    """A text or copy with its originals.  `left` says what stayed and why, never what it is."""

    data: bytes = field(repr=False)
    case: str
    counts: dict[str, int]
    """Turned back, by entity."""
    left: tuple[Left, ...]
    exact: bool
    """True for a copy of ours, which came back through its edit list."""


def redact(
    attachment: Input,
    *,
    filename: str = "attachment",
    policy: Policy | str = policies.DEFAULT,
    key: KeyStore | str | os.PathLike[str] | None = None,
    tenant: str = "default",
    case: str = "default",
    scope: Literal["case", "tenant"] = "case",
    vault: str | None = "",
    names: bool = True,
    engine: str = "auto",
) -> Outcome:
    """Redact one attachment: bytes, a path, or a binary file object (read to its end).

    `key` is a key store or its path; without it the user's key store is used, and made on first use.  The same case,
    tenant and key give the same pseudonyms in every call.  The way back goes into `vault` (a path or URL; empty: the
    configured one, else the one beside the key store; None: none is kept).  Never raises for what is in the attachment: what cannot be
    released is withheld.  Raises `UsageError` for a wrong argument.  Thread-safe.
    """
    store = key if isinstance(key, KeyStore) else _store(key)
    return _run(
        attachment, filename, policy, names=names, engine=engine, tenant=tenant, case=case, scope=scope, store=store,
        vault=vault,
    )  # fmt: skip


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


def restore(
    reply: Input,
    *,
    filename: str = "attachment",
    key: KeyStore | str | os.PathLike[str] | None = None,
    vault: str | None = None,
    tenant: str = "default",
    case: str | None = None,
    only: Collection[str] = (),
    everything: bool = False,
    reason: str = "",
) -> Restored:
    """Turn the pseudonyms of a text, or a whole copy, back into originals.

    `case` None: that of the copy, or the only one.  `only` names entities.  What is an original and a pseudonym of the
    case stays, unless `everything`.  Each call is an entry in the access log, which is on disk before this returns; the
    roles of the configuration hold.  Raises `UsageError` where there is no key, no vault, or no right to it.
    """
    from redactor.recovery import request  # here: see above

    settings = configuration.load()
    store = key if isinstance(key, KeyStore) else KeyStore.open(_path(key), create=False)
    source = _source(reply, filename, settings.limits.attachment_bytes)
    asked = request.Asked(vault, tenant, case, frozenset(only) or None, everything, reason)
    done = request.restore(source, store, settings, asked)
    return Restored(done.data.read_at(0, done.data.size), done.case, done.counts, tuple(done.left), done.exact)


def _path(key: str | os.PathLike[str] | None) -> Path:
    return Path(key) if key is not None else default_path(os.environ)


def _store(path: str | os.PathLike[str] | None) -> KeyStore:
    with _LOCK:
        return KeyStore.open(_path(path))


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
    vault: str | None = None,
) -> Outcome:
    from redactor.job import Job
    from redactor.pipeline import run  # here: `import redactor` stays cheap

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
        vault=_vault(vault, settings, store) if store is not None and vault is not None else None,
        engine=engine,
        names=names,
        streams=(source,),
        deliver=(lambda copy, _name: copies.append(copy.read_at(0, copy.size))) if store else None,
    )
    report = run(job, kit=_kit(engine, settings, names=names))
    account = next(iter(report.outcomes))
    kept = copies[0] if copies and isinstance(account, Released) else None
    return Outcome(account, report, kept)


def _vault(given: str, settings: configuration.Config, store: KeyStore) -> str:
    """The vault's place; it is there when this returns."""
    from redactor.vault import place  # here: see above

    where = place.place(None, {} if given else os.environ, given or settings.vault, store.path)
    with place.opened(where, create=True):
        return where


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
