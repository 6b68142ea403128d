"""The label lexicon: what a name in front of a value, above a column or along a path says of the value.

One lexicon serves `key: value` lines, table headers, JSON paths, INI keys, command paths, HTTP headers and log fields.
A label is normalised (`SysName`, `system-name`, `System_Name` → `sys name`, `system name`) and looked up by its longest
known ending; `NOTHING` holds endings that say the value is harmless, and wins when it is longer.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

from recognizers import lazy_re as re
from recognizers._label_words import HARMLESS, NOTHING, OTHERWISE, PARENTED, STRONG, WEAK

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_JUNK = re.compile(r"[^0-9a-zA-Z\x80-\uffff/]+")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a label says: the entity, and whether the value must look the part (`weak`)."""

    entity: str
    weak: bool
    otherwise: str = ""
    """What the value is if it cannot be the entity: an id may be a number or a name."""
    whole: bool = False
    """True where the value is the entity whatever it says, `true` and `password` included."""


SEALED = "sealed secret value"
"""The label that formats give to what stands in a vault: a Kubernetes Secret, an encrypted variable."""


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
_HARMLESS = tuple((last, re.compile(pattern)) for last, pattern in HARMLESS)
_GLUED = ("hostname", "username", "password", "passphrase", "serialnumber", "devicename", "computername", "apikey")
"""Ends of labels written in one word: `devicehostname`, `clientusername`."""
_DIGITS = re.compile(r"\d+$")
_PLACED = re.compile(r" (?:of|for|in|on) (?:slot|unit|member|chassis|module|node|device|switch|card|board)(?: \S+)?$")
"""Of which part of a device a label speaks: `ESN of slot 0`."""
_MODIFIERS = frozenset(
    ("value", "values", "enc", "encrypted", "cipher", "simple", "ascii", "hex", "cleartext", "plaintext", "clear")
) | {"irreversible", "reversible", "is"}
"""Words between a label and its value that say how the value is written."""


@functools.lru_cache(maxsize=4096)
def meaning(label: str) -> Meaning | None:
    """What `label` (a single name, or a path joined by `/`) says of its value; None where it says nothing."""
    parts = [part for part in normalise(label).split("/") if part]
    if not parts:
        return None
    last, parents = _PLACED.sub("", parts[-1]), "/".join(parts[:-1])
    if last == SEALED:
        return Meaning("SECRET", False, whole=True)
    if any(last == known and pattern.search(parents) for known, pattern in _HARMLESS):
        return None
    return _told(last, parents)


def _told(last: str, parents: str) -> Meaning | None:
    """What the name at a path's end says of its value: by its last words, what stands before them being context."""
    words = last.split()
    while len(words) > 1 and (words[-1].isdigit() or words[-1] in _MODIFIERS):
        words.pop()
    for skip in range(len(words)):
        ending, before = " ".join(words[skip:]), " ".join(words[:skip])
        context = "/".join(part for part in (parents, before) if part)
        for candidate in _spellings(ending):
            if candidate in _NOTHING:
                return None
            told = _known(candidate, context)
            if told is not None:
                return told
    return None


def _spellings(ending: str) -> list[str]:
    """How a label may be listed: as it is, without a number, in one word; of a glued one also its telling end."""
    spelt = [ending, _DIGITS.sub("", ending).strip(), ending.replace(" ", "")]
    if " " not in ending:
        spelt += [known for known in _GLUED if ending.endswith(known) and len(ending) > len(known) + 1]
    return list(dict.fromkeys(spelt))


def _known(candidate: str, context: str) -> Meaning | None:
    """What a phrase says behind the words and path parts of `context`."""
    for known, pattern, entity in _PARENTED:
        if known == candidate and context and pattern.search(context):
            return Meaning(entity, False)
    if candidate in _STRONG:
        return Meaning(_STRONG[candidate], False, OTHERWISE.get(candidate, ""))
    return Meaning(_WEAK[candidate], True) if candidate in _WEAK else None


def phrases(entity: str) -> list[str]:
    """The strong labels of an entity, longest first."""
    return sorted(_phrases(STRONG[entity]), key=lambda phrase: (-len(phrase), phrase))
