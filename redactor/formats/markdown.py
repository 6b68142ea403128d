"""Markdown: paragraphs are prose; fenced and indented code, tables and front matter are what machines print.

All text is in segments; blank lines between them are structure, and so is the byte order mark.
Source: CommonMark 0.31 (fences, indented code), GitHub's tables.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from recognizers import lazy_re as re
from redactor.formats import _embedded, _transcript
from redactor.formats._keywords import Keywords
from redactor.formats._lines import whole_text
from redactor.limits import Limits
from redactor.model import Field, MediaType, Nature, Segment, Source

NAME = "markdown"
DOC = "Markdown: prose by paragraphs; fences, tables and front matter as machine text"
GROUP_BYTES = 8192
"""How much prose is read at once by the statistical tier."""
_FENCE = re.compile(rb"[ \t]*(?:>[ \t]*)*(?:[-*+][ \t]+|\d+[.)][ \t]+)?(`{3,}(?=[^`\n]*$)|~{3,})", re.MULTILINE)
_INDENTED = re.compile(rb"(?: {4}|\t)[ \t]*(?![-*+] |\d+[.)] )\S")
_TABLE = re.compile(rb"[ \t]*\|.*\|[ \t]*\r?\n?\Z")
_LISTED = re.compile(rb"[ \t]*(?:[-*+]|\d+[.)])[ \t]")

_FRONT = re.compile(rb"^---[ \t]*\r?$", re.MULTILINE)


class _Block(NamedTuple):
    """Lines [start, end) that are of one nature."""

    start: int
    end: int
    prose: bool


def read(source: Source, media: MediaType, limits: Limits) -> Iterator[Segment]:
    """One segment for each group of paragraphs, and for each stretch of code, table or front matter."""
    offset, raw, codec = whole_text(source, media, limits)
    text = codec.decode(raw)
    blocks = list(_joined(_blocks(text)))
    places = codec.locate(raw, [place for block in blocks for place in (block.start, block.end)])
    keywords, line, counted = Keywords(), 1, 0
    for number, block in enumerate(blocks):
        line += text.count(b"\n", counted, block.start)
        counted = block.start
        inside = text[block.start : block.end]
        fields = () if block.prose else _fields(inside, keywords, limits.depth)
        nature = Nature.PROSE if block.prose else Nature.MACHINE
        low, high = offset + places[2 * number], offset + places[2 * number + 1]
        yield Segment(low, high, inside, codec, line, nature=nature, fields=fields)


def _fields(text: bytes, keywords: Keywords, depth: int) -> tuple[Field, ...]:
    """The fields of a stretch of code, read as JSON where it is that, else as a transcript."""
    body = (text.partition(b"\n")[2] if _FENCE.match(text) else text).strip(b"`~ \t\r\n")
    found = _embedded.json(body, "", depth) if body[:1] in (b"{", b"[") else ()
    lead = text.find(body)
    moved = tuple(Field(field.start + lead, field.end + lead, field.label) for field in found)
    return moved or tuple(_transcript.fields(text, keywords, config=False))


def _blocks(text: bytes) -> Iterator[_Block]:
    """The lines one by one, fences and front matter as a whole; blank lines are left out."""
    at, listed = 0, False
    if text.startswith((b"---\n", b"---\r\n")) and (front := _FRONT.search(text, 4)):
        at = front.end()
        yield _Block(0, at, prose=False)
    while at < len(text):
        end = text.find(b"\n", at) + 1 or len(text)
        line = text[at:end]
        if fence := _FENCE.match(text, at, end):
            end = _fence_end(text, end, fence[1])
            yield _Block(at, end, prose=False)
        elif line.strip():
            listed = bool(_LISTED.match(line)) or (listed and line[:1] in b" \t")
            code = _TABLE.match(line) or (_INDENTED.match(line) and not listed)
            yield _Block(at, end, prose=not code)
        at = end


def _fence_end(text: bytes, at: int, mark: bytes) -> int:
    """Behind the line that closes a fence; the end of the text where none does."""
    close = re.compile(rb"^[ \t>]*" + re.escape(mark) + re.escape(mark[:1]) + rb"*[ \t]*\r?(?:\n|\Z)", re.MULTILINE)
    match = close.search(text, at)
    return match.end() if match else len(text)


def _joined(blocks: Iterator[_Block]) -> Iterator[_Block]:
    """Neighbours of one nature as one; prose in groups of bounded size that end with a line."""
    last: _Block | None = None
    for block in blocks:
        if last and last.prose == block.prose and (not last.prose or block.end - last.start <= GROUP_BYTES):
            last = last._replace(end=block.end)
            continue
        if last:
            yield last
        last = block
    if last:
        yield last
