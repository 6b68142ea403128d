r"""The inside of a JSON string (RFC 8259, section 7): what stands between the quotes.

Non-ASCII characters stay UTF-8.  An escape of a lone surrogate is three bytes of text, as in WTF-8; an escape that JSON
does not know stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence

from recognizers import lazy_re as re

_UNIT = rb"\\u(?:[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|[0-9a-fA-F]{4})"
_ESCAPE = re.compile(_UNIT + rb"|\\[\"\\/bfnrt]")
_SHORT = {b'"': b'"', b"\\": b"\\", b"/": b"/", b"b": b"\b", b"f": b"\f", b"n": b"\n", b"r": b"\r", b"t": b"\t"}
_PAIR = rb"\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf]"
_SPECIAL = re.compile(rb'["\\\x00-\x1f]|' + _PAIR + rb"|\xed[\xa0-\xbf][\x80-\xbf]")
_SPELLING = {plain: b"\\" + letter for letter, plain in _SHORT.items() if plain != b"/"}


class JsonString:
    """Escapes in, characters out."""

    __slots__ = ()
    name = "json_string"

    def decode(self, raw: bytes) -> bytes:
        return raw if b"\\" not in raw else _ESCAPE.sub(_character, raw)

    def encode(self, text: bytes) -> bytes:
        return _SPECIAL.sub(_escape, text)

    def locate(self, raw: bytes, offsets: Sequence[int]) -> list[int]:
        if b"\\" not in raw:
            return list(offsets)
        escapes = _ESCAPE.finditer(raw)
        located: list[int] = []
        shift, escape = 0, next(escapes, None)
        for offset in offsets:
            while escape and offset >= escape.start() - shift + len(_character(escape)):
                shift += escape.end() - escape.start() - len(_character(escape))
                escape = next(escapes, None)
            inside = escape is not None and offset > escape.start() - shift
            located.append(escape.start() if escape and inside else offset + shift)
        return located


def _character(match: re.Match[bytes]) -> bytes:
    escape = match.group()
    if escape[1:2] != b"u":
        return _SHORT[escape[1:2]]
    units = b"".join(bytes.fromhex(part.decode()) for part in escape.split(b"\\u")[1:])
    return units.decode("utf-16-be", "surrogatepass").encode("utf-8", "surrogatepass")


def _escape(match: re.Match[bytes]) -> bytes:
    """The escape of one character; two surrogates that would read as a pair stay bytes."""
    special = match.group()
    if len(special) > 3:
        return special
    return _SPELLING.get(special) or b"\\u%04x" % ord(special.decode("utf-8", "surrogatepass"))


JSON_STRING = JsonString()
