"""Pseudonyms: keyed pure functions from a value to another of the same kind and shape; one file per kind.

    value ─► kind (entity) ─► parts ─► shape · address · mac   under the case's or tenant's secret ─► same notation

Laws: equal (secret, action, entity, value, networks) give equal results on every machine; injective within an entity,
up to the bounds that `shape` and `mac` state; never the value itself, case folded, unless `unchanged` says so.
Small domains (an octet, three letters) resist only whoever knows no pairs.
"""

from __future__ import annotations

from collections.abc import Iterable

from redactor.model import Action
from redactor.pseudonyms import kinds, secret
from redactor.pseudonyms.prf import Prf
from redactor.pseudonyms.scheme import Scheme


class Pseudonyms:
    """The replacements under one secret.  Holds caches only, of what the secret gives back: safe to share and to drop.

    `networks` are those of the case, as (4 or 6, network as a number, prefix length).  The learn pass has to name every
    network whose members may also stand alone: a `/len` speaks for the value next to it only.
    `family_only`: `apply` generalises to the family alone (policy `strict`).
    """

    __slots__ = ("_cap", "_family_only", "_hidden", "_memo", "_scheme")

    def __init__(
        self,
        secret: bytes,
        *,
        networks: Iterable[tuple[int, int, int]] = (),
        cap: int = 20_000,
        family_only: bool = False,
    ) -> None:
        root, known = Prf.of(secret), sorted(set(networks))
        self._scheme = Scheme(root.derive("pseudonymise"), known)
        self._hidden = Scheme(root.derive("suppress"), known, one_way=True)
        self._cap = cap
        self._family_only = family_only
        self._memo: dict[tuple[str, str, bytes], bytes] = {}

    def apply(self, action: Action, entity: str, value: bytes) -> bytes:
        """What `value` becomes; memoised.  `keep` keeps it, `drop` leaves nothing."""
        key = (action, entity, value)
        found = self._memo.get(key)
        if found is None:
            found = self._applied(action, entity, value)
            if len(self._memo) >= self._cap:
                self._memo.clear()
            self._memo[key] = found
        return found

    def pseudonymise(self, entity: str, value: bytes) -> bytes:
        """The pseudonym of `value`; a secret is suppressed instead, since nothing may bring it back."""
        if entity == "SECRET":
            return self.suppress(entity, value)
        return self._changed(self._scheme, entity, value)

    def generalise(self, entity: str, value: bytes, *, family_only: bool = False) -> bytes:
        """The coarser value of `value`: leading numbers kept (`family_only`: fewer); not injective."""
        general = kinds.GENERAL.get(entity)
        if general is None:
            return self.pseudonymise(entity, value)
        core = value.strip()
        if not core or self.unchanged(entity, core):
            return value
        found = general(self._scheme, core, family_only)
        if found.lower() == core.lower():
            found = kinds.shape(self._scheme, entity, core)
        return value.replace(core, found, 1)

    def suppress(self, entity: str, value: bytes) -> bytes:
        """Another value of the same kind, by a one-way function: no key brings the original back."""
        if entity != "SECRET":
            return self._changed(self._hidden, entity, value)
        core = value.strip()
        return value.replace(core, secret.suppressed(self._hidden, core), 1) if core else value

    def unchanged(self, entity: str, value: bytes) -> bool:
        """True for a value that is kept as it is, whatever the action: it names nobody, or holds nothing to change."""
        return kinds.is_special(self._scheme, entity, value.strip())

    def _applied(self, action: Action, entity: str, value: bytes) -> bytes:
        if action is Action.PSEUDONYMISE:
            return self.pseudonymise(entity, value)
        if action is Action.GENERALISE:
            return self.generalise(entity, value, family_only=self._family_only)
        if action is Action.SUPPRESS:
            return self.suppress(entity, value)
        return value if action is Action.KEEP else b""

    def _changed(self, scheme: Scheme, entity: str, value: bytes) -> bytes:
        core = value.strip()
        if not core or self.unchanged(entity, core):
            return value
        kind = kinds.PSEUDONYM.get(entity)
        found = kinds.shape(scheme, entity, core) if kind is None else kind(scheme, self._hidden, core)
        if found.lower() == core.lower():
            found = kinds.shape(scheme, entity, core)
        return found if core is value or core == value else value.replace(core, found, 1)
