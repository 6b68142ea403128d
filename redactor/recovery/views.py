"""Text as it was before a mail client or a URL had it: line breaks, quoting and escapes taken out, places remembered.

as it is  ·  words that a line break cuts  ·  words between which one stands  ·  without escapes
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

LINES = 3
"""Over so many lines a value is sought that a mail client has cut."""
_PREFIX = rb"(?:[>|][ \t]?)*[ \t]*"
_TOKEN = rb"[0-9A-Za-z\x80-\xff.\-_@:/\\%+~?&=#]+"
_BREAK = re.compile(
    rb"(?<=[0-9A-Za-z\x80-\xff.\-_@:/\\%+~?&=#])=?\r?\n" + _PREFIX + rb"(?=[0-9A-Za-z\x80-\xff.\-_@:/\\])"
)
_TAIL = re.compile(_TOKEN + rb"\Z")
_HEAD = re.compile(_TOKEN)
_LONGEST = 1000
_BLANK = re.compile(rb"(?<=[0-9A-Za-z\x80-\xff,.)])[ \t]*\r?\n" + _PREFIX + rb"(?=[0-9A-Za-z\x80-\xff(+])")
_ESCAPE = re.compile(rb"%[0-9A-Fa-f]{2}|\\[/\\\"]|\\u00[0-7][0-9A-Fa-f]")


@dataclass(slots=True)
class View:
    """A text that is put together from pieces of the source."""

    text: bytes = b""
    whole: bool = False
    """True for the source itself."""
    escaped: bool = False
    """True where an escape may hide the edge of a word."""
    _starts: list[int] = field(default_factory=list)
    _places: list[tuple[int, int, int]] = field(default_factory=list)
    """(place in the source, bytes here, bytes there) of each piece."""
    _parts: list[bytes] = field(default_factory=list)
    _size: int = 0

    def add(self, text: bytes, place: int, size: int) -> None:
        """Put `text` on the end, which stands as `size` bytes at `place` of the source."""
        if text:
            self._starts.append(self._size)
            self._places.append((place, len(text), size))
            self._parts.append(text)
            self._size += len(text)

    def done(self) -> View:
        """The view, ready to be read."""
        self.text, self._parts = b"".join(self._parts), []
        return self

    def range(self, start: int, end: int) -> tuple[int, int] | None:
        """The range of the source; None where the range lies in one piece, as it would in the source itself."""
        if self.whole:
            return start, end
        first, last = bisect_right(self._starts, start) - 1, bisect_right(self._starts, end - 1) - 1
        inside = self._starts[first] < start and end < self._starts[first] + self._places[first][1]
        if first == last and (inside or not self.escaped):
            return None
        place, here, there = self._places[first]
        low = place + (start - self._starts[first] if here == there else 0)
        place, here, there = self._places[last]
        high = place + (end - self._starts[last] if here == there else there)
        return low, high


def views(text: bytes) -> Iterator[tuple[View, bool]]:
    """The text itself, and what it reads like otherwise.

    With each, whether what it leaves out is a line break (which stays, behind what is put in) or an escape.
    """
    yield View(text, whole=True), False
    if b"\n" in text:
        yield _joined(text), True
        yield _replaced(text, _BLANK, b" "), True
    if b"%" in text or b"\\" in text:
        yield _replaced(text, _ESCAPE, None), False


def escapes(stretch: bytes) -> dict[bytes, bytes]:
    """How each character that is escaped in a stretch is written there."""
    return {_plain(found[0]): found[0] for found in _ESCAPE.finditer(stretch)}


def breaks(stretch: bytes) -> bytes:
    """The line breaks of a stretch, with their quoting."""
    return b"".join(re.findall(rb"=?[ \t]*\r?\n" + _PREFIX, stretch))


def _joined(text: bytes) -> View:
    """Each pair, and each few, of words that only line breaks part, put together."""
    view, chain = View(), list[tuple[int, int]]()
    for found in _BREAK.finditer(text):
        tail = _TAIL.search(text, max(0, found.start() - _LONGEST), found.start())
        head = _HEAD.match(text, found.end(), found.end() + _LONGEST)
        if tail is None or head is None:
            continue
        if not chain or chain[-1] != (tail.start(), tail.end()):
            _add_chain(view, text, chain)
            chain = [(tail.start(), tail.end())]
        end = head.end()
        if text[end : end + 3] == b"=\r\n" or text[end - 1 : end + 1] == b"=\n":
            end -= text[end - 1 : end] == b"="
        chain.append((head.start(), end))
    _add_chain(view, text, chain)
    return view.done()


def _add_chain(view: View, text: bytes, chain: list[tuple[int, int]]) -> None:
    for first in range(len(chain) - 1):
        for last in range(first + 1, min(first + LINES, len(chain))):
            for start, end in chain[first : last + 1]:
                view.add(text[start:end], start, end - start)
            view.add(b"\x1e", chain[last][1], 0)


def _replaced(text: bytes, pattern: re.Pattern[bytes], put: bytes | None) -> View:
    """The text with every match of a pattern replaced; `put` None: by the character that it escapes."""
    view, at = View(escaped=put is None), 0
    for found in pattern.finditer(text):
        new = put if put is not None else _plain(found[0])
        if new < b" ":
            continue
        view.add(text[at : found.start()], at, found.start() - at)
        view.add(new, found.start(), found.end() - found.start())
        at = found.end()
    view.add(text[at:], at, len(text) - at)
    return view.done()


def _plain(escape: bytes) -> bytes:
    if escape[:1] == b"%":
        return bytes.fromhex(escape[1:].decode("ascii"))
    return bytes.fromhex(escape[4:].decode("ascii")) if escape[1:2] == b"u" else escape[1:]
