"""The label lexicon: what a name in front of a value, above a column or along a path says of the value.

One lexicon serves `key: value` lines, table headers, JSON paths, INI keys, command paths, HTTP headers and log fields.
A label is normalised (`SysName`, `system-name`, `System_Name` → `sys name`, `system name`) and looked up by its longest
known ending; `NOTHING` holds endings that say the value is harmless, and wins when it is longer.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from recognizers._label_words import NOTHING, PARENTED, STRONG, WEAK

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_JUNK = re.compile(r"[^0-9a-zA-Z\x80-\uffff/]+")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a label says: the entity, and whether the value must look the part (`weak`)."""

    entity: str
    weak: bool


def normalise(label: str) -> str:
    """Lower-case words, single blanks, path parts joined by `/`: `Chassis.SerialNumber` → `chassis serial number`."""
    spaced = _JUNK.sub(" ", _CAMEL.sub(" ", label))
    return "/".join(" ".join(part.lower().split()) for part in spaced.split("/"))


def _phrases(table: str) -> list[str]:
    return [phrase.strip() for phrase in table.replace("\n", "|").split("|") if phrase.strip()]


_STRONG = {phrase: entity for entity, table in STRONG.items() for phrase in _phrases(table)}
_WEAK = {phrase: entity for entity, table in WEAK.items() for phrase in _phrases(table)}
_NOTHING = frozenset(_phrases(NOTHING))
_PARENTED = tuple((last, re.compile(pattern), entity) for last, pattern, entity in PARENTED)
_DIGITS = re.compile(r"\d+$")
_MODIFIERS = frozenset(
    "value values enc encrypted cipher simple ascii hex cleartext plaintext clear irreversible reversible is".split()
)
"""Words between a label and its value that say how the value is written."""


@functools.lru_cache(maxsize=4096)
def meaning(label: str) -> Meaning | None:
    """What `label` (a single name, or a path joined by `/`) says of its value; None where it says nothing."""
    parts = [part for part in normalise(label).split("/") if part]
    if not parts:
        return None
    last, parents = parts[-1], "/".join(parts[:-1])
    words = last.split()
    while len(words) > 1 and (words[-1].isdigit() or words[-1] in _MODIFIERS):
        words.pop()
    for skip in range(len(words)):
        told = _ending(" ".join(words[skip:]), "/".join(part for part in (parents, " ".join(words[:skip])) if part))
        if told is not None:
            return told.meaning
    return None


@dataclass(frozen=True, slots=True)
class _Told:
    """What a known ending says; no meaning where it says that the value is harmless."""

    meaning: Meaning | None


def _ending(ending: str, before: str) -> _Told | None:
    """What the last words of a label say behind the path `before`; None where they are not known."""
    for candidate in dict.fromkeys((ending, _DIGITS.sub("", ending).strip(), ending.replace(" ", ""))):
        if candidate in _NOTHING:
            return _Told(None)
        for known, pattern, entity in _PARENTED:
            if known == candidate and before and pattern.search(before):
                return _Told(Meaning(entity, False))
        if candidate in _STRONG:
            return _Told(Meaning(_STRONG[candidate], False))
        if candidate in _WEAK:
            return _Told(Meaning(_WEAK[candidate], True))
    return None


def phrases(entity: str) -> list[str]:
    """The strong labels of an entity, longest first."""
    return sorted(_phrases(STRONG[entity]), key=lambda phrase: (-len(phrase), phrase))
