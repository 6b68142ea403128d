"""Tables with separators: CSV, TSV, and what spreadsheets and monitoring tools export.

Source: RFC 4180; the separators that spreadsheets of other languages use.
"""

from __future__ import annotations

from redactor.formats._csv_columns import is_log
from redactor.formats._csv_dialect import HEAD, dialect
from redactor.signatures._sample import Guess, Sample

_ENDINGS = (".csv", ".tsv", ".tab")
_SURELY = (b",", b";", b"\t")
"""Separators that are enough by themselves; bars also draw the tables of command output."""


def guess(sample: Sample) -> Guess | None:
    """Records of equally many cells under a heading; without one, or of two columns, where the name says so too."""
    named = sample.ends_with(*_ENDINGS)
    told = dialect(sample.head[:HEAD], whole=sample.whole and len(sample.head) <= HEAD)
    if told is None or not told.rows or told.regular < (0.8 if named else 0.9):
        return None
    if not named and (told.mark not in _SURELY or told.width < 3 or len(told.rows) < 2 or not told.heading):
        return None
    if not named and told.skipped:
        return None
    name = "tsv" if told.mark == b"\t" else "csv"
    what = "a heading and rows" if told.heading else "rows"
    kind = "log" if is_log(told.heading) else "text"
    return Guess(kind, "csv", name, 0.93, (f"{what} of {told.width} cells",))
