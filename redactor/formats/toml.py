"""TOML 1.0: keys under their tables, strings of all four kinds, arrays, inline tables, comments; read by offsets.

Structure: the byte order mark, white space, brackets, separators and quotes.
"""

from __future__ import annotations

from collections.abc import Iterator

from redactor.formats import _settings
from redactor.limits import Limits
from redactor.model import MediaType, Segment, Source

NAME = "toml"
DOC = "TOML: every value under its table and key, comments"


def read(source: Source, media: MediaType, limits: Limits) -> Iterator[Segment]:
    """A segment for each key, value and comment, in order; the label is the path of keys."""
    return _settings.segments(source, media, limits, tables=True)
