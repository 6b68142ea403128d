"""Configuration text becomes fields: each line goes to the parser of the block it stands in.

    router ─┬─ `config …` + `edit`/`set`   _blocks_fortios
            ├─ `… {` or `…;`               _blocks_braces
            ├─ `/menu …`                   _blocks_routeros
            ├─ banner, PEM, certificate    _stanzas
            ├─ comment, `key: value`       _pairs
            └─ everything else             words under the lines above that are indented less
What a line is follows from the line and those before it, never from a vendor's name.
"""

from __future__ import annotations

from recognizers import lazy_re as re
from redactor.formats import _blocks_fortios, _blocks_routeros
from redactor.formats._blocks_braces import Braces
from redactor.formats._keywords import NAME, PAIR, REST, SECRET, STANZA, Keywords
from redactor.formats._pairs import Pairs
from redactor.formats._stanzas import Stanzas
from redactor.formats._words import Walk, Word, head, joined, name, statement, words_of
from redactor.model import Field

DEPTH = 8
"""Sections that go into a label."""
_TRAP_HOST = re.compile(rb"(?:snmp-server|snmp-agent)[ \t]+(?:host|target-host)[ \t]", re.IGNORECASE)
_TRAP_WORDS = frozenset(
    b"traps trap inform informs version v1 v2c v3 1 2c 3 auth noauth priv vrf use-vrf use_vrf source-interface "
    b"udp-port udp-domain port params securityname community".split()
)
_RULES = frozenset((b"permit", b"deny"))
"""First words of access list entries, whose hosts are addresses."""
_AMBIGUOUS = frozenset((b"key", b"host", b"name", b"user", b"server", b"nas-ip", b"password", b"secret"))


def fields(text: bytes, start: int, stop: int, keywords: Keywords) -> list[Field]:
    """The fields of the configuration in `text[start:stop)`, ascending and disjoint."""
    router = _Router(Walk(text, start, stop, keywords))
    router.run()
    return tidy(router.walk.fields)


def tidy(found: list[Field]) -> list[Field]:
    """Fields in order, without those that overlap one that begins earlier, or that was found first."""
    found.sort(key=lambda item: item.start)
    kept: list[Field] = []
    last = -1
    for item in found:
        if item.start >= last:
            kept.append(item)
            last = item.end
    return kept


def command(walk: Walk, start: int, end: int) -> None:
    """Append the fields of a single command that somebody typed."""
    statement(walk, words_of(walk.text, start, end), "")


class _Router:
    __slots__ = ("_heads", "_pairs", "_separated", "_stanza", "_stanzas", "walk")

    def __init__(self, walk: Walk) -> None:
        self.walk = walk
        self._heads: list[tuple[int, bytes]] = []
        self._pairs = Pairs(walk)
        self._stanzas = Stanzas(walk)
        self._stanza = b""
        self._separated = True

    def run(self) -> None:
        """Read line after line to the end of the region."""
        walk = self.walk
        text, stop, boring = walk.text, walk.stop, walk.keywords.boring
        while walk.pos < stop:
            start = walk.pos
            end = text.find(b"\n", start, stop)
            if end < 0:
                end = stop
            line = text[start:end]
            words = line.split()
            if not words:
                walk.pos = end + 1
                continue
            body = line.lstrip()
            indent = len(line) - len(body)
            if body[0] in b"!#:/c" or words[-1][-1] in b"{};":
                walk.pos = start
                if self._special(start, end, body, words):
                    continue
            self._enter(indent, body)
            walk.pos = end + 1
            if not boring.issuperset(words) and not _RULES.issuperset(words[: 1 + words[0].isdigit()][-1:]):
                self._plain(start, end, indent, words)

    def _enter(self, indent: int, body: bytes) -> None:
        heads = self._heads
        while heads and heads[-1][0] >= indent:
            heads.pop()
        if len(heads) < DEPTH:
            heads.append((indent, body))
        if indent == 0 and self._separated:
            self._stanza, self._separated = body, False

    def _special(self, start: int, end: int, body: bytes, words: list[bytes]) -> bool:
        """Hand a comment or a block to its parser; False where the line is an ordinary one."""
        walk, first = self.walk, body[0]
        if first in b"!#" or body.startswith((b": ", b"//")):
            self._comment(start, end, words)
            walk.pos = max(walk.pos, end + 1)
        elif first == 99 and _blocks_fortios.starts(walk, body, end):
            _blocks_fortios.parse(walk)
        elif first == 47 and _blocks_routeros.starts(body.rstrip()):
            _blocks_routeros.parse(walk)
        elif words[-1][-1] in b"{};" or words[-1] == b"}":
            Braces(walk).parse()
        return walk.pos > start

    def _comment(self, start: int, end: int, words: list[bytes]) -> None:
        if len(words) == 1 and len(words[0]) == 1:
            self._separated = True
        elif any(word.startswith(b"-----BEGIN") for word in words):
            self.walk.pos = max(self._stanzas.take(start, end, ""), end + 1)
        else:
            while start < end and self.walk.text[start] in b" \t":
                start += 1
            while start < end and self.walk.text[start] in b"!#:/":
                start += 1
            self._pairs.line(start, end)

    def _section(self) -> str:
        section = ""
        for _, line in self._heads[:-1]:
            section = joined(section, head(line))
        return section

    def _plain(self, start: int, end: int, indent: int, words: list[bytes]) -> None:
        """An ordinary line with a word that is not known to be boring."""
        walk = self.walk
        kinds = {walk.keywords.of(word) for word in words}
        section = self._section() if kinds != {0} else ""
        if STANZA in kinds:
            after = self._stanzas.take(start, end, section)
            if after >= 0:
                walk.pos = after
                return
        if PAIR in kinds and self._pairs.line(start, end):
            return
        if kinds & {NAME, SECRET, REST}:
            if len(words) == 2 and indent == 0 and words[0].lower() in _AMBIGUOUS and self._stanza[:4] != words[0][:4]:
                section = head(self._stanza)
            parsed = words_of(walk.text, start, end)
            if _TRAP_HOST.match(walk.text, start + indent, end):
                self._trap_host(parsed)
            else:
                statement(walk, parsed, section)

    def _trap_host(self, words: list[Word]) -> None:
        """`snmp-server host ADDRESS [traps] [version 2c] COMMUNITY`: the community has no keyword of its own."""
        low = [word.text.lower() for word in words]
        which = "user" if b"3" in low or b"v3" in low else "community"
        statement(self.walk, words[:3], "")
        skip = False
        for word, text in zip(words[3:], low[3:], strict=True):
            if skip or text in _TRAP_WORDS:
                skip = not skip and text in (
                    b"vrf",
                    b"use-vrf",
                    b"source-interface",
                    b"udp-port",
                    b"port",
                    b"udp-domain",
                )
                continue
            if b"." not in text or not text[:1].isdigit():
                self.walk.add(word.start, word.end, joined(name(low[:2]), which))
                return
