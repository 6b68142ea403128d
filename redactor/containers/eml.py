"""A mail: its headers and boundaries are one member, each part's body another; attachments are attachments of the case.

Bytes that nobody changed stay: bodies in base64 or quoted-printable are encoded again only where their content changed.
A part that is withheld keeps its headers; its body says so.
"""

from __future__ import annotations

from collections.abc import Iterator

from recognizers import lazy_re as re
from redactor.containers import _mime_words as words
from redactor.containers._mime import Body, bodies
from redactor.containers._slice import Held, inside
from redactor.errors import FormatError, LimitError
from redactor.limits import Budget
from redactor.model import MediaType, Member, Part, Reason, Sink, Source

NAME = "eml"
DOC = "mail: headers, text and attachments at any depth, in quoted-printable or base64; spliced, not written anew"
OPENS = ("eml", "message/rfc822")
SINGLE = False
COPY, SUFFIX = NAME, ""

LARGEST = 256 << 20
_HEADERS = MediaType("prose", "mail", "mail-headers", "utf-8", 1.0, ("headers of a mail",))
_MARK = re.compile(rb"\x1d(\d+)\x1d")


def members(source: Source, budget: Budget) -> Iterator[Member]:
    """The skeleton, with encoded words decoded and a mark where a body was, then the bodies."""
    data, found = _read(source)
    skeleton = _decoded(_skeleton(data, found))
    budget.member()
    budget.unpack(len(skeleton))
    stored = len(data) - sum(body.end - body.start for body in found)
    yield Member("headers", Held(skeleton, inside(source, "headers")), stored, fixed=True, media=_HEADERS)
    for number, body in enumerate(found, 1):
        budget.member()
        yield _member(source, data, body, f"part-{number}", budget)


def spare(source: Source) -> int:
    """Every byte is in the skeleton or in a body."""
    return 0


def build(source: Source, parts: Iterator[Part], out: Sink) -> None:
    """The mail with the skeleton's changed lines and the bodies' changed content put in."""
    data, found = _read(source)
    skeleton = _spelled(_skeleton(data, found), _content(next(parts)))
    pieces = _MARK.split(skeleton)
    if [*map(int, pieces[1::2])] != [*range(1, len(found) + 1)]:
        raise FormatError("a mail whose headers do not keep its parts")
    for text, body in zip(pieces[::2], [*found, None], strict=True):
        out.write(text)
        if body is not None:
            out.write(_encoded(data[body.start : body.end], body.encoding, _content(next(parts))))
    if next(parts, None) is not None:
        raise FormatError("more parts than the mail has")


def _read(source: Source) -> tuple[bytes, list[Body]]:
    if source.size > LARGEST:
        raise LimitError("a mail that is larger than allowed", hint="attach what it holds")
    data = source.read_at(0, source.size)
    return data, bodies(data)


def _skeleton(data: bytes, found: list[Body]) -> bytes:
    """Everything but the bodies, each of which leaves a mark."""
    pieces, at = [], 0
    for number, body in enumerate(found, 1):
        pieces += [data[at : body.start], b"\x1d%d\x1d" % number]
        at = body.end
    pieces.append(data[at:])
    if any(b"\x1d" in piece for piece in pieces[::2]):
        raise FormatError("a mail with control characters in its headers")
    return b"".join(pieces)


def _decoded(skeleton: bytes) -> bytes:
    return b"\n".join(words.decode_header_line(line) for line in skeleton.split(b"\n"))


def _spelled(skeleton: bytes, redacted: bytes) -> bytes:
    """The redacted skeleton in the spelling of the original; lines that are the same keep their bytes."""
    before, after = skeleton.split(b"\n"), redacted.split(b"\n")
    if len(before) != len(after):
        raise FormatError("a mail whose headers do not keep their lines")
    lines = []
    for old, new in zip(before, after, strict=True):
        plain = words.decode_header_line(old)
        lines.append(old if new == plain else new if plain == old else words.encode_header_line(new))
    return b"\n".join(lines)


def _member(source: Source, data: bytes, body: Body, name: str, budget: Budget) -> Member:
    """One body, decoded; what cannot be is refused."""
    raw = data[body.start : body.end]
    try:
        content = _plain(raw, body.encoding)
    except FormatError as error:
        return Member(name, None, len(raw), refused=error.reason, fixed=True)
    budget.unpack(len(content))
    hint = body.name if "\0" not in body.name else ""
    return Member(name, Held(content, inside(source, hint or name)), len(raw), fixed=True)


def _plain(raw: bytes, encoding: bytes) -> bytes:
    if encoding == b"base64":
        return words.unbase64(raw)
    if encoding == b"quoted-printable":
        return words.unquote_printable(raw)
    if encoding in (b"7bit", b"8bit", b"binary"):
        return raw
    raise FormatError("a part in a transfer encoding that is not read", Reason.UNSUPPORTED)


def _encoded(raw: bytes, encoding: bytes, content: bytes) -> bytes:
    """The body that stands for `content`, as it was where nothing changed."""
    try:
        if _plain(raw, encoding) == content:
            return raw
    except FormatError:  # refused: its placeholder goes in its place
        pass
    if encoding == b"base64":
        return words.base64_lines(content, raw)
    return words.quoted_printable(content, raw) if encoding == b"quoted-printable" else content


def _content(part: Part) -> bytes:
    assert part.content is not None
    return part.content.read_at(0, part.content.size)
