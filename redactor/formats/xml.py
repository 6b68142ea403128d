"""XML: every text, attribute value and comment is a segment under its element path; markup is structure.

    <entry name="x"><hostname>r1</hostname></entry>      @name → x;  hostname → r1      (`_xml_labels` has the rest)
Nothing is expanded: a document type that declares entities is refused.  Tags must balance.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from recognizers import lazy_re as re
from redactor import codecs
from redactor.codecs.xml_text import XML_CDATA, XML_TEXT
from redactor.errors import FormatError, LimitError
from redactor.formats import _embedded
from redactor.formats._keywords import Keywords
from redactor.formats._lines import whole_text
from redactor.formats._xml_labels import Labels, shown
from redactor.formats._xml_lexer import CHUNK, Kind, Lexer, Token
from redactor.limits import Limits
from redactor.model import Codec, Field, MediaType, Nature, Reason, Segment, Source

NAME = "xml"
DOC = "XML: device configurations, Windows events, any well-formed document; no entity is expanded"
MOST_ATTRIBUTES = 10_000
"""Attributes of one element."""

_NAME = rb"[A-Za-z_:\x80-\xff][\w:.\x80-\xff-]*"
_TAG = re.compile(rb"<(" + _NAME + rb")")
_ATTRIBUTE = re.compile(rb"\s+(" + _NAME + rb")\s*=\s*(?:\"([^\"<]*)\"|'([^'<]*)')")
_TAG_END = re.compile(rb"\s*/?>\Z")
_DECLARATION = re.compile(
    rb"<\?xml\s+version=[\"']1\.\d[\"'](?:\s+encoding=[\"'][\w.-]+[\"'])?(?:\s+standalone=[\"'](?:yes|no)[\"'])?\s*\?>"
)
_BLANKS = b" \t\r\n"


def read(source: Source, media: MediaType, limits: Limits) -> Iterator[Segment]:
    """Texts, attribute values, comments and instructions in order; `FormatError` where tags do not balance."""
    if media.encoding.startswith("utf-16"):
        yield from _wide(source, media, limits)
        return
    outer = codecs.for_encoding(media.encoding)
    start = 3 if source.read_at(0, 3) == b"\xef\xbb\xbf" else 0
    yield from _segments(source, start, outer, limits)


def _wide(source: Source, media: MediaType, limits: Limits) -> Iterator[Segment]:
    """UTF-16 is decoded as a whole; each segment is then put where it stands in the source."""
    offset, raw, outer = whole_text(source, media, limits)
    text = _Text(source.name, outer.decode(raw))
    found = list(_segments(text, 0, codecs.PLAIN, limits))
    places = outer.locate(raw, [place for segment in found for place in (segment.start, segment.end)])
    for number, segment in enumerate(found):
        low, high = offset + places[2 * number], offset + places[2 * number + 1]
        yield dataclasses.replace(segment, start=low, end=high, codec=codecs.compose(outer, segment.codec))


def _segments(source: Source, start: int, outer: Codec, limits: Limits) -> Iterator[Segment]:
    reader = _Reader(outer, limits)
    for token in Lexer(source, start, limits.line_bytes, CHUNK).tokens():
        yield from reader.segments(token)
        reader.line += token.raw.count(b"\n")
    reader.finish()


class _Text:
    """Decoded text as a source."""

    __slots__ = ("_text", "name", "size")

    def __init__(self, name: str, text: bytes) -> None:
        self.name = name
        self.size = len(text)
        self._text = text

    def read_at(self, offset: int, size: int) -> bytes:
        return self._text[offset : offset + size]

    def windows(self, size: int) -> Iterator[bytes]:
        return (self._text[at : at + size] for at in range(0, self.size, size))


class _Reader:
    """The open elements, and the line a token begins in."""

    __slots__ = ("_comment", "_data", "_keywords", "_labels", "_limits", "_root", "_text", "line")

    def __init__(self, outer: Codec, limits: Limits) -> None:
        self._text = codecs.compose(outer, XML_TEXT)
        self._data = codecs.compose(outer, XML_CDATA)
        self._comment = outer
        self._limits = limits
        self._labels = Labels()
        self._keywords = Keywords()
        self._root = False
        self.line = 1

    def segments(self, token: Token) -> Iterator[Segment]:
        """What of a token is data."""
        if token.kind is Kind.OPEN:
            yield from self._element(token)
        elif token.kind is Kind.CLOSE:
            if self._labels.pop() != token.raw[2:-1].strip(_BLANKS):
                raise FormatError("XML whose tags do not balance")
        elif token.kind is Kind.TEXT:
            if not self._labels and token.raw.strip(_BLANKS):
                raise FormatError("text outside of the XML document")
            yield from self._value(token, 0, len(token.raw), self._text)
        elif token.kind is Kind.CDATA:
            yield from self._value(token, 9, len(token.raw) - 3, self._data)
        else:
            yield from self._aside(token)

    def _aside(self, token: Token) -> Iterator[Segment]:
        raw = token.raw
        if token.kind is Kind.COMMENT:
            for segment in self._segment(token, 4, len(raw) - 3, "", self._comment):
                yield dataclasses.replace(segment, nature=_embedded.note(segment.text))
        elif token.kind is Kind.PI:
            if not _DECLARATION.fullmatch(raw):
                yield from self._segment(token, 2, len(raw) - 2, "", self._comment)
        else:
            if b"<!ENTITY" in raw.upper() or not raw.startswith(b"<!DOCTYPE"):
                raise FormatError("XML that declares entities", Reason.UNSUPPORTED)
            yield from self._segment(token, 9, len(raw) - 1, "", self._comment)

    def _element(self, token: Token) -> Iterator[Segment]:
        match = _TAG.match(token.raw)
        if match is None or (self._root and not self._labels):
            raise FormatError("XML with a tag that has no name, or with two roots")
        self._root = True
        spans, end = _attributes(token.raw, match.end())
        if not _TAG_END.match(token.raw, end):
            raise FormatError("XML with a tag that cannot be read")
        named = [(shown(name), self._text.decode(token.raw[low:high])) for name, low, high in spans]
        label, path, told = self._labels.entered(match.group(1), named)
        for (_, low, high), name in zip(spans, told, strict=True):
            yield from self._inside(token, low, high, name, self._text)
        if token.raw[-2:] != b"/>":
            if len(self._labels) >= self._limits.depth:
                raise LimitError("XML that is nested too deeply")
            self._labels.push(match.group(1), label, path)

    def _value(self, token: Token, start: int, end: int, codec: Codec) -> Iterator[Segment]:
        """Text of the innermost element."""
        key = self._labels.is_key()
        for segment in self._inside(token, start, end, self._labels.text, codec):
            self._labels.said(segment.text)
            yield dataclasses.replace(segment, key=True, fields=()) if key else segment

    def _inside(self, token: Token, start: int, end: int, label: str, codec: Codec) -> Iterator[Segment]:
        """A value with the fields of what is inside of it; several lines of a machine are running text."""
        for segment in self._segment(token, start, end, label, codec):
            text = segment.text
            nature = _embedded.nature(text, label)
            fields = _embedded.inner(text, label, self._keywords, self._limits.depth)
            running = b"\n" in text and nature is Nature.MACHINE
            yield _with(segment, "" if running else label, nature, fields)

    def _segment(self, token: Token, start: int, end: int, label: str, codec: Codec) -> Iterator[Segment]:
        """The part [start, end) of a token without its outer blanks, unless nothing is left."""
        raw = token.raw[start:end]
        value = raw.strip(_BLANKS)
        if value:
            lead = len(raw) - len(raw.lstrip(_BLANKS))
            line = self.line + token.raw.count(b"\n", 0, start + lead)
            first = token.start + start + lead
            yield Segment(first, first + len(value), codec.decode(value), codec, line, label)

    def finish(self) -> None:
        """The document is over: everything must be closed, and there must have been something."""
        if self._labels or not self._root:
            raise FormatError("XML that ends before its last tag")


def _attributes(raw: bytes, at: int) -> tuple[list[tuple[bytes, int, int]], int]:
    """The name of each attribute of a tag and where its value stands; where they end."""
    found: list[tuple[bytes, int, int]] = []
    while attribute := _ATTRIBUTE.match(raw, at):
        found.append((attribute[1], *attribute.span(2 if attribute.start(2) >= 0 else 3)))
        at = attribute.end()
        if len(found) > MOST_ATTRIBUTES:
            raise LimitError("an XML element with too many attributes")
    return found, at


def _with(segment: Segment, label: str, nature: Nature, fields: tuple[Field, ...]) -> Segment:
    if not fields and nature is Nature.MACHINE and label == segment.label:
        return segment
    return dataclasses.replace(segment, label=label, nature=nature, fields=fields)
