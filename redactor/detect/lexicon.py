"""The case's own lexicon: values that strong anchors proved, found again wherever they stand in the case.

`hostname X`, prompts, neighbour tables, `Failed password for X` and JSON keys teach it; each term remembers the rule that
taught it.  A term matches case-insensitively where no letter or digit touches it, so `core-sw1` is found in
`to-core-sw1-Gi0/1` and in `CORE-SW1.example.com`.  Terms that are short or ordinary words are known but only replaced
where a label or anchor says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from recognizers import lazy_re as re
from recognizers.common_words import is_ordinary
from redactor.detect.database import Expressions, compiled
from redactor.model import Finding

TERMS = 50_000
"""Most terms a case may learn; further values are still replaced where their anchors stand."""
SCORE = 0.97
"""What an anchor proved outranks what a place elsewhere suggests, so that a value has one meaning in a case."""
_ALNUM = frozenset(b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") | frozenset(range(128, 256))
_WORD = re.compile(rb"[0-9A-Za-z\x80-\xff]+")
_EDGES = re.compile(rb"^[^0-9A-Za-z\x80-\xff]+|[^0-9A-Za-z\x80-\xff]+$")
_NUMERIC = re.compile(rb"[0-9.,:/_-]+")
LEARNABLE = frozenset({"HOSTNAME", "USERNAME", "PERSON", "SERIAL_NUMBER", "EMAIL_ADDRESS", "SECRET", "ORGANIZATION"})


def distinctive(entity: str, term: bytes) -> bool:
    """Whether a value may be replaced wherever it stands: not short, not a number, not an ordinary word."""
    if len(term) < 4 or _NUMERIC.fullmatch(term) or len(term) > 100 or b"  " in term or term.count(b" ") > 4:
        return False
    has_digit = any(48 <= byte <= 57 for byte in term)
    has_letter = any(byte in _ALNUM and not 48 <= byte <= 57 for byte in term)
    if entity == "SECRET":
        return len(term) >= 8 and has_digit and has_letter
    if entity == "SERIAL_NUMBER":
        return len(term) >= 6 and has_digit and has_letter
    return not is_ordinary(term.lower())


class Lexicon:
    """Terms of one case; learns first, then is frozen by the first look-up."""

    def __init__(self) -> None:
        self._terms: dict[bytes, tuple[str, str]] = {}
        self._seen: set[tuple[str, bytes]] = set()
        self._order: list[bytes] = []
        self._literals: Any = None
        self._by_word: dict[bytes, list[bytes]] = {}
        self._frozen = False

    def __len__(self) -> int:
        return len(self._terms)

    def __contains__(self, value: bytes) -> bool:
        return value.lower() in self._terms

    def learn(self, entity: str, value: bytes, rule: str) -> None:
        """Add a value and its parts that stand alone elsewhere (the short name of a FQDN, the words of a name)."""
        if self._frozen or entity not in LEARNABLE or len(self._terms) >= TERMS or (entity, value) in self._seen:
            return
        if len(self._seen) < TERMS:
            self._seen.add((entity, value))
        for term in _forms(entity, value):
            if distinctive(entity, term):
                self._terms.setdefault(term, (entity, rule))

    def add(self, entity: str, term: bytes) -> None:
        """Add a term as it stands, however ordinary: somebody said so."""
        self._terms[_EDGES.sub(b"", term.lower())] = (entity, "dictionary")

    def thawed(self) -> Lexicon:
        """A copy that was not looked up in yet; it can be sent to another process."""
        fresh = Lexicon()
        fresh._terms = dict(self._terms)
        return fresh

    def provenance(self) -> Counter[tuple[str, str]]:
        """How many terms each (entity, rule) taught."""
        return Counter(self._terms.values())

    def find(self, text: bytes, engine: str) -> Iterator[Finding]:
        """Every standing of a term in `text`; the same for every engine."""
        if not self._terms:
            return
        self._freeze(engine)
        events = self._scan(text) if self._literals is not None else self._walk(text)
        for start, end, term in events:
            before = text[start - 1] if start else 0
            after = text[end] if end < len(text) else 0
            if before not in _ALNUM and after not in _ALNUM:
                entity, _ = self._terms[term]
                yield Finding(start, end, entity, SCORE, "case-lexicon")

    def _freeze(self, engine: str) -> None:
        if self._frozen:
            return
        self._frozen = True
        self._seen.clear()
        self._order = sorted(self._terms)
        if engine == "hyperscan":
            escaped = [_escape(term) for term in self._order]
            self._literals = compiled(Expressions(escaped, range(len(escaped)), [True] * len(escaped)))
        else:
            for term in self._order:
                first = _WORD.search(term)
                assert first is not None
                self._by_word.setdefault(first.group(), []).append(term)

    def _scan(self, text: bytes) -> list[tuple[int, int, bytes]]:
        events: list[tuple[int, int, bytes]] = []
        order = self._order

        def on_match(number: int, _start: int, end: int, _flags: int, _context: object) -> None:
            term = order[number]
            events.append((end - len(term), end, term))

        self._literals.scan(text, match_event_handler=on_match)
        events.sort()
        return events

    def _walk(self, text: bytes) -> Iterator[tuple[int, int, bytes]]:
        low = text.lower()
        for word in _WORD.finditer(low):
            for term in self._by_word.get(word.group(), ()):
                if low.startswith(term, word.start()):
                    yield word.start(), word.start() + len(term), term


def _forms(entity: str, value: bytes) -> Iterator[bytes]:
    """The lower-case terms that a value teaches, edges trimmed to letters and digits."""
    whole = _EDGES.sub(b"", value.lower())
    if b"\n" in whole:
        return
    yield whole
    if entity == "HOSTNAME" and b"." in whole:
        yield whole.split(b".", 1)[0]
    if entity == "EMAIL_ADDRESS":
        yield _EDGES.sub(b"", whole.split(b"@", 1)[0])
    if entity == "USERNAME" and (b"\\" in whole or b"@" in whole):
        yield _EDGES.sub(b"", re.split(rb"[\\]", whole)[-1].split(b"@", 1)[0])
    if entity == "PERSON":
        yield from (part for part in (_EDGES.sub(b"", word) for word in whole.split()) if len(part) > 3)


def _escape(term: bytes) -> bytes:
    return b"".join(b"\\x%02x" % byte for byte in term)
