"""Which of the model's names are believed: it calls a name what no reader would, and always with the same confidence.

A span of the model's is cut to the words that may be a name; what is left has to hold a rare word, a name of the
gazetteers or a place.  What words and cues found is believed as it is.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from redactor.detect.name_model import SEEN
from redactor.detect.name_phrases import Line, NameSpan, rows, span
from redactor.detect.name_words import PARTICLES, PLACES, Lore, Token, is_given, is_surname

SCORES = {"PERSON": 0.6, "LOCATION": 0.6, "ORGANIZATION": 0.5}


def believed(text: str, found: Iterable[NameSpan], lore: Lore) -> Iterator[NameSpan]:
    """The spans to act on, the model's cleaned."""
    starts = [start for start, _ in rows(text)]
    lines = [Line.of(row, start) for start, row in rows(text)]
    lore = lore.within(line.words for line in lines if line.style == "mixed")
    for name in found:
        if name.rule != SEEN:
            yield name
            continue
        first, last = bisect_right(starts, name.start) - 1, bisect_right(starts, name.end - 1) - 1
        for line in lines[first : last + 1]:
            inside = [at for at, word in enumerate(line.words) if name.start <= word.start and word.end <= name.end]
            yield from _cleaned(line, inside, name.entity, lore)


def _cleaned(line: Line, inside: list[int], entity: str, lore: Lore) -> Iterator[NameSpan]:
    """The runs of words among `inside` that may be a name and hold evidence for one."""
    run: list[int] = []
    for at in [*inside, -1]:
        if at >= 0 and _fits(line, at, lore):
            run.append(at)
            continue
        while run and line.words[run[-1]].shape == "sign" or run and line.words[run[-1]].key in PARTICLES:
            run.pop()
        if run and _evident([line.words[place] for place in run], entity, lore):
            yield span(line, run[0], run[-1] + 1, entity, SCORES[entity], SEEN)
        run = []


def _fits(line: Line, at: int, lore: Lore) -> bool:
    """A word that a name may hold at this place."""
    word = line.words[at]
    if word.shape == "sign":
        return word.text in ".&'’"
    if word.shape in ("num", "mixed") or not word.free:
        return False
    if word.shape == "low":
        return word.key in PARTICLES or (line.style == "low" and lore.rare(word))
    return lore.rare(word) or word.shape == "one"


def _evident(words: list[Token], entity: str, lore: Lore) -> bool:
    """Whether one of the words speaks for a name at all."""
    names = [word for word in words if lore.rare(word)]
    if not names:
        return False
    if entity == "ORGANIZATION":
        return all(word.shape == "cap" and len(word.key) > 3 for word in names)
    listed = any(is_given(word.key) or is_surname(word.key) or word.key in PLACES for word in names)
    return listed or all(len(word.key) > 3 and word.shape == "cap" for word in names)
