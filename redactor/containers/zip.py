"""zip archives: members in the order of the directory; comments, extra fields and owners are left out of copies."""

from __future__ import annotations

import stat
import zlib
from collections.abc import Callable, Iterator
from typing import Any

from redactor.containers import _zip_directory
from redactor.containers._names import sound
from redactor.containers._slice import Slice, inside
from redactor.containers._stream import PIECE, Inflate, Inflater, unpack
from redactor.containers._zip_directory import ENCRYPTED, Entry
from redactor.errors import FormatError
from redactor.limits import Budget
from redactor.model import Member, Part, Reason, Sink, Source

NAME = "zip"
DOC = "zip archives; encrypted and damaged members are withheld, links, odd names and overlaps refused"
OPENS = ("zip", "application/zip", "application/java-archive")
SINGLE = False
COPY, SUFFIX = NAME, ""

STORED, DEFLATED, BZIP2, ZSTD = 0, 8, 12, 93


def members(source: Source, budget: Budget) -> Iterator[Member]:
    """Every entry; a directory's name ends with `/`."""
    for entry in _zip_directory.read(source, budget).entries:
        yield from _member(source, entry, budget)


def spare(source: Source) -> int:
    """Bytes of comments and extra fields."""
    directory = _zip_directory.read(source)
    return directory.comment + sum(entry.spare for entry in directory.entries)


def build(source: Source, parts: Iterator[Part], out: Sink) -> None:
    """The archive anew, each member packed as it was where we can, else deflated."""
    import zipfile  # here: only who needs it loads it

    with zipfile.ZipFile(_Out(out), "w") as archive:  # type: ignore[call-overload]  # it needs no more of a file
        for part in parts:
            date = part.time >> 16
            info = zipfile.ZipInfo(part.name)
            info.date_time = (1980 + (date >> 9), date >> 5 & 15, date & 31,
                              part.time >> 11 & 31, part.time >> 5 & 63, (part.time & 31) * 2)  # fmt: skip
            kind = stat.S_IFDIR if part.content is None else stat.S_IFREG
            info.create_system, info.external_attr = 3, (kind | part.mode) << 16 | (16 if part.content is None else 0)
            info.compress_type = part.method if part.method in (STORED, BZIP2) else DEFLATED
            if part.content is None:
                archive.writestr(info, b"", STORED)
                continue
            with archive.open(info, "w", force_zip64=part.content.size > 1 << 31) as file:
                for window in part.content.windows(PIECE):
                    file.write(window)


class _Out:
    """A sink as zipfile wants one that cannot seek."""

    __slots__ = ("_sink",)

    def __init__(self, sink: Sink) -> None:
        self._sink = sink

    def write(self, data: bytes) -> int:
        self._sink.write(data)
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""


def _member(source: Source, entry: Entry, budget: Budget) -> Iterator[Member]:
    name = name_of(entry)
    about: dict[str, Any] = {
        "stored": entry.packed, "mode": _mode(entry), "time": entry.time, "method": entry.method
    }  # fmt: skip
    reason = _refusal(entry, name, budget)
    if reason is not None:
        yield Member(name, None, refused=reason, **about)
    elif name.endswith("/"):
        yield Member(name, None, **about | {"mode": _mode(entry) | 0o111})
    elif entry.method == STORED:
        data = Slice(source, inside(source, name), entry.data, entry.size)
        whole = entry.packed == entry.size and _crc(data, budget) == entry.crc
        yield Member(name, data if whole else None, refused=None if whole else Reason.DAMAGED, **about)
    else:
        yield from _unpacked(source, entry, name, budget, about)


def _unpacked(source: Source, entry: Entry, name: str, budget: Budget, about: dict[str, Any]) -> Iterator[Member]:
    """A packed member in a spool; damaged where it is not what the directory says."""
    packed = Slice(source, source.name, entry.data, entry.packed)
    spool, check = budget.spool(inside(source, name)), 0
    try:
        try:
            for piece in unpack(packed, _inflater(entry.method), b"", budget, single=entry.method != BZIP2):
                if spool.size + len(piece) > entry.size:
                    raise FormatError("more content than the directory says")
                spool.write(piece)
                check = zlib.crc32(piece, check)
            whole = spool.size == entry.size and check == entry.crc
        except FormatError:
            whole = False
        yield Member(name, spool if whole else None, refused=None if whole else Reason.DAMAGED, **about)
    finally:
        spool.close()


def name_of(entry: Entry) -> str:
    """The entry's name; without the mark of UTF-8 it is UTF-8 if it can be, else code page 437."""
    try:
        return entry.name.decode("utf-8")
    except UnicodeDecodeError:
        return entry.name.decode("cp437")


def _refusal(entry: Entry, name: str, budget: Budget) -> Reason | None:
    """Why an entry is not even looked at."""
    kind = stat.S_IFMT(entry.attributes >> 16)
    directory = name.endswith("/")
    if not sound(name) or kind not in (0, stat.S_IFREG, stat.S_IFDIR) or (directory and entry.size):
        return Reason.REFUSED
    if entry.flags & ENCRYPTED:
        return Reason.ENCRYPTED
    if entry.method not in (STORED, DEFLATED, BZIP2, ZSTD):
        return Reason.UNSUPPORTED
    return Reason.LIMIT if entry.size > budget.limits.attachment_bytes else None


def _inflater(method: int) -> Callable[[], Inflater]:
    if method == DEFLATED:
        return lambda: Inflate(-15)
    if method == BZIP2:
        import bz2

        return bz2.BZ2Decompressor
    from redactor.containers.zstd import inflater

    return inflater


def _crc(data: Source, budget: Budget) -> int:
    check = 0
    for window in data.windows(PIECE):
        budget.unpack(0)
        check = zlib.crc32(window, check)
    return check


def _mode(entry: Entry) -> int:
    """Permissions, as far as there are any."""
    return entry.attributes >> 16 & 0o777 or 0o644
