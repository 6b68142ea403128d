"""Base64 (RFC 4648): standard or URL-safe, padded or not, without line breaks.

A character of the text shares its letters with its neighbours, so a segment in this codec is `whole`: it can only be
encoded anew from the first change on.
"""

from __future__ import annotations

import binascii
from collections.abc import Sequence

from redactor.errors import FormatError
from redactor.model import Reason

_SAFE, _STANDARD = bytes.maketrans(b"+/", b"-_"), bytes.maketrans(b"-_", b"+/")


class Base64:
    """Four letters for three bytes."""

    __slots__ = ("_padded", "_safe", "name")

    def __init__(self, name: str, *, safe: bool, padded: bool) -> None:
        self.name = name
        self._safe, self._padded = safe, padded

    def decode(self, raw: bytes) -> bytes:
        letters = raw.translate(_STANDARD) if self._safe else raw
        try:
            return binascii.a2b_base64(letters if self._padded else letters + b"=" * (-len(raw) % 4), strict_mode=True)
        except binascii.Error:
            raise FormatError("damaged base64", Reason.UNDECODABLE) from None

    def encode(self, text: bytes) -> bytes:
        letters = binascii.b2a_base64(text, newline=False)
        letters = letters.translate(_SAFE) if self._safe else letters
        return letters if self._padded else letters.rstrip(b"=")

    def locate(self, raw: bytes, offsets: Sequence[int]) -> list[int]:
        size = len(raw.rstrip(b"="))
        end = size * 3 // 4
        return [len(raw) if offset >= end else offset * 4 // 3 for offset in offsets]


BASE64 = Base64("base64", safe=False, padded=True)
BASE64_BARE = Base64("base64_bare", safe=False, padded=False)
BASE64_URL = Base64("base64_url", safe=True, padded=True)
BASE64_URL_BARE = Base64("base64_url_bare", safe=True, padded=False)
ALL = (BASE64, BASE64_BARE, BASE64_URL, BASE64_URL_BARE)
"""The likeliest first."""
