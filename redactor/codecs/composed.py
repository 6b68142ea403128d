"""A spelling inside a spelling: a JSON string in a UTF-16 file."""

from __future__ import annotations

from collections.abc import Sequence

from redactor.codecs.plain import Plain
from redactor.model import Codec


class Composed:
    """First `outer` is taken off, then `inner`."""

    __slots__ = ("_inner", "_outer", "name")

    def __init__(self, outer: Codec, inner: Codec) -> None:
        self._outer = outer
        self._inner = inner
        self.name = f"{outer.name}+{inner.name}"

    def decode(self, raw: bytes) -> bytes:
        return self._inner.decode(self._outer.decode(raw))

    def encode(self, text: bytes) -> bytes:
        return self._outer.encode(self._inner.encode(text))

    def locate(self, raw: bytes, offsets: Sequence[int]) -> list[int]:
        return self._outer.locate(raw, self._inner.locate(self._outer.decode(raw), offsets))


def compose(outer: Codec, inner: Codec) -> Codec:
    """`inner` inside of `outer`; the identity on either side costs nothing."""
    if isinstance(outer, Plain):
        return inner
    return outer if isinstance(inner, Plain) else Composed(outer, inner)
