"""The copy on standard output: redactor as a filter."""

from __future__ import annotations

import sys
from pathlib import Path

from redactor.errors import WithheldError
from redactor.model import Reason, Source

NAME = "stdout"
DOC = "standard output, for one attachment"
_WINDOW = 1 << 20


def deliver(copy: Source, out: Path, name: str, *, overwrite: bool) -> None:
    """Write the copy to standard output; `out`, `name` and `overwrite` mean nothing there."""
    try:
        for window in copy.windows(_WINDOW):
            sys.stdout.buffer.write(window)
        sys.stdout.buffer.flush()
    except OSError as error:
        problem = f"not delivered ({type(error).__name__})"
        raise WithheldError(problem, Reason.DESTINATION, "the reader went away") from None
