"""Text as it was before a mail client or a URL had it: line breaks, quoting and escapes taken out, places remembered."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

_PREFIX = rb"(?:[>|][ \t]?)*[ \t]*"
_BREAK = re.compile(rb"(?<=[0-9A-Za-z\x80-\xff.\-_@:/\\])(=?\r?\n" + _PREFIX + rb")(?=[0-9A-Za-z\x80-\xff.\-_@:/\\])")
_BLANK = re.compile(rb"(?<=[0-9A-Za-z\x80-\xff,.)])([ \t]*\r?\n" + _PREFIX + rb")(?=[0-9A-Za-z\x80-\xff(+])")
_ESCAPE = re.compile(rb"(%[0-9A-Fa-f]{2}|\\[/\\\"]|\\u00[0-7][0-9A-Fa-f])")
_WORD = re.compile(rb"[0-9A-Za-z]")


@dataclass(frozen=True, slots=True)
class View:
    """`text` with the places where it differs: `cuts` (ascending, in `text`) with the bytes of the source up to there."""

    text: bytes
    cuts: tuple[tuple[int, int, int], ...] = ()
    """(place in the text, bytes there, bytes in the source)."""
    shifts: tuple[int, ...] = ()
    """How far the source is ahead behind each cut."""

    def touched(self, start: int, end: int) -> bool:
        """True where a range of the text has a cut inside."""
        if not self.cuts:
            return True
        at = bisect_right(self.cuts, (start, -1, -1))
        near = self.cuts[at : at + 2]
        return any(start < place + size and place < end for place, size, _ in near)

    def source(self, place: int, *, after: bool) -> int:
        """The place in the source of a place in the text; `after` the line break that was taken out just there."""
        at = bisect_right(self.cuts, (place, -1, -1))
        if after and at < len(self.cuts) and self.cuts[at][:2] == (place, 0):
            at += 1
        return place + (self.shifts[at - 1] if at else 0)


def views(text: bytes) -> Iterator[tuple[View, bool]]:
    """The text itself, then without line breaks, with blanks for them, and without escapes, as far as that differs.

    With each, whether what it leaves out is a break (which stays, behind what is put in) or an escape.
    """
    yield View(text), False
    if b"\n" in text:
        for pattern, instead in ((_BREAK, b""), (_BLANK, b" ")):
            view = _view(text, pattern, lambda _, put=instead: put)
            if view.cuts:
                yield view, True
    if b"%" in text or b"\\" in text:
        view = _view(text, _ESCAPE, _unescaped)
        if view.cuts:
            yield view, False


def escapes(stretch: bytes) -> dict[bytes, bytes]:
    """How each character that is escaped in a stretch is written there."""
    return {_plain(found[0]): found[0] for found in _ESCAPE.finditer(stretch)}


def breaks(stretch: bytes) -> bytes:
    """The line breaks of a stretch, with their quoting."""
    return b"".join(found for found in re.findall(rb"=?[ \t]*\r?\n" + _PREFIX, stretch))


def _plain(escape: bytes) -> bytes:
    if escape[:1] == b"%":
        return bytes.fromhex(escape[1:].decode("ascii"))
    return bytes.fromhex(escape[4:].decode("ascii")) if escape[1:2] == b"u" else escape[1:]


def _unescaped(found: re.Match[bytes]) -> bytes:
    plain = _plain(found[0])
    return found[0] if plain < b" " else plain


def _view(text: bytes, pattern: re.Pattern[bytes], instead: object) -> View:
    assert callable(instead)
    pieces: list[bytes] = []
    cuts: list[tuple[int, int, int]] = []
    shifts: list[int] = []
    at = size = shift = 0
    for found in pattern.finditer(text):
        put = instead(found)
        if put == found[1]:
            continue
        pieces += (text[at : found.start(1)], put)
        size += found.start(1) - at
        cuts.append((size, len(put), len(found[1])))
        size += len(put)
        shift += len(found[1]) - len(put)
        shifts.append(shift)
        at = found.end(1)
    pieces.append(text[at:])
    return View(b"".join(pieces), tuple(cuts), tuple(shifts))
