"""The journal's export format: entries that begin with a cursor and times, some fields with a binary length.

Source: systemd's documentation of the journal export format.
"""

from __future__ import annotations

from recognizers import lazy_re as re
from redactor.signatures._sample import Guess, Sample

_ENTRY = re.compile(rb"\n*__CURSOR=[^\n]*\n__REALTIME_TIMESTAMP=\d+\n")


def guess(sample: Sample) -> Guess | None:
    """An entry at the very beginning; `head` may be raw bytes, since lengths have zeros in them."""
    if not _ENTRY.match(sample.head):
        return None
    return Guess("log", "journald", "journald-export", 0.99, ("an entry of a journal export",))
