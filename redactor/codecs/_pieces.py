"""Where characters stand that are spelled longer than they are: one walk for every codec with escapes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def locate(pieces: Iterable[tuple[int, int, int]], offsets: Sequence[int]) -> list[int]:
    """Ascending offsets of the text as offsets of the raw bytes.

    `pieces` are the stretches that differ, ascending: (raw start, raw size, text size); an offset inside of one counts
    as its beginning.
    """
    found: list[int] = []
    ahead = iter(pieces)
    piece = next(ahead, None)
    shift = 0
    for offset in offsets:
        while piece is not None and offset >= piece[0] - shift + piece[2]:
            shift += piece[1] - piece[2]
            piece = next(ahead, None)
        inside = piece is not None and offset > piece[0] - shift
        found.append(piece[0] if piece is not None and inside else offset + shift)
    return found
