r"""The inside of a quoted string that may go over lines (TOML, HCL): JSON's escapes, but a line end stays one."""

from __future__ import annotations

from redactor.codecs.json_string import JsonString


class QuotedLines(JsonString):
    """A line end is written as it is, so that a copy has the lines of its source."""

    __slots__ = ()
    name = "quoted_lines"

    def encode(self, text: bytes) -> bytes:
        return b"\n".join([super(QuotedLines, self).encode(line) for line in text.split(b"\n")])


QUOTED_LINES = QuotedLines()
