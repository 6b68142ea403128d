"""OpenDocument texts, sheets and presentations: their text, tables as CSV (ISO/IEC 26300)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from redactor.containers import _csv_rows
from redactor.containers import zip as archive
from redactor.containers._office import attribute, elements, extras, parts, tag, text_member
from redactor.limits import Budget
from redactor.model import Member, Part, Sink, Source

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

NAME = "opendocument"
DOC = "OpenDocument files, as a zip of their text and of a CSV with their tables; properties are left out"
OPENS = ("opendocument",)
SINGLE = False
COPY, SUFFIX = "zip", ".zip"

_TEXTS = ("content.xml", "styles.xml")
"""The body; page headers and footers stand with the styles."""
_REPEATED = 100
_HIDDEN = ("tracked-changes", "creator", "date")


def members(source: Source, budget: Budget) -> Iterator[Member]:
    """Text outside of tables, tables, then pictures and objects."""
    yield from text_member("document.txt", _text(source, budget), source, budget)
    yield from text_member("tables.csv", _csv_rows.lines(_rows(source, budget)), source, budget)
    yield from extras(source, budget, "Pictures/", "media/")


def spare(source: Source) -> int:
    """Nothing of the document but its text is carried over."""
    return 0


def build(source: Source, parts: Iterator[Part], out: Sink) -> None:
    """A zip archive of what was redacted."""
    archive.build(source, parts, out)


def _text(source: Source, budget: Budget) -> Iterator[str]:
    for part in parts(source, budget):
        if part.name not in _TEXTS:
            continue
        hidden = 0
        for event, element in elements(part, budget):
            name = tag(element)
            if name in (*_HIDDEN, "table"):
                hidden += 1 if event == "start" else -1
            elif event == "end" and name in ("p", "h") and not hidden:
                yield _words(element) + "\n"
                element.clear()


def _rows(source: Source, budget: Budget) -> Iterator[list[str]]:
    for part in parts(source, budget):
        if part.name not in _TEXTS:
            continue
        row: list[str] = []
        for event, element in elements(part, budget):
            name = tag(element)
            if event == "end" and name == "table-cell":
                words = [_words(inner) for inner in element.iter() if tag(inner) in ("p", "h")]
                times = attribute(element, "number-columns-repeated")
                row += [" ".join(words)] * (min(int(times), _REPEATED) if times.isdigit() else 1)
            elif event == "end" and name == "table-row":
                while row and not row[-1]:
                    row.pop()
                yield row
                row = []
                element.clear()


def _words(element: Element) -> str:
    """All text in an element; blanks and tabs are elements of their own."""
    if tag(element) in _HIDDEN:
        return ""
    pieces = [{"tab": "\t", "s": " ", "line-break": "\n"}.get(tag(element), ""), element.text or ""]
    for inner in element:
        pieces += [_words(inner), inner.tail or ""]
    return "".join(pieces)
