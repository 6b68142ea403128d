"""Text as a terminal shows it: tabs filled up to the next stop, one byte a character; places lead back to the bytes."""

from __future__ import annotations

TAB = 8
_OTHER = b"\xff"
"""Stands for a character that is not ASCII."""


class Display:
    """A text in columns: `text` is what is looked at, `origin` says where a place in it stands in the bytes."""

    __slots__ = ("_places", "text")

    def __init__(self, raw: bytes) -> None:
        self._places: list[int] | None = None
        self.text = raw
        if b"\t" in raw or not raw.isascii():
            self._lay_out(raw)

    def origin(self, place: int) -> int:
        """The offset in the bytes of a place in `text`; monotone."""
        return place if self._places is None else self._places[place]

    def _lay_out(self, raw: bytes) -> None:
        out, at = bytearray(), 0
        places: list[int] = []
        for line in raw.split(b"\n"):
            if b"\t" in line or not line.isascii():
                _line(line, at, out, places)
            else:
                out += line
                places += range(at, at + len(line))
            at += len(line) + 1
            out += b"\n"
            places.append(at - 1)
        del out[-1]
        self.text, self._places = bytes(out), places


def _line(line: bytes, at: int, out: bytearray, places: list[int]) -> None:
    """Append one line with tabs or characters beyond ASCII."""
    column = 0
    for character in line.decode("utf-8", "surrogateescape"):
        if character == "\t":
            width, shown, size = TAB - column % TAB, b" ", 1
        else:
            ascii_only = character < "\x80"
            width, shown = 1, character.encode() if ascii_only else _OTHER
            size = 1 if ascii_only else len(character.encode("utf-8", "surrogateescape"))
        out += shown * width
        places += [at] * width
        at += size
        column += width
