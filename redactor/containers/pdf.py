"""PDF: its text is released, redacted, as a text file; never the PDF (hidden layers, metadata, earlier revisions).

The text is taken out in a process of its own, which may use no more time and memory than it is given: PDF is a language.
A page that shows something but has no text is a picture of one, and the document is withheld.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from redactor.containers import _pdf_text
from redactor.containers._slice import inside
from redactor.errors import FormatError, LimitError
from redactor.limits import Budget
from redactor.model import Member, Part, Reason, Sink, Source

NAME = "pdf"
DOC = "PDF, as its text by pages; encrypted ones and pages without text are withheld"
OPENS = ("pdf", "application/pdf")
SINGLE = True
COPY, SUFFIX = "", ".txt"

LARGEST = 256 << 20
_TAIL = 66_000
"""Where the end of a zip archive would stand."""
_MEMORY = 1 << 30
_MOST_SECONDS = 120


def members(source: Source, budget: Budget) -> Iterator[Member]:
    """The text of all pages."""
    if source.size > LARGEST:
        raise LimitError("a PDF that is larger than allowed", hint="attach its text")
    if b"PK\5\6" in source.read_at(max(0, source.size - _TAIL), _TAIL):
        raise FormatError("a PDF that is a zip archive as well", Reason.UNSUPPORTED, "attach one or the other")
    budget.member()
    spool = budget.spool(inside(source, "content.txt"))
    try:
        text = _text(source, budget)
        budget.unpack(len(text))
        spool.write(text)
        yield Member("content", spool, source.size, fixed=True)
    finally:
        spool.close()


def spare(source: Source) -> int:
    """Nothing of the document but its text is carried over."""
    return 0


def build(source: Source, parts: Iterator[Part], out: Sink) -> None:
    """The text itself."""
    for part in parts:
        for window in part.content.windows(1 << 20) if part.content is not None else ():
            out.write(window)


def _text(source: Source, budget: Budget) -> bytes:
    import subprocess  # here: only who needs it loads it

    seconds = max(1, min(_MOST_SECONDS, int(budget.seconds_left())))
    numbers = (seconds, _MEMORY, budget.limits.attachment_bytes)
    command = [sys.executable, _pdf_text.__file__, *map(str, numbers)]
    try:
        done = subprocess.run(
            command, input=source.read_at(0, source.size), capture_output=True, timeout=4 * seconds, check=False
        )
    except subprocess.TimeoutExpired:
        raise LimitError("a PDF whose text cannot be taken out in time", hint="attach its text") from None
    if done.returncode < 0:
        raise LimitError("a PDF whose text takes more time or memory than allowed", hint="attach its text")
    if done.returncode == _pdf_text.ENCRYPTED:
        raise FormatError("a PDF that is encrypted", Reason.ENCRYPTED, "attach it without a password")
    if done.returncode == _pdf_text.PICTURES:
        raise FormatError("a PDF with pages that are pictures", Reason.UNSUPPORTED, "attach the text, not a scan of it")
    if done.returncode:
        raise FormatError("a PDF that cannot be read")
    return done.stdout
