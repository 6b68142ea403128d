"""Same shape, other content: letters become letters of their script, digits digits, separators stand.

    value ─► canonical text (lower case) ─► a number in [0, N), digit by digit in the sizes of its alphabets
          ─► N < 2**64: a keyed step on one cycle through [0, N)      (bijection, nothing stays)
             otherwise: one keyed random number                       (q values collide with p < q*q / 2**65)
          ─► text ─► the original's case pattern

The step is repeated while the result reads as a reserved word or as another shape, so that results never do, and the
map stays injective on values that are no reserved word themselves (such a value shares its pseudonym with at most one
other value of its shape).
Letters without a form of the other case (a long s, a dotted I) count as one.
A number gains no leading zero, and one that has zeros in front keeps the first.
Known to whoever knows enough pairs: values of few characters come from few possibilities.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

from recognizers import lazy_re as re
from redactor.pseudonyms.alphabet import DIGITS, HEX, LOWER, alphabet, lower, upper
from redactor.pseudonyms.permutation import Step
from redactor.pseudonyms.prf import Prf
from redactor.pseudonyms.words import RESERVED

LARGE = 1 << 64
CACHED_SHAPES = 512
CACHED_PARTS = 4096
_HEX_ID = re.compile(r"(?=[^a-f]*[a-f])(?=[^0-9]*[0-9])[0-9a-f]+(?:[-:][0-9a-f]+)*")
_HEX_DIGITS = 8
"""From how many hex digits on a value is read as hexadecimal."""
_NUMBER_HEAD = "123456789"
_ASCII = {char: (letters, index) for letters in (LOWER, DIGITS) for index, char in enumerate(letters)}

Accept = Callable[[str], bool]
Place = tuple[int, str, int]
"""(offset of the character, its alphabet, its index there)."""


class Shapes:
    """Same-shape replacements under one key: a bijection per shape, or one-way for what must never come back."""

    __slots__ = ("_one_way", "_parts", "_prf", "_steps")

    def __init__(self, prf: Prf, *, one_way: bool = False) -> None:
        self._prf = prf
        self._one_way = one_way
        self._parts: dict[tuple[str, bytes], bytes] = {}
        self._steps: dict[tuple[str, str, tuple[str, ...]], Step] = {}

    def replace(
        self, domain: str, value: bytes, accept: Accept | None = None, fixed: Mapping[int, str] | None = None
    ) -> bytes:
        """The pseudonym of `value` in `domain`; equal in any case of its letters, and back in the same case.

        `fixed` gives alphabets by offset in the text (empty: stands); `accept` must hold of the value (canonical
        text) and then holds of the result.  Returns the value itself where it has nothing to change.
        """
        text = value.decode("utf-8", "surrogateescape")
        canonical = lower(text)
        hexadecimal = is_hex(canonical)
        places = _places(canonical, hexadecimal=hexadecimal, fixed=fixed or {})
        if not places:
            return value
        raw = not text.isascii()

        def good(found: str) -> bool:
            if found in RESERVED or (not hexadecimal and is_hex(found)) or (hexadecimal and not is_hex(found)):
                return False
            if raw and _bytes(found).decode("utf-8", "surrogateescape") != found:
                return False
            return accept is None or accept(found)

        found = self._other(domain, canonical, places, good)
        return _bytes(found if canonical == text else _recased(text, canonical, found))

    def part(self, domain: str, value: bytes, accept: Accept | None = None) -> bytes:
        """`replace` for parts that recur in many values (domains, words of names): memoised; one `accept` a domain."""
        found = self._parts.get((domain, value))
        if found is None:
            if len(self._parts) >= CACHED_PARTS:
                self._parts.clear()
            found = self._parts[domain, value] = self.replace(domain, value, accept)
        return found

    def digits(self, domain: str, text: str) -> str:
        """Another string of as many decimal digits, without a look at what number they are."""
        places = [(offset, DIGITS, ord(char) - 48) for offset, char in enumerate(text)]
        return self._other(domain, text, places, lambda found: True) if places else text

    def _other(self, domain: str, canonical: str, places: list[Place], good: Accept) -> str:
        size = 1
        for _, letters, _ in places:
            size *= len(letters)
        if self._one_way or size >= LARGE:
            return self._spread(domain, canonical, places, good)
        number = 0
        for _, letters, index in places:
            number = number * len(letters) + index
        step, start, best = self._step(domain, canonical, places, size), number, ""
        while True:
            number = step(number)
            found = _write(canonical, places, number)
            if number == start:
                return best or found
            if good(found):
                return found
            best = best or found

    def _step(self, domain: str, canonical: str, places: list[Place], size: int) -> Step:
        chars = list(canonical)
        for offset, _, _ in places:
            chars[offset] = "\0"
        key = (domain, "".join(chars), tuple(letters for _, letters, _ in places))
        step = self._steps.get(key)
        if step is None:
            if len(self._steps) >= CACHED_SHAPES:
                self._steps.clear()
            classes = " ".join(f"{letters[0]}{len(letters)}" for letters in key[2])
            tweak = self._prf.digest(f"{domain}\0{key[1]}\0{classes}".encode("utf-8", "surrogateescape"), 16)
            step = self._steps[key] = Step(self._prf, tweak, size)
        return step

    def _spread(self, domain: str, canonical: str, places: list[Place], good: Accept) -> str:
        message = f"{domain}\0{canonical}".encode("utf-8", "surrogateescape")
        found = canonical
        for attempt in range(256):
            words = self._prf.words(attempt.to_bytes(2, "little") + message, len(places))
            chars = list(canonical)
            for (offset, letters, _), word in zip(places, words, strict=False):
                chars[offset] = letters[word % len(letters)]
            found = "".join(chars)
            if found != canonical and good(found):
                break
        return found


def is_hex(text: str) -> bool:
    """True for text (lower case) that reads as one hexadecimal id: groups of digits and a to f, both present."""
    return _HEX_ID.fullmatch(text) is not None and sum(map(text.count, HEX)) >= _HEX_DIGITS


def changeable(value: bytes) -> bool:
    """True where `value` holds a letter or a digit of any script."""
    return any(map(_alphabet, lower(value.decode("utf-8", "surrogateescape"))))


@lru_cache(maxsize=8192)
def _alphabet(char: str) -> tuple[str, int] | None:
    """Alphabet and index of a character; a letter that is none of its alphabet (a long s) counts as the first."""
    letters = alphabet(char)
    index = letters.find(char)
    if index < 0:
        same = [place for place, letter in enumerate(letters) if letter.casefold() == char.casefold()]
        index = same[0] if same else 0
    return (letters, index) if letters else None


def _places(canonical: str, *, hexadecimal: bool, fixed: Mapping[int, str]) -> list[Place]:
    places: list[Place] = []
    for offset, char in enumerate(canonical):
        known = _ASCII.get(char) or (None if char.isascii() else _alphabet(char))
        if known is None:
            continue
        letters, index = known
        if offset in fixed:
            letters = fixed[offset]
            index = letters.find(char)
        elif hexadecimal:
            letters, index = HEX, HEX.find(char)
        elif letters is DIGITS:
            letters, index = _digit(canonical, offset, index)
        if letters and index >= 0:
            places.append((offset, letters, index))
    return places


def _digit(canonical: str, offset: int, index: int) -> tuple[str, int]:
    """Any digit, but for the first of a longer number: that is 0 and stays, or does not become 0."""
    follows = offset > 0 and "0" <= canonical[offset - 1] <= "9"
    if follows or not "0" <= canonical[offset + 1 : offset + 2] <= "9":
        return DIGITS, index
    return (_NUMBER_HEAD, index - 1) if index else ("", 0)


def _write(canonical: str, places: list[Place], number: int) -> str:
    chars = list(canonical)
    for offset, letters, _ in reversed(places):
        number, index = divmod(number, len(letters))
        chars[offset] = letters[index]
    return "".join(chars)


def _recased(text: str, canonical: str, found: str) -> str:
    if text.isascii() and text.upper() == text:
        return found.upper()
    return "".join(upper(new) if old != low else new for old, low, new in zip(text, canonical, found, strict=True))


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")
