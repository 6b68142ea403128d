"""Zstandard (RFC 8878): one member without a name of its own; several frames count as one."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType

from redactor.containers._stream import Inflater, pack, single, stem, unpack
from redactor.limits import Budget
from redactor.model import Member, Part, Sink, Source

NAME = "zstd"
DOC = "Zstandard: one file, several frames as one"
OPENS = ("zstd", "application/zstd")
SINGLE = True
COPY, SUFFIX = NAME, ""

_MAGIC = b"\x28\xb5\x2f\xfd"
_ENDINGS = ((".tzst", ".tar"), (".zst", ""))
_WINDOW = 27
"""Most memory of a decompressor, as a power of two: what `zstd` itself takes without being told."""


def members(source: Source, budget: Budget) -> Iterator[Member]:
    """The content under the file's name without `.zst`."""
    pieces = unpack(source, inflater, _MAGIC, budget)
    yield from single(source, "", stem(source, *_ENDINGS), pieces, budget)


def inflater() -> Inflater:
    """A decompressor that takes no more memory than it is allowed."""
    library = _library()
    made: Inflater = library.ZstdDecompressor(options={library.DecompressionParameter.window_log_max: _WINDOW})
    return made


def spare(source: Source) -> int:
    """Skippable frames are no stream of ours, and refused."""
    return 0


def build(source: Source, parts: Iterator[Part], out: Sink) -> None:
    """One frame with a checksum."""
    library = _library()
    options = {library.CompressionParameter.checksum_flag: 1, library.CompressionParameter.compression_level: 6}
    pack(parts, library.ZstdCompressor(options=options), out)


def _library() -> ModuleType:
    """The standard library's module from Python 3.14 on, else the same one as a package."""
    return import_module("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd")
