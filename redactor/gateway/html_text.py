"""The text of an HTML fragment, and edits of that text put back into it.

Text runs come first, with a line end for each block; then, on a line each, what a reader does not see but the service
stores: attributes and comments.  Character references are read, so that `bob&#64;example.com` is found.  A tag that HTML
does not have is text: `<password>` in a pasted file is what tells that a secret follows.
"""

from __future__ import annotations

import html
import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

INLINE = frozenset(
    """a abbr b bdi bdo big cite code del dfn em font i ins kbd label mark q s samp small span strike strong sub sup tt u
    var wbr""".split()
)
BLOCK = frozenset(
    """address article aside blockquote body br caption center col colgroup dd details div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 head header hr html img li link main meta nav ol p pre section style summary table tbody
    td tfoot th thead title tr ul""".split()
)
_TOKEN = re.compile(
    rb"<!--(?P<comment>.*?)-->"
    rb"|</?(?P<tag>[A-Za-z][A-Za-z0-9]*+)(?P<inside>(?:\s(?:[^<>\"']|\"[^\"]*+\"|'[^']*+')*+)?/?)>",
    re.DOTALL,
)
_REFERENCE = re.compile(rb"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?")


@dataclass(frozen=True, slots=True)
class _Piece:
    """Bytes [start, end) of the fragment, which stand as `text` in the document."""

    start: int
    end: int
    text: bytes = field(repr=False)
    whole: bool
    """True for a reference, which is replaced as a whole."""


class HtmlText:
    """A fragment and its text."""

    def __init__(self, source: bytes) -> None:
        self._source = source
        self._seen: list[_Piece] = []
        self._hidden: list[_Piece] = []
        position = 0
        for token in _TOKEN.finditer(source):
            tag = (token["tag"] or b"").lower().decode()
            if token["comment"] is None and tag not in INLINE and tag not in BLOCK:
                continue
            self._run(self._seen, position, token.start())
            position = token.end()
            if tag in BLOCK:
                self._seen.append(_Piece(position, position, b"\n", False))
            group = "comment" if token["comment"] is not None else "inside"
            if token[group].strip(b" /\t\r\n"):
                self._run(self._hidden, *token.span(group))
                self._hidden.append(_Piece(token.end(group), token.end(group), b"\n", False))
        self._run(self._seen, position, len(source))
        if self._hidden:
            self._seen.append(_Piece(len(source), len(source), b"\n", False))
        self._pieces = self._seen + self._hidden
        self.text = b"".join(piece.text for piece in self._pieces)

    def _run(self, pieces: list[_Piece], start: int, end: int) -> None:
        """The text [start, end), its references read."""
        position = start
        for reference in _REFERENCE.finditer(self._source, start, end):
            raw = reference.group()
            read = html.unescape(raw.decode("ascii")).encode("utf-8", "surrogatepass")
            if read == raw:
                continue
            pieces.append(_Piece(position, reference.start(), self._source[position : reference.start()], False))
            pieces.append(_Piece(*reference.span(), read, True))
            position = reference.end()
        pieces.append(_Piece(position, end, self._source[position:end], False))

    def with_edits(self, edits: Iterable[tuple[int, int, bytes]]) -> bytes:
        """The fragment with edits of its text, ascending and disjoint, applied; replacements are escaped."""
        edited = list(edits)
        changed: list[tuple[int, int, bytes]] = []
        first = at = 0
        for piece in self._pieces:
            end = at + len(piece.text)
            while first < len(edited) and edited[first][1] <= at:
                first += 1
            for start, stop, replacement in itertools.islice(edited, first, None):
                if start >= end:
                    break
                new = html.escape(replacement.decode("utf-8", "surrogatepass")) if start >= at else ""
                low, high = max(start, at) - at, min(stop, end) - at
                place = (0, piece.end - piece.start) if piece.whole else (low, high)
                if piece.start < piece.end:
                    changed.append((piece.start + place[0], piece.start + place[1], new.encode(errors="surrogatepass")))
            at = end
        return self._spliced(sorted(changed))

    def _spliced(self, changed: list[tuple[int, int, bytes]]) -> bytes:
        parts, position = [], 0
        for start, end, new in changed:
            parts += [self._source[position:start], new]
            position = end
        return b"".join((*parts, self._source[position:]))
