"""Archives taken apart by the standard library alone: what tests compare, since compressed bytes are nobody's promise."""

from __future__ import annotations

import bz2
import email
import gzip
import io
import lzma
import re
import sys
import tarfile
import zipfile
from importlib import import_module

_BASE64 = re.compile(rb"(?:[A-Za-z0-9+/]{40,}={0,2}\r?\n)+(?:[A-Za-z0-9+/]+={0,2}\r?\n)?")


def unpacked(name: str, data: bytes) -> dict[str, bytes]:
    """The files in `data` at any depth, by `archive!member`; of an archive also a list of modes and times by member."""
    content = _stream(data)
    if content is not None:
        return unpacked(name, content)
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06") and zipfile.is_zipfile(io.BytesIO(data)):
        return _zip(name, data)
    if data[257:262] == b"ustar":
        return _tar(name, data)
    if name.endswith((".eml", ".mbox")):
        return {name: _BASE64.sub(b"[base64]\n", data)} | _mail(name, data)
    return {name: data}


def _stream(data: bytes) -> bytes | None:
    """What is in a compressed file; None where it is none, or cannot be read."""
    zstd = import_module("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd")
    for magic, unpack in (
        (b"\x1f\x8b", gzip.decompress),
        (b"BZh", bz2.decompress),
        (b"\xfd7zXZ", lzma.decompress),
        (b"\x28\xb5\x2f\xfd", zstd.decompress),
    ):
        if data.startswith(magic):
            try:
                return bytes(unpack(data))
            except (OSError, EOFError, ValueError):
                return None
    return None


def _mail(name: str, data: bytes) -> dict[str, bytes]:
    """The attachments of a mail, decoded; its text stands in the mail itself."""
    found = dict[str, bytes]()
    for number, part in enumerate(email.message_from_bytes(data).walk()):
        if part.get_content_maintype() != "multipart" and part["Content-Transfer-Encoding"] == "base64":
            content = part.get_payload(decode=True)
            found |= unpacked(f"{name}!{number}", content) if isinstance(content, bytes) else {}
    return found


def _zip(name: str, data: bytes) -> dict[str, bytes]:
    found, lines = dict[str, bytes](), []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            year, month, day, *clock = info.date_time
            time = f"{year}-{month:02}-{day:02} " + ":".join(f"{part:02}" for part in clock)
            lines.append(f"{info.external_attr >> 16 & 0o777:04o} {time} {info.filename}\n")
            if not info.is_dir():
                found |= unpacked(f"{name}!{info.filename}", archive.read(info))
    return {f"{name}!": "".join(lines).encode()} | found


def _tar(name: str, data: bytes) -> dict[str, bytes]:
    found, lines = dict[str, bytes](), []
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        for info in archive:
            link = f" -> {info.linkname}" if info.linkname else ""
            lines.append(f"{info.mode:04o} {info.mtime} {info.uname} {info.name}{'/' if info.isdir() else ''}{link}\n")
            file = archive.extractfile(info) if info.isfile() else None
            if file is not None:
                found |= unpacked(f"{name}!{info.name}", file.read())
    return {f"{name}!": "".join(lines).encode()} | found
