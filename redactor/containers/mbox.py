"""A mailbox of mails one behind the other (RFC 4155): each is a member, the lines between them are members as well."""

from __future__ import annotations

from collections.abc import Iterator

from recognizers import lazy_re as re
from redactor.containers._slice import Slice, inside
from redactor.errors import FormatError
from redactor.limits import Budget
from redactor.model import MediaType, Member, Part, Sink, Source

NAME = "mbox"
DOC = "mailboxes: every mail in them, and the lines between"
OPENS = ("mbox", "application/mbox")
SINGLE = False
COPY, SUFFIX = NAME, ""

_WINDOW = 1 << 20
_LONGEST = 1000
_BEFORE = 4
"""Bytes of an empty line and the line end before it."""
_POSTMARK = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\r\n\r\n))From [^\n]{1,1000}\n")
_LINE = MediaType("prose", "mail", "mbox-postmark", "utf-8", 1.0, ("a line between mails",))
_MAIL = MediaType("container", "", "eml", "utf-8", 1.0, ("a mail of a mailbox",))


def members(source: Source, budget: Budget) -> Iterator[Member]:
    """A postmark and a mail by turns."""
    marks = [*_marks(source), (source.size, source.size)]
    if marks[0][0]:
        raise FormatError("a mailbox that does not begin with a mail")
    for number, ((start, end), (following, _)) in enumerate(zip(marks, marks[1:], strict=False), 1):
        budget.member()
        budget.member()
        line = Slice(source, inside(source, f"postmark-{number}"), start, end - start)
        yield Member(f"postmark-{number}", line, line.size, fixed=True, media=_LINE)
        name = f"mail-{number}.eml"
        mail = Slice(source, inside(source, name), end, following - end)
        yield Member(name, mail, mail.size, fixed=True, media=_MAIL)


def spare(source: Source) -> int:
    """Every byte is in a mail or in a line between two."""
    return 0


def build(source: Source, parts: Iterator[Part], out: Sink) -> None:
    """One behind the other, as they were."""
    for part in parts:
        for window in part.content.windows(_WINDOW) if part.content is not None else ():
            out.write(window)


def _marks(source: Source) -> Iterator[tuple[int, int]]:
    """Where the lines lie that begin with `From ` behind an empty line."""
    base, window = 0, b""
    while base + len(window) < source.size or window:
        window += source.read_at(base + len(window), _WINDOW)
        last = base + len(window) >= source.size
        safe = len(window) if last else max(0, len(window) - 2 * _LONGEST)
        for mark in _POSTMARK.finditer(window):
            if mark.start() < safe and (mark.start() >= _BEFORE or not base):
                yield base + mark.start(), base + mark.end()
        if last:
            return
        keep = safe - _BEFORE
        base, window = base + keep, window[keep:]
