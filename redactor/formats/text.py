"""Logs and other running text: windows of whole lines.  Structure: the byte order mark only."""

from __future__ import annotations

from collections.abc import Iterator

from redactor.codecs import for_encoding
from redactor.formats._json_in_text import fields
from redactor.formats._lines import line_windows
from redactor.limits import Limits
from redactor.model import MediaType, Segment, Source

NAME = "text"
DOC = "logs and other running text, in windows of whole lines"


def read(source: Source, media: MediaType, limits: Limits) -> Iterator[Segment]:
    """One segment for each window of about `limits.window_bytes`; PEM-like blocks stay in one; JSON in lines has fields."""
    codec = for_encoding(media.encoding)
    for window in line_windows(source, media, limits, limits.window_bytes):
        text, end = codec.decode(window.raw), window.start + len(window.raw)
        yield Segment(window.start, end, text, codec, window.line, fields=fields(text))
