"""What tests of containers share: one attachment redacted as a tree, in this process, with rules alone."""

from __future__ import annotations

import contextlib
import functools
import io
import tarfile
import zipfile
import zlib
from dataclasses import replace

from redactor import equipment as outfit
from redactor import policy
from redactor.case import Knowledge, learn
from redactor.config import Config
from redactor.errors import WithheldError
from redactor.limits import Limits
from redactor.model import Reason
from redactor.sniff import sniff
from redactor.source import BytesSource
from redactor.tree import leaves, redact_tree

HOST, USER, PASSWORD = "sofia-rtr9", "kpetrova", "Vitosha77xQ"
CONFIG = f"""\
hostname {HOST}
!
username {USER} privilege 15 secret 0 {PASSWORD}
!
interface GigabitEthernet0/1
 ip address 192.0.2.217 255.255.255.0
 no shutdown
!
end
""".encode()
LOG = f"Mar  4 10:11:12 {HOST} sshd[8]: Failed password for {USER} from 198.51.100.7 port 22 ssh2\n".encode() * 3
ORIGINALS = (HOST.encode(), USER.encode(), PASSWORD.encode(), b"192.0.2.217", b"198.51.100.7")


@functools.cache
def kit() -> outfit.Kit:
    """Rules, compiled once."""
    return outfit.kit("re", Config(), names=False, language="en")


def redacted(data: bytes, name: str = "box", policy_name: str = "balanced", **limits: float) -> tuple[bytes, list[str]]:
    """What a run makes of one attachment: the verified copy, and the reasons of its members that are withheld; raises `WithheldError`."""
    source, config = BytesSource(data, name), Config(limits=replace(Limits(), **limits))
    media, knowledge, tools = sniff(source), Knowledge(), kit()
    with contextlib.suppress(WithheldError):
        for leaf, kind in leaves(source, media, tools.containers, config.limits):
            with contextlib.suppress(WithheldError):
                learn(knowledge, leaf, kind, tools.formats, tools.detectors, config)
    equipment = outfit.equip(tools, policy.load(policy_name), config, b"k" * 32, knowledge)
    result = redact_tree(source, media, equipment, knowledge.findings, name)
    copy = result.verified.copy
    return copy.read_at(0, copy.size), [str(member.reason) for member in result.members if hasattr(member, "reason")]


def refusal(data: bytes, name: str = "box", policy_name: str = "balanced", **limits: float) -> Reason | None:
    """Why an attachment is withheld as a whole; None where it is not."""
    try:
        redacted(data, name, policy_name, **limits)
    except WithheldError as error:
        return error.reason
    return None


def tar(*files: tuple[str, bytes], **fields: object) -> bytes:
    """A tar archive; `fields` are of the first member."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for number, (name, data) in enumerate(files):
            info = tarfile.TarInfo(name)
            info.size, info.mtime = len(data), 1_700_000_000 + number
            for key, value in fields.items() if not number else ():
                setattr(info, key, value)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def zipped(*files: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED, comment: bytes = b"") -> bytes:
    """A zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in files:
            archive.writestr(zipfile.ZipInfo(name, (2026, 3, 4, 5, 6, 8)), data, method)
        archive.comment = comment
    return out.getvalue()


def zip_of(data: bytes) -> zipfile.ZipFile:
    """A copy, opened by the standard library."""
    return zipfile.ZipFile(io.BytesIO(data))


def tar_of(data: bytes) -> tarfile.TarFile:
    """A copy, opened by the standard library."""
    return tarfile.open(fileobj=io.BytesIO(data))


def gzipped(data: bytes, *, name: bytes = b"", comment: bytes = b"", extra: bytes = b"") -> bytes:
    """A gzip file with whatever its header may hold."""
    flags = (8 if name else 0) | (16 if comment else 0) | (4 if extra else 0)
    head = b"\x1f\x8b\x08" + bytes([flags]) + (1_700_000_000).to_bytes(4, "little") + b"\0\3"
    head += (len(extra).to_bytes(2, "little") + extra if extra else b"") + (name + b"\0" if name else b"")
    head += comment + b"\0" if comment else b""
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = deflate.compress(data) + deflate.flush()
    return head + body + zlib.crc32(data).to_bytes(4, "little") + (len(data) & 0xFFFFFFFF).to_bytes(4, "little")
