"""Text of an XML document: character data and attribute values with references, and CDATA sections.

References decode as XML 1.0 section 4.6 and 4.1 say; one that names an entity the document would have to declare is
left as it stands.  Inside of CDATA only `]]>` needs care: it is written as two sections.
"""

from __future__ import annotations

from collections.abc import Sequence

from recognizers import lazy_re as re
from redactor.codecs._pieces import locate

_REFERENCE = re.compile(rb"&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([0-9A-Fa-f]{1,6}));")
_NAMED = {b"amp": b"&", b"lt": b"<", b"gt": b">", b"quot": b'"', b"apos": b"'"}
_SPECIAL = re.compile(rb"[&<>\"']")
_SPELLED = {b"&": b"&amp;", b"<": b"&lt;", b">": b"&gt;", b'"': b"&quot;", b"'": b"&apos;"}
_SPLIT = b"]]]]><![CDATA[>"


def _character(match: re.Match[bytes]) -> bytes:
    name, decimal, digits = match.groups()
    if name:
        return _NAMED[name]
    number = int(decimal) if decimal else int(digits, 16)
    if number == 0 or number > 0x10FFFF or 0xD800 <= number < 0xE000:
        return match.group()
    return chr(number).encode()


class XmlText:
    """Character data, or an attribute's value without its quotes."""

    __slots__ = ()
    name = "xml_text"

    def decode(self, raw: bytes) -> bytes:
        return _REFERENCE.sub(_character, raw) if b"&" in raw else raw

    def encode(self, text: bytes) -> bytes:
        return _SPECIAL.sub(lambda match: _SPELLED[match.group()], text)

    def locate(self, raw: bytes, offsets: Sequence[int]) -> list[int]:
        pieces = (
            (match.start(), match.end() - match.start(), len(_character(match))) for match in _REFERENCE.finditer(raw)
        )
        return locate(pieces, offsets)


class XmlCdata:
    """What stands between `<![CDATA[` and the last `]]>` of the section, or of several that follow at once."""

    __slots__ = ()
    name = "xml_cdata"

    def decode(self, raw: bytes) -> bytes:
        return raw.replace(_SPLIT, b"]]>")

    def encode(self, text: bytes) -> bytes:
        return text.replace(b"]]>", _SPLIT)

    def locate(self, raw: bytes, offsets: Sequence[int]) -> list[int]:
        pieces = ((match.start(), len(_SPLIT), 3) for match in re.finditer(re.escape(_SPLIT), raw))
        return locate(pieces, offsets)


XML_TEXT = XmlText()
XML_CDATA = XmlCdata()
