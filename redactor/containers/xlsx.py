"""Workbooks: every sheet as CSV with the values it shows, comments and text boxes as text (ECMA-376).

Formulas, caches of pivot tables, connections and external links are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from redactor.containers import _csv_rows
from redactor.containers import zip as archive
from redactor.containers._office import attribute, elements, extras, number, parts, tag, text_member
from redactor.errors import FormatError
from redactor.limits import Budget
from redactor.model import Member, Part, Sink, Source

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

NAME = "xlsx"
DOC = "workbooks, as a zip of a CSV for each sheet; formulas, caches, properties and connections are left out"
OPENS = ("xlsx",)
SINGLE = False
COPY, SUFFIX = "zip", ".zip"

_NOTES = ("xl/comments", "xl/threadedComments/", "xl/drawings/drawing")


def members(source: Source, budget: Budget) -> Iterator[Member]:
    """Sheets in the package's order, notes, then pictures and embedded files."""
    strings = _strings(source, budget)
    for part in parts(source, budget):
        if part.name.startswith("xl/worksheets/sheet") and part.name.endswith(".xml"):
            rows = _csv_rows.lines(_rows(part, strings, budget))
            yield from text_member(f"sheet-{number(part.name)}.csv", rows, source, budget)
    yield from text_member("notes.txt", _notes(source, budget), source, budget)
    yield from extras(source, budget, "xl/media/", "xl/embeddings/")


def spare(source: Source) -> int:
    """Nothing of the workbook but values is carried over."""
    return 0


def build(source: Source, parts: Iterator[Part], out: Sink) -> None:
    """A zip archive of what was redacted."""
    archive.build(source, parts, out)


def _strings(source: Source, budget: Budget) -> list[str]:
    """The strings that cells refer to by number."""
    found: list[str] = []
    for part in parts(source, budget):
        if part.name != "xl/sharedStrings.xml":
            continue
        words: list[str] = []
        for event, element in elements(part, budget):
            if event == "end" and tag(element) == "t":
                words.append(element.text or "")
            elif event == "end" and tag(element) == "si":
                found.append("".join(words))
                words = []
                element.clear()
    return found


def _notes(source: Source, budget: Budget) -> Iterator[str]:
    for part in parts(source, budget):
        if part.name.startswith(_NOTES) and part.name.endswith(".xml"):
            words = []
            for event, element in elements(part, budget):
                if event == "end" and tag(element) in ("t", "text") and (element.text or "").strip():
                    words.append(element.text or "")
                elif event == "end" and tag(element) in ("comment", "p", "threadedComment") and words:
                    yield "".join(words) + "\n"
                    words = []


def _rows(part: Member, strings: list[str], budget: Budget) -> Iterator[list[str]]:
    row: list[str] = []
    last = 0
    for event, element in elements(part, budget):
        name = tag(element)
        if event == "end" and name == "c":
            place = _column(attribute(element, "r"), len(row))
            row += [""] * (place - len(row))
            row.append(_value(element, strings))
        elif event == "end" and name == "row":
            here = int(attribute(element, "r")) if attribute(element, "r").isdigit() else last + 1
            yield from ([] for _ in range(min(here - last - 1, 1000)))
            yield row
            row, last = [], here
            element.clear()


def _value(cell: Element, strings: list[str]) -> str:
    kind = attribute(cell, "t")
    texts = [inner.text or "" for inner in cell.iter() if tag(inner) == ("t" if kind == "inlineStr" else "v")]
    value = "".join(texts)
    if kind != "s":
        return value
    if not value.isdigit() or int(value) >= len(strings):
        raise FormatError("a workbook whose cells do not fit its strings")
    return strings[int(value)]


def _column(reference: str, following: int) -> int:
    """The column of a cell by its reference (`B7` is 1), else the next one."""
    letters = reference.rstrip("0123456789")
    if not letters.isalpha() or not letters.isascii() or len(letters) > 3:
        return following
    place = 0
    for letter in letters.upper():
        place = place * 26 + ord(letter) - 64
    return max(following, min(place - 1, _csv_rows.MOST))
