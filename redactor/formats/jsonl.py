"""JSON lines: one value a line, as log shippers write them; other lines in between are running text.

Structure: what is structure in JSON, the line ends of JSON lines, and the byte order mark.
"""

from __future__ import annotations

from collections.abc import Iterator

from redactor.codecs import for_encoding
from redactor.errors import FormatError
from redactor.formats import json
from redactor.formats._json_lexer import LITERAL, Lexer, Span
from redactor.formats._lines import line_windows
from redactor.limits import Limits
from redactor.model import MediaType, Segment, Source

NAME = "jsonl"
DOC = "JSON lines: one JSON value a line; other lines are read as text"


def read(source: Source, media: MediaType, limits: Limits) -> Iterator[Segment]:
    """The segments of each line's JSON; lines that are not JSON are text, neighbours in one segment."""
    outer = for_encoding(media.encoding)
    for window in line_windows(source, media, limits, limits.window_bytes):
        text = outer.decode(window.raw)
        yield from json.segments(window.raw, text, _spans(text, window.line, limits), window.start, outer, limits)


def _spans(text: bytes, line: int, limits: Limits) -> list[Span]:
    spans: list[Span] = []
    start, run = 0, False
    while start < len(text):
        end = text.find(b"\n", start) + 1 or len(text)
        found = _value(text[start:end], line, limits)
        if found is not None:
            spans += [(start + low, start + high, label, sort, at) for low, high, label, sort, at in found]
            run = False
        elif run:
            spans[-1] = (spans[-1][0], end, *spans[-1][2:])
        elif not text[start:end].isspace():
            spans.append((start, end, "", LITERAL, line))
            run = True
        start, line = end, line + 1
    return spans


def _value(text: bytes, line: int, limits: Limits) -> list[Span] | None:
    """The spans of a line that is an object or an array; None where it is something else."""
    if text.lstrip()[:1] not in (b"{", b"["):
        return None
    lexer = Lexer(limits.depth, line=line)
    try:
        _, spans = lexer.feed(text, last=True)
    except FormatError:
        return None
    return spans if lexer.complete else None
