"""Counting characters in UTF-8 text that may hold lone surrogates (three bytes each, as in WTF-8)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence


def stretches(text: bytes, offsets: Sequence[int]) -> Iterator[str]:
    """For ascending offsets, the characters between each offset and the one before it (the first: from the start).

    An offset inside of a character counts as that character's beginning.
    """
    last = 0
    for offset in offsets:
        here = max(last, beginning(text, offset))
        yield text[last:here].decode("utf-8", "surrogatepass")
        last = here


def beginning(text: bytes, offset: int) -> int:
    """The offset at which the character begins that holds the byte at `offset`."""
    while 0 < offset < len(text) and text[offset] & 0xC0 == 0x80:
        offset -= 1
    return offset
