"""The lines of INI-like text: sections, assignments, comments, continuations, and whatever is none of these."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from recognizers import lazy_re as re

_SECTION = re.compile(rb"[ \t]*\[+([^\]\r\n]+)\]+[ \t]*")
_COMMENT = re.compile(rb"[ \t]*(?:[#;!]|//)+[ \t]*")
_KEY = rb"(?:\"([^\"\r\n]+)\"|([^\s=:#;\[\"'!][^\s=:]*(?: [^\s=:]+){0,4}))"
_ASSIGNMENT = re.compile(rb"([ \t]*)(?:export[ \t]+|set[ \t]+)?" + _KEY + rb"[ \t]*(?:[+:?]?=|:(?=\s|\Z))[ \t]*")
_COMMENTED = re.compile(rb"[A-Za-z_][\w.\-]*[ \t]*=[ \t]*\S")
_QUOTED = re.compile(rb"\"(?:[^\"\\]|\\.)*+\"|'[^']*+'", re.DOTALL)
_ANOTHER = re.compile(rb"\n[A-Za-z_][\w.]*[ \t]?=[ \t]?[^=\s]")
_WORDS = re.compile(rb"[A-Za-z\x80-\xff]{2,}[,.]? [A-Za-z\x80-\xff]+[,.]? [A-Za-z\x80-\xff]{2,}")
_MULTILINE = 64 << 10
"""Longest quoted value over several lines; a quote that stays open longer than that is just a character."""


class Span(NamedTuple):
    """Text [start, end) that is not structure, the 1-based number of its line, and what it is."""

    start: int
    end: int
    line: int
    label: str = ""
    key: bool = False
    prose: bool = False


class Lines:
    """Cuts a text into spans, remembering the section, and the key whose value a line may continue."""

    def __init__(self, text: bytes) -> None:
        self._text = text
        self._section = ""
        self._label = ""
        self._continued = False

    def spans(self) -> Iterator[Span]:
        """All spans in order; what lies between them is structure."""
        start, line = 0, 1
        while start < len(self._text):
            found = list(self._line(start, self._line_end(start), line))
            end = self._line_end(max(start, found[-1].end) if found else start)
            yield from (span for span in found if span.end > span.start)
            line += self._text.count(b"\n", start, end)
            start = end

    def _line_end(self, start: int) -> int:
        return self._text.find(b"\n", start) + 1 or len(self._text)

    def _line(self, start: int, end: int, line: int) -> Iterator[Span]:
        text, continued = self._text, self._continued
        self._continued = False
        assignment = _ASSIGNMENT.match(text, start, end)
        if text[start:end].isspace():
            self._label = ""
        elif continued and not (assignment and not assignment[1]):
            yield self._rest(start, end, line, self._label)
        elif comment := _COMMENT.match(text, start, end):
            yield from self._comment(comment.end(), end, line)
        elif section := _SECTION.match(text, start, end):
            self._section, self._label = _text(section[1]), ""
            yield Span(*section.span(1), line, self._section, key=True)
            yield self._note(section.end(), end, line)
        elif assignment:
            yield from self._assignment(assignment, end, line)
        else:
            yield self._rest(start, end, line, self._label if text[start] in b" \t" else "")

    def _assignment(self, match: re.Match[bytes], end: int, line: int) -> Iterator[Span]:
        name = 2 if match[2] is not None else 3
        self._label = f"{self._section}/{_text(match[name])}" if self._section else _text(match[name])
        yield Span(*match.span(name), line, self._label, key=True)
        quoted = self._quoted(match.end(), end)
        yield Span(*quoted, line, self._label) if quoted else self._rest(match.end(), end, line, self._label)

    def _quoted(self, start: int, end: int) -> tuple[int, int] | None:
        """The inside of the quotes that hold all of the value, which may end on a later line."""
        match = _QUOTED.match(self._text, start, start + _MULTILINE)
        if not match or self._text[match.end() : self._line_end(match.end())].strip():
            return None
        if match.end() > end and _ANOTHER.search(self._text, start, match.end()):
            return None
        return match.start() + 1, match.end() - 1

    def _rest(self, start: int, end: int, line: int, label: str) -> Span:
        """What is left of a line, without the white space around it and without a backslash that continues it."""
        low, high = self._trimmed(start, end)
        tail = self._text[low:high]
        if (len(tail) - len(tail.rstrip(b"\\"))) % 2:
            self._continued = True
            low, high = self._trimmed(low, high - 1)
        return Span(low, high, line, label)

    def _comment(self, start: int, end: int, line: int) -> Iterator[Span]:
        """A comment, or a value that was commented out: it keeps its label."""
        if _COMMENTED.match(self._text, start, end) and (match := _ASSIGNMENT.match(self._text, start, end)):
            label = self._label
            yield from self._assignment(match, end, line)
            self._label, self._continued = label, False
        else:
            yield self._note(start, end, line)

    def _note(self, start: int, end: int, line: int) -> Span:
        low, high = self._trimmed(start, end)
        return Span(low, high, line, prose=bool(_WORDS.search(self._text, low, high)))

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        text = self._text[start:end]
        high = start + len(text.rstrip())
        return min(high, start + len(text) - len(text.lstrip())), high


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "replace").strip()
