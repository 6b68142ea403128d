"""The parts of a mail: where the bodies lie, and the skeleton of headers and boundaries between them (RFC 5322, 2045, 2046).

    header block · blank line · body            body: text or bytes in a transfer encoding, or
                                                      --boundary  part  --boundary  part  --boundary--, or a mail again
Every byte is skeleton or in exactly one body.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from recognizers import lazy_re as re
from redactor.containers._mime_words import decode_header_line
from redactor.errors import FormatError, LimitError

DEEPEST, MOST = 20, 2000
"""Levels of parts, and parts of a mail."""
_FIELD = re.compile(rb"([!-9;-~]+):(.*(?:\n[ \t].*)*\n?)")
_BLANK = re.compile(rb"\r?\n")
_PARAMETER = re.compile(rb";\s*([\w*!#$&+.^`|~-]+)\s*=\s*(?:\"((?:[^\"\\]|\\.)*)\"|([^\s;]+))")
_POSTMARK = re.compile(rb"From .*\n|>From .*\n")


class Body(NamedTuple):
    """A stretch of the mail that is one part's body."""

    start: int
    end: int
    encoding: bytes
    type: bytes
    name: str
    """A file name from its headers, as a hint of what it is; decoded, never shown."""


@dataclass(frozen=True, slots=True)
class _Headers:
    type: bytes = b"text/plain"
    boundary: bytes = b""
    encoding: bytes = b"7bit"
    name: bytes = b""


def bodies(data: bytes) -> list[Body]:
    """The bodies of a mail in order; raises `FormatError` where it has no header or its parts do not end."""
    found = list(_entity(data, 0, len(data), 0))
    if len(found) > MOST:
        raise LimitError("a mail with more parts than allowed")
    return found


def _entity(data: bytes, start: int, end: int, depth: int, default: bytes = b"text/plain") -> Iterator[Body]:
    if depth > DEEPEST:
        raise LimitError("a mail whose parts lie deeper than allowed")
    headers, body = _headers(data, start, end, default)
    if headers.type.startswith(b"multipart/"):
        if not headers.boundary:
            raise FormatError("a mail of several parts without a boundary")
        kind = b"message/rfc822" if headers.type == b"multipart/digest" else b"text/plain"
        for low, high in _parts(data, body, end, headers.boundary):
            yield from _entity(data, low, high, depth + 1, kind)
    elif headers.type == b"message/rfc822" and headers.encoding in _PLAIN:
        yield from _entity(data, body, end, depth + 1)
    else:
        name = decode_header_line(headers.name).decode("utf-8", "replace")
        yield Body(body, end, headers.encoding, headers.type, name)


_PLAIN = (b"7bit", b"8bit", b"binary")


def _headers(data: bytes, start: int, end: int, default: bytes) -> tuple[_Headers, int]:
    """What the headers say of the body, and where that begins."""
    mark = _POSTMARK.match(data, start, end)
    at = mark.end() if mark else start
    said: dict[bytes, bytes] = {}
    while (field := _FIELD.match(data, at, end)) is not None:
        said.setdefault(field[1].lower(), re.sub(rb"\r?\n[ \t]+", b" ", field[2].strip()))
        at = field.end()
    blank = _BLANK.match(data, at, end)
    if blank is None and at < end:
        raise FormatError("a mail with a header that is none")
    kind = said.get(b"content-type", default)
    parameters = _parameters(kind)
    name = _parameters(said.get(b"content-disposition", b"")).get(b"filename") or parameters.get(b"name", b"")
    main = kind.partition(b";")[0].strip().lower()
    encoding = said.get(b"content-transfer-encoding", b"7bit").partition(b";")[0].strip().lower()
    return _Headers(main or default, parameters.get(b"boundary", b""), encoding, name), blank.end() if blank else at


def _parameters(value: bytes) -> dict[bytes, bytes]:
    found: dict[bytes, bytes] = {}
    for name, quoted, bare in _PARAMETER.findall(value):
        found.setdefault(name.lower(), re.sub(rb"\\(.)", rb"\1", quoted) if quoted else bare)
    return found


def _parts(data: bytes, start: int, end: int, boundary: bytes) -> Iterator[tuple[int, int]]:
    """Where the parts between the boundary's lines lie; the line end before a boundary is the boundary's."""
    line = re.compile(rb"(?:\A|(?<=\n))--" + re.escape(boundary) + rb"(--)?[ \t]*(?:\r?\n|\Z)")
    low = -1
    for mark in line.finditer(data, start, end):
        if low >= 0:
            high = mark.start() - (2 if data[mark.start() - 2 : mark.start()] == b"\r\n" else 1)
            yield low, max(low, high)
        if mark[1]:
            return
        low = mark.end()
    if low < 0:
        raise FormatError("a mail of several parts that has none")
    yield low, end
