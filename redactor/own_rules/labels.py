"""Labels of the user's own: a field, column or key that is called so holds one, whatever it looks like.

"siteCode": "FRA-2"     a JSON key, an INI key, a command's argument (`Segment.label`, `Field`)
Site Code: FRA 2        a line or a part of one; behind `=` one word
Host    Site Code       a column of a fixed-width table; cells are parted by two blanks
host,site code          a column of separated values
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from recognizers.field_values import PLACEHOLDERS
from recognizers.labels import normalise
from recognizers.scan import lines
from redactor.model import Finding, Segment

SCORE = 0.98
"""A person said so: surer than what a rule supposes or an anchor proved."""
PREFIX = "label-own-"
_CELL = re.compile(rb"\S+(?: \S+)*")
_RULER = re.compile(rb"[\s|+:=~_-]+")
_QUOTES = b"\"'`"
_HEADER_BYTES = 400


class Told(NamedTuple):
    """What a label says."""

    entity: str
    rule: str
    pattern: re.Pattern[bytes] | None = None
    """Where there is one, only values that hold it count."""


@dataclass(frozen=True, slots=True)
class OwnLabels:
    """Finds the values that labels of the user's give away."""

    told: Mapping[str, Told] = field(repr=False)
    """By normalised label."""
    pairs: tuple[tuple[Told, re.Pattern[bytes]], ...] = field(default=(), repr=False)
    """What `label: value` looks like, for each label."""

    def listed(self) -> Iterator[tuple[str, str, float, str]]:
        """(entity, rule, score, what it is) of every label."""
        for label, told in self.told.items():
            yield told.entity, told.rule, SCORE, f"fields and columns that are called {label}"

    def find(self, segment: Segment) -> Iterator[Finding]:
        """The values in a segment's labelled fields and in the columns of its tables."""
        if segment.label and not segment.key:
            yield from self._value(segment.label, segment.text, 0)
        for start, end, label in segment.fields:
            yield from self._value(label, segment.text[start:end], start)
        if not segment.label:
            yield from self._paired(segment.text)
            yield from self._columns(segment.text)

    def _value(self, label: str, value: bytes, offset: int) -> Iterator[Finding]:
        last = normalise(label).rpartition("/")[2]
        words = last.split(" ")
        for skip in range(len(words)):
            told = self.told.get(" ".join(words[skip:]))
            if told is not None:
                yield from _found(told, value, offset)
                return

    def _paired(self, text: bytes) -> Iterator[Finding]:
        """Values behind a label and a mark."""
        for told, pattern in self.pairs:
            for match in pattern.finditer(text):
                group = match.lastgroup or 0
                yield from _found(told, match[group], match.start(group))

    def _columns(self, text: bytes) -> Iterator[Finding]:
        """The columns under headers that have one of the labels as a cell."""
        low = text.lower()
        if not any(label.split(" ")[0].encode() in low for label in self.told):
            return
        open_cells: list[tuple[Told, int, int, bytes]] = []
        for start, end in lines(text):
            line = text[start:end]
            if not line.strip():
                open_cells = []
                continue
            headed = list(self._header(line))
            if headed:
                open_cells = headed
            elif not _RULER.fullmatch(line):
                for told, first, last, mark in open_cells:
                    yield from _cell(told, line, start, (first, last), mark)

    def _header(self, line: bytes) -> Iterator[tuple[Told, int, int, bytes]]:
        """What the cells of a header say: (told, column, its end or number, separator or nothing)."""
        if len(line) > _HEADER_BYTES:
            return
        for mark in (b"\t", b",", b";"):
            if line.count(mark):
                for number, cell in enumerate(line.split(mark)):
                    told = self.told.get(normalise(cell.decode("latin-1")).strip())
                    if told is not None:
                        yield told, number, number, mark
        cells = [match.span() for match in _CELL.finditer(line)]
        for number, (first, last) in enumerate(cells if len(cells) > 1 else ()):
            told = self.told.get(normalise(line[first:last].decode("latin-1")))
            if told is not None:
                yield told, first, cells[number + 1][0] if number + 1 < len(cells) else 1 << 30, b""


def told_by(labels: Iterable[tuple[str, str, re.Pattern[bytes] | None]]) -> OwnLabels | None:
    """The finder for (label, entity, pattern or None); None where there are no labels."""
    told = {
        normalise(label): Told(entity, PREFIX + entity.lower().replace("_", "-"), pattern)
        for label, entity, pattern in labels
    }
    return OwnLabels(told, tuple((each, _pair(label)) for label, each in told.items())) if told else None


def _pair(label: str) -> re.Pattern[bytes]:
    """`label: some words` or `label=word` on a line."""
    words = r"[ _.-]*".join(re.escape(word) for word in label.split())
    value = r"(?::[ \t]+(?P<words>[^\s,;|]+(?: [^\s,;|]+)*)|[ \t]*=[ \t]*(?P<word>\"[^\"\n]*\"|[^\s,;|]+))"
    return re.compile(rf"(?i)(?<![0-9a-z]){words}[ \t.]*{value}".encode())


def _cell(told: Told, line: bytes, base: int, column: tuple[int, int], mark: bytes) -> Iterator[Finding]:
    """The value of a column on one row."""
    first, last = column
    if mark:
        cells = line.split(mark)
        if first < len(cells):
            yield from _found(told, cells[first], base + sum(map(len, cells[:first])) + first)
        return
    for match in _CELL.finditer(line):
        if match.start() < last and match.end() > first and (match.start() >= first or match.end() <= last):
            low, high = max(match.start(), first), min(match.end(), last)
            yield from _found(told, line[low:high], base + low)


def _found(told: Told, value: bytes, offset: int) -> Iterator[Finding]:
    """The value without blanks and quotes around it, or the parts of it that the pattern takes."""
    if told.pattern is not None:
        for match in told.pattern.finditer(value, 0, len(value)):
            start, end = match.span("value")
            if start < end:
                yield Finding(offset + start, offset + end, told.entity, SCORE, told.rule)
        return
    core = value.strip()
    low = len(value) - len(value.lstrip())
    while len(core) > 1 and core[0] in _QUOTES and core[-1] == core[0]:
        core, low = core[1:-1], low + 1
    if core and core.lower() not in PLACEHOLDERS and b"\n" not in core:
        yield Finding(offset + low, offset + low + len(core), told.entity, SCORE, told.rule)
