"""SQL dumps: what mysqldump, pg_dump and SQLite write.

Sources: the dumps' own banners; ISO/IEC 9075 for the statements.
"""

from __future__ import annotations

import re

from redactor.signatures._sample import Guess, Sample

_BANNER = re.compile(rb"-- (?:MySQL|MariaDB|PostgreSQL) (?:database )?(?:cluster )?dump|PRAGMA foreign_keys=")
_FILLS = re.compile(
    rb"(?i)\s*(?:INSERT (?:\w+ )?INTO|REPLACE INTO|COPY [\w.\"]+ \(.*\) FROM stdin;|UPDATE [\w.\"`\[\]]+ SET) ?"
)
_STATEMENT = re.compile(
    rb"(?i)\s*(?:CREATE|INSERT|REPLACE|UPDATE|DELETE|DROP|ALTER|SET|BEGIN|COMMIT|LOCK|UNLOCK|USE|GRANT|SELECT|COPY|START|PRAGMA|--|/\*)"
)


def guess(sample: Sample) -> Guess | None:
    """A dump's banner, or statements that fill tables in a text that begins with a statement."""
    if not sample.lines or not _STATEMENT.match(sample.lines[0]):
        return None
    banner = any(map(_BANNER.match, sample.lines[:5]))
    fills, statements = sample.count(_FILLS), sample.count(_STATEMENT)
    named = sample.ends_with(".sql", ".dump")
    if not banner and not (fills and (named or statements > 0.5 * len(sample.lines))):
        return None
    return Guess("text", "sql", "sql-dump", 0.96, (f"{fills} statements that fill tables",))
