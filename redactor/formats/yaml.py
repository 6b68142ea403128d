"""YAML: Kubernetes objects, playbooks, compose files, any document; read by offsets, never parsed into objects.

Segments: every scalar under the path of its keys, every key, comment, anchor, alias, tag and directive.  Structure: the
byte order mark, indentation, indicators and quotes.  Aliases are not expanded.
"""

from __future__ import annotations

from collections.abc import Iterator

from redactor.codecs import PLAIN, compose
from redactor.codecs.yaml_scalar import YAML_DOUBLE, YAML_SINGLE, YamlBlock
from redactor.formats import _embedded
from redactor.formats._keywords import Keywords
from redactor.formats._lines import whole_text
from redactor.formats._yaml_items import Item, Sort, Style
from redactor.formats._yaml_labels import labels
from redactor.formats._yaml_lexer import Lexer
from redactor.limits import Limits
from redactor.model import Codec, Field, MediaType, Nature, Segment, Source

NAME = "yaml"
DOC = "YAML: every scalar and key with its path, comments; Kubernetes Secrets and vaults are suppressed"


_CODECS: dict[Style, Codec] = {Style.SINGLE: YAML_SINGLE, Style.DOUBLE: YAML_DOUBLE}


def read(source: Source, media: MediaType, limits: Limits) -> Iterator[Segment]:
    """A segment for each scalar, key, comment and name, in order; the label is the path of keys.

    A value beside a `name` goes by that name; a body of several lines is text with fields.
    """
    offset, raw, outer = whole_text(source, media, limits)
    text = outer.decode(raw)
    lexer = Lexer(text, limits.depth)
    items = list(lexer.items())
    told = labels(text, items, lexer.entries)
    reader = _Reader(text, outer, limits)
    places = outer.locate(raw, [place for item in items for place in (item.start, item.end)])
    for number, item in enumerate(items):
        low, high = places[2 * number], places[2 * number + 1]
        yield reader.segment(item, offset + low, offset + high, told[item.home])


class _Reader:
    __slots__ = ("_codecs", "_counted", "_keywords", "_limits", "_line", "_outer", "_text")

    def __init__(self, text: bytes, outer: Codec, limits: Limits) -> None:
        self._text = text
        self._outer = outer
        self._limits = limits
        self._keywords = Keywords()
        self._codecs: dict[tuple[Style, int], Codec] = {}
        self._line, self._counted = 1, 0

    def segment(self, item: Item, low: int, high: int, label: str) -> Segment:
        """The segment of an item that stands at [low, high) of the source, in an entry with this label."""
        self._line += self._text.count(b"\n", self._counted, item.start)
        self._counted = item.start
        codec = self._codec(item.style, item.indent)
        inside = self._text[item.start : item.end]
        if item.style is not Style.PLAIN:
            inside = self._inner(item.style, item.indent).decode(inside)
        fields: tuple[Field, ...] = ()
        nature = Nature.MACHINE
        if item.sort is Sort.COMMENT:
            fields, nature, label = _comment(inside, label)
        elif item.sort is Sort.VALUE:
            label = f"{label}/{_embedded.SEALED}" if item.sealed else label
            nature = _embedded.nature(inside, label)
            fields = _embedded.inner(inside, label, self._keywords, self._limits.depth)
            running = item.style is Style.BLOCK and b"\n" in inside and nature is Nature.MACHINE
            label = "" if running else label
        elif item.sort is Sort.NAME:
            label = ""
        return Segment(low, high, inside, codec, self._line, label, nature, fields, item.sort is Sort.KEY)

    def _codec(self, style: Style, indent: int) -> Codec:
        codec = self._codecs.get((style, indent))
        if codec is None:
            codec = self._codecs[style, indent] = compose(self._outer, self._inner(style, indent))
        return codec

    def _inner(self, style: Style, indent: int) -> Codec:
        if style is Style.BLOCK:
            return YamlBlock(indent)
        return _CODECS.get(style, PLAIN)


def _comment(text: bytes, label: str) -> tuple[tuple[Field, ...], Nature, str]:
    """The fields and the nature of a comment, which has no label of its own."""
    lead = len(text) - len(text.lstrip(b"#! \t"))
    above = label.rpartition("/")[0]
    fields = _embedded.commented(text[lead:], above)
    moved = tuple(field._replace(start=field.start + lead, end=field.end + lead) for field in fields)
    return moved, _embedded.note(text[lead:]) if not moved else Nature.MACHINE, ""
