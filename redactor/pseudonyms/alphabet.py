"""Which letters may stand for which: same script, same length in UTF-8, upper case apart.

    text ──► characters ──► (canonical character, alphabet)      separators, marks and symbols have no alphabet

Alphabets come from Unicode 3.2 (`unicodedata.ucd_3_2_0`), which is the same in every Python, so that pseudonyms are; a
younger letter stays among the younger letters around it.
Western letters stay within Windows-1252, so that a copy can be written in the encoding of its original.
"""

from __future__ import annotations

from functools import lru_cache
from unicodedata import ucd_3_2_0

LOWER = "abcdefghijklmnopqrstuvwxyz"
DIGITS = "0123456789"
HEX = "0123456789abcdef"
WESTERN = "ßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿšžœ"
_RAW_HIGH = "".join(chr(0xDC00 + byte) for byte in range(0xC0, 0x100))
_RAW_LOW = "".join(chr(0xDC00 + byte) for byte in range(0x80, 0xC0))
_BLOCKS = (
    (0x0100, 0x017F), (0x0180, 0x024F), (0x0370, 0x03FF), (0x0400, 0x045F), (0x0460, 0x052F), (0x0531, 0x0587),
    (0x05D0, 0x05EA), (0x0621, 0x064A), (0x0900, 0x097F), (0x0980, 0x09FF), (0x0A00, 0x0A7F), (0x0A80, 0x0AFF),
    (0x0B80, 0x0BFF), (0x0C00, 0x0C7F), (0x0C80, 0x0CFF), (0x0D00, 0x0D7F), (0x0E01, 0x0E30), (0x10D0, 0x10F6),
    (0x1E00, 0x1EFF), (0x1F00, 0x1FFF), (0x3041, 0x3094), (0x30A1, 0x30FA), (0x3400, 0x4DB5), (0x4E00, 0x9FA5),
    (0xAC00, 0xD7A3), (0xFF21, 0xFF5A), (0x2CEB0, 0x2EBE0),
)  # fmt: skip
"""Scripts that are larger or smaller than an aligned run of 64 code points (inclusive ends)."""


def lower(text: str) -> str:
    """`text` in lower case, character by character: where that would change a length, the character stays."""
    if text.isascii():
        return text.lower()
    return "".join(_lower(char) for char in text)


def upper(char: str) -> str:
    """The capital of a canonical letter, or the letter itself where there is none of the same length."""
    capital = char.upper()
    return capital if _size(capital) == _size(char) and _lower(capital) == char else char


def alphabet(char: str) -> str:
    """The letters or digits that `char` (canonical: `lower`) may become; empty where it stands for itself."""
    if char.isascii():
        return DIGITS if char.isdigit() else LOWER if char.isalpha() else ""
    if char in WESTERN:
        return WESTERN
    if "\udc80" <= char <= "\udcff":
        return _RAW_HIGH if char >= "\udcc0" else _RAW_LOW
    if char.isdecimal():
        zero = ord(char) - int(char)
        return "".join(map(chr, range(zero, zero + 10)))
    category = ucd_3_2_0.category(char)
    if category[0] == "L" or (category == "Cn" and char.isalpha()):
        return _block(*_range(ord(char)), _size(char), young=category == "Cn")
    return ""


def _lower(char: str) -> str:
    if char == "ς":
        return "σ"
    small = char.lower()
    if len(small) != 1 or _size(small) != _size(char):
        return char
    return small


def _size(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


def _range(code: int) -> tuple[int, int]:
    for first, last in _BLOCKS:
        if first <= code <= last:
            return first, last
    return code & ~63, code | 63


@lru_cache(maxsize=256)
def _block(first: int, last: int, size: int, *, young: bool) -> str:
    letters = []
    for char in map(chr, range(first, last + 1)):
        if _range(ord(char)) != (first, last):
            continue  # it belongs to a script of its own that reaches into this run
        category = ucd_3_2_0.category(char)
        if char.isalpha() and (category == "Cn" if young else category[0] == "L") and char not in WESTERN:
            letters.append(char)
    return _distinct([char for char in letters if _size(char) == size and _lower(char) == char])


def _distinct(letters: list[str]) -> str:
    """Those of `letters` that stay different, from each other and from other scripts, when case is folded."""
    folded: dict[str, str] = {}
    for letter in letters:
        if _size(letter.casefold()) == _size(letter):
            folded.setdefault(letter.casefold(), letter)
    return "".join(folded.values())
