"""Flow collections of YAML: `{key: value, [a, "b"]}`, which JSON is a kind of."""

from __future__ import annotations

from redactor.errors import LimitError
from redactor.formats import _yaml_items as forms
from redactor.formats._yaml_items import Item, Sort, Style
from redactor.formats._yaml_nodes import Nodes, quoted


class _Frame:
    """An open collection: its mapping (0 for a sequence), the entry it is in, the entry whose value is awaited."""

    __slots__ = ("entry", "home", "mapping")

    def __init__(self, home: int, mapping: int) -> None:
        self.home = self.entry = home
        self.mapping = mapping


class Flow:
    """Reads one flow collection; `items` is what it held.  `column` is the block collection's around it, `depth` its."""

    __slots__ = ("_column", "_deepest", "_depth", "_frames", "_nodes", "_text", "items")

    def __init__(self, text: bytes, nodes: Nodes, deepest: int, column: int, depth: int) -> None:
        self._text = text
        self._nodes = nodes
        self._deepest = deepest
        self._column = column
        self._depth = depth
        self._frames: list[_Frame] = []
        self.items: list[Item] = []

    def read(self, at: int, home: int) -> int:
        """Read from the opening bracket at `at` to behind the one that closes it, or to where it cannot go on."""
        at = self._opened(at, home)
        while self._frames:
            after = self._gap(at)
            if after < 0 or after >= len(self._text):
                return at if after < 0 else after
            at = self._token(after)
        return at

    def _opened(self, at: int, home: int) -> int:
        if len(self._frames) + self._depth >= self._deepest:
            raise LimitError("YAML is nested deeper than allowed")
        self._frames.append(_Frame(home, self._nodes.mapping(home) if self._text[at] == 123 else 0))
        return at + 1

    def _gap(self, at: int) -> int:
        """Behind blanks, line ends and commas; -1 where a line shows that the collection was never closed."""
        gap = forms.FLOW_GAP.match(self._text, at)
        after = gap.end() if gap else at
        between = self._text[at:after]
        if b"," in between:
            self._frames[-1].entry = self._frames[-1].home
        if b"\n" in between and self._column >= 0:
            begins = self._text.rfind(b"\n", at, after) + 1
            if after - begins <= self._column and forms.BLOCK_LINE.match(self._text, after):
                return -1
        return after

    def _token(self, at: int) -> int:
        text, byte = self._text, self._text[at]
        if byte in b"{[":
            return self._opened(at, self._frames[-1].entry)
        if byte in b"}]":
            self._frames.pop()
            return at + 1
        if byte in b":?" and (text[at + 1 : at + 2] in (b"", b" ", b"\t", b"\r", b"\n") or byte == 58):
            return at + 1
        if byte == 35 and text[at - 1 : at] in (b" ", b"\t", b"\n", b"\r"):
            match = forms.COMMENT.match(text, at)
            return self._add(at, match.end() if match else at + 1, Sort.COMMENT)
        if byte in b"&!*":
            match = (forms.ALIAS if byte == 42 else forms.PROPERTY).match(text, at)
            return self._add(at, match.end() if match else at + 1, Sort.NAME)
        return self._scalar(at)

    def _scalar(self, at: int) -> int:
        text = self._text
        found = quoted(text, at) if text[at] in forms.QUOTED else None
        if found is None:
            match = forms.PLAIN_FLOW.match(text, at)
            end = match.end() if match else at + 1
            found = at, end, Style.PLAIN, end
        start, end, style, after = found
        colon = (forms.FLOW_COLON if style is Style.PLAIN else forms.JSON_COLON).match(text, after)
        if colon is None:
            self._add(start, end, Sort.VALUE, style)
            return after
        frame = self._frames[-1]
        frame.entry = self._nodes.key(frame.mapping or self._nodes.mapping(frame.home), start, end, style)
        self._add(start, end, Sort.KEY, style)
        return colon.end()

    def _add(self, start: int, end: int, sort: Sort, style: Style = Style.PLAIN) -> int:
        if end > start:
            self.items.append(Item(start, end, sort, style, self._frames[-1].entry))
        return end
