"""A pair of compound values tells pairs of their parts: hosts label by label, names word by word.

jq3.kvmta.com ← sw1.lyon.com      tells  jq3 ← sw1,  kvmta ← lyon,  kvmta.com ← lyon.com
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from recognizers.common_words import is_ordinary

COMPOUND = frozenset({"HOSTNAME", "EMAIL_ADDRESS", "URL", "USERNAME", "PERSON"})
_LABEL = re.compile(rb"[^.@/\\:?&=#%+,;<>\[\]\s]+")
_WORD = re.compile(rb"[0-9A-Za-z\x80-\xff]+")


def parts(entity: str, pseudonym: bytes, original: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The pairs that a pair tells; none where the two are not built alike, or where a part could be any word."""
    if entity not in COMPOUND:
        return
    pattern = _WORD if entity == "PERSON" else _LABEL
    labels, others = list(pattern.finditer(pseudonym)), list(pattern.finditer(original))
    if len(labels) != len(others) or pattern.sub(b"", pseudonym) != pattern.sub(b"", original):
        return
    for place, (label, other) in enumerate(zip(labels, others, strict=True)):
        if label[0] == other[0]:
            continue
        if distinctive(label[0]) and (place or len(labels) > 1):
            yield label[0], other[0]
        if entity == "USERNAME" or (entity == "EMAIL_ADDRESS" and b"@" in pseudonym[label.end() :]):
            yield from _words(label[0], other[0])
        if entity != "PERSON":
            yield from _tail(pseudonym, original, label.start(), other.start(), place)


def _words(label: bytes, other: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The words of an account's name, each of which has its own pseudonym; a host's label has one as a whole."""
    new, old = _WORD.findall(label), _WORD.findall(other)
    if len(new) == len(old) > 1 and _WORD.sub(b"", label) == _WORD.sub(b"", other):
        yield from ((one, two) for one, two in zip(new, old, strict=True) if one != two and distinctive(one))


def _tail(pseudonym: bytes, original: bytes, start: int, there: int, place: int) -> Iterator[tuple[bytes, bytes]]:
    """The domain that begins at a label, as far as host names go."""
    tail, other = (re.split(rb"[^0-9A-Za-z\x80-\xff._-]", text)[0] for text in (pseudonym[start:], original[there:]))
    tail, other = tail.rstrip(b"."), other.rstrip(b".")
    if b"." in tail and (place or tail != pseudonym):
        yield tail, other


def distinctive(pseudonym: bytes) -> bool:
    """Whether a pseudonym may be turned back wherever it stands: no common word, no short number."""
    if pseudonym.isdigit():
        return len(pseudonym) >= 5
    if pseudonym.isalpha() and len(pseudonym) < 3:
        return False
    return len(pseudonym) >= 2 and not is_ordinary(pseudonym.lower())
