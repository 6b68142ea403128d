"""What an erasure certificate states: which secrets are gone, which copies that made irreversible, what is still due.

It claims no more than is so: copies of the key store that were made before are named as still due, and a case whose
pseudonyms another secret reverses is refused before (`key_care.refuse`).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from redactor.key_care import Destroyed
from redactor.vault.domain import Domain
from redactor.vault.edits import Note
from redactor.version import VERSION


def statement(
    destroyed: Destroyed, copies: Iterable[tuple[Domain, Note]], *, pairs: int, who: str, reason: str
) -> dict[str, Any]:
    """The statement, whole; `copies` are those that the vault knew of the destroyed secrets."""
    listed = list(copies)
    desks = Counter((note.destination, domain.case) for domain, note in listed if note.destination)
    return {
        "schema": "redactor-erasure/1",
        "tenant": destroyed.tenant,
        "case": destroyed.case,
        "covers": "tenant" if destroyed.case is None else "case",
        "cases": list(destroyed.cases),
        "destroyed": [
            {key: value for key, value in asdict(row).items() if key not in ("tenant", "state")}
            for row in destroyed.secrets
        ],
        "irreversible": [
            {"name": note.copy, "sha256": note.sha256, "case": domain.case, "key": domain.key_id, "time": note.when}
            for domain, note in listed
        ],
        "deletions_due": [
            {"helpdesk": desk, "case": case, "files": number} for (desk, case), number in sorted(desks.items())
        ],
        "key_store_copies_due": [dict(note) for note in destroyed.exports],
        "vault_pairs": pairs,
        "who": who,
        "reason": reason,
        "time": destroyed.when,
        "tool": VERSION,
    }


def certify(stated: dict[str, Any]) -> bytes:
    """The certificate as it is handed out, one line."""
    return json.dumps(stated, ensure_ascii=True, separators=(",", ":")).encode() + b"\n"
