"""Headers of mails and the lines between their parts: every header is a segment.

From, To, Cc …: display names are fields; Received, Message-ID: so are hosts.  Only headers of somebody's own (`X-…`) are
labels: what the others are called says nothing of their values.  Structure: header names, boundaries.
"""

from __future__ import annotations

from collections.abc import Iterator

from recognizers import lazy_re as re
from redactor.codecs.plain import PLAIN
from redactor.errors import LimitError
from redactor.limits import Limits
from redactor.model import Field, MediaType, Nature, Segment, Source

NAME = "mail"
DOC = "headers of mails: names, addresses, hosts on the way"

_HEADER = re.compile(rb"([!-9;-~]+):[ \t]*(.*(?:\n[ \t].*)*)")
_PEOPLE = frozenset(
    b"from to cc bcc reply-to sender resent-from resent-to disposition-notification-to x-original-to errors-to".split()
)
_NAME = re.compile(rb"(?:\A|,)\s*(?:\"((?:[^\"\\\n]|\\.)*)\"|([^\",<>@:;()]+?))\s*(?=<)")
_COMMENT = re.compile(rb"@[\w.-]+\s*\(([^()\n]+)\)")
_HOST = re.compile(rb"\b(?:from|by)\s+([A-Za-z0-9][\w.-]*)|\b(?:helo|ehlo)[= ]([A-Za-z0-9][\w.-]*)", re.I)
_ID = re.compile(rb"@([A-Za-z0-9][\w.-]*)>")
_BOUNDARY = re.compile(rb";\s*boundary\s*=\s*(?:\"[^\"\n]*\"|[^\s;]+)", re.I)
_SAID = frozenset((b"subject", b"comments", b"keywords", b"thread-topic", b"content-description"))
_IDS = frozenset((b"message-id", b"references", b"in-reply-to", b"resent-message-id"))


def read(source: Source, media: MediaType, limits: Limits) -> Iterator[Segment]:
    """A segment for each header's value, and for each other line that is no boundary."""
    if source.size > limits.line_bytes:
        raise LimitError("headers that are longer than allowed")
    data = source.read_at(0, source.size)
    at, line = 0, 1
    while at < len(data):
        header = _HEADER.match(data, at)
        end = header.end() if header else _end(data, at)
        if header:
            yield from _header(header[1].lower(), data, header.start(2), end, line)
        elif data[at:end].strip() and not data.startswith((b"--", b"\x1d"), at):
            yield Segment(at, end, data[at:end], PLAIN, line, nature=Nature.PROSE)
        line += data.count(b"\n", at, end + 1)
        at = end + 1


def _end(data: bytes, at: int) -> int:
    end = data.find(b"\n", at)
    return len(data) if end < 0 else end


def _header(name: bytes, data: bytes, start: int, end: int, line: int) -> Iterator[Segment]:
    """The value of one header, without the blanks around it, the boundary of a content type left out."""
    text = data[start:end]
    pieces, at = [], 0
    for boundary in _BOUNDARY.finditer(text) if name == b"content-type" else ():
        pieces.append((at, boundary.start()))
        at = boundary.end()
    for low, high in (*pieces, (at, len(text))):
        piece = text[low:high]
        value = piece.strip()
        if value:
            first = low + len(piece) - len(piece.lstrip())
            place = start + first
            label = name.decode("ascii") if name.startswith(b"x-") and name != b"x-mailer" else "header"
            nature = Nature.PROSE if name in _SAID else Nature.MACHINE
            number = line + text.count(b"\n", 0, first)
            yield Segment(place, place + len(value), value, PLAIN, number, label, nature, _fields(name, value))


def _fields(name: bytes, value: bytes) -> tuple[Field, ...]:
    """What in a header's value is a person's name or a host's."""
    if name in _PEOPLE:
        found = [*_NAME.finditer(value), *_COMMENT.finditer(value)]
        return _ranges(found, "display name")
    if name == b"received":
        return _ranges(list(_HOST.finditer(value)), "host name")
    return _ranges(list(_ID.finditer(value)), "host name") if name in _IDS else ()


def _ranges(found: list[re.Match[bytes]], label: str) -> tuple[Field, ...]:
    spans = sorted(match.span(match.lastindex or 0) for match in found)
    return tuple(Field(start, end, label) for start, end in spans if start < end)
