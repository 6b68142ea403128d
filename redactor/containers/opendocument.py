"""OpenDocument texts, sheets and presentations: their text, tables as lines of cells (ISO/IEC 26300)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from redactor.containers import zip as archive
from redactor.containers._office import attribute, elements, extras, parts, tag, text_member
from redactor.limits import Budget
from redactor.model import Member, Part, Sink, Source

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

NAME = "opendocument"
DOC = "OpenDocument files, as a zip of their text; properties and revisions are left out"
OPENS = ("opendocument",)
SINGLE = False
COPY, SUFFIX = "zip", ".zip"

_TEXTS = ("content.xml", "styles.xml")
"""The body; page headers and footers stand with the styles."""
_REPEATED = 100
_HIDDEN = ("tracked-changes", "creator", "date")


def members(source: Source, budget: Budget) -> Iterator[Member]:
    """The text, then pictures and objects."""
    yield from text_member("document.txt", _text(source, budget), source, budget)
    yield from extras(source, budget, "Pictures/", "media/")


def spare(source: Source) -> int:
    """Nothing of the document but its text is carried over."""
    return 0


def build(source: Source, parts: Iterator[Part], out: Sink) -> None:
    """A zip archive of what was redacted."""
    archive.build(source, parts, out)


def _text(source: Source, budget: Budget) -> Iterator[str]:
    """Paragraphs as lines, rows of tables as lines whose cells are parted by tabs."""
    for part in parts(source, budget):
        if part.name not in _TEXTS:
            continue
        hidden = tables = 0
        for event, element in elements(part, budget):
            name, step = tag(element), 1 if event == "start" else -1
            hidden += step * (name in _HIDDEN)
            tables += step * (name == "table")
            if event == "end" and not hidden and name == ("table-row" if tables else "p"):
                yield (_row(element) if tables else _words(element)) + "\n"
                element.clear()
            elif event == "end" and name == "h" and not hidden and not tables:
                yield _words(element) + "\n"


def _row(row: Element) -> str:
    cells: list[str] = []
    for cell in row.iter():
        if tag(cell) == "table-cell":
            words = [_words(inner) for inner in cell.iter() if tag(inner) in ("p", "h")]
            times = attribute(cell, "number-columns-repeated")
            cells += [" ".join(words)] * (min(int(times), _REPEATED) if times.isdigit() else 1)
    return "\t".join(cells).rstrip("\t")


def _words(element: Element) -> str:
    """All text in an element; blanks and tabs are elements of their own."""
    if tag(element) in _HIDDEN:
        return ""
    pieces = [{"tab": "\t", "s": " ", "line-break": "\n"}.get(tag(element), ""), element.text or ""]
    for inner in element:
        pieces += [_words(inner), inner.tail or ""]
    return "".join(pieces)
