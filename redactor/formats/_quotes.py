"""Where a quoted string that runs over several lines ends.

A quote closes a string only where a blank, a separator or the line's end follows it; the first quote on later lines
that does not decides that the string was never closed.  So one stray quote costs one line, and the cost is linear.
"""

from __future__ import annotations

from recognizers import lazy_re as re

BOUND = 1 << 20
"""Longest string that is looked for."""
_QUOTE = re.compile(rb'\\.|"', re.DOTALL)
_AFTER = b" \t\r\n;})]"


def is_open(text: bytes, start: int, end: int) -> bool:
    """Whether a double quote that opens at a word's beginning in `text[start:end)` is still open at its end."""
    if text.count(b'"', start, end) == 0:
        return False
    inside = False
    for match in _QUOTE.finditer(text, start, end):
        if text[match.start()] != 34:
            continue
        if not inside:
            inside = match.start() == start or text[match.start() - 1] in b" \t=[{"
        else:
            inside = match.end() < end and text[match.end()] not in _AFTER
    return inside


def logical_end(text: bytes, start: int, end: int, stop: int) -> int:
    """The end of the line on which the string that `text[start:end)` leaves open closes; `end` where none does."""
    if not is_open(text, start, end):
        return end
    for match in _QUOTE.finditer(text, end, min(stop, end + BOUND)):
        if text[match.start()] != 34:
            continue
        after = match.end()
        if after < stop and text[after] not in _AFTER:
            return end
        last = text.find(b"\n", after, stop)
        last = stop if last < 0 else last
        return last if not is_open(text, after, last) else end
    return end
