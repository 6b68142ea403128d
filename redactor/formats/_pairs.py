"""`key: value` in all the ways that devices print it, with the heading it stands under.

    Serial Number      : X        Serial Number....... X        serial = X        [Serial] X
    PID: X , VID: V01, SN: Y      Name: foo   Serial: bar       | Serial | X |    name=r1 key="a b"
    Host Name . . . . . : X       a leader of dots and blanks
    Chassis:                      heading
      Serial Number: X            label `Chassis/Serial Number`
A later key on a line reaches back to two blanks or a separator; after a single blank it is one word, or a capitalised
word and the small ones behind it (`Serial number:`).
"""

from __future__ import annotations

from recognizers import lazy_re as re
from redactor.formats._keywords import NAME, REST, is_route_community
from redactor.formats._words import HEAD_BYTES, Walk, joined

_WORDS = rb"[\w\x80-\xff()/#%&'.+*@-]"
_TAIL = re.compile(rb"(?<!" + _WORDS + rb")[A-Za-z\x80-\xff]" + _WORDS + rb"*(?:[ \t]" + _WORDS + rb"+){0,7}[ \t]*\Z")
"""What may be a key, at the end of a stretch."""
_GLUED = re.compile(rb"(?<![^\s,;|(])(?![0-9A-Fa-f]+\Z)[A-Za-z][A-Za-z0-9_/#-]+\Z")
_SEPARATOR = re.compile(rb"\.{3,}:?|[:=](?=[ \t]|\Z)|(?<=[\w#])[:=](?=[^\s:=/\\])")
_KEY_BYTES = 80
_ITEM = re.compile(
    rb"(?<![^\s,;|({\[:#])([A-Za-z][\w.-]*)=(?:\"([^\"]*)\"|'([^']*)'"
    rb"|([^\s,;\"':](?:[^\s,;:]|:(?![A-Za-z][\w.-]*=))*))"
)
_HEADING = re.compile(rb"[A-Z][A-Za-z-]*(?: [A-Za-z][\w-]*){0,4}\s*")
_BRACKETED = re.compile(rb"\s*\[\s*([A-Za-z][^\]\n]{0,60}?)\s*\][ \t]*[:=]?[ \t]*(\S.*)\Z")
_LOG_LINE = re.compile(
    rb"[*.]?(?:[A-Z][a-z]{2} +\d+ (?:\d{4} )?\d\d:\d\d|\d{4}[-/.]\d\d[-/.]\d\d[T ]|\d\d:\d\d:\d\d|<\d{1,3}>)"
)
_DOTTED = re.compile(rb"[a-z][\w-]*(?:\.[\w-]+){1,12}\Z")
_RULE = re.compile(rb"[-=~]{4,}\s*")
_LEAD = b" \t*-+!#|:>.\"'/0123456789)(\\"
_TRAILING = b" \t\r,;|"
_QUOTES = (b'"', b"'")
DEPTH = 8
"""Headings that go into a label."""


def part(key: bytes) -> str:
    """A key as a part of a label: one line, no slashes; a dotted one is a path, its numbers left out."""
    key = b" ".join(key[: HEAD_BYTES * 2].strip(b" \t.:=|-*#").split())
    if _DOTTED.match(key):
        return "/".join(word.decode("ascii", "backslashreplace") for word in key.split(b".") if not word.isdigit())
    return key.decode("utf-8", "backslashreplace").replace("/", " ")


