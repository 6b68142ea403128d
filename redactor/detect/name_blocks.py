"""Address blocks: lines of a letter head, a card or a signature that tell each other what they are.

Zbx Qvwert             name       above the block: who lives there
12 Example Road        anchor     a street with its number, a unit, a country with its code
Fakeville              between    short, beside an anchor: a place, whatever it is called
, EX 12345             code       goes on with a region or a code
"""

from __future__ import annotations

import enum
from collections.abc import Iterator, Sequence

from recognizers._no_names import COMPANY_WORDS
from redactor.detect.name_phrases import Line, NameSpan, span
from redactor.detect.name_places import UNITS
from redactor.detect.name_words import PLACES, Lore, Token, is_given, is_stop, is_surname

REACH = 3
"""How many lines a block goes on beside its anchors."""
_SIGNS = frozenset(",.'()&-’")


class Kind(enum.Enum):
    """What a line may be in a block."""

    ANCHOR = "anchor"
    CODE = "code"
    SHORT = "short"
    OTHER = "other"


def blocks(lines: Sequence[Line], where: Sequence[Sequence[NameSpan]], lore: Lore) -> Iterator[NameSpan]:
    """The lines of address blocks that say nothing by themselves; `where` holds the places of each line."""
    kinds = [_kind(line, spans) for line, spans in zip(lines, where, strict=True)]
    seen: set[int] = set()
    yield from (
        span(line, 0, len(line.words), "LOCATION", 0.55, "name-block") for line in lines if _is_whole(line, lore)
    )
    for at, kind in enumerate(kinds):
        if kind is not Kind.ANCHOR:
            continue
        for near in range(at + 1, min(len(lines), at + 1 + REACH)):
            if kinds[near] is Kind.OTHER:
                break
            if near not in seen and kinds[near] is not Kind.ANCHOR and _goes_on(lines, kinds, near, lore):
                seen.add(near)
                yield _part(lines[near], kinds[near])
        yield from _above(lines, kinds, at, seen, lore)


def _kind(line: Line, spans: Sequence[NameSpan]) -> Kind:
    """What a line may be, by itself."""
    words = line.words
    if not words:
        return Kind.OTHER
    if words[0].text == "," or _is_code(words[0]) and line.word(1) in ("", ".", ",", "for", "in", "and", "it"):
        return Kind.CODE
    names = [word for word in words if word.shape in ("cap", "up", "one", "low", "mixed")]
    if words[0].key in UNITS and len(words) < 6:
        return Kind.ANCHOR
    address = any(found.rule == "name-address" and found.end >= words[-1].start for found in spans)
    coded = any(
        (found.end < words[-1].end) and any(_is_code(word) and 0 <= word.start - found.end < 2 for word in words)
        for found in spans
    )
    if address or coded or _is_street(line):
        return Kind.ANCHOR
    plain = all(word.shape != "sign" or word.text in _SIGNS for word in words)
    small = sum(word.shape == "low" for word in names)
    if (
        plain
        and 0 < len(names) < 6
        and len(words) < 9
        and (small * 2 <= len(names) or line.style == "low" and len(names) < 3)
    ):
        return Kind.SHORT
    return Kind.OTHER


def _is_code(word: Token) -> bool:
    return word.shape == "num" and 3 < len(word.text) < 7


def _is_street(line: Line) -> bool:
    """A line of a number, a capitalised word or more, and nothing that belongs to a sentence."""
    words = line.words
    number = 0
    while number < len(words) and words[number].shape == "num":
        number += 1
    rest = words[number:]
    if not 0 < number < 3 or not 0 < len(rest) < 8 or len(words[0].text) > 6 or line.style == "low":
        return False
    if any(word.shape == "sign" and word.text not in _SIGNS for word in rest) or is_stop(rest[0].key):
        return False
    capital = sum(word.shape in ("cap", "up") for word in rest)
    return (
        capital > 0
        and (rest[-1].shape == "num" or rest[-1].text == "." or line.namely(len(words) - 1))
        and (capital * 2 >= sum(word.shape == "low" for word in rest))
    )


def _is_whole(line: Line, lore: Lore) -> bool:
    """A line that is an address from end to end: a rare name, a number, and a place behind a comma."""
    words = [word for word in line.words if word.text != "."]
    commas = [at for at, word in enumerate(words) if word.text == ","]
    if (
        len(commas) != 1
        or not 1 < commas[0] < 6
        or len(words) > 10
        or not lore.rare(words[0])
        or words[0].shape != "cap"
    ):
        return False
    street, town = words[: commas[0]], words[commas[0] + 1 :]
    if any(word.shape == "sign" or is_stop(word.key) for word in (*street, *town)) or not town:
        return False
    place = any(word.key in PLACES or lore.rare(word) for word in town) and all(
        word.shape in ("cap", "up", "num") for word in town
    )
    return place and street[-1].shape == "num" and len(street[-1].text) < 5 and street[-1].gap


def _goes_on(lines: Sequence[Line], kinds: Sequence[Kind], at: int, lore: Lore) -> bool:
    """A short line or code that goes on with an address: more of it follows, or the line is a rare name or a code."""
    if kinds[at] is Kind.CODE:
        return True
    after = kinds[at + 1 : at + 3]
    if Kind.ANCHOR in after or Kind.CODE in after:
        return True
    return any(lore.rare(word) or word.key in PLACES for word in lines[at].words)


def _part(line: Line, kind: Kind) -> NameSpan:
    """What of the line belongs to the address: all of a short line, the region and code of another."""
    words = line.words
    start = next((place for place, word in enumerate(words) if word.shape != "sign"), 0)
    end = start + 1
    if kind is Kind.SHORT:
        end = len(words)
        while end > start + 1 and words[end - 1].shape == "sign":
            end -= 1
    else:
        while end < len(words) and words[end].gap and words[end].shape in ("num", "up") and end < 4:
            end += 1
    return span(line, start, end, "LOCATION", 0.55, "name-block")


def _above(lines: Sequence[Line], kinds: Sequence[Kind], at: int, seen: set[int], lore: Lore) -> Iterator[NameSpan]:
    """Who lives there: short lines above the first anchor, one empty line at most between."""
    near, empty = at - 1, 0
    while near >= 0 and at - near <= REACH + empty:
        line = lines[near]
        if not line.words:
            empty += 1
            if empty > 1:
                return
        elif kinds[near] is not Kind.SHORT or near in seen:
            return
        elif (found := _resident(line, lore)) is not None:
            seen.add(near)
            yield found
        near -= 1


def _resident(line: Line, lore: Lore) -> NameSpan | None:
    """The person or company that a line above an address names; None where it may be a heading."""
    words = [word for word in line.words if word.shape != "sign"]
    names = [word for word in words if word.shape in ("cap", "up", "low")]
    known = sum(
        is_stop(word.key) or lore.known(word) for word in names if not (is_given(word.key) or is_surname(word.key))
    )
    company = any(word.key in COMPANY_WORDS for word in words)
    if known == len(names) and not company or (known and all(is_stop(word.key) for word in names)):
        return None
    person = len(words) < 5 and not company and known == 0 and len(words) > 1
    return span(line, 0, len(line.words), "PERSON" if person else "ORGANIZATION", 0.55, "name-block")
