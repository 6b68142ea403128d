"""A statement (words of one command) becomes fields: each argument under the keywords that lead to it.

username alice privilege 15 secret 5 $1$…      username → alice;  username/secret 5 → $1$…
snmp-server user bob ops v3 auth md5 pw1       snmp-server user → bob;  snmp-server user/auth → pw1
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import NamedTuple

from recognizers import lazy_re as re
from redactor.formats._keywords import (
    BORING,
    NAME,
    PLAIN,
    REST,
    SECRET,
    Keywords,
    is_address,
    is_connector,
    is_route_community,
    is_settings,
    is_type,
)
from redactor.model import Field

_WORD = re.compile(rb"\"(?:[^\"\\]|\\.)*\"(?=[\s;,\]]|\Z)|'[^'\n]*'(?=[\s;,\]]|\Z)|\S+", re.DOTALL)
_NEGATIONS = frozenset((b"no", b"undo", b"set", b"add", b"bind", b"delete", b"default", b"nv"))
_ROUTING = re.compile(rb"route-?(?:map|policy|filter)|routing-?policy|policy-(?:options|statement)|rpl|bgp")
"""Where a community is one of BGP."""
_COMMAND = re.compile(rb"[a-z][A-Za-z-]*\Z")
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
            self.fields.append(Field(start, end, sys.intern(label)))


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
    """Words as one part of a label: without negations, at most four (the first and the last three)."""
    parts = list(words)
    while len(parts) > 1 and parts[0].lower() in _NEGATIONS:
        parts.pop(0)
    if len(parts) > 4:
        parts = parts[:1] + parts[-3:]
    return " ".join(part.decode("utf-8", "backslashreplace") for part in parts)


def head(line: bytes) -> str:
    """What a block is called: the leading words of its first line before the first that looks like a name."""
    parts: list[bytes] = []
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
    """One pass over the words of a statement; `parts` are its keywords, a new part after each argument."""

    __slots__ = ("key", "parts", "pending", "section", "trail", "walk")

    def __init__(self, walk: Walk, section: str) -> None:
        self.walk = walk
        self.section = section
        self.parts: list[list[bytes]] = [[]]
        self.key = b""
        self.trail: list[bytes] = []
        self.pending = 0

    def took(self, word: Word) -> bool:
        """Whether `word` is already a field."""
        return bool(self.walk.fields) and self.walk.fields[-1].start == word.start

    def label(self) -> str:
        label = self.section
        for part in self.parts[:1] + self.parts[1:][-2:]:
            label = joined(label, name(part))
        return label + "".join(f" {word.decode()}" for word in self.trail[-1:])

    def argument(self, word: Word, low: bytes, *, more: bool) -> bool:
        """Take `word` as the argument of the pending keyword; False where it cannot be one."""
        if more and not word.quoted and self._between(low):
            if low.isdigit():
                self.trail.append(low)
            return True
        pending, self.pending = self.pending, 0
        if not word.quoted and ((more and low in PLAIN) or ((more or pending == NAME) and is_settings(low))):
            return False
        routing = pending == SECRET and self.key.startswith(b"communit") and is_route_community(low)
        if not routing and (pending == SECRET or not is_address(word.text)):
            self.walk.add(word.start, word.end, self.label())
        self.parts.append([])
        return True

    def _between(self, low: bytes) -> bool:
        """Whether `low` only stands between the pending keyword and its argument."""
        if self.pending == SECRET and (is_type(low) or (low.isdigit() and self.key.endswith(b"-key"))):
            return True
        return is_connector(low) or (low in (b"read", b"write") and self.key.startswith(b"communit"))

    def keyword(self, word: bytes, low: bytes, kind: int) -> None:
        """Remember a word as part of the path."""
        low = low.lstrip(b"-")
        if low.startswith(b"communit") and _ROUTING.search(b"/".join((self.section.encode(), *self.parts[0]))):
            kind = BORING
        self.trail = []
        self.pending = kind if kind in (NAME, SECRET) else 0
        if kind != BORING or (len(self.parts) == 1 and _COMMAND.match(word)):
            self.parts[-1].append(word.lstrip(b"-")[:HEAD_BYTES])
            self.key = low


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
            state.keyword(word.text, low, kind)
            walk.add(words[index + 1].start, last.end, state.label())
            return
        state.keyword(word.text, low, kind)


def arguments(walk: Walk, words: Sequence[Word], label: str) -> None:
    """Append each of `words` as a field of its own under one label."""
    for word in words:
        if word.text not in (b"[", b"]"):
            walk.add(word.start, word.end, label)
