"""Windows code page 1252, which holds Latin-1 text as well.

The five bytes that the code page leaves open stand for the control characters of the same number, as in the WHATWG
encoding standard, so that every byte has a character and comes back.  Text beyond the code page raises `FormatError`.
"""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from itertools import accumulate

from redactor.codecs._characters import stretches
from redactor.errors import FormatError
from redactor.model import Reason

_DECODING = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256))
_ENCODING = codecs.charmap_build(_DECODING)


class Cp1252:
    """One byte a character."""

    __slots__ = ()
    name = "cp1252"

    def decode(self, raw: bytes) -> bytes:
        return raw if raw.isascii() else codecs.charmap_decode(raw, "strict", _DECODING)[0].encode()

    def encode(self, text: bytes) -> bytes:
        try:
            return text if text.isascii() else codecs.charmap_encode(text.decode(), "strict", _ENCODING)[0]
        except UnicodeError:
            raise FormatError("a character that the code page does not have", Reason.UNDECODABLE) from None

    def locate(self, raw: bytes, offsets: Sequence[int]) -> list[int]:
        if raw.isascii():
            return list(offsets)
        return list(accumulate(map(len, stretches(self.decode(raw), offsets))))


CP1252 = Cp1252()
