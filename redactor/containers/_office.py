"""What office documents share: a zip of XML parts, of which only text is taken.

Copies of documents are zip archives of plain text: one file for the text, one CSV for each table sheet.  Whatever else is in
a document (properties, authors, earlier revisions, thumbnails, links, caches, connections, styles) is not carried over;
pictures, macros and embedded files are members of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast

from recognizers import lazy_re as re
from redactor.containers import zip as archive
from redactor.containers._slice import inside
from redactor.errors import FormatError, LimitError
from redactor.limits import Budget
from redactor.model import Member, Reason, Source, Spooled

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

NUMBER = re.compile(r"(\d+)\.xml$")
STEP = 10_000
"""Elements between two looks at the clock."""


def parts(source: Source, budget: Budget) -> Iterator[Member]:
    """The parts of the package, each readable until the next is asked for."""
    for member in archive.members(source, budget):
        if member.refused is Reason.ENCRYPTED:
            raise FormatError("a document that is encrypted", Reason.ENCRYPTED, "attach it without a password")
        yield member


def elements(part: Member, budget: Budget) -> Iterator[tuple[str, Element]]:
    """(event, element) of a part's XML, `start` and `end`; names of elements without their namespaces' addresses.

    Nothing is ever expanded: a document type, which no office program writes, is refused.
    """
    from xml.etree.ElementTree import ParseError, XMLPullParser  # here: only who needs it loads it

    if part.source is None:
        raise FormatError("a part of the document that is damaged")
    parser: XMLPullParser[Any] = XMLPullParser(("start", "end"))
    count = depth = 0
    tail = b""
    try:
        for window in part.source.windows(1 << 16):
            if b"<!" in tail + window or b"\0" in window:
                _refuse_declarations(tail + window)
            tail = window[-8:]
            parser.feed(window)
            for event, element in cast("Iterator[tuple[str, Element]]", parser.read_events()):
                count += 1
                depth += 1 if event == "start" else -1
                if count % STEP == 0:
                    budget.unpack(0)
                if depth > budget.limits.depth:
                    raise LimitError("a document that is nested too deeply")
                yield event, element
        parser.close()
    except ParseError:
        raise FormatError("a part of the document that is no sound XML") from None


def _refuse_declarations(data: bytes) -> None:
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data or b"\0" in data:
        raise FormatError("a part of the document that declares entities, or is not in UTF-8", Reason.UNSUPPORTED)


def tag(element: Element) -> str:
    """The element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: Element, name: str) -> str:
    """An attribute by its name without namespace."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return value
    return ""


def text_member(name: str, pieces: Iterator[str], source: Source, budget: Budget) -> Iterator[Member]:
    """The text as a member of its own; nothing where there is no text."""
    budget.member()
    spool: Spooled = budget.spool(inside(source, name))
    try:
        for piece in pieces:
            data = piece.encode("utf-8", "replace")
            budget.unpack(len(data))
            spool.write(data)
        if spool.size:
            yield Member(name, spool, source.size, fixed=True)
    finally:
        spool.close()


def paragraphs(part: Member, budget: Budget, *, skip: tuple[str, ...] = ()) -> Iterator[str]:
    """The paragraphs of a part as lines, the cells of a table row on one line; what is inside of `skip` is left out."""
    words: list[str] = []
    cells = skipped = 0
    for event, element in elements(part, budget):
        name, step = tag(element), 1 if event == "start" else -1
        skipped += step * (name in skip)
        cells += step * (name == "tc")
        if event == "start" or skipped:
            continue
        words.append(_words(name, element))
        if (name == "p" and not cells) or name == "tr":
            yield "".join(words).rstrip() + "\n"
            words.clear()
            element.clear()


def _words(name: str, element: Element) -> str:
    """What an element that has ended adds to its line."""
    if name == "t":
        return element.text or ""
    return {"tab": "\t", "br": "\n", "cr": "\n", "tc": "\t", "p": " "}.get(name, "")


def number(name: str) -> int:
    """The number that a part's name ends with."""
    found = NUMBER.search(name)
    return int(found[1]) if found else 0


def extras(source: Source, budget: Budget, *folders: str) -> Iterator[Member]:
    """Pictures, embedded files and macros: what lies in the folders, and whatever is binary."""
    for part in parts(source, budget):
        if part.name.startswith(folders) or part.name.endswith(".bin"):
            yield Member(part.name.rpartition("/")[2], part.source, part.stored, refused=part.refused)
