"""The directory of a zip archive, read strictly: every byte of the file belongs to exactly one entry or to the directory.

    [local header · name · extra · data · descriptor]…  [central header]…  [zip64 end · locator]  [end · comment]

Refused: bytes before the first entry or between any two (self-extractors, polyglots), entries that share bytes (overlap
bombs), a directory that contradicts the local headers, archives in several parts.  Source: PKWARE APPNOTE.TXT 6.3.10.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from redactor.errors import FormatError
from redactor.limits import Budget
from redactor.model import Reason, Source

_END, _END64, _LOCATOR = struct.Struct("<4s4H2LH"), struct.Struct("<4sQ2H2L4Q"), struct.Struct("<4sLQL")
_CENTRAL, _LOCAL = struct.Struct("<4s6H3L5H2L"), struct.Struct("<4s5H3L2H")
_LONGEST_COMMENT = 65535
_WINDOW = 1 << 20
_FULL = 0xFFFFFFFF
DESCRIBED, ENCRYPTED = 0x8, 0x1
_ZIP64 = 1
_DAMAGED = "a zip archive whose directory does not fit its content"


class Entry(NamedTuple):
    """One line of the directory; `data` is where its content begins, `spare` counts bytes that mean nothing to us."""

    name: bytes
    flags: int
    method: int
    time: int
    """Date and time as DOS writes them, the date in the upper half."""
    crc: int
    packed: int
    size: int
    attributes: int
    data: int
    spare: int


class Directory(NamedTuple):
    """All entries in the directory's order."""

    entries: list[Entry]
    comment: int


class _End(NamedTuple):
    entries: int
    start: int
    end: int
    comment: int


class _Central(NamedTuple):
    offset: int
    entry: Entry


def read(source: Source, budget: Budget | None = None) -> Directory:
    """The directory; raises `FormatError` where a byte of the file is not accounted for."""
    end = _end(source)
    found = []
    for central in _central(source, end):
        if budget is not None:
            budget.member()
        found.append(central)
    if len(found) != end.entries:
        raise FormatError(_DAMAGED)
    return Directory(_placed(source, found, end.start), end.comment)


def _end(source: Source) -> _End:
    """Where the directory is, from the end of the file."""
    low = max(0, source.size - _END.size - _LONGEST_COMMENT)
    tail = source.read_at(low, source.size - low)
    at = tail.rfind(b"PK\x05\x06")
    while at >= 0 and len(tail) - at >= _END.size:
        fields = _END.unpack_from(tail, at)
        if at + _END.size + fields[7] == len(tail):
            return _end64(source, low + at, fields)
        at = tail.rfind(b"PK\x05\x06", 0, at)
    raise FormatError("a zip archive without end, or with bytes behind it")


def _end64(source: Source, at: int, fields: tuple[int, ...]) -> _End:
    _, disk, first, here, count, size, start, comment = fields
    if disk or first or here != count:
        raise FormatError("a part of a zip archive", Reason.UNSUPPORTED, "attach all of it as one file")
    end = at
    locator = source.read_at(at - _LOCATOR.size, _LOCATOR.size) if at >= _LOCATOR.size else b""
    if locator[:4] == b"PK\x06\x07":
        end = _LOCATOR.unpack(locator)[2]
        record = source.read_at(end, _END64.size)
        if len(record) < _END64.size or record[:4] != b"PK\x06\x06":
            raise FormatError(_DAMAGED)
        _, length, _, _, _, _, here, count, size, start = _END64.unpack(record)
        if here != count or end + 12 + length != at - _LOCATOR.size or length != _END64.size - 12:
            raise FormatError(_DAMAGED)
    if start + size != end:
        raise FormatError("a zip archive with bytes before its first entry or behind its directory")
    return _End(count, start, end, comment)


