"""How text sits in bytes: one file per spelling, each with a class that keeps the laws of `model.Codec`."""

from __future__ import annotations

from redactor.codecs.composed import compose
from redactor.codecs.cp1252 import CP1252
from redactor.codecs.json_string import JSON_STRING
from redactor.codecs.plain import PLAIN
from redactor.codecs.utf16 import UTF16_BE, UTF16_LE
from redactor.errors import FormatError
from redactor.model import Codec, Reason

__all__ = ["CP1252", "JSON_STRING", "PLAIN", "UTF16_BE", "UTF16_LE", "compose", "for_encoding"]

_BY_ENCODING: dict[str, Codec] = {
    "utf-8": PLAIN,
    "utf-8-sig": PLAIN,
    "utf-16-le": UTF16_LE,
    "utf-16-be": UTF16_BE,
    "cp1252": CP1252,
}


def for_encoding(encoding: str) -> Codec:
    """The codec of `MediaType.encoding`; raises `FormatError` (undecodable) where there is none."""
    codec = _BY_ENCODING.get(encoding)
    if codec is None:
        raise FormatError("an encoding that is not read", Reason.UNDECODABLE)
    return codec
