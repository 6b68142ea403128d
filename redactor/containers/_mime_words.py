"""Lines of mail whose letters are spelled in ASCII, decoded and spelled again: encoded words, parameters, bodies.

Everything works line by line, so that a line nobody changed keeps its bytes: RFC 2047 (`=?utf-8?B?…?=`), RFC 2231
(`name*=utf-8''…`), quoted-printable (RFC 2045).  What cannot be decoded raises `FormatError`, since it cannot be scanned.
"""

from __future__ import annotations

import base64
import binascii

from recognizers import lazy_re as re
from redactor.errors import FormatError
from redactor.model import Reason

_WORD = re.compile(rb"=\?([\w.:-]+)(?:\*[\w-]*)?\?([BbQq])\?([^?\s]*)\?=")
_BETWEEN = re.compile(rb"(=\?[^?\s]+\?[BbQq]\?[^?\s]*\?=)[ \t]+(?==\?[^?\s]+\?[BbQq]\?[^?\s]*\?=)")
_PARAMETER = re.compile(rb"(\*(?:\d{1,3}\*)?=(?:([\w-]*)'[\w-]*')?)([^\s;\"]+)")
_PLAIN_PARAMETER = re.compile(rb"(\*(?:\d{1,3}\*)?=(?:[\w-]*'[\w-]*')?)([^;\"\r\n]*[^;\"\s])")
_FOREIGN = re.compile(rb"[^\s<>\"(),]*[\x80-\xff][^\s<>\"(),]*(?:[ \t]+[^\s<>\"(),]*[\x80-\xff][^\s<>\"(),]*)*")
_PERCENT = re.compile(rb"%([0-9A-Fa-f]{2})")
_UNSAFE = re.compile(rb"[^A-Za-z0-9!#$&+.^_`|~%-]")
_ESCAPE = re.compile(rb"=([0-9A-Fa-f]{2})")
_UNSOUND = re.compile(rb"=(?![0-9A-Fa-f]{2}|[ \t]*\r?\n|[ \t]*\Z)")
_SOFT = re.compile(rb"=[ \t]*\r?\n")
_LINE = re.compile(rb"(?:[^\n]*=[ \t]*\r?\n)*[^\n]*(?:\n|\Z)")
WIDTH = 76


def decode_header_line(line: bytes) -> bytes:
    """A line of a header with its encoded words and parameters as UTF-8."""
    if b"=?" in line:
        line = _WORD.sub(_word, _BETWEEN.sub(rb"\1", line))
    if b"*" in line:
        line = _PARAMETER.sub(_parameter, line)
    return line


def encode_header_line(line: bytes) -> bytes:
    """A decoded line that was changed, in ASCII again."""
    line = _PLAIN_PARAMETER.sub(lambda match: match[1] + _UNSAFE.sub(_percent, match[2]), line)
    return _FOREIGN.sub(lambda match: b"=?utf-8?B?" + base64.b64encode(match[0]) + b"?=", line)


def _word(match: re.Match[bytes]) -> bytes:
    charset, how, text = match.groups()
    quoted = how in b"Qq"
    raw = _ESCAPE.sub(_character, text.replace(b"_", b" ")) if quoted else unbase64(text)
    return in_utf8(raw, charset).replace(b"\r", b" ").replace(b"\n", b" ")


def _parameter(match: re.Match[bytes]) -> bytes:
    start, charset, value = match.groups()
    decoded = in_utf8(_PERCENT.sub(_character, value), charset or b"utf-8")
    if charset:
        start = start.replace(charset, b"utf-8", 1)
    return start + re.sub(rb"[\r\n\t;\"%]|\A | \Z", _percent, decoded)


def _percent(sign: re.Match[bytes]) -> bytes:
    return b"%%%02X" % sign[0][0]


def in_utf8(raw: bytes, charset: bytes) -> bytes:
    """Text of a named character set as UTF-8."""
    try:
        return raw.decode(charset.decode("ascii")).encode("utf-8")
    except (LookupError, ValueError):
        raise FormatError("a header in a character set that is not read", Reason.UNDECODABLE) from None


def unbase64(text: bytes) -> bytes:
    """The bytes that base64 stands for; nothing but its alphabet and line ends is allowed in it."""
    compact = text.translate(None, b"\r\n")
    try:
        return base64.b64decode(compact, validate=True)
    except (binascii.Error, ValueError):
        raise FormatError("base64 that is damaged") from None


def base64_lines(data: bytes, like: bytes) -> bytes:
    """`data` in base64, its lines as long and ended as those of `like`."""
    first = re.match(rb"[^\r\n]*", like)
    width = len(first[0]) if first and first[0] else WIDTH
    end = b"\r\n" if b"\r\n" in like or b"\n" not in like else b"\n"
    text = base64.b64encode(data)
    lines = [text[at : at + width] for at in range(0, len(text), width)]
    last = re.search(rb"[\r\n]*\Z", like)
    return end.join(lines) + (last[0] if last else b"")


def unquote_printable(raw: bytes) -> bytes:
    """The bytes that a quoted-printable body stands for."""
    if _UNSOUND.search(raw):
        raise FormatError("quoted-printable text that is damaged")
    return b"".join(_unquoted(line[0]) for line in _LINE.finditer(raw))


def quoted_printable(text: bytes, like: bytes) -> bytes:
    """`text` in quoted-printable; lines that decode to the same as in `like` keep their bytes."""
    out, at = [], 0
    for line in _LINE.finditer(like):
        old = _unquoted(line[0])
        end = _behind_lines(text, at, old.count(b"\n")) if old.endswith(b"\n") else len(text)
        new = text[at:end]
        out.append(line[0] if new == old else _quoted(new, b"\r\n" if line[0].endswith(b"\r\n") else b"\n"))
        at = end
    return b"".join(out)


def _behind_lines(text: bytes, at: int, count: int) -> int:
    for _ in range(count):
        at = text.find(b"\n", at) + 1
        if not at:
            raise FormatError("a body with fewer lines than before")
    return at


def _unquoted(line: bytes) -> bytes:
    """A line with its soft breaks taken out and its escapes decoded; blanks at its end are the transport's."""
    body = line.rstrip(b"\r\n")
    end = line[len(body) :]
    joined = _SOFT.sub(b"", body.rstrip(b" \t") + end)
    return _ESCAPE.sub(_character, joined.removesuffix(b"=") if not end else joined)


def _character(escape: re.Match[bytes]) -> bytes:
    return bytes((int(escape[1], 16),))


def _quoted(text: bytes, end: bytes) -> bytes:
    """Changed lines, spelled as RFC 2045 wants it: no line longer than 76."""
    last = text.endswith(b"\n")
    body = text[: -len(end)] if text.endswith(end) else text.rstrip(b"\n")
    pieces, length = [], 0
    for number, byte in enumerate(body):
        plain = 33 <= byte <= 126 and byte != 61 or (byte in b" \t" and number < len(body) - 1)
        piece = bytes((byte,)) if plain else b"=%02X" % byte
        if length + len(piece) >= WIDTH:
            pieces.append(b"=" + end)
            length = 0
        pieces.append(piece)
        length += len(piece)
    return b"".join(pieces) + (end if last else b"")
