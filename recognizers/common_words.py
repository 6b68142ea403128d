"""Ordinary words: values that read like these are replaced only where a label or an anchor says what they are.

`words.txt` beside this file holds the words, written by hand for this project: everyday English, the language of logs,
devices and programs, products, and what German, French, Spanish and other systems say.  The headings there say how
far a word carries:

    technical   with its inflections and prefixes, and joined with another one   server -> servers, fileserver
    english     with its inflections and prefixes                                connect -> disconnected
    product     as it stands                                                     nginx
    foreign     as it stands                                                     benutzername
    numbered    with a number behind, and only so                                vlan10
    never       not even where a rule would make it one                          homer, which is not home + er

Names of people, gods, planets and heroes are not there: they are what hosts and users are called.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from recognizers import lazy_re as re

SHORT = 4
"""Letters alone need this many to be telling."""
_JOINED = 4
"""Shortest half of two words written as one: below it, too many names fall into two words."""
_SEPARATORS = re.compile(rb"[-_.]+")
_NUMBERED = re.compile(rb"([a-z]+)(?:0|[1-9][0-9]{0,4})")
_PREFIXES = tuple(
    b"anti auto co de dis down hyper in inter micro mis multi non out over post pre re semi sub super un under "
    b"up".split()
)
_DOMAIN_ENDS = frozenset(
    b"com net org edu gov mil int biz local lan internal intern intranet corp home domain localdomain test example "
    b"invalid".split()
)
"""What a dotted name of ordinary words ends in where it is a host's (`mail.office.local`), no key's (`mail.info`)."""

# Suffix -> (shortest stem before it, what may stand there instead in the base word).
_SUFFIXES: dict[bytes, tuple[int, tuple[bytes, ...]]] = {
    b"s": (3, (b"",)),
    b"es": (3, (b"",)),
    b"ies": (3, (b"y",)),
    b"ied": (3, (b"y",)),
    b"ed": (3, (b"", b"e")),
    b"ing": (3, (b"", b"e")),
    b"ings": (3, (b"", b"e")),
    b"er": (4, (b"", b"e")),
    b"ers": (4, (b"", b"e")),
    b"ier": (4, (b"y",)),
    b"iers": (4, (b"y",)),
    b"or": (4, (b"", b"e")),
    b"ors": (4, (b"", b"e")),
    b"ly": (4, (b"",)),
    b"bly": (4, (b"ble",)),
    b"ily": (4, (b"y",)),
    b"ally": (4, (b"", b"al")),
    b"ment": (4, (b"",)),
    b"ments": (4, (b"",)),
    b"ion": (4, (b"", b"e")),
    b"ions": (4, (b"", b"e")),
    b"ation": (4, (b"", b"e")),
    b"ations": (4, (b"", b"e")),
    b"ication": (4, (b"y",)),
    b"ications": (4, (b"y",)),
    b"able": (4, (b"", b"e")),
    b"iable": (4, (b"y",)),
    b"ability": (4, (b"", b"e", b"able")),
    b"ible": (4, (b"", b"e")),
    b"ive": (4, (b"", b"e")),
    b"al": (4, (b"", b"e")),
    b"ness": (4, (b"",)),
    b"less": (4, (b"",)),
    b"ful": (4, (b"",)),
    b"ity": (4, (b"", b"e")),
    b"ance": (4, (b"", b"e")),
    b"ence": (4, (b"", b"e")),
    b"ize": (4, (b"",)),
    b"ized": (4, (b"",)),
    b"izing": (4, (b"",)),
    b"wise": (4, (b"",)),
    b"ware": (4, (b"",)),
}
_LONGEST = max(map(len, _SUFFIXES))
_ENDINGS = tuple(_SUFFIXES)


@dataclass(frozen=True, slots=True)
class Words:
    """The data file, by what may be done with a word."""

    listed: frozenset[bytes]
    bases: frozenset[bytes]
    joining: frozenset[bytes]
    numbered: frozenset[bytes]
    never: frozenset[bytes]


def topics() -> Iterator[tuple[str, list[str]]]:
    """The headings of `words.txt` (`kind: topic`) with their words, in order."""
    data = pkgutil.get_data("recognizers", "words.txt")
    assert data is not None
    for block in re.split(r"^# (?=[a-z]+: )", data.decode(), flags=re.MULTILINE)[1:]:
        heading, _, body = block.partition("\n")
        yield heading, body.split()


@cache
def _words() -> Words:
    kinds: dict[str, set[bytes]] = {}
    for heading, words in topics():
        kinds.setdefault(heading.partition(":")[0], set()).update(word.encode() for word in words)
    bases = kinds["english"] | kinds["technical"]
    return Words(
        frozenset(bases | kinds["product"] | kinds["foreign"]),
        frozenset(bases),
        frozenset(word for word in kinds["technical"] if len(word) >= _JOINED),
        frozenset(kinds["numbered"]),
        frozenset(kinds["never"]),
    )


def is_ordinary(word: bytes) -> bool:
    """Whether `word` (lower case, UTF-8 or Latin-1) is too common or too short to be somebody's or some host's name.

    Ordinary: a listed word, its inflections (`disconnected`), two technical words in one (`mailserver`), parts that are
    all ordinary (`auth_failed`, `mail.info`), an interface (`vlan10`), one letter repeated, up to three letters.  A
    part that is or holds a number makes it telling (`web-01`, `db2`) unless it is listed (`ipv4`, `sha256`).
    """
    words = _words()
    if word in words.listed:
        return True
    if not word.isascii():
        word = _utf8_lower(word)
        if word in words.listed:
            return True
    if (len(word) < SHORT and word.isalpha()) or word.count(word[:1]) >= len(word):
        return True
    if b"-" in word or b"_" in word or b"." in word:
        parts = [part for part in _SEPARATORS.split(word) if part]
        return not _is_domain(word, parts) and all(_is_ordinary_part(part, words) for part in parts)
    if word.isalpha():
        return _is_ordinary_part(word, words)
    number = _NUMBERED.fullmatch(word)
    return number is not None and number[1] in words.numbered


def _utf8_lower(word: bytes) -> bytes:
    """`word` as the list spells it: callers lower the ASCII letters only, and logs may be Latin-1."""
    try:
        text = word.decode()
    except UnicodeDecodeError:
        text = word.decode("latin-1")
    return text.lower().encode()


def _is_domain(word: bytes, parts: list[bytes]) -> bool:
    """Whether a dotted name ends like a host's: in a private or generic domain, or in two letters as countries do."""
    end = word.rpartition(b".")[2]
    return b"." in word and (end in _DOMAIN_ENDS or (len(end) == 2 and len(parts) > 1 and end.isalpha()))


