"""Text of an HTML document: character references in, characters out (WHATWG HTML, sections 13.1.4 and 13.5).

A reference without its semicolon, or to no known character, is left as it stands.
"""

from __future__ import annotations

import html
from collections.abc import Sequence

from recognizers import lazy_re as re
from redactor.codecs._pieces import locate

_REFERENCE = re.compile(rb"&(?:[A-Za-z][A-Za-z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_SPELLED = {b"&": b"&amp;", b"<": b"&lt;", b">": b"&gt;", b'"': b"&quot;", b"'": b"&#39;"}


def _character(match: re.Match[bytes]) -> bytes:
    return html.unescape(match[0].decode()).encode("utf-8", "surrogatepass")


class HtmlText:
    """Text, or a quoted attribute's value; `special` is what has to be spelled as a reference."""

    __slots__ = ("_special", "name")

    def __init__(self, name: str, special: bytes) -> None:
        self.name = name
        self._special = re.compile(special)

    def decode(self, raw: bytes) -> bytes:
        return _REFERENCE.sub(_character, raw) if b"&" in raw else raw

    def encode(self, text: bytes) -> bytes:
        return self._special.sub(lambda match: _SPELLED.get(match[0]) or b"&#%d;" % match[0][0], text)

    def locate(self, raw: bytes, offsets: Sequence[int]) -> list[int]:
        found = ((match, _character(match)) for match in _REFERENCE.finditer(raw))
        return locate(((match.start(), len(match[0]), len(text)) for match, text in found if text != match[0]), offsets)


HTML_TEXT = HtmlText("html_text", rb"[&<>\"']")
HTML_UNQUOTED = HtmlText("html_unquoted", rb"[&<>\"'=`\x09\x0a\x0c\x20]")
