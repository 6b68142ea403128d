"""Cisco type 7: a reversible disguise; what comes out is type 7 again, of a dummy text.

Salt as two decimal digits, then in hex each character, exclusive-or a fixed key from that place on.  The key has been
public since 1997 (Bugtraq) and stands in every open decoder (netconan, passlib's `cisco_type7`).
"""

from __future__ import annotations

from collections.abc import Sequence

from recognizers import lazy_re as re

_KEY = b"dsfd;kfoA,.iyewrkldJKDHSUBsgvca69834ncxv9873254k;fg87"
_TYPE7 = re.compile(rb"[0-9]{2}(?:(?:[0-9A-F]{2}){2,}|(?:[0-9a-f]{2}){2,})")
_DUMMY = b"abcdefghijklmnopqrstuvwxyz0123456789"
_SALTS = 16


def decoded(value: bytes) -> bytes | None:
    """The text behind a type 7 password, or None where `value` is none (or hides no printable text)."""
    if _TYPE7.fullmatch(value) is None or int(value[:2]) >= len(_KEY):
        return None
    hidden = bytes.fromhex(value[2:].decode("ascii"))
    text = bytes(byte ^ key for byte, key in zip(hidden, _keys(int(value[:2]), len(hidden)), strict=True))
    return text if all(32 <= byte < 127 for byte in text) else None


def encoded(text: bytes, salt: int) -> bytes:
    """The type 7 password for a text, with a salt from 0 to 52."""
    hidden = bytes(byte ^ key for byte, key in zip(text, _keys(salt, len(text)), strict=True))
    return b"%02d%b" % (salt, hidden.hex().upper().encode("ascii"))


def dummy(value: bytes, words: Sequence[int]) -> bytes:
    """A type 7 password as long as `value`, in its case, of letters and digits that `words` choose."""
    size, salt = len(value) // 2 - 1, words[0] % _SALTS
    text = bytearray()
    for key, word in zip(_keys(salt, size), words[1:], strict=False):
        letters = bytes(byte for byte in _DUMMY if (byte ^ key) & 15 < 10) if value.isdigit() else _DUMMY
        text.append(letters[word % len(letters)])
    found = encoded(bytes(text), salt)
    return found if value == value.upper() else found.lower()


def _keys(salt: int, size: int) -> bytes:
    return bytes(_KEY[(salt + place) % len(_KEY)] for place in range(size))
