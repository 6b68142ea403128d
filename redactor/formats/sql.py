"""SQL dumps (mysqldump, pg_dump, SQLite's `.dump`): the values that fill tables, each under its table and column.

Segments: those values, inside of their quotes, and what lies between them as running text.  Structure: the byte order
mark; between values quotes, commas, brackets, `NULL`, `true`, `false` and numbers of up to three characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from redactor.codecs import compose, for_encoding
from redactor.errors import LimitError
from redactor.formats._inside import inside
from redactor.formats._lines import body
from redactor.formats._sql_lexer import Lexer, Value
from redactor.limits import Limits
from redactor.model import Codec, MediaType, Segment, Source

NAME = "sql"
DOC = "SQL dumps: values of INSERT, UPDATE and COPY under their table and column, the rest as text"
_HEAD = 64 << 10
_MYSQL = re.compile(rb"(?:MySQL|MariaDB) dump|`\w+`|ENGINE=InnoDB|/\*!\d{5}")
_STRUCTURE = re.compile(
    rb"(?:[\s(),;'\"]|\bNULL\b|\bnull\b|\btrue\b|\bfalse\b|\bTRUE\b|\bFALSE\b|\b[0-9]{1,3}\b|\\[N.]|[-eENn])*+"
)


def read(source: Source, media: MediaType, limits: Limits) -> Iterator[Segment]:
    """The segments, window by window; raises `LimitError` for a statement's line that is longer than allowed."""
    outer, position, line = for_encoding(media.encoding), body(source, media), 1
    lexer = Lexer(mysql=_MYSQL.search(outer.decode(source.read_at(position, _HEAD))) is not None)
    wanted = smallest = max(4, min(limits.window_bytes, limits.line_bytes) & ~1)
    while position < source.size:
        raw = source.read_at(position, wanted)
        last = position + len(raw) >= source.size
        text = outer.decode(raw)
        taken, values = lexer.feed(text, last=last)
        if taken == 0 and not last:
            if wanted > limits.line_bytes:
                raise LimitError("a line of SQL is longer than allowed")
            wanted *= 2
            continue
        yield from _segments(raw, text[:taken], values, position, line, outer, limits)
        line += text.count(b"\n", 0, taken)
        position, wanted = position + outer.locate(raw, [taken])[0], smallest


def _segments(
    raw: bytes, text: bytes, values: list[Value], offset: int, line: int, outer: Codec, limits: Limits
) -> Iterator[Segment]:
    """The values and what lies between them, in `text`, which stands as `raw` at `offset` of the source."""
    ends = [0, *(place for value in values for place in value[:2]), len(text)]
    located = outer.locate(raw, ends)
    counted = 0
    for number, (start, end) in enumerate(zip(ends, ends[1:], strict=False)):
        piece = raw[located[number] : located[number + 1]]
        line += text.count(b"\n", counted, start)
        counted = start
        low, high = offset + located[number], offset + located[number + 1]
        if number % 2:
            value = values[number // 2]
            codec = compose(outer, value.codec)
            yield from inside(Segment(low, high, codec.decode(piece), codec, line, value.label), piece, limits)
        elif not _STRUCTURE.fullmatch(text, start, end):
            yield Segment(low, high, text[start:end], outer, line)
