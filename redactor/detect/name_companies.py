"""Organisations in prose: a legal form, a last word that companies have, or a sentence that says so; words decide."""

from __future__ import annotations

from collections.abc import Iterator

from recognizers import lazy_re as re
from recognizers._no_names import COMPANY_WORDS
from recognizers._words import words
from redactor.detect.name_phrases import Line, NameSpan, joined, phrase, span
from redactor.detect.name_words import Lore, is_given, is_stop, is_surname

LEGAL = words(
    """
    inc incorporated ltd limited llc llp gmbh ag kg ohg ug se sa sas sarl srl spa nv bv oy oyj ab aps asa corp
    corporation co pty plc kft zrt sro as doo ad eood kk lp pllc cic gbr vof bvba sprl eurl sl slu lda ltda
    """
)
"""Legal forms, dots and blanks left out."""
_DOTTED = re.compile(r"(?:[A-Za-z]\.){2,4}(?![^\W\d_])|[A-Za-z]/[A-Za-z](?![^\W\d_])")
_CASED = {"ag": "AG", "kg": "KG", "se": "SE", "sa": "SA", "as": "AS", "ab": "AB", "ad": "AD", "co": "Co", "nv": "NV", "bv": "BV",
          "oy": "Oy", "ug": "UG", "kk": "KK", "lp": "LP", "sl": "SL", "spa": "SpA", "sas": "SAS"}  # fmt: skip
"""Forms that are also words or parts of other things count only as they are written."""
EMPLOYERS = words(
    """
    company firm startup client vendor supplier subsidiary employer organisation organization manufacturer retailer
    provider agency charity brand customer competitor contractor reseller distributor
    """
)
KINDS = words(
    """
    agency company firm startup organisation organization provider nonprofit charity bank school manufacturer
    supplier retailer consultancy subsidiary corporation foundation publisher broker insurer airline university
    business vendor brand maker institution cooperative reseller distributor contractor builder chain
    """
)
WORK = words("work works worked working employed job career internship intern interned")
STAFF = words(
    """
    employees employee customers headquarters hq office offices ceo cto staff shareholders stock subsidiary
    """
)


def companies(line: Line, text: str, lore: Lore) -> Iterator[NameSpan]:
    """The organisations that a line names; `text` is what the tokens' places count in."""
    for at in range(len(line.words)):
        width = _form(line, at, text)
        if width:
            start = _back(line, at, lore, 5)
            if start < at and (not _shouted(line, start, at) or _unusual(line, start, at, lore)):
                yield span(line, start, at + width, "ORGANIZATION", 0.85, "name-legal-form")
        elif line.words[at].key in COMPANY_WORDS and line.namely(at) and line.style == "mixed":
            start = _back(line, at, lore, 4)
            if start < at and _unusual(line, start, at, lore):
                yield span(line, start, at + 1, "ORGANIZATION", 0.7, "name-company-word")
    yield from _partners(line, lore)
    if line.style == "mixed":
        yield from _said(line, lore)


def _shouted(line: Line, start: int, at: int) -> bool:
    """Whether the form and the words before it are all capitals, as in `BUT NOT LIMITED TO`."""
    return all(word.shape in ("up", "one", "num") for word in line.words[start : at + 1])


def _form(line: Line, at: int, text: str) -> int:
    """How many tokens the legal form at `at` takes; 0 where there is none."""
    word = line.words[at]
    if at == 0 or not word.free and word.text + "." not in text[word.start : word.end + 1]:
        return 0
    dotted = _DOTTED.match(text, word.start)
    if dotted is not None and word.shape in ("one", "low"):
        key = dotted[0].replace(".", "").replace("/", "").lower()
        inside = sum(dotted.start() <= other.start < dotted.end() for other in line.words[at : at + 8])
        return inside if key in LEGAL and word.gap else 0
    if word.key not in LEGAL or not word.gap or (word.key in _CASED and word.text != _CASED[word.key]):
        return 0
    return 1 if word.shape in ("cap", "up", "mixed") or (line.style == "low" and len(word.key) > 2) else 0


