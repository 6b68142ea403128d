"""Archives, documents, images, captures, programs: what begins with magic bytes, text or not.

Sources: the formats' own specifications, as collected in the file(1) magic database and in RFC 1952, RFC 8878,
APPNOTE.TXT (zip), POSIX.1-2017 pax (tar), ISO 32000 (PDF), RFC 2083 (PNG), draft-ietf-opsawg-pcapng.
"""

from __future__ import annotations

from redactor.signatures import journald
from redactor.signatures._sample import Guess, Sample

_MAGIC: tuple[tuple[int, bytes, str, str], ...] = (
    (0, b"PK\x03\x04", "container", "zip"),
    (0, b"PK\x05\x06", "container", "zip"),
    (0, b"PK\x07\x08", "container", "zip"),
    (0, b"\x1f\x8b\x08", "container", "gzip"),
    (0, b"\x1f\x9d", "container", "compress"),
    (0, b"BZh", "container", "bzip2"),
    (0, b"\xfd7zXZ\x00", "container", "xz"),
    (0, b"\x28\xb5\x2f\xfd", "container", "zstd"),
    (0, b"7z\xbc\xaf\x27\x1c", "container", "7z"),
    (0, b"Rar!\x1a\x07", "container", "rar"),
    (0, b"\x04\x22\x4d\x18", "container", "lz4"),
    (0, b"MSCF\x00\x00", "container", "cab"),
    (0, b"!<arch>\n", "container", "ar"),
    (0, b"\xed\xab\xee\xdb", "container", "rpm"),
    (0, b"070701", "container", "cpio"),
    (257, b"ustar", "container", "tar"),
    (0, b"%PDF-", "document", "pdf"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "document", "ole2"),
    (0, b"{\\rtf", "document", "rtf"),
    (0, b"%!PS", "document", "postscript"),
    (0, b"\x89PNG\r\n\x1a\n", "image", "png"),
    (0, b"\xff\xd8\xff", "image", "jpeg"),
    (0, b"GIF87a", "image", "gif"),
    (0, b"GIF89a", "image", "gif"),
    (0, b"II*\x00", "image", "tiff"),
    (0, b"MM\x00*", "image", "tiff"),
    (8, b"WEBPVP8", "image", "webp"),
    (4, b"ftypheic", "image", "heic"),
    (4, b"ftyp", "binary", "mp4"),
    (0, b"\xd4\xc3\xb2\xa1", "binary", "pcap"),
    (0, b"\xa1\xb2\xc3\xd4", "binary", "pcap"),
    (0, b"\x4d\x3c\xb2\xa1", "binary", "pcap"),
    (0, b"\xa1\xb2\x3c\x4d", "binary", "pcap"),
    (0, b"\x0a\x0d\x0d\x0a", "binary", "pcapng"),
    (0, b"SQLite format 3\x00", "binary", "sqlite"),
    (0, b"\x7fELF", "binary", "elf"),
    (0, b"MZ\x90\x00", "binary", "pe"),
    (0, b"\xca\xfe\xba\xbe", "binary", "java-class"),
    (0, b"ElfFile\x00", "binary", "evtx"),
    (0, b"regf", "binary", "registry-hive"),
    (0, b"MDMP", "binary", "minidump"),
    (0, b"PAGEDU", "binary", "crash-dump"),
    (0, b"LPKSHHRH", "binary", "journald-binary"),
)
_PLAIN = bytes([*b"\t\n\r", *range(0x20, 0x7F)])
_MAY_BE_PLAIN = ("pdf", "rtf", "postscript", "ar")
"""What may begin with nothing but plain text; for the others a text that only begins like them is not one of them."""
_OFFICE = ((b"word/", "docx"), (b"xl/", "xlsx"), (b"ppt/", "pptx"), (b"mimetypeapplication/vnd.oasis.", "opendocument"))


def guess(sample: Sample) -> Guess | None:
    """The family and name of content that begins with magic bytes (`head` is raw here)."""
    if journal := journald.guess(sample):
        return journal
    for offset, magic, kind, name in _MAGIC:
        if sample.head.startswith(magic, offset) and (
            name in _MAY_BE_PLAIN or sample.head[:512].translate(None, _PLAIN)
        ):
            if name == "zip":
                kind, name = _zip(sample.head)
            return Guess(kind, "", name, 0.99, (f"begins with the magic bytes of {name}",))
    return None


def _zip(head: bytes) -> tuple[str, str]:
    """Office files are zip archives whose first members have telling names."""
    for mark, name in _OFFICE:
        if mark in head and (name == "opendocument" or b"[Content_Types].xml" in head or b"_rels/" in head):
            return "document", name
    return "container", "zip"
