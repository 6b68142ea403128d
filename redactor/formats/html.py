"""HTML: text, attribute values, comments and scripts, read by offsets as a browser would; nothing is refused for its form.

Segments: every text, attribute value, comment, script and style sheet, and names of attributes that have no value or are not plain.
Structure: the byte order mark, tags and their names, quotes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from recognizers import lazy_re as re
from redactor.codecs import PLAIN, compose
from redactor.codecs.html_text import HTML_TEXT, HTML_UNQUOTED
from redactor.formats import _embedded
from redactor.formats._html_labels import Labels
from redactor.formats._html_lexer import Attribute, Sort, Token, tokens
from redactor.formats._keywords import Keywords
from redactor.formats._lines import whole_text
from redactor.limits import Limits
from redactor.model import Codec, Field, MediaType, Nature, Segment, Source

NAME = "html"
DOC = "HTML: text under the headings of its table, attributes, comments, scripts"
_BLANKS = b" \t\r\n\f"
_PLAIN_NAME = re.compile(rb"[A-Za-z_:][A-Za-z0-9_:-]*")
_WORDS = re.compile(rb"[A-Za-z\x80-\xff]{2,}[,.]? [A-Za-z\x80-\xff]+[,.]? [A-Za-z\x80-\xff]{2,}")
_CALLED = (b"input", b"meta", b"textarea", b"select", b"option", b"param", b"button")
"""Tags whose `value` or `content` goes by their `name`."""


class _Piece(NamedTuple):
    start: int
    end: int
    codec: Codec
    label: str = ""
    prose: bool = False
    key: bool = False
    inner: bool = True
    script: bool = False


def read(source: Source, media: MediaType, limits: Limits) -> Iterator[Segment]:
    """A segment for each text, value, comment and script, in order, without the blanks around it."""
    offset, raw, outer = whole_text(source, media, limits)
    text = outer.decode(raw)
    pieces = [cut for piece in _pieces(text) if (cut := _trimmed(text, piece))]
    places = outer.locate(raw, [place for piece in pieces for place in (piece.start, piece.end)])
    keywords, line, counted = Keywords(), 1, 0
    for number, piece in enumerate(pieces):
        line += text.count(b"\n", counted, piece.start)
        counted = piece.start
        inside = piece.codec.decode(text[piece.start : piece.end])
        nature = Nature.PROSE if piece.prose and _WORDS.search(inside) else Nature.MACHINE
        fields: tuple[Field, ...] = ()
        if piece.script:
            fields = _embedded.json(inside, "", limits.depth) or _embedded.program(inside)
        elif piece.inner and nature is Nature.MACHINE:
            fields = _embedded.inner(inside, piece.label, keywords, limits.depth)
        low, high = offset + places[2 * number], offset + places[2 * number + 1]
        label = "" if b"\n" in inside and not piece.key else piece.label
        yield Segment(low, high, inside, compose(outer, piece.codec), line, label, nature, fields, piece.key)


def _pieces(text: bytes) -> Iterator[_Piece]:
    """The stretches that are not markup."""
    labels, verbatim = Labels(), False
    for token in tokens(text):
        if token.sort is Sort.TEXT:
            inside = HTML_TEXT.decode(text[token.start : token.end])
            label = labels.text(inside) if inside.strip(_BLANKS) else ""
            yield _Piece(token.start, token.end, HTML_TEXT, label, prose=not verbatim and not label)
        elif token.sort is Sort.RAW:
            yield _Piece(token.start, token.end, PLAIN, inner=False, script=token.name == b"script")
        elif token.sort is Sort.COMMENT:
            yield _Piece(token.start, token.end, PLAIN, prose=b"<" not in text[token.start : token.end])
        else:
            if token.name in (b"pre", b"code", b"samp", b"textarea"):
                verbatim = token.sort is Sort.OPEN
            turn = labels.opened if token.sort is Sort.OPEN else labels.closed
            turn(token.name)
            yield from _attributes(text, token)


def _attributes(text: bytes, token: Token) -> Iterator[_Piece]:
    """The values of a tag's attributes, and their names where they are no plain ones."""
    called = _called(text, token)
    for attribute in token.attributes:
        name = attribute.name.lower()
        shown = name[:64].decode("utf-8", "replace").replace("/", " ")
        if attribute.start == attribute.end or not _PLAIN_NAME.fullmatch(name):
            end = attribute.name_start + len(name)
            yield _Piece(attribute.name_start, end, HTML_UNQUOTED, shown, key=True, inner=False)
        label = called if called and name in (b"value", b"content") else f"{token.name.decode()}/@{shown}"
        codec = HTML_TEXT if attribute.quoted else HTML_UNQUOTED
        yield _Piece(attribute.start, attribute.end, codec, label)


def _called(text: bytes, token: Token) -> str:
    """What the `name` (or another such attribute) of a form's or a head's tag says."""
    if token.name not in _CALLED:
        return ""
    known: dict[bytes, Attribute] = {attribute.name.lower(): attribute for attribute in token.attributes}
    for name in (b"name", b"id", b"property", b"placeholder"):
        if name in known:
            value = text[known[name].start : known[name].end][:64]
            return HTML_TEXT.decode(value).decode("utf-8", "replace").replace("/", " ")
    return ""


def _trimmed(text: bytes, piece: _Piece) -> _Piece | None:
    """A piece without the blanks around it; None where nothing is left."""
    raw = text[piece.start : piece.end]
    core = raw.strip(_BLANKS)
    if not core:
        return None
    start = piece.start + len(raw) - len(raw.lstrip(_BLANKS))
    return piece._replace(start=start, end=start + len(core))
