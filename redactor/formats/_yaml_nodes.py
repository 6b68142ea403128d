"""What block and flow collections of YAML share: entries with their paths, quoted scalars, bodies of block scalars."""

from __future__ import annotations

from recognizers import lazy_re as re
from redactor.codecs.yaml_scalar import YAML_DOUBLE, YAML_SINGLE
from redactor.formats._yaml_items import QUOTED, Entry, Style

LONGEST_KEY = 256
"""Bytes of a key that go into a label."""
_BODY_LINE = re.compile(rb"( *)([^\n]*)(?:\n|\Z)")


class Nodes:
    """The entries of a text, and the mappings they are in."""

    __slots__ = ("_mappings", "_parents", "_text", "entries", "root")

    def __init__(self, text: bytes) -> None:
        self._text = text
        self.entries = [Entry("", "", 0, 0)]
        self.root = 0
        self._mappings = 0
        self._parents: dict[int, int] = {}

    def document(self) -> None:
        """A new document: its own root, so that its mappings are nobody else's."""
        self.root = len(self.entries)
        self.entries.append(Entry("", "", 0, 0))

    def mapping(self, home: int) -> int:
        """The number of a new mapping that is the value of the entry `home`, or in it."""
        self._mappings += 1
        self._parents[self._mappings] = home
        return self._mappings

    def key(self, mapping: int, start: int, end: int, style: Style) -> int:
        """Enter the key that stands at [start, end) into a mapping; the number of its entry."""
        raw = self._text[start : min(end, start + LONGEST_KEY)]
        if style is Style.SINGLE:
            raw = YAML_SINGLE.decode(raw)
        elif style is Style.DOUBLE:
            raw = YAML_DOUBLE.decode(raw)
        key = raw.decode("utf-8", "replace")
        parent = self._parents[mapping]
        above = self.entries[parent].label
        self.entries.append(Entry(f"{above}/{key}" if above else key, key, mapping, parent))
        return len(self.entries) - 1


def quoted(text: bytes, at: int) -> tuple[int, int, Style, int] | None:
    """(start, end, style, where its closing quote ends) of a quoted scalar; None where it is never closed."""
    match = QUOTED[text[at]].match(text, at)
    if match is None:
        return None
    return *match.span(1), Style.DOUBLE if text[at] == 34 else Style.SINGLE, match.end()


def block_body(text: bytes, at: int, column: int, number: int) -> tuple[int, int, int, int]:
    """(first character, end, indentation, where the next line begins) of the block scalar whose lines begin at `at`.

    `column` is the collection's that holds it, `number` the header's indentation indicator or 0.
    """
    least = max(1, column + 1)
    indent = least + number - 1 if number else 0
    start = end = after = -1
    while at < len(text):
        line = _BODY_LINE.match(text, at)
        if line is None or line.end() == at:
            break
        if line[2].strip():
            width = len(line[1])
            indent = indent or max(width, least)
            if width < indent:
                break
            start = at + indent if start < 0 else start
            end = after = line.end()
        at = line.end()
    if start < 0:
        return at, at, 0, at
    return start, start + len(text[start:end].rstrip()), indent, after
