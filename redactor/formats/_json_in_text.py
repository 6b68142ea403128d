r"""JSON objects inside of lines of running text: their values become fields under their paths.

10:00:01 INFO login {"user": "jane"} ok            user → jane
10:00:02 INFO body={\"host\":\"core1\"}            host → core1, the same with its quotes escaped
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator

from redactor.codecs import JSON_STRING
from redactor.errors import WithheldError
from redactor.formats._json_lexer import KEY, Lexer
from redactor.model import Field

DEEPEST = 50
"""Brackets in brackets; what lies deeper is read as the text it is."""
LONGEST = 64 << 10
"""Bytes of a line's JSON that are looked at."""
MOST = 100
"""Short or damaged objects of a line that are looked at; a line with more is no record, and rules read it all the same."""
_LITTLE = 1 << 10
"""So much is looked at first, so that damage costs little wherever it is."""
_OBJECT = re.compile(rb'\{[ \t]*+(\\?)"[^"\\\n]{0,100}+\1"[ \t]*+:')


def fields(text: bytes) -> tuple[Field, ...]:
    """The values of every JSON object in the lines of `text`, as far as each is sound."""
    return tuple(_fields(text)) if b'"' in text and b"{" in text else ()


def _fields(text: bytes) -> Iterator[Field]:
    position, line, damaged = 0, 0, 0
    while found := _OBJECT.search(text, position):
        start = found.start()
        if start >= line:
            line, damaged = text.find(b"\n", start) + 1 or len(text) + 1, 0
        size = min(line - 1 - start, LONGEST)
        raw = text[start : start + min(size, _LITTLE)]
        end, places = _sound(raw, escaped=bool(found[1]))
        if len(raw) < size and end > len(raw) // 2:
            end, places = _sound(text[start : start + size], escaped=bool(found[1]))
        yield from (Field(start + low, start + high, label) for low, high, label in places)
        damaged += end < _LITTLE
        position = start + max(end, 1) if damaged < MOST else line


def _sound(raw: bytes, *, escaped: bool) -> tuple[int, list[Field]]:
    """How far the JSON at the beginning of `raw` goes, and its values."""
    lexer = Lexer(DEEPEST)
    with contextlib.suppress(WithheldError):  # what follows the object on its line is no JSON
        lexer.feed(JSON_STRING.decode(raw) if escaped else raw, last=True)
    end, spans = lexer.sound
    values = [span for span in spans if span[3] != KEY and span[1] <= end]
    places = [place for span in values for place in span[:2]]
    if escaped:
        *places, end = JSON_STRING.locate(raw, [*places, end])
    ends = zip(places[::2], places[1::2], strict=True)
    return end, [Field(low, high, span[2]) for (low, high), span in zip(ends, values, strict=True)]
