"""A container with copies of ours in it: each member is turned back by itself, and the container built again around them.

It holds the same members, modes, times and order as the original, not the same compressed bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from redactor.limits import Budget, Limits
from redactor.model import Container, Part, Source
from redactor.recovery.text import Left
from redactor.sniff import sniff
from redactor.source import Spool


@dataclass(slots=True)
class Inside:
    """What came of the members of a container."""

    counts: dict[str, int] = field(default_factory=dict)
    left: list[Left] = field(default_factory=list)
    exact: bool = True
    """True where each member was a copy of ours, by its edit list."""


@dataclass(frozen=True, slots=True)
class Turned:
    """What came of a member."""

    data: Source = field(repr=False)
    counts: Mapping[str, int]
    left: list[Left]
    exact: bool


Turn = Callable[[Source], Turned]
Rename = Callable[[str], str]


def box_of(source: Source, containers: Mapping[str, Container]) -> Container | None:
    """The container that a source is, where its kind can be built again."""
    box = containers.get(sniff(source).name) if containers else None
    return box if box is not None and box.COPY == box.NAME else None


def rebuild(box: Container, source: Source, out: Spool, limits: Limits, turn: Turn, rename: Rename) -> Inside:
    """Build the container again with its members turned back; raises `WithheldError` where it is not sound."""
    inside = Inside()
    box.build(source, _parts(box, source, limits, turn, rename, inside), out)
    return inside


def _parts(
    box: Container, source: Source, limits: Limits, turn: Turn, rename: Rename, inside: Inside
) -> Iterator[Part]:
    for member in box.members(source, Budget(limits, source.size, Spool)):
        if member.source is None:
            yield Part(rename(member.name), None, member.mode, member.time, member.method)
            continue
        turned = turn(member.source)
        for entity, number in turned.counts.items():
            inside.counts[entity] = inside.counts.get(entity, 0) + number
        shown = "" if box.SINGLE else member.name
        inside.left += [each._replace(member="!".join(filter(None, (shown, each.member)))) for each in turned.left]
        inside.exact = inside.exact and turned.exact
        yield Part(
            member.name if member.fixed else rename(member.name), turned.data, member.mode, member.time, member.method
        )
