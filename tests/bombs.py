"""Attachments that cost far more than their size, made when they are needed; `ALL` is all of them by file name."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from importlib import import_module

from tests.boxes import CONFIG, zipped

MB = 1 << 20


def zeros_gz() -> bytes:
    """A thousandfold."""
    deflate = zlib.compressobj(1, zlib.DEFLATED, 31)
    return b"".join(deflate.compress(bytes(MB)) for _ in range(200)) + deflate.flush()


def zeros_zst() -> bytes:
    """Ten thousandfold."""
    zstd = import_module("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd")
    packer = zstd.ZstdCompressor()
    return b"".join([*(packer.compress(bytes(8 * MB)) for _ in range(64)), packer.flush()])


def zeros_bz2() -> bytes:
    """Many streams of nothing but zeros."""
    return bz2.compress(bytes(16 * MB)) * 20


def zeros_zip() -> bytes:
    """As a member, said and not said in the directory."""
    return zipped(*((f"{number}.log", bytes(20 * MB)) for number in range(8)))


def many_members() -> bytes:
    """Empty files, a block each."""
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", compresslevel=1, mtime=0) as packed:
        one = tarfile.TarInfo("name").tobuf()
        for _ in range(22):
            packed.write(one * 1000)
        packed.write(bytes(1024))
    return out.getvalue()


def many_entries() -> bytes:
    """A directory with more lines than there may be members."""
    local = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 0, 0, 0, 0, 0, 0, 1, 0) + b"a"
    count = 22_000
    line = struct.Struct("<4s6H3L5H2L")
    lines = b"".join(
        line.pack(b"PK\1\2", 20, 20, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, number * len(local)) + b"a"
        for number in range(count)
    )
    start = count * len(local)
    end64 = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, len(lines), start)
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, start + len(lines), 1)
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return local * count + lines + end64 + locator + end


def nested() -> bytes:
    """Archives in archives, as a quine has without end."""
    data = CONFIG
    for _ in range(40):
        data = zipped(("r.zip", data))
    return data


def forty_forty() -> bytes:
    """The classic: sixteen in each of sixteen of sixteen, zeros in the innermost."""
    data = zipped(("zeros.bin", bytes(4 * MB)))
    for _ in range(3):
        data = zipped(*((f"{number}.zip", data) for number in range(16)))
    return data


def many_streams() -> bytes:
    """Hundreds of thousands of empty streams."""
    return gzip.compress(b"", mtime=0) * 200_000 + gzip.compress(b"end\n")


def _header(size: int, kind: bytes, name: bytes = b"x") -> bytes:
    """A tar header that says so, with its checksum."""
    number = b"\x80" + size.to_bytes(11, "big") if size >= 1 << 33 else b"%011o\0" % size
    head = name.ljust(100, b"\0") + b"0000644\0" + b"0000000\0" * 2 + number + b"00000000000\0" + b" " * 8 + kind
    head = head.ljust(257, b"\0") + b"ustar\x0000"
    head = head.ljust(512, b"\0")
    return head[:148] + b"%06o\0 " % sum(head) + head[156:]


def long_name() -> bytes:
    """A GNU long name of four gigabytes."""
    return _header(4 << 30, b"L") + b"a" * 5000


def huge_member() -> bytes:
    """A member that is said to be larger than any disk."""
    return _header(1 << 62, b"0") + CONFIG.ljust(1024, b"\0")


def huge_number() -> bytes:
    """A device whose size is the largest number there is."""
    return _header((1 << 87) - 1, b"3") + bytes(1024)


def long_pax() -> bytes:
    """Records that claim a length of their own."""
    return _header(60000, b"x") + b"999999999999 path=".ljust(60416, b"a") + _header(0, b"0") + bytes(1024)


def sparse() -> bytes:
    """A file of eight exabytes that is all hole."""
    head = bytearray(_header(0, b"S"))
    head[386:410] = b"00000000000\0" * 2
    head[483:495] = b"\x80" + (1 << 62).to_bytes(11, "big")
    head[148:156] = b" " * 8
    head[148:156] = b"%06o\0 " % sum(head)
    return bytes(head) + bytes(1024)


def lying_sizes() -> bytes:
    """A member that is a hundred times what the directory says."""
    data = bytearray(zipped(("a.log", bytes(30 * MB))))
    at = data.index(b"PK\1\2")
    for place in (22, at + 24):
        data[place : place + 4] = (100).to_bytes(4, "little")
    return bytes(data)


def overlap() -> bytes:
    """A thousand lines of the directory for the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("kernel", bytes(MB))
        info = archive.infolist()[0]
        archive.filelist += [info] * 1000
    return out.getvalue()


def dictionary() -> bytes:
    """xz that asks for a dictionary of four gigabytes."""
    data = bytearray(lzma.compress(CONFIG))
    size = (data[12] + 1) * 4
    data[16] = 40
    data[12 + size - 4 : 12 + size] = zlib.crc32(data[12 + size - size : 12 + size - 4]).to_bytes(4, "little")
    return bytes(data)


def window() -> bytes:
    """zstd that asks for a window of a terabyte."""
    return b"\x28\xb5\x2f\xfd" + b"\x00\xf8" + b"\x01\x00\x00"


def polyglot() -> bytes:
    """A zip that is also a PDF."""
    return b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n" + zipped(("a.cfg", CONFIG))


def many_attributes() -> bytes:
    """XML with one element of two hundred thousand attributes."""
    return b"<?xml version='1.0'?>\n<a " + b" ".join(b'a%d="v"' % number for number in range(200_000)) + b"/>\n"


def laughs() -> bytes:
    """Entities of entities."""
    lines = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
    return b'<?xml version="1.0"?>\n<!DOCTYPE l [<!ENTITY l0 "lol">' + lines + b"]>\n<l>&l9;</l>\n"


def line() -> bytes:
    """One line without end."""
    return b"Mar  4 10:11:12 host app[1]: " + b"x" * (20 * MB)


def deep() -> bytes:
    """JSON, a hundred thousand arrays deep."""
    return b'{"a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}\n"


ALL: dict[str, Callable[[], bytes]] = {
    "zeros.gz": zeros_gz,
    "zeros.zst": zeros_zst,
    "zeros.bz2": zeros_bz2,
    "zeros.zip": zeros_zip,
    "many-members.tar.gz": many_members,
    "many-entries.zip": many_entries,
    "nested.zip": nested,
    "forty-forty.zip": forty_forty,
    "many-streams.gz": many_streams,
    "long-name.tar": long_name,
    "huge-member.tar": huge_member,
    "huge-number.tar": huge_number,
    "long-pax.tar": long_pax,
    "sparse.tar": sparse,
    "lying-sizes.zip": lying_sizes,
    "overlap.zip": overlap,
    "dictionary.xz": dictionary,
    "window.zst": window,
    "polyglot.pdf.zip": polyglot,
    "many-attributes.xml": many_attributes,
    "laughs.xml": laughs,
    "line.log": line,
    "deep.json": deep,
}
