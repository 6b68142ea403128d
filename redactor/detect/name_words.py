"""Words as a reader of names sees them: how they are written, and what the gazetteers say of them; pure and capped.

line ──tokens──► Token(text, start, end, key, shape) ──► given · surname · place · stop · known
"""

from __future__ import annotations

import unicodedata
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from recognizers import lazy_re as re
from recognizers._given_names import ALL as GIVEN
from recognizers._given_names import UNSURE as UNSURE_GIVEN
from recognizers._no_names import COMPANY_WORDS, PLAIN, PRODUCTS
from recognizers._place_names import CITIES, COUNTRIES, REGIONS
from recognizers._place_names import UNSURE as UNSURE_PLACES
from recognizers._surnames import ENDINGS, SURNAMES
from recognizers._words import words
from recognizers.common_words import is_ordinary

PLACES = CITIES | COUNTRIES | REGIONS
LONGEST_PLACE = max(place.count(" ") for place in PLACES) + 1
PARTICLES = words("van von der den de del della di da dos du la le ten ter zu bin al el av af y e")
_LETTER = r"[^\W\d_][\u0300-\u036f]*"
_TOKEN = re.compile(rf"(?:{_LETTER})+(?:['’\-](?!s(?!\w))(?:{_LETTER})+)*|\d+[^\W_]*|[^\s\w]|_")
_GLUE_BEFORE = frozenset("/\\_@.#$=%&~<+*`")
_GLUE_AFTER = frozenset("/\\_@=(&~%`")
_STROKES = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ı": "i"})
_MEMO = 50_000


@lru_cache(_MEMO)
def fold(word: str) -> str:
    """The word in lower case without accents: what the gazetteers hold."""
    low = word.lower().translate(_STROKES)
    return "".join(sign for sign in unicodedata.normalize("NFKD", low) if not unicodedata.combining(sign))


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number or a sign of a text; `free` where no sign of machine text touches it."""

    text: str = field(repr=False)
    start: int
    end: int
    key: str = field(repr=False)
    """The folded word; the sign or number itself."""
    shape: str
    """`cap` (Ann), `up` (ANN), `low` (ann), `mixed` (eBay), `one` (a single capital), `num`, `sign`."""
    free: bool
    gap: bool
    """True where a blank stands before it, or nothing."""


def tokens(line: str, offset: int = 0) -> list[Token]:
    """The tokens of one line, `offset` added to their places."""
    found = []
    for match in _TOKEN.finditer(line):
        start, end = match.span()
        text = match[0]
        before = line[start - 1] if start else " "
        after = line[end] if end < len(line) else " "
        dotted = after == "." and end + 1 < len(line) and line[end + 1].isalnum()
        free = before not in _GLUE_BEFORE and after not in _GLUE_AFTER and not dotted
        free = free and not (before.isdigit() or after.isdigit())
        key = fold(text) if text[0].isalpha() else text
        found.append(Token(text, offset + start, offset + end, key, shape(text), free, before.isspace()))
    return found


@lru_cache(_MEMO)
def shape(text: str) -> str:
    """How a token is written."""
    if not text[0].isalpha():
        return "num" if text[0].isdigit() else "sign"
    if text.islower() or not (text[0].isupper() or text[0].istitle()):
        return "low" if text.islower() or text.lower() == text else "mixed"
    if len(text) == 1:
        return "one"
    if text.isupper():
        return "up"
    parts = text.replace("’", "-").replace("'", "-").split("-")
    plain = all(part[:1].isupper() or part.islower() for part in parts) and not _inner_capital(parts)
    return "cap" if plain else "mixed"


def _inner_capital(parts: list[str]) -> bool:
    """A capital inside of a part, other than in McDonald, MacLeod and DeSantis."""
    for part in parts:
        inner = [place for place, sign in enumerate(part) if place and sign.isupper()]
        if len(inner) > 1 or (
            inner and part[: inner[0]].lower() not in ("mc", "mac", "de", "van", "o", "le", "la", "fitz")
        ):
            return True
    return False


def is_given(key: str) -> bool:
    """A given name, also a double one (`Anne-Marie`)."""
    return key in GIVEN or ("-" in key and all(part in GIVEN for part in key.split("-")))


def is_sure_given(key: str) -> bool:
    """A given name that is hardly anything else."""
    return is_given(key) and key not in UNSURE_GIVEN and len(key) > 2


def is_surname(key: str) -> bool:
    """A surname, or a long word that ends like one."""
    return (
        key in SURNAMES or (len(key) > 5 and key.endswith(ENDINGS)) or ("-" in key and key.split("-")[-1] in SURNAMES)
    )


def is_stop(key: str) -> bool:
    """A word that is written with a capital and names nobody: a product, a weekday, a heading."""
    return key in PRODUCTS or key in PLAIN


def is_place(key: str) -> bool:
    """A place that is hardly anything else."""
    return key in PLACES and key not in UNSURE_PLACES


@dataclass(frozen=True, slots=True)
class Lore:
    """What is known of words.

    `vocabulary` holds the words of the model in lower case, empty where it has none.  Names are among them, so that it
    speaks of words in lower case only.
    """

    vocabulary: Container[str] = frozenset()
    written_small: frozenset[str] = frozenset()
    """Words that the text at hand also writes in lower case, beside others with capitals: no names there."""

    def within(self, lines: Iterable[Sequence[Token]]) -> Lore:
        """What is known of words in a text with these lines."""
        small = (word.key for line in lines for word in line if word.shape == "low" and len(word.key) > 3)
        return replace(self, written_small=frozenset(small))

    def rare(self, token: Token) -> bool:
        """A word that no list and no vocabulary holds, or one that is a name: it may be a proper name here."""
        key = token.key
        if len(key) < 3 or is_stop(key) or token.shape in ("mixed", "num", "sign", "one"):
            return False
        if token.shape == "up" and len(key) < 6 and key.isascii():
            return False
        return is_given(key) or is_surname(key) or key in PLACES or not self.known(token)

    def known(self, token: Token) -> bool:
        """A word of the language."""
        key = token.key
        if token.shape == "low" and token.text in self.vocabulary:
            return True
        return key in self.written_small or is_ordinary(key.encode()) or key in COMPANY_WORDS or is_stop(key)
