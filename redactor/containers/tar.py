"""tar archives (ustar, pax, GNU, v7): members are stretches of the archive; owners and extended attributes are left out.

Read by its own strict reader: a header may not make us hold more than a name, and what is behind the end must be zeros.
Sources: POSIX.1-2017 pax; GNU tar manual, "Basic Tar Format".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from redactor.containers._names import sound
from redactor.containers._slice import Slice, inside
from redactor.errors import FormatError
from redactor.limits import Budget
from redactor.model import Member, Part, Reason, Sink, Source

NAME = "tar"
DOC = "tar archives; links, devices and sparse files are refused"
OPENS = ("tar", "application/x-tar")
SINGLE = False
COPY, SUFFIX = NAME, ""

BLOCK = 512
_LONGEST_NOTE = 64 << 10
"""Most bytes of a long name or of a member's pax records."""
_FILE, _DIRECTORY = b"\0" + b"07", b"5"
_NOTES = b"xgLK"
_USED = (b"path", b"size", b"mtime", b"hdrcharset")
"""What of pax records is used; all the rest is owners, comments, attributes."""


class _Header(NamedTuple):
    name: bytes
    mode: int
    size: int
    time: int
    kind: int
    spare: int


class _Notes(NamedTuple):
    """What the headers before a member's own say of it."""

    name: bytes = b""
    size: int | None = None
    sparse: bool = False
    spare: int = 0


class _Entry(NamedTuple):
    header: _Header
    notes: _Notes
    data: int


def members(source: Source, budget: Budget) -> Iterator[Member]:
    """Every entry in order; one that the archive's end cuts is damaged, and the last."""
    for entry in _entries(source):
        budget.member()
        yield _member(source, entry)


def spare(source: Source) -> int:
    """Bytes of owners' names, of extended records, of links' targets."""
    return sum(entry.header.spare + entry.notes.spare for entry in _entries(source))


def build(source: Source, parts: Iterator[Part], out: Sink) -> None:
    """The archive anew, with pax records where a name needs them; everything belongs to nobody."""
    import tarfile  # here: only who needs it loads it

    total = 0
    for part in parts:
        info = tarfile.TarInfo(part.name.removesuffix("/") if part.content is None else part.name)
        info.mode, info.mtime = part.mode, part.time
        info.type = tarfile.DIRTYPE if part.content is None else tarfile.REGTYPE
        info.size = part.content.size if part.content is not None else 0
        head = info.tobuf(tarfile.PAX_FORMAT, "utf-8", "surrogateescape")
        out.write(head)
        for window in part.content.windows(1 << 20) if part.content is not None else ():
            out.write(window)
        out.write(b"\0" * (-info.size % BLOCK))
        total += len(head) + info.size + -info.size % BLOCK
    out.write(b"\0" * (2 * BLOCK + (-(total + 2 * BLOCK)) % (20 * BLOCK)))


def _member(source: Source, entry: _Entry) -> Member:
    header, notes, data = entry
    size = header.size if notes.size is None else notes.size
    name = (notes.name or header.name).decode("utf-8", "surrogateescape")
    directory = header.kind in _DIRECTORY or (header.kind in _FILE and name.endswith("/"))
    if directory:
        name = name.rstrip("/") + "/"
    mode = header.mode & 0o777
    if not sound(name) or notes.sparse or (header.kind not in _FILE and not directory) or (directory and size):
        return Member(name, None, refused=Reason.REFUSED)
    if directory:
        return Member(name, None, mode=mode, time=header.time)
    if data + size > source.size:
        return Member(name, None, size, mode, header.time, refused=Reason.DAMAGED)
    return Member(name, Slice(source, inside(source, name), data, size), size, mode, header.time)


def _entries(source: Source) -> Iterator[_Entry]:
    at, notes = 0, _Notes()
    while True:
        block = source.read_at(at, BLOCK)
        if len(block) < BLOCK or not block.strip(b"\0"):
            break
        header = _header(block)
        data = at + BLOCK
        if header.kind in _NOTES:
            notes = _noted(source, data, header, notes)
            at = min(source.size, data + _padded(header.size))
            continue
        size = header.size if notes.size is None else notes.size
        yield _Entry(header, notes, data)
        if header.kind in b"S" and block[482]:
            data = _behind_sparse(source, data)
        at, notes = min(source.size, data + (_padded(size) if header.kind not in b"12345" else 0)), _Notes()
    _only_zeros(source, at, notes)


