"""A statement (words of one command) becomes fields: each argument under the keywords that lead to it.

username alice privilege 15 secret 5 $1$…      username → alice;  username secret 5 → $1$…
snmp-server user bob ops v3 auth md5 pw1       snmp-server user → bob;  snmp-server user auth md5 → pw1
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from redactor.formats._keywords import NAME, NOISE, PLAIN, REST, SECRET, Keywords, is_address, is_connector
from redactor.model import Field

_WORD = re.compile(rb"\"(?:[^\"\\]|\\.)*\"(?=[\s;,\]]|\Z)|'[^'\n]*'(?=[\s;,\]]|\Z)|\S+", re.DOTALL)
_NEGATIONS = frozenset((b"no", b"undo", b"set", b"add", b"bind", b"delete", b"default", b"nv"))
_CLOSERS = b";,"
HEAD_BYTES = 64
"""Longest stretch of a block's head that goes into a label."""


class Word(NamedTuple):
    """A word without its quotes and trailing separators: a half-open range of the text."""

    start: int
    end: int
    text: bytes
    quoted: bool


class Walk:
    """Where the block parsers stand in a text, and what they have found so far."""

    __slots__ = ("fields", "keywords", "pos", "stop", "text")

    def __init__(self, text: bytes, pos: int, stop: int, keywords: Keywords) -> None:
        self.text = text
        self.pos = pos
        self.stop = stop
        self.keywords = keywords
        self.fields: list[Field] = []

    def line_end(self, pos: int) -> int:
        """Where the line that `pos` is in ends: at its LF, or at the end of the region."""
        end = self.text.find(b"\n", pos, self.stop)
        return self.stop if end < 0 else end

    def add(self, start: int, end: int, label: str) -> None:
        """Append a field, its outer blanks and CR trimmed, unless nothing is left."""
        value = self.text[start:end]
        lead = len(value) - len(value.lstrip())
        start, end = start + lead, start + len(value.rstrip())
        if start < end:
            self.fields.append(Field(start, end, label))


def words_of(text: bytes, start: int, end: int) -> list[Word]:
    """The words of `text[start:end)`; a quoted stretch is one word, its quotes outside."""
    found = []
    for match in _WORD.finditer(text, start, end):
        first, last = match.span()
        while last - first > 1 and text[last - 1] in _CLOSERS:
            last -= 1
        quoted = last - first > 1 and text[first] in b"\"'" and text[last - 1] == text[first]
        if quoted:
            first, last = first + 1, last - 1
        elif text[first] == 34 and last - first > 1:
            first += 1
        found.append(Word(first, last, text[first:last], quoted))
    return found


def name(words: Sequence[bytes]) -> str:
    """Words as one part of a label: lower case, without negations, at most four (the first and the last three)."""
    parts = list(words)
    while len(parts) > 1 and parts[0] in _NEGATIONS:
        parts.pop(0)
    if len(parts) > 4:
        parts = parts[:1] + parts[-3:]
    return " ".join(part.decode("utf-8", "backslashreplace") for part in parts)


def head(line: bytes) -> str:
    """What a block is called: the leading words of its first line before the first that looks like a name."""
    parts = []
    for word in line[: HEAD_BYTES * 2].split()[:4]:
        if parts and not word.replace(b"-", b"").islower():
            break
        if any(48 <= byte <= 57 for byte in word) and b"-" not in word and parts:
            break
        parts.append(word.lower()[:HEAD_BYTES])
    return name(parts).replace("/", " ").strip()


def joined(section: str, part: str) -> str:
    """A label from the path of a section and a last part; either may be empty."""
    return f"{section}/{part}" if section and part else section or part


class _Statement:
    """One pass over the words of a statement."""

    __slots__ = ("connectors", "keys", "pending", "section", "walk")

    def __init__(self, walk: Walk, section: str) -> None:
        self.walk = walk
        self.section = section
        self.keys: list[bytes] = []
        self.connectors: list[bytes] = []
        self.pending = 0

    def took(self, word: Word) -> bool:
        """Whether `word` is already a field."""
        return bool(self.walk.fields) and self.walk.fields[-1].start == word.start

    def label(self) -> str:
        trail = [word for word in self.connectors if not word.isdigit()] or self.connectors[-1:]
        return joined(self.section, name(self.keys + trail))

    def argument(self, word: Word, low: bytes, *, more: bool) -> bool:
        """Take `word` as the argument of the pending keyword; False where it cannot be one."""
        if more and not word.quoted and (is_connector(low) or low.isdigit() and self.keys[-1].endswith(b"-key")):
            self.connectors.append(low)
            return True
        pending, self.pending = self.pending, 0
        if not word.quoted and more and (low in NOISE or low in PLAIN):
            return False
        if pending == SECRET or not is_address(word.text):
            self.walk.add(word.start, word.end, self.label())
        return True

    def keyword(self, low: bytes, kind: int) -> None:
        """Remember a word as part of the path."""
        low = low.lstrip(b"-")
        if not self.keys or kind:
            self.keys.append(low[:HEAD_BYTES])
        elif len(self.keys) == 1 and self.keys[0] in _NEGATIONS:
            self.keys[0] = low[:HEAD_BYTES]
        self.connectors = []
        self.pending = kind if kind in (NAME, SECRET) else 0


def statement(walk: Walk, words: Sequence[Word], section: str) -> None:
    """Append the fields of one statement: every argument of an interesting keyword, labelled with its path."""
    state, count = _Statement(walk, section), len(words)
    for index, word in enumerate(words):
        low = word.text.lower()
        if low == b"[" and state.pending:
            arguments(walk, words[index + 1 :], state.label())
            return
        if low == b"-encrypted" and index > 2 and not state.took(words[index - 1]):
            walk.add(words[index - 1].start, words[index - 1].end, joined(state.label(), "password"))
        if state.pending and state.argument(word, low, more=index + 1 < count):
            continue
        kind = 0 if word.quoted else walk.keywords.of(word.text)
        if kind == REST and index + 1 < count:
            last = words[-1]
            state.keyword(low, kind)
            walk.add(words[index + 1].start, last.end, state.label())
            return
        state.keyword(low, kind)


def arguments(walk: Walk, words: Sequence[Word], label: str) -> None:
    """Append each of `words` as a field of its own under one label."""
    for word in words:
        if word.text not in (b"[", b"]"):
            walk.add(word.start, word.end, label)
