"""Mail as it is stored: a message (RFC 5322), or many of them in an mbox (RFC 4155)."""

from __future__ import annotations

from recognizers import lazy_re as re
from redactor.signatures._sample import Guess, Sample

CEILING = 0.97
_POSTMARK = re.compile(rb"From \S+ +[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d(?::\d\d)? .{0,20}\d{4}.{0,8}\r?\n")
_HEADER = re.compile(rb"([!-9;-~]+):.*(?:\r?\n[ \t].*)*\r?\n")
_TELLING = frozenset((b"date", b"message-id", b"received", b"mime-version", b"return-path", b"content-type"))

_PACKED = re.compile(rb"^content-transfer-encoding:[ \t]*base64[ \t]*\r?$", re.I | re.MULTILINE)
"""What follows hides from whoever reads it as text."""


def guess(sample: Sample) -> Guess | None:
    """A block of headers at the very top, with a sender and what mail programs add, and a blank line behind it."""
    head, name = sample.head, "eml"
    postmark = _POSTMARK.match(head)
    if postmark is not None:
        head, name = head[postmark.end() :], "mbox"
    names, at = set[bytes](), 0
    while (field := _HEADER.match(head, at)) is not None and len(names) < 200:
        names.add(field.group(1).lower())
        at = field.end()
    over = head[at : at + 2] in (b"\r\n", b"") or head[at : at + 1] == b"\n"
    if b"from" in names and len(names & _TELLING) >= 2 and over:
        return Guess("container", "", name, CEILING, ("headers of a mail at the top",))
    if _PACKED.search(sample.head):
        return Guess("unsupported", "", "mail-fragment", CEILING, ("a part of a mail in base64, but no whole mail",))
    return None
