"""Pseudonyms in any text: quoted, wrapped, in other case or notation, inside a URL or a sentence, back to originals."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from redactor.recovery import notations, views
from redactor.recovery.known import Known, Pair, lead
from redactor.recovery.views import View
from redactor.spellings import fold

BOTH, DOUBTFUL, NEVER, ROLE = "also an original", "stands for several originals", "never kept", "not asked for"
"""Why something was left as it is."""
_WORD = re.compile(rb"[0-9A-Za-z\x80-\xff]+")
_MARKS = re.compile(
    rb"\xe2[\x80\x81][\x80-\xbf]|\xc2[\x80-\xa9\xab-\xb4\xb6-\xb9\xbb-\xbf]|\xef\xbb\xbf|\xe3\x80[\x80-\x91]"
)
"""Punctuation, blanks and marks beyond ASCII in UTF-8, which are no part of a word."""
_ALNUM = frozenset(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") | frozenset(range(128, 256))


class Left(NamedTuple):
    """A stretch that was not turned back; never the value."""

    offset: int
    """In the bytes that were given."""
    size: int
    line: int
    entity: str
    why: str
    member: str = ""
    """Where it is inside of a container."""


@dataclass(slots=True)
class Restored:
    """What came of it."""

    data: bytes = field(repr=False)
    counts: Counter[str] = field(default_factory=Counter)
    """Turned back, by entity."""
    left: list[Left] = field(default_factory=list)
    exact: bool = False
    """True where it is a copy of ours that came back through its edit list."""
    name: str = field(default="", repr=False)
    """What the original was called, where that is known."""


class Hit(NamedTuple):
    """A stretch of a view that is a pseudonym, and what is put there (None: it is left)."""

    start: int
    end: int
    entity: str
    put: bytes | None
    why: str = ""


def restore_text(text: bytes, known: Known, *, everything: bool = False) -> Restored:
    """The text with every pseudonym of the case turned back; `everything` also those that are originals as well."""
    found: list[tuple[int, int, int, Hit]] = []
    for view, broken in views.views(text):
        for hit in _hits(view.text, known, everything=everything):
            there = view.range(hit.start, hit.end)
            if there is not None:
                size = hit.end - hit.start
                found.append((-size, *there, _placed(hit, text[slice(*there)], view, broken=broken)))
    return _spliced(text, list(_apart(found, len(text))))


def _apart(found: list[tuple[int, int, int, Hit]], size: int) -> Iterator[tuple[int, int, Hit]]:
    """The hits of all views that do not overlap, ascending: a longer one goes before a part of it that stands on a line."""
    if all(one[2] <= other[1] for one, other in pairwise(found)):
        yield from (entry[1:] for entry in found)
        return
    busy, taken = bytearray(size + 1), []
    for _, start, end, hit in sorted(found, key=lambda entry: entry[:3]):
        if busy.find(1, start, end) < 0:
            busy[start:end] = b"\1" * (end - start)
            taken.append((start, end, hit))
    yield from sorted(taken, key=lambda entry: entry[:2])


def _placed(hit: Hit, stretch: bytes, view: View, *, broken: bool) -> Hit:
    """A hit with what is put there in the text's own writing: escapes again, and the line breaks behind it."""
    if hit.put is None or view.whole:
        return hit
    if broken:
        return hit._replace(put=hit.put + views.breaks(stretch))
    spelled = views.escapes(stretch)
    return hit._replace(put=b"".join(spelled.get(bytes([byte]), bytes([byte])) for byte in hit.put))


def _spliced(text: bytes, taken: list[tuple[int, int, Hit]]) -> Restored:
    done = Restored(b"")
    pieces, at, line, counted = list[bytes](), 0, 1, 0
    for start, end, hit in taken:
        if hit.put is None:
            line, counted = line + text.count(b"\n", counted, start), start
            done.left.append(Left(start, end - start, line, hit.entity, hit.why))
            continue
        pieces += (text[at:start], hit.put)
        done.counts[hit.entity] += 1
        at = end
    pieces.append(text[at:])
    done.data = b"".join(pieces)
    return done


def _hits(text: bytes, known: Known, *, everything: bool) -> Iterator[Hit]:
    """What stands in a text, ascending and disjoint: the longest first wherever several begin."""
    found = [*_worded(text, known), *_noted(text, known)]
    reach = 0
    for start, end, pair, put, form in sorted(found, key=lambda entry: (entry[0], -entry[1])):
        if start < reach:
            continue
        reach = end
        if not known.asked(pair):
            continue
        if form in known.doubtful and not pair.whole:
            yield Hit(start, end, pair.entity, None, DOUBTFUL)
        elif known.is_both(form) and not everything:
            yield Hit(start, end, pair.entity, None, BOTH)
        else:
            yield Hit(start, end, pair.entity, put)


