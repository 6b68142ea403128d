"""Findings and policy become disjoint decisions; overlaps are settled here and only here.

The order, best first: something to do before something to keep; longer; surer; stronger action; rule id.  What a
better decision covers is gone; what sticks out of it on either side stays a decision of its own, so nothing found is
half left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from redactor.model import Action, Decision, Finding
from redactor.native import core

_STRENGTH = {action: rank for rank, action in enumerate(Action)}


class Actions(Protocol):
    """What decide asks of a policy."""

    def action(self, entity: str) -> Action:
        """What is done with values of this entity."""
        ...

    def threshold(self, entity: str) -> float:
        """The lowest score at which a finding counts."""
        ...


def decide(
    text: bytes, findings: Iterable[Finding], policy: Actions, spared: frozenset[bytes] = frozenset()
) -> list[Decision]:
    """The decisions for one segment's `text`, disjoint and ascending, the kept ones among them.

    `spared` holds values (lower case) that are kept whatever they are: the dictionary's `never`, public resolvers.
    """

    def told(entity: str) -> tuple[float, Action]:
        return policy.threshold(entity), policy.action(entity)

    wanted: list[Decision]
    if core is not None:
        wanted, apart = core.wanted(text, findings, {}, told, spared, Action.KEEP, Decision)
    else:
        wanted, apart = _wanted(text, findings, told, spared)
    if not apart:
        wanted.sort()
        wanted = _settle(wanted) if core is None else core.clusters(wanted, _cluster, Action.KEEP)
    return wanted


def _wanted(
    text: bytes,
    findings: Iterable[Finding],
    told: Callable[[str], tuple[float, Action]],
    spared: frozenset[bytes],
) -> tuple[list[Decision], bool]:
    """Findings that count as decisions, and whether they are ascending and disjoint."""
    known: dict[str, tuple[float, Action]] = {}
    wanted: list[Decision] = []
    reach, apart = -1, True
    for start, end, entity, score, rule in findings:
        answer = known.get(entity)
        if answer is None:
            answer = known[entity] = told(entity)
        if score < answer[0]:
            continue
        action = Action.KEEP if spared and text[start:end].lower() in spared else answer[1]
        wanted.append(Decision(start, end, entity, action, score, rule))
        apart = apart and reach <= start < end
        reach = end
    return wanted, apart


def _settle(wanted: Sequence[Decision]) -> list[Decision]:
    """Settle each cluster of overlapping decisions by itself."""
    settled: list[Decision] = []
    cluster: list[Decision] = []
    reach = -1
    for decision in wanted:
        if cluster and decision.start >= reach:
            settled += cluster if len(cluster) == 1 else _cluster(cluster)
            cluster = []
        cluster.append(decision)
        reach = max(reach, decision.end) if len(cluster) > 1 else decision.end
    return settled + (cluster if len(cluster) < 2 else _cluster(cluster))


def _rank(decision: Decision) -> tuple[bool, int, float, int, str]:
    keep = decision.action is Action.KEEP
    return keep, decision.start - decision.end, -decision.score, -_STRENGTH[decision.action], decision.rule


def _cluster(cluster: list[Decision]) -> list[Decision]:
    """Take decisions in order of rank; trim each to what is still free."""
    taken: list[Decision] = []
    best = min(cluster, key=_rank)
    if best.start <= cluster[0].start and best.end >= max([decision.end for decision in cluster]):
        return [best]
    for decision in sorted(cluster, key=_rank):
        free = [(decision.start, decision.end)]
        for other in taken:
            free = [
                part
                for start, end in free
                for part in ((start, min(end, other.start)), (max(start, other.end), end))
                if part[0] < part[1]
            ]
        taken += [decision._replace(start=start, end=end) for start, end in free]
    return sorted(taken)