class Pairs:
    """Reads lines one after the other and knows under which headings they stand."""

    __slots__ = ("_heads", "_title", "_walk")

    def __init__(self, walk: Walk) -> None:
        self._walk = walk
        self._heads: list[tuple[int, str]] = []
        self._title = ""

    def section(self, indent: int) -> str:
        """The headings above a line of this indentation, outermost first."""
        heads = self._heads
        while heads and heads[-1][0] >= indent:
            heads.pop()
        return heads[-1][1] if heads else ""

    def line(self, start: int, end: int) -> bool:
        """Append the pairs of the line `[start, end)`; False where it has none."""
        raw = self._walk.text[start:end]
        body = raw.lstrip()
        if not body or _LOG_LINE.match(body):
            return False
        indent = len(raw) - len(body) + body.startswith(b"- ")
        if _RULE.fullmatch(body):
            self._underline(indent)
            return False
        section = self.section(indent)
        if body[0] in b"|[" and self._cells(raw, start, section):
            return True
        found = self._separated(raw, start, indent, section)
        if self._items(start, end, section) or found:
            return True
        self._bare(body, start + len(raw) - len(body), indent, section)
        return False

    def _separated(self, raw: bytes, base: int, indent: int, section: str) -> bool:
        """`key: value` and its relatives."""
        if b":" not in raw and b"=" not in raw and b"..." not in raw:
            return False
        pairs = list(_keys(raw))
        for index, (key_start, key_end, value_start) in enumerate(pairs):
            value_end = pairs[index + 1][0] if index + 1 < len(pairs) else len(raw)
            label = joined(section, part(raw[key_start:key_end]))
            if raw.count(b"=", value_start, value_end) < 2 or len(_ITEM.findall(raw, value_start, value_end)) < 2:
                self._value(base + value_start, base + value_end, label)
            if index == 0 and len(self._heads) < DEPTH:
                self._heads.append((indent, label))
        return bool(pairs)

    def _bare(self, body: bytes, start: int, indent: int, section: str) -> None:
        """A single word under a heading is its value; a few words may be a heading themselves."""
        words = body[:HEAD_BYTES].split()
        if words[0] == b"-" and len(words) == 2:
            if section:
                self._value(start + body.index(words[1]), start + len(body), section)
            return
        if section and len(body) < HEAD_BYTES and (len(words) == 1 or (indent and self._named(section, words))):
            self._value(start, start + len(body), section)
        elif _HEADING.fullmatch(body) and len(self._heads) < DEPTH:
            self._title = part(body)
            self._heads.append((indent, joined(section, self._title)))

    def _underline(self, indent: int) -> None:
        """A heading that a rule follows is the title of what comes, however it is indented."""
        if self._heads and self._heads[-1][0] == indent and self._heads[-1][1].rpartition("/")[2] == self._title:
            self._heads[:] = [(indent - 1, self._title)]
        self._title = ""

    def _named(self, section: str, words: list[bytes]) -> bool:
        """True where a few words stand under a heading that takes words (`System Contact`)."""
        kind = self._walk.keywords.of(section.split()[-1].lower().encode())
        return kind in (NAME, REST) and 1 < len(words) < 6 and words[0][:1].isalnum()

    def _value(self, start: int, end: int, label: str) -> None:
        text = self._walk.text
        while end > start and text[end - 1] in _TRAILING:
            end -= 1
        while start < end and text[start] in b" \t":
            start += 1
        if end - start > 1 and text[start : start + 1] in _QUOTES and text[end - 1] == text[start]:
            start, end = start + 1, end - 1
        if label.lower().endswith(("community", "communities")) and is_route_community(text[start:end].lower()):
            return
        self._walk.add(start, end, label)

    def _items(self, start: int, end: int, section: str) -> bool:
        """`key=value` without blanks."""
        if self._walk.text.find(b"=", start, end) < 0:
            return False
        found = False
        for match in _ITEM.finditer(self._walk.text, start, end):
            found = True
            which = next(group for group in (2, 3, 4) if match.start(group) >= 0)
            self._walk.add(*match.span(which), joined(section, part(match.group(1))))
        return found

    def _cells(self, raw: bytes, base: int, section: str) -> bool:
        """`| key | value |` and `[key] value`."""
        cells = raw.strip().strip(b"|").split(b"|")
        if raw.lstrip()[:1] == b"|":
            if len(cells) != 2 or not cells[0].strip(b" -+=\t"):
                return False
            start = raw.index(b"|", raw.index(b"|") + 1) + 1
            self._value(base + start, base + len(raw), joined(section, part(cells[0])))
            return True
        match = _BRACKETED.match(raw)
        if match is None:
            return False
        self._value(base + match.start(2), base + match.end(2), joined(section, part(match.group(1))))
        return True


def _keys(raw: bytes) -> list[tuple[int, int, int]]:
    """(start of key, end of key, start of value) of each pair on a line."""
    found: list[tuple[int, int, int]] = []
    single = raw.count(b"=") == 1
    for match in _SEPARATOR.finditer(raw):
        end = match.start()
        low = found[-1][2] if found else 0
        tail = raw[max(low, end - _KEY_BYTES) : end]
        glued = match.end() < len(raw) and raw[match.end()] not in b" \t" and raw[end] != 46
        if glued and not (_GLUED.search(tail) if raw[end] == 58 else single and not found and b" " not in tail.strip()):
            continue
        leader = len(tail.rstrip(b" ."))
        key = _TAIL.search(tail[:leader] if leader < len(tail) - 3 and b". ." in tail[leader:] else tail)
        if key is None:
            continue
        start = end - len(tail) + key.start()
        if found:
            start = _reach(raw, low, start, end, glued=glued)
        elif raw[:start].strip(_LEAD):
            start = -1
        if start >= 0:
            found.append((start, end, match.end()))
    return found


def _reach(raw: bytes, value: int, start: int, end: int, *, glued: bool) -> int:
    """Where a later key begins; -1 where it cannot be one."""
    end -= len(raw[start:end]) - len(raw[start:end].rstrip())
    first = value + len(raw[value:end]) - len(raw[value:end].lstrip())
    cut = max(raw.rfind(mark, first, end) for mark in (b"  ", b"\t", b",", b";", b"|"))
    if cut >= start - 2 and cut >= 0:
        start = max(start, cut + 1)
        return start + len(raw[start:end]) - len(raw[start:end].lstrip())
    words = raw[start:end].split(b" ")
    last = len(words) - 1
    while last > 0 and words[last].islower() and words[last].isalpha():
        last -= 1
    last = last if words[last][:1].isupper() and not glued else len(words) - 1
    start = end - len(b" ".join(words[last:]))
    return start if start > first else -1
