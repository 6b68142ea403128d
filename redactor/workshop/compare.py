"""Two policies over the same attachments: what would be done otherwise.

old ─run that writes nothing─► rows ─┐
new ─run that writes nothing─► rows ─┴─► Change (entity, old action, new action, occurrences, files)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, replace
from typing import NamedTuple

from redactor import equipment as outfit
from redactor import pipeline
from redactor.job import Job
from redactor.plan.make import Planner
from redactor.plan.rows import Row
from redactor.policy import ENTITIES, Policy

STAYS = "stays"


class Change(NamedTuple):
    """Values of an entity with which the new policy deals otherwise than the old one."""

    entity: str
    old: str
    new: str
    occurrences: int
    files: int


class Place(NamedTuple):
    """Where that is: line of an attachment, by the name of its copy under the new policy."""

    file: str
    line: int
    entity: str
    old: str
    new: str
    rule: str


def settings(old: Policy, new: Policy) -> Iterator[tuple[str, str, str]]:
    """What the two say differently, whatever the attachments hold: (setting, old, new)."""
    for name in dict.fromkeys((*ENTITIES, *old.actions, *new.actions)):
        if old.action(name) is not new.action(name):
            yield name, str(old.action(name)), str(new.action(name))
        if old.threshold(name) != new.threshold(name):
            yield f"min_score of {name}", f"{old.threshold(name):.2f}", f"{new.threshold(name):.2f}"
    for each in fields(Policy):
        if each.name in ("family_only", "keep_public_resolvers", "custom"):
            before, after = getattr(old, each.name), getattr(new, each.name)
            if before != after:
                yield each.name, str(before).lower(), str(after).lower()


def places(job: Job, old: Policy, new: Policy) -> Iterator[Place]:
    """Every place where the outcome differs; `job` writes nothing and has no key."""
    kit = outfit.kit(job.engine, job.config, names=job.names, language=job.language)
    before, after = _planned(job, old, kit), _planned(job, new, kit)
    for name in sorted(before.keys() | after.keys()):
        shown, mine = after.get(name) or ("", {})
        yield from _differing(shown or before[name][0], before.get(name, ("", {}))[1], mine)


def summed(found: list[Place]) -> list[Change]:
    """The places by entity and actions, most frequent first."""
    counts = Counter((place.entity, place.old, place.new) for place in found)
    files = {key: len({place.file for place in found if (place.entity, place.old, place.new) == key}) for key in counts}
    return [Change(*key, number, files[key]) for key, number in counts.most_common()]


def _planned(job: Job, policy: Policy, kit: outfit.Kit) -> dict[str, tuple[str, dict[int, Row]]]:
    """The rows of every attachment under a policy, by where they begin."""
    planner = Planner()
    pipeline.run(replace(job, policy=policy, overseer=planner), kit=kit)
    return {sheet.name: (sheet.shown, {row.start: row for row in sheet.rows}) for sheet in planner.sheets}


def _differing(file: str, old: dict[int, Row], new: dict[int, Row]) -> Iterator[Place]:
    for start in sorted(old.keys() | new.keys()):
        one, other = old.get(start), new.get(start)
        row = other or one
        assert row is not None
        before, after = _action(one), _action(other)
        if before != after:
            yield Place(file, row.line, row.entity, before, after, row.rule)


def _action(row: Row | None) -> str:
    """What a row does; what nobody decided on stays as a kept value does."""
    return row.action if row is not None and row.edits else STAYS