def _only_zeros(source: Source, at: int, notes: _Notes) -> None:
    """Nothing may follow the last entry, nor may there be a note without one."""
    if notes != _Notes() or 0 < source.size - at < BLOCK:
        raise FormatError("a tar archive that is cut off")
    while at < source.size:
        window = source.read_at(at, 1 << 20)
        if window.strip(b"\0") or not window:
            raise FormatError("a tar archive with bytes behind its end")
        at += len(window)


def _header(block: bytes) -> _Header:
    stated = _number(block[148:156])
    plain = block[:148] + b" " * 8 + block[156:]
    if stated not in (sum(plain), sum(plain) - 256 * sum(byte > 127 for byte in plain)):
        raise FormatError("a tar header whose checksum is wrong")
    name, magic = block[:100].split(b"\0")[0], block[257:263]
    if magic == b"ustar\0" and block[345]:
        name = block[345:500].split(b"\0")[0] + b"/" + name
    spare = sum(len(block[low:high].strip(b"\0")) for low, high in ((157, 257), (265, 329)))
    return _Header(name, _number(block[100:108]), _number(block[124:136]), _number(block[136:148]), block[156], spare)


def _number(field: bytes) -> int:
    """Octal digits, or two's complement behind a first byte of 0x80 or 0xff (GNU)."""
    if field[0] in (0x80, 0xFF):
        return int.from_bytes(field[1:], "big") if field[0] == 0x80 else 0
    text = field.split(b"\0")[0].strip(b" ")
    if text.strip(b"01234567"):
        raise FormatError("a tar header with a number that is none")
    return int(text, 8) if text else 0


def _noted(source: Source, data: int, header: _Header, notes: _Notes) -> _Notes:
    """The notes with those of one more header."""
    if header.size > _LONGEST_NOTE or data + header.size > source.size:
        raise FormatError("a tar header that is too long, or cut off")
    raw = source.read_at(data, header.size)
    if header.kind in b"L":
        return notes._replace(name=raw.rstrip(b"\0"))
    if header.kind in b"Kg":
        return notes._replace(spare=notes.spare + len(raw))
    for key, value in _records(raw):
        notes = _recorded(key, value, notes)
    return notes


def _recorded(key: bytes, value: bytes, notes: _Notes) -> _Notes:
    """The notes with one pax record more."""
    if key == b"path":
        return notes._replace(name=value)
    if key == b"size":
        return notes._replace(size=_decimal(value))
    if key in _USED:
        return notes
    sparse = notes.sparse or key.startswith(b"GNU.sparse")
    return notes._replace(sparse=sparse, spare=notes.spare + len(key) + len(value))


def _records(raw: bytes) -> Iterator[tuple[bytes, bytes]]:
    """pax records: `LENGTH KEY=VALUE\\n`, the length that of the whole record."""
    while raw.strip(b"\0"):
        digits, _, _ = raw.partition(b" ")
        length = _decimal(digits)
        key, equals, value = raw[len(digits) + 1 : length].partition(b"=")
        if not length or length > len(raw) or not equals or value[-1:] != b"\n":
            raise FormatError("a pax record that is damaged")
        yield key, value[:-1]
        raw = raw[length:]


def _decimal(digits: bytes) -> int:
    if not digits.isdigit() or len(digits) > 18:
        raise FormatError("a pax record with a number that is none")
    return int(digits)


def _behind_sparse(source: Source, at: int) -> int:
    """The end of the further headers of a GNU sparse file."""
    while True:
        block = source.read_at(at, BLOCK)
        if len(block) < BLOCK:
            raise FormatError("a tar archive that is cut off")
        at += BLOCK
        if not block[504]:
            return at


def _padded(size: int) -> int:
    return size + -size % BLOCK
