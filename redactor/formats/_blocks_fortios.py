"""FortiOS: `config PATH` / `edit NAME` / `set KEY VALUE…` / `next` / `end`.

Labels: `config system admin/edit` for an entry's name, `config system admin/password` for a value; nested blocks add
their own `config …` to the path.  Quoted strings may hold line ends (certificates, message buffers).
"""

from __future__ import annotations

from recognizers import lazy_re as re
from redactor.formats._keywords import BORING
from redactor.formats._quotes import logical_end
from redactor.formats._words import HEAD_BYTES, Walk, Word, joined, words_of

DEPTH = 32
"""Blocks below this depth take the path of the last one above it."""
_INSIDE = re.compile(rb"\s*(?:edit|set|unset|append|delete|purge|next|end|select)\b|\s*#|[ \t]+config\b")
_NESTED = re.compile(rb"config (?:global|vdom)\s*\Z")
"""What another `config` line may follow without being indented; elsewhere such lines are single commands (AireOS)."""
_VALUES = (b"set", b"append", b"select")


def starts(walk: Walk, line: bytes, end: int) -> bool:
    """Whether the `config …` line that ends at `end` opens a block, told by the line after it."""
    if not line.startswith(b"config "):
        return False
    if _INSIDE.match(walk.text, end + 1, walk.stop):
        return True
    return _NESTED.match(line) is not None and walk.text.startswith(b"config ", end + 1)


def parse(walk: Walk) -> None:
    """Read from the `config` line at `walk.pos` to the line behind its `end`."""
    paths = [""]
    while walk.pos < walk.stop:
        start = walk.pos
        end = walk.line_end(start)
        verb = walk.text[start:end].split(None, 1)[:1]
        if len(paths) == 1 and verb != [b"config"]:
            return
        walk.pos = _line(walk, start, end, verb[0] if verb else b"", paths) + 1
        if len(paths) == 1:
            return


def _line(walk: Walk, start: int, end: int, verb: bytes, paths: list[str]) -> int:
    """Take one line; where it ends, which is further down if a string runs on."""
    if verb == b"config":
        _push(paths, walk.text[start:end].strip())
    elif verb == b"end":
        paths.pop()
    elif verb == b"edit":
        for word in words_of(walk.text, start, end)[1:]:
            walk.add(word.start, word.end, joined(paths[-1], "edit"))
    elif verb in _VALUES:
        end = logical_end(walk.text, start, end, walk.stop)
        _values(walk, words_of(walk.text, start, end), paths[-1])
    return end


def _push(paths: list[str], head: bytes) -> None:
    part = head[:HEAD_BYTES].decode("utf-8", "backslashreplace").replace("/", " ")
    paths.append(joined(paths[-1], part) if len(paths) <= DEPTH else paths[-1])


def _values(walk: Walk, words: list[Word], path: str) -> None:
    if len(words) < 3:
        return
    key = words[1]
    named = walk.keywords.of(key.text) != BORING
    label = joined(path, key.text[:HEAD_BYTES].decode("utf-8", "backslashreplace"))
    for word in words[2:]:
        if (named or word.quoted) and not (word.text == b"ENC" and word is not words[-1]):
            walk.add(word.start, word.end, label)
