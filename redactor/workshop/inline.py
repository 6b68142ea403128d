"""An original beside its copy, as differences within lines.

Lines correspond by number where there are equally many, else as difflib aligns them; words of a changed line as difflib
aligns words, where a word is letters, digits and the marks inside of them.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_WORD = re.compile(r"[\w.:@/\\+-]+|\s+|.", re.DOTALL)
_LONG = 2000
"""Words of a line beyond which the line is one difference."""


class Part(NamedTuple):
    """A stretch of a line: as it was, as it is; equal where nothing changed."""

    old: str
    new: str


class Line(NamedTuple):
    """A line that differs, by its number in the original."""

    number: int
    parts: tuple[Part, ...]


def differences(old: Sequence[str], new: Sequence[str]) -> Iterator[Line]:
    """The lines that differ."""
    same = len(old) == len(new)
    for number, one, other in _numbered(old, new) if same else _aligned(old, new):
        if one != other:
            yield Line(number, tuple(_parts(one, other)))


def _numbered(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, str, str]]:
    for number, (one, other) in enumerate(zip(old, new, strict=True), 1):
        yield number, one, other


def _aligned(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, str, str]]:
    for tag, first, last, low, high in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        for at in range(max(last - first, high - low)):
            one = old[first + at] if first + at < last else ""
            other = new[low + at] if low + at < high else ""
            yield min(first + at, max(0, len(old) - 1)) + 1, one, other


def _parts(old: str, new: str) -> Iterator[Part]:
    before, after = _WORD.findall(old), _WORD.findall(new)
    if max(len(before), len(after)) > _LONG:
        yield Part(old, new)
        return
    for tag, first, last, low, high in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        one, other = "".join(before[first:last]), "".join(after[low:high])
        yield Part(one, one if tag == "equal" else other)
