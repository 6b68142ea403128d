"""The one source of keyed randomness: BLAKE2b with a key, split into independent sub-keys by purpose."""

from __future__ import annotations

import struct
from hashlib import blake2b

from redactor.errors import KeyStoreError

SECRET_BYTES = 32
"""Shortest secret that is taken."""
_SALT = b"support-redactor pseudonyms, scheme 1"
_BLOCK = struct.Struct("<16I")


class Prf:
    """A pseudo-random function: equal (key, message) give equal output on every machine, and the key stays hidden.

    Keyed BLAKE2b is a PRF by RFC 7693 section 2.9; sub-keys follow HKDF's extract-then-expand (RFC 5869).
    """

    __slots__ = ("_key",)

    def __init__(self, key: bytes) -> None:
        self._key = key

    @classmethod
    def of(cls, secret: bytes) -> Prf:
        """The root function of a case or tenant secret (extract)."""
        if len(secret) < SECRET_BYTES:
            raise KeyStoreError(f"a pseudonym secret has at least {SECRET_BYTES} bytes")
        return cls(blake2b(secret, key=_SALT, person=b"redactor.extract", digest_size=32).digest())

    def derive(self, purpose: str) -> Prf:
        """An independent function for `purpose` (expand)."""
        return Prf(blake2b(purpose.encode(), key=self._key, person=b"redactor.derive", digest_size=32).digest())

    def digest(self, message: bytes, size: int) -> bytes:
        """`size` (1 to 64) pseudo-random bytes for `message`."""
        return blake2b(message, key=self._key, digest_size=size).digest()

    def number(self, message: bytes, size: int = 8) -> int:
        """A pseudo-random number below 256**size."""
        return int.from_bytes(blake2b(message, key=self._key, digest_size=size).digest(), "little")

    def words(self, message: bytes, count: int) -> list[int]:
        """At least `count` pseudo-random 32-bit numbers: one for each place of a value, however long it is."""
        key = self._key
        words: list[int] = []
        seed = message if len(message) <= 96 else self.digest(message, 64)
        for block in range((count + 15) // 16):
            salt = block.to_bytes(8, "little")
            words += _BLOCK.unpack(blake2b(seed, key=key, salt=salt, person=b"redactor.words").digest())
        return words
