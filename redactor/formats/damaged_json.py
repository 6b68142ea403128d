"""JSON that is damaged or cut off: read as JSON as far as it is sound, and from there on as running text.

Structure: what is structure in JSON, in the sound part.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from redactor.codecs import for_encoding
from redactor.errors import FormatError
from redactor.formats import cli, json
from redactor.formats._json_lexer import Lexer
from redactor.formats._lines import body
from redactor.limits import Limits
from redactor.model import MediaType, Segment, Source

NAME = "damaged_json"
DOC = "JSON that is damaged or cut off: as JSON as far as it goes, the rest as text"
PIECE = 256 << 10
"""Bytes that are read at once; a string that is longer ends the sound part."""


@dataclass(frozen=True, slots=True)
class _Rest:
    """A source from `start` on."""

    source: Source = field(repr=False)
    start: int
    name: str = field(default="", repr=False)

    @property
    def size(self) -> int:
        return self.source.size - self.start

    def read_at(self, offset: int, size: int) -> bytes:
        return self.source.read_at(self.start + offset, size)

    def windows(self, size: int) -> Iterator[bytes]:
        for offset in range(0, self.size, size):
            yield self.read_at(offset, size)


def read(source: Source, media: MediaType, limits: Limits) -> Iterator[Segment]:
    """The segments of the JSON up to the last value before the damage, then those of the text that is left."""
    outer, position, line = for_encoding(media.encoding), body(source, media), 1
    lexer = Lexer(limits.depth)
    while position < source.size:
        raw = source.read_at(position, PIECE)
        text, last = outer.decode(raw), position + len(raw) >= source.size
        try:
            taken, spans = lexer.feed(text, last=last)
            sound = taken > 0 and (not last or lexer.complete)
        except FormatError:
            sound = False
        if not sound:
            taken, spans = lexer.sound
            spans = [span for span in spans if span[1] <= taken]
        yield from json.segments(raw, text, spans, position, outer, limits)
        position += outer.locate(raw, [taken])[0]
        line += text.count(b"\n", 0, taken)
        if not sound or last:
            break
    for segment in cli.read(_Rest(source, position), media, limits) if position < source.size else ():
        start, end = segment.start + position, segment.end + position
        yield replace(segment, start=start, end=end, line=segment.line + line - 1)
