"""Labels become findings: what a field or a whole segment is called tells what it is.

Segment.label ─┐
Field.label  ──┼─► recognizers.labels.meaning ─► entity ─► recognizers.field_values.locate ─► Finding
table header ──┘
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recognizers import lazy_re as re
from recognizers.field_values import locate
from recognizers.labels import Meaning, meaning
from redactor.model import Field, Finding, Segment

NEAR = 6
"""Fields on either side that keep a field company."""
_OF_DEVICES = re.compile(
    r"(?i)contact|location|up ?time|transport|domain|smbios\w*version"
    r"|os[ -]?version|firmware(?: version)?|sw[ -]?version|ip address"
)
_LISTED = frozenset({"HOSTNAME", "USERNAME", "EMAIL_ADDRESS", "SERIAL_NUMBER"})
_ITEM = re.compile(rb"[^\s,;]+")
_LIST = re.compile(rb"\s*[^\s,;]+(?:\s*[,;]\s*[^\s,;]+)+[\s,;]*")
"""What commas part."""
_KEY = Meaning("SECRET", True)
"""What a key may be; before a brace it is the key's name."""
STRONG_SCORE, WEAK_SCORE = 0.9, 0.6


def labelled(segment: Segment) -> Iterator[Finding]:
    """The findings that the segment's own label and its fields' labels give away."""
    if segment.label and not segment.key:
        told = meaning(segment.label)
        if told is not None:
            yield from found(told, segment.text, 0, "label")
    text = segment.text
    for number, (start, end, label) in enumerate(segment.fields):
        told = meaning(label)
        if told is None and label[-4:] in ("Name", "name", "NAME"):
            told = _own_name(segment.fields, number)
        if told is not None and not _no_value(told, label, text, start, end):
            yield from found(told, text[start:end], start, "label")


def _no_value(told: Meaning, label: str, text: bytes, start: int, end: int) -> bool:
    """True for a key's name before a brace, and for source text that hands a variable on: `token=token)`."""
    if told == _KEY and text[end : end + 3].lstrip()[:1] == b"{":
        return True
    value = text[start:end].rstrip(b");,]} ").lower().decode("latin-1")
    return value == label.rpartition("/")[2].lower()


def _own_name(fields: Sequence[Field], number: int) -> Meaning | None:
    """A bare `Name` among a device's contact, location, domain or uptime is the device's own."""
    section, _, last = fields[number].label.rpartition("/")
    if last.lower() != "name":
        return None
    for field in fields[max(0, number - NEAR) : number + NEAR + 1]:
        beside, _, label = field.label.rpartition("/")
        if beside == section and _OF_DEVICES.fullmatch(label):
            return Meaning("HOSTNAME", True)
    return None


def _items(told: Meaning, value: bytes) -> list[tuple[int, int]]:
    """The items of a list of hosts or accounts (`anna, bert`), else the whole value."""
    if told.entity in _LISTED and not told.weak and _LIST.fullmatch(value):
        return [item.span() for item in _ITEM.finditer(value)]
    return [(0, len(value))]


def found(told: Meaning, value: bytes, offset: int, how: str) -> Iterator[Finding]:
    """The finding in the field `value` at `offset`, if it can be what `told` says; its rule is `how`-entity."""
    for low, high in _items(told, value):
        entity = told.entity
        place = _blanks_off(value) if told.whole else locate(entity, value[low:high], weak=told.weak)
        if place is None and told.otherwise:
            entity = told.otherwise
            place = locate(entity, value[low:high])
        if place is None:
            continue
        place = (low + place[0], low + place[1])
        strength = WEAK_SCORE if told.weak else STRONG_SCORE
        hint = "-hint" if told.weak else ""
        rule = f"{how}{hint}-{entity.lower().replace('_', '-')}"
        yield Finding(offset + place[0], offset + place[1], entity, strength, rule)


def _blanks_off(value: bytes) -> tuple[int, int] | None:
    """Where a value stands between the blanks around it; None where it has no letter or digit."""
    core = value.strip()
    low = value.find(core)
    return (low, low + len(core)) if any(chr(byte).isalnum() for byte in core) else None
