"""Offsets in text whose spelling has pieces that are longer or shorter than what they stand for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Piece = tuple[int, int, int]
"""(raw start, raw size, text size) of a piece that is spelled differently; what lies between pieces is the same."""


def locate(pieces: Iterable[Piece], offsets: Sequence[int]) -> list[int]:
    """Map ascending text offsets to raw ones; an offset inside of a piece is where the piece begins."""
    found: list[int] = []
    raw, text = 0, 0
    ahead_of = iter(pieces)
    piece = next(ahead_of, None)
    for offset in offsets:
        while piece is not None and text + (piece[0] - raw) + piece[2] <= offset:
            text += piece[0] - raw + piece[2]
            raw = piece[0] + piece[1]
            piece = next(ahead_of, None)
        ahead = offset - text
        found.append(piece[0] if piece is not None and raw + ahead > piece[0] else raw + ahead)
    return found
