"""The originals of an attachment, and whether a text still holds one of them, in any spelling.

A text is looked at as sets, which Python builds and intersects at C speed; each spelling is caught in one of them:

    words       runs of ASCII letters and digits, folded   values that are one word; of others, their rarest word
    literally   the folded text itself                     values of several words, only where all of these stand
    tokens      runs with .:-_ in them                     addresses: dotted, dashed, padded, mapped, arpa, interface id
    squeezed    tokens without .:-                         MAC addresses and grouped numbers, however grouped
    groups      digits with blanks between                 grouped numbers, only where there are such originals
    unwrapped   what encoded stretches decode to           all of the above once more, twice deep

Words are bounded by anything but ASCII letters and digits, so that typographic quotes and scripts without blanks hide
nothing.  Memory is that of the distinct originals.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from recognizers import lazy_re as re
from redactor._addresses import Addresses
from redactor._unwrap import ALNUM, ENTITY, capitals, unwrap
from redactor.native import core
from redactor.spellings import ENCODED, GROUPED, SPACED, canonical, fold, squeeze

SHORTEST = 4
"""Originals shorter than this stand everywhere by chance."""
SHORTEST_NUMBER = 6
"""The same for plain decimal numbers."""
_GROUPED_FROM = 8
_LONGEST_GROUPED = 34
_DEPTH = 2
_MANY = 16
_ALNUM = frozenset(ALNUM)
_WORD = bytes(byte if byte in _ALNUM else 32 for byte in range(256))
_TOKEN = bytes(byte if byte in _ALNUM or byte in b".:-_/%+\\" else 32 for byte in range(256))
_GROUPS = re.compile(rb"[0-9A-Za-z]{1,19}(?:[ .\-/()+]{1,3}[0-9A-Za-z]{1,19}){0,15}")
_DIGIT_GROUPS = re.compile(rb"[0-9]{1,19}(?:[ .\-/()]{1,3}[0-9]{1,19}){0,15}")
_UNIT = re.compile(rb"[^\s\x1e]+")
_LINE = re.compile(rb"[^\n\x1e]+")
_GROUP = re.compile(rb"[0-9A-Za-z]+")
_PARTS = (_GROUP, re.compile(rb"[0-9A-Za-z.:\-]+"), re.compile(rb"[0-9A-Za-z.:\-_/%+\\]+"))


class Originals:
    """What must not stand: `add` it, then `find` in windows and, where something was found, ask for the `places`."""

    __slots__ = (
        "_addresses",
        "_anchors",
        "_entities",
        "_letters",
        "_patterns",
        "_sieve",
        "_small",
        "_squeezed",
        "_wordless",
        "_words",
    )

    def __init__(self) -> None:
        self._addresses = Addresses()
        self._words: dict[bytes, str] = {}
        self._squeezed: dict[bytes, str] = {}
        self._entities: dict[bytes, str] = {}
        self._anchors: dict[bytes, list[bytes]] = {}
        self._wordless: list[bytes] = []
        self._patterns: set[re.Pattern[bytes]] = set()
        self._letters = self._small = False
        self._sieve: Any = None

    def __len__(self) -> int:
        return len(self._words) + len(self._entities) + len(self._squeezed) + len(self._addresses)

    def add(self, entity: str, value: bytes) -> None:
        """One more original, its encoding taken off."""
        self._sieve = None
        value = fold(value).strip()
        self._small |= len(value) >= ENCODED and not capitals(value)
        if self._addresses.add(entity, value) and not value.isalnum():
            return
        if entity in GROUPED:
            self._add_grouped(entity, value)
        self._add_literally(entity, value.rstrip(b".") if entity == "HOSTNAME" else value)

    def _add_grouped(self, entity: str, value: bytes) -> None:
        core = canonical(entity, value)
        if _GROUPED_FROM <= len(core) <= _LONGEST_GROUPED and core.isascii():
            self._squeezed[core] = self._squeezed[squeeze(value)] = entity
            if entity in SPACED:
                self._patterns.add(_DIGIT_GROUPS if core.isdigit() else _GROUPS)

    def _add_literally(self, entity: str, value: bytes) -> None:
        words = value.translate(_WORD).split()
        if len(words) == 1 and words[0] == value:
            self._words[value] = entity
        elif value not in self._entities:
            self._letters |= not value.isascii()
            if words:
                self._anchors.setdefault(max(words, key=len), []).append(value)
            else:
                self._wordless.append(value)
            self._entities[value] = entity

    def find(self, text: bytes) -> str:
        """The entity of one of the originals that stand in the text, in any spelling; empty where none does."""
        rest = text if core is None else self._sifted(text)
        found = self._find(rest, _DEPTH) if rest else ""
        if found and self._sieve is not None:
            self._sieve.forget()
        return found

    def _sifted(self, text: bytes) -> bytes:
        """What has to be looked at to know whether a text holds an original: all of it, or some of its tokens.

        Words and literals are looked up by the sieve itself; tokens that may spell an address, a number or a code are
        handed out once, and again after something was found.
        """
        if self._sieve is None:
            self._sieve = self._made_sieve()
        rest: bytes | None = self._sieve.sift(text)
        if rest is None or self._wordless or (b"&" in text and ENTITY.search(text)):
            return text
        return rest if next(self._grouped(text), None) is None else text

    def _made_sieve(self) -> Any:
        """The sieve of what was added; a literal is filed under its rarest word."""
        assert core is not None
        parts = {value: list(_GROUP.finditer(value)) for value in self._entities}
        often = Counter(word[0] for words in parts.values() for word in words)
        literals = []
        for value, words in parts.items():
            if words:
                rare = min(words, key=lambda word: (often[word[0]], -len(word[0])))
                literals.append((value, rare.start(), rare.end()))
        macs = self._addresses.macs()
        squeezed = [*self._squeezed, *macs]
        known = len(self._addresses) > 0
        return core.Sieve(list(self._words), literals, squeezed, known, bool(macs), self._small, self._letters)

    def _find(self, text: bytes, depth: int) -> str:
        tokens = set(text.translate(_TOKEN).split()) or {b"."}
        low = b" ".join(tokens).lower()
        words = set(low.translate(_WORD).split())
        folded = low.split(b" ")
        marks = low.translate(None, ALNUM).split(b" ")
        squeezed = set(b" ".join([token for token in folded if len(token) > 7]).translate(_WORD, b".:-").split())
        for known, there in ((self._words, words), (self._squeezed, squeezed)):
            if not known.keys().isdisjoint(there):
                return known[min(known.keys() & there)]
        found = len(self._addresses) and self._addresses.find(folded, marks, squeezed, double=b"::" in low)
        if found:
            return found
        for _, _, entity in chain(self._literal(text, words), self._grouped(text)):
            return entity
        if not depth:
            return ""
        runs = [token for token, small in zip(tokens, folded, strict=True) if len(token) > 7 and token != small]
        inner = unwrap(text, tokens, tokens if self._small else runs, squeezed, letters=self._letters)
        return self._find(inner, depth - 1) if inner else ""

    def _literal(self, text: bytes, words: set[bytes]) -> Iterator[tuple[int, int, str]]:
        """Where originals of several words stand, letter by letter."""
        suspects = self._suspects(words)
        if len(suspects) > _MANY:
            ordered = fold(text).translate(_WORD).split()
            pairs = set(zip(ordered, ordered[1:], strict=False))
            suspects = [value for value in suspects if _pairs(value) <= pairs]
        if suspects or self._wordless:
            low = fold(text)
            for value in (*suspects, *self._wordless):
                for start in _bounded(low, value):
                    yield start, start + len(value), self._entities[value]

    def _suspects(self, words: set[bytes]) -> list[bytes]:
        """Originals all of whose words stand; the others are filed under a word that does not, so they cost nothing."""
        suspects: list[bytes] = []
        for anchor in self._anchors.keys() & words:
            staying: list[bytes] = []
            for value in self._anchors.pop(anchor):
                rare = next((word for word in value.translate(_WORD).split() if word not in words), None)
                if rare is None:
                    staying.append(value)
                else:
                    self._anchors.setdefault(rare, []).append(value)
            if staying:
                self._anchors[anchor] = staying
                suspects += staying
        return suspects

    def _grouped(self, text: bytes) -> Iterator[tuple[int, int, str]]:
        """Where neighbouring groups of a text make up a grouped original, whatever stands between them."""
        for pattern in self._patterns:
            for run in pattern.finditer(text):
                if run.end() - run.start() >= _GROUPED_FROM:
                    for start, end in _regroup(run[0]):
                        joined = squeeze(run[0][start:end])
                        entity = self._squeezed.get(joined) or self._squeezed.get(joined.lstrip(b"0"))
                        if entity in SPACED:
                            yield run.start() + start, run.start() + end, entity

    def places(self, text: bytes) -> Iterator[tuple[int, int, str]]:
        """Where originals stand in a text in which one was found; slow, as narrow as the spelling allows."""
        exact = [*self._literal(text, set(fold(text).translate(_WORD).split())), *self._grouped(text)]
        rest = bytearray(text)
        for start, end, _ in exact:
            rest[start:end] = b" " * (end - start)
        units: list[tuple[int, int, str]] = []
        for pattern in (_UNIT, _LINE):
            if not units and self.find(bytes(rest)):
                units = list(self._holding(pattern, bytes(rest)))
        yield from exact
        yield from units

    def _holding(self, pattern: re.Pattern[bytes], text: bytes) -> Iterator[tuple[int, int, str]]:
        """The matches that hold an original by themselves, narrowed."""
        known: dict[bytes, str] = {}
        for unit in pattern.finditer(text):
            if unit[0] not in known:
                known[unit[0]] = self.find(unit[0])
            if known[unit[0]]:
                yield from self._narrow(unit[0], unit.start(), known[unit[0]])

    def _narrow(self, unit: bytes, at: int, entity: str) -> Iterator[tuple[int, int, str]]:
        """The words, or else tokens, of a unit that hold an original by themselves; else all of it."""
        for pattern in _PARTS:
            found = [(part.start(), part.end(), self.find(part[0])) for part in pattern.finditer(unit)]
            if any(name for _, _, name in found):
                yield from ((at + start, at + end, name) for start, end, name in found if name)
                return
        yield at, at + len(unit), entity


def _regroup(run: bytes) -> Iterator[tuple[int, int]]:
    """The ranges from the start of any group to the end of it or of a later one, no longer than a number gets."""
    spans = [found.span() for found in _GROUP.finditer(run)]
    for first, (start, _) in enumerate(spans):
        size = 0
        for begin, end in spans[first:]:
            size += end - begin
            if size > _LONGEST_GROUPED:
                break
            if size >= _GROUPED_FROM:
                yield start, end


def meaningful(value: bytes) -> bool:
    """False for originals that stand everywhere by chance."""
    value = value.replace(b"\0", b"").strip()
    return len(value) >= (SHORTEST_NUMBER if value.isdigit() else SHORTEST)


def _pairs(value: bytes) -> set[tuple[bytes, bytes]]:
    words = value.translate(_WORD).split()
    return set(zip(words, words[1:], strict=False))


def _bounded(text: bytes, value: bytes) -> Iterator[int]:
    """Where `value` stands with no ASCII letter or digit continuing it on either side."""
    start = text.find(value)
    while start >= 0:
        end = start + len(value)
        inner = start and text[start - 1] in _ALNUM and value[0] in _ALNUM
        if not inner and not (end < len(text) and text[end] in _ALNUM and value[-1] in _ALNUM):
            yield start
        start = text.find(value, start + 1)


def pieces(value: bytes) -> Iterable[bytes]:
    """A value of one line as it is; of a block, its long words (a key's base64 lines), since lines move."""
    if b"\n" not in value and len(value) <= 1024:
        return (value,)
    return [word for word in value.split() if 24 <= len(word) <= 4096 and word.strip(b"-") == word]
