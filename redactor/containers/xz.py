"""xz: one member without a name of its own; several streams count as one."""

from __future__ import annotations

from collections.abc import Iterator

from redactor.containers._stream import pack, single, stem, unpack
from redactor.limits import Budget
from redactor.model import Member, Part, Sink, Source

NAME = "xz"
DOC = "xz: one file, several streams as one"
OPENS = ("xz", "application/x-xz")
SINGLE = True
COPY, SUFFIX = NAME, ""

_ENDINGS = ((".txz", ".tar"), (".xz", ""))
_MEMORY = 192 << 20
"""What a decompressor may use: enough for every preset of xz, a few times less than a hostile header asks for."""


def members(source: Source, budget: Budget) -> Iterator[Member]:
    """The content under the file's name without `.xz`."""
    import lzma  # here: only who needs it loads it

    pieces = unpack(source, lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, _MEMORY), b"\xfd7zXZ\0", budget)
    yield from single(source, "", stem(source, *_ENDINGS), pieces, budget)


def spare(source: Source) -> int:
    """The format has room for nothing but content."""
    return 0


def build(source: Source, parts: Iterator[Part], out: Sink) -> None:
    """One stream."""
    import lzma

    pack(parts, lzma.LZMACompressor(lzma.FORMAT_XZ, preset=4), out)
