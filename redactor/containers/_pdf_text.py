"""A program of its own: a PDF on standard input, its text on standard output; bounds are set before it is read.

`python _pdf_text.py SECONDS MEMORY TEXT`: seconds of CPU, bytes of memory, most bytes of text.
Exit codes: 0 done · 3 encrypted · 4 no text on a page that shows something · 5 anything else.
"""

from __future__ import annotations

import io
import resource
import sys
from collections.abc import Iterator
from typing import Any

ENCRYPTED, PICTURES, UNSOUND = 3, 4, 5


def main(seconds: int, memory: int, most: int) -> int:
    """Extract the text within bounds."""
    for kind, most_of_it in ((resource.RLIMIT_CPU, seconds), (resource.RLIMIT_AS, memory), (resource.RLIMIT_CORE, 0)):
        hard = resource.getrlimit(kind)[1]
        bound = most_of_it if hard == resource.RLIM_INFINITY else min(most_of_it, hard)
        resource.setrlimit(kind, (bound, bound))
    sys.stderr = io.StringIO()  # a library's warnings may quote what it reads
    try:
        return _extract(sys.stdin.buffer.read(), most)
    except BaseException:  # noqa: BLE001  # a process of its own: whatever happens, it has no text
        return UNSOUND


def _extract(data: bytes, most: int) -> int:
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted:
        return ENCRYPTED
    written = 0
    for number, page in enumerate(reader.pages, 1):
        text = "\n".join(filter(None, (page.extract_text(), *_notes(page)))).strip()
        if not text and "/XObject" in page.get("/Resources", {}):
            return PICTURES
        block = f"[page {number}]\n{text}\n\n".encode("utf-8", "replace")
        written += len(block)
        if written > most:
            return UNSOUND
        sys.stdout.buffer.write(block)
    sys.stdout.buffer.flush()
    return 0


def _notes(page: Any) -> Iterator[str]:
    """The texts of annotations and of filled fields."""
    for reference in page.get("/Annots") or ():
        note = reference.get_object()
        for key in ("/Contents", "/V"):
            if isinstance(note.get(key), str):
                yield note[key]


if __name__ == "__main__":
    sys.path.pop(0)  # this file's own folder: its modules have names of the standard library's
    sys.exit(main(*map(int, sys.argv[1:])))
