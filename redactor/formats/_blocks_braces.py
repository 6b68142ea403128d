"""Blocks in braces: Junos, TMSH, VyOS, PAN-OS and any `word word { … }`.

    snmp { community ops { clients { … } } }     snmp/community → ops
    system { host-name r1; }                     system/host-name → r1
    users { admin { phash $5$…; } }              users → admin;  users/admin/phash → $5$…
    search { example.com example.net }           search → both
Braces and semicolons count at the end of a word only; a closing brace at column 0 of a block that did not begin there
means that the count went wrong, and ends them all.
"""

from __future__ import annotations

from typing import NamedTuple

from redactor.formats._keywords import BORING, NAME, SECRET
from redactor.formats._quotes import logical_end
from redactor.formats._words import HEAD_BYTES, Walk, Word, arguments, joined, statement, words_of

DEPTH = 48
"""Blocks below this depth take the path of the last one above it."""


class _Block(NamedTuple):
    section: str
    indent: int
    kind: int
    """Class of the head's last word: what a bare word in the block is, if it is anything."""
    line: int


class Braces:
    """The open blocks of one region."""

    __slots__ = ("_blocks", "_walk")

    def __init__(self, walk: Walk) -> None:
        self._walk = walk
        self._blocks: list[_Block] = []

    def parse(self) -> None:
        """Read from the line at `walk.pos` until all blocks are closed again, at least one line."""
        walk, text = self._walk, self._walk.text
        while walk.pos < walk.stop:
            start = walk.pos
            end = logical_end(text, start, walk.line_end(start), walk.stop)
            body = text[start:end].lstrip()
            if body and body[0] != 35 and not body.startswith((b"/*", b"*/")):
                self._line(start, end, end - start - len(body))
            walk.pos = end + 1
            if not self._blocks:
                return

    def _line(self, start: int, end: int, indent: int) -> None:
        words: list[Word] = []
        for word in words_of(self._walk.text, start, end):
            text = word.text
            if word.quoted or text[0] not in b"{}#/" or len(text) > 3:
                words.append(word)
                if self._walk.text[word.end : word.end + 2].lstrip(b"\"'").startswith(b";"):
                    self._flush(words)
            elif text == b"{":
                self._open(words, indent, start)
            elif text[:1] == b"}":
                self._flush(words, values=bool(self._blocks) and self._blocks[-1].line == start)
                self._close(indent, first=start + indent == word.start)
            elif text == b"{}":
                self._flush(words)
            elif text[:1] == b"#" or text == b"/*":
                break
            else:
                words.append(word)
        self._flush(words)

    def _open(self, words: list[Word], indent: int, line: int) -> None:
        above = self._blocks[-1] if self._blocks else _Block("", 0, 0, -1)
        kind = self._walk.keywords.of(words[-1].text) if len(words) == 1 else 0
        if len(words) == 1 and above.kind in (NAME, SECRET):
            arguments(self._walk, words, above.section)
            kind = BORING
        else:
            statement(self._walk, words, above.section)
        section = above.section
        if len(self._blocks) < DEPTH:
            part = b" ".join(word.text for word in words)[:HEAD_BYTES]
            section = joined(section, part.decode("utf-8", "backslashreplace").replace("/", " "))
        self._blocks.append(_Block(section, indent, kind, line))
        words.clear()

    def _close(self, indent: int, *, first: bool) -> None:
        if not self._blocks:
            return
        closed = self._blocks.pop()
        if first and indent == 0 and closed.indent > 0:
            self._blocks.clear()

    def _flush(self, words: list[Word], *, values: bool = False) -> None:
        """A statement ends; bare words of a named block (`values`: all words of it) are arguments of its head."""
        above = self._blocks[-1] if self._blocks else _Block("", 0, 0, -1)
        if above.kind in (NAME, SECRET) and (values or len(words) == 1):
            arguments(self._walk, words, above.section)
        elif len(words) > 1:
            statement(self._walk, words, above.section)
        words.clear()
