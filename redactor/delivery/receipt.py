"""What a private note says of the copies beside it, and how our own notes are known again.

    redactor 0.1.0: 2 redacted copies
    submission 5b0c…                         keyed with the case's secret over service, host, ticket and the digests
    sha256:8c1f… core.cfg (IP_ADDRESS 3, SECRET 1)

The submission is the same however often the same copies are sent, so that looking at the ticket tells whether they are there.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from redactor.helpdesk.model import Said
from redactor.intake import Ready, Rules
from redactor.keys import derive
from redactor.model import Released
from redactor.version import VERSION

_SUBMISSION = re.compile(r"\bsubmission ([0-9a-f]{32})\b")
_DIGEST = re.compile(r"\bsha256:([0-9a-f]{64})\b")


@dataclass(frozen=True, slots=True)
class Seal:
    """Makes and knows the submissions of one ticket."""

    service: str
    host: str
    ticket: int
    _key: bytes = field(repr=False)

    @classmethod
    def of(cls, rules: Rules, case: str, service: str, host: str, ticket: int) -> Seal:
        """The seal of a case's ticket."""
        secret = rules.store.secret(rules.tenant, case, rules.scope).secret
        return cls(service, host, ticket, derive(secret, "submission"))

    def submission(self, digests: Iterable[str]) -> str:
        """The name of these copies at this ticket."""
        told = "\n".join((self.service, self.host, str(self.ticket), *sorted(digests)))
        return hashlib.blake2b(told.encode(), key=self._key, digest_size=16).hexdigest()

    def genuine(self, said: Said) -> str:
        """The submission of a note that we wrote, empty for any other; nobody else can name the right one."""
        found = _SUBMISSION.search(said.text)
        if not said.private or found is None:
            return ""
        mine = self.submission(_DIGEST.findall(said.text))
        return mine if hmac.compare_digest(mine, found[1]) else ""

    def copies(self, said: Said) -> frozenset[str]:
        """The digests of the copies in a note that we wrote; none in any other."""
        return frozenset(_DIGEST.findall(said.text)) if self.genuine(said) else frozenset()


def text(submission: str, ready: Sequence[Ready]) -> str:
    """The note: digests, names as they may be shown, counts; no value."""
    copies = f"{len(ready)} redacted cop{'y' if len(ready) == 1 else 'ies'}"
    return "\n".join((f"redactor {VERSION}: {copies}", f"submission {submission}", *map(_line, ready)))


def _line(ready: Ready) -> str:
    assert isinstance(ready.account, Released)
    counts: Counter[str] = Counter()
    for count in ready.account.counts:
        counts[count.entity] += count.occurrences
    told = ", ".join(f"{entity} {number}" for entity, number in counts.most_common()) or "nothing to replace"
    return f"sha256:{ready.copy.sha256} {ready.account.name} ({told})"