_Found = tuple[int, int, Pair, bytes, bytes]
"""(start, end, pair, what to put there, the form by which it is known)."""


def _worded(text: bytes, known: Known) -> Iterator[_Found]:
    """Pseudonyms that are sought by their words, in whatever case."""
    if not known.words:
        return
    low, reach = fold(_MARKS.sub(lambda mark: b" " * len(mark[0]), text)), 0
    for word in _WORD.finditer(low):
        if word.start() < reach:
            continue
        found = _longest(low, word.start(), known.words.get(word[0], ()))
        if found is None:
            continue
        start, end, form, pairs = found
        token = text[start:end]
        pair = next((pair for pair in pairs if pair.pseudonym == token), pairs[0])
        reach = end
        yield start, end, pair, _recased(token, pair), form


def _longest(
    low: bytes, at: int, entries: list[tuple[bytes, Pair]] | tuple[()]
) -> tuple[int, int, bytes, list[Pair]] | None:
    """The longest pseudonym whose first word begins at `at`, with all pairs of it."""
    for form, _ in entries:
        start = at - lead(form)
        end = start + len(form)
        if start < 0 or not low.startswith(form, start):
            continue
        if end < len(low) and low[end] in _ALNUM and form[-1] in _ALNUM:
            continue
        return start, end, form, [pair for other, pair in entries if other == form]
    return None


def _recased(token: bytes, pair: Pair) -> bytes:
    """The original in the case that the token was put into."""
    if token == pair.pseudonym:
        return pair.original
    text = pair.original.decode("utf-8", "surrogateescape")
    if token == fold(pair.pseudonym):
        return fold(pair.original)
    if token.upper() == token and token.lower() != token:
        return text.upper().encode("utf-8", "surrogateescape")
    return pair.original


def _noted(text: bytes, known: Known) -> Iterator[_Found]:
    """Addresses and numbers, by what they spell."""
    if known.addresses:
        yield from _quads(text, known)
        yield from _sixes(text, known)
    if known.macs:
        for token in notations.MAC.finditer(text):
            digits = notations.mac_of(token[0])
            pair = known.macs.get(digits) if digits is not None else None
            put = notations.spelled_mac(token[0], pair.original) if pair is not None else None
            if pair is not None and put is not None and digits is not None:
                yield token.start(), token.end(), pair, put, digits
    for token in notations.PHONE.finditer(text) if known.phones else ():
        pair = known.phones.get(notations.phone_of(token[0]))
        if pair is not None:
            put = notations.spelled_phone(token[0], pair.pseudonym, pair.original)
            yield token.start(), token.end(), pair, put, fold(token[0])


def _quads(text: bytes, known: Known) -> Iterator[_Found]:
    for token in notations.QUAD.finditer(text):
        number = notations.quad_of(token)
        if number is None:
            continue
        pair = known.addresses.get(number)
        original = notations.packed(pair.original) if pair is not None else None
        if pair is None or original is None:
            network = _network(known, number, 32, token[7])
            if network is None:
                continue
            pair, original = Pair(number, network, "IP_ADDRESS", whole=False), network
        if len(original) == 4:
            yield token.start(), token.end(), pair, notations.spelled_quad(token, original), number


def _sixes(text: bytes, known: Known) -> Iterator[_Found]:
    for token in (*notations.COLONS.finditer(text), *notations.NIBBLES.finditer(text)):
        nibbles = token.re is notations.NIBBLES
        bare = token[0] if nibbles else token[0].partition(b"/")[0]
        number = notations.packed(bare)
        if number is None or (not nibbles and notations.mac_of(bare) in known.macs):
            continue
        length = None if nibbles else token[1]
        pair = known.addresses.get(number)
        original = notations.packed(pair.original) if pair is not None else None
        if pair is None or original is None:
            original = _network(known, number, 128, length) if len(number) == 16 else None
            if original is None:
                continue
            pair = Pair(number, original, "IP_ADDRESS", whole=False)
        put = notations.spelled_nibbles(original) if nibbles else notations.spelled_colons(bare, original)
        if pair.whole and pair.pseudonym == bare:
            put = pair.original
        yield token.start(), token.start() + len(bare), pair, put, number


def _network(known: Known, number: bytes, width: int, length: bytes | None) -> bytes | None:
    """The original of a network that was never seen alone: its own length tells, else the zeros at its end."""
    value = int.from_bytes(number, "big")
    if length is not None and 0 < int(length) <= width:
        bits = int(length)
    else:
        zeros = (value & -value).bit_length() - 1 if value else 0
        bits = width - zeros // 8 * 8 if width == 32 else width - zeros // 16 * 16
    if bits >= width or bits < 8 or value & ((1 << (width - bits)) - 1):
        return None
    found = known.network(value, width, bits)
    return None if found is None else found.to_bytes(width // 8, "big")
