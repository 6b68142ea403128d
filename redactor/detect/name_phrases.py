"""Lines as names are looked for in them: their tokens, how their writer uses capitals, and the phrases that may be names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from redactor.detect.name_words import PARTICLES, Lore, Token, is_given, is_stop, tokens

LONGEST = 6
"""Most words of one name."""


class NameSpan(NamedTuple):
    """A name in a text: half-open range of characters, what it is, how sure, by which rule; never the name."""

    start: int
    end: int
    entity: str
    score: float
    rule: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of prose; `style` is how its words are written: `low` and `up` lines say nothing by capitals."""

    words: tuple[Token, ...]
    style: str

    @classmethod
    def of(cls, text: str, offset: int = 0) -> Line:
        """The line, `offset` characters into its text."""
        words = tuple(tokens(text, offset))
        told = [word.shape for word in words if word.shape in ("cap", "up", "low", "mixed", "one")]
        if not any(shape != "low" for shape in told):
            return cls(words, "low")
        return cls(words, "up" if len(told) > 2 and not any(shape in ("low", "cap") for shape in told) else "mixed")

    def namely(self, at: int) -> bool:
        """Whether the token is written as a name is in this line."""
        word = self.words[at]
        if not word.free or len(word.text) < 2:
            return False
        return word.shape in ("cap", "up") if self.style != "low" else word.shape == "low"

    def opens(self, at: int) -> bool:
        """Whether the token begins a sentence, where a capital says nothing."""
        if at == 0:
            return True
        before = self.words[at - 1]
        return before.text in '.!?:>•*-"“(' and (before.text not in '-:"(' or at == 1)

    def word(self, at: int) -> str:
        """The folded word at a place, empty outside of the line."""
        return self.words[at].key if 0 <= at < len(self.words) else ""


def joined(line: Line, left: int, right: int) -> bool:
    """Whether token `right` follows `left` with nothing but blanks or an initial's dot between them."""
    return line.words[right].start - line.words[left].end <= 2 and line.words[right].gap


def phrase(line: Line, at: int, lore: Lore) -> int:
    """Behind the last token of the longest name-like phrase that begins at `at`; `at` itself where there is none.

    Words that are written like names and are no stop words, with initials and particles between them.
    """
    end, place = at, at
    while place < len(line.words) and place - at < LONGEST:
        word = line.words[place]
        if place > at and not joined(line, last(line, place), place):
            break
        if line.namely(place) and not is_stop(word.key) and (line.style != "low" or _uncommon(lore, word)):
            place = end = place + 1
        elif place > at and (initial(line, place) or (word.key in PARTICLES and word.free)):
            place += 1
            place += place < len(line.words) and line.words[place].text == "." and not line.words[place].gap
        else:
            break
    return end


def last(line: Line, place: int) -> int:
    """The token before `place`, an initial's dot aside."""
    before = place - 1
    return before - 1 if before > 0 and line.words[before].text == "." and initial(line, before - 1) else before


def initial(line: Line, at: int) -> bool:
    """A single letter that may stand for a name."""
    word = line.words[at]
    return word.free and len(word.text) == 1 and (word.shape == "one" or (line.style == "low" and word.shape == "low"))


def _uncommon(lore: Lore, word: Token) -> bool:
    return is_given(word.key) or lore.rare(word)


def span(line: Line, start: int, end: int, entity: str, score: float, rule: str) -> NameSpan:
    """The tokens [start, end) of a line as a name."""
    return NameSpan(line.words[start].start, line.words[end - 1].end, entity, score, rule)


def rows(text: str, wanted: Sequence[bool] | None = None) -> Iterator[tuple[int, str]]:
    """The lines of a text with their offsets, those that are wanted."""
    at = 0
    for number, row in enumerate(text.split("\n")):
        if wanted is None or wanted[number]:
            yield at, row
        at += len(row) + 1
