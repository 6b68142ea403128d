"""JSON, also several values in a row: read by offsets, never parsed into objects.

Segments: the inside of every string and of every key, and numbers of more than three characters.  Structure: the
byte order mark, white space, brackets, commas, colons, quotes, shorter numbers, and words such as `true` and `null`; the
same in JSON inside of a string, and `&` and `=` of form bodies there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from redactor.codecs import JSON_STRING, compose, for_encoding
from redactor.errors import FormatError, LimitError
from redactor.formats._inside import inside
from redactor.formats._json_lexer import KEY, LITERAL, STRING, Lexer, Span
from redactor.formats._lines import body
from redactor.limits import Limits
from redactor.model import Codec, MediaType, Segment, Source

NAME = "json"
DOC = "JSON, by offsets: every string, number and key with its path"

_MODULE = re.compile(r"(?:.*/)?modules/[\w.-]+")
"""Where error trackers list what a program is made of, with its version."""
_VERSION = re.compile(rb"[0-9]{1,5}(?:\.[0-9]{1,5}){3}")
"""The version of a .NET assembly: it looks like an address, and only the name before it tells."""


def read(source: Source, media: MediaType, limits: Limits) -> Iterator[Segment]:
    """A segment for each string, key and longer number; raises `FormatError` where the JSON is not sound.

    The label is the path of keys, or what a neighbour says (`_json_names`); places in arrays are left out.  A string that
    holds text in a notation of its own is several segments (`_inside`).
    """
    outer, position = for_encoding(media.encoding), body(source, media)
    lexer = Lexer(limits.depth)
    wanted = smallest = max(4, min(limits.window_bytes, limits.line_bytes) & ~1)
    while position < source.size:
        raw = source.read_at(position, wanted)
        last = position + len(raw) >= source.size
        text = outer.decode(raw)
        taken, spans = lexer.feed(text, last=last)
        yield from segments(raw, text, spans, position, outer, limits)
        if last:
            break
        if taken == 0:
            if wanted > limits.line_bytes:
                raise LimitError("a JSON string is longer than allowed")
            wanted *= 2
            continue
        position, wanted = position + outer.locate(raw, [taken])[0], smallest
    if not lexer.complete:
        raise FormatError("JSON that ends too early")


def segments(
    raw: bytes, text: bytes, spans: list[Span], offset: int, outer: Codec, limits: Limits
) -> Iterator[Segment]:
    """The segments of `spans` of `text`, which stands as `raw` at `offset` of the source."""
    spans = _with_modules(text, spans)
    ranges = [place for start, end, *_ in spans for place in (start, end)]
    located = outer.locate(raw, ranges)
    inner = compose(outer, JSON_STRING)
    for number, (start, end, label, sort, line) in enumerate(spans):
        value, codec = text[start:end], outer
        if sort != LITERAL:
            value, codec = JSON_STRING.decode(value), inner
        low, high = located[2 * number], located[2 * number + 1]
        segment = Segment(offset + low, offset + high, value, codec, line, label, key=sort == KEY)
        if sort == STRING:
            yield from inside(segment, raw[low:high], limits)
        else:
            yield segment


def _with_modules(text: bytes, spans: list[Span]) -> list[Span]:
    """The spans, where a module and its version are one: `"System.Runtime": "4.2.2.0` is read as one name."""
    if not any(span[3] == KEY and "modules/" in span[2] for span in spans):
        return spans
    joined: list[Span] = []
    for span in spans:
        low, high, label, sort, _ = span
        named = sort == STRING and joined and joined[-1][2:4] == (label, KEY) and _MODULE.fullmatch(label)
        if named and _VERSION.fullmatch(text[low:high]):
            joined[-1] = (joined[-1][0] - 1, high, label, KEY, joined[-1][4])
        else:
            joined.append(span)
    return joined
