"""XML: every text, attribute value and comment is a segment under its element path; markup is structure.

    <entry name="x"><hostname>r1</hostname></entry>      entry/@name → x;  entry/hostname → r1
Nothing is expanded: a document type that declares entities is refused.  Tags must balance.
"""

from __future__ import annotations

from collections.abc import Iterator

from recognizers import lazy_re as re
from redactor import codecs
from redactor.codecs.xml_text import XML_CDATA, XML_TEXT
from redactor.errors import FormatError, LimitError
from redactor.formats._xml_lexer import CHUNK, Kind, Lexer, Token
from redactor.limits import Limits
from redactor.model import Codec, MediaType, Reason, Segment, Source

NAME = "xml"
DOC = "XML: pfSense, PAN-OS and Junos configurations, any well-formed document"

_NAME = rb"[A-Za-z_:\x80-\xff][\w:.\x80-\xff-]*"
_TAG = re.compile(rb"<(" + _NAME + rb")")
_ATTRIBUTE = re.compile(rb"\s+(" + _NAME + rb")\s*=\s*(?:\"([^\"<]*)\"|'([^'<]*)')")
_TAG_END = re.compile(rb"\s*/?>\Z")
_BLANKS = b" \t\r\n"


def read(source: Source, media: MediaType, limits: object) -> Iterator[Segment]:
    """Texts, attribute values, comments and instructions in order; `FormatError` where tags do not balance."""
    assert isinstance(limits, Limits)
    if media.encoding not in ("utf-8", "utf-8-sig", "cp1252"):
        raise FormatError("XML that is not in an 8-bit encoding", Reason.UNSUPPORTED)
    outer = codecs.for_encoding(media.encoding)
    start = 3 if source.read_at(0, 3) == b"\xef\xbb\xbf" else 0
    reader = _Reader(outer, limits)
    for token in Lexer(source, start, limits.line_bytes, CHUNK).tokens():
        yield from reader.segments(token)
        reader.line += token.raw.count(b"\n")
    reader.finish()


class _Reader:
    """The open elements, and the line a token begins in."""

    __slots__ = ("_comment", "_data", "_limits", "_open", "_paths", "_root", "_text", "line")

    def __init__(self, outer: Codec, limits: Limits) -> None:
        self._text = codecs.compose(outer, XML_TEXT)
        self._data = codecs.compose(outer, XML_CDATA)
        self._comment = outer
        self._limits = limits
        self._open: list[bytes] = []
        self._paths: list[str] = [""]
        self._root = False
        self.line = 1

    def segments(self, token: Token) -> Iterator[Segment]:
        """What of a token is data."""
        if token.kind is Kind.OPEN:
            yield from self._element(token)
        elif token.kind is Kind.CLOSE:
            name = token.raw[2:-1].strip(_BLANKS)
            if not self._open or self._open.pop() != name:
                raise FormatError("XML whose tags do not balance")
            self._paths.pop()
        elif token.kind is Kind.TEXT:
            if not self._open and token.raw.strip(_BLANKS):
                raise FormatError("text outside of the XML document")
            yield from self._segment(token, 0, len(token.raw), self._paths[-1], self._text)
        elif token.kind is Kind.CDATA:
            yield from self._segment(token, 9, len(token.raw) - 3, self._paths[-1], self._data)
        else:
            yield from self._aside(token)

    def _aside(self, token: Token) -> Iterator[Segment]:
        if token.kind is Kind.COMMENT:
            yield from self._segment(token, 4, len(token.raw) - 3, "", self._comment)
        elif token.kind is Kind.PI:
            yield from self._segment(token, 2, len(token.raw) - 2, "", self._comment)
        else:
            if b"<!ENTITY" in token.raw.upper() or not token.raw.startswith(b"<!DOCTYPE"):
                raise FormatError("XML that declares entities", Reason.UNSUPPORTED)
            yield from self._segment(token, 9, len(token.raw) - 1, "", self._comment)

    def _element(self, token: Token) -> Iterator[Segment]:
        match = _TAG.match(token.raw)
        if match is None or (self._root and not self._open):
            raise FormatError("XML with a tag that has no name, or with two roots")
        self._root = True
        name = match.group(1)
        path = f"{self._paths[-1]}/{_label(name)}" if self._open else _label(name)
        pos = match.end()
        while attribute := _ATTRIBUTE.match(token.raw, pos):
            which = 2 if attribute.start(2) >= 0 else 3
            label = f"{path}/@{_label(attribute.group(1))}"
            yield from self._segment(token, *attribute.span(which), label, self._text)
            pos = attribute.end()
        if not _TAG_END.match(token.raw, pos):
            raise FormatError("XML with a tag that cannot be read")
        if token.raw[-2:] != b"/>":
            if len(self._open) >= self._limits.depth:
                raise LimitError("XML that is nested too deeply")
            self._open.append(name)
            self._paths.append(path)

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
        if self._open or not self._root:
            raise FormatError("XML that ends before its last tag")


def _label(name: bytes) -> str:
    return name[:64].decode("utf-8", "backslashreplace")
