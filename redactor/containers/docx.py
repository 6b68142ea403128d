"""Word documents: the text of the document, of headers, footers, notes and comments (ECMA-376)."""

from __future__ import annotations

from collections.abc import Iterator

from redactor.containers import zip as archive
from redactor.containers._office import extras, paragraphs, parts, text_member
from redactor.limits import Budget
from redactor.model import Member, Part, Sink, Source

NAME = "docx"
DOC = "Word documents, as a zip of their text; properties, revisions and authors are left out"
OPENS = ("docx",)
SINGLE = False
COPY, SUFFIX = "zip", ".zip"

_TEXTS = ("document", "header", "footer", "footnotes", "endnotes", "comments")


def members(source: Source, budget: Budget) -> Iterator[Member]:
    """The text, then pictures and embedded files."""
    yield from text_member("document.txt", _text(source, budget), source, budget)
    yield from extras(source, budget, "word/media/", "word/embeddings/")


def spare(source: Source) -> int:
    """Nothing of the document but its text is carried over."""
    return 0


def build(source: Source, parts: Iterator[Part], out: Sink) -> None:
    """A zip archive of what was redacted."""
    archive.build(source, parts, out)


def _text(source: Source, budget: Budget) -> Iterator[str]:
    for part in parts(source, budget):
        name = part.name.removeprefix("word/")
        if name != part.name and name.endswith(".xml") and name.startswith(_TEXTS) and "/" not in name:
            yield from paragraphs(part, budget, skip=("del", "moveFrom"))
