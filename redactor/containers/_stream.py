"""Compressed streams, one behind the other, unpacked within a budget: gzip, bzip2, xz and zstd share this.

Zero bytes behind the last stream are padding (tapes, xz); anything else that is no stream raises `FormatError`.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Generator, Iterator
from typing import Protocol

from redactor.containers._slice import inside
from redactor.errors import FormatError
from redactor.limits import Budget
from redactor.model import Member, Part, Sink, Source

CONTENT = "content"
"""What the one member is called where the file does not say."""
PIECE = 1 << 18
"""Bytes that are unpacked at once."""
_FIRST = 512
"""A stream is fed a little first: what a short one leaves over is read again for the next."""


class Inflater(Protocol):
    """One stream's decompressor, as the standard library's are."""

    @property
    def eof(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...

    @property
    def needs_input(self) -> bool: ...

    def decompress(self, data: bytes, max_length: int) -> bytes: ...


class Deflater(Protocol):
    """One stream's compressor."""

    def compress(self, data: bytes, /) -> bytes: ...

    def flush(self) -> bytes: ...


class Inflate:
    """zlib's decompressor with the face of the others; `bits` as zlib's: 31 for gzip, -15 without header."""

    __slots__ = ("_inner", "_tail", "needs_input")

    def __init__(self, bits: int) -> None:
        self._inner = zlib.decompressobj(bits)
        self.needs_input = True

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        piece = self._inner.decompress(data or self._inner.unconsumed_tail, max_length)
        self.needs_input = not self._inner.unconsumed_tail and len(piece) < max_length
        return piece


def unpack(
    source: Source, fresh: Callable[[], Inflater], magic: bytes, budget: Budget, *, single: bool = False
) -> Iterator[bytes]:
    """The unpacked bytes of all streams; `single` allows no more than one, and nothing behind it."""
    at = 0
    while True:
        at = yield from _one(source, at, fresh(), budget)
        if at < source.size and single:
            raise FormatError("bytes behind the end of compressed data")
        at = _behind_padding(source, at)
        if at >= source.size:
            return
        if source.read_at(at, len(magic)) != magic:
            raise FormatError("bytes behind the end of compressed data")


def _one(source: Source, at: int, stream: Inflater, budget: Budget) -> Generator[bytes, None, int]:
    """Unpack one stream that begins at `at`; returns where it ends."""
    size = _FIRST
    while not stream.eof:
        data = b""
        if stream.needs_input:
            data = source.read_at(at, size)
            if not data:
                raise FormatError("compressed data that is cut off")
            at += len(data)
            size = min(2 * size, PIECE)
        piece = _piece(stream, data)
        budget.unpack(len(piece))
        if piece:
            yield piece
    return at - len(stream.unused_data)


def _piece(stream: Inflater, data: bytes) -> bytes:
    """Feed a stream; whatever a library complains about is damage."""
    try:
        return stream.decompress(data, PIECE)
    except (OSError, EOFError, ValueError, zlib.error):
        raise FormatError("compressed data that is damaged") from None
    except Exception as error:
        if type(error).__name__ in ("LZMAError", "ZstdError"):  # their modules are loaded only where they are needed
            raise FormatError("compressed data that is damaged") from None
        raise


def _behind_padding(source: Source, at: int) -> int:
    while at < source.size:
        window = source.read_at(at, PIECE)
        rest = window.lstrip(b"\0")
        at += len(window) - len(rest)
        if rest or not window:
            return at
    return at


def single(
    source: Source, named: str, file: str, pieces: Iterator[bytes], budget: Budget, time: int = 0
) -> Iterator[Member]:
    """The one member of a compressed file, unpacked into a spool; `named` is what the file calls it, `file` a hint."""
    budget.member()
    spool = budget.spool(inside(source, named or file))
    try:
        for piece in pieces:
            spool.write(piece)
        yield Member(named or CONTENT, spool, stored=source.size, time=time, method=int(bool(named)), fixed=not named)
    finally:
        spool.close()


def stem(source: Source, *endings: tuple[str, str]) -> str:
    """The name of what is inside by the name outside: `a.log.gz` → `a.log`, `b.tgz` → `b.tar`."""
    name = source.name.rpartition("/")[2].rpartition("\0")[2] or "data"
    for ending, new in endings:
        if name.lower().endswith(ending) and len(name) > len(ending):
            return name[: -len(ending)] + new
    return name


def pack(parts: Iterator[Part], compressor: Deflater, out: Sink) -> Part:
    """Compress the one part, and return it."""
    part = next(parts)
    assert part.content is not None
    for window in part.content.windows(PIECE):
        out.write(compressor.compress(window))
    out.write(compressor.flush())
    if next(parts, None) is not None:
        raise FormatError("more than one member for a compressed file")
    return part
