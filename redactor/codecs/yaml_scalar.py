r"""Scalars of YAML 1.2: the inside of quotes, and the body of a block scalar; a plain one is spelled as it reads.

    'it''s'             it's
    "a\tb\u00e9"        a<tab>bé; an escaped line end and the blanks behind it are nothing (section 7.3.1)
    | over lines        every line but the first loses the block's indentation
Line ends that YAML folds to blanks stay line ends, so that a copy has the lines of its source.
"""

from __future__ import annotations

from collections.abc import Sequence

from recognizers import lazy_re as re
from redactor.codecs._pieces import locate

_ESCAPE = re.compile(
    rb"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}"
    rb"|U00(?:0[0-9a-fA-F]|10)[0-9a-fA-F]{4}|\r?\n[ \t]*|[0abt\tnvfre \"/\\N_LP])"
)
_SHORT = {
    b"0": "\0", b"a": "\a", b"b": "\b", b"t": "\t", b"\t": "\t", b"n": "\n", b"v": "\v", b"f": "\f", b"r": "\r",
    b"e": "\x1b", b" ": " ", b'"': '"', b"/": "/", b"\\": "\\", b"N": "\x85", b"_": "\xa0", b"L": "\u2028",
    b"P": "\u2029",
}  # fmt: skip
_PAIR = rb"\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf]"
_SPECIAL = re.compile(
    rb"[\"\\\x00-\x1f\x7f]|\xc2[\x80-\x9f\xa0]|\xe2\x80[\xa8\xa9]|" + _PAIR + rb"|\xed[\xa0-\xbf][\x80-\xbf]"
)
_SPELLING = {plain.encode(): b"\\" + letter for letter, plain in _SHORT.items() if letter not in (b" ", b"/", b"\t")}


class YamlSingle:
    """What stands between single quotes: a quote is doubled."""

    __slots__ = ()
    name = "yaml_single"

    def decode(self, raw: bytes) -> bytes:
        return raw.replace(b"''", b"'")

    def encode(self, text: bytes) -> bytes:
        return text.replace(b"'", b"''")

    def locate(self, raw: bytes, offsets: Sequence[int]) -> list[int]:
        return locate(((match.start(), 2, 1) for match in re.finditer(b"''", raw)), offsets)


class YamlDouble:
    """What stands between double quotes.  An escape that YAML does not know stays as it is."""

    __slots__ = ()
    name = "yaml_double"

    def decode(self, raw: bytes) -> bytes:
        return raw if b"\\" not in raw else _ESCAPE.sub(_character, raw)

    def encode(self, text: bytes) -> bytes:
        return _SPECIAL.sub(_escape, text)

    def locate(self, raw: bytes, offsets: Sequence[int]) -> list[int]:
        pieces = ((match.start(), len(match[0]), len(_character(match))) for match in _ESCAPE.finditer(raw))
        return locate(pieces, offsets)


class YamlBlock:
    """The body of a block scalar from its first line's first character on, indented by `indent` blanks."""

    __slots__ = ("_fold", "_indentation", "name")

    def __init__(self, indent: int) -> None:
        self._indentation = b"\n" + b" " * indent
        self._fold = re.compile(rb"\n {1,%d}" % indent) if indent else None
        self.name = "yaml_block"

    def decode(self, raw: bytes) -> bytes:
        return raw if self._fold is None else self._fold.sub(b"\n", raw)

    def encode(self, text: bytes) -> bytes:
        return text.replace(b"\n", self._indentation)

    def locate(self, raw: bytes, offsets: Sequence[int]) -> list[int]:
        if self._fold is None:
            return list(offsets)
        return locate(((match.start(), len(match[0]), 1) for match in self._fold.finditer(raw)), offsets)


def _character(match: re.Match[bytes]) -> bytes:
    escape = match[0]
    kind = escape[1:2]
    if kind in b"\r\n":
        return b""
    if kind in b"xU":
        return chr(int(escape[2:], 16)).encode("utf-8", "surrogatepass")
    if kind == b"u":
        units = b"".join(bytes.fromhex(part.decode()) for part in escape.split(b"\\u")[1:])
        return units.decode("utf-16-be", "surrogatepass").encode("utf-8", "surrogatepass")
    return _SHORT[kind].encode()


def _escape(match: re.Match[bytes]) -> bytes:
    """The escape of one character; two surrogates that would read as a pair stay bytes."""
    special = match[0]
    if len(special) > 3:
        return special
    if special in _SPELLING:
        return _SPELLING[special]
    number = ord(special.decode("utf-8", "surrogatepass"))
    return b"\\x%02x" % number if number < 256 else b"\\u%04x" % number


YAML_SINGLE = YamlSingle()
YAML_DOUBLE = YamlDouble()
