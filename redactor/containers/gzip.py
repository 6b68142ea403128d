"""gzip (RFC 1952): one member, whose name the header may give; several streams count as one."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from redactor.containers._stream import PIECE, Inflate, single, stem, unpack
from redactor.errors import FormatError
from redactor.limits import Budget
from redactor.model import Member, Part, Sink, Source

NAME = "gzip"
DOC = "gzip: one file, several streams as one; the name in the header is redacted, comments are dropped"
OPENS = ("gzip", "application/gzip")
SINGLE = True
COPY, SUFFIX = NAME, ""

_MAGIC = b"\x1f\x8b\x08"
_HEAD = 64 << 10
_EXTRA, _NAMED, _COMMENT, _CHECKED = 4, 8, 16, 2
_ENDINGS = ((".tgz", ".tar"), (".gz", ""), (".z", ""))


class _Header(NamedTuple):
    name: str
    time: int
    spare: int


def members(source: Source, budget: Budget) -> Iterator[Member]:
    """The content, under its own name if the header gives one; `method` says whether it does."""
    header = _header(source)
    name = header.name.replace("/", "_")
    pieces = unpack(source, lambda: Inflate(31), _MAGIC, budget)
    yield from single(source, name, stem(source, *_ENDINGS), pieces, budget, header.time)


def spare(source: Source) -> int:
    """Bytes of extra fields, comments and checksums in the first header."""
    return _header(source).spare


def build(source: Source, parts: Iterator[Part], out: Sink) -> None:
    """One stream; the time stays, and a name where there was one."""
    part = next(parts)
    assert part.content is not None
    name = part.name.encode("latin-1", "replace") + b"\0" if part.method else b""
    out.write(_MAGIC + struct.pack("<BIBB", _NAMED if name else 0, part.time, 0, 255) + name)
    deflate, check = zlib.compressobj(6, zlib.DEFLATED, -15), 0
    for window in part.content.windows(PIECE):
        check = zlib.crc32(window, check)
        out.write(deflate.compress(window))
    out.write(deflate.flush() + struct.pack("<II", check, part.content.size & 0xFFFFFFFF))
    if next(parts, None) is not None:
        raise FormatError("more than one member for gzip")


def _header(source: Source) -> _Header:
    head = source.read_at(0, _HEAD)
    if not head.startswith(_MAGIC) or len(head) < 18:
        raise FormatError("a gzip header that is cut off")
    flags, time = head[3], struct.unpack_from("<I", head, 4)[0]
    at, extra = 10, 0
    if flags & _EXTRA:
        extra = 2 + int.from_bytes(head[at : at + 2], "little")
        at += extra
    name = _text(head, at) if flags & _NAMED else b""
    at += len(name) + 1 if flags & _NAMED else 0
    comment = len(_text(head, at)) + 1 if flags & _COMMENT else 0
    return _Header(name.decode("latin-1"), time, extra + comment + (2 if flags & _CHECKED else 0))


def _text(head: bytes, at: int) -> bytes:
    end = head.find(b"\0", at)
    if end < 0:
        raise FormatError("a gzip header without end")
    return head[at:end]
