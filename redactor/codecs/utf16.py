"""UTF-16 without its byte order mark (that is structure); a lone surrogate is three bytes of text, as in WTF-8.

Half a unit at the end, and text that is not UTF-8, raise `FormatError`: nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from redactor.codecs._characters import stretches
from redactor.errors import FormatError
from redactor.model import Reason


class Utf16:
    """Two or four bytes a character, in one byte order."""

    __slots__ = ("_encoding", "name")

    def __init__(self, name: str, encoding: str) -> None:
        self.name = name
        self._encoding = encoding

    def decode(self, raw: bytes) -> bytes:
        try:
            return raw.decode(self._encoding, "surrogatepass").encode("utf-8", "surrogatepass")
        except UnicodeError:
            raise FormatError("half a character at the end of UTF-16 text", Reason.UNDECODABLE) from None

    def encode(self, text: bytes) -> bytes:
        try:
            return text.decode("utf-8", "surrogatepass").encode(self._encoding, "surrogatepass")
        except UnicodeError:
            raise FormatError("text that has no UTF-16 spelling", Reason.UNDECODABLE) from None

    def locate(self, raw: bytes, offsets: Sequence[int]) -> list[int]:
        return list(accumulate(map(self._width, stretches(self.decode(raw), offsets))))

    def _width(self, stretch: str) -> int:
        return 2 * len(stretch) if stretch.isascii() else len(stretch.encode(self._encoding, "surrogatepass"))


UTF16_LE = Utf16("utf16_le", "utf-16-le")
UTF16_BE = Utf16("utf16_be", "utf-16-be")