def _is_ordinary_part(part: bytes, words: Words) -> bool:
    if part in words.listed:
        return True
    if part in words.never or not part.isalpha():
        return False
    return len(part) == 1 or _inflected(part, words) or _prefixed(part, words) or _joined(part, words)


def _inflected(word: bytes, words: Words) -> bool:
    """Whether `word` is a base word with a suffix: `e` dropped, `y` turned to `i`, the last letter doubled."""
    if not word.endswith(_ENDINGS):
        return False
    for length in range(1, min(_LONGEST, len(word) - 3) + 1):
        rule = _SUFFIXES.get(word[-length:])
        if rule is None or len(word) - length < rule[0]:
            continue
        stem = word[:-length]
        if any(stem + end in words.bases for end in rule[1]):
            return True
        if stem[-1] == stem[-2] and word[-length] in b"aeiou" and stem[:-1] in words.bases:
            return True
    return False


def _prefixed(word: bytes, words: Words) -> bool:
    if not word.startswith(_PREFIXES):
        return False
    for prefix in _PREFIXES:
        rest = word[len(prefix) :]
        if len(rest) < _JOINED or not word.startswith(prefix) or rest in words.never:
            continue
        if rest in words.bases or _inflected(rest, words):
            return True
    return False


def _joined(word: bytes, words: Words) -> bool:
    for cut in range(_JOINED, len(word) - _JOINED + 1):
        if word[:cut] in words.joining:
            rest = word[cut:]
            if rest in words.joining or (rest[-1:] == b"s" and rest[:-1] in words.joining):
                return True
    return False
