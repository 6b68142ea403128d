"""HTML as browsers take it: text, tags with attributes, comments, scripts, with their byte offsets; nothing is refused.

What begins like a tag and is none (`Bob <bob@example.com>`, `a < b`, `a <b and so on`) is text.  A comment, script or tag that is never
closed goes to the end.  Source: WHATWG HTML, section 13.2.5 (tokenization), simplified.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from typing import NamedTuple

from recognizers import lazy_re as re
from redactor.errors import LimitError


class Sort(enum.Enum):
    """What a token is."""

    TEXT = enum.auto()
    RAW = enum.auto()
    """Inside of `script` or `style`: no references."""
    COMMENT = enum.auto()
    OPEN = enum.auto()
    CLOSE = enum.auto()


class Attribute(NamedTuple):
    """An attribute's name, where it stands, where its value stands, and whether that is quoted."""

    name: bytes
    name_start: int
    start: int
    end: int
    quoted: bool


class Token(NamedTuple):
    """Text [start, end); of a tag, its lower-case name and its attributes."""

    sort: Sort
    start: int
    end: int
    name: bytes = b""
    attributes: tuple[Attribute, ...] = ()


MOST_ATTRIBUTES, MOST_BARE = 10_000, 3
_MARKUP = re.compile(rb"<(?:!--|[!?]|(/?)([A-Za-z][A-Za-z0-9:-]*)(?=[\s/>]|\Z))")
_ATTRIBUTE = re.compile(rb"[\s/]*+([^\s=>/][^\s=>/]*+)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>][^\s>]*+|)))?")
_TAG_END = re.compile(rb"[\s/]*+(>|\Z)")
_RAW_END = {name: re.compile(rb"</" + name + rb"(?=[\s/>])", re.I) for name in (b"script", b"style", b"xmp")}


def tokens(text: bytes) -> Iterator[Token]:
    """All tokens in order; what lies between their ranges and attributes is markup."""
    position = begin = 0
    while markup := _MARKUP.search(text, position):
        attributes, after = _attributes(text, markup.end()) if markup[2] else ((), 0)
        if after < 0:
            position = markup.end()
            continue
        if begin < markup.start():
            yield Token(Sort.TEXT, begin, markup.start())
        if markup[2] is None:
            token, position = _aside(text, markup.start(), markup.end())
            yield token
        else:
            name, position = markup[2].lower(), after
            yield Token(Sort.CLOSE if markup[1] else Sort.OPEN, markup.start(), position, name, attributes)
            if name in _RAW_END and not markup[1]:
                end = _RAW_END[name].search(text, position)
                stop = end.start() if end else len(text)
                yield Token(Sort.RAW, position, stop, name)
                position = stop
        begin = position
    if begin < len(text):
        yield Token(Sort.TEXT, begin, len(text))


def _aside(text: bytes, start: int, inside: int) -> tuple[Token, int]:
    """A comment, a document type or an instruction."""
    closer = b"-->" if text.startswith(b"<!--", start) else b">"
    end = text.find(closer, inside)
    end = len(text) if end < 0 else end
    return Token(Sort.COMMENT, inside, end), min(len(text), end + len(closer))


def _attributes(text: bytes, at: int) -> tuple[tuple[Attribute, ...], int]:
    """The attributes of a tag, and where the tag ends; -1 where so many have no value that it is a sentence."""
    found: list[Attribute] = []
    bare = 0
    while True:
        if end := _TAG_END.match(text, at):
            return tuple(found), end.end()
        match = _ATTRIBUTE.match(text, at)
        if match is None:
            at += 1
            continue
        group = next((number for number in (2, 3, 4) if match.start(number) >= 0), 0)
        start, stop = match.span(group) if group else (match.end(), match.end())
        found.append(Attribute(match[1], match.start(1), start, stop, group in (2, 3)))
        at = match.end()
        bare += not group
        if bare > MOST_BARE:
            return (), -1
        if len(found) > MOST_ATTRIBUTES:
            raise LimitError("an HTML tag with too many attributes")
