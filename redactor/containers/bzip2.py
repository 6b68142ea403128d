"""bzip2: one member without a name of its own; several streams count as one."""

from __future__ import annotations

from collections.abc import Iterator

from redactor.containers._stream import pack, single, stem, unpack
from redactor.limits import Budget
from redactor.model import Member, Part, Sink, Source

NAME = "bzip2"
DOC = "bzip2: one file, several streams as one"
OPENS = ("bzip2", "application/x-bzip2")
SINGLE = True
COPY, SUFFIX = NAME, ""

_ENDINGS = ((".tbz2", ".tar"), (".tbz", ".tar"), (".bz2", ""), (".bz", ""))


def members(source: Source, budget: Budget) -> Iterator[Member]:
    """The content under the file's name without `.bz2`."""
    import bz2  # here: only who needs it loads it

    pieces = unpack(source, bz2.BZ2Decompressor, b"BZh", budget)
    yield from single(source, "", stem(source, *_ENDINGS), pieces, budget)


def spare(source: Source) -> int:
    """The format has room for nothing but content."""
    return 0


def build(source: Source, parts: Iterator[Part], out: Sink) -> None:
    """One stream."""
    import bz2

    pack(parts, bz2.BZ2Compressor(), out)
