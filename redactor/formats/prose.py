"""What people write: ticket text, mail bodies, notes.  Structure: the byte order mark only."""

from __future__ import annotations

from collections.abc import Iterator

from redactor.codecs import for_encoding
from redactor.formats._lines import line_windows
from redactor.limits import Limits
from redactor.model import MediaType, Nature, Segment, Source

NAME = "prose"
DOC = "ticket text, mail bodies and notes, in groups of paragraphs"
GROUP_BYTES = 8192
"""How much is read at once by the statistical tier: enough for its context, little enough for its memory."""


def read(source: Source, media: MediaType, limits: Limits) -> Iterator[Segment]:
    """One segment for each group of paragraphs; sentences are cut only where a single paragraph is longer."""
    codec = for_encoding(media.encoding)
    for window in line_windows(source, media, limits, GROUP_BYTES, paragraphs=True):
        end = window.start + len(window.raw)
        yield Segment(window.start, end, codec.decode(window.raw), codec, window.line, nature=Nature.PROSE)
