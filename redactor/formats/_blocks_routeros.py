"""RouterOS exports: `/menu path verb key=value key="quoted \\"value\\""`, lines continued by a backslash.

Labels: the menu path and the key, `ip ipsec identity/secret`; a line that begins with a menu holds for those after it.
"""

from __future__ import annotations

from recognizers import lazy_re as re
from redactor.formats._keywords import BORING
from redactor.formats._words import HEAD_BYTES, Walk, joined

_MENU = re.compile(rb"/[a-z][a-z0-9-]*(?:[ /][a-z0-9-]+)*(?=\s|$)")
_VERBS = frozenset((b"add", b"set", b"remove", b"print", b"export", b"enable", b"disable", b"find", b"edit"))
_ITEM = re.compile(rb"([A-Za-z][\w.-]*)=(?:\"((?:[^\"\\]|\\.)*)\"|([^\s\"]+))", re.DOTALL)
_CONTINUED = re.compile(rb"\\\r?\Z")


def starts(line: bytes) -> bool:
    """Whether a line without its indentation names a menu: a menu with items, or a menu alone."""
    match = _MENU.match(line)
    if match is None:
        return False
    words = match.group()[1:].split()
    return b"=" in line or (len(line) == match.end() and (len(words) > 1 or b"/" not in match.group()[1:]))


def parse(walk: Walk) -> None:
    """Read from the menu line at `walk.pos` while lines belong to it."""
    text, menu = walk.text, ""
    while walk.pos < walk.stop:
        start = walk.pos
        end = walk.line_end(start)
        body = text[start:end].strip()
        if body and body[0] == 47:
            if not starts(body):
                return
            menu = _path(body)
        elif body and body[0] != 35 and body.split(None, 1)[0] not in _VERBS:
            return
        while end < walk.stop and _CONTINUED.search(text, start, end):
            end = walk.line_end(end + 1)
        if body[:1] != b"#":
            items(walk, start, end, menu)
        walk.pos = end + 1


def _path(body: bytes) -> str:
    match = _MENU.match(body)
    words = match.group()[1:].replace(b"/", b" ").split() if match else []
    for index, word in enumerate(words):
        if word in _VERBS:
            words = words[:index]
            break
    return b" ".join(words)[:HEAD_BYTES].decode("ascii")


def items(walk: Walk, start: int, end: int, path: str) -> None:
    """Append the values of `key=value` items whose key tells somebody apart, and all quoted ones."""
    for match in _ITEM.finditer(walk.text, start, end):
        key = match.group(1)
        quoted = match.start(2) >= 0
        if quoted or walk.keywords.of(key) != BORING:
            first, last = match.span(2 if quoted else 3)
            walk.add(first, last, joined(path, key[:HEAD_BYTES].decode("utf-8", "backslashreplace")))
