"""Device configurations: running text whose fields are the arguments of commands, under their command path."""

from __future__ import annotations

from collections.abc import Iterator

from redactor.formats._keywords import Keywords
from redactor.formats._transcript import fields
from redactor.formats._windows import windows
from redactor.model import MediaType, Segment, Source

NAME = "config"
DOC = "device configurations: IOS-like, braces, set commands, FortiOS, RouterOS"


def read(source: Source, media: MediaType, limits: object) -> Iterator[Segment]:
    """One segment per window; its size is fixed, so `limits` have no say in what is found."""
    keywords = Keywords()
    for window in windows(source, media.encoding):
        found = fields(window.text, keywords, config=True)
        yield Segment(window.start, window.end, window.text, window.codec, window.line, fields=tuple(found))
