"""What a text in HTML is called: the heading of its column or row, the term it defines, the words before its colon.

<tr><th>Serial</th></tr> <tr><td>x</td></tr>      <dt>Serial</dt><dd>x</dd>      <b>Serial:</b> x
"""

from __future__ import annotations

LONGEST = 60
"""Bytes of a text that may be a label."""
_CELLS = (b"td", b"th")
_BREAKS = frozenset(b"br p div tr table li ul ol hr h1 h2 h3 h4 h5 h6 section article form body".split())
"""Tags behind which a label before a colon no longer holds."""


class Labels:
    """Where in tables, lists and lines of text the reader is."""

    __slots__ = ("_cell", "_column", "_heads", "_pending", "_row", "_term")

    def __init__(self) -> None:
        self._heads: list[str] = []
        self._row = ""
        self._column = -1
        self._cell = b""
        self._term = ""
        self._pending = ""

    def opened(self, name: bytes) -> None:
        """A tag opens."""
        if name == b"table":
            self._heads = []
        if name == b"tr":
            self._row, self._column = "", -1
        if name in _CELLS:
            self._column += 1
        if name in _CELLS or name in (b"dt", b"dd"):
            self._cell, self._pending = name, ""
        if name == b"dt":
            self._term = ""
        if name in _BREAKS and name != b"br":
            self._pending = ""

    def closed(self, name: bytes) -> None:
        """A tag closes."""
        if name in _CELLS or name in (b"dt", b"dd", b"table"):
            self._cell = b""
        if name == b"dl":
            self._term = ""
        if name in _BREAKS:
            self._pending = ""

    def text(self, text: bytes) -> str:
        """The label of a text, which may be one for what follows it."""
        label = self._pending or self._told()
        shown = text.strip(b": \t\r\n").decode("utf-8", "replace").replace("/", " ") if len(text) <= LONGEST else ""
        self._pending = shown if text.rstrip().endswith(b":") and shown else ""
        if self._pending:
            return ""
        if self._cell == b"th":
            self._head(shown)
            return ""
        if self._cell == b"dt":
            self._term = shown
            return ""
        if self._cell == b"td" and self._column == 0 and not self._heads and not self._row:
            self._row = shown
        return label

    def _head(self, shown: str) -> None:
        self._heads += [""] * (self._column + 1 - len(self._heads))
        self._heads[self._column] = self._row = shown

    def _told(self) -> str:
        if self._cell == b"dd":
            return self._term
        if self._cell != b"td":
            return ""
        head = self._heads[self._column] if 0 <= self._column < len(self._heads) else ""
        return head or (self._row if self._column > 0 else "")
