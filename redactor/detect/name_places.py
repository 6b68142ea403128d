"""Places in prose: the gazetteer's, those a preposition points at, and addresses."""

from __future__ import annotations

from collections.abc import Iterator

from recognizers._no_names import PLAIN
from recognizers._words import words
from redactor.detect.name_phrases import Line, NameSpan, joined, phrase, span
from redactor.detect.name_words import LONGEST_PLACE, PLACES, Lore, is_place, is_stop

TOWNS = words(
    """
    city town village district region province county suburb municipality capital island borough
    """
)
GOING = words(
    """
    travel travelling traveling travelled traveled fly flying flew drive driving drove move moving moved come coming
    came go going went relocate relocated relocating ship shipped shipping send sent deliver delivered return
    returning returned trip flight train bus visit journey everyone people
    """
)
LIVING = words(
    """
    live lives lived living based located born grew raised resident office offices branch site plant warehouse
    headquartered situated stationed reside resides residing store shop house apartment hotel conference home
    staying works working
    """
)
WHERE = words("in near around outside throughout across")
ADDRESS = words(
    """
    address addresses located situated live lives lived living return deliver delivered ship shipped mail send sent
    visit office station stop restaurant hotel shop store house apartment corner moved street adresse wohnt
    site
    """
)
UNITS = words("apt apartment suite ste unit flat room floor bldg")


def places(line: Line, lore: Lore) -> Iterator[NameSpan]:
    """The places that a line names."""
    at = 0
    while at < len(line.words):
        end = _known(line, at) or _pointed(line, at, lore)
        if end:
            yield span(line, at, end, "LOCATION", 0.65, "name-place")
        at = end or at + 1
    yield from _addresses(line, lore)


def _known(line: Line, at: int) -> int:
    """Behind the longest place of the gazetteer that begins at `at`; 0 where there is none."""
    for width in range(min(LONGEST_PLACE, len(line.words) - at), 0, -1):
        words = line.words[at : at + width]
        if not line.namely(at) or not all(word.free and word.shape in ("cap", "up", "low") for word in words):
            continue
        if any(not joined(line, place, place + 1) for place in range(at, at + width - 1)):
            continue
        key = " ".join(word.key for word in words)
        capital = line.namely(at + width - 1)
        sure = width > 1 or is_place(key) or line.word(at - 1) in WHERE or line.word(at - 1) in TOWNS
        if key in PLACES and capital and sure and not (words[0].shape == "up" and len(key) < 4 and line.opens(at)):
            return at + width
    return 0


def _pointed(line: Line, at: int, lore: Lore) -> int:
    """Behind a rare phrase that words before it point at as a place; 0 where there is none."""
    if line.style != "mixed" or not line.namely(at):
        return 0
    end = phrase(line, at, lore)
    if end == at or end - at > 4 or not lore.rare(line.words[at]):
        return 0
    before = line.word(at - 1)
    back = {line.word(place) for place in range(max(0, at - 7), at - 1)}
    town = before in TOWNS or (before == "of" and line.word(at - 2) in TOWNS)
    if town or (before in WHERE and (back & LIVING or _cap_only(line, at, end))):
        return end
    if before in ("to", "from", "at", "via") and back & (GOING | LIVING) and _cap_only(line, at, end):
        return end
    return 0


def _cap_only(line: Line, at: int, end: int) -> bool:
    """All of the phrase looks like a proper name, not like an acronym."""
    return all(word.shape == "cap" or len(word.key) > 5 for word in line.words[at:end] if len(word.key) > 2)


def _addresses(line: Line, lore: Lore) -> Iterator[NameSpan]:
    """A number, a name and a number or a unit; or either where the sentence speaks of an address."""
    at, words = 0, line.words
    while at < len(words):
        cue = any(line.word(place) in ADDRESS for place in range(max(0, at - 9), at))
        end = _address(line, at, lore, cue=cue) if words[at].free or words[at].shape == "num" else 0
        if end:
            yield span(line, at, end, "LOCATION", 0.6, "name-address")
        at = end or at + 1


def _address(line: Line, at: int, lore: Lore, *, cue: bool) -> int:
    """Behind an address that begins at `at`; 0 where there is none."""
    words, place = line.words, at
    numbers = 0
    while place < len(words) and words[place].shape == "num" and len(words[place].text) < 7 and numbers < 2:
        place, numbers = place + 1, numbers + 1
    first = place
    while place < len(words) and place - first < 6 and _street(line, place, lore, cue=cue):
        place += 1
    named = [word for word in words[first:place] if lore.rare(word) and not is_stop(word.key)]
    if not named or not (line.namely(first) or cue or line.style == "low"):
        return 0
    end = place
    trailing = place < len(words) and words[place].shape == "num" and words[place].gap and len(words[place].text) < 6
    end += trailing
    end = _unit(line, end)
    if line.style == "low" and not (cue and numbers):
        return 0
    if not (numbers and (end > place or cue)) and not (cue and end > place):
        return 0
    return _tail(line, end, lore, cue=cue)


def _street(line: Line, at: int, lore: Lore, *, cue: bool) -> bool:
    word = line.words[at]
    if word.text == "." and not word.gap:
        return True
    if word.shape in ("cap", "up", "one"):
        return not is_stop(word.key) or len(word.key) < 3
    if line.style == "low" and cue:
        return word.shape == "low" and word.free and word.key not in PLAIN
    small = word.shape == "low" and word.key in (
        "de",
        "la",
        "du",
        "des",
        "del",
        "of",
        "der",
        "den",
        "van",
        "le",
        "u",
        "ut",
        "ter",
    )
    return small or (word.shape == "low" and word.free and cue and lore.rare(word))


def _unit(line: Line, at: int) -> int:
    """Behind `Apt. 4`, `Suite 12`, `, Flat 2` at `at`."""
    words, place = line.words, at
    while True:
        after = place + (place < len(words) and words[place].text in (",", "."))
        if not (after + 1 < len(words) and words[after].key in UNITS):
            return place
        number = after + 1 + (words[after + 1].text in (".", "#"))
        if not (number < len(words) and words[number].shape in ("num", "one")):
            return place
        place = number + 1


def _tail(line: Line, end: int, lore: Lore, *, cue: bool) -> int:
    """Behind the town, region and code that follow a street."""
    words = line.words
    for _ in range(4):
        comma = end < len(words) and words[end].text == ","
        start = end + comma
        place = start
        while place < len(words) and place - start < 4 and (place > start or words[place].gap):
            word = words[place]
            code = word.shape == "num" and 3 < len(word.text) < 7
            named = line.namely(place) and not is_stop(word.key) and (line.style != "low" or lore.rare(word) or comma)
            if not (code or named):
                break
            place += 1
        if place == start:
            break
        end = place
    return end
