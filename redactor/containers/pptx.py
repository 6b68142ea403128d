"""Presentations: the text of slides, notes and comments (ECMA-376)."""

from __future__ import annotations

from collections.abc import Iterator

from redactor.containers import zip as archive
from redactor.containers._office import extras, number, paragraphs, parts, text_member
from redactor.limits import Budget
from redactor.model import Member, Part, Sink, Source

NAME = "pptx"
DOC = "presentations, as a zip of the text of slides and notes; properties and authors are left out"
OPENS = ("pptx",)
SINGLE = False
COPY, SUFFIX = "zip", ".zip"

_TEXTS = ("ppt/slides/slide", "ppt/notesSlides/notesSlide", "ppt/comments/")


def members(source: Source, budget: Budget) -> Iterator[Member]:
    """The text in the package's order, then pictures and embedded files."""
    yield from text_member("slides.txt", _text(source, budget), source, budget)
    yield from extras(source, budget, "ppt/media/", "ppt/embeddings/")


def spare(source: Source) -> int:
    """Nothing of the presentation but its text is carried over."""
    return 0


def build(source: Source, parts: Iterator[Part], out: Sink) -> None:
    """A zip archive of what was redacted."""
    archive.build(source, parts, out)


def _text(source: Source, budget: Budget) -> Iterator[str]:
    for part in parts(source, budget):
        if part.name.startswith(_TEXTS) and part.name.endswith(".xml"):
            what = "notes" if "notes" in part.name else "comments" if "comments" in part.name else "slide"
            yield f"[{what} {number(part.name)}]\n"
            yield from paragraphs(part, budget)
            yield "\n"
