"""UTF-8, or any bytes whose ASCII half is ASCII: raw and text are the same."""

from __future__ import annotations

from collections.abc import Sequence


class Plain:
    """The identity."""

    __slots__ = ()
    name = "plain"

    def decode(self, raw: bytes) -> bytes:
        return raw

    def encode(self, text: bytes) -> bytes:
        return text

    def locate(self, raw: bytes, offsets: Sequence[int]) -> list[int]:
        return list(offsets)


PLAIN = Plain()