def _back(line: Line, at: int, lore: Lore, most: int) -> int:
    """Where the name before token `at` begins: words written like names, `and` or `&` between two of them."""
    start = place = at
    while place > 0 and at - place < most:
        before = line.words[place - 1]
        comma = before.text == "," and place == at
        link = before.key in ("and", "&", "+", "of", "y", "et", "und") and place < at
        if not line.words[place].gap and not comma and line.words[place].text != ",":
            break
        if comma or (link and place > 1 and line.namely(place - 2)):
            place -= 1
            continue
        if not _part(line, place - 1, lore):
            break
        place -= 1
        start = place
    return start


def _part(line: Line, at: int, lore: Lore) -> bool:
    word = line.words[at]
    if word.shape == "num":
        return at + 1 < len(line.words) and line.namely(at + 1)
    if line.style == "low":
        return word.shape == "low" and not is_stop(word.key) and len(word.key) > 2
    return word.shape in ("cap", "up", "mixed", "one") and not (is_stop(word.key) and line.opens(at))


def _unusual(line: Line, start: int, end: int, lore: Lore) -> bool:
    """Whether a word among them is a name rather than a word, and none is a product."""
    words = line.words[start:end]
    if any(is_stop(word.key) for word in words):
        return False
    return any(lore.rare(word) for word in words)


def _partners(line: Line, lore: Lore) -> Iterator[NameSpan]:
    """`Lopez, Santos and Coleman`; `Weeks-Rivas`: firms that are called by their partners."""
    words = line.words
    for at in range(len(words)):
        if at + 4 < len(words) and words[at + 1].text == "," and words[at + 3].key in ("and", "&"):
            names = [words[place] for place in (at, at + 2, at + 4)]
            written = all(line.namely(place) for place in (at, at + 2, at + 4))
            alone = at < 1 or words[at - 1].text not in (",", ":")
            if written and alone and sum(is_surname(name.key) or is_given(name.key) for name in names) > 1:
                yield span(line, at, at + 5, "ORGANIZATION", 0.6, "name-partners")
        parts = words[at].key.split("-")
        if len(parts) == 2 and line.namely(at) and all(is_surname(part) for part in parts):
            yield span(line, at, at + 1, "ORGANIZATION", 0.55, "name-partners")


def _said(line: Line, lore: Lore) -> Iterator[NameSpan]:
    """A phrase of which the sentence says that it is a company, an employer, a customer."""
    at = 0
    while at < len(line.words):
        end = phrase(line, at, lore) if line.namely(at) else at
        if end == at:
            at += 1
            continue
        rare = any(lore.rare(line.words[place]) for place in range(at, end))
        capital = not line.opens(at)
        if _is_kind(line, end) or ((rare or capital) and _employs(line, at, end)):
            yield span(line, at, end, "ORGANIZATION", 0.65, "name-company-cue")
        at = end


def _is_kind(line: Line, end: int) -> bool:
    """`… is a design agency`, `… was an insurer`."""
    if line.word(end) not in ("is", "was", "are", "be") or line.word(end + 1) not in ("a", "an", "the", "our", "one"):
        return False
    return any(line.word(place) in KINDS for place in range(end + 2, end + 6))


def _employs(line: Line, at: int, end: int) -> bool:
    before, earlier = line.word(at - 1), line.word(at - 2)
    if before in ("for", "at", "with", "by") and (earlier in WORK or line.word(at - 3) in WORK):
        return True
    if before in EMPLOYERS or (
        before == "of" and earlier in ("behalf", "employee", "ceo", "cto", "customer", "client")
    ):
        return True
    if before in ("joined", "joining") or (before == "of" and earlier in ("address", "headquarters", "offices")):
        return True
    return line.word(end) in STAFF and joined(line, end - 1, end) if end < len(line.words) else False
