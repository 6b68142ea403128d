"""What signatures look at (`Sample`) and what they say (`Guess`)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

MOST_LINES = 500
LONGEST_LINE = 400
"""So much of a line is looked at: signatures are about beginnings and layout."""


class Guess(NamedTuple):
    """One family's opinion: see `model.MediaType`."""

    kind: str
    format: str
    name: str
    confidence: float
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """Decoded pieces of an attachment: its head, and lines from its head and its middle."""

    head: bytes = field(repr=False)
    """The first bytes, as UTF-8."""
    lines: tuple[bytes, ...] = field(repr=False)
    """Non-blank lines, cut off at LONGEST_LINE, at most MOST_LINES; the last one may be half."""
    name: str = field(repr=False)
    """File name in lower case, without its directory."""
    whole: bool
    """True where `head` is everything."""
    size: int

    @classmethod
    def of(cls, head: bytes, others: Iterable[bytes], name: str, size: int, *, whole: bool) -> Sample:
        """Take lines from the head, then from the inside of pieces of the middle."""
        lines = _lines(head)
        for other in others:
            lines += _lines(other)[1:-1]
        return cls(head, tuple(lines), name.rpartition("/")[2].lower(), whole, size)

    def share(self, pattern: re.Pattern[bytes]) -> float:
        """Which part of the lines `pattern` matches at their start."""
        return self.count(pattern) / max(1, len(self.lines))

    def count(self, pattern: re.Pattern[bytes]) -> int:
        """How many lines `pattern` matches at their start."""
        return sum(pattern.match(line) is not None for line in self.lines)

    def ends_with(self, *suffixes: str) -> bool:
        """Whether the file is named like that: a hint, never more."""
        return self.name.endswith(suffixes)


def _lines(text: bytes) -> list[bytes]:
    lines = text.split(b"\n", 2 * MOST_LINES)[: 2 * MOST_LINES]
    kept = (line[:LONGEST_LINE].rstrip() for line in lines)
    return [line for line in kept if line][:MOST_LINES]