def _central(source: Source, end: _End) -> Iterator[_Central]:
    """The directory's lines, read in windows."""
    at, base, window = end.start, end.start, b""
    while at < end.end:
        if at - base + 4 * 65536 > len(window) and base + len(window) < end.end:
            base, window = at, source.read_at(at, min(_WINDOW, end.end - at))
        fields = window[at - base : at - base + _CENTRAL.size]
        if len(fields) < _CENTRAL.size or fields[:4] != b"PK\x01\x02":
            raise FormatError(_DAMAGED)
        values = _CENTRAL.unpack(fields)
        sizes = values[10:13]
        rest = window[at - base + _CENTRAL.size : at - base + _CENTRAL.size + sum(sizes)]
        at += _CENTRAL.size + sum(sizes)
        if at > end.end or len(rest) < sum(sizes):
            raise FormatError(_DAMAGED)
        yield _line(values, rest)


def _line(values: tuple[int, ...], rest: bytes) -> _Central:
    flags, method, time, date, crc, packed, size, name, extra, comment, disk = values[3:14]
    offset, attributes = values[16], values[15]
    big, spare = _extra(rest[name : name + extra])
    numbers = []
    for number in (size, packed, offset):
        if number == _FULL and len(big) >= 8:
            number, big = int.from_bytes(big[:8], "little"), big[8:]
        numbers.append(number)
    if disk:
        raise FormatError("a part of a zip archive", Reason.UNSUPPORTED, "attach all of it as one file")
    entry = Entry(
        rest[:name], flags, method, date << 16 | time, crc, numbers[1], numbers[0], attributes, 0, spare + comment
    )
    return _Central(numbers[2], entry)


def _extra(raw: bytes) -> tuple[bytes, int]:
    """The zip64 field, and the bytes of all other fields."""
    big, spare, at = b"", 0, 0
    while at + 4 <= len(raw):
        kind, size = struct.unpack_from("<2H", raw, at)
        if kind == _ZIP64:
            big = raw[at + 4 : at + 4 + size]
        else:
            spare += 4 + size
        at += 4 + size
    return big, spare + max(0, len(raw) - at)


def _placed(source: Source, found: list[_Central], start: int) -> list[Entry]:
    """The entries with the places of their data, which cover the file up to the directory without gap or overlap."""
    places: dict[int, tuple[int, int]] = {}
    reached = 0
    for offset, entry in sorted(found, key=lambda central: central.offset):
        if offset != reached or offset in places:
            raise FormatError("a zip archive with bytes between its entries, or entries that overlap")
        data, spare = _local(source, offset, entry)
        places[offset] = data, spare
        reached = _behind(source, data + entry.packed, entry, start)
    if reached != start:
        raise FormatError("a zip archive with bytes between its entries and its directory")
    placed = []
    for offset, entry in found:
        data, spare = places[offset]
        placed.append(entry._replace(data=data, spare=entry.spare + spare))
    return placed


def _local(source: Source, offset: int, entry: Entry) -> tuple[int, int]:
    """Where the data of an entry begins, by its local header, and how many bytes of that mean nothing."""
    head = source.read_at(offset, _LOCAL.size + len(entry.name))
    if len(head) < _LOCAL.size + len(entry.name) or head[:4] != b"PK\x03\x04":
        raise FormatError(_DAMAGED)
    _, _, flags, method, _, _, crc, _, size, name, extra = _LOCAL.unpack_from(head)
    known = flags & DESCRIBED or crc == entry.crc and size in (entry.size, _FULL)
    if head[_LOCAL.size :] != entry.name or name != len(entry.name) or method != entry.method or not known:
        raise FormatError("a zip archive whose headers contradict each other")
    raw = source.read_at(offset + _LOCAL.size + name, extra)
    return offset + _LOCAL.size + name + extra, _extra(raw)[1]


def _behind(source: Source, at: int, entry: Entry, limit: int) -> int:
    """The end of an entry: its data's, or its descriptor's."""
    if at > limit:
        raise FormatError(_DAMAGED)
    if not entry.flags & DESCRIBED:
        return at
    raw = source.read_at(at, 24)
    for mark in (b"PK\x07\x08", b""):
        for layout in ("<3L", "<L2Q"):
            if layout == "<3L" and max(entry.packed, entry.size) > _FULL:
                continue
            described = mark + struct.pack(layout, entry.crc, entry.packed, entry.size)
            follows = raw[len(described) : len(described) + 4]
            if raw.startswith(described) and (follows[:2] == b"PK" or at + len(described) == limit):
                return at + len(described)
    return at
