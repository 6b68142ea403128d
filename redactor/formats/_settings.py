"""Items of TOML and HCL become segments."""

from __future__ import annotations

from collections.abc import Iterator

from redactor.codecs import PLAIN, compose
from redactor.codecs.quoted_lines import QUOTED_LINES
from redactor.formats import _embedded
from redactor.formats._keywords import Keywords
from redactor.formats._lines import whole_text
from redactor.formats._settings_lexer import Item, Lexer, Sort
from redactor.limits import Limits
from redactor.model import Codec, Field, MediaType, Nature, Segment, Source


def segments(source: Source, media: MediaType, limits: Limits, *, tables: bool) -> Iterator[Segment]:
    """A segment for each key, value, comment and here-document, in order."""
    offset, raw, outer = whole_text(source, media, limits)
    text = outer.decode(raw)
    items = list(Lexer(text, limits.depth, tables=tables).items())
    places = outer.locate(raw, [place for item in items for place in (item.start, item.end)])
    keywords, line, counted = Keywords(), 1, 0
    for number, item in enumerate(items):
        line += text.count(b"\n", counted, item.start)
        counted = item.start
        inner: Codec = QUOTED_LINES if item.escaped else PLAIN
        inside = inner.decode(text[item.start : item.end])
        label, nature, fields = _told(item, inside, keywords, limits.depth)
        low, high = offset + places[2 * number], offset + places[2 * number + 1]
        codec = compose(outer, inner)
        yield Segment(low, high, inside, codec, line, label, nature, fields, item.sort is Sort.KEY)


def _told(item: Item, text: bytes, keywords: Keywords, depth: int) -> tuple[str, Nature, tuple[Field, ...]]:
    """The label, nature and fields of an item."""
    label = "schema version" if item.label == "version" else item.label
    if item.sort is Sort.COMMENT:
        lead = len(text) - len(text.lstrip(b"#/* \t"))
        found = _embedded.commented(text[lead:], label)
        fields = tuple(field._replace(start=field.start + lead, end=field.end + lead) for field in found)
        return "", _embedded.note(text[lead:]) if not fields else Nature.MACHINE, fields
    if item.sort is Sort.WORD and not text[:1].isdigit():
        return "", Nature.MACHINE, ()
    if item.sort is Sort.KEY:
        return label, Nature.MACHINE, ()
    nature = _embedded.nature(text, label)
    fields = _embedded.inner(text, label, keywords, depth)
    return "" if b"\n" in text and nature is Nature.MACHINE else label, nature, fields
